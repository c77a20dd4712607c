"""Beside: what the nouns next to a name tell of it ("the militia X", "X, a company in Oslo")."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.roles import means_a_person
from helpers.thresholds import MAX_APPOSED

GENERIC_BODIES = frozenset(
    "company group organisation organization agency firm party bank network newspaper paper "
    "campaign institute charity association foundation union university".split()
)
FIRMS = frozenset(
    "company firm carmaker automaker drugmaker chipmaker planemaker airline manufacturer retailer "
    "lender operator startup start-up brewer refiner utility insurer bank maker giant group "
    "conglomerate".split()
)
_ORGANISED = frozenset({"militia", "militias", "insurgency", "gang", "cartel", "sect"})


def is_body_noun(word: str) -> bool:
    """Whether a common noun is a kind of body ("company", "militia").

    >>> is_body_noun("company"), is_body_noun("spokesman")
    (True, False)
    """
    word = word.casefold()
    collective = vocabulary().collectives.get(word, ("", ""))[0] == "body"
    return collective or word in _ORGANISED


def is_role_noun(token: Token) -> bool:
    """Whether a token is a noun for one person ("spokeswoman"), whom an apposition names."""
    if token.tag != "NN" or is_body_noun(token.text):
        return False
    return vocabulary().role(token.text) is not None or means_a_person(token.text)


def named_as_body(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The noun before or after a name that says that it is a body's, "" where none does."""
    return _body_noun_before(candidate, tokens) or _body_noun_after(candidate, tokens)


def can_be_called(noun: str, places: Sequence[Candidate], tokens: Sequence[Token]) -> str:
    """Whether a body with these mentions can be "the company": "surely", "maybe" or "" for no.

    Surely where it was introduced with that noun or is named so ("Nordbank" is a bank); what is
    a bank or an agency says so, and an office of state is no firm or group.
    """
    if noun in {named_as_body(place, tokens) for place in places}:
        return "surely"
    if any(len(word) > len(noun) and word.endswith(noun) for p in places for word in p.key):
        return "surely"
    last = {place.key[-1] for place in places if len(place.key) > 1}
    of_state = any("body" in vocabulary().name_words.get(word, ()) for word in last)
    return "" if noun in ("bank", "agency") or of_state else "maybe"


def _body_noun_before(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The noun in "the militia X"; in "the company X founded" a clause begins."""
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is None or before.sentence != candidate.head.sentence or before.tag != "NN":
        return ""
    if not before.text.islower() or not is_body_noun(before.text):
        return ""
    clause = candidate.head.head
    founded = candidate.head.dep in ("nsubj", "nsubjpass") and clause.head is before
    return "" if founded else before.text.casefold()


def _body_noun_after(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The noun in "X, a militia backed by ...": the last before a preposition."""
    after = tokens[candidate.last : candidate.last + MAX_APPOSED + 2]
    if len(after) < 3 or after[0].text != "," or after[1].text.casefold() not in ("a", "an", "the"):
        return ""
    noun = None
    for token in after[2:]:
        if token.sentence != candidate.head.sentence or token.tag not in _BEFORE_NOUN:
            break
        noun = token if token.tag in ("NN", "NNS") else noun
    named = noun is not None and noun.tag == "NN" and is_body_noun(noun.text)
    return noun.text.casefold() if named and noun is not None else ""


_BEFORE_NOUN = frozenset("NN NNS NNP NNPS JJ JJS CD HYPH POS VBN VBG RB AFX".split())
