"""Pooling: small groups drawn toward what all groups have in common, raw and shrunk side by side.

Empirical Bayes: how far the groups differ is itself estimated from them, and a group with few
units is drawn the more to the common mean. The intervals take that estimate for certain, so they
are somewhat too short. Below ``MIN_UNITS`` units there is none, raw or shrunk; and where the groups
differ no more than chance has it, no shrunk value has one: it would claim that all are alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from helpers.statistics.intervals import jeffreys_interval, mean_interval
from helpers.statistics.units import MIN_UNITS, NAN, QUANTILE, finite

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

# Below three groups nothing is gained over the raw means, whatever they are drawn to: James &
# Stein (1961), "Estimation with quadratic loss", Proceedings of the Fourth Berkeley Symposium.
MIN_GROUPS = 3


def pool_effects(effects: ArrayLike, variances: ArrayLike) -> tuple[NDArray, NDArray, float, float]:
    """Return ``(shrunk, errors, mean, tau2)`` for estimates of one quantity in several groups.

    The normal-normal model: true values lie around a common mean with variance tau2, estimates
    around the true values with known variances. Each shrunk value lies between the estimate and
    the common mean; ``errors`` are their standard errors, which allow for the mean's own.

    Args:
        effects: one estimate for each group, three groups or more.
        variances: the square of its standard error, above 0.

    Raises:
        ValueError: fewer than three groups, a missing number, or a variance that is not above 0.

    tau2 by Paule & Mandel (1982), "Consensus values and weighting factors", Journal of Research
    of the National Bureau of Standards 87, 377-385 (recommended by DerSimonian & Kacker 2007,
    Contemporary Clinical Trials 28, 105-114); shrinkage: Efron & Morris (1975), "Data analysis
    using Stein's estimator and its generalizations", JASA 70, 311-319. The example by hand: with
    equal variances tau2 is the variance of the estimates less that of each, 4 - 1, so every
    estimate keeps three quarters of its distance.

    >>> shrunk, errors, mean, tau2 = pool_effects([0, 2, 4], [1, 1, 1])
    >>> shrunk.round(3).tolist(), round(mean, 3), round(tau2, 3)
    ([0.5, 2.0, 3.5], 2.0, 3.0)
    """
    found, known = finite(effects), finite(variances)
    if len(found) < MIN_GROUPS:
        raise ValueError(f"Pooling needs {MIN_GROUPS} groups or more.")
    if len(found) != len(known) or not (known > 0).all():
        raise ValueError("Pooling needs a variance above 0 for each group.")
    tau2 = _paule_mandel(found, known)
    weights = 1 / (known + tau2)
    mean = float((weights * found).sum() / weights.sum())
    kept = tau2 / (tau2 + known)
    shrunk = mean + kept * (found - mean)
    errors = np.sqrt(kept * known + (1 - kept) ** 2 / weights.sum())
    return shrunk, errors, mean, tau2


def pooled_means(
    samples: Mapping[Hashable, ArrayLike], *, bounds: tuple[float, float] | None = None
) -> pd.DataFrame:
    """Return the mean of each group, raw and shrunk, in the order given.

    The variance within groups is pooled over all of them, since a group of one unit has none of
    its own. Nothing is shrunk (NaN) with fewer than three groups that have a unit, or where no
    group shows a spread within.

    Args:
        samples: for each group one number for each unit.
        bounds: the range of the measure: intervals are cut there.

    Columns:
        group, n: name, and number of units.
        raw, raw_low, raw_high: mean and 95 % t interval (``mean_interval``).
        shrunk, low, high: mean drawn toward that of all groups, and its 95 % interval; both
            intervals are NaN below ``MIN_UNITS`` units, this one also where nothing is kept.
        kept: share of the distance from the common mean that is kept, 0 to 1.
        common: the common mean of the model.

    Raises:
        ValueError: a value is missing or infinite.

    Methods and papers: :func:`pool_effects`.

    >>> table = pooled_means({"a": [0.0, 0.2], "b": [0.4, 0.6, 0.5], "c": [0.9]})
    >>> table[["group", "n", "raw", "shrunk", "low"]].round(2).to_dict("records")[2]
    {'group': 'c', 'n': 1, 'raw': 0.9, 'shrunk': 0.87, 'low': nan}
    """
    import pandas as pd
    from scipy.special import ndtri

    groups = {name: np.sort(finite(values)) for name, values in samples.items()}
    rows = []
    for name, sample in groups.items():
        raw = float(sample.mean()) if len(sample) else NAN
        rows.append((name, len(sample), raw, *mean_interval(sample, bounds=bounds)))
    frame = pd.DataFrame(rows, columns=["group", "n", "raw", "raw_low", "raw_high"])
    frame = frame.assign(shrunk=NAN, low=NAN, high=NAN, kept=NAN, common=NAN)
    present = (frame["n"] > 0).to_numpy()
    within = _within_variance(list(groups.values()))
    if present.sum() < MIN_GROUPS or not within > 1e-12:
        return frame
    raws = frame.loc[present, "raw"].to_numpy(dtype=float)
    sizes = frame.loc[present, "n"].to_numpy(dtype=float)
    shrunk, errors, mean, tau2 = pool_effects(raws, within / sizes)
    half = ndtri(QUANTILE) * np.where((sizes >= MIN_UNITS) & (tau2 > 0), errors, NAN)
    least, most = bounds if bounds is not None else (-np.inf, np.inf)
    frame.loc[present, "shrunk"], frame.loc[present, "common"] = shrunk, mean
    frame.loc[present, "low"] = np.maximum(shrunk - half, least)
    frame.loc[present, "high"] = np.minimum(shrunk + half, most)
    frame.loc[present, "kept"] = tau2 / (tau2 + within / sizes)
    return frame


def pooled_rates(k: ArrayLike, n: ArrayLike) -> pd.DataFrame:
    """Return the rate of each group, raw and shrunk, in the order given.

    The beta-binomial model: true rates are drawn from a Beta distribution, so that to each group
    the more units are added, at the common rate, the more the groups are alike (one at least, as
    in Jeffreys' prior). Where they differ no more than chance has it, every shrunk rate is the
    common one. Groups without units have NaN,
    all groups have it where fewer than three have units or all have the same rate of 0 or 1.

    Args:
        k: units that have the property, for each group.
        n: all its units.

    Columns:
        k, n: as given.
        raw, raw_low, raw_high: rate with Jeffreys' 95 % interval.
        shrunk, low, high: shrunk rate and the middle 95 % of its Beta distribution; intervals are
            NaN below ``MIN_UNITS`` units, this one also where nothing is kept.
        kept: share of the distance from the common rate that is kept, 0 to 1.
        common: the common rate.

    Raises:
        ValueError: a count is negative or missing, or a ``k`` is larger than its ``n``.

    Moment estimates of Kleinman (1973), "Proportions with extraneous variance: single and
    independent samples", JASA 68, 46-54, with the groups' sizes as weights. The example by hand:
    rates .2, .5 and .8 of ten units have the common rate .5 and gamma (1.8 - .5) / (5 - .5), so
    each keeps 10 / (10 + 1 / gamma - 1) of its distance.

    >>> table = pooled_rates([2, 5, 8], [10, 10, 10])
    >>> table["shrunk"].round(3).tolist(), round(float(table["kept"][0]), 3)
    ([0.259, 0.5, 0.741], 0.802)
    """
    import pandas as pd
    from scipy.special import betaincinv

    count, size = np.broadcast_arrays(np.asarray(k, float), np.asarray(n, float))
    raw_low, raw_high = jeffreys_interval(count.ravel(), size.ravel())
    with np.errstate(invalid="ignore"):
        raw = count / size
    frame = pd.DataFrame({"k": count, "n": size, "raw": raw, "raw_low": raw_low})
    frame = frame.assign(raw_high=raw_high, shrunk=NAN, low=NAN, high=NAN, kept=NAN, common=NAN)
    present = size > 0
    some, of = count[present], size[present]
    if present.sum() < MIN_GROUPS or some.sum() in (0, of.sum()):
        return frame
    common, gamma = _kleinman(some, of)
    frame.loc[present, "common"] = common
    kept, shrunk = np.zeros(len(of)), np.full(len(of), common)
    low, high = np.full(len(of), NAN), np.full(len(of), NAN)
    if gamma > 0:
        added = 1 / gamma - 1  # units that the common rate weighs
        kept = of / (of + added)
        shrunk = common + kept * (some / of - common)
        a, b = shrunk * (of + added), (1 - shrunk) * (of + added)
        low, high = (betaincinv(a, b, tail) for tail in (1 - QUANTILE, QUANTILE))
    enough = of >= MIN_UNITS
    frame.loc[present, "kept"], frame.loc[present, "shrunk"] = kept, shrunk
    frame.loc[present, "low"] = np.where(enough, low, NAN)
    frame.loc[present, "high"] = np.where(enough, high, NAN)
    return frame


_ALIKE = 1e-9
_MOST_GAMMA = 0.5  # the common rate weighs one unit at least, as Jeffreys' prior does


def _paule_mandel(effects: NDArray, variances: NDArray) -> float:
    """The variance at which the weighted squares are as many as the groups less one.

    Not by ``statsmodels.stats.meta_analysis``: its iteration gives 0 where the last step passes
    the solution by a rounding error, so that the order of the groups can decide.
    """
    from scipy.optimize import brentq

    def excess(tau2: float) -> float:
        weights = 1 / (variances + tau2)
        centre = (weights * effects).sum() / weights.sum()
        return float((weights * (effects - centre) ** 2).sum() - (len(effects) - 1))

    if excess(0.0) <= 0:
        return 0.0
    # where tau2 is all the spread there is, the weighted squares are fewer than the groups
    most = float(np.ptp(effects) ** 2) * len(effects)
    return float(brentq(excess, 0.0, most, xtol=1e-14, rtol=1e-12))


def _within_variance(samples: list[NDArray]) -> float:
    """Variance within groups, pooled over those of two units and more; NaN without one."""
    squares = sum(((sample - sample.mean()) ** 2).sum() for sample in samples if len(sample))
    freedom = sum(len(sample) - 1 for sample in samples if len(sample))
    return float(squares / freedom) if freedom else NAN


def _kleinman(count: NDArray, size: NDArray) -> tuple[float, float]:
    """The common rate, and gamma: the correlation of two units of a group, 0 to under 1."""
    rate = count.sum() / size.sum()
    spread = (size * (count / size - rate) ** 2).sum()
    chance = rate * (1 - rate)
    groups = len(size) - 1
    room = size.sum() - (size**2).sum() / size.sum() - groups
    if room <= _ALIKE:  # every group has a single unit
        return float(rate), 0.0
    gamma = (spread - chance * groups) / (chance * room)
    return float(rate), float(min(gamma, _MOST_GAMMA)) if gamma > _ALIKE else 0.0
