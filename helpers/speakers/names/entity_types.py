"""Types of actors: whether a name is a person's, a body's, a group's or a place's."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.names import NameKey, before_mark, country_of, demonym_of
from helpers.speakers.names.roles import means_a_person
from helpers.thresholds import MAX_APPOSED

Votes = dict[ActorType, float]
TYPE_OF_LABEL: dict[str, ActorType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "NORP": "group",
}
NOT_ACTORS = frozenset({"law", "location", "event"})
_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "into", "across", "from"})
_ORGANISED = frozenset({"militia", "militias", "insurgency", "gang", "cartel", "sect"})
_BEFORE_NOUN = frozenset("NN NNS NNP NNPS JJ JJS CD HYPH POS VBN VBG RB AFX".split())
# prepositions under which a country is a party to something and no place
_PARTY = frozenset({"with", "against", "by", "between", "among", "upon"})


def name_kinds(key: NameKey) -> frozenset[str]:
    """Return what the words of a name say it is (body, company, publication, law, location ...).

    The name as a whole decides where it is listed, then the word before "of" or "for" ("Bank of
    ..."), then the last word ("the Justice Department").
    """
    words = vocabulary().name_words
    if " ".join(key) in words or not key:
        return words.get(" ".join(key), frozenset())
    if is_body_of_two_words(key):
        return frozenset({"body"})
    noun = before_mark(key, ("of", "for"))[-1]
    if noun != key[-1] and noun in words:
        return words[noun]
    return words.get(key[-1], frozenset()) if len(key) > 1 else frozenset()


def is_body_of_two_words(key: NameKey) -> bool:
    """Whether a name or description ends, before "of" or "for", in a listed body of two words.

    >>> is_body_of_two_words(("national", "weather", "service"))
    True
    >>> is_body_of_two_words(("streaming", "service"))
    False
    """
    last = before_mark(key, ("of", "for"))[-2:]
    return len(last) > 1 and "body" in vocabulary().name_words.get(" ".join(last), ())


def entity_type(candidates: Sequence[Candidate], tokens: Sequence[Token]) -> ActorType | None:
    """Return the type of a name from all its places in the article, None where it is no actor.

    The words of the name and each of its places vote. A title, a role in apposition or a given
    name speaks for a person; words for bodies, a bare article or initials for a body; the list of
    countries, the parser's label and prepositions of place for a place.
    """
    key, text = candidates[0].key, candidates[0].text
    kinds = name_kinds(key)
    acronym = text.replace(".", "").isupper() and 2 <= len(text.replace(".", "")) <= 5
    votes = _votes_of_words(key, text, kinds, acronym)
    for candidate in candidates:
        _add_votes_of_place(votes, candidate, tokens, 2 / (1 + len(candidates)), acronym)
    name, lists = " ".join(key), vocabulary()
    listed = country_of(text) or name in lists.capitals or name in lists.regions
    before = {tokens[c.first - 1].text.casefold() for c in candidates if c.first}
    if not listed and not before & (_LOCATIVE | {"of", "to"}):
        votes["place"] *= 0.4
    best = max(votes, key=lambda kind: votes[kind])
    if votes[best] <= 0:
        return None
    if not any(candidate.sources for candidate in candidates):
        if best != "person" and kinds and kinds <= NOT_ACTORS:
            return None
        if best == "organisation" and kinds & {"publication", "platform"}:
            return None  # where the author read it; an actor only where it is the source
    return best


def _votes_of_words(key: NameKey, text: str, kinds: frozenset[str], acronym: bool) -> Votes:
    """What the words of a name say about its type, wherever it is."""
    votes: Votes = {"person": 0.0, "organisation": 0.0, "group": 0.0, "place": 0.0}
    lists, name = vocabulary(), " ".join(key)
    country = bool(country_of(text))
    if country or (name in lists.capitals and key[0] not in lists.given_names):
        votes["place"] += 6
    elif name in lists.capitals or name in lists.regions:
        votes["place"] += 3
    if demonym_of(text) and not country:
        votes["group"] += 5
    if lists.collectives.get(name, ("", ""))[0] == "named":
        votes["group"] += 6
    if kinds - NOT_ACTORS:
        votes["organisation"] += 4
    elif kinds:
        votes["organisation"] -= 1
    given = key[:1] and (key[0] in lists.given_names or key[0] in lists.nicknames)
    if len(key) in (2, 3, 4) and given and not kinds:
        votes["person"] += 3.5
    if acronym and len(key) == 1:
        votes["organisation"] += 1.5
    if _is_brand(text):
        votes["organisation"] += 3
    return votes


def _is_brand(text: str) -> bool:
    """Whether there is a capital inside a word ("AstraZeneca"), as in names of firms.

    >>> [_is_brand(name) for name in ("AstraZeneca", "McCain", "O'Neill", "IBM", "DeMint")]
    [True, False, False, False, False]
    """
    if not text.isalpha() or text.isupper():
        return False
    inner = [i for i, c in enumerate(text) if i and c.isupper()]
    return bool(inner) and inner[0] > 3 and text[: inner[0]].casefold() not in ("fitz", "vander")


def _add_votes_of_place(
    votes: Votes, candidate: Candidate, tokens: Sequence[Token], share: float, acronym: bool
) -> None:
    """Add what the words around a name say about its type; ``share`` is the weight of a place."""
    single = len(candidate.key) == 1
    if candidate.label in TYPE_OF_LABEL:
        votes[TYPE_OF_LABEL[candidate.label]] += share * (1.5 if single else 2.5)
    if candidate.role is not None and (candidate.role.personal or candidate.role.words):
        votes["person"] += 3 if candidate.role.personal else share
    if candidate.apposition is not None and candidate.apposition.personal:
        votes["person"] += 2
    before = tokens[candidate.first - 1] if candidate.first else None
    word = before.text.casefold() if before is not None else ""
    if before is not None and before.sentence == candidate.head.sentence:
        if word == "the" and not candidate.plural:
            votes["organisation"] += 2 * share
            votes["person"] -= 3
        if word in _LOCATIVE and single:
            votes["place"] += share
    if named_as_body(candidate, tokens):
        votes["organisation"] += 5
        votes["person"] -= 3
    after = tokens[candidate.last : candidate.last + 2]
    if len(after) == 2 and after[0].text == "," and after[1].head.dep == "relcl":
        votes["person"] += 1.5 * (after[1].text == "who")
        votes["organisation"] += 1.5 * (after[1].text == "which")
    if candidate.head.dep == "appos" and is_role_noun(candidate.head.head):
        votes["person"] += 3
    if candidate.head.dep == "conj" and candidate.head.head.entity == "PERSON":
        votes["person"] += share
    if candidate.plural and not acronym:
        votes["group"] += 1.5 * share
    if candidate.reports and single and not acronym and not country_of(candidate.text):
        # a bare capitalised word that says something is a surname far more often than a city
        votes["organisation" if word == "the" else "person"] += 2.5 * share


def acts_as_body(candidate: Candidate) -> bool:
    """Whether a country or city means its government here and not its ground.

    Then it is a source, does or undergoes something, owns something, or is a party ("with Norway").
    """
    head, hops = candidate.head, 0
    while head.dep == "conj" and hops < 10:
        head, hops = head.head, hops + 1
    if candidate.sources or head.dep in ("nsubj", "nsubjpass", "dobj", "dative", "agent"):
        return not candidate.modifier
    if head.dep == "poss":
        return head.head.tag not in ("NNP", "NNPS")  # "Oslo's Central Park" is a place
    return head.dep == "pobj" and head.head.text.casefold() in _PARTY


def is_body_noun(word: str) -> bool:
    """Whether a common noun is a kind of body ("company", "militia").

    >>> is_body_noun("company"), is_body_noun("spokesman")
    (True, False)
    """
    word = word.casefold()
    collective = vocabulary().collectives.get(word, ("", ""))[0] == "body"
    return collective or word in _ORGANISED


def is_role_noun(token: Token) -> bool:
    """Whether a token is a noun for one person ("spokeswoman")."""
    if token.tag != "NN" or is_body_noun(token.text):
        return False
    return vocabulary().role(token.text) is not None or means_a_person(token.text)


def named_as_body(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """Return the noun before or after a name that makes it a body's, "" where there is none."""
    return _body_noun_before(candidate, tokens) or _body_noun_after(candidate, tokens)


def _body_noun_before(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The noun in "the militia X"; in "the company X founded" a clause begins."""
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is None or before.sentence != candidate.head.sentence or before.tag != "NN":
        return ""
    if not before.text.islower() or not is_body_noun(before.text):
        return ""
    founded = candidate.head.dep in ("nsubj", "nsubjpass") and candidate.head.head.head is before
    return "" if founded else before.text.casefold()


def _body_noun_after(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The noun in "X, a militia backed by ...": the last before a preposition."""
    after = tokens[candidate.last : candidate.last + MAX_APPOSED + 2]
    if len(after) < 3 or after[0].text != "," or after[1].text.casefold() not in ("a", "an", "the"):
        return ""
    noun = after[1]
    for token in after[2:]:
        if token.sentence != candidate.head.sentence or token.tag not in _BEFORE_NOUN:
            break
        noun = token if token.tag in ("NN", "NNS") else noun
    return noun.text.casefold() if noun.tag == "NN" and is_body_noun(noun.text) else ""
