"""How a speaker's own words sound: what lexicons rate in each unit, and their vote."""

import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.annotation import Annotation, Entity
from helpers.article import article_from_text
from helpers.measures.tone import content_valence, lexicon_hits, unit_valence
from helpers.measures.tone.name_masking import MASK
from helpers.measures.tone.valence_lexicons import LEXICONS, vote

TABLE = ["unit", "speaker", "start", "end"]


def analysed(text: str) -> Analysis:
    return analyse(article_from_text(text, any_language=True))


def unparsed(text: str, *names: str) -> Annotation:
    """An annotation without a parse: the text and its names."""
    entities = tuple(Entity(text.index(n), text.index(n) + len(n), "GPE", (0, 0)) for n in names)
    return Annotation(article_from_text(text, any_language=True), (), (), entities, ())


def by_lexicon(text: str) -> dict[str, float]:
    segments = pd.DataFrame([(0, "A", 0, len(text))], columns=TABLE)
    units = unit_valence(unparsed(text), segments)
    return dict(zip(units["lexicon"], units["valence"], strict=True))


@pytest.mark.parametrize("mark", ['"', "“", "”", "’", "'"])
def test_a_quotation_mark_hides_no_word(mark: str) -> None:
    assert all(by_lexicon(f"It was {mark}terrible,{mark} they said.").values())


def test_curly_apostrophes_negate() -> None:
    assert by_lexicon("They aren’t good.") == by_lexicon("They aren't good.")
    assert by_lexicon("They aren’t good.")["VADER"] < 0


@pytest.mark.parametrize(
    ("lexicon", "text"),
    [
        ("VADER", "No one was hurt"),
        ("VADER", "Nobody was hurt"),
        ("VADER", "They were not hurt"),
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
    assert by_lexicon(text)[lexicon] >= 0


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
    return unparsed(text, "Oslo"), pd.DataFrame(rows, columns=TABLE)


def test_a_unit_has_its_own_words_only() -> None:
    annotation, segments = interrupted()
    units = unit_valence(annotation, segments).query("lexicon == 'AFINN'")
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


def test_the_order_of_segments_changes_nothing_and_none_give_empty_tables() -> None:
    annotation, segments = interrupted()
    for table in (unit_valence, lexicon_hits):
        turned = table(annotation, segments.iloc[::-1])
        pd.testing.assert_frame_equal(turned, table(annotation, segments))
        assert table(annotation, segments.iloc[:0]).empty


# --- the vote


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The United States holds Iran responsible for the strikes.", "negative"),
        ("No one was hurt.", "neutral"),
        ("They were not hurt.", "neutral"),
        ("It was a terrible, awful day.", "negative"),
        ("A splendid success.", "positive"),
    ],
)
def test_the_vote_of_masked_sentences(text: str, wanted: str) -> None:
    rows = content_valence(analysed(text)).rows
    assert {row["category"] for row in rows} == {wanted} - {"neutral"}


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        (["positive", "positive", "negative"], "positive"),
        (["positive", "neutral", "negative"], "neutral"),
        (["positive", "positive", "negative", "negative"], "neutral"),
        ([], "neutral"),
    ],
)
def test_a_vote_needs_more_than_half(signs: list[str], wanted: str) -> None:
    assert vote(signs) == vote(reversed(signs)) == wanted


def test_the_words_of_a_unit_are_those_of_its_vote() -> None:
    text = 'Kim Roe said it was a terrible, awful, sad day for a friend. "A great win," she added.'
    analysis = analysed(text)
    found = content_valence(analysis).table()
    every = lexicon_hits(analysis.annotation, analysis.segments)
    assert (found.groupby("unit")["category"].nunique() == 1).all()
    assert set(found["category"]) == {"positive", "negative"}
    assert "friend" in set(every["text"]) - set(found["text"])
    assert set(found["lexicon"]) <= set(LEXICONS)
