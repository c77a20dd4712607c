"""Types: whether a name is a person's, a body's, a group's or a place's; the kind of each actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.kind_votes import LOCATIVE, Verdict
from helpers.speakers.names.kind_words import (
    NOT_ACTORS,
    is_role_noun,
    name_kinds,
)
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.speakers.names.names import country_of
from helpers.speakers.names.roles import means_a_person
from helpers.thresholds import (
    CONFIDENCE_OF_LISTED_NOUN,
    CONFIDENCE_WITHOUT_WORDS,
    MIN_SUPPORT_OF_A_BODY,
)

# prepositions under which a country is a party to something and no place
_PARTY = frozenset({"with", "against", "by", "between", "among", "upon"})
_ACTING = frozenset({*SUBJECTS, "agent", "dobj", "dative"})


def entity_type(
    verdict: Verdict, candidates: Sequence[Candidate], tokens: Sequence[Token]
) -> ActorType | None:
    """Return the type of a name, None where it is no actor.

    What does not act (a film, a storm, a law, a street) is an actor only where it is a source, and
    so is what the article was read in. A body that never speaks needs more than the parser's word.
    """
    best, key = verdict.best, candidates[0].key
    speaks = any(candidate.sources for candidate in candidates)
    if best is None and speaks:
        verdict.add("organisation", 0.1, "nothing but that it speaks")
        return verdict.best
    if best is None or speaks:
        return best
    kinds = name_kinds(key)
    if best in ("work", "event", "document"):
        return None
    if best != "person" and kinds and kinds <= NOT_ACTORS:
        return None
    if best != "organisation":
        return None if best == "group" and _is_adjective(candidates) else best
    if kinds & {"publication", "platform"}:
        return None  # where the author read it; an actor only where it is the source
    ground = all(_is_ground(c, tokens) for c in candidates)
    if ground and " ".join(key) in vocabulary().headquarters:
        return None  # "they met at the White House"
    if kinds & {"body", "armed"}:
        beside = {tokens[c.first - 2].text if c.first > 1 else "" for c in candidates}
        return None if beside <= {"outside", "inside", "near"} else best  # "outside the Assembly"
    acts = any(_acts(c, tokens) for c in candidates)
    hall = key[-1] in ("center", "centre") and not acts  # "at Moscone Center"
    word = len(key) == 1 and key[0] not in vocabulary().kind_words  # "a job in Mining"
    if hall or (ground and (word or not kinds & {"company", "organisation"})):
        return None
    return best if acts or verdict.support >= MIN_SUPPORT_OF_A_BODY else None


def _is_adjective(candidates: Sequence[Candidate]) -> bool:
    """Whether a people's or party's name is one word and never a plural ("Democratic")."""
    return all(
        len(c.key) == 1
        and c.label in ("NORP", "")
        and not c.plural
        and not c.key[0].endswith(("ese", "sh", "ch", "ss"))
        for c in candidates
    )


def _is_ground(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether something is said to be in, at or near the name: "at Moscone Center"."""
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is not None and before.tag in ("DT", "PRP$") and candidate.first > 1:
        before = tokens[candidate.first - 2]
    return before is not None and before.text.casefold() in LOCATIVE | {"to", "on"}


def _acts(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a name acts or is acted on here, or somebody has a post in it ("head of X")."""
    head = candidate.head
    while head.dep == "conj":
        head = head.head
    if head.dep in _ACTING and head.head.lemma != "be":
        bare = candidate.first == 0 or tokens[candidate.first - 1].text.casefold() != "the"
        return bare or (candidate.plural and len(candidate.key) > 1)  # "the Oslo Wolves"
    return head.dep == "pobj" and (
        is_role_noun(head.head.head) or head.head.text.casefold() in _PARTY
    )


def acts_as_body(candidate: Candidate) -> bool:
    """Whether a place means its government here and not its ground.

    Then it is a source or acts; a country is meant also where it undergoes something, owns
    something that is no part of the land and no office ("Norway's navy"), or is a party ("with
    Norway").
    """
    head = candidate.head
    while head.dep == "conj":
        head = head.head
    lists, name = vocabulary(), " ".join(candidate.key)
    if candidate.sources:
        return True
    country, capital = bool(country_of(candidate.text)), name in lists.capitals
    if not country and not capital and name not in lists.regions:
        return False
    if head.dep in SUBJECTS or head.dep == "agent":
        return head.head.lemma not in ("be", "have", "become", "remain", "lie", "sit")
    if not country and not (capital and head is candidate.head):
        return False
    if head.dep in ("dobj", "dative"):
        return True
    if head.dep == "poss":
        owned = head.head
        place = owned.tag in ("NNP", "NNPS") or "place" in lists.kind_nouns.get(owned.lemma, ())
        return not place and lists.role(owned.text) is None  # "Oslo's Central Park" is a place
    return head.dep == "pobj" and head.head.text.casefold() in _PARTY


# nouns for a body of people as one, which can't be said to be an institution
_PEOPLE_AS_ONE = frozenset(
    "crowd public audience family community staff leadership establishment base electorate media "
    "press side camp jury crew opposition industry".split()
)
_STATES = frozenset({"state", "country", "nation", "government"})
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
    if inner == "place" and not any(
        name_kinds(key) & {"place", "location"} for key in cluster.keys
    ):
        return Kind("state", f"{reason}, and it acts: its government", surest.confidence(inner))
    if inner == "place" and cluster.spoke:  # "Wall Street expected"
        return Kind("group", f"{reason}, and it speaks: its people", surest.confidence(inner))
    return Kind(inner, reason, surest.confidence(inner))


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
    if lemma in _STATES and candidate.plural:
        return Kind("state", f"“{noun}” act by their governments", listed)
    if noun in _FORCES:
        return Kind("organisation", f"“{noun}” is a noun for a public body", listed)
    if candidate.key[0] == "state" and noun in ("media", "tv", "television", "radio"):
        return Kind("organisation", f"“{noun}” of the state are a body", listed)
    if cluster.kind == "group" and re.search(r"\b(?:Against|Without|For) [A-Z]", candidate.text):
        return Kind("organisation", "written as a name", listed)  # "Surfers Against Sewage"
    body = _is_body(lemma, candidate)
    public = "body" in lists.name_words.get(lemma, ()) and lemma not in _FORCES
    public = public and cluster.kind == "group"
    if cluster.kind == "organisation" or (body and (public or not candidate.plural)):
        return Kind("organisation", f"“{noun}” is a noun for a body", listed)
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
    if lemma == "commissioner" and {"high", "for"} <= {*candidate.key}:
        return True  # whoever holds it: "the U.N. High Commissioner for Refugees"
    collective = lists.collectives.get(lemma, ("", ""))[0]
    if collective == "people":
        return False
    listed = collective == "body"
    noun = "organisation" in lists.kind_nouns.get(lemma, ())
    named = bool(kinds & {"body", "organisation", "company"}) and lists.role(lemma) is None
    return (listed or noun or named) and candidate.head.tag not in ("PRP", "DT")
