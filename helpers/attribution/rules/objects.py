"""Object rules: a cue verb whose content is a noun phrase, a phrase with *as*, or a preposition.

Keys in the lexicon of cue verbs: ``object`` ("rejected the claim"), ``object+as`` ("described
the move as ..."), ``naming`` ("called it a mistake"), ``object+PREPOSITION`` ("accused them
of ..."), ``prep:PREPOSITION`` ("called for ..."), and each in the passive as ``passive:KEY``;
``+infinitive`` and ``+number`` ask for an infinitive or a number besides ("appealed to both to
stop", "put the damage at two million").
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.attribution import Span
from helpers.attribution.edges import phrase_content
from helpers.attribution.fitted.source_choice import noun_class
from helpers.attribution.parsed_article import (
    Draft,
    ParsedArticle,
    children,
    first_child,
    subject_of,
)
from helpers.attribution.rules.verbs import cue_of, is_clause_of_agent, verb_draft
from helpers.attribution.sources import TIMES, quotes_as_saying
from helpers.attribution.spans import token_spans, trim_all

_WITH_OBJECT = frozenset("as of for over on about with against to by in at".split())
# what an office brings about by declaring it
_DECREED = frozenset("disaster emergency state war ceasefire truce holiday curfew mourning".split())


def naming(parsed: ParsedArticle) -> Iterator[Draft]:
    """A verb that gives its object a name or a quality: "called the plan a mistake"."""
    for verb in parsed.verbs:
        named = first_child(verb, "oprd", "attr", "acomp")
        obj = first_child(verb, "dobj")
        if named is None:
            named = first_child(verb, "ccomp")
            if named is None or named.pos in ("VERB", "AUX"):
                continue
            obj = obj or first_child(named, "nsubj")
        if obj is None and named.dep != "ccomp":
            continue
        cue = parsed.cues.verb(verb.lemma.lower(), "naming")
        if cue is None:
            continue
        parts = [p for p in (obj, named) if p is not None]
        if named.lemma.lower() == "dead":
            continue  # a doctor's deed
        yield verb_draft(parsed, "naming", verb, cue, phrase_content(parsed, parts, verb))


def object_(parsed: ParsedArticle) -> Iterator[Draft]:
    """A verb with a noun phrase as content: "criticised the bill for its cost"."""
    for verb in parsed.verbs:
        obj = first_child(verb, "dobj") or _answer(verb)
        if obj is None or _is_asked_for(obj, verb) or quotes_as_saying(verb):
            continue
        if obj.subtree()[0].text.lower() == "any" and any(c.tag == "MD" for c in verb.children):
            continue  # "will dismiss any criticism": of what was not said yet
        deep = [t for t in obj.subtree() if verb.lemma == "put" and t.text == "at" and t.i > obj.i]
        later = [
            c
            for c in (*children(verb, "prep"), *deep)
            if c.i > obj.i and c.text.lower() in _WITH_OBJECT
            # ", with Lee warning of ...": what others did
            if c.text != "with" or parsed.tokens[c.i - 1].text != ","
        ]
        lemma = verb.lemma.lower()
        done = False
        for prep in later:
            keys = [f"object+{prep.text.lower()}"]
            keys += [f"{keys[0]}+number"] if _has_number(prep) else []
            cue = parsed.cues.verb(lemma, *keys)
            if cue is not None:
                spans = _with_rest(parsed, [obj, prep], verb)
                yield verb_draft(parsed, "object", verb, cue, spans)
                done = True
                break
        if done:
            continue
        cue = parsed.cues.verb(lemma, "object")
        subject = subject_of(verb)
        if lemma == "find" and subject is not None and noun_class(subject) == "text":
            cue = parsed.cues.verb(lemma, "naming")  # "The review found no evidence"
        decreed = lemma == "declare" and obj.lemma.lower() in _DECREED
        if cue is not None and not _is_deed(verb) and not decreed:
            yield verb_draft(parsed, "object", verb, cue, _with_rest(parsed, [obj], verb))


def _answer(verb: Token) -> Token | None:
    """The token "yes" or "no" that is the object of "say"."""
    answers = (c for c in children(verb, "intj") if c.i == verb.i + 1)
    return next((c for c in answers if c.text.lower() in ("yes", "no")), None)


def _is_asked_for(obj: Token, verb: Token) -> bool:
    """Whether the object is what a question asks for: "What did she say?" reports nothing."""
    subject = subject_of(verb)
    inverted = subject is not None and any(c.i < subject.i for c in children(verb, "aux"))
    return inverted and obj.i < verb.i and obj.text.lower() == "what"


def _has_number(prep: Token) -> bool:
    return any(t.tag == "CD" or t.text[0].isdigit() for t in prep.subtree())


def _is_deed(verb: Token) -> bool:
    """Whether a verb is a deed: a state recalls an envoy, a firm its goods, a keeper denies Lee."""
    subject, obj = subject_of(verb), first_child(verb, "dobj")
    if verb.lemma == "deny" and obj is not None and obj.entity == "PERSON":
        return True
    owned = obj is not None and any(c.text.lower() in ("its", "their") for c in obj.children)
    body = subject is not None and subject.entity in ("GPE", "ORG")
    return verb.lemma == "recall" and (owned or body)


def _with_rest(parsed: ParsedArticle, parts: list[Token], verb: Token) -> list[Span]:
    """The content with what follows at once and belongs to it: "to ...", "as ...", "for ..."."""
    last = max(t.i for part in parts for t in part.subtree())
    for child in verb.children:
        first = child.subtree()[0]
        if first.i != last + 1:
            continue
        infinitive = child.dep in ("advcl", "xcomp") and first.text.lower() == "to"
        if infinitive or (child.dep == "prep" and first.text.lower() in ("to", "as", "for")):
            parts = [*parts, child]
            last = child.subtree()[-1].i
    return phrase_content(parsed, parts, verb)


def preposition(parsed: ParsedArticle) -> Iterator[Draft]:
    """A verb with a preposition whose object is the content: "called for a ceasefire"."""
    for verb in parsed.verbs:
        for prep in children(verb, "prep", "prt", "agent"):
            if prep.i < verb.i or quotes_as_saying(verb):
                continue
            keys = [f"prep:{prep.text.lower()}"]
            if any(c.i > prep.i and _is_infinitive(c) for c in children(verb, "xcomp")):
                keys.append(f"{keys[0]}+infinitive")
            cue = cue_of(parsed, verb, *keys)
            if cue is None:
                continue
            content = [c for c in prep.children if c.dep in ("pobj", "pcomp")]
            if verb.lemma == "charge" and content and content[0].tag == "PRP":
                continue  # "charged with him": in his company
            if prep.text.lower() in ("on", "in", "at") and content and content[0].entity in TIMES:
                continue  # "agreed on Tuesday"
            if not content:
                content = [
                    c
                    for c in verb.children
                    if c.i > prep.i and c.dep in ("dobj", "advcl", "ccomp", "xcomp", "pcomp")
                ][:1]
            if not content:
                continue
            spans = _with_rest(parsed, content, verb)
            yield verb_draft(parsed, "preposition", verb, cue, spans, prep)
            break


def _is_infinitive(verb: Token) -> bool:
    return any(c.tag == "TO" for c in children(verb, "aux"))


def passive(parsed: ParsedArticle) -> Iterator[Draft]:
    """A passive whose subject is what is reported on: "The plan was criticised by farmers"."""
    for verb in parsed.verbs:
        subject = first_child(verb, "nsubjpass")
        if subject is None:
            if verb.tag != "VBN" or verb.dep != "acl" or verb.head.pos not in ("NOUN", "PROPN"):
                continue
            draft = _participle(parsed, verb)
            if draft is not None:
                yield draft
            continue
        if quotes_as_saying(verb):
            continue
        parts: list[Token] = [subject]
        key = "passive:object"
        for child in verb.children:
            if child.dep in ("oprd", "attr") and child.i > verb.i:
                key, parts = "passive:naming", [subject, child]
            elif child.dep == "xcomp" and child.i > verb.i:
                key, parts = "passive:infinitive", [subject, child]
            elif child.dep == "ccomp" and child.i > verb.i and not is_clause_of_agent(child, verb):
                key, parts = "passive:clause", [child]
            elif child.dep == "prep" and child.text.lower() in _WITH_OBJECT and child.i > verb.i:
                by_prep = f"passive:object+{child.text.lower()}"
                if parsed.cues.verb(verb.lemma.lower(), by_prep) is not None:
                    key, parts = by_prep, [subject, child]
            else:
                continue
            break
        if key == "passive:naming" and parts[-1].lemma.lower() == "dead":
            continue  # a doctor's deed
        cue = parsed.cues.verb(verb.lemma.lower(), key)
        if cue is not None:
            spans = phrase_content(parsed, parts, verb)
            yield verb_draft(parsed, "passive", verb, cue, spans)


def _participle(parsed: ParsedArticle, verb: Token) -> Draft | None:
    """A passive participle after its noun: "a practice criticised by farmers"."""
    cue = parsed.cues.verb(verb.lemma.lower(), "passive:participle")
    if cue is None:
        return None
    noun = verb.head
    inside = {t.i for t in verb.subtree()}
    tokens = [t for t in noun.subtree() if t.i not in inside and t.i < verb.i]
    content = trim_all(parsed.text, token_spans(tokens))
    return verb_draft(parsed, "passive", verb, cue, content)


def infinitive(parsed: ParsedArticle) -> Iterator[Draft]:
    """A verb with an infinitive that says what is promised or asked: "urged them to leave"."""
    for verb in parsed.verbs:
        for content in children(verb, "xcomp", "ccomp", "advcl"):
            if content.i < verb.i or not any(c.tag == "TO" for c in children(content, "aux")):
                continue
            subject = subject_of(content)
            objects = [c for c in children(verb, "dobj", "dative") if verb.i < c.i < content.i]
            for_ = next((c for c in children(content, "mark") if c.text.lower() == "for"), None)
            if for_ is not None and subject is not None:  # "called for the banks to lend"
                cue = cue_of(parsed, verb, "prep:for")
                if cue is not None:
                    spans = phrase_content(parsed, [content], verb)
                    spans = [(max(s, for_.end), e) for s, e in spans]
                    yield verb_draft(parsed, "infinitive", verb, cue, spans, for_)
                    break
            called = _called_on(parsed, verb, content)
            if called is not None:  # "called on the banks to lend"
                yield called
                break
            if content.dep == "advcl" and not objects:
                continue
            key = "object+infinitive" if subject or objects else "infinitive"
            if verb.lemma in ("seem", "appear") and not _is_person(subject_of(verb)):
                continue  # how a thing looks is the author's own view
            cue = cue_of(parsed, verb, key)
            if cue is None:
                continue
            spans = phrase_content(parsed, [*objects, content], verb)
            yield verb_draft(parsed, "infinitive", verb, cue, spans)
            break


def _called_on(parsed: ParsedArticle, verb: Token, content: Token) -> Draft | None:
    """A request with a preposition before whom it is made to: "appealed to both to stop"."""
    for prep in children(verb, "prep"):
        asked = first_child(prep, "pobj")
        if asked is None or not verb.i < prep.i < content.i or prep.i > verb.i + 2:
            continue
        key = f"prep:{prep.text.lower()}"
        cue = cue_of(parsed, verb, key, f"{key}+infinitive")
        if cue is not None and (prep.text.lower() in ("on", "upon") or "+" in cue.construction):
            spans = phrase_content(parsed, [asked, content], verb)
            return verb_draft(parsed, "infinitive", verb, cue, spans, prep)
    return None


def _is_person(token: Token | None) -> bool:
    """Whether a token can hold a view: a name, a body, a personal pronoun."""
    if token is None:
        return False
    named = token.entity in ("PERSON", "ORG", "NORP", "GPE")
    return named or token.text.lower() in ("he", "she", "they", "i", "we", "you", "who")
