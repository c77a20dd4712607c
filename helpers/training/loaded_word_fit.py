"""Fitting of loaded words: the weights, and what each threshold would give.

Both are learned from the training part of BABE (``helpers.evaluation.loaded_words_on_babe``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.attribution.fitted.confidence import probability
from helpers.evaluation.loaded_words_on_babe import Sentence
from helpers.lexicons import LEXICONS
from helpers.measures.wording.loaded_words import BIAS, Features
from helpers.training.choice_fit import weights_of, weights_table

WEIGHTS = LEXICONS / "loaded_word_weights.tsv"
FOLDS = 5
MAX_FEATURES = 50  # by cross-validation as good as all, and a table that can be read as a whole
_HEAD = """\
# Weights of the loaded words (helpers/measures/wording/loaded_words.py): change of the log odds
# that annotators mark a word, for one unit of a feature; candidates: words that had the feature,
# right: those that were marked. Written by `python -m helpers train loaded-words`: fit it anew
# after a change of the features or lexicons. No word has a weight of its own. Licence: MIT (counts
# are facts)."""


def write_weights(sentences: Sequence[Sentence], target: Path = WEIGHTS) -> int:
    """Fit the weights on annotated sentences, write their table, return how many there are."""
    table = selected_weights(list(_examples(sentences))).assign(source="BABE train")
    rows = ["\t".join(map(str, row)) for row in table.itertuples(index=False)]
    target.write_text("\n".join([_HEAD, "\t".join(table.columns), *rows, ""]), encoding="utf-8")
    return len(rows)


def selected_weights(examples: Sequence[tuple[Features, bool]]) -> pd.DataFrame:
    """Return the weights of the features that matter most, as ``weights_table`` does.

    All features are fitted, then the least important fifth is left out and the rest fitted anew,
    until ``MAX_FEATURES`` are left. What matters is a weight times the spread of its feature.
    """
    table = weights_table(examples)
    spread = {
        name: float(np.std([features.get(name, 0.0) for features, _ in examples]))
        for name in table["feature"]
    } | {BIAS: np.inf}
    while len(table) > MAX_FEATURES:
        importance = table["weight"].abs() * table["feature"].map(spread)
        dropped = max(1, min(len(table) - MAX_FEATURES, len(table) // 5))
        kept = set(table["feature"][importance.argsort()[dropped:]])
        examples = [({n: v for n, v in f.items() if n in kept}, ok) for f, ok in examples]
        table = weights_table(examples)
    return table


def score_thresholds(sentences: Sequence[Sentence]) -> pd.DataFrame:
    """Return what each threshold gives, by cross-validation over sentences in five parts.

    Columns: ``threshold`` (smallest likelihood of a word that is found: 0.05, 0.06 ... 0.49),
    ``precision``, ``recall``, ``f1`` (0 to 1).
    """
    fold = np.random.default_rng(0).integers(FOLDS, size=len(sentences))
    likely: list[tuple[float, bool]] = []
    for number in range(FOLDS):
        rest = [s for s, f in zip(sentences, fold, strict=True) if f != number]
        held_out = [s for s, f in zip(sentences, fold, strict=True) if f == number]
        weights = weights_of(weights_table(list(_examples(rest))))
        likely += [(probability(features, weights), ok) for features, ok in _examples(held_out)]
    marked = sum(len(sentence.marked) for sentence in sentences)
    rows = []
    for threshold in np.arange(0.05, 0.5, 0.01).round(2):
        found = [ok for value, ok in likely if value >= threshold]
        right = sum(found)
        rates = right / max(1, len(found)), right / marked, 2 * right / (len(found) + marked)
        rows.append((float(threshold), *rates))
    return pd.DataFrame(rows, columns=["threshold", "precision", "recall", "f1"])


def _examples(sentences: Sequence[Sentence]) -> Iterator[tuple[Features, bool]]:
    for sentence in sentences:
        for token, features in sentence.candidates:
            yield features, token.i in sentence.marked
