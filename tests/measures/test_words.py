"""Words: how often and where they are used, and which mark a voice."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import Analysis
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.measures.wording.words import (
    collocations,
    comparable_voices,
    concordance,
    marking_words,
    word_counts,
    word_frequencies,
)
from helpers.statistics import MIN_UNITS
from helpers.thresholds import MIN_CONTENT_WORDS

TEXT = "Kim Roe sells bread and milk. The bread is warm. Ann buys bread, and it is good."
ANNOTATION = annotate(article_from_text(TEXT, any_language=True))


def counts_of(voices: dict[str, dict[str, int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [(s, w, n) for s, words in voices.items() for w, n in words.items() if n]
    segments = [(f"{s}{i}", s) for s in voices for i in range(MIN_UNITS)]
    return (
        pd.DataFrame(rows, columns=["speaker", "word", "count"]),
        pd.DataFrame(segments, columns=["unit", "speaker"]),
    )


def test_content_words_are_counted_by_lemma() -> None:
    found = word_counts(Analysis(ANNOTATION, (), ()))
    bread = found.iloc[0]
    assert (bread["speaker"], bread["word"], bread["count"]) == ("narrator", "bread", 3)
    assert not {"the", "and", "is"} & set(found["word"])
    assert {"Kim", "Roe", "sell"} <= set(found["word"])


def test_a_word_is_counted_for_the_voice_that_says_it() -> None:
    voices = pd.DataFrame(
        [(0, "narrator", 0, 29), (1, "Ann", 30, 48)], columns=["unit", "speaker", "start", "end"]
    )
    analysis = Analysis(ANNOTATION, (), ())
    analysis.__dict__["segments"] = voices
    found = word_counts(analysis)
    assert found.set_index(["speaker", "word"])["count"].to_dict()["Ann", "bread"] == 1
    assert found["count"].sum() == 7  # the third sentence is nobody's


@pytest.mark.cases
def test_small_voices_are_not_compared(units: int, own: int, rest: int, reason: str) -> None:
    counts, segments = counts_of({"Kim": {"rain": own}, "Lee": {"rain": rest - 5, "sun": 5}})
    segments = segments[(segments["speaker"] != "Kim") | (segments["unit"] < f"Kim{units}")]
    found = comparable_voices(counts, segments).set_index("speaker").loc["Kim"]
    assert found["reason"] == reason and found["compared"] == (not reason)
    marked = marking_words(counts, segments)
    assert ("Kim" in set(marked["speaker"])) == (not reason)


def test_a_word_that_one_voice_repeats_marks_it() -> None:
    voices = {"Kim": {"rain": 40, "day": 20}, "Lee": {"sun": 40, "day": 20}}
    marked = marking_words(*counts_of(voices))
    kim = marked[marked["speaker"] == "Kim"].reset_index(drop=True)
    assert kim.loc[0, ["word", "count", "others"]].tolist() == ["rain", 40, 0]
    assert kim.loc[0, "low"] > 0 and kim.iloc[-1]["word"] == "sun"
    day = kim.set_index("word").loc["day"]
    assert day["log_odds"] == pytest.approx(0) and day["low"] < 0 < day["high"]
    lee = marked[marked["speaker"] == "Lee"].set_index("word")
    assert lee.loc["rain", "z"] == pytest.approx(-kim.loc[0, "z"])


VOICES = st.fixed_dictionaries(
    {s: st.fixed_dictionaries({w: st.integers(0, 30) for w in "abcd"}) for s in ("Kim", "Lee")}
)


@given(VOICES, st.randoms())
def test_words_of_any_counts_keep_order_and_bounds(voices, rng) -> None:
    counts, segments = counts_of(voices)
    marked = marking_words(counts, segments)
    mixed = counts.sample(frac=1, random_state=rng.randrange(99))
    pd.testing.assert_frame_equal(marking_words(mixed, segments), marked)
    sums = {s: sum(words.values()) for s, words in voices.items()}
    assert set(marked["speaker"]) == (
        set(voices) if min(sums.values()) >= MIN_CONTENT_WORDS else set()
    )
    assert (marked["low"] < marked["log_odds"]).all() and (
        marked["log_odds"] < marked["high"]
    ).all()


def test_what_nobody_is_named_for_marks_no_voice() -> None:
    counts, segments = counts_of({"unattributed": {"rain": 90}, "Kim": {"sun": 90, "rain": 1}})
    voices = comparable_voices(counts, segments).set_index("speaker")
    assert voices["compared"].to_dict() == {"Kim": True, "unattributed": False}
    assert set(marking_words(counts, segments)["speaker"]) == {"Kim"}


ENVOYS = (
    "The prime minister met the US envoy. The prime minister told us that the envoy waited.\n\n"
    "The envoys waited, the prime minister said."
)
ENVOYS_READ = annotate(article_from_text(ENVOYS, any_language=True))


def test_lemmas_are_counted_and_stop_words_left_out() -> None:
    counts = word_frequencies(ENVOYS_READ, 99).groupby("lemma")["count"].sum()
    assert counts["minister"] == 3
    assert counts["envoy"] == 3
    assert counts["US"] == 1
    assert not {"the", "us", "that"} & set(counts.index)


def test_the_most_frequent_words_come_first() -> None:
    counts = word_frequencies(ENVOYS_READ, top=2)["count"].tolist()
    assert counts == [3, 3]


def test_words_that_go_together() -> None:
    pairs = collocations(ENVOYS_READ, 9)
    assert pairs["pair"].tolist()[0] == "prime minister"
    assert pairs["count"].min() >= 2


def test_a_concordance_gives_the_words_back() -> None:
    lines = concordance(ENVOYS_READ, "ENVOY")
    assert lines["word"].tolist() == ["envoy", "envoy", "envoys"]
    for row in lines.itertuples():
        assert ENVOYS[row.start : row.end] == row.word
        assert ENVOYS[: row.start].endswith(row.left)
        assert ENVOYS[row.end :].startswith(row.right)
