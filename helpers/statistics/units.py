"""Units: how many units an interval needs, and checks of samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

NAN = float("nan")

# Our convention. An interval of fewer units is so wide, or depends so much on the assumed
# distribution, that readers would take more from it than the sample can give.
MIN_UNITS = 5

QUANTILE = 0.975  # of 95 % intervals, the coverage of every interval here


def finite(values: ArrayLike) -> NDArray:
    """Return the values as a flat array; ValueError where one is missing or infinite."""
    sample = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(sample).all():
        raise ValueError("A mean needs finite numbers: leave missing values out first.")
    return sample


def shows_spread(sample: NDArray) -> bool:
    """Return whether there are enough units (``MIN_UNITS``), not all of them equal."""
    return len(sample) >= MIN_UNITS and bool(np.ptp(sample) > 1e-12)
