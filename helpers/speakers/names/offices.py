"""Offices: when two wordings of a role mean one office."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
