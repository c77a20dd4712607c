"""Kind words: what the words of a name, and the noun beside it, say that its bearer is.

Also whether words name a body of the state, and at which level it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import Level
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.speakers.names.names import NameKey, before_mark, country_of, demonym_of
from helpers.speakers.names.roles import means_a_person
from helpers.thresholds import MAX_APPOSED

# things that do not act; where one is a source all the same, it is a work, an event or a document
NOT_ACTORS = frozenset({"law", "location", "place", "event", "work", "thing", "belief", "document"})
_ORGANISED = frozenset({"militia", "militias", "insurgency", "gang", "cartel", "sect"})
_BEFORE_NOUN = frozenset("NN NNS NNP NNPS JJ JJS CD HYPH POS VBN VBG RB AFX".split())
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


@lru_cache(maxsize=4096)
def name_kinds(key: NameKey) -> frozenset[str]:
    """Return what the words of a name say it is (body, company, publication, law, location ...).

    The name as a whole decides where it is listed, then the word before "of" or "for" ("Bank of
    ..."), then the last word ("the Justice Department"), then a first word that opens the names
    of armed groups ("Ansar ...").
    """
    lists = vocabulary()
    if not key:
        return frozenset()
    whole = " ".join(key)
    for words in (lists.kind_words, lists.name_words):
        if whole in words:
            return words[whole]
    if _armed(key):
        return frozenset({"armed"})
    if is_body_of_two_words(key):
        return frozenset({"body"})
    for mark in ("of", "for", "on"):
        noun = before_mark(key, (mark,))[-1]
        if mark in key[1:] and noun in lists.name_words:
            return lists.name_words[noun]
    if len(key) < 2:
        return frozenset()
    news = frozenset({"publication"} if "news" in key[:-1] else ())  # "Oslo News Digital"
    return lists.name_words.get(key[-1]) or lists.kind_words.get(key[-1], news)


def _armed(key: NameKey) -> bool:
    """Whether the words of a name are those of an armed group: "Liwa X", "X Liberation Front"."""
    if len(key) < 2:
        return False
    words, name = vocabulary().kind_words, before_mark(key, ("of",))
    pair = "armed" in words.get(" ".join(key[-2:]), ()) and not key[0].startswith("people")
    rebels = key[0] == "free" and key[-1] == "army"
    opens = "armed" in words.get(key[0], ()) or " ".join(key[:2]) in ("al qaeda", "islamic state")
    last = "armed" in words.get(name[-1], ()) and not is_body_of_two_words(key)
    return pair or rebels or opens or last


def is_body_of_two_words(key: NameKey) -> bool:
    """Whether a name or description ends, before "of" or "for", in a listed body of two words."""
    last = before_mark(key, ("of", "for"))[-2:]
    return len(last) > 1 and "body" in vocabulary().name_words.get(" ".join(last), ())


def is_body_noun(word: str) -> bool:
    """Whether a common noun is a kind of body ("company", "militia")."""
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
    for noun in nouns_beside(candidate, tokens):
        if noun.tag == "NN" and is_body_noun(noun.text):
            return noun.text.casefold()
    return ""


def kind_of_noun(noun: Token) -> str:
    """Return what a common noun means, with the word before it or alone; "" if none tells."""
    nouns, word = vocabulary().kind_nouns, noun.text.casefold()
    before = next((c.text.casefold() for c in reversed(noun.children) if c.i == noun.i - 1), "")
    kinds = nouns.get(f"{before} {word}") or nouns.get(word) or frozenset()
    if "armed" in kinds:
        return "armed"
    if is_body_noun(word) and not (kinds and word in ("city", "state", "country", "nation")):
        return "organisation"
    if is_role_noun(noun) and "organisation" not in kinds:
        return "person"
    return min(kinds, default="")


def nouns_beside(candidate: Candidate, tokens: Sequence[Token]) -> list[Token]:
    """Return the common nouns that say what a name is, nearest first.

    "The militia X", "X, a militia backed by ...", "X is a militia".
    """
    found = (
        _noun_before(candidate, tokens),
        _noun_after(candidate, tokens),
    )
    return [noun for noun in found if noun is not None]


def _noun_before(candidate: Candidate, tokens: Sequence[Token]) -> Token | None:
    """The noun in "the militia X"; in "the company X founded" a clause begins."""
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is not None and before.text in "\"“'‘" and candidate.first > 1:
        before = tokens[candidate.first - 2]  # the film "X"
    if before is not None and before.text == "of" and candidate.first > 1:
        town = tokens[candidate.first - 2]  # "the village of X"
        return town if kind_of_noun(town) == "place" else None
    if (
        before is None
        or before.sentence != candidate.head.sentence
        or before.tag not in ("NN", "NNP")
    ):
        return None
    founded = candidate.head.dep in SUBJECTS and candidate.head.head.head is before
    written = before.text.islower() or kind_of_noun(before) == "event"  # "Storm X"
    return before if written and not founded else None


def _noun_after(candidate: Candidate, tokens: Sequence[Token]) -> Token | None:
    """The noun in "X, a militia backed by ...": the last before a preposition."""
    after = tokens[candidate.last : candidate.last + MAX_APPOSED + 2]
    if len(after) < 3 or after[0].text != "," or after[1].text.casefold() not in ("a", "an", "the"):
        return None
    noun = after[1]
    for token in after[2:]:
        if token.sentence != candidate.head.sentence or token.tag not in _BEFORE_NOUN:
            break
        noun = token if token.tag in ("NN", "NNS") else noun
    return noun if noun.tag == "NN" else None


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
