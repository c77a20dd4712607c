"""Edges: where content begins and ends; a second report or an aside behind it is no part of it."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.annotation import Token
from helpers.attribution.attribution import Span
from helpers.attribution.parsed_article import (
    SUBJECTS,
    ParsedArticle,
    children,
    finite_tag,
    first_child,
    has_child,
    subject_of,
)
from helpers.attribution.spans import token_spans, trim_all

_CLAUSES = ("ccomp", "parataxis")
# Nouns that take up the clause before them: "..., a charge that he denies".
SUMMING_UP = frozenset(
    "accusation account allegation argument assertion assessment charge claim conclusion demand "
    "development figure idea notion number opinion position possibility proposal prospect report "
    "rumor rumour statement stance suggestion theory verdict version view".split()
)


def clause_content(
    parsed: ParsedArticle, head: Token, verb: Token, more: Iterable[Token] = ()
) -> list[Span]:
    """Return the stretches of a content clause: all below its head, the reporting clause apart.

    The cue verb may govern the content or be inserted in it; ``more`` are the heads of further
    clauses on the same side ("that ..., and that ...").
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
    whole = (t for t in parsed.tokens[first : last + 1] if t.sentence == head.sentence)
    kept = [t for t in whole if t.i not in reporting]
    if first < verb.i:
        kept = _last_segment(parsed, kept, verb)
        kept += [t for t in _reason_after(parsed, verb) if t not in kept]
    kept = _without_time(_without_trailing_report(parsed, kept, head, verb))
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
        tokens += [t for t in part.subtree() if t.sentence == verb.sentence]
    tokens = _without_trailing_report(parsed, sorted(set(tokens), key=lambda t: t.i), verb, verb)
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


def _without_trailing_report(
    parsed: ParsedArticle, tokens: list[Token], head: Token, verb: Token
) -> list[Token]:
    """Return tokens of content without a report behind it: ", adding ...", "and said ..."."""
    for token in tokens:
        if token.i <= head.i or token.quotation >= 0 or token is verb:
            continue
        if token.text == ";" and _others_view(parsed, token):
            return [t for t in tokens if t.i < token.i]
        after_comma = parsed.tokens[token.i - 1].text == ","
        if after_comma and (token.text == "according" or _others_report(parsed, token)):
            return [t for t in tokens if t.i < token.i - 1]
        if token.pos not in ("VERB", "AUX"):
            continue
        if _is_second_report(parsed, token, verb) or _is_other_conjunct(token, verb):
            start = min(t.i for t in token.subtree() if t.i > head.i)
            while start - 1 > head.i and parsed.tokens[start - 1].dep in ("punct", "cc"):
                start -= 1
            return [t for t in tokens if t.i < start]
    return _without_aside(parsed, tokens)


def _without_aside(parsed: ParsedArticle, tokens: list[Token]) -> list[Token]:
    """Cut a last relative clause or apposition ("a reference to ...") after a comma.

    In annotated news it is the reporter's aside more often than it is part of what was said.
    """
    for token in tokens:
        summing = token.text.lower() in SUMMING_UP and token.dep not in SUBJECTS
        if summing and token.quotation < 0 and token.i - tokens[0].i > 4:
            before = [parsed.tokens[i] for i in range(token.i - 3, token.i)]
            article = next((t for t in before if t.text.lower() in ("a", "an")), None)
            mark = parsed.tokens[article.i - 1].text if article is not None else ""
            if article is not None and mark in (",", "–", "—", "-", "--"):
                return [t for t in tokens if t.i < article.i - 1]
        inside = token.subtree() if token.dep == "appos" and token.quotation < 0 else [token]
        if inside[0].text.lower() in ("a", "an") and inside[-1].i >= tokens[-1].i - 1:
            start = inside[0].i - 1
            if start - 1 > tokens[0].i and parsed.tokens[start].text == ",":
                return [t for t in tokens if t.i < start]
        colon = token.text == ":" and token.quotation < 0 and token.i - 4 > tokens[0].i
        gloss = colon and parsed.tokens[token.i + 1].text in ("a", "an")
        if gloss and any(t.tag in ("WDT", "WP") for t in tokens if t.i > token.i):
            return [t for t in tokens if t.i < token.i]  # ": a “clean-up” that reminded some"
        relative = token.text.lower() in ("which", "who") and token.quotation < 0
        if relative and token.i - 2 > tokens[0].i and parsed.tokens[token.i - 1].text == ",":
            clause = next((a for a in (token, *token.ancestors()) if a.dep == "relcl"), None)
            if clause is not None and clause.subtree()[-1].i >= tokens[-1].i - 1:
                return [t for t in tokens if t.i < token.i - 1]
    return tokens


def _is_second_report(parsed: ParsedArticle, token: Token, verb: Token) -> bool:
    """Whether a verb inside content reports on its own: participle after a comma, or conjunct."""
    if token.dep == "advcl" and subject_of(token) is not None:
        return _in_contrast(parsed, token)
    # "said that ..., referring to the vote"
    refers = token.lemma in ("refer", "allude") and token.i > verb.i
    if not refers and not _reports(parsed, token):
        return False
    before = parsed.tokens[token.i - 1] if token.i else token
    if before.quotation >= 0 and before.i and not before.is_word:
        before = parsed.tokens[before.i - 1]  # the comma inside the marks: “a lie,” adding
    if token.tag == "VBG" and token.dep == "advcl" and before.text in (",", "—", "–", "-", "--"):
        return True
    if token.dep != "conj":
        return False
    if subject_of(token) is not None:  # "said that ... and Lee argued that ..."
        says = parsed.cues.verb(token.lemma.lower(), "that")
        reported = first_child(token, "ccomp")
        own = says is not None and says.speech and reported is not None and reported.i > token.i
        return (
            own
            and finite_tag(token) == finite_tag(verb)
            and token.subtree()[0].text.lower() != "that"
        )
    # a conjunct in the tense of the cue, not of the content: "said it was late and added ..."
    if token.tag in ("VBD", "VBZ") and finite_tag(token.head) not in (token.tag, ""):
        return verb.tag in ("VBD", "VBZ", "VBP") or finite_tag(verb) in ("VBZ", "VBP", "VBD")
    if token.tag != verb.tag or token.tag != "VBD":
        return False
    # "said it was late but added: “We will come.”"
    quotes = any(t.quotation >= 0 for t in parsed.tokens[token.i + 1 : token.i + 3])
    return token.head.tag != "VBD" or (quotes and verb.i < token.i)


def _others_report(parsed: ParsedArticle, with_: Token) -> bool:
    """Whether *with* after a comma leads to what others say: ", with Lee saying that ..."."""
    if with_.text != "with":
        return False
    after = parsed.tokens[with_.i + 1 : with_.i + 12]
    said = next((t for t in after if t.text.endswith("ing") and t.tag in ("VBG", "NN")), None)
    cue = parsed.cues.verb(said.lemma.lower().removesuffix("ing"), "that") if said else None
    return cue is not None and cue.speech


def _others_view(parsed: ParsedArticle, mark: Token) -> bool:
    """Whether somebody else's view follows a semicolon: "says it is late; the union wants more"."""
    keys = ("that", "clause", "infinitive", "object", "prep:for")
    for verb in parsed.tokens[mark.i + 1 : mark.i + 12]:
        subject = subject_of(verb)
        if subject is not None and verb.sentence == mark.sentence:
            own = subject.tag != "PRP"
            return own and parsed.cues.verb(verb.lemma.lower(), *keys) is not None
    return False


def _in_contrast(parsed: ParsedArticle, token: Token) -> bool:
    """Whether a clause reports what others say: ", while Lee said that ..."."""
    first = token.subtree()[0]
    contrast = first.text.lower() in ("while", "though", "although")
    if parsed.tokens[first.i - 1].text != "," or not contrast:
        return False
    if _reports(parsed, token) and has_child(token, "ccomp"):
        return True
    keys = ("object", *(f"object+{c.text.lower()}" for c in children(token, "prep")))
    accuses = parsed.cues.verb(token.lemma.lower(), *keys)
    return accuses is not None and accuses.speech and has_child(token, "dobj")


def _is_other_conjunct(token: Token, verb: Token) -> bool:
    """Whether a conjunct in content is one of the cue: "denies that it rained and goes away".

    It has no subject, it is finite and in the present tense of the cue, and its head is in
    another tense. In the past the tense decides nothing: "said he was late and missed it" is one
    content.
    """
    if token.dep != "conj" or token.tag != "VBZ" or subject_of(token) is not None:
        return False
    return finite_tag(verb) == token.tag and finite_tag(token.head) not in (token.tag, "")


def _reports(parsed: ParsedArticle, token: Token) -> bool:
    """Whether a verb has what may be the content of a report of its own."""
    keys = ["clause", "that", "quote", "infinitive"]
    keys += [f"prep:{prep.text.lower()}" for prep in children(token, "prep")]
    obj = first_child(token, "dobj")
    keys += ["object"] if obj is not None and obj.lemma.lower() in SUMMING_UP else []
    cue = parsed.cues.verb(token.lemma.lower(), *keys)
    return (
        cue is not None
        and cue.speech
        and has_child(token, "ccomp", "xcomp", "dobj", "parataxis", "prep")
    )
