"""Span arithmetic: content, cue and source are sorted, disjoint stretches of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helpers.annotation import Token
from helpers.article.quotation_marks import DOUBLE, Quotation
from helpers.attribution.attribution import Kind, Span

# Marks that end a stretch of speech without belonging to it; quotation marks do belong.
_EDGE = " \t\n\r\u00a0,;:—–-.…"
_LEFT_EDGE = _EDGE + "?!)]"
_RIGHT_EDGE = _EDGE + "(["


def token_spans(tokens: Iterable[Token]) -> list[Span]:
    """Return the stretches that tokens, in any order, cover; white space alone is none."""
    spans: list[Span] = []
    last = -2
    for token in sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i):
        if spans and token.i == last + 1:
            spans[-1] = (spans[-1][0], token.end)
        elif not token.text.isspace():
            spans.append((token.start, token.end))
        else:
            continue
        last = token.i
    return spans


def trim(text: str, span: Span) -> Span | None:
    """Return the span without the punctuation around it, or None where nothing is left.

    >>> text = ", that it rains. "
    >>> text[slice(*trim(text, (0, len(text))))]
    'that it rains'
    """
    start, end = span
    while start < end and text[start] in _LEFT_EDGE:
        start += 1
    while end > start and text[end - 1] in _RIGHT_EDGE:
        end -= 1
    inside = text[start:end]
    if inside.endswith(")") and "(" not in inside:
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def trim_all(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the trimmed spans, sorted and without those in which nothing is left."""
    return sorted(kept for span in spans if (kept := trim(text, span)) is not None)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted, overlapping and touching ones joined.

    >>> merge([(5, 8), (0, 3), (2, 4)])
    [(0, 4), (5, 8)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Return what is left of the spans without the holes.

    >>> subtract([(0, 10)], [(3, 5)])
    [(0, 3), (5, 10)]
    """
    left = list(spans)
    for first, last in holes:
        parts = (part for s, e in left for part in ((s, min(e, first)), (max(s, last), e)))
        left = [(start, end) for start, end in parts if start < end]
    return left


def overlap(one: Iterable[Span], other: Sequence[Span]) -> int:
    """Return the number of characters that both cover."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def contains(spans: Iterable[Span], position: int) -> bool:
    """Return whether a character lies in one of the spans."""
    return any(start <= position < end for start, end in spans)


def grow_to_quotations(spans: Iterable[Span], quotations: Iterable[Quotation]) -> list[Span]:
    """Return the spans, those that end inside a quotation grown to its marks."""
    grown = list(spans)
    for quotation in quotations:
        for i, (start, end) in enumerate(grown):
            if start < quotation.inner[1] and end > quotation.start:
                grown[i] = (min(start, quotation.start), max(end, quotation.end))
    return merge(grown)


def kind_of(text: str, spans: Sequence[Span], quotations: Iterable[Quotation]) -> Kind:
    """Return whether content is direct, indirect or mixed, by its letters and digits.

    A letter is quoted if it is between double marks, or between single marks that are a quotation
    of their own, as in British papers and in headlines everywhere.
    """
    marks = [q.inner for q in quotations]
    quoted = unquoted = False
    for start, end in spans:
        inside = [(max(s, start), min(e, end)) for s, e in marks if s < end and start < e]
        quoted = quoted or any(_has_letters(text, span) for span in inside)
        unquoted = unquoted or any(
            _has_letters(text, span) for span in subtract([(start, end)], inside)
        )
    if quoted:
        return "mixed" if unquoted else "direct"
    return "indirect"


def is_double(text: str, quotation: Quotation) -> bool:
    """Return whether a quotation has double marks."""
    return text[quotation.start : quotation.inner[0]] in DOUBLE


def _has_letters(text: str, span: Span) -> bool:
    return any(c.isalnum() for c in text[span[0] : span[1]])


def without_titles(text: str, content: list[Span], quotations: Iterable[Quotation]) -> list[Span]:
    """Return content without the title of a work or programme that is set apart from the rest.

    "In her memoir, “Cold Feet,” she wrote that ..."; "He told “Good Morning Oslo” that ...".
    """
    marked = {(q.start, q.end) for q in quotations} if len(content) > 1 else set()
    return [s for s in content if s not in marked or not _is_title(text[slice(*s)])] or content


def _is_title(words: str) -> bool:
    """Whether two words or more have capitals, as in the title of a book."""
    long = [w for w in re.findall(r"[\w’']+", words) if len(w) > 3 or w[0].isupper()]
    sentence = words.rstrip("”\"’'")[-1] in ".?!"
    return len(long) > 1 and all(w[0].isupper() for w in long) and not sentence
