"""Shares and differences with intervals by article: bounds, order, coverage, bad counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.statistics import MIN_UNITS, cluster_ratio, cluster_ratios

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
