"""Commands of annotated news: ``evaluate`` compares the program with it, ``train`` learns."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.article.whole_files import write_csv
from helpers.commands.articles import InputError, read_annotated

_TABLES = {
    "attribution": "precision, recall and F1 by kind and scope",
    "rules": "how often the attributions of each rule are right",
    "errors": "what became of each annotated attribution",
    "confidence": "how often attributions of a stated confidence are right",
    "voices": "error of the shares of voice",
}


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
    evaluate = commands.add_parser(
        "evaluate", help="compare attributions with annotated ones, or remake data/results"
    )
    ways = evaluate.add_subparsers(dest="what", required=True, metavar="WHAT")
    every = ways.add_parser("all", help="remake every table of data/results; say which changed")
    every.add_argument("--only", nargs="+", metavar="NAME", default=(), help="tables, by name")
    every.add_argument("--benchmarks", type=Path, metavar="DIR", help="../shared/benchmarks if not")
    every.set_defaults(run=_remake)
    for name, description in _TABLES.items():
        way = ways.add_parser(name, help=description)
        way.add_argument("gold", type=Path, help="annotated articles, one a line")
        way.add_argument("predicted", type=Path, help="what the command attribute wrote")
        way.add_argument("--bootstrap", type=int, metavar="N", help="resamples of articles")
        way.add_argument("--csv", type=Path, help="write the table to this file as well")
        way.set_defaults(run=_evaluate)
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
    tone.set_defaults(run=_tone)
    attribution = models.add_parser(
        "attribution", help="the weights that choose between two readings of a sentence"
    )
    attribution.add_argument("gold", type=Path, help="annotated articles, one a line")
    attribution.set_defaults(run=_attribution)
    words = models.add_parser("loaded-words", help="the weights of loaded words")
    words.add_argument("gold", type=Path, help="sentences of BABE, one a line")
    words.set_defaults(run=_loaded_words)


def _remake(options: argparse.Namespace) -> None:
    """Remake the tables of results and print what came of each."""
    from helpers.evaluation.benchmarks import BENCHMARKS
    from helpers.evaluation.remake import TABLES, remake

    unknown = set(options.only) - set(TABLES)
    if unknown:
        raise InputError(f"no table {', '.join(unknown)}: give some of {', '.join(TABLES)}.")
    began = time.monotonic()
    for name, outcome in remake(options.benchmarks or BENCHMARKS, options.only):
        print(f"{name}: {outcome} ({time.monotonic() - began:.0f} s)", flush=True)


def _evaluate(options: argparse.Namespace) -> None:
    """Print how often predictions are right, by one of ``_TABLES``."""
    from helpers.evaluation.attribution_errors import calibration, error_classes, score_rules
    from helpers.evaluation.attribution_scores import score_scopes
    from helpers.evaluation.share_errors import share_errors

    gold = read_annotated(options.gold)
    predicted = {record["id"]: record for record in read_annotated(options.predicted)}
    tables: dict[str, Callable[[], Any]] = {
        "attribution": lambda: score_scopes(gold, predicted, options.bootstrap or 0),
        "rules": lambda: score_rules(gold, predicted),
        "errors": lambda: error_classes(gold, predicted),
        "confidence": lambda: calibration(gold, predicted),
        "voices": lambda: share_errors(_with_speakers(gold), predicted, options.bootstrap or 1000),
    }
    result = tables[options.what]().round(4)
    print(result.to_string(index=False, na_rep="-"))
    if options.csv:
        write_csv(result, options.csv)


def _with_speakers(gold: list[dict[str, Any]]) -> Any:
    """The annotated articles whose speakers are known; an InputError where there are none."""
    from helpers.evaluation.share_errors import with_entities, with_speakers

    named = with_speakers(gold) or with_entities(gold)
    if not any(record["speaker"] for d in named for record in d["attributions"]):
        raise InputError("the annotated articles name no speakers (source_entity).")
    return named


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
