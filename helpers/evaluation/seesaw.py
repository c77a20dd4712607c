"""Stance of somebody toward a target in news: the model and a lexicon on SEESAW.

Zhang, Beauchamp & Wang (2022), "Generative entity-to-entity stance detection with knowledge graph
augmentation", EMNLP: who takes a positive or negative stance toward whom in a sentence. There are
no neutral pairs, so what is measured is whether positive ones rank above negative ones. SEESAW may
be used to evaluate only: nothing was learned from it or chosen on it but which text to read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from helpers.annotation import Token, annotate_many
from helpers.article import article_from_text
from helpers.evaluation.results import RESULTS as FOLDER_OF_RESULTS
from helpers.evaluation.samples import area_under_curve, bootstrap_weights, interval
from helpers.evaluation.valence import DRAWS, SEED
from helpers.measures.stance.encoding import Span
from helpers.measures.stance.targets import clause_head
from helpers.measures.stance.tone_model import LABELS, load_model
from helpers.measures.tone.valence_lexicons import vader

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

RESULTS = FOLDER_OF_RESULTS / "target_tone_seesaw.csv"
_NOBODY = {None, "", "Not in the list"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A stance of SEESAW whose target the sentence names: the place of the name, and the sign."""

    article: str
    text: str
    target: Span
    positive: bool


def read_seesaw(path: Path) -> list[Pair]:
    """Return the stances whose target is named in their sentence, by its name or its last word."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for stance in article["stances"]:
            if stance["target"] in _NOBODY or stance["sentiment"] not in ("positive", "negative"):
                continue
            text = article["sentences"][stance["sent"]]
            span = _named(stance["target"], text)
            if span is not None:
                pairs.append(Pair(article["id"], text, span, stance["sentiment"] == "positive"))
    return pairs


def evaluate_seesaw(pairs: list[Pair]) -> pd.DataFrame:
    """Return how well the model and VADER tell positive stances from negative ones.

    Columns:
        method: "this model", "VADER" or "majority".
        text: what it was given: "sentence", or "clause" (the smallest that holds the target).
        n: pairs; accuracy: share with the right sign (a tie counts half).
        auc: chance that a positive pair ranks above a negative one; low, high: its 95 % bootstrap
            interval over articles.
    """
    import pandas as pd

    positive = np.array([pair.positive for pair in pairs])
    model = load_model()
    values = {}
    clauses = _clauses(pairs)
    texts = {"sentence": [(p.text, p.target) for p in pairs], "clause": clauses}
    for name, sentences in texts.items():
        chances = model.probabilities([model.encode(text, span) for text, span in sentences])
        leaning = chances[:, LABELS.index("positive")] - chances[:, LABELS.index("negative")]
        values["this model", name] = leaning
        values["VADER", name] = np.array([vader(text).value for text, _ in sentences])
    values["majority", "not read"] = np.full(len(pairs), float(positive.mean() - 0.5))
    draws = bootstrap_weights([p.article for p in pairs], np.random.default_rng(SEED), DRAWS)
    once = np.ones((1, len(pairs)))
    rows = []
    for (method, text), value in values.items():

        def area(weights: NDArray, value: NDArray = value) -> NDArray:
            return area_under_curve(positive, value, weights)

        right = np.where(value == 0, 0.5, (value > 0) == positive).mean()
        rows.append((method, text, len(pairs), right, area(once)[0], *interval(area, draws)))
    return pd.DataFrame(rows, columns=["method", "text", "n", "accuracy", "auc", "low", "high"])


def write_results(path: Path, results: Path = RESULTS) -> None:
    """Measure on the SEESAW file at ``path`` and write the table of results."""
    table = evaluate_seesaw(read_seesaw(path))
    table.to_csv(results, index=False, float_format="%.4f", lineterminator="\n")


def _named(name: str, text: str) -> Span | None:
    """Where a sentence names somebody: in full, else by the last word of the name."""
    for words in (name, name.split()[-1]):
        found = re.search(rf"\b{re.escape(words)}(?!\w)", text)
        if found:
            return found.span()
    return None


def _clauses(pairs: list[Pair]) -> list[tuple[str, Span]]:
    """The smallest clause that holds each target, and the target's place in it."""
    articles = [
        article_from_text(pair.text, any_language=True, normalise_newlines=False) for pair in pairs
    ]
    clauses = []
    for pair, annotation in zip(pairs, annotate_many(articles), strict=True):
        start, end = pair.target
        inside = [t for t in annotation.tokens if t.start < end and t.end > start]
        first, last = _extent(inside[-1]) if inside else (0, len(pair.text))
        first, last = min(first, start), max(last, end)
        clauses.append((pair.text[first:last], (start - first, end - first)))
    return clauses


def _extent(token: Token) -> tuple[int, int]:
    stack, words = [clause_head(token)], []
    while stack:
        word = stack.pop()
        words.append(word)
        stack.extend(word.children)
    return min(w.start for w in words), max(w.end for w in words)
