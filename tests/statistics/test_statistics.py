"""Intervals against the libraries and papers they come from, and what they must never do."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.statistics import (
    MIN_UNITS,
    cluster_ratio,
    cluster_ratios,
    log_odds,
    mean_interval,
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


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_mean_of_missing_values_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        mean_interval([1, 2, 3, 4, bad])


# --- words that mark a voice


def test_log_odds_are_those_of_the_equations() -> None:
    """Equations 16, 20 and 22 of Monroe, Colaresi & Quinn (2008), word by word without arrays."""
    first, second = {"a": 7, "b": 2, "c": 1}, {"a": 3, "b": 9, "d": 5}
    prior, strength = {"a": 10.0, "b": 7.5, "c": 2.5, "d": 5.0}, 25.0
    found = log_odds(first, second, prior).set_index("word")
    n_first, n_second = 10, 17
    for word, alpha in prior.items():
        y_first, y_second = first.get(word, 0), second.get(word, 0)
        omega_first = (y_first + alpha) / (n_first + strength - y_first - alpha)
        omega_second = (y_second + alpha) / (n_second + strength - y_second - alpha)
        delta = math.log(omega_first) - math.log(omega_second)
        variance = 1 / (y_first + alpha) + 1 / (y_second + alpha)
        row = found.loc[word]
        assert (row["first"], row["second"]) == (y_first, y_second)
        assert row["log_odds"] == pytest.approx(delta)
        assert row["z"] == pytest.approx(delta / math.sqrt(variance))
        assert row["high"] - row["low"] == pytest.approx(2 * 1.959964 * math.sqrt(variance))
    assert list(found.index) == ["a", "c", "d", "b"]


WORD_COUNTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), max_size=5)


@given(WORD_COUNTS, WORD_COUNTS, st.floats(0.1, 20))
@settings(deadline=None, max_examples=40)
def test_log_odds_change_sign_with_the_sides(first, second, strength) -> None:
    prior = {w: strength * (first.get(w, 0) + second.get(w, 0)) for w in "abcde"}
    found = log_odds(first, second, prior).set_index("word")
    turned = log_odds(second, first, prior).set_index("word")
    assert set(found.index) == {w for w, n in prior.items() if n}
    assert turned.loc[found.index, "z"].to_numpy() == pytest.approx(-found["z"].to_numpy())
    assert np.isfinite(found.to_numpy(dtype=float)).all()
    assert list(found["z"]) == pytest.approx(sorted(found["z"], reverse=True), abs=1e-8)


@pytest.mark.parametrize(
    ("first", "prior", "message"),
    [({"a": 1}, {"b": 2}, "no count for 'a'"), ({"a": 1}, {"a": 2, "b": -1}, "negative")],
)
def test_log_odds_refuse_what_is_no_count(first, prior, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        log_odds(first, {}, prior)


# --- shares with intervals by article

COUNTS = st.lists(
    st.integers(0, 9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    max_size=30,
)


@given(COUNTS, st.randoms())
@settings(max_examples=60)
def test_a_share_lies_in_its_interval_and_the_order_is_of_no_account(counts, random) -> None:
    def ratio(pairs):
        parts, wholes = [p for p, _ in pairs], [w for _, w in pairs]
        return cluster_ratio(parts, wholes, rng=np.random.default_rng(1), draws=200)

    found = ratio(counts)
    shuffled = list(counts)
    random.shuffle(shuffled)
    assert repr(ratio(shuffled)) == repr(found)
    assert repr(ratio([*counts, (0, 0)])) == repr(found)  # who says nothing is no article
    assert found.articles == sum(whole > 0 for _, whole in counts)
    if found.whole:
        assert 0 <= found.value <= 1
    if not np.isnan(found.low):
        assert found.articles >= MIN_UNITS
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_many_articles_have_the_normal_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    wholes = rng.poisson(4, 2000)
    parts = rng.binomial(wholes, 0.3)
    drawn = cluster_ratio(parts, wholes, rng=rng)
    monkeypatch.setattr(cluster_ratios, "MAX_DRAWN", 100)
    normal = cluster_ratio(parts, wholes, rng=rng)
    assert (normal.low, normal.high) == pytest.approx((drawn.low, drawn.high), abs=0.003)


def test_nine_in_ten_intervals_hold_the_truth() -> None:
    """The coverage on 25 articles that differ much, of 95 %: a little short, as BCa is."""
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        wholes = rng.poisson(4, 25) + 1
        parts = rng.binomial(wholes, rng.beta(0.6, 1.4, 25))
        ratio = cluster_ratio(parts, wholes, rng=rng, draws=500)
        held += ratio.low <= 0.3 <= ratio.high
    assert 0.9 <= held / 200 <= 0.99


@pytest.mark.parametrize(
    ("parts", "wholes"), [([1], [1, 2]), ([1], [-1]), ([float("nan")], [1]), ([1], [float("inf")])]
)
def test_counts_that_are_none_are_refused(parts: list[float], wholes: list[float]) -> None:
    with pytest.raises(ValueError, match="needs a part for each whole"):
        cluster_ratio(parts, wholes, rng=np.random.default_rng(1))
