"""The same article written otherwise gives the same attributions: rates on real paragraphs."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from helpers.annotation import Annotation, annotate_many
from helpers.article import article_from_text
from helpers.attribution import Span, find_attributions

FOLDER = Path(__file__).resolve().parents[3] / "shared/benchmarks/attribution"
ARTICLES = {"polnear-dev.jsonl": 12, "fresh-dev.jsonl": 4}
NAMES = (
    "Bennett Harlow Donovan Sullivan Peterson Whitaker Armstrong Simmons Hopkins Lawson Jenkins "
    "Crawford Hamilton Gallagher Robertson Ferguson Anderson Henderson Mitchell Campbell"
).split()
WORD = re.compile(r"\w+")
Record = tuple[tuple[Span, ...], tuple[Span, ...]]


def sentences_apart(text: str, annotation: Annotation) -> str:
    """Each sentence a paragraph of its own; a sentence that ends inside marks stays."""
    breaks = [
        after.start
        for before, after in zip(annotation.sentences, annotation.sentences[1:], strict=False)
        if before.paragraph == after.paragraph
        and text[before.start : before.end].rstrip(" ”\"'’)")[-1:] in (".", "!", "?")
        and not any(q.start < after.start < q.end for q in annotation.quotations)
    ]
    return "".join(
        "\n\n" + part if number else part
        for number, part in enumerate(
            text[s:e] for s, e in zip([0, *breaks], [*breaks, len(text)], strict=True)
        )
    )


def two_spaces(text: str, annotation: Annotation) -> str:
    return re.sub(r"(?<=[.?!”\"]) (?=\S)", "  ", text)


def closed_dashes(text: str, annotation: Annotation) -> str:
    return re.sub(r" [–—] ", "—", text)


def open_dashes(text: str, annotation: Annotation) -> str:
    return re.sub(r"(?<=\w)—(?=\w)", " — ", text)


def other_names(text: str, annotation: Annotation) -> str:
    """The surnames of people replaced by others."""
    people = (text[e.start : e.end].split() for e in annotation.entities if e.label == "PERSON")
    names = dict.fromkeys(words[-1] for words in people if len(words) > 1 and words[-1].isalpha())
    other = {name: NAMES[number % len(NAMES)] for number, name in enumerate(names)}
    return re.sub(r"\b[A-Z]\w+\b", lambda m: other.get(m.group(), m.group()), text)


def documents() -> Iterator[str]:
    for name, number in ARTICLES.items():
        with (FOLDER / name).open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in islice(lines, number))


def annotated(texts: list[str]) -> list[Annotation]:
    return list(
        annotate_many(
            article_from_text(t, any_language=True, normalise_newlines=False) for t in texts
        )
    )


def in_words(text: str, spans: tuple[Span, ...], starts: list[int]) -> tuple[Span, ...]:
    """Spans as numbers of words, which are the same however the text is written."""
    return tuple((bisect_left(starts, s), bisect_left(starts, e)) for s, e in spans)


def records(annotation: Annotation) -> set[Record]:
    text = annotation.text
    starts = [m.start() for m in WORD.finditer(text)]
    return {
        (in_words(text, a.content, starts), in_words(text, a.source, starts))
        for a in find_attributions(annotation)
    }


def changed(one: Annotation, before: set[Record], after: set[Record]) -> tuple[int, int]:
    """How many paragraphs have attributions, and in how many of them they differ."""
    starts = [m.start() for m in WORD.finditer(one.text)]

    def paragraphs(records: set[Record]) -> set[int]:
        places = (starts[min(content[0][0], len(starts) - 1)] for content, _ in records)
        return {one.article.paragraph_at(place) for place in places}

    return len(paragraphs(before)), len(paragraphs(before ^ after) & paragraphs(before))


@pytest.fixture(scope="module")
def originals() -> list[tuple[Annotation, set[Record]]]:
    return [(annotation, records(annotation)) for annotation in annotated(list(documents()))]


@pytest.mark.skipif(not FOLDER.exists(), reason="the benchmarks are not beside the repository")
@pytest.mark.parametrize(
    ("write", "bar"),
    [
        (sentences_apart, 0.05),
        (two_spaces, 0.005),
        (closed_dashes, 0.005),
        (open_dashes, 0.005),
        (other_names, 0.03),
    ],
)
def test_few_paragraphs_change(write, bar, originals):
    written = [write(one.text, one) for one, _ in originals]
    # what is written as before is read as before
    again = iter(
        annotated([t for (a, _), t in zip(originals, written, strict=True) if t != a.text])
    )
    every = differing = 0
    for (one, before), text in zip(originals, written, strict=True):
        after = before if text == one.text else records(next(again))
        counts = changed(one, before, after)
        every, differing = every + counts[0], differing + counts[1]
    print(write.__name__, every, differing, f"{differing / every:.4f}")
    assert differing <= bar * every
