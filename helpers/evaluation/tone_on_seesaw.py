"""How well the model of tone and VADER tell positive stances from negative ones, on SEESAW.

Zhang, Beauchamp & Wang (2022), "Generative entity-to-entity stance detection with knowledge graph
augmentation", EMNLP: who takes a positive or negative stance toward whom in a sentence of news.
There are no neutral pairs, so the measure is whether positive ones rank above negative ones. SEESAW
may be used for evaluation only: nothing was learned from it. (Of the smallest clause that holds the
target instead of the sentence, the model's AUC was .76; of the sentence it is .78.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.evaluation.benchmarks import read_json_lines
from helpers.evaluation.classification_scores import (
    area_under_curve,
    bootstrap_weights,
    with_interval,
)
from helpers.measures.stance.tone_model import LABELS, Span, load_model
from helpers.measures.tone.valence_lexicons import vader

_NOBODY = {None, "", "Not in the list"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A stance of SEESAW whose target the sentence names: where, and whether it is positive."""

    article: str
    text: str
    target: Span
    positive: bool


def read_seesaw(path: Path) -> list[Pair]:
    """Return the stances whose target is named in their sentence, by its name or its last word."""
    pairs = []
    for article in read_json_lines(path):
        for stance in article["stances"]:
            if stance["target"] in _NOBODY or stance["sentiment"] not in ("positive", "negative"):
                continue
            text = article["sentences"][stance["sent"]]
            span = _span_of_name(stance["target"], text)
            if span is not None:
                pairs.append(Pair(article["id"], text, span, stance["sentiment"] == "positive"))
    return pairs


def evaluate_seesaw(pairs: list[Pair]) -> pd.DataFrame:
    """Return how well the model and VADER tell positive stances from negative ones.

    Columns: ``method`` ("this model", "VADER" or "majority"), ``n`` (pairs), ``accuracy`` (share
    with the right sign; a tie counts half), ``auc`` (chance that a positive pair ranks above a
    negative one), ``low``, ``high`` (its 95% bootstrap interval over articles).
    """
    positive = np.array([pair.positive for pair in pairs])
    model = load_model()
    chances = model.probabilities([model.encode(pair.text, pair.target) for pair in pairs])
    values = {
        "this model": chances[:, LABELS.index("positive")] - chances[:, LABELS.index("negative")],
        "VADER": np.array([vader(pair.text).value for pair in pairs]),
        "majority": np.full(len(pairs), float(positive.mean() - 0.5)),
    }
    weights = bootstrap_weights([p.article for p in pairs])
    rows = []
    for method, value in values.items():
        area = partial(area_under_curve, positive, value)
        right = np.where(value == 0, 0.5, (value > 0) == positive).mean()
        rows.append((method, len(pairs), right, *with_interval(area, weights)))
    return pd.DataFrame(rows, columns=["method", "n", "accuracy", "auc", "low", "high"])


def _span_of_name(name: str, text: str) -> Span | None:
    """The first place where a sentence has a name in full, else the last word of the name."""
    for words in (name, name.split()[-1]):
        found = re.search(rf"\b{re.escape(words)}(?!\w)", text)
        if found:
            return found.span()
    return None
