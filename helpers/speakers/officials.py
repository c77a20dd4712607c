"""Officials: who holds or speaks for a public office or body, at which level, and who did once.

The "official sources" of indexing research (Bennett 1990): government, parliament, armed forces,
police, courts, diplomacy, and bodies of several states. Whom the article never introduces is
neither official nor another: the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType, Level
from helpers.speakers.descriptions import PARTS
from helpers.speakers.names.kind_words import (
    COMPLEMENTS,
    is_body_of_two_words,
    is_place,
    is_public,
    level_of,
    name_kinds,
    words_of,
)
from helpers.speakers.names.names import before_mark, country_of, name_key
from helpers.speakers.names.roles import COURTESY, PORTFOLIOS

# who has left an office speaks for it no longer: coded apart in indexing research
_PAST = frozenset("former ex late retired ousted deposed onetime then outgone".split())
_NEUTRAL = frozenset(
    "acting deputy senior top current new first vice chief interim outgoing newly elected "
    "assistant incoming the a an of for in at and to on longtime elect two three one several some "
    "many democratic republican conservative labour labor liberal right-wing left-wing s "
    "high-ranking low-level mid-level unnamed anonymous key other more most leading press "
    "communications longest-serving second third".split()
)
_COMPLEMENTS_OF_SOURCES = (*COMPLEMENTS, "familiar", "briefed", "who")
# roles of "with body" that are an office where no body is named with them
_OFFICES_ALONE = frozenset(
    "president official diplomat envoy commissioner deputy delegate representative inspector "
    "officer speaker chief secretary press-secretary vice-president".split()
)
_TITLES_ALONE = frozenset({"speaker", "chief", "officer", "deputy", "secretary", "representative"})
_OF_TEAMS = frozenset({"captain", "manager", "boss", "coach", "skipper"})
# whose officials and representatives are a party's or a person's
_OF_PARTIES = frozenset(
    "republican democratic conservative labour labor liberal his her its their my our your".split()
)
_VAGUE = frozenset("sources source some others other many people person all several".split())
ATTORNEYS = frozenset({"us", "district", "state", "county", "city", "prosecuting", "commonwealth"})


class Office(NamedTuple):
    """Whether an actor is official (None: not introduced), at which level, and was once."""

    official: bool | None
    level: Level = ""
    former: bool = False


def office_of(
    kind: ActorType,
    names: Iterable[str],
    roles: Iterable[str],
    home: str = "",
    officials: frozenset[str] = frozenset(),
) -> Office:
    """Return whether an actor is official, at which level, and whether only once.

    A country that acts is its government. A role counts by its noun: some are always official
    (minister), some where an official body or nothing else is named with them (director).
    """
    names, roles = list(names), list(roles)
    if kind in ("state", "place"):
        return _office_of_place(kind, names, home)
    answers = [(_official_role(role, officials), role) for role in roles]
    now = [role for (official, former), role in answers if official and not former]
    if now:
        return Office(True, level_of([*now, *roles], home))
    if any(former for (_, former), _ in answers):
        return Office(False, "", True)
    if kind == "person" or not names:
        return Office(False) if roles else Office(None)
    found = [_official_name(name, kind, officials) for name in names]
    if True in found:
        return Office(True, level_of(names, home))
    return Office(False if False in found else None)


def _office_of_place(kind: ActorType, names: Sequence[str], home: str) -> Office:
    """A country is its government, a region or city that acts its own."""
    lists = vocabulary()
    nations = {country_of(n) or lists.capitals.get(" ".join(name_key(n)), "") for n in names} - {""}
    if nations:
        return Office(True, "national" if home in nations else "foreign")
    if kind == "state" and lists.collectives.get(name_key(names[0])[-1], ("", ""))[0] == "body":
        return Office(True, "foreign")  # "two Arab states"
    region = kind == "state" or any(" ".join(name_key(n)) in lists.regions for n in names)
    return Office(True, "local") if region else Office(False)


def _core(words: Sequence[str]) -> tuple[str, ...]:
    """A role without its complements; "and" stays within it in "arts and heritage minister"."""
    whole = before_mark(tuple(words), COMPLEMENTS)
    ends_in_role = bool(whole) and vocabulary().role(whole[-1]) is not None
    return whole if ends_in_role else before_mark(whole, ("and",))


def _role_noun(words: Sequence[str]) -> tuple[str, int, str]:
    """The noun of a role, how many words it has, and its official mark ("" for no role)."""
    lists, core = vocabulary(), _core(words)
    while len(core) > 1 and core[-1] in COURTESY:  # "MP Sir"
        core = core[:-1]
    for size in (3, 2, 1):
        noun = " ".join(core[-size:])
        entry = lists.roles.get(noun) or lists.titles.get(noun)
        if entry is None and size == 1 and core:
            noun = (
                noun
                if lists.role(noun)
                else re.sub(
                    r"(?<=ss)es$|s$|(?<=m)en$", lambda end: "an" if end[0] == "en" else "", noun
                )
            )
            entry = lists.role(noun)
        if entry is not None and len(core) >= size:
            return noun, size, entry[1]
    return "", 0, ""


def role_mark(words: str) -> str:
    """Return the mark of a role: "yes", "no", "with body"; "" where it has no noun for one."""
    return _role_noun(words_of(words))[2]


@lru_cache(maxsize=4096)
def _official_role(role: str, officials: frozenset[str]) -> tuple[bool, bool]:
    """Whether a role is official, and whether it is one that its bearer has left."""
    words = words_of(re.sub(r"leader of the opposition", "opposition leader", role, flags=re.I))
    past = bool(_PAST & {part for word in words for part in word.split("-")})
    past = past and "current" not in words
    words = tuple(re.sub(r"^(?:ex|then|former)-", "", word) for word in words if word not in _PAST)
    parts = _split(words)
    official = any(_is_office(part, role, officials) for part in parts)
    return official, official and past


def _split(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The roles that "and" joins: "founder and mayor"."""
    if "and" not in words:
        return [tuple(words)]
    at = list(words).index("and")
    first, rest = tuple(words[:at]), tuple(words[at + 1 :])
    two = _role_noun(first)[0] and _role_noun(rest)[0]
    return [first, rest] if two else [tuple(words)]


def _is_office(words: tuple[str, ...], role: str, officials: frozenset[str]) -> bool:
    noun, size, mark = _role_noun(words)
    if not noun:
        return False
    core = _core(words)
    while len(core) > size and core[-1] in COURTESY:
        core = core[:-1]
    before, after = core[:-size], words[len(_core(words)) :]
    if noun in ("attorney", "attorneys"):
        return bool(before) and before[-1] in ATTORNEYS
    title = bool(re.match(r"[A-Z]", role.split()[-1] if not after else role))
    if noun in _OF_TEAMS and (before[-1:] == ("city",) or all(map(is_place, before))) and before:
        # of a club or team, "Oslo City", "England"; "City Manager" with a capital is of a city
        return noun == "manager" and before[-1] == "city" and role.endswith("Manager")
    if mark == "yes":
        near = [w for w in before if w not in _NEUTRAL]
        offices = vocabulary().offices  # "the central bank governor", but not "bank governor"
        kind = offices.get(" ".join(near[-2:])) or offices.get("".join(near[-1:]), ("", ""))
        return kind[0] != "private"
    if mark != "with body":
        return False
    if noun.endswith(("secretary", "commissioner")) and PORTFOLIOS & {*before[-1:], *after[1:2]}:
        return True
    owner = [w for w in (*before, *after) if w not in _NEUTRAL and not w[0].isdigit()]
    if "at" in words and is_public(words[words.index("at") + 1 :]) is False:
        return False  # "chairman of the department at Lakeside College"
    if not owner:
        alone = noun.replace(" ", "-") in _OFFICES_ALONE and (noun not in _TITLES_ALONE or title)
        return alone
    public = is_public(before)
    if after:
        whose = is_public(after)
        public = whose if whose is not None else public
    if public is None:
        public = bool(officials & set(owner))
    return public


def _official_name(name: str, kind: ActorType, officials: frozenset[str]) -> bool | None:
    """Whether a body, group or source without a name is official."""
    lists, key = vocabulary(), name_key(name)
    if not key:
        return None
    if kind in ("document", "work", "event"):
        return None
    if "armed" in name_kinds(key):
        return False
    if kind in ("group", "unnamed"):
        return _official_people(name, key, officials)
    kinds = name_kinds(key)
    whole = lists.offices.get(" ".join(key), ("", ""))[0]
    if whole and whole != "loose":
        return whole == "strong"
    if kinds & {"publication", "company", "armed", "platform"}:
        return " ".join(key[:2]) == "bank of" and bool(country_of(" ".join(key[2:])))
    pair = lists.offices.get(" ".join(key[-2:]), ("", ""))[0]
    if pair == "private" or (key[-1] == "uk" and len(key) > 1):
        return False  # "the Democratic National Committee", "Water UK"
    if is_body_of_two_words(key) or ("body" in kinds and is_public(key) is not False):
        return True
    public = is_public(before_mark(key, ("of", "for")) if len(key) > 1 else key)
    if public is None and len(key) > 1:
        public = is_public(key)
    if public:
        return True
    return False if public is False or kinds else None


def _official_people(name: str, key: tuple[str, ...], officials: frozenset[str]) -> bool | None:
    """Whether a collective or somebody without a name is official."""
    lists = vocabulary()
    if key[0] in PARTS and "of" in key[:-1]:  # "a group of nine senators"
        key = key[key.index("of") + 1 :]
    head = before_mark(key, _COMPLEMENTS_OF_SOURCES)[-1]
    if head in ("source", "sources"):  # "a military source" is one of the military
        before = [word for word in key[: key.index(head)] if word not in _NEUTRAL]
        inside = key[key.index(head) + 1 :]  # "sources in the Home Office"
        if not before and inside[:1] in (("in",), ("at",), ("within",), ("inside",)):
            before = list(inside[1:])
        if not before:
            return None
        public = is_public(before)
        return bool(public) and not _PAST & set(before)
    if head in _VAGUE:
        return None
    entry = lists.collectives.get(head)
    if entry is None or entry[0] == "people":
        official, former = _official_role(name, officials)
        return official and not former
    if entry[1] != "yes" or (_PAST & set(key) and "current" not in key):
        return False
    owners = set(key[: key.index(head)])
    if head in ("officials", "representatives", "agents") and owners & _OF_PARTIES:
        return False
    rest = [w for w in key if w != head and w not in _NEUTRAL]
    whose = is_public(rest)
    if head in ("representatives", "agents") and rest:  # "the singer's representatives"
        return bool(whose)
    return whose is not False
