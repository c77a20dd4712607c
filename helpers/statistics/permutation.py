"""Permutation: tests of two small groups, which can say that nothing can be tested."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.statistics.units import ALPHA, MIN_UNITS, NAN, finite

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CANNOT_BE_TESTED = "cannot be tested"
TESTED = "tested"

# Up to so many ways to deal the units into two groups all of them are tried (under a second);
# beyond it a random sample of them is.
MOST_EXACT = 50_000
DRAWS = 9_999


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """A test of two groups, or why there is none.

    Attributes:
        state: "tested" or "cannot be tested".
        p: two-sided, in (0, 1]; NaN where the groups cannot be tested.
        smallest_p: the smallest p that these values could have given, however they were dealt
            into groups of these sizes.
        n_first, n_second: units in each group.
        difference: mean of the first less that of the second; NaN where one is empty.
        method: "exact" (all permutations), "Monte Carlo" (a sample of them) or "none".
        permutations: how many were looked at.
        reason: why the groups cannot be tested, for a reader; "" where they can.
    """

    state: str
    p: float
    smallest_p: float
    n_first: int
    n_second: int
    difference: float
    method: str
    permutations: int
    reason: str


def permutation_test(
    first: ArrayLike,
    second: ArrayLike,
    *,
    alpha: float = ALPHA,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
    most_exact: int = MOST_EXACT,
) -> PermutationTest:
    """Return whether two groups differ in their means by more than dealing them out would.

    The p is that of ``scipy.stats.permutation_test``, two-sided (twice the smaller tail): over
    all permutations while these are at most ``most_exact``, else over ``draws`` random ones, which
    ``method`` then says. "cannot be tested" is an answer and no error: where a group has fewer
    than ``MIN_UNITS`` values, or where no way of dealing these values out, however lopsided, would
    give a p up to ``alpha`` (many equal values do that).

    Args:
        first: one number for each unit.
        second: likewise, of the other group.
        alpha: the level that p is to be compared with.
        rng: for the sample of permutations; without one, ``default_rng(0)``.
        draws: how many permutations are sampled.
        most_exact: up to how many permutations all are tried.

    Raises:
        ValueError: a value is missing or infinite.

    Fisher (1935), The Design of Experiments, section 21; Phipson & Smyth (2010), "Permutation
    p-values should never be zero", Statistical Applications in Genetics and Molecular Biology 9,
    39; smallest reachable p: Tarone (1990), "A modified Bonferroni method for discrete data",
    Biometrics 46, 515-522. The example: of the 252 ways to deal ten numbers into two fives, one
    puts the five highest together and one the five lowest.

    >>> found = permutation_test([6, 7, 8, 9, 10], [1, 2, 3, 4, 5])
    >>> round(found.p, 5), round(found.smallest_p, 5) == round(2 / 252, 5), found.method
    (0.00794, True, 'exact')
    >>> few = permutation_test([3, 4, 5], [1, 1, 2])
    >>> few.state, few.p, few.smallest_p, few.reason
    ('cannot be tested', nan, 0.1, 'fewer than 5 units')
    """
    one, other = finite(first), finite(second)
    smallest = smallest_p(one, other)
    ways = math.comb(len(one) + len(other), len(one))
    exact = ways <= most_exact
    if not exact:
        smallest = max(smallest, 2 / (draws + 1))
    difference = float(one.mean() - other.mean()) if len(one) and len(other) else NAN
    reason = ""
    if min(len(one), len(other)) < MIN_UNITS:
        reason = f"fewer than {MIN_UNITS} units"
    elif smallest > alpha:
        reason = f"the smallest p that these values can give is {smallest:.2g}"
    sizes = (len(one), len(other), difference)
    if reason:
        return PermutationTest(CANNOT_BE_TESTED, NAN, smallest, *sizes, "none", 0, reason)
    p = max(_p(one, other, draws if not exact else ways, rng), smallest)
    method = "exact" if exact else "Monte Carlo"
    return PermutationTest(TESTED, p, smallest, *sizes, method, ways if exact else draws, "")


def smallest_p(first: ArrayLike, second: ArrayLike) -> float:
    """Return the smallest two-sided p that a permutation test of these values can give.

    It is twice the chance of the more extreme of two deals: the highest values all in the first
    group, or all in the second. Equal values at the border make several deals as extreme. 1 where
    a group is empty. Tarone (1990), as for :func:`permutation_test`.

    >>> smallest_p([1, 2, 3], [4, 5, 6])  # 20 ways
    0.1
    >>> smallest_p([1, 0, 0, 0, 0], [0, 0, 0, 0, 0])  # the 1 falls to either side in every deal
    1.0
    """
    one, other = finite(first), finite(second)
    k, n = len(one), len(one) + len(other)
    if not k or k == n:
        return 1.0
    # rounded: what is equal but for the last digit is equal
    pooled = np.sort(np.concatenate([one, other]).round(12))
    extremes = (_deals(pooled[::-1], k), _deals(pooled, k))
    return min(1.0, 2 * min(extremes) / math.comb(n, k))


def holm(p_values: ArrayLike) -> NDArray:
    """Return p values corrected for being several, each in (0, 1]; NaN stays NaN.

    What cannot be tested (NaN) is no test and does not count among them. From
    ``statsmodels.stats.multitest``.

    Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal
    of Statistics 6, 65-70. The example by hand: .01 times 4 and .03 times 3; .035 times 2 and .05
    times 1 would fall below the .09 before them, so they become .09 too.

    >>> [float(p.round(4)) for p in holm([0.01, 0.05, 0.035, 0.03, float("nan")])]
    [0.04, 0.09, 0.09, 0.09, nan]
    """
    from statsmodels.stats.multitest import multipletests

    given = np.asarray(p_values, dtype=float)
    known = ~np.isnan(given)
    corrected = np.full(len(given), NAN)
    if known.any():
        corrected[known] = multipletests(given[known], method="holm")[1]
    return corrected


def _deals(ranked: NDArray, k: int) -> int:
    """In how many deals the first group holds values equal to the first ``k``."""
    border = ranked[k - 1]
    tied = int((ranked == border).sum())
    return math.comb(tied, int((ranked[:k] == border).sum()))


def _p(one: NDArray, other: NDArray, ways: int, rng: np.random.Generator | None) -> float:
    from scipy.stats import permutation_test as permuted

    scale = float(np.ptp(np.concatenate([one, other]))) or 1.0

    def difference(x: NDArray, y: NDArray, axis: int) -> Sequence[float]:
        # rounded: sums of the same numbers in another order differ in the last digit
        apart: Sequence[float] = np.round(np.mean(x, axis=axis) - np.mean(y, axis=axis), 12)
        return apart

    found = permuted(
        (one / scale, other / scale),
        difference,
        permutation_type="independent",
        vectorized=True,
        n_resamples=ways,
        batch=5_000,
        rng=rng if rng is not None else np.random.default_rng(0),
    )
    return float(found.pvalue)
