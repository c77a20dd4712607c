"""Intervals against the libraries and papers they come from, and what they must never do."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.statistics import (
    MIN_UNITS,
    difference_interval,
    mean_interval,
    shannon_diversity,
    simpson_diversity,
    wilson_interval,
)

NUMBERS = st.floats(-1, 1, allow_subnormal=False).map(lambda x: round(x, 4))


@pytest.mark.parametrize("k, n", [(0, 5), (1, 5), (5, 5), (7, 20), (20, 20), (81, 263), (0, 1000)])
def test_wilson_is_that_of_statsmodels(k: int, n: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    assert wilson_interval(k, n) == pytest.approx(proportion_confint(k, n, method="wilson"))


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_rate_or_is_missing_below_five(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = wilson_interval(k, n)
    if n < MIN_UNITS:
        assert math.isnan(low) and math.isnan(high)
    else:
        assert 0 <= low <= k / n <= high <= 1 and low < high
        assert wilson_interval(n - k, n) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize("k, n", [(-1, 5), (6, 5), (float("nan"), 5)])
def test_wilson_refuses_counts_that_are_none(k: float, n: float) -> None:
    with pytest.raises(ValueError, match="0 <= k <= n"):
        wilson_interval(k, n)


@settings(deadline=None)  # the first call imports the library
@given(st.lists(NUMBERS, min_size=MIN_UNITS, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_mean_interval_is_that_of_scipy(values: list[float]) -> None:
    from scipy.stats import ttest_1samp

    wanted = ttest_1samp(values, 0).confidence_interval(0.95)
    assert mean_interval(values) == pytest.approx((wanted.low, wanted.high), abs=1e-9)
    low, high = mean_interval(values, bounds=(-1, 1))
    assert low >= -1 and high <= 1


@pytest.mark.parametrize(
    "values", [[], [0.5], [0.1, 0.2, 0.3, 0.4], [0.0] * 12, [0.1 + 0.2] * 5 + [0.3] * 5]
)
def test_no_interval_of_few_or_equal_values(values: list[float]) -> None:
    assert all(math.isnan(end) for end in mean_interval(values))
    assert all(math.isnan(end) for end in difference_interval(values, range(9)))
    assert all(math.isnan(end) for end in difference_interval(range(9), values))


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_mean_of_missing_values_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        mean_interval([1, 2, 3, 4, bad])


@settings(deadline=None)  # the first call imports the library
@given(*[st.lists(NUMBERS, min_size=5, max_size=15).filter(lambda v: len(set(v)) > 2)] * 2)
def test_difference_is_that_of_scipy_and_changes_sign(one: list[float], two: list[float]) -> None:
    from scipy.stats import ttest_ind

    low, high = difference_interval(one, two)
    wanted = ttest_ind(one, two, equal_var=False).confidence_interval(0.95)
    assert (low, high) == pytest.approx((wanted.low, wanted.high), abs=1e-9)
    assert difference_interval(two, one) == pytest.approx((-high, -low))


def test_the_t_interval_covers_what_it_says_where_the_percentile_bootstrap_does_not() -> None:
    """The reason for t: five values, as in the smallest sample that gets an interval."""
    rng = np.random.default_rng(7)
    samples = rng.normal(size=(1000, 5))
    student = np.array([mean_interval(sample) for sample in samples])
    drawn = samples[:, rng.integers(0, 5, size=(400, 5))].mean(axis=2)
    percentile = np.percentile(drawn, [2.5, 97.5], axis=1).T
    covered = [float(((e[:, 0] <= 0) & (e[:, 1] >= 0)).mean()) for e in (student, percentile)]
    assert 0.93 < covered[0] < 0.97
    assert covered[1] < 0.87


COUNTS = st.lists(st.integers(0, 8), max_size=8)


@given(COUNTS)
def test_diversity_stays_in_its_range_and_names_its_units(counts: list[int]) -> None:
    shannon, simpson = shannon_diversity(counts), simpson_diversity(counts)
    kinds = sum(c > 0 for c in counts)
    for index in (shannon, simpson):
        assert (index.n, index.categories) == (sum(counts), kinds)
        if index.n < MIN_UNITS or kinds < 2:
            assert math.isnan(index.low) and math.isnan(index.high)
        elif not math.isnan(index.low):
            assert 0 <= index.low <= index.value + 1e-9
            assert index.value <= index.high + 1e-9 or index is shannon
    if kinds:
        assert -1e-12 <= shannon.value <= math.log(kinds) + 1e-9
        assert 1 <= shannon.effective <= kinds + 1e-9
    else:
        assert math.isnan(shannon.value) and math.isnan(simpson.value)
    if sum(counts) > 1:
        assert 0 <= simpson.value <= 1
        assert 1 <= simpson.effective <= kinds + 1e-9


@given(COUNTS, st.randoms())
def test_diversity_does_not_depend_on_the_order_of_the_kinds(counts: list[int], rng) -> None:
    mixed = list(counts)
    rng.shuffle(mixed)
    for index in (shannon_diversity, simpson_diversity):
        one, other = index(counts), index([*mixed, 0])
        for field in ("value", "effective", "low", "high"):
            assert getattr(one, field) == pytest.approx(getattr(other, field), nan_ok=True)


@pytest.mark.parametrize(
    "counts, shannon, simpson",
    [
        ([10], 0.0, 0.0),
        ([5, 5], math.log(2), 5 / 9),
        ([1, 1, 1], math.log(3), 1.0),
        # the counts that the jackknife is worked out for by hand below
        ([3, 2, 1], 1.0114042647, 1 - 8 / 30),
    ],
)
def test_diversity_of_known_counts(counts: list[int], shannon: float, simpson: float) -> None:
    assert shannon_diversity(counts).value == pytest.approx(shannon)
    assert simpson_diversity(counts).value == pytest.approx(simpson)


@pytest.mark.parametrize(
    ("counts", "effective"),
    [([2, *[1] * 9], 121 / 13), ([1] * 7, 7), ([4, 4], 2), ([9], 1), ([1], math.nan)],
)
def test_simpsons_effective_number_is_that_of_the_sample(counts, effective) -> None:
    assert simpson_diversity(counts).effective == pytest.approx(effective, nan_ok=True)


def test_the_jackknife_is_that_of_single_units_left_out_one_by_one() -> None:
    from scipy.stats import entropy, t

    counts = np.array([3, 2, 1])
    units = np.repeat([0, 1, 2], counts)
    whole = entropy(counts)
    pseudo = [
        6 * whole - 5 * entropy(np.bincount(np.delete(units, i), minlength=3)) for i in range(6)
    ]
    half = t.ppf(0.975, 5) * np.std(pseudo, ddof=1) / math.sqrt(6)
    found = shannon_diversity(counts)
    assert found.high == pytest.approx(np.mean(pseudo) + half)
    assert found.low == pytest.approx(min(max(np.mean(pseudo) - half, 0), whole))


@pytest.mark.parametrize("counts", [[-1, 3], [1.5], [float("nan")]])
def test_diversity_refuses_what_is_no_count(counts: list[float]) -> None:
    for index in (shannon_diversity, simpson_diversity):
        with pytest.raises(ValueError, match="whole counts"):
            index(counts)
