"""Examples: the annotated sentences that the model of tone learns from, and those kept back.

NewsMTSC (Hamborg & Donnay 2021, EACL) in JSON lines, and the sentences of
``data/probes/tone_train.tsv``, which a language model invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.evaluation.benchmarks import read_json_lines
from helpers.measures.stance.encoding import Span
from helpers.measures.stance.probes import TRAIN, load_probes
from helpers.measures.stance.tone_model import LABELS

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


def article_of(identifier: str) -> str:
    """Return the part of a target's identifier that names its article.

    >>> article_of("polusa_v1_59488606_-1_30_Dr. Sidney J. Blair_1_3")
    'polusa_v1_59488606'
    """
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
