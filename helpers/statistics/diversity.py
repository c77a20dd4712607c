"""Diversity: how units are spread over kinds, by Shannon's and Simpson's index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.statistics.intervals import mean_interval
from helpers.statistics.units import NAN
from helpers.thresholds import MIN_UNITS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Diversity:
    """How ``n`` units are spread over ``categories`` kinds: an index and its interval.

    ``effective`` is the number of equally common kinds that would give the index of the sample, 1
    to ``categories`` (Hill 1973, Ecology 54, 427-432; Jost 2006, Oikos 113, 363-375). ``low`` and
    ``high`` are NaN where there is no interval, ``value`` and ``effective`` without an index.
    """

    value: float
    effective: float
    categories: int
    n: int
    low: float
    high: float


def shannon_diversity(counts: ArrayLike) -> Diversity:
    """Return Shannon's index of units over kinds: 0 (one kind) to ln(kinds), in nats.

    The interval is the jackknife's, widened to hold the index of the sample, which is too small
    where rare kinds are missed. In simulations of 5 to 40 units it covers 80 to 100 %, least with
    many rare kinds and few units: there the true interval is wider. It is NaN below ``MIN_UNITS``
    units, and where leaving out any unit gives the same index (one kind, or all kinds equally
    common).

    Args:
        counts: number of units (attributions, say) of each kind; zeros are left out. Not words:
            words of one sentence are not independent, and the interval would be far too short.

    Raises:
        ValueError: a count is negative, missing or not a whole number.

    Shannon (1948), "A mathematical theory of communication", Bell System Technical Journal 27,
    379-423; Zahl (1977), "Jackknifing an index of diversity", Ecology 58, 907-913. The example is
    Shannon's (section 7): chances 1/2, 1/4, 1/8 and 1/8 have 7/4 bits.

    >>> import math
    >>> round(shannon_diversity([4, 2, 1, 1]).value / math.log(2), 6)
    1.75
    """
    observed = _counts(counts)
    value = _shannon(observed)
    low, high = _jackknife_interval(observed, _shannon, highest=np.inf)
    low = min(low, value) if low == low else low
    return Diversity(value, float(np.exp(value)), len(observed), int(observed.sum()), low, high)


def simpson_diversity(counts: ArrayLike) -> Diversity:
    """Return the chance that two units drawn at random are of different kinds: 0 to 1.

    ``value`` is the unbiased estimate (drawn without replacement), NaN below two units.
    ``effective`` is one over the sum of the squared shares of the sample (drawn with replacement):
    from the unbiased estimate it could exceed the number of kinds. The interval is the jackknife's
    (in simulations of 5 to 40 units it covers 87 to 100 %). Arguments, errors and missing
    intervals are those of :func:`shannon_diversity`.

    Simpson (1949), "Measurement of diversity", Nature 163, 688: here 1 less his index. The
    example: of 3 units of one kind and 2 of another, 6 of the 10 pairs differ.

    >>> simpson_diversity([3, 2]).value
    0.6
    """
    observed = _counts(counts)
    value = _simpson(observed)
    n = observed.sum()
    effective = float(n**2 / (observed**2).sum()) if n > 1 else NAN
    low, high = _jackknife_interval(observed, _simpson, highest=1.0)
    return Diversity(value, effective, len(observed), int(observed.sum()), low, high)


def _counts(counts: ArrayLike) -> NDArray:
    given = np.asarray(counts, dtype=float).ravel()
    if not (np.isfinite(given).all() and (given >= 0).all() and (given == np.round(given)).all()):
        raise ValueError("Diversity needs whole counts of units, none below 0.")
    return given[given > 0]


def _shannon(counts: NDArray) -> float:
    present = counts[counts > 0]
    if not len(present):
        return NAN
    shares = present / present.sum()
    return abs(float((shares * np.log(shares)).sum()))  # abs: no -0.0 for a single kind


def _simpson(counts: NDArray) -> float:
    n = counts.sum()
    return float(1 - (counts * (counts - 1)).sum() / (n * (n - 1))) if n > 1 else NAN


def _jackknife_interval(
    counts: NDArray, index: Callable[[NDArray], float], *, highest: float
) -> tuple[float, float]:
    """The t interval of Zahl's (1977) pseudo-values, one for each unit."""
    n = int(counts.sum())
    if n < MIN_UNITS:
        return NAN, NAN
    # leaving out any unit of one kind gives the same index
    left = [index(counts - (np.arange(len(counts)) == kind)) for kind in range(len(counts))]
    pseudo = np.repeat(n * index(counts) - (n - 1) * np.array(left), counts.astype(int))
    return mean_interval(pseudo.round(9), bounds=(0.0, highest))
