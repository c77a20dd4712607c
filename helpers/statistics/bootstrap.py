"""Bootstrap over articles: units of one article are alike, so articles are drawn, not units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.statistics.units import MIN_UNITS, NAN, QUANTILE

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Bootstrapped:
    """A statistic of ``n`` units in ``clusters`` articles; NaN ends where there is no interval."""

    value: float
    low: float
    high: float
    n: int
    clusters: int


def cluster_bootstrap(
    values: ArrayLike,
    clusters: ArrayLike,
    statistic: Callable[[NDArray], float] = np.mean,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> Bootstrapped:
    """Return a statistic of a corpus with its 95 % percentile interval over articles.

    Whole articles are drawn with putting back, each with all its units. NaN ends below
    ``MIN_UNITS`` articles and where no draw differs; below some twenty articles the interval is
    too short. A draw in which the statistic is NaN is left out.

    Args:
        values: one row for each unit; a number, or several in columns.
        clusters: the article of each unit.
        statistic: of such rows; the mean, if nothing else is given.
        rng: for the draws.
        draws: how many there are.

    Raises:
        ValueError: not one cluster for each row, or no row.

    Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8; Cameron, Gelbach
    & Miller (2008), "Bootstrap-based improvements for inference with clustered errors", Review of
    Economics and Statistics 90, 414-427. The example: ten articles of two equal units each are
    ten units, and the interval is as wide as for one unit of each.

    >>> values = np.arange(10.0)
    >>> one = cluster_bootstrap(values, range(10), rng=np.random.default_rng(1))
    >>> two = cluster_bootstrap(
    ...     np.repeat(values, 2), np.repeat(range(10), 2), rng=np.random.default_rng(1)
    ... )
    >>> (one.value, one.low, one.high) == (two.value, two.low, two.high), two.n, two.clusters
    (True, 20, 10)
    """
    rows, names = np.asarray(values), np.asarray(clusters)
    if not len(rows) or len(rows) != len(names):
        raise ValueError("A cluster bootstrap needs rows, and the cluster of each.")
    labels = np.unique(names, return_inverse=True)[1]
    members = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    value = float(statistic(rows))
    if len(members) < MIN_UNITS:
        return Bootstrapped(value, NAN, NAN, len(rows), len(members))
    drawn = [
        float(statistic(rows[np.concatenate([members[i] for i in picked])]))
        for picked in rng.integers(0, len(members), size=(draws, len(members)))
    ]
    known = np.array([x for x in drawn if x == x])
    if not len(known) or np.ptp(known) < 1e-12:
        return Bootstrapped(value, NAN, NAN, len(rows), len(members))
    low, high = np.quantile(known, [1 - QUANTILE, QUANTILE])
    return Bootstrapped(value, float(low), float(high), len(rows), len(members))
