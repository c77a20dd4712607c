"""Displaced clauses: content that the parser hangs on a noun between it and its verb."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.edges import clause_content
from helpers.attribution.parsed_article import Draft, Reading, children, subject_of
from helpers.attribution.rules.verbs import verb_draft

_MARKS = {"that": "that", "whether": "question", "if": "question"}
_MAX_BETWEEN = 20  # tokens from the verb to its clause: where and when something was said


def displaced(reading: Reading) -> Iterator[Draft]:
    """A clause with *that* behind where and when it was said: "said in a debate that it rains".

    The parser takes it for a relative clause of the last noun, though *that* stands for nothing
    in it: it has a subject of its own.
    """
    for verb in reading.verbs:
        if reading.draft_of(verb) is not None or any(True for _ in children(verb, "ccomp")):
            continue
        misread = _misread_clause(reading, verb)
        clause = _clause_after(reading, verb) or misread
        if clause is None:
            continue
        mark, head = clause
        cue = reading.cues.verb(verb.lemma.lower(), _MARKS[mark.text.lower()])
        if cue is None or not (cue.speech or misread):
            continue
        spans = clause_content(reading, head, verb)
        begin = mark.start
        spans = [(max(start, begin), end) for start, end in spans if end > begin]
        spans[:1] = [(begin, spans[0][1])] if spans else []
        yield verb_draft(reading, "displaced", verb, cue, spans)


def _clause_after(reading: Reading, verb: Token) -> tuple[Token, Token] | None:
    """The mark and the head of a clause below a phrase of place or time of the verb."""
    sentence = reading.sentence(verb)
    for token in sentence[verb.i - sentence[0].i + 1 :][:_MAX_BETWEEN]:
        if token.quotation >= 0 or token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if token.text.lower() not in _MARKS or token.dep != "mark":
            continue
        head = token.head
        below = verb in head.ancestors() and head.head is not verb
        if below and head.dep in ("relcl", "acl") and subject_of(head) not in (None, token):
            return token, head
        return None
    return None


def _misread_clause(reading: Reading, verb: Token) -> tuple[Token, Token] | None:
    """A clause right behind its verb whose own verb the parser takes for a noun.

    "found that half of the schools lack heating": *that* then hangs on a noun.
    """
    mark = reading.tokens[verb.i + 1] if verb.i + 1 < len(reading.tokens) else verb
    if mark.text.lower() != "that" or mark.tag != "IN" or mark.head is verb:
        return None
    head = mark.head
    while head.head is not verb and head.head is not head:
        head = head.head
    return (mark, head) if head.head is verb and head.i > mark.i else None
