"""Units: how many units a number needs before it says more than their count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

NAN = float("nan")

# House rule. An interval of fewer units is so wide, or rests so much on the assumed distribution,
# that a reader would take from it what the sample cannot give.
MIN_UNITS = 5

QUANTILE = 0.975  # of 95 % intervals, the coverage of every interval here


def finite(values: ArrayLike) -> NDArray:
    """Return the values as a row of numbers; ValueError where one is missing or infinite."""
    sample = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(sample).all():
        raise ValueError("A mean needs finite numbers: leave missing values out first.")
    return sample


def shows_spread(sample: NDArray) -> bool:
    """Return whether there are units enough, not all of them equal."""
    return len(sample) >= MIN_UNITS and bool(np.ptp(sample) > 1e-12)
