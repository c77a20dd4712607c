"""Remake: how each table of ``data/results`` is made, and which of them changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.evaluation import RESULTS, tone_scores
from helpers.evaluation.attribution_errors import calibration, error_classes, rule_table
from helpers.evaluation.attribution_scores import score_scopes
from helpers.evaluation.benchmarks import attribute_documents, read_json_lines
from helpers.evaluation.loaded_words_on_babe import evaluate_loaded_words, read_sentences
from helpers.evaluation.share_errors import share_errors, with_speakers
from helpers.evaluation.tone_baselines import confusion, lexicon_labels, score_lexicons
from helpers.measures.stance.tone_model import load_model, softmax

TOLERANCE = 1.5e-4  # figures have four decimals: the last may differ by one
RESAMPLES = 1000  # bootstrap samples of articles
POLNEAR_DEV = "attribution/polnear-dev.jsonl"
POLNEAR_TRAIN = "attribution/polnear-train.jsonl"
NEWSMTSC = "sentiment/newsmtsc-{}.jsonl"
NEWSMTSC_DEV, NEWSMTSC_TRAIN = NEWSMTSC.format("dev"), NEWSMTSC.format("train")
SEESAW, BABE = "sentiment/seesaw-dev.jsonl", "bias/babe-dev.jsonl"


@dataclass(frozen=True)
class Maker:
    """What makes tables, in the order of their names, from the folder of the benchmarks needed."""

    tables: tuple[str, ...]
    benchmarks: tuple[str, ...]
    make: Callable[[Path], Sequence[pd.DataFrame]]


def remake(
    benchmarks: Path, only: Sequence[str] = (), folder: Path = RESULTS
) -> Iterator[tuple[str, str]]:
    """Make the tables anew, write those that changed, and yield each name with what came of it.

    That is "unchanged", "changed: ..." with the greatest difference, "new", or "skipped: ..." with
    the reason; a table whose benchmark is not there is skipped. ``only`` names tables; all if
    empty.
    """
    for maker in MAKERS:
        wanted = [name for name in maker.tables if not only or name in only]
        missing = [path for path in maker.benchmarks if not (benchmarks / path).is_file()]
        if wanted and missing:
            yield from ((name, f"skipped: no {missing[0]} in {benchmarks}") for name in wanted)
        elif wanted:
            made = dict(zip(maker.tables, maker.make(benchmarks), strict=True))
            yield from ((name, _write(made[name], folder / f"{name}.csv")) for name in wanted)
    for name, reason in NOT_REMADE.items():
        if not only or name in only:
            yield name, f"skipped: {reason}"


def _write(table: pd.DataFrame, path: Path) -> str:
    """Write a table if it differs from the file, and say how it differs."""
    text = table.round(4).to_csv(index=False, lineterminator="\n")
    difference = "new"
    if path.is_file():
        # Both are read from text, so that both have the same types.
        difference = difference_of(pd.read_csv(path), pd.read_csv(io.StringIO(text)))
    if not difference:
        return "unchanged"
    path.write_text(text, encoding="utf-8")
    return difference


def difference_of(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """Return how two tables differ, as text; "" where figures differ in the last digit at most."""
    if list(old.columns) != list(new.columns):
        return f"changed: columns {', '.join(old.columns)} -> {', '.join(new.columns)}"
    if len(old) != len(new):
        return f"changed: {len(old)} -> {len(new)} rows"
    numbers = new.select_dtypes("number").columns.intersection(old.select_dtypes("number").columns)
    texts = new.columns.difference(numbers)
    if not old[texts].equals(new[texts]):
        return "changed: names of rows differ"
    gaps = (old[numbers] - new[numbers]).abs()
    if (old[numbers].isna() != new[numbers].isna()).any(axis=None):
        return "changed: a figure appears or is gone"
    if not (gaps > TOLERANCE).any(axis=None):
        return ""
    column = str(gaps.max().idxmax())
    row = int(gaps[column].argmax())
    before, now = old[column].iloc[row], new[column].iloc[row]
    return f"changed: at most {column} {before} -> {now} in row {row + 1}"


def _attributions(benchmarks: Path) -> list[pd.DataFrame]:
    gold = read_json_lines(benchmarks / POLNEAR_DEV)
    predicted = attribute_documents(gold)
    scores = score_scopes(gold, predicted, RESAMPLES)
    return [scores, error_classes(gold, predicted), calibration(gold, predicted)]


def _rules(benchmarks: Path) -> list[pd.DataFrame]:
    every = read_json_lines(benchmarks / POLNEAR_TRAIN)
    kept_apart = {document["id"] for document in with_speakers(every)}
    train = [document for document in every if document["id"] not in kept_apart]
    return [rule_table(train, read_json_lines(benchmarks / POLNEAR_DEV))]


def _shares(benchmarks: Path) -> list[pd.DataFrame]:
    gold: list[Any] = with_speakers(read_json_lines(benchmarks / POLNEAR_TRAIN))
    return [share_errors(gold, attribute_documents(gold), RESAMPLES)]


def _lexicons(benchmarks: Path) -> list[pd.DataFrame]:
    labels = lexicon_labels(read_json_lines(benchmarks / NEWSMTSC_DEV))
    return [score_lexicons(labels), confusion(labels)]


def _coverage(benchmarks: Path) -> list[pd.DataFrame]:
    unseen = tone_scores.unseen_examples((benchmarks / NEWSMTSC_DEV).parent)
    chances = softmax(tone_scores.model_scores(unseen) / load_model().temperature)
    return [tone_scores.coverage(chances, tone_scores.right_labels(unseen))]


def _loaded_words(benchmarks: Path) -> list[pd.DataFrame]:
    return [evaluate_loaded_words("dev", read_sentences(read_json_lines(benchmarks / BABE)))]


MAKERS = (
    Maker(
        ("attribution_polnear_dev", "attribution_errors_dev", "attribution_confidence_dev"),
        (POLNEAR_DEV,),
        _attributions,
    ),
    Maker(("attribution_rules",), (POLNEAR_TRAIN, POLNEAR_DEV), _rules),
    Maker(("share_of_voice_polnear",), (POLNEAR_TRAIN,), _shares),
    Maker(("valence_newsmtsc_dev", "valence_confusion_newsmtsc_dev"), (NEWSMTSC_DEV,), _lexicons),
    Maker(
        ("target_tone_newsmtsc",),
        (NEWSMTSC_DEV, NEWSMTSC.format("dev-multitarget"), NEWSMTSC_TRAIN),
        lambda folder: [tone_scores.evaluate_target_tone((folder / NEWSMTSC_DEV).parent)],
    ),
    Maker(("target_tone_coverage",), (NEWSMTSC_DEV, NEWSMTSC_TRAIN), _coverage),
    Maker(("target_tone_probes",), (), lambda _: [tone_scores.evaluate_probes()]),
    Maker(
        ("target_tone_seesaw",),
        (SEESAW,),
        lambda folder: [tone_scores.evaluate_seesaw(tone_scores.read_seesaw(folder / SEESAW))],
    ),
    Maker(("loaded_words_babe",), (BABE,), _loaded_words),
)
NOT_REMADE = {
    "attribution_peers": "other systems and a second human, measured once outside this program",
}
TABLES = (*(name for maker in MAKERS for name in maker.tables), *NOT_REMADE)
