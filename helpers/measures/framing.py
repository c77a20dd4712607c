"""Framing: the generic frames of a story, and whose casualties it mentions."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from helpers.analysis import Analysis
from helpers.annotation import Token
from helpers.lexicons import LEXICONS, by_entry
from helpers.measures.shared.grammar import antecedent, negated, noun_phrase, told_as_fact
from helpers.measures.shared.hits import Hits, MentionIndex
from helpers.measures.shared.matching import Match
from helpers.measures.shared.participants import (
    active_agent,
    active_patient,
    is_passive,
    participants_of_verb,
)
from helpers.measures.shared.sides import NO_SIDE, country_named
from helpers.measures.shared.word_categories import category_matches
from helpers.prose import listing

# Semetko & Valkenburg (2000); the words of the lexicon ``generic_frames`` are the evidence.
FRAMES = ("conflict", "responsibility", "human interest", "economic consequences", "morality")
FATES = ("killed", "wounded", "missing", "displaced", "held", "victims")
LEXICON = LEXICONS / "casualty_words.tsv"
COLUMNS = ("negated", "factual", "victims", "status", "victim_actor", "side")
_NAMES = frozenset({"PERSON", "NORP"})
_PEOPLE_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "you", "who", "somebody", "someone"})
_PEOPLE_PRONOUNS |= {"nobody", "no-one", "noone", "anyone", "anybody", "none", "everyone", "one"}
_NOBODY = frozenset({"nobody", "none", "no-one"})
_COUNTED = frozenset("dozen score hundred thousand million number group crowd couple one".split())


class _Victims(NamedTuple):
    head: Token | None  # the noun, pronoun or number that names them
    status: str


def casualties(analysis: Analysis) -> Hits:
    """Return one hit for each mention of people who came to harm, with one of ``FATES``.

    A verb counts where its victims are people ("killed ten villagers", not "killed the bill"), or
    where none are named in a passive.
    """
    annotation, mentions = analysis.annotation, MentionIndex(analysis.actors)
    rows = []
    for match, found in category_matches(analysis, LEXICON, FATES):
        victims = _victims(match)
        if victims is None:
            continue
        head, actor = victims.head, mentions.actor_at(victims.head)
        nobody = head is not None and (
            head.lemma.lower() in _NOBODY or any(c.lemma.lower() == "no" for c in head.children)
        )
        rows.append(
            {
                **found,
                "negated": nobody or negated(match.head),
                "factual": match.head.pos != "VERB" or told_as_fact(match.head),
                "victims": listing(noun_phrase(annotation, h) for h in (head, *_with(head))),
                "status": victims.status,
                "victim_actor": actor,
                "side": country_named(head) or actor or NO_SIDE,
            }
        )
    return Hits(rows, COLUMNS)


def _victims(match: Match) -> _Victims | None:
    """The people whose harm a match reports, or None where it reports no harm to people."""
    head, place = match.head, match.entry["victim"]
    if place == "self":
        if head.dep == "compound":  # "refugee status"
            return None
        if head.dep == "amod":  # "the dead sailors"
            return _of_people(head.head)
        return _Victims(head, _status(head) or "unspecified")
    if place == "of":
        owner = _owner(head)
        if owner is None:  # "sentenced to death" names no dead, "deaths rose" does
            several = head.tag == "NNS" or len(match.tokens) > 1
            return _Victims(head, "unspecified") if several else None
        return _of_people(owner)
    if any(child.dep == "dobj" for child in head.children) and place == "subject":
        return None  # "missing the bus"
    victim = _suffering(head, place)
    if victim is None:
        passive = place == "object" and is_passive(head)
        return _Victims(None, "unspecified") if passive else None
    return _of_people(victim)


def _with(head: Token | None) -> list[Token]:
    """The people who came to harm with those of a noun: "two of the crew and a passenger"."""
    if head is None:
        return []
    parts = (t for c in head.children if c.lemma == "of" for t in c.children if t.dep == "pobj")
    others = (t for noun in (head, *parts) for t in noun.children if t.dep == "conj")
    return [t for t in others if t.pos in ("NOUN", "PROPN") and _is_people(t)]


def _of_people(named: Token) -> _Victims | None:
    return _Victims(named, _status(named) or "unspecified") if _is_people(named) else None


def _suffering(head: Token, place: str) -> Token | None:
    if head.pos in ("VERB", "AUX") and head.lemma.lower() != "be":
        if place == "object":
            cut_short = head.tag == "VBN" and head.dep == "conj" and is_passive(head.head)
            if cut_short and active_patient(head) is None:  # "ten were killed and 30 wounded"
                return active_agent(head)
            return participants_of_verb(head).patient
        return active_agent(head)
    # "ten were left dead", "the storm left ten dead", "two children are missing"
    own = next((c for c in head.children if c.dep in ("nsubj", "nsubjpass")), None)
    if own is not None:
        return antecedent(own)
    verb = head.head
    if head.dep in ("amod", "acl"):
        return verb
    objects = [c for c in verb.children if c.dep == "dobj" and c.i < head.i]
    subjects = [c for c in verb.children if c.dep in ("nsubj", "nsubjpass")]
    return next((antecedent(c) for c in [*objects, *subjects]), None)


def _owner(noun: Token) -> Token | None:
    """Whose death it is: "the death of two nurses", "her death", "civilian casualties"."""
    for child in noun.children:
        if child.dep == "poss":
            return child
    for child in noun.children:
        if child.dep == "prep" and child.lemma.lower() in ("of", "among", "to"):
            return next((c for c in child.children if c.dep == "pobj"), None)
    return next((c for c in noun.children if c.dep in ("compound", "amod") and _status(c)), None)


def _is_people(token: Token) -> bool:
    if token.tag == "CD" or _status(token) or token.entity in _NAMES:
        return True
    if token.tag == "NNPS" and country_named(token):  # "Danes"
        return True
    if token.tag in ("PRP", "PRP$", "WP") or token.lemma.lower() in _PEOPLE_PRONOUNS:
        return token.lemma.lower() not in ("it", "its", "what")
    return token.lemma.lower() in _COUNTED


def _status(token: Token) -> str:
    """How the words present somebody; for "dozens of villagers" as the villagers."""
    own = _statuses().get(token.lemma.lower()) or _statuses().get(token.text.lower(), "")
    for child in token.children:
        if child.dep in ("compound", "amod") and _statuses().get(child.lemma.lower()) == "civilian":
            return "civilian"  # "civilian casualties"
        counted = token.tag == "CD" or token.lemma.lower() in _COUNTED or own == "unspecified"
        if child.dep == "prep" and child.lemma.lower() == "of" and counted:
            inside = next((c for c in child.children if c.dep == "pobj"), None)
            own = (_status(inside) if inside is not None else "") or own
    return own


@cache
def _statuses() -> dict[str, str]:
    """Status by noun; nouns for people of other lists are "unspecified"."""
    people = dict.fromkeys(by_entry("person_roles", "entry"), "unspecified")
    return people | by_entry("victim_status", "status")
