"""Examples: the annotated sentences that the model of tone learns from and is tested on.

NewsMTSC (Hamborg & Donnay 2021, EACL) in JSON lines, and probes: sentences that a language model
invented and labelled. The model has learned from ``data/probes/tone_train.tsv``;
``tone_test.tsv`` shows what it still gets wrong. In a probe a target is in brackets with its
label, or with two labels that are both right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.article import DATA
from helpers.evaluation.benchmarks import read_json_lines
from helpers.lexicons import LexiconError, numbered_entries
from helpers.measures.stance.tone_model import LABELS, Span

TEST = DATA / "probes" / "tone_test.tsv"
TRAIN = DATA / "probes" / "tone_train.tsv"
_TARGET = re.compile(r"\[([^\[\]:]+):([^\[\]:]+)\]")
Chances = tuple[float, ...]
FIRST_OF_TWO = 0.6  # chance of the first of two right labels, which is meant a little more
KEPT_BACK = 0.15
PROBE = "probe"  # in place of an article
SPLIT_SEED = 7


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, its target and other mentions of it, and how likely each label is right."""

    text: str
    target: Span
    further: tuple[Span, ...]
    chances: Chances
    article: str


def read_newsmtsc(path: Path) -> list[Example]:
    """Return the targets of a NewsMTSC file."""
    return [
        Example(
            row["text"],
            (row["target"][0], row["target"][1]),
            tuple((start, end) for start, end in row["further_mentions"]),
            _chances((row["label"],)),
            article_of(row["id"]),
        )
        for row in read_json_lines(path)
    ]


def read_probes() -> list[Example]:
    """Return the targets of the invented sentences that the model learns from."""
    rows: Iterable[Any] = load_probes(TRAIN).itertuples()
    return [
        Example(row.text, (row.start, row.end), (), _chances(row.labels), PROBE) for row in rows
    ]


def load_probes(path: Path = TEST) -> pd.DataFrame:
    """Return one row for each target of a file of probes, in order.

    Columns: ``kind`` (what the sentence tests), ``text`` (without brackets), ``start``, ``end`` (of
    the target), ``labels`` (those that are right, a tuple). A LexiconError names a line that does
    not fit.
    """
    rows = []
    for number, entry in numbered_entries(path, ("kind", "sentence")):
        text, targets = _without_marks(entry["sentence"])
        wrong = {label for _, _, labels in targets for label in labels} - set(LABELS)
        if not targets or wrong or "[" in text or "]" in text:
            raise LexiconError(
                f"{path.name}, line {number}: write each target as [name:label], with the label "
                f"{', '.join(LABELS)} or two of them with / between."
            )
        rows += [(entry["kind"], text, start, end, labels) for start, end, labels in targets]
    return pd.DataFrame(rows, columns=["kind", "text", "start", "end", "labels"])


def article_of(identifier: str) -> str:
    """Return the part of a target's identifier that names its article."""
    return "_".join(identifier.split("_")[:3])


def split_by_article(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Return the examples to learn from and those kept back (15% of the articles)."""
    articles = sorted({example.article for example in examples})
    random.Random(SPLIT_SEED).shuffle(articles)
    back = set(articles[: int(len(articles) * KEPT_BACK)])
    return (
        [example for example in examples if example.article not in back],
        [example for example in examples if example.article in back],
    )


def _chances(labels: Sequence[str]) -> Chances:
    weights = [1.0] if len(labels) == 1 else [FIRST_OF_TWO, 1 - FIRST_OF_TWO]
    by_label = dict(zip(labels, weights, strict=True))
    return tuple(by_label.get(label, 0.0) for label in LABELS)


def _without_marks(marked: str) -> tuple[str, list[tuple[int, int, tuple[str, ...]]]]:
    text, at, targets = "", 0, []
    for match in _TARGET.finditer(marked):
        text += marked[at : match.start()]
        labels = tuple(match[2].split("/"))
        targets.append((len(text), len(text) + len(match[1]), labels))
        text += match[1]
        at = match.end()
    return text + marked[at:], targets
