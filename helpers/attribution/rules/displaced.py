"""Displaced clauses: content that is not right behind its verb."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.edges import clause_content
from helpers.attribution.parsed_article import Draft, ParsedArticle, has_child, subject_of
from helpers.attribution.rules.verbs import verb_draft
from helpers.attribution.spans import token_spans, trim_all
from helpers.thresholds import MAX_TOKENS_TO_CLAUSE

_MARKS = {"that": "that", "whether": "question", "if": "question"}
_RELATIVE = frozenset(["that", "which", "who"])
_FINITE = ("VBD", "VBZ", "VBP", "MD")
# What is told, not who is told.
_STORIES = frozenset("anecdote fact joke lie news secret something story tale thing truth".split())
_TELLING = frozenset(["assure", "inform", "notify", "remind", "tell", "warn"])


def displaced(parsed: ParsedArticle) -> Iterator[Draft]:
    """A clause with *that* behind where and when it was said: "said in a debate that it rains".

    The parser takes it for a relative clause of the last noun, though *that* has no part in it: it
    has a subject of its own.
    """
    yield from _embedded(parsed)
    for verb in parsed.verbs:
        if parsed.draft_of(verb) is not None or has_child(verb, "ccomp"):
            continue
        misread = _misread_clause(parsed, verb)
        clause = _clause_after(parsed, verb) or misread
        if clause is None:
            continue
        mark, head = clause
        cue = parsed.cues.verb(verb.lemma.lower(), _MARKS[mark.text.lower()])
        if cue is None or not (cue.speech or misread):
            continue
        spans = clause_content(parsed, head, verb)
        begin = mark.start
        spans = [(max(start, begin), end) for start, end in spans if end > begin]
        spans[:1] = [(begin, spans[0][1])] if spans else []
        yield verb_draft(parsed, "displaced", verb, cue, spans)


def _embedded(parsed: ParsedArticle) -> Iterator[Draft]:
    """A report inside a relative clause: "a law that critics say harms trade".

    The relative pronoun belongs to what is said.
    """
    for verb in parsed.verbs:
        subject = subject_of(verb)
        following = parsed.tokens[verb.i + 1 : verb.i + 2]
        if subject is None or subject.i > verb.i or verb.tag not in _FINITE or not following:
            continue
        first = subject.subtree()[0].i
        pronoun, after = parsed.tokens[first - 1], following[0]
        if pronoun.text.lower() not in _RELATIVE or not first or pronoun.sentence != verb.sentence:
            continue
        cue = parsed.cues.verb(verb.lemma.lower(), "that")
        noun = parsed.tokens[first - 2] if first > 1 else pronoun
        if cue is None or not cue.speech or noun.pos not in ("NOUN", "PROPN", "PUNCT"):
            continue
        if after.tag not in _FINITE and not after.text.endswith("ed"):
            continue
        top = after
        while top.head.i > verb.i and top.head is not top and top.head.sentence == verb.sentence:
            top = top.head
        rest = [t for t in top.subtree() if t.i > verb.i]
        spans = trim_all(parsed.text, token_spans([pronoun, *rest]))
        yield verb_draft(parsed, "displaced", verb, cue, spans)


def _clause_after(parsed: ParsedArticle, verb: Token) -> tuple[Token, Token] | None:
    """The mark and the head of a clause below a phrase of place or time of the verb."""
    sentence = parsed.sentence(verb)
    for token in sentence[verb.i - sentence[0].i + 1 :][:MAX_TOKENS_TO_CLAUSE]:
        if token.quotation >= 0 or token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if token.text.lower() not in _MARKS or not (
            token.dep == "mark" or _is_told(verb, token.head)
        ):
            continue
        head = token.head
        below = verb in head.ancestors() and head.head is not verb
        if below and head.dep in ("relcl", "acl") and subject_of(head) not in (None, token):
            return token, head
        return None
    return None


def _misread_clause(parsed: ParsedArticle, verb: Token) -> tuple[Token, Token] | None:
    """A clause right behind its verb whose own verb the parser takes for a noun.

    "found that half of the schools lack heating": *that* then depends on a noun.
    """
    mark = parsed.tokens[verb.i + 1] if verb.i + 1 < len(parsed.tokens) else verb
    if mark.text.lower() != "that" or mark.tag != "IN" or mark.head is verb:
        return None
    head = mark.head
    while head.head is not verb and head.head is not head:
        head = head.head
    return (mark, head) if head.head is verb and head.i > mark.i else None


def _is_told(verb: Token, clause: Token) -> bool:
    """Whether a clause behind whoever is told is what they are told: "told the paper that he fled".

    The parser takes it for a clause about the paper.
    """
    told = clause.head
    if verb.lemma not in _TELLING or told.head is not verb or told.dep != "dobj":
        return False
    return told.lemma.lower() not in _STORIES
