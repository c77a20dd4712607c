"""Turns of interviews and transcripts: labels, their spelling, and who speaks under them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.annotation import annotate
from helpers.annotation.transcript_turns import find_turns, plain_labels
from helpers.article import Article, ArticleError, article_from_text

INTRODUCTION = (
    "The wall that was never built\n\nThe engineer Jane Smith joined our host Kim Lee on Monday, "
    "with council leader Tom Ashgrove on the line.\n\n"
)
TALK = [
    "HOST: Jane Smith, you warned the council. What did you tell them?",
    "SMITH: I told them that the survey was wrong. Mr. Ashgrove wrote it down.",
    "ASHGROVE: That is not how I remember it.",
    "TOM ASHGROVE: I read every letter.",
    "JANE SMITH: It was clay.",
    "HOST: Thank you both.",
]


def article(*lines: str) -> Article:
    return article_from_text("\n\n".join(lines), any_language=True)


def speakers(found: Analysis) -> list[str]:
    return [a.speaker for a in found.attributions if a.rule == "transcript"]


def test_labels_in_capitals_are_the_people_named_in_the_text() -> None:
    found = analyse(article(INTRODUCTION.strip(), *TALK))
    named = ["Jane Smith", "Tom Ashgrove", "Tom Ashgrove", "Jane Smith"]
    assert speakers(found) == ["host", *named, "host"]
    actors = {actor.name: actor for actor in found.actors}
    assert actors["Jane Smith"].role == "engineer"
    assert actors["Jane Smith"].aliases == ("Smith",)
    assert [actor.name for actor in found.actors if actor.name.isupper()] == []


def test_a_label_that_names_nobody_is_an_unnamed_speaker_and_no_person() -> None:
    found = analyse(article(INTRODUCTION.strip(), *TALK))
    host = next(actor for actor in found.actors if actor.name == "host")
    assert (host.type, host.role) == ("unnamed", "host")
    assert {mention.reason for mention in host.mentions} >= {
        "the label of a turn, which names nobody"
    }
    lee = next(actor for actor in found.actors if actor.name == "Kim Lee")
    assert all("HOST" not in found.text[m.start : m.end] for m in lee.mentions)


@pytest.mark.cases
def test_who_speaks_under_a_label_without_a_name(lines: list[str], expected: list[str]) -> None:
    found = analyse(article("Tonight on the radio", *lines))
    told = [s for s in speakers(found) if s.casefold() != "roe"]
    assert told == expected


@pytest.mark.cases
def test_labels_are_spelt_as_the_text_spells_them(label, elsewhere, expected):
    lines = [f"{label}: Yes.", "ZED: No.", f"{label}: Yes."]
    read = article("Tonight on air", *filter(None, [elsewhere]), *lines)
    turns = find_turns(read)
    plain = plain_labels(read, turns)
    start, end = turns[0].name
    words, at = [], start
    for offset, word in sorted(plain.items()):
        if start <= offset < end:
            words += [read.text[at:offset], word]
            at = offset + len(word)
    assert "".join([*words, read.text[at:end]]) == expected


@pytest.mark.cases
def test_what_is_a_turn(lines: list[str], labels: list[str]) -> None:
    read = article("Tonight on air", *lines)
    assert [read.text[slice(*turn.name)] for turn in find_turns(read)] == labels


@pytest.mark.cases
def test_the_answers_are_those_of_who_is_interviewed(introduction, expected):
    lines = ["Q: Is it sad?", "A: It is. I wept.", "Q: Why?", "A: For my father."]
    assert speakers(analyse(article(*introduction, *lines))) == ["interviewer", expected] * 2


def test_a_label_is_no_part_of_the_sentence_after_it() -> None:
    read = annotate(article("On air", "GOMEZ: Thank you. I came.", "ROE: Do."))
    thank = next(token for token in read.tokens if token.text == "Thank")
    assert all(child.text != "GOMEZ" for child in thank.children)
    assert read.tokens[thank.i - 1].sentence == thank.sentence - 1


NAMES = st.sampled_from(["LEE", "Kim Lee", "HOST", "Q", "A", "ANA O’NEIL, CNN ANCHOR", "“ROE", "É"])
LINES = st.lists(
    st.tuples(NAMES, st.sampled_from([": ", ":", ". ", " (off): "]), st.text(max_size=30))
)


@given(LINES)
def test_any_labels_keep_their_places(lines: list[tuple[str, str, str]]) -> None:
    try:
        read = article("On air", *("".join(line) for line in lines))
    except ArticleError:
        return
    turns = find_turns(read)
    for turn in turns:
        assert turn.start <= turn.name[0] < turn.name[1] < turn.said <= turn.end
    for offset, word in plain_labels(read, turns).items():
        assert read.text[offset : offset + len(word)].casefold() == word.casefold()
    assert "".join(t.text for t in annotate(read).tokens) == "".join(
        read.text[t.start : t.end] for t in annotate(read).tokens
    )
