"""Phrases: the words of a noun phrase around its head."""

from __future__ import annotations

from helpers.annotation import Annotation, Token


def noun_phrase(annotation: Annotation, head: Token | None) -> str:
    """Return the words of a noun phrase without the clauses and appositions that hang on it."""
    if head is None:
        return ""
    left = head
    for child in head.children:
        inside = child.dep in ("det", "amod", "compound", "nummod", "poss", "quantmod", "nmod")
        if child.i < left.i and (inside or child.dep == "predet"):
            left = child.subtree()[0]
    right = head
    for child in head.children:
        of_phrase = child.dep == "prep" and child.lemma.lower() == "of"
        if of_phrase and child.children:
            noun = next((c for c in child.children if c.dep == "pobj"), None)
            right = noun or right
    first = left if left.i <= head.i else head
    end = right.end
    if any(t.quotation >= 0 for t in (first, right)):  # a mark that opens inside is closed
        closing = [q.end for q in annotation.quotations if first.start <= q.start < end]
        end = max([end, *(stop for stop in closing if stop - end == 1)])
    return annotation.text[first.start : end]
