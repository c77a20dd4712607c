"""What lexicons are given to score: names and words in another sense are hidden from them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.annotation import Annotation, Entity, annotate
from helpers.article import article_from_text
from helpers.lexicons import LexiconError, load_lexicon
from helpers.measures.tone import lexicon_hits, name_masking, unit_valence
from helpers.measures.tone.name_masking import MASK, SENSE_COLUMNS, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS
from helpers.voices import voice_segments


def parsed(text: str) -> Annotation:
    return annotate(article_from_text(text, any_language=True))


def unparsed(text: str, names: tuple[tuple[int, int], ...] = (), label: str = "GPE") -> Annotation:
    """An annotation without a parse: the text and its names."""
    entities = tuple(Entity(start, end, label, (0, 0)) for start, end in names)
    return Annotation(article_from_text(text, any_language=True), (), (), entities, ())


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
@settings(deadline=None)
def test_renaming_changes_no_score(one: str, other: str) -> None:
    def scores(name: str) -> list[object]:
        text = f"It is not {name} good news for {name}, whose terrible war {name}'s army lost."
        second = text.index(" for ", 10 + len(name)) + 5
        third = text.index(" war ", second + len(name)) + 5
        places = tuple((at, at + len(name)) for at in (10, second, third))
        annotation = unparsed(text, places)
        segments = voice_segments(parsed("It rained."), []).assign(end=len(text))
        hits = lexicon_hits(annotation, segments)
        units = unit_valence(annotation, segments)
        return [
            units[["lexicon", "valence", "hits", "scored"]].to_dict("records"),
            hits[["text", "lexicon", "score", "effective"]].to_dict("records"),
        ]

    assert scores(one) == scores(other)


@pytest.mark.parametrize(
    ("label", "masked"), [("ORDINAL", False), ("WORK_OF_ART", False), ("ORG", True)]
)
def test_numbers_and_quoted_titles_are_no_names(label: str, masked: bool) -> None:
    annotation = unparsed("first", ((0, 5),), label)
    segments = voice_segments(parsed("first"), [])
    assert (next(masked_units(annotation, segments)).scored == MASK) is masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A ‘good,’ day”", " A  good,  day "),
        ("They didn’t – the workers’ choice…", "They didn't   the workers  choice."),
        ("one\ntwo\u00a0three", "one two three"),
    ],
)
def test_typography_is_levelled_letter_for_letter(text: str, expected: str) -> None:
    annotation = unparsed(text)
    segments = voice_segments(parsed("It rained."), []).assign(end=len(text))
    unit = next(masked_units(annotation, segments))
    assert unit.scored == expected
    assert unit.origin == tuple(range(len(text)))


# --- other senses


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("They blamed those responsible for the fire.", ["responsible"]),
        ("A responsible citizen calls for help.", []),
        ("He ran like the wind.", ["like"]),
        ("They like the wind.", []),
        ("She paid a fine of 90 euros.", ["fine"]),
        ("It was a fine day.", []),
        ("Rain as well as snow fell.", ["well"]),
        ("She sang well.", []),
        ("The guard committed a crime.", ["committed"]),
        ("The guard is committed to the work.", []),
        ("What kind of rain is it?", ["kind"]),
        ("A kind man came.", []),
        ("The right-wing camp lost.", ["right"]),
        ("That is right.", []),
    ],
)
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


def test_a_word_that_is_not_in_its_entry_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "other_senses.tsv"
    bad.write_text("\t".join(SENSE_COLUMNS) + "\nas well\tPHRASE\tgood\t-\tours\n")
    monkeypatch.setattr(name_masking, "SENSES", bad)
    name_masking._senses.cache_clear()
    with pytest.raises(LexiconError, match=r"other_senses\.tsv, line 2: the word 'good'"):
        scored(parsed("It rained."))
    name_masking._senses.cache_clear()
