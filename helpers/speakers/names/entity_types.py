"""Kinds: whether a name is a person's, a body's, a group's or a place's, and who is official."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.appositions import is_role_noun, named_as_body
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.names import NameKey, country_of, demonym_of, name_key

NOT_ACTORS = frozenset({"law", "location", "event"})
_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "into", "across", "from"})
# prepositions under which a country is a party to something and no place
_PARTY = frozenset({"with", "against", "by", "between", "among", "upon"})


def name_kinds(key: NameKey) -> frozenset[str]:
    """What the words of a name say it is (body, company, publication, law, location ...).

    The last word decides ("the Justice Department"), then the word before "of" ("Bank of ..."),
    then the name as a whole.
    """
    words = vocabulary().name_words
    whole = " ".join(key)
    if whole in words:
        return words[whole]
    if not key:
        return frozenset()
    if is_body_of_two_words(key):
        return frozenset({"body"})
    if "of" in key[1:] and key[key.index("of") - 1] in words:
        return words[key[key.index("of") - 1]]
    if "for" in key[1:] and key[key.index("for") - 1] in words:
        return words[key[key.index("for") - 1]]
    return words.get(key[-1], frozenset()) if len(key) > 1 else frozenset()


def is_body_of_two_words(key: NameKey) -> bool:
    """Whether a name or description ends, before "of" or "for", in a listed body of two words.

    >>> is_body_of_two_words(("national", "weather", "service"))
    True
    >>> is_body_of_two_words(("streaming", "service"))
    False
    """
    end = min((key.index(mark) for mark in ("of", "for") if mark in key[1:]), default=len(key))
    return (
        "body" in vocabulary().name_words.get(" ".join(key[max(0, end - 2) : end]), ()) and end > 1
    )


def entity_type(candidates: Sequence[Candidate], tokens: Sequence[Token]) -> ActorType | None:
    """The kind of a name from all its places in the article; None where it is no actor.

    Each place adds its evidence: a title, a role in apposition or a given name for a person; the
    words of the name, a bare article or initials for a body; the list of countries, the
    parser's label and prepositions of place for a place.
    """
    first = candidates[0]
    key, text = first.key, first.text
    votes = {"person": 0.0, "organisation": 0.0, "group": 0.0, "place": 0.0}
    kinds = name_kinds(key)
    acronym = text.replace(".", "").isupper() and 2 <= len(text.replace(".", "")) <= 5
    country = bool(country_of(text))
    capital = " ".join(key) in vocabulary().capitals
    if country or (capital and key[0] not in vocabulary().given_names):
        votes["place"] += 6
    elif capital or " ".join(key) in vocabulary().regions:
        votes["place"] += 3
    if demonym_of(text) and not country:
        votes["group"] += 5
    if vocabulary().collectives.get(" ".join(key), ("", ""))[0] == "named":
        votes["group"] += 6
    if kinds - NOT_ACTORS:
        votes["organisation"] += 4
    elif kinds:
        votes["organisation"] -= 1
    given = key[:1] and (key[0] in vocabulary().given_names or key[0] in vocabulary().nicknames)
    if len(key) in (2, 3, 4) and given and not kinds:
        votes["person"] += 3.5
    if acronym and len(key) == 1:
        votes["organisation"] += 1.5
    if _is_brand(text):
        votes["organisation"] += 3
    n = len(candidates)
    for candidate in candidates:
        _vote(candidate, tokens, votes, 2 / (1 + n), acronym)
    listed = {**vocabulary().capitals, **vocabulary().regions}
    if not country and " ".join(key) not in listed and not _follows_locative(candidates, tokens):
        votes["place"] *= 0.4
    best = max(votes, key=lambda kind: votes[kind])
    if votes[best] <= 0:
        return None
    spoken = any(candidate.sources for candidate in candidates)
    if best != "person" and kinds & NOT_ACTORS and not kinds - NOT_ACTORS and not spoken:
        return None
    if kinds & {"publication", "platform"} and best == "organisation" and not spoken:
        return None  # where the author read it; an actor only where it is the source
    names: dict[str, ActorType] = {
        "person": "person",
        "organisation": "organisation",
        "group": "group",
        "place": "place",
    }
    return names[best]


def _is_brand(text: str) -> bool:
    """Whether a capital stands inside a word ("AstraZeneca"), as in names of firms.

    >>> [_is_brand(name) for name in ("AstraZeneca", "McCain", "O'Neill", "IBM", "DeMint")]
    [True, False, False, False, False]
    """
    if not text.isalpha() or text.isupper():
        return False
    inner = [i for i, c in enumerate(text) if i and c.isupper()]
    return bool(inner) and inner[0] > 3 and text[: inner[0]].casefold() not in ("fitz", "vander")


def _follows_locative(candidates: Sequence[Candidate], tokens: Sequence[Token]) -> bool:
    """Whether a preposition of place stands before the name anywhere in the article."""
    for candidate in candidates:
        before = tokens[candidate.first - 1] if candidate.first else None
        if before is not None and before.text.casefold() in _LOCATIVE | {"of", "to"}:
            return True
    return False


def _vote(
    candidate: Candidate,
    tokens: Sequence[Token],
    votes: dict[str, float],
    share: float,
    acronym: bool,
) -> None:
    label = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group"}.get(
        candidate.label
    )
    single = len(candidate.key) == 1
    if label is not None:
        votes[label] += share * (1.5 if single else 2.5)
    if candidate.role is not None and (candidate.role.personal or candidate.role.words):
        votes["person"] += 3 if candidate.role.personal else share
    if candidate.apposition is not None and candidate.apposition.personal:
        votes["person"] += 2
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is not None and before.sentence == candidate.head.sentence:
        if before.text.casefold() == "the" and not candidate.plural:
            votes["organisation"] += 2 * share
            votes["person"] -= 3
        if before.text.casefold() in _LOCATIVE and single:
            votes["place"] += share
    if named_as_body(candidate, tokens):
        votes["organisation"] += 5
        votes["person"] -= 3
    if candidate.head.dep == "appos" and is_role_noun(candidate.head.head):
        votes["person"] += 3
    if candidate.head.dep == "conj" and candidate.head.head.entity == "PERSON":
        votes["person"] += share
    if candidate.plural and not acronym:
        votes["group"] += 1.5 * share
    if candidate.reports and single and not acronym and not country_of(candidate.text):
        # a bare capitalised word that says something is a surname far more often than a city
        follows_article = before is not None and before.text.casefold() == "the"
        votes["organisation" if follows_article else "person"] += 2.5 * share


def acts_as_body(candidate: Candidate) -> bool:
    """Whether a country or city stands here for its government and not for its ground.

    It is a source, does or undergoes something, owns something, or is a party ("with Norway").
    """
    head = candidate.head
    hops = 0
    while head.dep == "conj" and hops < 10:
        head, hops = head.head, hops + 1
    if candidate.sources or head.dep in ("nsubj", "nsubjpass", "dobj", "dative", "agent"):
        return not candidate.modifier
    if head.dep == "poss":
        return head.head.tag not in ("NNP", "NNPS")  # "Oslo's Central Park" is a place
    return head.dep == "pobj" and head.head.text.casefold() in _PARTY


def is_official(kind: ActorType, names: Iterable[str], roles: Iterable[str]) -> bool:
    """Whether an actor is of government, parliament, forces, police, court or diplomacy.

    A country that speaks is its government. A role counts by its noun: some are always official
    (minister), some when an official body or nothing else is named with them (director). A former
    minister is none.
    """
    if kind == "place":
        return any(
            country_of(name) or " ".join(name_key(name)) in vocabulary().capitals for name in names
        )
    if any(_official_role(role) for role in roles):
        return True
    if kind in ("organisation", "group", "unnamed"):
        return any(_official_name(name, kind) for name in names)
    return False


def _official_role(role: str) -> bool:
    if not role:
        return False
    lists = vocabulary()
    words = re.findall(r"[\w’'-]+", role.casefold().replace(".", ""))
    words = [re.sub(r"['’]s$", "", word) for word in words]
    if _PAST & {part for word in words for part in word.split("-")}:
        return False
    core = words
    for mark in ("of", "for", "in", "at", "with", "to", "on", "from", "and"):
        if mark in core[1:]:
            core = core[: core.index(mark, 1)]
    if not core:
        return False
    noun = core[-1]
    pair = " ".join(core[-2:])
    _, official = lists.roles.get(pair) or lists.titles.get(pair) or lists.role(noun) or ("", "no")
    if official == "yes":
        others = [w for w in words if w != noun and w not in lists.official]
        ambiguous = lists.roles.get(noun, ("", ""))[1] == "with body"
        if not ambiguous or not [w for w in others if w not in _NEUTRAL]:
            return True
    elif official != "with body":
        return False
    rest = [word for word in words if word not in (noun, *_NEUTRAL)]
    named = any(w in lists.official or country_of(w) or demonym_of(w) for w in rest)
    named = named or country_of(words[0].upper()) != ""
    return named or not rest


# Who has left an office speaks for it no longer: coded apart in indexing research.
_PAST = frozenset("former ex late retired ousted deposed onetime then".split())
_NEUTRAL = frozenset(
    "acting deputy senior top current new first vice chief interim outgoing "
    "incoming the a an of for in at and to on longtime elect two three one "
    "us u s democratic republican conservative labour".split()
)


_SOURCES = frozenset(("source", "sources"))
# Words of official bodies that stand with other sources too ("union sources").
_LOOSE = frozenset("union national state city house staff joint coast command guard".split())


def _official_name(name: str, kind: ActorType) -> bool:
    lists = vocabulary()
    key = name_key(name)
    if not key:
        return False
    if kind in ("group", "unnamed"):
        head = _collective_head(key)
        if head in _SOURCES:  # "a military source" is one of the military
            before = set(key[: key.index(head)])
            return bool(before & lists.official - _LOOSE) and not before & _PAST
        entry = lists.collectives.get(head)
        if entry is None:
            return _official_role(name)
        if entry[1] != "yes":
            return False
        rest = [w for w in key if w != head and w not in _NEUTRAL]
        if _PAST & set(rest):
            return False
        own = [w for w in rest if w in lists.name_words and w not in lists.official]
        return not own and "company" not in rest and "campaign" not in rest
    kinds = name_kinds(key)
    if kinds & {"publication", "company"}:
        return False
    return "body" in kinds or " ".join(key) in lists.official


def _collective_head(key: NameKey) -> str:
    for mark in ("of", "in", "at", "with", "for", "from", "close", "familiar", "to"):
        if mark in key[1:]:
            key = key[: key.index(mark, 1)]
    return key[-1]
