"""Beside: what the nouns next to a name tell of it ("the militia X", "X, a company in Oslo")."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.roles import means_a_person

GENERIC_BODIES = frozenset(
    "company group organisation organization agency firm party bank network newspaper paper "
    "campaign institute charity association foundation union university".split()
)
FIRMS = frozenset(
    "company firm carmaker automaker drugmaker chipmaker planemaker airline manufacturer retailer "
    "lender operator startup start-up brewer refiner utility insurer bank maker giant group "
    "conglomerate".split()
)
# what stands last in the name of a body that is called nothing else
ONE_OF_A_KIND = frozenset(
    "union party ministry department army navy police court bank university hospital parliament "
    "senate congress cabinet government embassy church".split()
)
# bodies that no office of state is called
SOCIETIES = frozenset(
    "group party newspaper paper charity association foundation union movement militia faction "
    "watchdog broadcaster channel station daily magazine website institute university".split()
)
MAX_APPOSED = 8  # tokens of an apposition up to its noun
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

    Surely where it was introduced with that noun or one like it; an office of state is no firm.
    """
    beside = {named_as_body(place, tokens) for place in places}
    if noun in beside or (noun in FIRMS - {"bank"} and beside & (FIRMS - {"group"})):
        return "surely"
    words = {word for place in places for word in (place.key[-1:] if len(place.key) > 1 else ())}
    if words & ONE_OF_A_KIND - {noun}:
        return ""  # a union is no agency
    kinds = {kind for word in words for kind in vocabulary().name_words.get(word, ())}
    if any(len(word) > len(noun) and word.endswith(noun) for p in places for word in p.key):
        return "surely"  # "Nordbank" is a bank
    if noun == "bank":  # what is a bank says so in its name, or is introduced as one
        return ""
    if noun in SOCIETIES and kinds and kinds <= {"body"}:
        return ""  # a ministry is no group
    if noun in FIRMS - {"bank", "group"}:
        state = kinds & {"body", "publication", "organisation"}
        return "" if state and "company" not in kinds else "maybe"
    return "" if noun == "agency" and "company" in kinds else "maybe"


def relative_after(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The relative pronoun after a name and a comma: "who" for people, "which" for the rest."""
    after = tokens[candidate.last : candidate.last + 2]
    if len(after) < 2 or after[0].text != "," or after[1].sentence != candidate.head.sentence:
        return ""
    word = after[1].text.casefold()
    return word if word in ("who", "which") and after[1].head.dep == "relcl" else ""


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
