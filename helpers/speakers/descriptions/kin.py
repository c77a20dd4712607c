"""Kin: whom "her husband" or "his sister" means, by whose kin the article names.

"His wife, Agnes Berg" tells who the wife is, and also who "her husband" is. The same words mean
two people where the owners are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.annotation import Token
from helpers.speakers.context import Known
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Chain

SPOUSES = frozenset("husband wife spouse partner widow widower".split())
SIBLINGS = frozenset("brother sister sibling twin".split())
PARENTS = frozenset("father mother parent stepfather stepmother".split())
CHILDREN = frozenset("son daughter child stepson stepdaughter".split())
COUPLES = frozenset("boyfriend girlfriend fiancé fiancée fiance fiancee".split())
OTHERS = frozenset("cousin uncle aunt niece nephew grandfather grandmother grandson".split())
KIN = SPOUSES | SIBLINGS | PARENTS | CHILDREN | COUPLES | OTHERS
MAX_FACTS = 100  # kin in view: the latest, so that a long text takes no longer
_INVERSES = (
    (SPOUSES, SPOUSES),
    (COUPLES, COUPLES),
    (SIBLINGS, SIBLINGS),
    (PARENTS, CHILDREN),
    (CHILDREN, PARENTS),
)
_GENDERS = {
    **dict.fromkeys("husband widower brother father son boyfriend stepfather".split(), "male"),
    **dict.fromkeys("wife widow sister mother daughter girlfriend stepmother".split(), "female"),
}


def learn_kin(known: Known, name: Candidate, chain: Chain) -> None:
    """Note whose kin a person is, where a noun for it stands beside the name."""
    for noun in _nouns_beside(name, known.tokens):
        owner = owner_of(noun)
        if owner is not None:
            known.kin.append((owner, noun.text.casefold(), chain))


def owner_of(noun: Token) -> Token | None:
    """Whose kin a noun tells of: the possessive before it, or the name after "of"."""
    if noun.text.casefold() not in KIN:
        return None
    for child in noun.children:
        if child.dep == "poss":
            return child
        if child.dep == "prep" and child.text == "of":
            return next((c for c in child.children if c.dep == "pobj"), None)
    return None


def _nouns_beside(name: Candidate, tokens: Sequence[Token]) -> Iterator[Token]:
    """The noun before a name ("his wife, X") and the noun in apposition ("X, his wife,")."""
    before = name.first - 1
    if before > 0 and tokens[before].text == ",":
        before -= 1
    if before >= 0:
        yield tokens[before]
    yield from (c for c in name.head.children if c.dep == "appos" and c.i >= name.last)


def kin_of_its_owner(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Kin ("her husband"): who is named as such, or whose wife she is; else an actor of its own.

    "Mr. Berg and his wife, Agnes Berg, spoke. Her husband said ...": the husband is Mr. Berg.
    """
    owner = owner_of(candidate.head)
    if owner is None or candidate.plural:
        return None
    whose = known.at_token.get(owner.i)
    if whose is None:
        return None
    noun = candidate.head.text.casefold()
    reversed_: Chain | None = None
    for token, word, who in known.kin[-MAX_FACTS:]:
        other = known.at_token.get(token.i)
        if other is whose and word == noun and who is not whose:
            return who, f"the {noun} of {whose.fullest}, named beside it"
        fits = other is not None and other.can_be(_GENDERS.get(noun, other.gender))
        if who is whose and other is not whose and fits and _inverse(word, noun):
            reversed_ = other
    if reversed_ is not None:
        return reversed_, f"{whose.fullest} is introduced as the {_other_side(known, whose)}"
    if not candidate.sources:
        return None
    chain = known.new_unnamed(candidate)
    known.kin.append((owner, noun, chain))
    return chain, "described, not named"


def _inverse(word: str, noun: str) -> bool:
    return any(word in one and noun in other for one, other in _INVERSES)


def _other_side(known: Known, whose: Chain) -> str:
    return next(word for _, word, who in known.kin if who is whose)
