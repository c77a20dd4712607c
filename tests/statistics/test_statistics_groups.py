"""Groups, effects, pooling, words and the bootstrap against libraries, papers and by hand."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.statistics import (
    CANNOT_BE_TESTED,
    MIN_UNITS,
    TESTED,
    cliffs_delta,
    cluster_bootstrap,
    holm,
    jeffreys_interval,
    log_odds,
    permutation_test,
    pool_effects,
    pooled_means,
    pooled_rates,
    smallest_p,
)

# few values, so that many are equal, as lexicons give them
TIED = st.sampled_from([-0.6, -0.3, 0.0, 0.0, 0.1, 0.1 + 0.2, 0.3])
QUICK = settings(deadline=None, max_examples=40)


def groups(least: int, most: int) -> st.SearchStrategy:
    return st.tuples(*[st.lists(TIED, min_size=least, max_size=most)] * 2)


# --- Jeffreys


@pytest.mark.parametrize("k, n", [(0, 5), (1, 5), (5, 5), (7, 20), (20, 20), (81, 263)])
def test_jeffreys_is_that_of_statsmodels_with_closed_ends(k: int, n: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(k, n, method="jeffreys")
    wanted = (0.0 if k == 0 else low, 1.0 if k == n else high)
    assert jeffreys_interval(k, n) == pytest.approx(wanted)


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_jeffreys_holds_the_rate_or_is_missing_below_five(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = jeffreys_interval(k, n)
    if n < MIN_UNITS:
        assert math.isnan(low) and math.isnan(high)
    else:
        assert 0 <= low <= k / n <= high <= 1 and low < high
        assert jeffreys_interval(n - k, n) == pytest.approx((1 - high, 1 - low))


# --- permutation


def by_hand(first: list[float], second: list[float]) -> tuple[float, float]:
    """The p of all deals, and the smallest that any of them would have, counted one by one."""
    pooled = np.round([*first, *second], 6)
    n, k = len(pooled), len(first)
    sums = np.array([pooled[list(c)].sum() for c in combinations(range(n), k)]).round(6)

    def p_of(observed: float) -> float:
        return min(1.0, 2 * min((sums >= observed).mean(), (sums <= observed).mean()))

    return p_of(np.round(pooled[:k].sum(), 6)), min(p_of(s) for s in np.unique(sums))


@given(groups(5, 6))
@QUICK
def test_the_exact_p_is_that_counted_by_hand(pair: tuple[list[float], list[float]]) -> None:
    found = permutation_test(*pair)
    p, smallest = by_hand(*pair)
    assert found.smallest_p == pytest.approx(smallest)
    if found.state == TESTED:
        assert (found.p, found.method) == (pytest.approx(p), "exact")
        assert found.permutations == math.comb(found.n_first + found.n_second, found.n_first)
    else:
        assert smallest > 0.05 and math.isnan(found.p) and "smallest p" in found.reason


@given(groups(0, 7), st.randoms())
@QUICK
def test_a_test_is_bounded_and_blind_to_order_and_side(pair, rng) -> None:
    first, second = pair
    found = permutation_test(first, second)
    mixed = list(first)
    rng.shuffle(mixed)
    again, turned = permutation_test(mixed, second), permutation_test(second, first)
    for other in (again, turned):
        assert (other.state, other.reason, other.method) == (
            found.state,
            found.reason,
            found.method,
        )
        assert other.p == pytest.approx(found.p, nan_ok=True)
        assert other.smallest_p == pytest.approx(found.smallest_p)
    assert turned.difference == pytest.approx(-found.difference, nan_ok=True)
    assert 0 < found.smallest_p <= 1
    if min(len(first), len(second)) < MIN_UNITS:
        assert (found.state, found.reason) == (CANNOT_BE_TESTED, "fewer than 5 units")
    if found.state == TESTED:
        assert found.smallest_p <= found.p <= 1 and found.smallest_p <= 0.05


def test_a_large_test_is_sampled_says_so_and_repeats() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.normal(size=14), rng.normal(1, size=15)
    found = permutation_test(first, second, rng=np.random.default_rng(1), draws=1999)
    assert (found.method, found.permutations) == ("Monte Carlo", 1999)
    assert found.smallest_p == 2 / 2000 <= found.p
    assert found == permutation_test(first, second, rng=np.random.default_rng(1), draws=1999)
    assert permutation_test(first, second) == permutation_test(first, second)


def test_a_sample_of_permutations_comes_near_to_all() -> None:
    first, second = [1, 2, 4, 6, 7, 9], [3, 5, 8, 10, 11, 12]
    exact = permutation_test(first, second)
    sampled = permutation_test(first, second, most_exact=1)
    assert (exact.method, sampled.method) == ("exact", "Monte Carlo")
    assert sampled.p == pytest.approx(exact.p, abs=0.02)


def test_smallest_p_counts_ties_and_empty_groups() -> None:
    assert smallest_p([], [1.0]) == smallest_p([1.0], []) == 1.0
    assert smallest_p([0.0] * 5, [0.0] * 5) == 1.0
    assert smallest_p([5, 4, 3, 2, 1], [0] * 5) == pytest.approx(2 / 252)


@given(st.lists(st.floats(0.0001, 1) | st.just(math.nan), max_size=9), st.randoms())
@QUICK
def test_holm_is_by_hand_monotone_and_blind_to_order(p_values: list[float], rng) -> None:
    found = holm(p_values)
    known = sorted((p, i) for i, p in enumerate(p_values) if p == p)
    so_far = 0.0
    for rank, (p, i) in enumerate(known):
        so_far = max(so_far, min(1.0, p * (len(known) - rank)))
        assert found[i] == pytest.approx(so_far)
        assert found[i] >= p
    assert [math.isnan(p) for p in found] == [math.isnan(p) for p in p_values]
    order = list(range(len(p_values)))
    rng.shuffle(order)
    assert holm([p_values[i] for i in order]) == pytest.approx(found[order], nan_ok=True)


# --- Cliff's delta


@given(groups(1, 12))
@QUICK
def test_delta_is_that_of_mann_whitney_bounded_and_antisymmetric(pair) -> None:
    from scipy.stats import mannwhitneyu

    first, second = pair
    delta, low, high = cliffs_delta(first, second)
    if len({*np.round([*first, *second], 6)}) > 1:
        u = mannwhitneyu(np.round(first, 6), np.round(second, 6), method="asymptotic").statistic
        assert delta == pytest.approx(2 * u / (len(first) * len(second)) - 1)
    assert cliffs_delta(second, first) == pytest.approx((-delta, -high, -low), nan_ok=True)
    if min(len(first), len(second)) < MIN_UNITS:
        assert math.isnan(low) and math.isnan(high)
    else:
        assert -1 <= low <= delta <= high <= 1 and low < high


def test_delta_without_overlap_has_an_open_end_and_none_without_units() -> None:
    delta, low, high = cliffs_delta([5, 6, 7, 8, 9], [0, 1, 2, 3, 4])
    assert (delta, high) == (1, 1) and -1 < low < 1
    assert all(math.isnan(x) for x in cliffs_delta([], [1.0]))


# --- pooling

# DerSimonian & Laird's and Paule & Mandel's variance between thirteen trials of a vaccine (Colditz
# et al. 1994, JAMA 271; log relative risks): .3088 and .3181 by R's metafor.
TRIALS = (
    *((4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619)),
    *((33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892)),
    *((29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197)),
    *((5, 2493, 3, 2338), (27, 16886, 29, 17825)),
)


def test_the_variance_between_groups_is_that_of_metafor() -> None:
    a, b, c, d = np.array(TRIALS, dtype=float).T
    effects = np.log((a / (a + b)) / (c / (c + d)))
    variances = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    _, _, mean, tau2 = pool_effects(effects, variances)
    assert round(tau2, 4) == 0.3181
    # and the estimating equation of Paule and Mandel holds
    weights = 1 / (variances + tau2)
    assert (weights * (effects - mean) ** 2).sum() == pytest.approx(len(effects) - 1, abs=1e-6)


ESTIMATES = st.lists(
    st.tuples(st.floats(-2, 2).map(lambda x: round(x, 3)), st.floats(0.01, 2)), min_size=3
)


@given(ESTIMATES)
@QUICK
def test_shrunk_lies_between_raw_and_common(pairs: list[tuple[float, float]]) -> None:
    effects, variances = (np.array(column) for column in zip(*pairs, strict=True))
    shrunk, errors, mean, tau2 = pool_effects(effects, variances)
    assert tau2 >= 0 and effects.min() - 1e-9 <= mean <= effects.max() + 1e-9
    assert (np.minimum(effects, mean) - 1e-9 <= shrunk).all()
    assert (shrunk <= np.maximum(effects, mean) + 1e-9).all()
    assert (errors > 0).all() and (errors <= np.sqrt(variances) + 1e-9).all()
    again = pool_effects(effects[::-1], variances[::-1])
    assert again[0][::-1] == pytest.approx(shrunk, abs=1e-6)


@pytest.mark.parametrize("effects, variances", [([1, 2], [1, 1]), ([1, 2, 3], [1, 0, 1])])
def test_pooling_refuses_what_it_cannot_pool(effects: list[float], variances: list[float]) -> None:
    with pytest.raises(ValueError, match="Pooling needs"):
        pool_effects(effects, variances)


SAMPLES = st.dictionaries(
    st.sampled_from("abcdefg"), st.lists(TIED, min_size=1, max_size=9), min_size=1, max_size=6
)


@given(SAMPLES, st.randoms())
@QUICK
def test_means_are_pooled_in_any_order_with_no_interval_below_five(samples, rng) -> None:
    table = pooled_means(samples, bounds=(-1, 1))
    assert list(table["group"]) == list(samples)
    few = table["n"] < MIN_UNITS
    assert table.loc[few, ["raw_low", "raw_high", "low", "high"]].isna().all(axis=None)
    pooled = table[table["shrunk"].notna()]
    assert pooled.empty or len(table) >= 3
    assert ((pooled["kept"] >= 0) & (pooled["kept"] <= 1)).all()
    ends = pooled[["raw", "common"]]
    assert (ends.min(axis=1) - 1e-9 <= pooled["shrunk"]).all()
    assert (pooled["shrunk"] <= ends.max(axis=1) + 1e-9).all()
    known = pooled[pooled["low"].notna()]
    assert (known["low"] <= known["shrunk"]).all() and (known["shrunk"] <= known["high"]).all()
    order = list(samples)
    rng.shuffle(order)
    mixed = {name: rng.sample(samples[name], len(samples[name])) for name in order}
    again = pooled_means(mixed, bounds=(-1, 1)).set_index("group").loc[list(samples)]
    for column in table.columns.drop("group"):
        assert again[column].to_numpy() == pytest.approx(
            table[column].to_numpy(), nan_ok=True, abs=1e-6
        )


def test_a_smaller_group_is_drawn_further() -> None:
    rng = np.random.default_rng(5)
    samples = {i: rng.normal(i, 1, size=n) for i, n in enumerate([2, 4, 8, 16, 2])}
    kept = pooled_means(samples)["kept"].to_numpy()
    assert kept[0] == kept[4] < kept[1] < kept[2] < kept[3] < 1


def test_shrinking_comes_nearer_to_the_truth() -> None:
    """The reason for it (James & Stein 1961): over many worlds the squared error is smaller."""
    rng = np.random.default_rng(11)
    raw_error, shrunk_error = 0.0, 0.0
    for _ in range(200):
        truth = rng.normal(0, 0.3, size=8)
        samples = {
            i: rng.normal(truth[i], 1, size=n) for i, n in enumerate([1, 2, 3, 4, 5, 6, 8, 12])
        }
        table = pooled_means(samples)
        raw_error += float(((table["raw"] - truth) ** 2).sum())
        shrunk_error += float(((table["shrunk"] - truth) ** 2).sum())
    assert shrunk_error < 0.5 * raw_error


RATES = st.lists(
    st.integers(0, 20).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=8
)


@given(RATES)
@QUICK
def test_rates_are_drawn_to_the_common_one(counts: list[tuple[int, int]]) -> None:
    k, n = [c[0] for c in counts], [c[1] for c in counts]
    table = pooled_rates(k, n)
    pooled = table[table["shrunk"].notna()]
    few = table["n"] < MIN_UNITS
    assert table.loc[few, ["raw_low", "raw_high", "low", "high"]].isna().all(axis=None)
    ends = pooled[["raw", "common"]]
    assert (ends.min(axis=1) - 1e-9 <= pooled["shrunk"]).all()
    assert (pooled["shrunk"] <= ends.max(axis=1) + 1e-9).all()
    known = pooled[pooled["low"].notna()]
    assert ((known["low"] >= 0) & (known["high"] <= 1) & (known["low"] < known["high"])).all()
    turned = pooled_rates([m - x for x, m in counts], n)
    assert turned["shrunk"].to_numpy() == pytest.approx(
        (1 - table["shrunk"]).to_numpy(), nan_ok=True
    )


def test_rates_come_back_from_a_beta_distribution() -> None:
    """The correlation of two units of a group under Beta(a, b) is 1 / (a + b + 1)."""
    rng = np.random.default_rng(2)
    n = rng.integers(5, 60, size=4000)
    table = pooled_rates(rng.binomial(n, rng.beta(3, 6, size=4000)), n)
    added = table["n"] / table["kept"] - table["n"]
    assert float(added.iloc[0]) == pytest.approx(9, rel=0.1)
    assert float(table["common"].iloc[0]) == pytest.approx(1 / 3, abs=0.01)


# --- log-odds


def test_log_odds_are_those_written_out_by_hand() -> None:
    """Equations 16, 20 and 22 of Monroe, Colaresi & Quinn (2008), word by word without arrays."""
    first, second = {"a": 7, "b": 2, "c": 1}, {"a": 3, "b": 9, "d": 5}
    prior, strength = {"a": 20, "b": 15, "c": 5, "d": 10}, 25.0
    found = log_odds(first, second, prior, strength=strength).set_index("word")
    n_first, n_second = 10, 17
    for word, of_50 in prior.items():
        alpha = strength * of_50 / 50
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


def test_log_odds_are_near_to_draws_from_the_two_dirichlet_distributions() -> None:
    """An independent road to the same numbers: sample both voices' rates and look at the ratio."""
    first, second, prior = {"a": 70, "b": 200}, {"a": 30, "b": 260}, {"a": 40, "b": 150, "c": 60}
    found = log_odds(first, second, prior).set_index("word")
    rng = np.random.default_rng(8)
    words = list(prior)
    rates = [
        rng.dirichlet([counts.get(w, 0) + prior[w] for w in words], size=40_000)
        for counts in (first, second)
    ]
    logits = [np.log(r) - np.log1p(-r) for r in rates]
    drawn = dict(zip(words, (logits[0] - logits[1]).T, strict=True))
    assert found.loc["a", "log_odds"] == pytest.approx(drawn["a"].mean(), abs=0.02)
    # the paper's variance leaves out the smaller terms, so it is right for rare words only
    error = found.loc["a", "log_odds"] / found.loc["a", "z"]
    assert error == pytest.approx(drawn["a"].std(), rel=0.15)


COUNTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), max_size=5)


@given(COUNTS, COUNTS, st.floats(0.5, 200))
@QUICK
def test_log_odds_change_sign_with_the_sides_and_fall_with_the_prior(
    first, second, strength
) -> None:
    prior = {w: first.get(w, 0) + second.get(w, 0) for w in "abcde"}
    found = log_odds(first, second, prior, strength=strength).set_index("word")
    turned = log_odds(second, first, prior, strength=strength).set_index("word")
    assert set(found.index) == {w for w, n in prior.items() if n}
    assert turned.loc[found.index, "z"].to_numpy() == pytest.approx(-found["z"].to_numpy())
    assert np.isfinite(found.to_numpy(dtype=float)).all()
    assert list(found["z"]) == pytest.approx(sorted(found["z"], reverse=True), abs=1e-8)


@pytest.mark.parametrize(
    "first, prior, strength, message",
    [
        ({"a": 1}, {"b": 2}, None, "no count for 'a'"),
        ({"a": 1}, {"a": 2}, 0.0, "above 0"),
        ({"a": 1}, {"a": 2, "b": -1}, None, "negative"),
    ],
)
def test_log_odds_refuse_what_is_no_count(first, prior, strength, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        log_odds(first, {}, prior, strength=strength)


# --- bootstrap


def test_the_bootstrap_of_single_units_is_that_of_scipy() -> None:
    from scipy.stats import bootstrap

    values = np.random.default_rng(4).normal(size=40)
    found = cluster_bootstrap(values, range(40), rng=np.random.default_rng(1), draws=4000)
    wanted = bootstrap(
        (values,), np.mean, method="percentile", n_resamples=4000, rng=np.random.default_rng(2)
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=0.03)
    assert found.value == pytest.approx(values.mean())


def test_likeness_within_articles_widens_the_interval() -> None:
    rng = np.random.default_rng(6)
    articles = np.repeat(range(20), 10)
    values = np.repeat(rng.normal(size=20), 10) + rng.normal(0, 0.1, size=200)
    by_article = cluster_bootstrap(values, articles, rng=np.random.default_rng(1))
    by_unit = cluster_bootstrap(values, range(200), rng=np.random.default_rng(1))
    assert by_article.high - by_article.low > 2.5 * (by_unit.high - by_unit.low)
    assert (by_article.n, by_article.clusters) == (200, 20)


def test_no_bootstrap_below_five_articles_without_spread_or_rows() -> None:
    rng = np.random.default_rng(1)
    for values, articles in [(range(8), [0, 0, 1, 1, 2, 2, 3, 3]), ([1.0] * 6, range(6))]:
        found = cluster_bootstrap(list(values), list(articles), rng=rng)
        assert math.isnan(found.low) and math.isnan(found.high) and found.value == found.value
    for values, articles in [([], []), ([1.0], [1, 2])]:
        with pytest.raises(ValueError, match="needs rows"):
            cluster_bootstrap(values, articles, rng=rng)
