"""Edges: where the content of a clause or phrase begins and ends."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.annotation import Token
from helpers.attribution.attribution import Span
from helpers.attribution.parsed_article import (
    ParsedArticle,
    children,
    first_child,
    subject_of,
)
from helpers.attribution.spans import token_spans, trim_all
from helpers.attribution.trailing_reports import SUMMING_UP, without_trailing_report

_CLAUSES = ("ccomp", "parataxis")


def has_own_object(parsed: ParsedArticle, verb: Token, content: Token) -> bool:
    """Whether the clause before the verb is a run-on sentence: the verb has its own object.

    "Strike shuts ports, union vows to go on"; "He has accused Lee of fraud, a charge Lee denies".
    """
    if content.i > verb.i or content.quotation >= 0:
        return False
    answer = parsed.tokens[verb.i + 1 : verb.i + 3]
    if len(answer) == 2 and answer[0].text.lower() in ("yes", "no") and not answer[1].is_word:
        return True  # "Lee, asked whether it would rain, said no."
    if any(c.tag == "TO" for x in children(verb, "xcomp") if x.i > verb.i for c in x.children):
        return parsed.cues.verb(verb.lemma.lower(), "infinitive") is not None
    subject = subject_of(verb)
    obj = first_child(verb, "dobj")
    if obj is None or subject is None or not content.i < obj.i < subject.i:
        return False
    return obj.subtree()[0].text.lower() in ("a", "an") and obj.text.lower() in SUMMING_UP


def clause_content(
    parsed: ParsedArticle, head: Token, verb: Token, more: Iterable[Token] = ()
) -> list[Span]:
    """Return the stretches of a content clause: all below its head, the reporting clause apart.

    Args:
        parsed: the article.
        head: the head word of the content clause.
        verb: the cue verb; it may govern the content or be inserted in it.
        more: heads of further clauses on the same side ("that ..., and that ...").
    """
    below = head.subtree()
    first, last = below[0].i, below[-1].i
    reporting = reporting_tokens(verb, head)
    for clause in more:
        inside = clause.subtree()
        between = parsed.tokens[last + 1 : inside[0].i]
        if all(t.dep in ("punct", "cc") or not t.is_word for t in between):
            last = max(last, inside[-1].i)
            reporting -= {t.i for t in (*inside, *between)}
    if first > verb.i:
        reporting -= set(range(first, last + 1))
    kept = [
        t
        for t in parsed.tokens[first : last + 1]
        if t.i not in reporting and t.sentence == head.sentence
    ]
    if first < verb.i:
        kept = _last_segment(parsed, kept, verb)
        kept += [t for t in _reason_after(parsed, verb) if t not in kept]
    kept = _without_time(without_trailing_report(parsed, kept, head, verb))
    return trim_all(parsed.text, token_spans(_without_coordinator(kept)))


def _reason_after(parsed: ParsedArticle, verb: Token) -> list[Token]:
    """A clause that gives a reason behind a report set into it: "It fell, he said, because ..."."""
    for clause in children(verb, "advcl"):
        mark = first_child(clause, "mark")
        inside = clause.subtree()
        if clause.i > verb.i and mark is not None and mark.text.lower() in ("because", "since"):
            return inside if parsed.tokens[inside[0].i - 1].text == "," else []
    return []


def _without_time(tokens: list[Token]) -> list[Token]:
    """Cut the time after a whole quotation, which is that of the report: "“It rains” on Monday"."""
    last = max((t.i for t in tokens if t.quotation >= 0), default=-1)
    after = [t for t in tokens if t.i > last]
    timed = any(t.entity in ("DATE", "TIME") for t in after)
    if not timed or any(t.pos in ("VERB", "AUX") for t in after):
        return tokens
    inside = [t for t in tokens if t.i <= last]
    return inside if inside and all(t.quotation >= 0 for t in inside if t.is_word) else tokens


def _last_segment(parsed: ParsedArticle, tokens: list[Token], verb: Token) -> list[Token]:
    """The tokens that a reporting clause at the end reports: those after a colon or semicolon.

    In "Her view: “It is odd,” he said" and "It rained; the match was off, she said" the words
    before the mark are the reporter's.
    """
    before = [t for t in tokens if t.i < verb.i]
    for token in reversed(before[2:-3]):
        if token.quotation < 0 and token.text in (";", ":"):
            if token.text == ":" and parsed.tokens[token.i + 1].quotation < 0:
                continue
            return [t for t in tokens if t.i > token.i]
    return tokens


def reporting_tokens(verb: Token, content: Token) -> set[int]:
    """Return the numbers of the tokens of a reporting clause, what it reports left out."""
    out: set[int] = set()
    stack = [verb]
    while stack:
        token = stack.pop()
        out.add(token.i)
        stack.extend(
            c
            for c in token.children
            if c is not content and not (token is verb and c.dep in _CLAUSES and c.i < verb.i)
        )
    if any(a is verb for a in content.ancestors()):
        out -= {t.i for t in content.subtree() if t is not verb}
        out.add(verb.i)
    return out


def phrase_content(parsed: ParsedArticle, parts: Iterable[Token], verb: Token) -> list[Span]:
    """Return the stretches of complements of a verb, neighbours joined."""
    tokens: list[Token] = []
    for part in parts:
        below = part.subtree()
        if any(t is verb for t in below):
            below = [t for t in below if t.i not in reporting_tokens(verb, part)]
        tokens += [t for t in below if t.sentence == verb.sentence]
    tokens = without_trailing_report(parsed, sorted(set(tokens), key=lambda t: t.i), verb, verb)
    return trim_all(parsed.text, token_spans(_without_coordinator(tokens)))


def complement_content(parsed: ParsedArticle, verb: Token, inside: list[Token]) -> list[Span]:
    """Return the complements of a verb from its object to the one that holds a quotation."""
    quoted = {t.i for t in inside}
    holding = [c for c in verb.children if c.i in quoted or quoted & {t.i for t in c.subtree()}]
    if not holding:
        return [(inside[0].start, inside[-1].end)]
    if holding[-1].i > verb.i:
        objects = [c for c in children(verb, "dobj", "oprd") if verb.i < c.i < holding[-1].i]
        holding = [*objects, *(h for h in holding if h.i > verb.i)]
    return phrase_content(parsed, holding, verb) or [(inside[0].start, inside[-1].end)]


def _without_coordinator(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].dep in ("cc", "punct") and tokens[0].quotation < 0:
        tokens = tokens[1:]
    return tokens
