"""Vocabulary: the word lists that tell people, bodies and groups apart, ready for look-up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from helpers.lexicons.tables import load_lexicon, load_stances

Gender = Literal["male", "female", "any"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicons of ``data/lexicons`` that speakers need; all words are case-folded.

    Attributes:
        titles: word before a name -> (gender, official: yes or no).
        roles: noun for one person -> (gender, official: yes, no or "with body").
        official: words that mark an official body or office, and names of their headquarters.
        given_names: given name -> gender.
        nicknames: short given name -> the full given names that it stands for.
        countries: name, short form or abbreviation of a country -> the country.
        demonyms: adjective or people of a country -> the country.
        capitals: capital -> the country.
        regions: state, nation within a country or large city -> itself.
        name_words: word in a name -> the kinds of thing that it can tell.
        collectives: noun -> (kind: people or body, official: yes or no).
        reporting: lemmas of reporting verbs.
    """

    titles: dict[str, tuple[str, str]]
    roles: dict[str, tuple[str, str]]
    official: frozenset[str]
    given_names: dict[str, str]
    nicknames: dict[str, frozenset[str]]
    countries: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]
    regions: dict[str, str]
    name_words: dict[str, frozenset[str]]
    collectives: dict[str, tuple[str, str]]
    reporting: frozenset[str]

    def role(self, word: str) -> tuple[str, str] | None:
        """Gender and official mark of a role noun or title; hyphens and full stops ignored."""
        word = word.casefold().rstrip(".")
        if word in self.roles:
            return self.roles[word]
        if word in self.titles:
            return self.titles[word]
        tail = word.rpartition("-")[2]
        return self.roles.get(tail)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once a process.

    >>> vocabulary().titles["mrs"]
    ('female', 'no')
    """
    countries: dict[str, dict[str, str]] = {
        kind: {} for kind in ("name", "demonym", "capital", "region")
    }
    for entry in load_lexicon("countries", ("word", "country", "kind", "reason")):
        countries[entry["kind"]][country_key(entry["word"])] = entry["country"]
    nicknames: dict[str, set[str]] = {}
    for entry in load_lexicon("nicknames", ("short", "full", "reason")):
        nicknames.setdefault(entry["short"].casefold(), set()).add(entry["full"].casefold())
    name_words: dict[str, set[str]] = {}
    for entry in load_lexicon("organisation_words", ("word", "kind", "reason")):
        name_words.setdefault(entry["word"].casefold(), set()).add(entry["kind"])
    headquarters = {
        entry["name"].casefold() for entry in load_lexicon("headquarters", ("name", "reason"))
    }
    for name in headquarters:
        name_words.setdefault(name, set()).add("body")
    return Vocabulary(
        titles=_pairs("titles", "title", "gender", "official"),
        roles=_pairs("person_roles", "noun", "gender", "official"),
        official=frozenset(
            entry["word"].casefold() for entry in load_lexicon("official_roles", ("word", "reason"))
        )
        | headquarters,
        given_names={
            spelt: entry["gender"]
            for entry in load_lexicon("given_names", ("name", "gender", "reason"))
            for spelt in (entry["name"].casefold(), without_accents(entry["name"]).casefold())
        },
        nicknames={short: frozenset(full) for short, full in nicknames.items()},
        countries=countries["name"],
        demonyms=countries["demonym"],
        capitals=countries["capital"],
        regions=countries["region"],
        name_words={word: frozenset(kinds) for word, kinds in name_words.items()},
        collectives=_pairs("collective_sources", "noun", "kind", "official"),
        reporting=frozenset(
            row["entry"].casefold() for row in load_stances() if row["pos"] == "VERB"
        ),
    )


def country_key(words: str) -> str:
    """The form in which names of countries are looked up: "the U.S.A." and "USA" are one.

    "US" keeps its capitals, since "us" is a pronoun.
    """
    words = words.replace(".", "").strip()
    if words.casefold().startswith("the "):
        words = words[4:]
    return words if words.isupper() and len(words) <= 4 else words.casefold()


def without_accents(words: str) -> str:
    """Words with plain letters: "Tomás" is looked up as "Tomas"."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(c for c in plain if not unicodedata.combining(c))


def _pairs(name: str, key: str, first: str, second: str) -> dict[str, tuple[str, str]]:
    return {
        entry[key].casefold(): (entry[first], entry[second])
        for entry in load_lexicon(name, (key, first, second, "reason"))
    }
