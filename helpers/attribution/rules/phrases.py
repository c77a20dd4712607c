"""Phrase rules: content without a cue verb: "according to", "the claim that".

Keys in the lexicon of cue nouns: ``that``, ``infinitive``, ``is`` ("her claim is that ...") and
``prep:PREPOSITION`` ("criticism of ...").
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.attribution import Span
from helpers.attribution.cues import Cue
from helpers.attribution.edges import phrase_content
from helpers.attribution.fitted.source_choice import noun_class
from helpers.attribution.parsed_article import (
    Draft,
    ParsedArticle,
    children,
    first_child,
    subject_of,
)
from helpers.attribution.sources import noun_phrase, phrase_of, speaker_token
from helpers.attribution.spans import token_spans, trim_all

# Verbs whose subject utters the noun that is their object: one makes, but does not face, a claim.
_CARRIERS = frozenset(
    ["add", "air", "announce", "be", "deliver", "express", "file", "give", "have", "hold", "issue",
     "keep", "launch", "level", "lodge", "make", "offer", "post", "release", "renew", "repeat",
     "reiterate", "send", "share", "show", "state", "submit", "take", "voice", "write"]
)  # fmt: skip
_HEARSAY = frozenset(["allegedly", "reportedly", "supposedly"])
_CARRYING = frozenset(["in", "with", "as"])  # "in support of", "with criticism of"


def according_to(parsed: ParsedArticle) -> Iterator[Draft]:
    """A clause or sentence "according to" a source, or "per" one."""
    for token in parsed.tokens:
        word = token.text.lower()
        if word not in ("according", "per") or token.quotation >= 0:
            continue
        to = next((c for c in token.children if c.text.lower() == "to"), None)
        if word == "per":
            to = token
        named = first_child(to, "pobj") if to is not None else None
        if to is None or named is None or (word == "per" and not _is_cited(parsed, token, named)):
            continue
        content = _clause_without(parsed, token)
        if noun_class(named) == "text" and _is_quoted(parsed, token):
            continue  # "“No,” he told fans, according to a statement": the words are his own
        cue = token_spans([token, to])
        source = noun_phrase(parsed, named)
        yield Draft("according_to", content, cue, source, token, lemma="according to")


def hearsay(parsed: ParsedArticle) -> Iterator[Draft]:
    """A clause that is said to be so by nobody in particular: "He reportedly fled"."""
    for token in parsed.tokens:
        verb = token.head
        if token.text.lower() not in _HEARSAY or token.quotation >= 0 or token.dep != "advmod":
            continue
        main = verb.pos in ("VERB", "AUX") and verb.dep not in ("relcl", "acl", "amod", "pcomp")
        if main and parsed.draft_of(verb) is None:
            apart = [token, *children(verb, "mark")]
            content = [t for t in verb.subtree() if t not in apart]
            spans = trim_all(parsed.text, token_spans(content))
            yield Draft("hearsay", spans, [(token.start, token.end)], [], token, lemma="hearsay")


def _is_cited(parsed: ParsedArticle, per: Token, named: Token) -> bool:
    """Whether "per" gives a source set off by a comma, and no rate: "per the ministry"."""
    opens = per.i == parsed.sentence(per)[0].i or parsed.tokens[per.i - 1].text in (",", ":", ";")
    return opens and (named.pos == "PROPN" or noun_class(named) in ("text", "speaker"))


def _is_quoted(parsed: ParsedArticle, phrase: Token) -> bool:
    """Whether the words that a text is said to hold are somebody's quotation."""
    return any(
        d.head is not None and d.head.sentence == phrase.sentence and d.construction == "quote"
        for d in parsed.drafts_in(phrase.paragraph)
        if d.source and d.content[0][1] < phrase.start
    )


def _ends_sentence(parsed: ParsedArticle, phrase: Token) -> bool:
    """Whether a phrase follows a comma at the end of its sentence."""
    below = phrase.subtree()
    first, last = below[0].i, below[-1].i
    rest = [t for t in parsed.sentence(phrase) if t.i > last and t.is_word]
    return not rest and first > 0 and parsed.tokens[first - 1].text == ","


def _clause_without(parsed: ParsedArticle, phrase: Token) -> list[Span]:
    """The clause around a phrase, the phrase itself left out."""
    head = phrase.head
    while (
        head.pos not in ("VERB", "AUX") or head.dep in ("amod", "compound", "acl", "relcl")
    ) and head.head is not head:
        head = head.head
    while head.dep in ("xcomp", "auxpass", "aux", "pcomp") and head.head is not head:
        head = head.head
    if _ends_sentence(parsed, phrase):  # all that is joined before it, not the last part alone
        while head.dep in ("conj", "ccomp", "advcl") and head.head.pos in ("VERB", "AUX"):
            head = head.head
    out = {t.i for t in phrase.subtree()}
    tokens = [
        t
        for t in parsed.tokens[head.subtree()[0].i : head.subtree()[-1].i + 1]
        if t.i not in out and t.sentence == phrase.sentence
    ]
    start = next((t.i for t in reversed(tokens) if t.text in (";", ":") and t.i < phrase.i), -1)
    if any(t.i > start + 2 and t.i < phrase.i for t in tokens):
        tokens = [t for t in tokens if t.i > start]
    while tokens and tokens[0].dep in ("cc", "mark") and tokens[0].text.lower() != "that":
        tokens = tokens[1:]
    return trim_all(parsed.text, token_spans(tokens))


def noun(parsed: ParsedArticle) -> Iterator[Draft]:
    """A noun that reports: "the claim that ...", "her call for ...", "criticism of ..."."""
    for head in parsed.tokens:
        if head.pos != "NOUN" or head.quotation >= 0:
            continue
        for key, content in _complements(head):
            cue = parsed.cues.noun(head.lemma.lower(), key) or _as_participle(parsed, head, key)
            if cue is None:
                continue
            # a preposition before the content belongs to the cue
            prep = [content] if content.dep == "prep" else []
            yield Draft(
                rule="noun",
                content=phrase_content(parsed, content.children if prep else [content], head),
                cue=token_spans([head, *prep]),
                source=_noun_source(parsed, head, content),
                head=head,
                speech=cue.speech,
                rate=cue.rate,
                lemma=cue.lemma,
                construction=cue.construction,
            )
            break


def _as_participle(parsed: ParsedArticle, head: Token, key: str) -> Cue | None:
    """The verb of a participle that is parsed as a noun: "with mayor Ann Lee warning of ..."."""
    stem = head.lemma.lower().removesuffix("ing")
    if head.head.text != "with" or not _is_named(head):
        return None
    return parsed.cues.verb(stem, key) or parsed.cues.verb(f"{stem}e", key)


def _is_named(head: Token) -> bool:
    """Whether a word like a participle has a name right before it."""
    before = [c for c in head.subtree() if c.i < head.i]
    return head.text.endswith("ing") and bool(before) and before[-1].tag == "NNP"


def _complements(head: Token) -> Iterator[tuple[str, Token]]:
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep in ("acl", "ccomp", "relcl"):
            first = child.subtree()[0]
            if first.text.lower() == "that" and child.tag != "VBG":
                if first.dep == "mark" or first.tag == "IN" or subject_of(child) is not first:
                    yield "that", child
            elif any(c.tag == "TO" for c in children(child, "aux")):
                yield "infinitive", child
            elif child.dep != "relcl" and subject_of(child) is not None and child.tag != "VBG":
                yield "that", child  # "allegations he lied"
        elif child.dep == "prep":
            yield f"prep:{child.text.lower()}", child
    if head.dep == "nsubj" and head.head.lemma == "be":
        for child in children(head.head, "ccomp", "xcomp"):
            if child.i > head.head.i:
                yield "is", child


def _noun_source(parsed: ParsedArticle, head: Token, content: Token) -> list[Span]:
    """Whose claim: the possessor, the one it comes from, or the subject who makes it."""
    owner = first_child(head, "poss")
    if _is_named(head):
        return trim_all(parsed.text, [(head.subtree()[0].start, head.start)])
    if owner is None:
        for prep in children(head, "prep"):
            if prep.text.lower() in ("from", "by") or (
                prep.text.lower() == "of" and prep is not content
            ):
                owner = first_child(prep, "pobj")
                break
    if owner is not None:
        return noun_phrase(parsed, owner, head)
    if head.dep in ("dobj", "pobj", "attr"):
        verb = head.head if head.dep != "pobj" else head.head.head
        carries = verb.lemma in _CARRIERS if head.dep != "pobj" else head.head.text in _CARRYING
        if verb.pos in ("VERB", "AUX") and carries:
            speaker = speaker_token(verb)
            if speaker is not None and speaker is not head:
                return phrase_of(parsed, speaker, verb)
    return []
