"""The command that trains the token model: ``python -m helpers.training.attribution``."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from helpers.annotation import annotate_many
from helpers.article import article_from_text
from helpers.attribution.engine import read
from helpers.attribution.token_model.model import FILES, TokenModel, load_token_model
from helpers.evaluation.attribution_scores import Document
from helpers.training.attribution.export import export
from helpers.training.attribution.fit import Example, Recipe, examples_of, fit
from helpers.training.attribution.network import Network
from helpers.training.choice_fit import write_weights

PARTS = 2  # each judged by a network that has learned from the others
EPOCHS_OF_ALL = 2  # times that all articles are read: fewer than for a part, in more steps


def main(arguments: Sequence[str] | None = None) -> None:
    """Train a token model on annotated articles and fit the weights that go with it."""
    parser = argparse.ArgumentParser(prog="python -m helpers.training.attribution")
    parser.add_argument("weights", type=Path, help="folder with MiniLM's model.safetensors")
    parser.add_argument("gold", type=Path, help="annotated articles, one a line")
    parser.add_argument("folder", type=Path, help="where to write; outside the repository")
    options = parser.parse_args(arguments)
    repository = Path(__file__).resolve().parents[3]
    if options.folder.resolve().is_relative_to(repository):
        parser.error(
            f"{options.folder} is inside the repository: name a folder outside it, because what "
            "is learned from articles that may not be passed on may not be passed on either."
        )
    lines = options.gold.read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines if line.strip()]
    if len(documents) < PARTS:
        parser.error(f"{options.gold.name} holds fewer than {PARTS} annotated articles.")
    options.folder.mkdir(parents=True, exist_ok=True)
    train(options.weights, documents, options.gold.stem, options.folder)


def train(
    weights: Path,
    documents: Sequence[Document],
    corpus: str,
    folder: Path,
    recipe: Recipe | None = None,
    report: Callable[[str], object] = print,
) -> None:
    """Write a model learned from all documents, and weights learned with models that were not.

    The weight of the model's opinion is fitted on articles that it has not learned from, or it
    would be trusted too far: each part is judged by a network that learned from the others.
    """
    model, tokens = (folder / name for name in FILES)
    shutil.copyfile(weights / tokens.name, tokens)
    tokenizer = Tokenizer.from_file(str(tokens))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = _examples(tokenizer, documents)

    def learned(numbers: Sequence[int], path: Path, recipe: Recipe) -> TokenModel:
        some = [example for number in numbers for example in examples[number]]
        report(f"{len(some)} cues of {len(numbers)} articles")
        network = Network(weights / "model.safetensors")
        export(fit(network, some, recipe, report), path)
        load_token_model.cache_clear()
        return load_token_model(path.parent)

    of_part = recipe or Recipe()
    numbers = range(len(documents))
    models = [
        learned([n for n in numbers if n % PARTS != part], model, of_part) for part in range(PARTS)
    ]
    written = write_weights(
        documents, corpus, folder, lambda number: models[number % PARTS].opinions()
    )
    learned(numbers, model, replace(of_part, epochs=EPOCHS_OF_ALL))
    report(f"{folder}: the model and {written} weights")


def _examples(tokenizer: Tokenizer, documents: Sequence[Document]) -> list[list[Example]]:
    articles = (
        article_from_text(d["text"], any_language=True, normalise_newlines=False) for d in documents
    )
    return [
        list(examples_of(tokenizer, document, *read(annotation)))
        for document, annotation in zip(documents, annotate_many(articles), strict=True)
    ]


if __name__ == "__main__":
    main()
