"""Quotations: every style of mark, and marks that do not pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article.quotation_marks import find_quotations, looks_like_title

MARKS = "“”\"«»„‘’'‹›`‚ \n.,?!abAB1—="


def inner(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in find_quotations(text, [(0, len(text))])]


@pytest.mark.cases
def test_pairs(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.cases
def test_an_odd_mark_runs_to_the_end_or_to_the_next_opening(text, expected):
    found = find_quotations(text, [(0, len(text))])
    assert [(text[slice(*q.inner)], q.closed) for q in found] == expected


def test_marks_never_pair_across_paragraphs() -> None:
    text = "“One paragraph.\n“Another.” She left.\nNo marks."
    paragraphs = [(0, 15), (16, 37), (38, len(text))]
    found = find_quotations(text, paragraphs)
    assert [(q.paragraph, q.closed, q.words) for q in found] == [(0, False, 2), (1, True, 1)]


def test_bounds_hold_the_marks_and_inner_does_not() -> None:
    text = "He: “Yes.”"
    (quotation,) = find_quotations(text, [(0, len(text))])
    assert text[quotation.start : quotation.end] == "“Yes.”"
    assert text[slice(*quotation.inner)] == "Yes."


@given(st.text(alphabet=MARKS, max_size=60))
def test_whatever_the_marks_quotations_are_ordered_and_inside(text: str) -> None:
    end = 0
    for quotation in find_quotations(text, [(0, len(text))]):
        start, stop = quotation.inner
        assert end <= quotation.start < start <= stop <= quotation.end <= len(text)
        assert quotation.words > 0
        end = quotation.end


@pytest.mark.cases
def test_titles_of_works(words: str, expected: bool) -> None:
    assert looks_like_title(words) is expected
