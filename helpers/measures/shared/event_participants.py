"""Deeds: who does what a verb or a noun of action tells, and to whom."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from helpers.annotation import Token
from helpers.lexicons import load_lexicon
from helpers.lexicons.actor_words import country_key, vocabulary
from helpers.measures.shared.participants import (
    active_agent,
    active_patient,
    is_passive,
    passive_agent,
    passive_patient,
)
from helpers.speakers.names.roles import means_a_person

_NO_NAMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_AGAINST = frozenset({"of", "on", "against", "at", "upon"})


class NamedParties(NamedTuple):
    """The words for who does something and whom or what it is done to; None for not named."""

    doer: Token | None
    against: Token | None


def parties_of_verb(verb: Token) -> NamedParties:
    """Return who does what a verb tells, and to whom, in the active or the passive."""
    if is_passive(verb):
        return NamedParties(passive_agent(verb), passive_patient(verb))
    return NamedParties(active_agent(verb), active_patient(verb))


def parties_of_noun(noun: Token) -> NamedParties:
    """Return who does what a noun of action tells ("attack"), and to whom.

    The doer stands after "by", as the owner ("the army's attack"), as the country or the people
    before the noun ("Danish attack", "rebel attack") or as the subject of a verb that lends it
    ("rebels launched attacks", "attacks were carried out by rebels"). Whom it is done to stands
    after "of", "on" or "against", or as the owner ("the man's arrest", lexicon ``action_nouns``).
    """
    doer = against = None
    suffers = _owners().get(noun.lemma.lower()) == "sufferer"
    for child in noun.children:
        word = child.lemma.lower()
        object_ = next((c for c in child.children if c.dep == "pobj"), None)
        if object_ is not None and word == "by":
            doer = doer or object_
        elif object_ is not None and word in _AGAINST:
            against = against or object_
        elif (child.dep == "poss" and child.tag != "PRP$") or _before(child):
            doer, against = (doer, against or child) if suffers else (doer or child, against)
    return NamedParties(doer or _lent(noun), against)


def _before(child: Token) -> bool:
    """Whether a word before a noun of action says who did it; a town says where."""
    if child.dep not in ("compound", "amod", "nmod") or not names_somebody(child):
        return False
    known, key = vocabulary(), country_key(child.text)
    if key in known.countries or key in known.demonyms:
        return True
    town = key in known.capitals or key in known.regions
    return not town and not (child.entity in ("GPE", "LOC", "FAC") and child.pos == "PROPN")


def _lent(noun: Token) -> Token | None:
    """The doer that a support verb lends to a noun: "rebels launched an attack"."""
    verb = noun.head
    particle = " ".join(child.text.lower() for child in verb.children if child.dep == "prt")
    if f"{verb.lemma.lower()} {particle}".strip() not in _support_verbs():
        return None
    if noun.dep == "dobj" and not is_passive(verb):
        return active_agent(verb)
    return passive_agent(verb) if noun.dep == "nsubjpass" else None


def names_somebody(token: Token) -> bool:
    """Return whether a word names people, a body, a group or a country rather than a thing.

    Pronouns of persons do, and nouns that a lexicon of people and bodies holds or that end like
    nouns for people ("climber", but "helicopter" too); other common nouns are taken for things.
    An adjective does where it is a country's ("Danish").
    """
    if token.entity in ("PERSON", "ORG", "GPE", "NORP") and token.pos in ("PROPN", "ADJ"):
        return True
    if token.entity in _NO_NAMES:
        return False
    # a plural with a capital may only begin the sentence: "Missiles struck"
    if token.pos == "PRON" or token.tag in ("PRP", "WP", "WDT", "DT", "CD", "NNP"):
        return True
    word, lemma = token.text.casefold(), token.lemma.casefold()
    known = vocabulary()
    noun = token.pos in ("NOUN", "PROPN")
    if noun and ({word, lemma} & _people() or known.role(word) or known.role(lemma)):
        return True
    if noun and (means_a_person(word.removesuffix("s")) or _ends_in_a_role(lemma)):
        return True
    key = country_key(token.text)
    return key in known.countries or key in known.demonyms or token.text in known.demonyms


def _ends_in_a_role(lemma: str) -> bool:
    """Whether a noun is a role with something before it in one word: "superdelegate"."""
    roles = vocabulary().roles
    return any(lemma[at:] in roles for at in range(2, len(lemma) - 5))


@cache
def _people() -> frozenset[str]:
    """Nouns for people and bodies, of all lexicons that hold such."""
    known = vocabulary()
    groups = {
        row["label"] for row in load_lexicon("labels", ("label", "pos")) if row["pos"] == "NOUN"
    }
    victims = {row["noun"] for row in load_lexicon("victim_status", ("noun", "status"))}
    bodies = {word for word, kinds in known.name_words.items() if kinds & {"body", "organisation"}}
    return frozenset({*groups, *victims, *bodies, *known.collectives, *known.official})


@cache
def _owners() -> dict[str, str]:
    rows = load_lexicon("action_nouns", ("noun", "owner", "source"))
    return {row["noun"]: row["owner"] for row in rows}


def is_action_noun(token: Token) -> bool:
    """Return whether a noun of the lexicon ``action_nouns`` stands for a deed."""
    return token.tag in ("NN", "NNS") and token.lemma.lower() in _owners()


@cache
def _support_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for row in load_lexicon("support_verbs", ("verb", "source")))
