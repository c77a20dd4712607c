"""Kinds: what each actor is, why, and how sure the words of the article make it."""

from __future__ import annotations

from typing import NamedTuple

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.kind_words import name_kinds
from helpers.speakers.names.names import NameKey
from helpers.speakers.names.roles import means_a_person
from helpers.thresholds import CONFIDENCE_OF_LISTED_NOUN, CONFIDENCE_WITHOUT_WORDS

# nouns for a body of people as one, which can't be said to be an institution
_PEOPLE_AS_ONE = frozenset(
    "crowd public audience family community staff leadership establishment base electorate media "
    "press side camp jury crew opposition industry".split()
)
_FORCES = frozenset({"police", "military", "army", "navy", "force"})


class Kind(NamedTuple):
    """The kind of an actor, the reason in words, and a confidence between 0 and 1."""

    type: ActorType
    reason: str
    confidence: float


def kind_of(cluster: Cluster) -> Kind:
    """Return the kind of an actor from its names, or from the noun that describes it."""
    if not cluster.verdicts:
        return _kind_of_description(cluster)
    inner = cluster.kind
    fitting = [v for v in cluster.verdicts if v.best == inner]
    if not fitting:  # the surname of somebody who is named in full
        return Kind(inner, "another name of it shows what it is", CONFIDENCE_WITHOUT_WORDS)
    surest = max(fitting, key=lambda v: v.confidence(inner))
    reason = surest.reason(inner) or "nothing but its place in the sentence"
    if inner == "organisation" and any(v.armed for v in cluster.verdicts):
        return Kind("group", reason, surest.confidence(inner))
    if inner == "place" and not any(_is_ground(key) for key in cluster.keys):
        return Kind("state", f"{reason}, and it acts: its government", surest.confidence(inner))
    if inner == "place" and cluster.spoke:  # "Wall Street expected"
        return Kind("group", f"{reason}, and it speaks: its people", surest.confidence(inner))
    return Kind(inner, reason, surest.confidence(inner))


def _is_ground(key: NameKey) -> bool:
    """Whether a name is one of a street, river or the like, which has no government."""
    return bool(name_kinds(key) & {"place", "location"})


def _kind_of_description(cluster: Cluster) -> Kind:
    """The kind of a source that the article words without a name."""
    mentions = (c for c, _ in cluster.mentions.values() if c.form != "pronoun")
    candidate = next(mentions, None)
    if candidate is None:
        return Kind(cluster.kind, "nobody says more of it", CONFIDENCE_WITHOUT_WORDS)
    lists = vocabulary()
    noun, lemma = candidate.noun, candidate.head.lemma.casefold()
    listed = CONFIDENCE_OF_LISTED_NOUN
    if "document" in lists.kind_nouns.get(noun, ()) and not lists.role(noun):
        return Kind("document", f"“{noun}” is a noun for a text", listed)
    if "work" in lists.kind_nouns.get(noun, ()):
        return Kind("work", f"“{noun}” is a noun for a work", listed)
    if noun in _FORCES:
        return Kind("organisation", f"“{noun}” is a noun for a public body", listed)
    body = _is_body(lemma, candidate)
    if body and (not candidate.plural or (cluster.kind == "group" and _is_public(lemma))):
        return Kind("organisation", f"“{noun}” is a noun for a body", listed)
    if cluster.kind == "organisation":
        return Kind("organisation", f"“{noun}” of a body that is named", listed)
    if cluster.kind == "group":
        return Kind("group", f"“{noun}” are people, and what they belong to is named", listed)
    known = noun in lists.collectives or lists.role(lemma) is not None or means_a_person(lemma)
    reason = f"“{noun}” without a name"
    return Kind(cluster.kind, reason, listed if known else CONFIDENCE_WITHOUT_WORDS)


def _is_body(lemma: str, candidate: Candidate) -> bool:
    lists = vocabulary()
    members = any(c.text.casefold() == "of" for c in candidate.head.children)
    if lemma in _PEOPLE_AS_ONE or (lemma == "group" and members):
        return False  # "a group of residents"
    kinds = lists.name_words.get(lemma, frozenset())
    collective = lists.collectives.get(lemma, ("", ""))[0]
    if collective == "people":
        return False
    listed = collective == "body"
    noun = "organisation" in lists.kind_nouns.get(lemma, ())
    named = bool(kinds & {"body", "organisation", "company"}) and lists.role(lemma) is None
    return (listed or noun or named) and candidate.head.tag not in ("PRP", "DT")


def _is_public(lemma: str) -> bool:
    """Whether a body is one of the state, whose plural with a country is its institutions."""
    return "body" in vocabulary().name_words.get(lemma, ()) and lemma not in _FORCES
