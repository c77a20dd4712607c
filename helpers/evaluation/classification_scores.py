"""Samples: scores of classifications with bootstrap intervals over whole documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray


def bootstrap_weights(
    groups: Sequence[object], rng: np.random.Generator, draws: int
) -> NDArray[np.int64]:
    """Return how often each unit stands in each sample, drawn by groups (texts, articles).

    Units of one group are drawn together, since they are no independent evidence: the cluster
    bootstrap (Davison & Hinkley 1997, "Bootstrap Methods and their Application", section 3.8).

    >>> weights = bootstrap_weights(["a", "a", "b"], np.random.default_rng(1), 50)
    >>> weights.shape, bool((weights[:, 0] == weights[:, 1]).all())
    ((50, 3), True)
    """
    names = list(map(str, groups))
    inverse = np.unique(names, return_inverse=True)[1]
    count = int(inverse.max()) + 1
    return rng.multinomial(count, np.full(count, 1 / count), size=draws)[:, inverse]


def interval(score: Callable[[NDArray], NDArray], weights: NDArray) -> tuple[float, float]:
    """Return the 95 % percentile interval of a score over bootstrap samples, NaN without any.

    Args:
        score: takes an array of weights (a sample a row), gives a score for each row.
        weights: what :func:`bootstrap_weights` returned.
    """
    scores = score(weights)
    scores = scores[~np.isnan(scores)]
    if not len(scores):
        return float("nan"), float("nan")
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def macro_f1(gold: NDArray, guess: NDArray, labels: Sequence[object], weights: NDArray) -> NDArray:
    """Return the mean of the labels' F1 for each row of weights.

    >>> gold, guess = np.array(["a", "a", "b"]), np.array(["a", "b", "b"])
    >>> macro_f1(gold, guess, ["a", "b"], np.ones((1, 3))).round(2).tolist()
    [0.67]
    """
    return np.mean([f1(gold, guess, label, weights) for label in labels], axis=0)


def f1(gold: NDArray, guess: NDArray, label: object, weights: NDArray) -> NDArray:
    """Return the F1 of one label for each row of weights, 0 where neither side has it."""
    is_gold, is_guess = gold == label, guess == label
    both = weights[:, is_gold & is_guess].sum(axis=1)
    either = weights[:, is_gold].sum(axis=1) + weights[:, is_guess].sum(axis=1)
    return np.asarray(2 * both / np.maximum(either, 1))


def share(which: NDArray, of: NDArray, weights: NDArray) -> NDArray:
    """Return the share of the units ``of`` that are ``which`` for each row of weights.

    NaN where a sample has none of them.
    """
    total = weights[:, of].sum(axis=1)
    hits = weights[:, of & which].sum(axis=1)
    return np.where(total > 0, hits / np.maximum(total, 1), np.nan)


def area_under_curve(positive: NDArray, score: NDArray, weights: NDArray) -> NDArray:
    """Return the chance that a positive unit scores above a negative one, ties counting half.

    The area under the ROC curve (Hanley & McNeil 1982, Radiology 143, 29-36), for each row of
    weights.

    >>> positive = np.array([True, True, False])
    >>> area_under_curve(positive, np.array([2, 0, 0]), np.ones((1, 3))).tolist()
    [0.75]
    """
    above = np.sign(score[positive][:, None] - score[~positive][None, :]) / 2 + 0.5
    up, down = weights[:, positive].astype(float), weights[:, ~positive].astype(float)
    pairs = up.sum(axis=1) * down.sum(axis=1)
    won = np.einsum("ij,ij->i", up @ above, down)
    return np.where(pairs > 0, won / np.maximum(pairs, 1), np.nan)
