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
from helpers.measures.wording.loaded_features import Features
from helpers.training.choice_fit import weights_of, weights_table

WEIGHTS = LEXICONS / "loaded_word_weights.tsv"
FOLDS = 5
_HEAD = """\
# Weights of the loaded words (helpers/measures/wording/loaded_words.py): change of the log odds
# that annotators mark a word, for one unit of a feature; candidates: words that had the feature,
# right: those that were marked. Written by `python -m helpers train loaded-words`: fit it anew
# after a change of the features or lexicons. No word has a weight of its own. Licence: MIT (counts
# are facts)."""


def write_weights(sentences: Sequence[Sentence], target: Path = WEIGHTS) -> int:
    """Fit the weights on annotated sentences, write their table, return how many there are."""
    table = weights_table(list(_examples(sentences))).assign(source="BABE train")
    rows = ["\t".join(map(str, row)) for row in table.itertuples(index=False)]
    target.write_text("\n".join([_HEAD, "\t".join(table.columns), *rows, ""]), encoding="utf-8")
    return len(rows)


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
