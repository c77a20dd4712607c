"""Intervals against the libraries and papers they come from, and what they must never do."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.statistics import MIN_UNITS, mean_interval, wilson_interval

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


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_mean_of_missing_values_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        mean_interval([1, 2, 3, 4, bad])
