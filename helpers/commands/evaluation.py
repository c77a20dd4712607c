"""The commands ``evaluate`` and ``fit``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from helpers.commands.interchange import InputError, read_annotated


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
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


def _evaluate(options: argparse.Namespace) -> None:
    """Print how right predictions are, in one of the ways of ``_EVALUATIONS``."""
    import pandas as pd

    gold = read_annotated(options.gold)
    predicted = {record["id"]: record for record in read_annotated(options.predicted)}
    result: pd.DataFrame = _EVALUATIONS[options.what](gold, predicted, options.bootstrap)
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
    documents = read_annotated(path)
    if not documents:
        raise InputError(f"{path.name} holds no annotated article.")
    number = write_weights(documents, path.stem)
    print(f"{number} weights from {len(documents)} documents, in data/lexicons")
