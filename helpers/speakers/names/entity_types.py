"""Types of names: whether a name is a person's, a body's, a group's or a place's, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.kind_votes import LOCATIVE, SUBJECTS, Verdict
from helpers.speakers.names.kind_words import (
    NOT_ACTORS,
    is_role_noun,
    name_kinds,
)
from helpers.speakers.names.names import country_of
from helpers.thresholds import MIN_SUPPORT_OF_A_BODY

# prepositions under which a country is a party to something and no place
_PARTY = frozenset({"with", "against", "by", "between", "among", "upon"})
_ACTING = frozenset({*SUBJECTS, "agent", "dobj", "dative"})
_QUARTER = re.compile(r"^(?:[qh]\d|fy\d+|\d+s?)$")


def entity_type(
    verdict: Verdict, candidates: Sequence[Candidate], tokens: Sequence[Token]
) -> ActorType | None:
    """Return the type of a name, None where it is no actor.

    What does not act (a film, a storm, a law, a street) is an actor only where it is a source, and
    so is what the article was read in. A body that never speaks needs more than the parser's word.
    """
    best, key = verdict.best, candidates[0].key
    speaks = any(candidate.sources for candidate in candidates)
    if best is None and speaks and candidates[0].text[0].isupper():
        verdict.add(
            "person" if len(key) == 1 else "organisation", 0.1, "nothing but that it speaks"
        )
        return verdict.best
    if best is None or speaks:
        return best
    kinds = name_kinds(key)
    if best in ("work", "event", "document") or "belief" in kinds:
        return None
    if best != "person" and kinds and kinds <= NOT_ACTORS:
        return None
    if best != "organisation":
        return None if best == "group" and _is_adjective(candidates) else best
    if kinds & {"publication", "platform"} or _QUARTER.match(key[0]):
        return None  # where the author read it; an actor only where it is the source
    ground = all(_is_ground(c, tokens) for c in candidates)
    if ground and " ".join(key) in vocabulary().headquarters:
        return None  # "they met at the White House"
    if kinds & {"body", "armed"}:
        return best
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
        and c.head.tag != "NNPS"
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
    while head.dep == "conj" and head.head is not head:
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
    head, hops = candidate.head, 0
    while head.dep == "conj" and hops < 10:
        head, hops = head.head, hops + 1
    if candidate.modifier:
        return False
    lists, name = vocabulary(), " ".join(candidate.key)
    if candidate.sources:
        return True
    country, capital = bool(country_of(candidate.text)), name in lists.capitals
    if not country and not capital and name not in lists.regions:
        return False
    if head.dep in SUBJECTS or head.dep == "agent":
        return head.head.lemma not in ("be", "have", "become", "remain", "lie", "sit")
    if not country and not (capital and hops == 0):
        return False
    if head.dep in ("dobj", "dative"):
        return True
    if head.dep == "poss":
        owned = head.head
        place = owned.tag in ("NNP", "NNPS") or "place" in lists.kind_nouns.get(owned.lemma, ())
        return not place and lists.role(owned.text) is None  # "Oslo's Central Park" is a place
    return head.dep == "pobj" and head.head.text.casefold() in _PARTY
