"""Names: when two written names mean the same person, body or country.

In news a person's full name comes once, then the surname; a body's name comes once, then its
initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from helpers.lexicons.actor_words import country_key, vocabulary

NameKey = tuple[str, ...]

POSTNOMINALS = frozenset("phd md esq qc kc mp td mep msp bl obe cbe mbe".split())
SUFFIXES = POSTNOMINALS | {"jr", "sr", "ii", "iii", "iv"}
PARTICLES = frozenset(
    {"al", "el", "van", "von", "de", "del", "der", "bin", "ibn", "la", "le", "da"}
)
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "at", "a", "an", "&"})
_OF_A_TOWN = frozenset({"city", "county", "borough", "district", "town", "metropolitan"})
_POSSESSIVE = re.compile(r"(?:['’][sS]|['’])$")
_LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def name_key(name: str) -> NameKey:
    """Return the words of a name without case, accents, full stops, article, 's and suffix.

    >>> name_key("The U.N.'s"), name_key("José  R. Ortega Jr.")
    (('un',), ('jose', 'r', 'ortega'))
    """
    name = _POSSESSIVE.sub("", name.strip())
    name = _LEADING.sub("", name)
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[\w&]+(?:[-'’–]\w+)*", plain.replace(".", ""))
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return tuple(words)


def before_mark(words: NameKey, marks: Iterable[str]) -> NameKey:
    """Return the words before the first of some marks; a mark that opens them is no mark."""
    return words[: min((words.index(m, 1) for m in marks if m in words[1:]), default=len(words))]


def surname(key: NameKey) -> str:
    """Return the last word of a name, without an Arabic article ("al-", "el-")."""
    return re.sub(r"^[ae]l[-–]", "", key[-1]) if key else ""


def is_junior(name: str) -> bool:
    """Whether a name ends in "Jr." or a number: its bearer has a father of the same name."""
    return name.casefold().rstrip(".").split()[-1] in ("jr", "ii", "iii", "iv")


def is_misspelt_surname(written: str, known: str) -> bool:
    """Whether two surnames of five letters or more differ by one letter after the first."""
    shorter, longer = sorted((len(written), len(known)))
    if written[0] != known[0] or shorter < 5 or shorter < longer - 1:
        return False
    return SequenceMatcher(None, written, known).ratio() >= 1 - 1 / longer


def surname_joins_full_name(short: NameKey, full: NameKey) -> bool:
    """Whether the short name is the end of the full one ("Ortega" <- "José Ortega")."""
    if not short or len(short) >= len(full):
        return False
    if full[-len(short) :] == short:
        return True
    return len(short) == 1 and surname(short) == surname(full)


def given_name_joins_full_name(short: NameKey, full: NameKey) -> bool:
    """Whether the short name is the given name of the full one, or the first of two surnames.

    Candidates go by the given name in news, and "Enrique Ortega Luna" goes by "Ortega".
    """
    if len(short) != 1 or len(full) < 2:
        return False
    return same_given_name(short[0], full[0]) or (len(short[0]) > 2 and short[0] in full[1:-1])


def same_given_name(one: str, other: str) -> bool:
    """Whether two given names can be one: equal, an initial, or a usual short form."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    nicknames = vocabulary().nicknames
    forms, others = ({name, *nicknames.get(name, ())} for name in (one, other))
    return bool(forms & others)


def full_names_agree(one: NameKey, other: NameKey) -> bool:
    """Whether two names of two words or more can mean one person.

    They have one surname, compatible given names, and no middle names that exclude each other:
    "George W. Bush" and "George H. W. Bush" are two.
    """
    if one == other or surname_joins_full_name(*sorted((one, other), key=len)):
        return True
    if surname(one) != surname(other) or not same_given_name(one[0], other[0]):
        return False
    middle, second = one[1:-1], other[1:-1]
    if not middle or not second:
        return True
    return len(middle) == len(second) and all(
        same_given_name(a, b) for a, b in zip(middle, second, strict=True)
    )


def is_acronym(word: str) -> bool:
    """Whether a word is two to seven capital letters, be it with full stops."""
    letters = _letters_of(word)
    return 2 <= len(letters) <= 7 and letters.isupper()


@lru_cache(maxsize=2**12)
def _letters_of(word: str) -> str:
    return re.sub(r"[^A-Za-z]", "", _POSSESSIVE.sub("", word.strip()))


def acronym_joins_name(acronym: str, name: str) -> bool:
    """Whether capital letters are the initials of a name of several words, or the first of them."""
    letters, (every, capital) = _letters_of(acronym), _initials(name)
    known = letters in (every, capital) or (len(letters) > 2 and capital.startswith(letters))
    return is_acronym(acronym) and bool(every) and known


@lru_cache(maxsize=2**14)
def _initials(name: str) -> tuple[str, str]:
    """The first letters of all words of a name, and of all but small ones; none of one word."""
    words = re.findall(r"\w+", _POSSESSIVE.sub("", _LEADING.sub("", name.strip())))
    if len(words) < 2 or not any(len(word) > 1 for word in words):
        return "", ""
    every = "".join(word[0] for word in words).upper()
    return every, "".join(word[0] for word in words if word.casefold() not in _SMALL).upper()


def brand_joins_name(short: NameKey, full: NameKey) -> bool:
    """Whether a firm or body goes by the short name, and the rest says what it is.

    A word for a kind of body, a country or a region could open many names.
    """
    if not short or len(short) >= len(full) or full[: len(short)] != short:
        return False
    lists = vocabulary()
    words = " ".join(short)
    if len(short) == 1 and (len(words) < 4 or words in lists.name_words):
        return False
    places = (lists.countries, lists.demonyms, lists.capitals, lists.regions)
    opens_many = {"of", "for", "and", *PARTICLES}
    return full[len(short)] not in opens_many and not any(words in place for place in places)


def same_body_in_other_words(short: NameKey, full: NameKey) -> bool:
    """Whether a name of a body has the words of another, but for "of" or what town it is of.

    "Defence Ministry" is the "Ministry of Defence", "Leeds Council" is "Leeds City Council".
    """
    kinds = (vocabulary().name_words.get(word, frozenset()) for word in (short[0], short[-1]))
    said, known = {*short} - {"of"}, {*full} - {"of"}
    body = any(kind & {"body", "organisation"} for kind in kinds)
    return body and len(said) > 1 and said <= known and known - said <= _OF_A_TOWN


def country_of(name: str) -> str:
    """Return the country that a name, short form or abbreviation means, "" for none."""
    return vocabulary().countries.get(country_key(_POSSESSIVE.sub("", name.strip())), "")


def demonym_of(word: str) -> str:
    """Return the country whose people or adjective a word is, "" for none."""
    return vocabulary().demonyms.get(country_key(word), "")
