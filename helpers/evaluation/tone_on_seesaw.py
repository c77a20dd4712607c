"""How well the model of tone and VADER tell positive stances from negative ones, on SEESAW.

Zhang, Beauchamp & Wang (2022), "Generative entity-to-entity stance detection with knowledge graph
augmentation", EMNLP: who takes a positive or negative stance toward whom in a sentence of news.
There are no neutral pairs, so the measure is whether positive ones rank above negative ones. SEESAW
may be used for evaluation only: nothing was learned from it, and nothing was chosen on it except
which text is read (sentence or clause).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from helpers.annotation import Token
from helpers.evaluation.benchmarks import annotate_texts, read_json_lines
from helpers.evaluation.classification_scores import (
    area_under_curve,
    bootstrap_weights,
    with_interval,
)
from helpers.measures.stance.encoding import Span
from helpers.measures.stance.targets import clause_head
from helpers.measures.stance.tone_model import LABELS, load_model
from helpers.measures.tone.valence_lexicons import vader

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

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

    Columns:
        method: "this model", "VADER" or "majority".
        text: what it was given: "sentence", or "clause" (the smallest that holds the target).
        n: pairs; accuracy: share with the right sign (a tie counts half).
        auc: chance that a positive pair ranks above a negative one; low, high: its 95% bootstrap
            interval over articles.
    """
    import pandas as pd

    positive = np.array([pair.positive for pair in pairs])
    model = load_model()
    values = {}
    texts = {"sentence": [(p.text, p.target) for p in pairs], "clause": _clauses(pairs)}
    for name, sentences in texts.items():
        chances = model.probabilities([model.encode(text, span) for text, span in sentences])
        leaning = chances[:, LABELS.index("positive")] - chances[:, LABELS.index("negative")]
        values["this model", name] = leaning
        values["VADER", name] = np.array([vader(text).value for text, _ in sentences])
    values["majority", "not read"] = np.full(len(pairs), float(positive.mean() - 0.5))
    weights = bootstrap_weights([p.article for p in pairs])
    rows = []
    for (method, text), value in values.items():

        def area(w: NDArray, value: NDArray = value) -> NDArray:
            return area_under_curve(positive, value, w)

        right = np.where(value == 0, 0.5, (value > 0) == positive).mean()
        rows.append((method, text, len(pairs), right, *with_interval(area, weights)))
    return pd.DataFrame(rows, columns=["method", "text", "n", "accuracy", "auc", "low", "high"])


def _span_of_name(name: str, text: str) -> Span | None:
    """The first place where a sentence has a name in full, else the last word of the name."""
    for words in (name, name.split()[-1]):
        found = re.search(rf"\b{re.escape(words)}(?!\w)", text)
        if found:
            return found.span()
    return None


def _clauses(pairs: list[Pair]) -> list[tuple[str, Span]]:
    """The smallest clause that holds each target, and the target's place in it."""
    clauses = []
    for pair, annotation in zip(pairs, annotate_texts(p.text for p in pairs), strict=True):
        start, end = pair.target
        inside = [t for t in annotation.tokens if t.start < end and t.end > start]
        first, last = _extent(clause_head(inside[-1])) if inside else (0, len(pair.text))
        first, last = min(first, start), max(last, end)
        clauses.append((pair.text[first:last], (start - first, end - first)))
    return clauses


def _extent(head: Token) -> tuple[int, int]:
    """First and last character of a token and all that depends on it."""
    stack, words = [head], []
    while stack:
        word = stack.pop()
        words.append(word)
        stack.extend(word.children)
    return min(w.start for w in words), max(w.end for w in words)
