"""Offices: when two wordings of a role mean one office, and which actors are official."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.entity_types import name_kinds
from helpers.speakers.names.names import before_mark, country_of, demonym_of, name_key

# abbreviations and spellings of one office
SPELLINGS = {
    "defense": "defence",
    "advisor": "adviser",
    "spokesperson": "spokesman",
    "frontrunner": "front-runner",
    "attorney": "lawyer",
    "ceo": "executive",
    "pontiff": "pope",
    "gov": "governor",
    "sen": "senator",
    "gen": "general",
    "pres": "president",
    "supt": "superintendent",
    "insp": "inspector",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "capt": "captain",
    "cllr": "councillor",
    "prof": "professor",
    "justice": "judge",
    "skipper": "captain",
    **dict.fromkeys(("headteacher", "headmaster", "headmistress"), "head"),
    **dict.fromkeys(("rep", "congressman", "congresswoman"), "representative"),
    **dict.fromkeys(("chief", "boss", "leader"), "head"),
}
# an office whose holder is never called without what makes it the lower one
OFFICES = frozenset("president minister secretary governor mayor chairman chancellor".split())
BELOW = frozenset({"vice", "deputy", "assistant"})
# who has left an office speaks for it no longer: coded apart in indexing research.
_PAST = frozenset("former ex late retired ousted deposed onetime then".split())
_NEUTRAL = frozenset(
    "acting deputy senior top current new first vice chief interim outgoing "
    "incoming the a an of for in at and to on longtime elect two three one "
    "us u s democratic republican conservative labour".split()
)


_COMPLEMENTS = ("of", "in", "at", "with", "for", "from", "close", "familiar", "to")
# words of official bodies that other sources have in their names too ("union sources").
_LOOSE = frozenset("union national state city house staff joint coast command guard".split())
_OWNERS = frozenset({"my", "your", "his", "her", "its", "our", "their"})


def role_words(words: str) -> frozenset[str]:
    """Return the content words of a role, in one spelling, to compare two roles by."""
    small = {"the", "a", "an", "of", "for", "in", "at", "and", "to", "s", *_OWNERS}
    found = re.findall(r"[a-z]+(?:-[a-z]+)*", _as_one(words))
    return frozenset(spelling(word) for word in found if word not in small)


def _as_one(words: str) -> str:
    """Words in small letters; an attorney general is no attorney."""
    return words.casefold().replace(".", "").replace("attorney general", "attorney-general")


def core_words(words: str) -> list[str]:
    """Return the words of a role that say what its bearer is, without whose or of what.

    >>> core_words("Norway's deputy minister of trade and a poet")
    ['deputy', 'minister', 'poet']
    """
    core: list[str] = []
    for part in re.split(r",|\band\b|&", _as_one(words)):
        part = re.sub(r".*['’]s?\s", "", part)
        part = re.split(r"\b(?:of|for|to|in|at|with|on|from|under|by)\b", part)[0]
        found = re.findall(r"[a-z]+(?:-[a-z]+)*", part)
        core += [spelling(word) for word in found if word not in {"the", "a", "an", *_OWNERS}]
    return core


def compatible_roles(mention: Sequence[str], role: str) -> bool:
    """Whether a role alone can mean someone introduced with this role.

    The role has every word of the mention, its noun among the words for what they are: the
    spokesman of a president is no president, nor is the vice president. "Former" on one side only
    makes two people.

    >>> compatible_roles(["the", "president"], "spokesman for the president")
    False
    """
    said, known = role_words(" ".join(mention)), role_words(role)
    noun = core_words(" ".join(mention))[-1:]
    if not said or not said <= known or not set(noun) <= set(core_words(role)):
        return False
    if set(noun) & OFFICES and (known - said) & BELOW:
        return False
    return ("former" in known) <= (len(said) > 1 or "former" in said)


def without_owner(words: str) -> str:
    """Return a role without the possessive pronoun before it.

    >>> without_owner("Her deputy")
    'deputy'
    """
    first, _, rest = words.partition(" ")
    return rest if rest and first.casefold() in _OWNERS else words


def spelling(word: str) -> str:
    """Return the one spelling of a word of an office: "governor" for "gov" too."""
    return SPELLINGS.get(word, word)


def is_official(kind: ActorType, names: Iterable[str], roles: Iterable[str]) -> bool:
    """Whether an actor is of government, parliament, forces, police, court or diplomacy.

    A country that speaks is its government. A role counts by its noun: some are always official
    (minister), some where an official body or nothing else is named with them (director). Former
    ministers are not official.
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
    lists = vocabulary()
    found = re.findall(r"[\w’'-]+", role.casefold().replace(".", ""))
    words = tuple(re.sub(r"['’]s$", "", word) for word in found)
    if _PAST & {part for word in words for part in word.split("-")}:
        return False
    core = before_mark(words, ("of", "for", "in", "at", "with", "to", "on", "from", "and"))
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


def _official_name(name: str, kind: ActorType) -> bool:
    lists = vocabulary()
    key = name_key(name)
    if not key:
        return False
    if kind in ("group", "unnamed"):
        head = before_mark(key, _COMPLEMENTS)[-1]
        if head in ("source", "sources"):  # "a military source" is one of the military
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
