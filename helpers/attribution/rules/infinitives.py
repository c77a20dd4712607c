"""Infinitive rule: what is promised, asked for or refused, as an infinitive."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.edges import phrase_content
from helpers.attribution.parsed_article import Draft, Reading, children, subject_of
from helpers.attribution.rules.verbs import cue_of, verb_draft


def infinitive(reading: Reading) -> Iterator[Draft]:
    """A verb with an infinitive that says what is promised or asked: "urged them to leave"."""
    for verb in reading.verbs:
        for content in children(verb, "xcomp", "ccomp", "advcl"):
            if content.i < verb.i or not any(c.tag == "TO" for c in children(content, "aux")):
                continue
            subject = subject_of(content)
            objects = [c for c in children(verb, "dobj", "dative") if verb.i < c.i < content.i]
            for_ = next((c for c in children(content, "mark") if c.text.lower() == "for"), None)
            if for_ is not None and subject is not None:  # "called for the banks to lend"
                cue = cue_of(reading, verb, "prep:for")
                if cue is not None:
                    spans = phrase_content(reading, [content], verb)
                    spans = [(max(s, for_.end), e) for s, e in spans]
                    yield verb_draft(reading, "infinitive", verb, cue, spans, for_)
                    break
            if content.dep == "advcl" and not objects:
                continue
            key = "object+infinitive" if subject or objects else "infinitive"
            if verb.lemma in ("seem", "appear") and not _is_person(subject_of(verb)):
                continue  # how a thing looks is the author's own view
            cue = cue_of(reading, verb, key)
            if cue is None:
                continue
            spans = phrase_content(reading, [*objects, content], verb)
            yield verb_draft(reading, "infinitive", verb, cue, spans)
            break


def _is_person(token: Token | None) -> bool:
    """Whether a token can hold a view: a name, a body, a personal pronoun."""
    if token is None:
        return False
    people = token.entity in ("PERSON", "ORG", "NORP", "GPE")
    return people or token.text.lower() in ("he", "she", "they", "i", "we", "you", "who")
