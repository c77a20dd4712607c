"""Units: how many units an interval needs, and checks of samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.thresholds import MIN_UNITS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

NAN = float("nan")


def finite(values: ArrayLike) -> NDArray:
    """Return the values as a flat array; ValueError where one is missing or infinite."""
    sample = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(sample).all():
        raise ValueError("A mean needs finite numbers: leave missing values out first.")
    return sample


def shows_spread(sample: NDArray) -> bool:
    """Return whether there are enough units (``MIN_UNITS``), not all of them equal."""
    return len(sample) >= MIN_UNITS and bool(np.ptp(sample) > 1e-12)
