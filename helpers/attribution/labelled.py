"""Labelled speech: a name and a colon before what somebody says without quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.reading import Draft, Reading
from helpers.attribution.spans import trim_all

MIN_TURNS = 2  # paragraphs with a label before an article is read as a transcript

_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|of|de|van|von|al|bin)){0,5})"
    r"(?:[ \t]*\([^()\n]{1,40}\))?:[ \t]+(?=\S)"
)
_SPEAKERS = ("PERSON", "ORG", "NORP", "GPE")


def transcript(reading: Reading) -> Iterator[Draft]:
    """A turn in an interview or transcript: "SMITH: We never agreed to that.".

    A label must be in capitals or come again, which the labels of a list of places do not;
    "Q" and "A" name nobody and are left alone.
    """
    turns = []
    for paragraph in reading.annotation.article.paragraphs:
        label = _LABEL.match(reading.text, paragraph.start, paragraph.end)
        if paragraph.role == "body" and label is not None:
            turns.append((label, paragraph))
    counts = Counter(label["name"] for label, _ in turns)
    turns = [
        (label, paragraph)
        for label, paragraph in turns
        if len(label["name"]) > 1 and (counts[label["name"]] > 1 or label["name"].isupper())
    ]
    if len(turns) < MIN_TURNS:
        return
    for label, paragraph in turns:
        content = (label.end(), paragraph.end)
        yield Draft("transcript", trim_all(reading.text, [content]), [], [label.span("name")])


def headline(reading: Reading) -> Iterator[Draft]:
    """A headline that gives a name and what the person says: "Kim Lee: No tax will rise"."""
    for paragraph in reading.annotation.article.paragraphs:
        if paragraph.role != "title":
            continue
        label = _LABEL.match(reading.text, paragraph.start, paragraph.end)
        if label is None:
            continue
        span = label.span("name")
        named = [t for t in reading.tokens if span[0] <= t.start < span[1]]
        if named and _is_speaker(reading, named):
            content = trim_all(reading.text, [(label.end(), paragraph.end)])
            yield Draft("headline", content, [], [span])


def _is_speaker(reading: Reading, named: list[Token]) -> bool:
    """Whether a label is a name that the body knows, and no section ("Opinion", "Live")."""
    if any(t.entity in ("PERSON", "ORG", "NORP") for t in named):
        return True
    last = named[-1].text
    return any(
        t.text == last and t.entity in _SPEAKERS for t in reading.tokens if t.start > named[-1].end
    )
