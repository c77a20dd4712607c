"""The command line: ``python -m helpers COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.article import Article, ArticleError, article_from_text, language_of
from helpers.commands import (
    articles as article_commands,
)
from helpers.commands import (
    coding as coding_commands,
)
from helpers.commands import (
    corpus as corpus_commands,
)
from helpers.commands.notebooks import FolderError
from helpers.corpus import CorpusError
from helpers.lexicons import LexiconError
from helpers.measures.stance import ToneModelMissingError
from helpers.prose import verb
from helpers.report.site import SiteError


class InputError(ValueError):
    """An input file does not fit; the message says where and what to do."""


# Errors whose message is a sentence for whoever gave the command.
_USER_ERRORS = (
    *(ArticleError, CorpusError, FolderError, InputError, LexiconError, ToneModelMissingError),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 2 after one sentence on standard error, 1 for a broken result."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    attribute = commands.add_parser(
        "attribute", help="find who says what in every article of a JSON Lines file"
    )
    attribute.add_argument("input", type=Path, help='lines of {"id": ..., "text": ...}')
    attribute.add_argument("output", type=Path, help="attributions, one article a line")
    attribute.set_defaults(run=_attribute)
    article_commands.add_commands(commands)
    corpus_commands.add_commands(commands)
    coding_commands.add_commands(commands)
    evaluate = commands.add_parser(
        "evaluate", help="compare attributions with those that people annotated"
    )
    evaluate.add_argument(
        "what",
        choices=list(_EVALUATIONS),
        help="by kind and scope; by rule; errors by class; by confidence; shares of voice, and the "
        "causes of their error",
    )
    evaluate.add_argument("gold", type=Path, help="annotated articles, one a line")
    evaluate.add_argument("predicted", type=Path, help="what the command attribute wrote")
    evaluate.add_argument("--bootstrap", type=int, default=0, metavar="N", help="resamples")
    evaluate.add_argument("--csv", type=Path, help="write the table to this file as well")
    evaluate.set_defaults(run=_evaluate)
    fit = commands.add_parser(
        "fit", help="fit the weights that choose between two readings, on annotated articles"
    )
    fit.add_argument("gold", type=Path, help="annotated articles, one a line")
    fit.set_defaults(run=_fit)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except (*_USER_ERRORS, OSError) as error:
        print(f"{parser.prog} {options.command}: {_sentence(error)}", file=sys.stderr)
        return 2
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1


def _attribute(options: argparse.Namespace) -> None:
    """Read articles, write their attributions, print how fast that went."""
    from helpers.analysis import analyse_many
    from helpers.annotation import load_model
    from helpers.attribution.attribution_tables import interchange_record

    load_model()
    documents = words = refused = 0
    identifiers: list[str] = []
    began = time.process_time()

    def articles() -> Iterator[Article]:
        nonlocal refused
        for number, line in _lines(options.input):
            source = f"{options.input.name}, line {number}"
            try:
                record = _record(line, source)
                article = article_from_text(
                    record["text"], source=source, any_language=True, normalise_newlines=False
                )
            except (ArticleError, InputError) as error:
                print(f"left out: {error}", file=sys.stderr)
                refused += 1
                continue
            language = language_of(article.text)
            if language != "en":
                print(f"note: {source} looks like another language ({language})", file=sys.stderr)
            identifiers.append(record["id"])
            yield article

    _require_folder(options.output)
    partial = options.output.with_name(options.output.name + ".part")
    with partial.open("w", encoding="utf-8") as lines:
        for analysis in analyse_many(articles()):
            record = interchange_record(
                identifiers[documents], analysis.text, analysis.attributions
            )
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            documents += 1
            words += len(analysis.text.split())
            if documents % 50 == 0:
                print(f"{documents} documents", file=sys.stderr)
    if not documents:
        partial.unlink()
        raise InputError(f"{options.input.name} holds no article that can be read.")
    partial.replace(options.output)
    seconds = max(time.process_time() - began, 1e-9)
    print(
        f"{documents} {verb(documents, 'document', 'documents')}, {words} words, "
        f"{words / seconds:.0f} words per CPU-second" + (f"; {refused} left out" if refused else "")
    )


def _evaluate(options: argparse.Namespace) -> None:
    """Print how right predictions are, in one of the ways of ``_EVALUATIONS``."""
    import pandas as pd

    read = [
        [_record(line, f"{path.name}, line {n}", "attributions") for n, line in _lines(path)]
        for path in (options.gold, options.predicted)
    ]
    predicted = {record["id"]: record for record in read[1]}
    result: pd.DataFrame = _EVALUATIONS[options.what](read[0], predicted, options.bootstrap)
    result = result.round(4)
    print(result.to_string(index=False, na_rep="-"))
    if options.csv:
        result.to_csv(options.csv, index=False)


Documents = list[dict[str, Any]]
Predictions = dict[str, dict[str, Any]]


def _by_kind(gold: Documents, predicted: Predictions, resamples: int) -> Any:
    """End-to-end scores by kind, over all attributions and over speech alone."""
    import numpy as np
    import pandas as pd

    from helpers.evaluation.attributions import score_documents

    tables = []
    for scope in ("all", "speech"):
        table = score_documents(
            gold,
            predicted,
            speech_only=scope == "speech",
            resamples=resamples,
            rng=np.random.default_rng(0),
        )
        table.insert(0, "scope", scope)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _by_rule(gold: Documents, predicted: Predictions, resamples: int) -> Any:
    from helpers.evaluation.rules import score_rules

    return score_rules(gold, predicted)


def _by_class(gold: Documents, predicted: Predictions, resamples: int) -> Any:
    from helpers.evaluation.errors import error_classes

    return error_classes(gold, predicted)


def _by_confidence(gold: Documents, predicted: Predictions, resamples: int) -> Any:
    from helpers.evaluation.errors import calibration

    return calibration(gold, predicted)


def _of_voices(gold: Documents, predicted: Predictions, resamples: int) -> Any:
    """Error of the shares of voice, where the speakers of the golds are known."""
    import numpy as np

    from helpers.evaluation.voices import share_errors

    named = _with_speakers(gold)
    return share_errors(named, predicted, resamples=resamples or 1000, rng=np.random.default_rng(0))


def _of_causes(gold: Documents, predicted: Predictions, resamples: int) -> Any:
    """What part of the error of the shares of voice each kind of mistake makes."""
    import numpy as np

    from helpers.evaluation.voice_causes import share_causes

    named = _with_speakers(gold)
    return share_causes(named, predicted, resamples=resamples or 1000, rng=np.random.default_rng(0))


def _with_speakers(gold: Documents) -> Any:
    from helpers.evaluation.voices import with_entities, with_speakers

    named = with_speakers(gold) or with_entities(gold)
    if not any(record["speaker"] for d in named for record in d["attributions"]):
        raise InputError("the annotated articles name no speakers (source_entity).")
    return named


_EVALUATIONS = {
    "attribution": _by_kind,
    "rules": _by_rule,
    "errors": _by_class,
    "confidence": _by_confidence,
    "voices": _of_voices,
    "causes": _of_causes,
}


def _fit(options: argparse.Namespace) -> None:
    """Fit the weights of the choice and store them where the engine reads them."""
    from helpers.evaluation.choice_fit import write_weights

    path = options.gold
    documents = [
        _record(line, f"{path.name}, line {n}", "attributions") for n, line in _lines(path)
    ]
    if not documents:
        raise InputError(f"{path.name} holds no annotated article.")
    number = write_weights(documents, path.stem)
    print(f"{number} weights from {len(documents)} documents, in data/lexicons")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines of a text file, without the empty ones."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text: save it with that encoding.") from None


def _record(line: str, source: str, needed: str = "text") -> dict[str, Any]:
    """A line's record, which has an ``id``, a ``text`` and, where needed, ``attributions``."""
    try:
        record = json.loads(line)
        if isinstance(record["id"], str) and isinstance(record["text"], str) and needed in record:
            return dict(record)
    except (json.JSONDecodeError, KeyError, TypeError):
        pass
    form = '"id": "...", "text": "..."' + (', "attributions": [...]' * (needed != "text"))
    raise InputError(f"{source}, is not of the form {{{form}}}: mend or remove that line.")


def _require_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}: make it first.")


def _sentence(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder: give the path of a file."
    if isinstance(error, FileExistsError):
        return f"{error.filename} is there already: give another name, or remove it yourself."
    if isinstance(error, FileNotFoundError):
        return f"there is no file or folder {error.filename}: check the name and the folder."
    if isinstance(error, OSError):
        return f"{error.filename} can't be used ({error.strerror})."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
