"""Transcripts as programs for meetings write them, and texts that only look like one."""

from __future__ import annotations

import pytest

from helpers.article.layouts import labelled_turns

TURNS = [
    ("Kim Roe", "It rained all day in the valley."),
    ("Bo Lee", "Nobody told us that it would."),
    ("Kim Roe", "We did, on Monday."),
    ("Bo Lee", "Then it was too late."),
]
EXPECTED = [f"{name}: {said}" for name, said in TURNS]


def written(form: str) -> list[str]:
    return [
        line
        for n, (name, said) in enumerate(TURNS)
        for line in form.format(n=n, name=name, said=said).split("|")
    ]


@pytest.mark.cases
def test_who_speaks_is_put_before_what_is_said(form: str) -> None:
    assert labelled_turns(written(form)) == EXPECTED


def test_pieces_of_one_speaker_are_one_turn_and_what_is_above_stays() -> None:
    lines = ["Rain in the valley", *written("{name}  0:0{n}|{said}|It was so.")]
    assert labelled_turns(lines) == [
        "Rain in the valley",
        *[f"{turn} It was so." for turn in EXPECTED],
    ]
    cues = ["WEBVTT", *written("00:0{n}.000 --> 00:0{n}.900|Kim Roe: {said}")]
    cues += ["00:09.000 --> 00:09.900", "Bo Lee: No.", "00:10.000 --> 00:11.000", "Kim Roe: Yes."]
    assert labelled_turns(cues)[0] == "Kim Roe: " + " ".join(said for _, said in TURNS)


@pytest.mark.cases
def test_other_texts_stay_as_they_are(lines: list[str]) -> None:
    assert labelled_turns(lines) == []
