"""Scores of classifications, with bootstrap intervals over whole documents.

A score is a function of weights: an array with a row for each bootstrap sample, in which each
column says how often a unit is part of the sample. It returns one value for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 2021
DRAWS = 2000


def bootstrap_weights(
    groups: Sequence[object], *, seed: int = SEED, draws: int = DRAWS
) -> NDArray[np.int64]:
    """Return how often each unit is part of each sample; whole groups are drawn.

    Units of one group (a text, an article) are drawn together, since they are not independent: the
    cluster bootstrap (Davison & Hinkley 1997, "Bootstrap Methods and their Application", 3.8).
    """
    inverse = np.unique(list(map(str, groups)), return_inverse=True)[1]
    count = int(inverse.max()) + 1
    rng = np.random.default_rng(seed)
    return rng.multinomial(count, np.full(count, 1 / count), size=draws)[:, inverse]


def with_interval(
    score: Callable[[NDArray], NDArray], weights: NDArray
) -> tuple[float, float, float]:
    """Return a score of all units, and its 95% percentile interval over bootstrap samples.

    Samples for which the score is not defined (NaN) are left out.
    """
    low, high = np.nanpercentile(score(weights), [2.5, 97.5])
    return float(score(np.ones((1, weights.shape[1])))[0]), float(low), float(high)


def macro_f1(gold: NDArray, guess: NDArray, labels: Sequence[object], weights: NDArray) -> NDArray:
    """Return the mean of the labels' F1 for each row of weights."""
    return np.mean([f1(gold, guess, label, weights) for label in labels], axis=0)


def f1(gold: NDArray, guess: NDArray, label: object, weights: NDArray) -> NDArray:
    """Return the F1 of one label for each row of weights, 0 where neither side has it."""
    is_gold, is_guess = gold == label, guess == label
    both = weights[:, is_gold & is_guess].sum(axis=1)
    either = weights[:, is_gold].sum(axis=1) + weights[:, is_guess].sum(axis=1)
    return np.asarray(2 * both / np.maximum(either, 1))


def area_under_curve(positive: NDArray, score: NDArray, weights: NDArray) -> NDArray:
    """Return the chance that a positive unit scores above a negative one; ties count half.

    The area under the ROC curve (Hanley & McNeil 1982, Radiology 143, 29-36) for each row of
    weights; NaN where a sample lacks positive or negative units.
    """
    above = np.sign(score[positive][:, None] - score[~positive][None, :]) / 2 + 0.5
    up, down = weights[:, positive].astype(float), weights[:, ~positive].astype(float)
    pairs = up.sum(axis=1) * down.sum(axis=1)
    won = np.einsum("ij,ij->i", up @ above, down)
    return np.where(pairs > 0, won / np.maximum(pairs, 1), np.nan)
