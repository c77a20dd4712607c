"""Speakers compared: tests that may say no, means drawn together, words behind a tone."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures.tone.comparisons import (
    compare_speakers,
    comparison_matrix,
    hit_words,
    pairs_tested,
    pooled_tone,
)
from helpers.statistics import MIN_UNITS

SPOKEN = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from([-0.5, 0.0, 0.0, 0.2, 0.7])), max_size=24
)


def units_of(spoken: list[tuple[str, float]]) -> pd.DataFrame:
    rows = [(i, speaker, "X", value, 1) for i, (speaker, value) in enumerate(spoken)]
    return pd.DataFrame(rows, columns=["unit", "speaker", "lexicon", "valence", "hits"])


@given(SPOKEN, st.randoms())
@settings(deadline=None, max_examples=30)
def test_comparisons_have_bounds_and_no_order(spoken: list[tuple[str, float]], rng) -> None:
    units = units_of(spoken)
    found = compare_speakers(units)
    names = units["speaker"].nunique()
    assert len(found) == names * (names - 1) // 2
    mixed = list(spoken)
    rng.shuffle(mixed)
    pd.testing.assert_frame_equal(compare_speakers(units_of(mixed)), found, check_dtype=False)
    for row in found.itertuples():
        few = min(row.n_first, row.n_second) < MIN_UNITS
        assert row.n_first >= row.n_second
        if row.p == row.p:
            assert not few and row.smallest_p <= row.p <= row.p_holm <= 1
            assert row.result in ("differ", "no difference shown")
            assert (row.result == "differ") == (row.p_holm <= 0.05)
        else:
            assert row.result.startswith("cannot be tested") and "smallest p" in row.result
            assert math.isnan(row.p_holm) and (few or row.smallest_p > 0.05)
        assert math.isnan(row.low) == few
    tested, pairs = pairs_tested(found)
    assert (tested, pairs) == (int(found["p"].notna().sum()), len(found))


def test_speakers_that_lie_apart_differ_and_small_ones_cannot_be_tested() -> None:
    spoken = [("A", 0.1 * i) for i in range(6)] + [("B", -0.1 * i - 0.1) for i in range(6)]
    spoken += [("C", 0.5)]
    found = compare_speakers(units_of(spoken)).set_index(["first", "second"])
    assert found.loc[("A", "B"), "result"] == "differ"
    assert found.loc[("A", "B"), "method"] == "exact"
    assert found.loc[("A", "B"), "delta"] == 1
    # one of seven
    wanted = "cannot be tested (fewer than 5 sentences; smallest p .29)"
    assert found.loc[("A", "C"), "result"] == wanted
    matrix = comparison_matrix(compare_speakers(units_of(spoken)), "X", ["A"])
    assert list(matrix["speaker"]) == ["A", "B", "C"]
    assert matrix["A"].tolist() == ["", "differ (p .002, corrected)", wanted]


def test_equal_sentences_cannot_be_tested_however_many() -> None:
    found = compare_speakers(units_of([(s, 0.0) for s in "AB" * 8])).iloc[0]
    assert found["result"] == "cannot be tested (smallest p 1.00)"


@given(SPOKEN)
@settings(deadline=None, max_examples=30)
def test_pooled_tone_stands_beside_the_raw_one(spoken: list[tuple[str, float]]) -> None:
    units = units_of(spoken)
    found = pooled_tone(units)
    assert len(found) == units["speaker"].nunique()
    for row in found.itertuples():
        own = units[units["speaker"] == row.speaker]["valence"]
        assert (row.n, row.hits) == (len(own), len(own))
        assert row.raw == pytest.approx(own.mean(), abs=1e-12)
        if row.shrunk == row.shrunk:
            low, high = sorted((row.raw, row.common))
            assert low - 1e-9 <= row.shrunk <= high + 1e-9
        if row.n < MIN_UNITS:
            assert np.isnan([row.raw_low, row.raw_high, row.low, row.high]).all()


def test_words_are_joined_whatever_their_capitals() -> None:
    rows = [
        ("Kim", "War", "negative", "A", 3),
        ("Kim", "war", "negative", "B", 3),
        ("Kim", "war", "negative", "A", 9),
        ("Kim", "war", "positive", "A", 20),
    ]
    hits = pd.DataFrame(rows, columns=["speaker", "text", "category", "lexicon", "start"])
    found = hit_words(hits)
    assert found.iloc[0].tolist() == ["Kim", "war", "negative", 2, "A, B"]
    assert found.iloc[1].tolist() == ["Kim", "war", "positive", 1, "A"]


def test_nothing_to_compare_gives_empty_tables() -> None:
    empty = units_of([])
    assert compare_speakers(empty).empty and pooled_tone(empty).empty
    assert pairs_tested(compare_speakers(empty)) == (0, 0)


def test_what_nobody_is_named_for_is_no_speakers() -> None:
    spoken = [(s, v) for s in ("Kim", "unattributed", "Lee") for v in (0.1, 0.2, 0.3, 0.4, 0.5)]
    found = compare_speakers(units_of(spoken))
    assert list(zip(found["first"], found["second"], strict=True)) == [("Kim", "Lee")]
