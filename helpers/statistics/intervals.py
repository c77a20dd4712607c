"""95% intervals of rates and of means."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.thresholds import MIN_UNITS, QUANTILE

NAN = float("nan")

# Quantiles come from scipy.special, not from scipy.stats, which takes two seconds to import;
# the tests compare the intervals with those of scipy.stats and statsmodels.


def wilson_interval(k: float, n: float) -> tuple[float, float]:
    """Return ``(low, high)``, the 95% interval of a rate: ``k`` of ``n`` units.

    Both ends are from 0 to 1; NaN where ``n`` is below ``MIN_UNITS``.

    Raises:
        ValueError: a count is negative or missing, or ``k`` is larger than ``n``.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22,
    209-212; recommended for small n by Brown, Cai & DasGupta (2001), "Interval estimation for a
    binomial proportion", Statistical Science 16, 101-133.

    >>> low, high = wilson_interval(81, 263)  # Newcombe (1998), table I: .2553 to .3662
    >>> print(f"{low:.4f} to {high:.4f}")
    0.2553 to 0.3662
    """
    from scipy.special import ndtri

    if not 0 <= k <= n:
        raise ValueError("A rate needs counts with 0 <= k <= n.")
    if n < MIN_UNITS:
        return NAN, NAN
    rate = k / n
    z2 = ndtri(QUANTILE) ** 2
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 * (rate * (1 - rate) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    # at k = 0 and k = n an end is 0 or 1 by algebra, but only almost so in floating point
    low, high = 0.0 if k == 0 else centre - half, 1.0 if k == n else centre + half
    return float(low), float(high)


def mean_interval(
    values: ArrayLike, *, bounds: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Return ``(low, high)``, Student's 95% t interval of a mean, cut to ``bounds``.

    NaN below ``MIN_UNITS`` values, and where all values are equal: such a sample says nothing
    about spread, and an interval without width would claim certainty.

    Raises:
        ValueError: a value is missing or infinite.

    Student (1908), "The probable error of a mean", Biometrika 6, 1-25. Not the percentile
    bootstrap, which on small samples is too short (at five values it covers 79% instead of
    95%): Hesterberg (2015), "What teachers should know about the bootstrap", The American
    Statistician 69, 371-386. The example is Student's own: 0.70 to 2.46 in every textbook.

    >>> low, high = mean_interval([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
    >>> print(f"{low:.2f} to {high:.2f}")
    0.70 to 2.46
    """
    from scipy.special import stdtrit

    sample = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(sample).all():
        raise ValueError("A mean needs finite numbers: leave missing values out first.")
    if len(sample) < MIN_UNITS or np.ptp(sample) <= 1e-12:
        return NAN, NAN
    error = sample.std(ddof=1) / np.sqrt(len(sample))
    half = stdtrit(len(sample) - 1, QUANTILE) * error
    low, high = sample.mean() - half, sample.mean() + half
    if bounds is not None:
        low, high = max(low, bounds[0]), min(high, bounds[1])
    return float(low), float(high)
