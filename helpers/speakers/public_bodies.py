"""Public bodies: whether words name a body of the state, and at which level it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import Level
from helpers.speakers.names.names import before_mark, country_of, demonym_of

COMPLEMENTS = ("of", "in", "at", "with", "for", "to", "on", "from", "by", "under", "close")
_HOMES = {
    "United States": re.compile(
        r"\b(?:Congress|White House|U\.S\. (?:Attorney|attorney|District|Supreme|Rep|Sen)|"
        r"Rep\.|Sen\.|Gov\.|FBI|F\.B\.I\.|GOP|Medicaid|Capitol Hill|"
        r"State Department|sheriff)"
    ),
    "United Kingdom": re.compile(
        r"\b(?:MPs?|Home Office|Downing Street|Whitehall|NHS|Commons|Home Secretary|Tory|Tories|"
        r"Scotland Yard|Met Police|Labour|Foreign Office)\b|£"
    ),
    "Australia": re.compile(r"\b(?:Canberra|NSW|Queensland|Victorian|Coalition government)\b"),
    "Canada": re.compile(r"\b(?:Ottawa|RCMP|Ontario|Alberta|Quebec|House of Commons of Canada)\b"),
}


_NATIONAL = frozenset({"federal", "congressional", "national", "rep", "congress", "secretary"})
_OF_NATION = frozenset({"department", "secretary", "minister", "head"})  # "state" before these
_MEMBERS = frozenset("senator sen congressman congresswoman representative speaker mp".split())
_OF_A_PART = frozenset("regional provincial federal municipal legislative political".split())
_BANKS = frozenset({"bank", "reserve", "general", "governor-general"})  # have governors too
_POLICE = frozenset({"police", "officer", "officers"})  # of a country where one is named
_ENGLISH = frozenset({"United States", "United Kingdom"})


def home_country(text: str) -> str:
    """Return the country whose offices an article names without their country, "" for none."""
    counts = {country: len(pattern.findall(text)) for country, pattern in _HOMES.items()}
    best = max(counts, key=lambda country: counts[country])
    return best if counts[best] else ""


def words_of(role: str) -> tuple[str, ...]:
    """Return the words of a role or name in small letters, without possessives."""
    found = re.findall(r"[\w’'&-]+", role.casefold().replace(".", ""))
    return tuple(re.sub(r"['’]s?$", "", word) for word in found)


def is_public(words: Sequence[str]) -> bool | None:
    """Whether words name a body of the state: the last word that tells decides; None if none does.

    >>> is_public(("state", "department")), is_public(("police", "union")), is_public(("acme",))
    (True, False, None)
    """
    lists = vocabulary()
    words = [word for word in words if word not in ("the", "a", "an")]
    runs = (" ".join(words[i : i + n]) for n in (4, 3) for i in range(len(words) - n + 1))
    long = next((lists.offices[run][0] for run in runs if run in lists.offices), "")
    if long:  # "the Centers for Disease Control"
        return long == "strong"
    opened = bool(words) and words[0] in COMPLEMENTS  # "of the council in Oslo"
    head = before_mark(tuple(words[1:] if opened else words), COMPLEMENTS)
    answer: bool | None = None
    at = 0
    while at < len(head):
        rest = len(head) - at
        size = 2 if rest > 1 and " ".join(head[at : at + 2]) in lists.offices else 1
        word = " ".join(head[at : at + size])
        weight = lists.offices.get(word, ("", ""))[0]
        place = is_place(word) or is_place(" ".join(head[at : at + 2]))
        if weight == "strong":  # "the union's regional director"
            answer = True if answer is None or word not in _OF_A_PART else answer
        elif weight == "private" or (not weight and _is_private(word)):
            answer = False
        elif place and answer is None:
            answer = True
        at += size
    return answer


def is_place(words: str) -> bool:
    """Whether words are a country, its people, its capital or a region."""
    lists = vocabulary()
    listed = words in lists.capitals or words in lists.regions
    return listed or bool(country_of(words.upper()) or country_of(words) or demonym_of(words))


def _is_private(word: str) -> bool:
    lists = vocabulary()
    kinds = lists.name_words.get(word, frozenset()) | lists.kind_words.get(word, frozenset())
    return bool(kinds & {"organisation", "company", "publication", "platform", "armed"})


def level_of(words: Sequence[str], home: str) -> Level:
    """Return the level of an office or public body by the words for it.

    "local" is below the nation: city, county, state of a federation. "foreign" is of a country that
    the words name and that is not the article's own, "international" of several countries. What no
    word tells is national.
    """
    lists = vocabulary()
    tables = (lists.countries, lists.demonyms, lists.capitals, lists.headquarters)
    for phrase in words:
        key = words_of(phrase)
        runs, own = _runs(key), _runs(before_mark(key, COMPLEMENTS))
        levels = {lists.offices.get(run, ("", "-"))[1] for run in runs}
        nations = {table.get(run, "") for table in tables for run in runs} - {""}
        american = {"United States"} if {"us", "usa"} & set(key) else set()
        nations |= american
        both = {table.get(run, "") for table in tables for run in own} - {""}
        if len(both | american) > 1 and "and" in key:  # "Danish and Swedish officials"
            return "international"
        several = any(lists.offices.get(run, ("", ""))[1] == "international" for run in own)
        several = several and not any(run in table for table in tables for run in own)
        if several or ("international" in levels and nations <= {home}):  # "UN envoy for Libya"
            return "international"
        of_state = "state" in key and not _OF_NATION.intersection(key)
        of_region = not nations and any(run in lists.regions for run in runs)
        local = of_state or of_region or "local" in levels
        local = local or key in (("deputy",), ("officer",), ("officers",))
        of_nation = "national" in levels or not _NATIONAL.isdisjoint(key)
        of_nation = of_nation or not (of_state or _MEMBERS.isdisjoint(key))
        of_nation = of_nation or not ("governor" not in key or _BANKS.isdisjoint(key))
        of_nation = of_nation or not (not nations or _POLICE.isdisjoint(key)) or "us" in key
        if local and not of_nation:
            return "local"
        if nations:
            ours = home in nations or (not home and nations <= _ENGLISH)
            return "national" if ours else "foreign"
    return "national"


def _runs(key: Sequence[str]) -> list[str]:
    return [" ".join(key[i : i + n]) for n in (3, 2, 1) for i in range(len(key) - n + 1)]
