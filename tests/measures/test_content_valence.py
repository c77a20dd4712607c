"""How a speaker's own words sound: what is masked, what lexicons rate, and their vote."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.annotation import Annotation, Entity, annotate
from helpers.article import article_from_text
from helpers.lexicons import LexiconError, load_lexicon
from helpers.measures.tone import content_valence as found_words
from helpers.measures.tone import lexicon_hits, unit_valence
from helpers.measures.tone.scored_units import MASK, SENSE_COLUMNS, _senses, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS, vote
from helpers.voices import voice_segments

TABLE = ["unit", "speaker", "start", "end"]


def analysed(text: str) -> Analysis:
    return analyse(article_from_text(text, any_language=True))


def unparsed(text: str, names: tuple[tuple[int, int], ...] = (), label: str = "GPE") -> Annotation:
    """An annotation without a parse: the text and its names."""
    entities = tuple(Entity(start, end, label, (0, 0)) for start, end in names)
    return Annotation(article_from_text(text, any_language=True), (), (), entities, ())


def by_lexicon(text: str) -> dict[str, float]:
    segments = pd.DataFrame([(0, "A", 0, len(text))], columns=TABLE)
    units = unit_valence(unparsed(text), segments)
    return dict(zip(units["lexicon"], units["valence"], strict=True))


@pytest.mark.parametrize("mark", ['"', "“", "”", "’", "'"])
def test_a_quotation_mark_hides_no_word(mark: str) -> None:
    assert all(by_lexicon(f"It was {mark}terrible,{mark} they said.").values())


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
    oslo = text.index("Oslo")
    return unparsed(text, ((oslo, oslo + 4),)), pd.DataFrame(rows, columns=TABLE)


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


# --- the vote


@pytest.mark.cases
def test_the_vote_of_masked_sentences(text: str, wanted: str) -> None:
    rows = found_words(analysed(text)).rows
    assert {row["category"] for row in rows} == {wanted} - {"neutral"}


@pytest.mark.cases
def test_a_vote_needs_more_than_half(signs: list[str], wanted: str) -> None:
    assert vote(signs) == vote(reversed(signs)) == wanted


def test_the_words_of_a_unit_are_those_of_its_vote() -> None:
    text = 'Kim Roe said it was a terrible, awful, sad day for a friend. "A great win," she added.'
    analysis = analysed(text)
    found = found_words(analysis).table()
    every = lexicon_hits(analysis.annotation, analysis.segments)
    assert (found.groupby("unit")["category"].nunique() == 1).all()
    assert set(found["category"]) == {"positive", "negative"}
    assert "friend" in set(every["text"]) - set(found["text"])
    assert set(found["lexicon"]) <= set(LEXICONS)


# --- what is masked


def parsed(text: str) -> Annotation:
    return annotate(article_from_text(text, any_language=True))


def scored(annotation: Annotation, masking: str = "names and senses") -> str:
    return " ".join(
        unit.scored
        for unit in masked_units(annotation, voice_segments(annotation, []), masking=masking)
    )


HOLDS = "The United States holds Iran responsible for the strikes."


def test_the_parser_names_what_is_masked() -> None:
    annotation = parsed(HOLDS)
    assert scored(annotation) == f"{MASK} holds {MASK} {MASK} for the strikes."
    assert scored(annotation, "names") == f"{MASK} holds {MASK} responsible for the strikes."
    assert scored(annotation, "none") == HOLDS
    with pytest.raises(ValueError, match="not 'some'"):
        scored(annotation, "some")


def test_no_lexicon_knows_the_mask() -> None:
    for text in (MASK, f"not {MASK}", f"{MASK}'s"):
        assert all(lexicon(text) == lexicon("") for lexicon in LEXICONS.values())


NAME = st.lists(
    st.sampled_from(
        ["Free", "War", "Hope", "Kim", "Not", "U.S.", "VERY", "No", "Love!", "’s", "x"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(NAME, NAME)
def test_renaming_changes_no_score(one: str, other: str) -> None:
    def scores(name: str) -> list[object]:
        text = f"It is not {name} good news for {name}, whose terrible war {name}'s army lost."
        second = text.index(" for ", 10 + len(name)) + 5
        third = text.index(" war ", second + len(name)) + 5
        places = tuple((at, at + len(name)) for at in (10, second, third))
        annotation = unparsed(text, places)
        segments = pd.DataFrame([(0, "A", 0, len(text))], columns=TABLE)
        hits = lexicon_hits(annotation, segments)
        units = unit_valence(annotation, segments)
        return [
            units[["lexicon", "valence", "hits", "scored"]].to_dict("records"),
            hits[["text", "lexicon", "score", "effective"]].to_dict("records"),
        ]

    assert scores(one) == scores(other)


@pytest.mark.cases
def test_typography_is_levelled_letter_for_letter(text: str, expected: str) -> None:
    annotation = unparsed(text)
    segments = voice_segments(parsed("It rained."), []).assign(end=len(text))
    unit = next(masked_units(annotation, segments))
    assert unit.scored == expected
    assert unit.origin == tuple(range(len(text)))


# --- other senses


@pytest.mark.cases
def test_a_word_counts_as_another_by_its_place(text: str, masked: list[str]) -> None:
    annotation = parsed(text)
    hidden = set(scored(annotation, "names").split()) - set(scored(annotation).split())
    assert sorted(word.strip("?.,") for word in hidden) == [
        "right-wing" if word == "right" else word for word in masked
    ]


def test_every_word_of_the_list_is_rated_by_a_lexicon_and_is_there_once() -> None:
    entries = load_lexicon("other_senses")
    for entry in entries:
        assert any(lexicon(entry["word"]).hits for lexicon in LEXICONS.values()), entry
    assert len({(e["entry"], e["pos"]) for e in entries}) == len(entries)


def test_a_word_that_is_not_in_its_entry_is_named_with_its_line(tmp_path, monkeypatch):
    bad = tmp_path / "other_senses.tsv"
    bad.write_text("\t".join(SENSE_COLUMNS) + "\nas well\tPHRASE\tgood\t-\tours\n")
    monkeypatch.setattr("helpers.measures.tone.scored_units.SENSES", bad)
    _senses.cache_clear()
    with pytest.raises(LexiconError, match=r"other_senses\.tsv, line 2: the word 'good'"):
        scored(parsed("It rained."))
    _senses.cache_clear()
