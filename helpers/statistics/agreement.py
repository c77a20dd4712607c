"""Agreement of two codings beyond chance."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from helpers.statistics.units import MIN_UNITS, NAN, QUANTILE


def cohens_kappa(
    first: Sequence[Hashable], second: Sequence[Hashable]
) -> tuple[float, float, float]:
    """Return ``(kappa, low, high)``: how far two codings of the same units agree beyond chance.

    Each coding has one category for each unit, in the same order (ValueError where they differ in
    length). 1 is full agreement, 0 what chance gives; NaN without units, or where both codings
    know one and the same category only. The 95 % interval is NaN below ``MIN_UNITS`` units and
    where the standard error is 0.

    Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20, 37-46; standard error of Fleiss, Cohen & Everitt (1969), Psychological Bulletin
    72, 323-327. The example: .70 agreed and .50 by chance is (.70 - .50) / (1 - .50).

    >>> first = "y" * 25 + "n" * 25
    >>> second = "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15
    >>> round(cohens_kappa(first, second)[0], 2)
    0.4
    """
    from scipy.special import ndtri
    from statsmodels.stats.inter_rater import cohens_kappa as kappa_of

    if len(first) != len(second):
        raise ValueError("Two codings of the same units have the same length.")
    categories = {category: i for i, category in enumerate(dict.fromkeys([*first, *second]))}
    if len(categories) < 2:
        return NAN, NAN, NAN
    table = np.zeros((len(categories), len(categories)))
    for one, other in zip(first, second, strict=True):
        table[categories[one], categories[other]] += 1
    with np.errstate(invalid="ignore", divide="ignore"):  # its z value, where the error is 0
        result = kappa_of(table)
    kappa = float(result.kappa)
    if len(first) < MIN_UNITS or not result.std_kappa > 0:
        return kappa, NAN, NAN
    half = float(ndtri(QUANTILE) * result.std_kappa)
    return kappa, max(kappa - half, -1.0), min(kappa + half, 1.0)
