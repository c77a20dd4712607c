"""Sentences that may continue somebody's speech: listed, and counted as nobody's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.voices.free_indirect import COLUMNS, continued_speech


def found(text: str) -> list[tuple[str, str, str]]:
    analysis = analyse(article_from_text(text, any_language=True))
    table = continued_speech(analysis.annotation, analysis.attributions)
    assert tuple(table.columns) == COLUMNS
    for row in table.itertuples():
        assert text[row.start : row.end] == row.text
        assert analysis.attributions[row.attribution].speaker == row.speaker
    return list(zip(table["speaker"], table["sign"], table["text"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruth Vale said that the bridge would close. Work would begin in May.",
            [("Ruth Vale", "would", "Work would begin in May")],
        ),
        (
            "Ruth Vale says that the bridge is unsafe. The city must act now.",
            [("Ruth Vale", "must", "The city must act now")],
        ),
        (
            "Ruth Vale said that the bridge was old. It could fall. Lorries should keep away.",
            [("Ruth Vale", "could", "It could fall"),
             ("Ruth Vale", "should", "Lorries should keep away")],
        ),
    ],
)  # fmt: skip
def test_modals_right_after_reported_speech(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # narration in the past
        "Ruth Vale said that the bridge would close. It was built in 1931.",
        # nothing is shifted after a verb in the present
        "Ruth Vale says that the bridge will close. Work would begin in May.",
        # a condition explains the modal
        "Ruth Vale said that the bridge was old. It would fall if nothing were done.",
        # a new paragraph starts anew
        "Ruth Vale said that the bridge would close.\n\nWork would begin in May.",
        # somebody else's words
        "Ruth Vale said that the bridge would close. Work would begin in May, said Omar Reyes.",
        # nobody speaks before
        "The bridge is closed. Work would begin in May.",
    ],
)
def test_other_sentences_are_not_listed(text):
    assert not found(text)


SENTENCES = [
    "Ruth Vale said that taxes would rise.",
    "It would begin in May.",
    "Rain fell.",
    "“No,” he said.",
    "People must wait.",
    "\n\n",
]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join))
def test_listed_sentences_are_narration_of_their_own(text):
    if not text.strip():
        return
    analysis = analyse(article_from_text(text, any_language=True))
    table = continued_speech(analysis.annotation, analysis.attributions)
    spoken = [span for a in analysis.attributions for span in (*a.content, *a.cue)]
    for row in table.itertuples():
        assert not any(start < row.end and row.start < end for start, end in spoken)
