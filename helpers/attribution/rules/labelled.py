"""Labelled speech: a name with a colon or a dash instead of a verb of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.annotation import Token
from helpers.annotation.transcript_turns import LABEL, Turn, find_turns
from helpers.article.quotation_marks import Quotation
from helpers.attribution.attribution import Span
from helpers.attribution.parsed_article import Draft, ParsedArticle, subject_of
from helpers.attribution.rules.quoted import is_own_sentence, open_quotations
from helpers.attribution.sources import noun_phrase
from helpers.attribution.spans import trim_all
from helpers.thresholds import (
    MAX_CHARACTERS_OF_A_QUESTION,
    MAX_NAME_OF_A_LABEL,
    MIN_QUESTIONS,
    MIN_QUOTED_WORDS,
)

_NO_SPEAKERS = frozenset(["it", "this", "that", "there", "here", "what"])
_DASHES = ("—", "–", "-", "--", "―")
_SIGNED = re.compile(r":[ \t]+(?P<name>[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w.'’-]*){0,3})[ \t]*$")
# What signs a quotation: "—Kim Lee", "(Kim Lee, chairwoman)", a name alone in a paragraph; and
# what introduces one: "From the desk of Kim Lee", "Kim Lee, chairwoman".
_SIGNATURE = re.compile(
    r"\s*(?:\((?P<inner>[^()]+)\)|(?P<mark>(?:--|[-–—―:])\s*)?(?P<name>[^\W\d_].*?))\.?\s*"
)
_POST = re.compile(
    r"(?P<said>[^“”\"]+?)\s*[–—-]+\s*(?P<name>[^\W\d_][\w.'’ -]{1,50}?) \(@\w+\).{0,40}", re.DOTALL
)
_LEADING = re.compile(r"(?P<from>From (?:the desk of )?)?(?P<name>[A-Z][^:;]*)")
_PERSONS = re.compile(r"(?i:\b(?:you|your|yours|my|me|we|us|our)\b)|\bI\b")
_READER = frozenset({"you", "your", "yours"})
_MARKED = re.compile(r"[“”\"]|''")
_NO_PEOPLE = frozenset(["ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "TIME", "LAW"])
_SPEAKERS = ("PERSON", "ORG", "NORP", "GPE")


def transcript(parsed: ParsedArticle) -> Iterator[Draft]:
    """A turn in an interview or transcript: "SMITH: We never agreed to that.".

    ``helpers.annotation.transcript_turns`` decides what is a label. A turn that is quoted as a
    whole may open with a quotation mark. "Q" and "A" name nobody: the answers are those of the
    person named before the first question, if it is clear who that is.
    """
    turns = find_turns(parsed.annotation.article)
    if not turns:
        yield from _interview(parsed)
    answering = None
    if any(turn.role == "interviewee" for turn in turns):
        answering = _answering(parsed, turns[0].start)
    narrators = _narrators(parsed, turns)
    for turn in turns:
        if parsed.text[slice(*turn.name)].split()[-1] in narrators:
            continue
        source = turn.name
        if turn.role == "interviewee" and answering is not None:
            source = answering
        content = trim_all(parsed.text, [(turn.said, turn.end)])
        yield Draft("transcript", content, [], [source])


def _interview(parsed: ParsedArticle) -> Iterator[Draft]:
    """The answers of an interview whose questions are paragraphs without labels.

    Questions say "you" and answers "I" or "we"; those of an explainer do not.
    """
    paragraphs = parsed.annotation.article.paragraphs
    words = [_PERSONS.findall(parsed.text[p.start : p.end]) for p in paragraphs]
    own = [any(word.casefold() not in _READER for word in found) for found in words]
    asked = [
        n
        for n, p in enumerate(paragraphs[:-1])
        if p.role == "body" and not own[n] and not _MARKED.search(parsed.text, p.start, p.end)
        if words[n] or parsed.text[p.start : p.end].rstrip().endswith("?")
        if p.end - p.start <= MAX_CHARACTERS_OF_A_QUESTION
    ]
    addressed, answered = (sum(bool(words[n]) for n in asked), sum(own[n + 1] for n in asked))
    source = _answering(parsed, paragraphs[asked[0]].start) if len(asked) >= MIN_QUESTIONS else None
    if source is None or min(addressed, answered) * 2 < len(asked):
        return
    name = parsed.text[slice(*source)].split()[-1]
    if name in parsed.text[paragraphs[asked[0]].start : paragraphs[asked[-1]].end]:
        return  # a column about somebody: who answers is not named
    for question, following in pairwise([*asked, len(paragraphs)]):
        last = following - 1
        if last == question:
            continue  # asked in two paragraphs
        while following == len(paragraphs) and last > question + 1 and not own[last]:
            last -= 1  # what follows the last answer is the reporter's
        span = (paragraphs[question + 1].start, paragraphs[last].end)
        yield Draft("transcript", trim_all(parsed.text, [span]), [], [source])


def _narrators(parsed: ParsedArticle, turns: Sequence[Turn]) -> set[str]:
    """The surnames of host and reporter of a report with a byline, whose turns narrate it.

    Where no label says "BYLINE", a host asks and answers in an interview.
    """
    labels = [(t, parsed.text[t.name[1] : t.said]) for t in turns]
    if not any("BYLINE" in label for _, label in labels):
        return set()
    staff = (t for t, label in labels if "BYLINE" in label or "HOST" in label)
    return {parsed.text[slice(*t.name)].split()[-1] for t in staff}


def _answering(parsed: ParsedArticle, first: int) -> Span | None:
    """The last mention of who is interviewed, before the first question.

    That is the one person named there; of several the one whom the headline names too. Two
    capitalised words without a label may be a person: where there are such, nobody is chosen.
    """
    runs = list(_names_before(parsed, first))
    author = parsed.annotation.article.provenance.author.casefold().split()
    names = [
        run
        for run in runs
        if (len(run) > 1 or run[-1].entity == "PERSON") and run[-1].text.casefold() not in author
    ]
    titles = {n for n, p in enumerate(parsed.annotation.article.paragraphs) if p.role == "title"}
    below = [name for name in names if name[0].paragraph not in titles]
    known = {name[-1].text for name in below}
    above = {name[-1].text for name in names if name[0].paragraph in titles}
    chosen = known if len(known) == 1 else known & above
    if not known:
        chosen = {name[-1].text for name in names if name[-1].entity == "PERSON"}
    if len(chosen) != 1:
        return None
    named = [run for run in runs if run[-1].text in chosen][-1]
    return named[0].start, named[-1].end


def _names_before(parsed: ParsedArticle, position: int) -> Iterator[list[Token]]:
    """Candidate person names before an offset: runs of proper nouns with no other entity label."""
    run: list[Token] = []
    for token in parsed.tokens:
        if token.start >= position:
            break
        name = token.tag in ("NNP", "NNPS") and token.entity not in _NO_PEOPLE
        if run and (not name or token.paragraph != run[-1].paragraph):
            yield run
            run = []
        if name:
            run.append(token)
    if run:
        yield run


def headline(parsed: ParsedArticle) -> Iterator[Draft]:
    """A headline with a name first or last: "Kim Lee: No tax rises", "No tax rises: Lee"."""
    for paragraph in parsed.annotation.article.paragraphs:
        if paragraph.role != "title":
            continue
        label = LABEL.match(parsed.text, paragraph.start, paragraph.end)
        said = (label.end(), paragraph.end) if label is not None else (0, 0)
        if label is None:
            label = _SIGNED.search(parsed.text[: paragraph.end].rstrip(), paragraph.start)
            said = (paragraph.start, label.start()) if label is not None else said
        if label is None:
            continue
        span = label.span("name")
        named = [t for t in parsed.tokens if span[0] <= t.start < span[1]]
        if named and _is_speaker(parsed, named):
            content = trim_all(parsed.text, [said])
            yield Draft("headline", content, [], [span])


def _is_speaker(parsed: ParsedArticle, named: list[Token]) -> bool:
    """Whether a label is a name that the body knows, and no section ("Opinion", "Live")."""
    if any(t.entity in ("PERSON", "ORG", "NORP") for t in named):
        return True
    last = named[-1].text
    return any(
        t.text == last and t.entity in _SPEAKERS for t in parsed.tokens if t.start > named[-1].end
    )


def named(parsed: ParsedArticle) -> Iterator[Draft]:
    """A name with a colon or dash that leads to a quotation, or a name that signs it."""
    yield from _signed_posts(parsed)
    for quotation, inside in open_quotations(parsed):
        if quotation.words < MIN_QUOTED_WORDS and not _answers_a_colon(parsed, quotation, inside):
            continue
        name = (
            _name_before(parsed, inside)
            or _name_after(parsed, quotation)
            or _name_above(parsed, quotation)
        )
        if name:
            yield Draft("named", [(quotation.start, quotation.end)], [], name)


def _signed_posts(parsed: ParsedArticle) -> Iterator[Draft]:
    """A post without marks that its author signs: "We are sorry. — Kim Lee (@kimlee)"."""
    for paragraph in parsed.annotation.article.paragraphs:
        signed = _POST.fullmatch(parsed.text, paragraph.start, paragraph.end)
        held = any(d.source for d in parsed.drafts_in(parsed.paragraph_at(paragraph.start)))
        if signed is not None and paragraph.analysed and not held:
            content = trim_all(parsed.text, [signed.span("said")])
            yield Draft("named", content, [], [signed.span("name")])


def _answers_a_colon(parsed: ParsedArticle, quotation: Quotation, inside: list[Token]) -> bool:
    """Whether a short quotation is a whole sentence after a colon: "She was blunt: “Never.”"."""
    before = parsed.tokens[inside[0].i - 1].text if inside[0].i else ""
    return before == ":" and is_own_sentence(parsed, quotation, inside)


def _name_before(parsed: ParsedArticle, inside: list[Token]) -> list[Span]:
    """A name or role before a colon or dash and a quotation: "Kim Lee: “...”".

    Where a whole clause leads to the colon ("Kim Lee had a plan: “...”") its subject speaks.
    """
    at = inside[0].i - 1
    if at < 1 or parsed.tokens[at].text not in (":", *_DASHES):
        return []
    before = [t for t in parsed.sentence(parsed.tokens[at]) if t.i < at and t.quotation < 0]
    verbs = [t for t in before if t.pos in ("VERB", "AUX") and t.tag in ("VBD", "VBZ", "VBP")]
    if not verbs:
        name = parsed.tokens[at - 1]
        return _phrase_at(parsed, name) if len(before) <= MAX_NAME_OF_A_LABEL else []
    if parsed.tokens[at].text != ":" or parsed.tokens[at].paragraph != inside[0].paragraph:
        return []
    main = min(verbs, key=lambda t: sum(1 for _ in t.ancestors()))
    subject = subject_of(main)
    if subject is None or subject.entity in ("DATE", "TIME") or subject.lemma in _NO_SPEAKERS:
        return []
    return noun_phrase(parsed, subject, main)


def _name_after(parsed: ParsedArticle, quotation: Quotation) -> list[Span]:
    """A name after a dash or colon, in brackets, or alone in the next paragraph: a signature."""
    paragraphs = parsed.annotation.article.paragraphs
    here = paragraphs[quotation.paragraph]
    rest = (quotation.end, here.end)
    if not parsed.text[slice(*rest)].strip():
        if quotation.paragraph + 1 == len(paragraphs):
            return []
        rest = (paragraphs[quotation.paragraph + 1].start, paragraphs[quotation.paragraph + 1].end)
    signed = _SIGNATURE.fullmatch(parsed.text, *rest)
    new = rest[0] > here.end
    if signed is None or not (signed["inner"] or signed["mark"] or (new and not quotation.closed)):
        return []
    return _verbless_name(parsed, signed.span("inner" if signed["inner"] else "name"))


def _name_above(parsed: ParsedArticle, quotation: Quotation) -> list[Span]:
    """A name with a role alone in the paragraph before a quotation: "From Kim Lee, chairwoman"."""
    paragraphs = parsed.annotation.article.paragraphs
    here, above = paragraphs[quotation.paragraph], paragraphs[max(0, quotation.paragraph - 1)]
    alone = not parsed.text[here.start : quotation.start].strip()
    if not alone or not quotation.closed or above is here or above.role != "body":
        return []
    led = _LEADING.fullmatch(parsed.text, above.start, above.end)
    if led is None or not (led["from"] or "," in led["name"]):
        return []
    first = next(iter(parsed.tokens_between(*led.span("name"))), None)
    person = led["from"] or (first is not None and first.entity == "PERSON")
    return _verbless_name(parsed, led.span("name")) if person else []


def _verbless_name(parsed: ParsedArticle, span: Span) -> list[Span]:
    """A stretch of text, if it is short and a name with or without a role."""
    words = [t for t in parsed.tokens if span[0] < t.end and t.start < span[1] and t.is_word]
    sentence = any(t.pos in ("VERB", "AUX") for t in words)
    if not words or sentence or len(words) >= MAX_NAME_OF_A_LABEL:
        return []
    return trim_all(parsed.text, [span]) if any(t.pos == "PROPN" for t in words[:3]) else []


def _phrase_at(parsed: ParsedArticle, token: Token) -> list[Span]:
    """The noun phrase that ends with a token, if it is a name or a role."""
    if token.pos not in ("PROPN", "NOUN"):
        return []
    if token.pos != "PROPN" and token.entity not in ("PERSON", "ORG", "NORP"):
        return []
    phrase = noun_phrase(parsed, token)
    if phrase and phrase[-1][1] <= token.end:
        return phrase
    first = token  # of a name that is parsed as a part of the quotation after it
    while first.tag == "NNP" and first.i and parsed.tokens[first.i - 1].tag == "NNP":
        first = parsed.tokens[first.i - 1]
    return [(first.start, token.end)]
