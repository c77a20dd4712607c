"""The command ``train``: learns from annotated news what the program keeps in ``data``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from helpers.commands.articles import InputError, read_annotated


def add_commands(commands: Any) -> None:
    """Add the command to the parser of the command line (argparse's subparsers)."""
    train = commands.add_parser(
        "train", help="fit the model of tone, or the weights of attribution or of loaded words"
    )
    models = train.add_subparsers(dest="what", required=True, metavar="WHAT")
    tone = models.add_parser("tone", help="the model of tone toward a target (needs PyTorch)")
    tone.add_argument("weights", type=Path, help="folder with model.safetensors, tokenizer.json")
    tone.add_argument("newsmtsc", type=Path, help="folder with newsmtsc-*.jsonl")
    tone.add_argument("--out", type=Path, metavar="DIR", help="data/models/target_tone if not")
    tone.add_argument("--threads", type=int, default=1)
    tone.add_argument("--epochs", type=int)
    tone.add_argument("--seed", type=int)
    tone.add_argument(
        "--teacher", type=Path, help="folder with MPNet's model.safetensors, to train it anew"
    )
    tone.set_defaults(run=_tone)
    attribution = models.add_parser(
        "attribution", help="the weights that choose between two readings of a sentence"
    )
    attribution.add_argument("gold", type=Path, help="annotated articles, one a line")
    attribution.set_defaults(run=_attribution)
    words = models.add_parser("loaded-words", help="the weights of loaded words")
    words.add_argument("gold", type=Path, help="sentences of BABE, one a line")
    words.set_defaults(run=_loaded_words)


def _tone(options: argparse.Namespace) -> None:
    """Train the model of tone toward a target."""
    try:
        from helpers.training.tone_training import Recipe, train_tone_model
    except ModuleNotFoundError as error:
        raise InputError(
            f"training needs the package {error.name}: helpers/training/README.md says how to "
            "install it."
        ) from None
    chosen = {name: getattr(options, name) for name in ("epochs", "seed")}
    recipe = Recipe(**{name: value for name, value in chosen.items() if value is not None})
    train_tone_model(
        options.weights,
        options.newsmtsc,
        recipe,
        out=options.out,
        teacher=options.teacher,
        threads=options.threads,
    )


def _attribution(options: argparse.Namespace) -> None:
    """Fit the weights of the choices and write them where the program reads them."""
    from helpers.training.choice_fit import write_weights

    documents = read_annotated(options.gold)
    if not documents:
        raise InputError(f"{options.gold.name} holds no annotated article.")
    number = write_weights(documents, options.gold.stem)
    print(f"{number} weights from {len(documents)} documents, in data/lexicons")


def _loaded_words(options: argparse.Namespace) -> None:
    """Fit the weights of loaded words, and print what each threshold would give."""
    from helpers.evaluation.benchmarks import read_json_lines
    from helpers.evaluation.loaded_words_on_babe import read_sentences
    from helpers.training.loaded_word_fit import WEIGHTS, score_thresholds, write_weights

    sentences = read_sentences(read_json_lines(options.gold))
    print(f"{write_weights(sentences)} weights from {len(sentences)} sentences, in {WEIGHTS}")
    print("By threshold (MIN_LIKELIHOOD in helpers/thresholds.py), cross-validated:")
    print(score_thresholds(sentences).round(3).to_string(index=False))
