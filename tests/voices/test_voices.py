from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import analyse, analyse_many
from helpers.annotation import annotate
from helpers.article import article_from_text, count_words
from helpers.attribution import Attribution
from helpers.voices import COLUMNS, voice_segments

TEXT = (
    "Rain is near\n\n• Rain is near\n\n"
    '"It will rain", Kim said, "and soon". Lee thinks it will not. Nobody left.'
)
ANNOTATION = annotate(article_from_text(TEXT, any_language=True))


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


KIM = Attribution(
    content=(span('"It will rain"'), span('"and soon"')),
    cue=(span("said"),),
    source=(span("Kim"),),
    kind="direct",
    rule="test",
    speaker="Kim",
)
BELIEF = Attribution(
    content=(span("it will not"),),
    cue=(span("thinks"),),
    source=(span("Lee"),),
    kind="indirect",
    rule="test",
    speech=False,
    speaker="Lee",
)


def test_a_split_quotation_is_one_unit_of_one_speaker() -> None:
    segments = voice_segments(ANNOTATION, [KIM])
    kim = segments[segments["speaker"] == "Kim"]
    assert kim["text"].tolist() == ['"It will rain"', '"and soon"']
    assert kim["words"].tolist() == [3, 2]
    assert kim["unit"].nunique() == 1
    assert kim["quoted"].all()


def test_cue_source_and_belief_are_the_narrators() -> None:
    segments = voice_segments(ANNOTATION, [KIM, BELIEF])
    narrated = " ".join(segments.loc[segments["speaker"] == "narrator", "text"])
    assert "Kim said" in narrated
    assert "it will not" in narrated
    assert set(segments["speaker"]) == {"Kim", "narrator"}


def test_a_nested_attribution_does_not_take_words_from_the_outer_speaker() -> None:
    inner = Attribution((span("rain"),), (), (), "direct", "test", nested_in=0, speaker="Mo")
    assert "Mo" not in set(voice_segments(ANNOTATION, [KIM, inner])["speaker"])


def test_quoted_speech_without_a_speaker_is_unattributed() -> None:
    orphan = Attribution(KIM.content, (), (), "direct", "test")
    assert "unattributed" in set(voice_segments(ANNOTATION, [orphan])["speaker"])


def test_a_repeated_headline_has_no_voice() -> None:
    segments = voice_segments(ANNOTATION, [])
    assert (segments["text"] == "Rain is near").sum() == 1
    assert (segments["role"] == "title").sum() == 1


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 40)), max_size=6))
def test_every_word_belongs_to_exactly_one_voice(spans: list[tuple[int, int]]) -> None:
    attributions = [
        Attribution(((s, min(s + n, len(TEXT))),), (), (), "indirect", "test", speaker=str(i))
        for i, (s, n) in enumerate(spans)
        if s < len(TEXT)
    ]
    segments = voice_segments(ANNOTATION, attributions)
    analysed = [p for p in ANNOTATION.article.paragraphs if p.analysed]
    assert segments["words"].sum() == sum(count_words(TEXT[p.start : p.end]) for p in analysed)
    assert (segments["start"].iloc[1:].to_numpy() >= segments["end"].iloc[:-1].to_numpy()).all()
    for row in segments.itertuples():
        assert TEXT[row.start : row.end] == row.text


MARKS = [*"“”\"«»„‘’'‹›`‚—…", "``", "''", "‹“", "“‹"]
WORDS = (
    "Kim Roe said told that mayor she it would Don't Donald’s don’t U.S. '90s and No. I’m".split()
)
GAPS = [" ", " ", "", "\n\n", ", ", ". "]
PIECES = st.tuples(st.sampled_from([*MARKS, *WORDS]), st.sampled_from(GAPS)).map("".join)
TEXTS = st.lists(PIECES, min_size=20, max_size=80).map(lambda pieces: "Kim " + "".join(pieces))


@settings(max_examples=5)
@given(st.lists(TEXTS, min_size=4, max_size=8))
def test_no_two_voices_overlap_on_any_text(texts: list[str]) -> None:
    for analysis in analyse_many(article_from_text(text, any_language=True) for text in texts):
        segments = analysis.segments
        assert (segments["start"].iloc[1:].to_numpy() >= segments["end"].iloc[:-1].to_numpy()).all()
        for token, after in pairwise(analysis.annotation.tokens):
            assert token.end <= after.start


@pytest.mark.parametrize("text", ["One.", "“", "A headline\n\nA body."])
def test_an_article_without_attributions_is_all_narration(text: str) -> None:
    segments = voice_segments(annotate(article_from_text(text + " x", any_language=True)), [])
    assert list(segments.columns) == list(COLUMNS)
    assert set(segments["kind"]) == {"narration"}


def test_a_topic_in_two_words_is_an_attribution_and_no_voice() -> None:
    text = "The ministry confirmed the strike. Ida Lee criticised the late start of the talks."
    found = analyse(article_from_text(text, any_language=True))
    assert [(a.speaker, a.topic) for a in found.attributions] == [
        ("ministry", True),
        ("Ida Lee", False),
    ]
    assert set(found.segments["speaker"]) == {"narrator", "Ida Lee"}
