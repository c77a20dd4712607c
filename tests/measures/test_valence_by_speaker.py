"""How a speaker's own words sound: what lexicons read, count and conclude."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.annotation import Annotation, Entity, annotate
from helpers.article import article_from_text
from helpers.measures.tone.name_masking import MASK, masked_units
from helpers.measures.tone.valence_by_speaker import (
    difference_from_narrator,
    lexicon_agreement,
    lexicon_hits,
    masking_effect,
    unit_valence,
    valence_by_speaker,
    valence_conclusions,
)
from helpers.measures.tone.valence_lexicons import LEXICONS


def unparsed(text: str, names: list[tuple[int, int]] | None = None) -> Annotation:
    """An annotation by hand: the text and its names, no parser."""
    entities = tuple(Entity(start, end, "GPE", (0, 0)) for start, end in names or [])
    return Annotation(article_from_text(text, any_language=True), (), (), entities, ())


def one_voice_a_sentence(sentences: list[tuple[str, str]]) -> tuple[Annotation, pd.DataFrame]:
    """An article of (speaker, sentence), and its segments."""
    text, rows = "", []
    for speaker, sentence in sentences:
        start = len(text)
        text += sentence + " "
        rows.append((len(rows), speaker, start, start + len(sentence)))
    return unparsed(text), pd.DataFrame(rows, columns=["unit", "speaker", "start", "end"])


def whole(annotation: Annotation) -> pd.DataFrame:
    columns = {"unit": [0], "speaker": ["A"], "start": [0], "end": [len(annotation.text)]}
    return pd.DataFrame(columns)


def by_lexicon(units: pd.DataFrame) -> dict[str, float]:
    return dict(zip(units["lexicon"], units["valence"], strict=True))


# --- names


HOLDS = "The United States holds Iran responsible for the strikes."


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_a_state_that_blames_another_does_not_sound_positive(lexicon: str) -> None:
    annotation = annotate(article_from_text(HOLDS, any_language=True))
    assert by_lexicon(unit_valence(annotation, whole(annotation)))[lexicon] <= 0
    plain = unit_valence(annotation, whole(annotation), masking="none")
    assert by_lexicon(plain)[lexicon] > 0


def test_the_parser_names_what_is_masked() -> None:
    annotation = annotate(article_from_text(HOLDS, any_language=True))
    unit = next(masked_units(annotation, whole(annotation)))
    assert unit.masked == ("The United States", "Iran", "responsible")
    assert unit.scored == f"{MASK} holds {MASK} {MASK} for the strikes."
    names = next(masked_units(annotation, whole(annotation), masking="names"))
    assert names.masked == ("The United States", "Iran")


def test_an_unknown_masking_is_named() -> None:
    with pytest.raises(ValueError, match="not 'some'"):
        next(masked_units(unparsed("It rained."), whole(unparsed("It rained.")), masking="some"))


def test_no_lexicon_knows_the_mask() -> None:
    for text in (MASK, f"not {MASK}", f"{MASK}'s"):
        assert all(lexicon(text) == lexicon("") for lexicon in LEXICONS.values())


def test_masking_effect_shows_only_units_that_a_name_changes() -> None:
    text = "Victory Bank failed. Oslo failed."
    segments = pd.DataFrame(
        [(0, "A", 0, 20), (1, "A", 21, 33)], columns=["unit", "speaker", "start", "end"]
    )
    table = masking_effect(unparsed(text, [(0, 12), (21, 25)]), segments)
    assert set(table["unit"]) == {0}
    assert set(table["words"]) == {"Victory Bank"}
    assert (table["difference"] < 0).all()
    assert (table["text"] == "Victory Bank failed.").all()


NAME = st.lists(
    st.sampled_from(
        ["Free", "War", "Hope", "Kim", "Not", "U.S.", "VERY", "No", "Love!", "’s", "x"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(NAME, NAME)
@settings(deadline=None)
def test_renaming_changes_no_score(one: str, other: str) -> None:
    def scores(name: str) -> list[object]:
        text = f"It is not {name} good news for {name}, whose terrible war {name}'s army lost."
        places = [(10, 10 + len(name))]
        second = text.index(" for ", places[0][1]) + 5
        third = text.index(" war ", second + len(name)) + 5
        places += [(second, second + len(name)), (third, third + len(name))]
        annotation = unparsed(text, places)
        hits = lexicon_hits(annotation, whole(annotation))
        units = unit_valence(annotation, whole(annotation))
        return [
            units[["lexicon", "valence", "hits", "scored"]].to_dict("records"),
            hits[["text", "lexicon", "score", "effective"]].to_dict("records"),
        ]

    assert scores(one) == scores(other)


def test_numbers_and_quoted_titles_are_no_names() -> None:
    annotation = unparsed("first")
    for label, masked in [("ORDINAL", False), ("WORK_OF_ART", False), ("ORG", True)]:
        entity = Entity(0, 5, label, (0, 1))
        marked = Annotation(annotation.article, (), (), (entity,), ())
        assert (next(masked_units(marked, whole(marked))).scored == MASK) is masked


# --- what lexicons read


@pytest.mark.parametrize(
    "text, scored",
    [
        ("“A ‘good,’ day”", " A  good,  day "),
        ("They didn’t – the workers’ choice…", "They didn't   the workers  choice."),
        ("one\ntwo\u00a0three", "one two three"),
    ],
)
def test_typography_is_levelled_letter_for_letter(text: str, scored: str) -> None:
    annotation = unparsed(text)
    unit = next(masked_units(annotation, whole(annotation)))
    assert unit.scored == scored
    assert unit.origin == tuple(range(len(text)))


@pytest.mark.parametrize("mark", ['"', "“", "”", "’", "'"])
def test_a_quotation_mark_hides_no_word(mark: str) -> None:
    annotation = unparsed(f"It was {mark}terrible,{mark} they said.")
    assert all(by_lexicon(unit_valence(annotation, whole(annotation))).values())


def test_curly_apostrophes_negate() -> None:
    curly, straight = unparsed("They aren’t good."), unparsed("They aren't good.")
    one, other = (by_lexicon(unit_valence(a, whole(a))) for a in (curly, straight))
    assert one == other
    assert one["VADER"] < 0


@pytest.mark.parametrize(
    "lexicon, text",
    [
        ("VADER", "No one was hurt"),
        ("VADER", "Nobody was hurt"),
        ("VADER", "They were not hurt"),
        ("TextBlob", "No one was hurt"),
        ("TextBlob", "It was not bad"),
        pytest.param(
            "AFINN",
            "No one was hurt",
            marks=pytest.mark.xfail(reason="AFINN knows no negation, and counts 'no' besides"),
        ),
        pytest.param(
            "VADER",
            "There is no evidence of abuse",
            marks=pytest.mark.xfail(reason="NLTK's VADER takes 'no' for a negative word"),
        ),
    ],
)
def test_what_is_denied_is_not_negative(lexicon: str, text: str) -> None:
    annotation = unparsed(text)
    assert by_lexicon(unit_valence(annotation, whole(annotation)))[lexicon] >= 0
    hits = lexicon_hits(annotation, whole(annotation), lexicons=[lexicon])
    assert "negative" not in set(hits["category"])


# --- units and speakers


def interrupted() -> tuple[Annotation, pd.DataFrame]:
    """`"It is a disaster," said Kim, a friend, "for Oslo."`: one unit of two pieces."""
    text = '"It is a disaster," said Kim, a friend, "for Oslo." Fine.'
    end = text.index(" said")
    second = text.index('"for')
    rows = [
        (0, "Kim", 0, end),
        (1, "narrator", end + 1, second - 1),
        (0, "Kim", second, second + len('"for Oslo."')),
        (2, "narrator", text.index("Fine"), len(text)),
        (3, "unattributed", end, end + 1),  # no word: no unit
    ]
    segments = pd.DataFrame(rows, columns=["unit", "speaker", "start", "end"])
    return unparsed(text, [(text.index("Oslo"), text.index("Oslo") + 4)]), segments


def test_a_unit_has_its_own_words_only() -> None:
    annotation, segments = interrupted()
    units = unit_valence(annotation, segments, lexicons=["AFINN"])
    assert list(units["unit"]) == [0, 1, 2]
    kim = units.iloc[0]
    assert kim["scored"] == f" It is a disaster,   for {MASK}. "
    assert kim["text"] == annotation.text[kim["start"] : kim["end"]]
    assert kim["text"].endswith('"for Oslo."')
    hits = lexicon_hits(annotation, segments)
    assert set(zip(hits["speaker"], hits["text"], strict=True)) >= {("Kim", "disaster")}
    assert "friend" not in set(hits.loc[hits["speaker"] == "Kim", "text"])


def test_hits_give_their_words_back_and_are_counted_in_the_units() -> None:
    annotation, segments = interrupted()
    hits, units = lexicon_hits(annotation, segments), unit_valence(annotation, segments)
    assert len(hits) == units["hits"].sum() > 2
    for row in hits.itertuples():
        assert annotation.text[row.start : row.end] == row.text
        inside = segments[(segments["start"] <= row.start) & (segments["end"] >= row.end)]
        assert set(inside["unit"]) == {row.unit}
        assert set(inside["speaker"]) == {row.speaker}
        assert (row.category == "positive") == (row.effective > 0)
    assert set(hits["measure"]) == {"content valence"}


def test_an_article_without_segments_gives_empty_tables() -> None:
    annotation = unparsed("Nothing.")
    segments = whole(annotation).iloc[:0]
    units = unit_valence(annotation, segments)
    for table in (
        units,
        lexicon_hits(annotation, segments),
        masking_effect(annotation, segments),
        valence_by_speaker(units),
        valence_conclusions(valence_by_speaker(units)),
        difference_from_narrator(units),
        lexicon_agreement(units),
    ):
        assert table.empty and len(table.columns) > 3


SPOKEN = st.lists(
    st.tuples(
        st.sampled_from(["narrator", "Kim", "Lee"]),
        st.sampled_from(
            ["It was a terrible war.", "We love peace.", "It is not good.", "They met.", "No!"]
        ),
    ),
    min_size=1,
    max_size=14,
)


@given(SPOKEN, st.randoms())
@settings(deadline=None, max_examples=30)
def test_the_order_of_segments_changes_nothing(sentences: list[tuple[str, str]], rng) -> None:
    annotation, segments = one_voice_a_sentence(sentences)
    order = list(range(len(segments)))
    rng.shuffle(order)
    mixed = segments.iloc[order]
    units = unit_valence(annotation, segments)
    pd.testing.assert_frame_equal(unit_valence(annotation, mixed), units)
    pd.testing.assert_frame_equal(
        lexicon_hits(annotation, mixed), lexicon_hits(annotation, segments)
    )
    shuffled = units.sample(frac=1, random_state=1)
    for table in (valence_by_speaker, lexicon_agreement):
        pd.testing.assert_frame_equal(table(shuffled), table(units))


@given(SPOKEN)
@settings(deadline=None, max_examples=30)
def test_a_neutral_sentence_changes_nobody_elses_counts(sentences: list[tuple[str, str]]) -> None:
    before = valence_by_speaker(unit_valence(*one_voice_a_sentence(sentences)))
    longer = [*sentences, ("Kim", "The table stands in the room.")]
    after = valence_by_speaker(unit_valence(*one_voice_a_sentence(longer)))
    keys = ["speaker", "lexicon"]
    old, new = (frame.set_index(keys).sort_index() for frame in (before, after))
    others = old.index[old.index.get_level_values("speaker") != "Kim"]
    pd.testing.assert_frame_equal(new.loc[others], old.loc[others])
    if "Kim" in set(before["speaker"]):
        assert (new.loc["Kim", "n"] == old.loc["Kim", "n"] + 1).all()
        assert (new.loc["Kim", "hits"] == old.loc["Kim", "hits"]).all()


def tone(speaker: str, n: int, **intervals: tuple[float, float]) -> pd.DataFrame:
    rows = [(speaker, name, n, n, sum(i) / 2, *i) for name, i in intervals.items()]
    return pd.DataFrame(rows, columns=["speaker", "lexicon", "n", "hits", "mean", "low", "high"])


NONE = (math.nan, math.nan)


@pytest.mark.parametrize(
    "n, intervals, conclusion",
    [
        (9, [(0.1, 0.5), (0.2, 0.3), (0.01, 0.1)], "positive"),
        (9, [(-0.5, -0.1), (-0.3, -0.2), (-0.1, -0.01)], "negative"),
        (9, [(0.1, 0.5), (-0.3, -0.2), (-0.1, 0.1)], "mixed"),
        (9, [(0.1, 0.5), (0.1, 0.2), (-0.1, 0.1)], "nothing can be concluded"),
        (9, [(0.1, 0.5), (0.1, 0.2), NONE], "nothing can be concluded"),
        (9, [(-0.1, 0.5), (0.0, 0.2), (-0.1, 0.1)], "nothing can be concluded"),
        (4, [(0.1, 0.5), (0.2, 0.3), (0.01, 0.1)], "nothing can be concluded"),
        (4, [NONE] * 3, "nothing can be concluded"),
    ],
)
def test_a_conclusion_needs_five_units_and_all_lexicons(
    n: int, intervals: list[tuple[float, float]], conclusion: str
) -> None:
    frame = tone("Kim", n, **dict(zip(LEXICONS, intervals, strict=True)))
    found = valence_conclusions(frame).iloc[0]
    assert (found["speaker"], found["n"], found["conclusion"]) == ("Kim", n, conclusion)
    assert found["reason"]


def test_speakers_are_compared_with_the_narrator_only_where_both_have_five_units() -> None:
    sad = ["It was a terrible war.", "A bad day.", "The awful, bad war.", "Terrible.", "It is bad."]
    glad = ["We love peace.", "A good day.", "The great, good win.", "Great.", "Hope is good."]
    narrated = [("narrator", s) for s in sad]
    units = unit_valence(
        *one_voice_a_sentence([*narrated, *[("Kim", s) for s in glad], ("Lee", "We love peace.")])
    )
    found = difference_from_narrator(units).set_index(["speaker", "lexicon"])
    assert set(found.loc["Kim", "conclusion"]) == {"more positive"}
    assert (found.loc["Kim", "difference"] > 0.5).all()
    assert set(found.loc["Lee", "conclusion"]) == {"cannot be compared"}
    assert found.loc["Lee", ["difference", "low", "high"]].isna().all(axis=None)
    assert (found["n_narrator"] == 5).all()
    few = difference_from_narrator(units[~((units["speaker"] == "narrator") & (units["unit"] < 1))])
    assert set(few["conclusion"]) == {"cannot be compared"}
    nobody = difference_from_narrator(units[units["speaker"] != "narrator"])
    assert set(nobody["n_narrator"]) == {0}


def test_tone_has_no_interval_below_five_units() -> None:
    sentences = [("Kim", "A bad day."), ("Kim", "They met."), ("Lee", "A bad day.")] * 3
    frame = valence_by_speaker(unit_valence(*one_voice_a_sentence(sentences)))
    assert list(frame["speaker"]) == ["Kim"] * 3 + ["Lee"] * 3
    assert list(frame["lexicon"]) == [*LEXICONS] * 2
    assert frame.loc[frame["speaker"] == "Kim", ["low", "high"]].notna().all(axis=None)
    assert frame.loc[frame["speaker"] == "Lee", ["low", "high"]].isna().all(axis=None)
    kim = frame[frame["speaker"] == "Kim"]
    assert (kim["low"] < kim["mean"]).all() and (kim["mean"] < kim["high"]).all()
    assert (kim["hits"] == 3).all() and (kim["n"] == 6).all()


def test_agreement_counts_the_units_and_is_missing_where_chance_agrees() -> None:
    units = unit_valence(*one_voice_a_sentence([("A", "A bad day."), ("B", "A good day.")] * 4))
    found = lexicon_agreement(units)
    assert list(zip(found["first"], found["second"], strict=True)) == [
        ("VADER", "AFINN"),
        ("VADER", "TextBlob"),
        ("AFINN", "TextBlob"),
    ]
    assert (found["n"] == 8).all() and (found["agree"] == 8).all() and (found["kappa"] == 1).all()
    neutral = lexicon_agreement(unit_valence(*one_voice_a_sentence([("A", "They met.")] * 6)))
    assert (neutral["agree"] == 6).all() and neutral["kappa"].isna().all()
