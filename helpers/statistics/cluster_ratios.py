"""Ratios over articles: shares of a corpus, with intervals from resampled articles, not units.

Units of one article resemble each other, so 1,000 attributions of 300 articles say less than 1,000
independent ones. Whole articles are resampled. Each is two counts, a part and a whole, so that a
draw costs the same whatever the number of units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.statistics.intervals import NAN
from helpers.thresholds import MAX_DRAWN, MIN_UNITS, QUANTILE

DRAWS = 2_000
_AT_A_TIME = 1_000_000  # articles drawn, so that memory does not grow with the corpus


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share of a corpus: part / whole, its 95% interval, and the counts behind it.

    ``low`` and ``high`` are NaN where there is no interval, ``value`` where there is no unit.
    ``articles`` counts those with at least one unit of the whole.
    """

    value: float
    low: float
    high: float
    part: float
    whole: float
    articles: int


def cluster_ratio(
    parts: ArrayLike, wholes: ArrayLike, *, rng: np.random.Generator, draws: int = DRAWS
) -> Ratio:
    """Return the ratio of two sums over articles, with its 95% interval over articles.

    Parts (such as attributions to officials; may be negative) and wholes (such as all attributions)
    are one number for each article; articles without a unit of the whole are left out. The interval
    is the bias-corrected and accelerated one of the bootstrap (BCa), widened to hold the ratio of
    the sample; beyond ``MAX_DRAWN`` articles the normal interval of a ratio estimator. It is NaN
    below ``MIN_UNITS`` articles or units, and where all articles have the same share. In
    simulations of articles that differ much, it covers the truth 90 times of 100 with 12 articles
    and 95 times with 40.

    Raises:
        ValueError: not one part for each whole, or a whole is negative or missing.

    Efron (1987), "Better bootstrap confidence intervals", JASA 82, 171-185; over clusters: Davison
    & Hinkley (1997), Bootstrap Methods and their Application, section 3.8. Normal interval: Cochran
    (1977), Sampling Techniques, 3rd edition, section 9A.1.
    """
    counts = _counts(parts, wholes)
    value = _value(counts.sum(axis=0))
    part, whole = counts.sum(axis=0)
    interval = _interval([counts], value, rng, draws)
    return Ratio(value, *interval, float(part), float(whole), len(counts))


def cluster_difference(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> tuple[float, float, float]:
    """Return ``(difference, low, high)`` of the ratios of two sets of articles, first less second.

    Each set (parts and wholes) is drawn separately, since no article is in both. Interval, errors
    and sources are those of :func:`cluster_ratio`.
    """
    sets = [_counts(*first), _counts(*second)]
    value = _value(sets[0].sum(axis=0)) - _value(sets[1].sum(axis=0))
    low, high = _interval(sets, value, rng, draws)
    return value, low, high


def _counts(parts: ArrayLike, wholes: ArrayLike) -> NDArray:
    """Part and whole of the articles that have a unit, in an order independent of the input's."""
    part, whole = np.asarray(parts, dtype=float).ravel(), np.asarray(wholes, dtype=float).ravel()
    if len(part) != len(whole) or not (np.isfinite(part) & (whole >= 0) & np.isfinite(whole)).all():
        raise ValueError("A ratio needs a part for each whole, and wholes of 0 or more.")
    pairs = np.column_stack([part, whole])[whole > 0]
    return pairs[np.lexsort(pairs.T)]  # the result must not depend on the order


def _value(sums: NDArray) -> float:
    return float(sums[0] / sums[1]) if sums[1] else NAN


def _interval(
    sets: list[NDArray], value: float, rng: np.random.Generator, draws: int
) -> tuple[float, float]:
    """The interval of a ratio, or of the difference of two."""
    from scipy.special import ndtr, ndtri

    if any(len(counts) < MIN_UNITS or counts[:, 1].sum() < MIN_UNITS for counts in sets):
        return NAN, NAN
    # how far each article moves the result: the linear part of the jackknife
    influence = np.concatenate([_influence(counts) for counts in sets])
    spread = float(np.sqrt((influence**2).sum()))
    if spread < 1e-12:
        return NAN, NAN
    ends = np.array([1 - QUANTILE, QUANTILE])
    if max(map(len, sets)) > MAX_DRAWN:
        low, high = value + ndtri(ends) * spread
        return float(low), float(high)
    drawn = _draws(sets[0], rng, draws)
    for counts in sets[1:]:
        drawn = drawn - _draws(counts, rng, draws)
    below = ((drawn < value).mean() + (drawn <= value).mean()) / 2
    shift = ndtri(np.clip(below, 1 / draws, 1 - 1 / draws))
    influence[len(sets[0]) :] *= -1  # of what is subtracted
    acceleration = (influence**3).sum() / (6 * spread**3)
    reach = shift + ndtri(ends)
    corrected = ndtr(shift + reach / (1 - acceleration * reach))
    low, high = np.quantile(drawn, corrected)
    return min(float(low), value), max(float(high), value)


def _influence(counts: NDArray) -> NDArray:
    """How far each article moves the ratio, scaled for a variance by the jackknife."""
    part, whole = counts.sum(axis=0)
    n = len(counts)
    moved = (counts[:, 0] - part / whole * counts[:, 1]) / whole
    return moved * np.sqrt(n / (n - 1))


def _draws(counts: NDArray, rng: np.random.Generator, draws: int) -> NDArray:
    """The ratio in each bootstrap sample of the articles (with replacement)."""
    n = len(counts)
    size = max(1, min(draws, _AT_A_TIME // n))
    sums = [
        counts[rng.integers(0, n, size=(min(size, draws - begin), n))].sum(axis=1)
        for begin in range(0, draws, size)
    ]
    part, whole = np.concatenate(sums).T
    return part / whole
