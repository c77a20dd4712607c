"""Diversity: how units spread over kinds, as indices of information and of ecology."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.statistics.intervals import mean_interval
from helpers.statistics.units import MIN_UNITS, NAN

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Diversity:
    """How ``n`` units spread over ``categories`` kinds: an index and its interval.

    ``effective`` is the number of equally common kinds that would give the index of the sample, 1
    to ``categories`` (Hill 1973, Ecology 54, 427-432; Jost 2006, Oikos 113, 363-375). NaN are
    ``low`` and ``high`` where there is no interval, ``value`` and ``effective`` without an index.
    """

    value: float
    effective: float
    categories: int
    n: int
    low: float
    high: float


def shannon_diversity(counts: ArrayLike) -> Diversity:
    """Return Shannon's index of how units spread over kinds: 0 (one kind) to ln(kinds), in nats.

    The interval is the jackknife's, widened to hold the index of the sample, which comes out too
    small where rare kinds are missed. In simulations of 5 to 40 units it covers 80 to 100 %, least
    with many rare kinds and few units: there it is a lower bound of the uncertainty. NaN below
    ``MIN_UNITS`` units, and where leaving out any unit comes to the same (one kind, or all kinds
    equally common).

    Args:
        counts: how many units (attributions, say) each kind has; zeros count for nothing. Not
            words: they come in bunches, and the interval would be far too short.

    Raises:
        ValueError: a count is negative, missing or no whole number.

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

    ``value`` is the unbiased estimate (drawn without putting back), NaN below two units.
    ``effective`` is that of the sample itself (drawn with putting back), one over the sum of the
    squared shares: taken from the unbiased estimate, it could exceed the number of kinds, up to
    infinity. The interval is the jackknife's (in simulations of 5 to 40 units it covers 87 to
    100 %), NaN as for :func:`shannon_diversity`, of which ``counts`` and errors are the same.

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
    # leaving out any unit of one kind comes to the same
    left = [index(counts - (np.arange(len(counts)) == kind)) for kind in range(len(counts))]
    pseudo = np.repeat(n * index(counts) - (n - 1) * np.array(left), counts.astype(int))
    return mean_interval(pseudo.round(9), bounds=(0.0, highest))
