"""Actor words: the lexicons that tell people, bodies and groups apart, ready for look-up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from helpers.lexicons.tables import load_lexicon, load_stances

Gender = Literal["male", "female", "any"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicons of ``data/lexicons`` that find speakers; all words are case-folded.

    Attributes:
        titles: word before a name -> (gender, official: yes or no).
        roles: noun for one person -> (gender, official: yes, no or "with body").
        offices: word of a role or body -> (weight: strong, loose or private; level: local,
            national, international or "-"); names of headquarters are among them.
        given_names: given name -> gender.
        nicknames: short given name -> the full given names that it may be short for.
        countries: name, short form or abbreviation of a country -> the country.
        demonyms: adjective or people of a country -> the country.
        capitals: capital -> the country.
        regions: state, nation within a country or large city -> itself.
        headquarters: building or street by whose name a body goes -> its country.
        name_words: word in a name -> the kinds of thing that it may show (person, body, place ...).
        kind_words, kind_nouns: the same for more words, and for nouns beside a name ("a village").
        collectives: noun -> (kind: people or body, official: yes or no).
        reporting: lemmas of the reporting verbs that have a stance.
    """

    titles: dict[str, tuple[str, str]]
    roles: dict[str, tuple[str, str]]
    offices: dict[str, tuple[str, str]]
    given_names: dict[str, str]
    nicknames: dict[str, frozenset[str]]
    countries: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]
    regions: dict[str, str]
    headquarters: dict[str, str]
    name_words: dict[str, frozenset[str]]
    kind_words: dict[str, frozenset[str]]
    kind_nouns: dict[str, frozenset[str]]
    collectives: dict[str, tuple[str, str]]
    reporting: frozenset[str]

    def role(self, word: str) -> tuple[str, str] | None:
        """Return gender and official mark of a role noun or title, None for another word.

        Of a word with hyphens ("vice-president") the last part may be the role.
        """
        word = word.casefold().rstrip(".")
        if word in self.roles:
            return self.roles[word]
        if word in self.titles:
            return self.titles[word]
        return self.roles.get(word.rpartition("-")[2])


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary; its lexicons are read once a process."""
    countries: dict[str, dict[str, str]] = {
        kind: {} for kind in ("name", "demonym", "capital", "region")
    }
    for row in load_lexicon("countries", ("entry", "country", "kind", "source")):
        countries[row["kind"]][country_key(row["entry"])] = row["country"]
    seats = _pairs("headquarters", "where")
    headquarters = {word: where for name, where in seats for word in (name, without_accents(name))}
    bodies = [(name, "body") for name in headquarters]
    nicknames = ((short, full.casefold()) for short, full in _pairs("nicknames", "full"))
    return Vocabulary(
        titles=_two_marks("titles", "gender", "official"),
        roles=_two_marks("person_roles", "gender", "official"),
        offices=_two_marks("official_roles", "weight", "level")
        | dict.fromkeys(headquarters, ("strong", "national")),
        given_names={
            spelt: gender
            for name, gender in _pairs("given_names", "gender")
            for spelt in (name, without_accents(name))
        },
        nicknames=_grouped(nicknames),
        countries=countries["name"],
        demonyms=countries["demonym"],
        capitals=countries["capital"],
        regions=countries["region"],
        headquarters=headquarters,
        name_words=_grouped([*_pairs("organisation_words", "kind"), *bodies]),
        kind_words=_kinds_where("name"),
        kind_nouns=_kinds_where("noun"),
        collectives=_two_marks("collective_sources", "kind", "official"),
        reporting=frozenset(
            row["entry"].casefold() for row in load_stances() if row["pos"] == "VERB"
        ),
    )


def country_key(words: str) -> str:
    """Return the form in which a country is looked up: "the U.S.A." and "USA" are one.

    "US" keeps its capitals, since "us" is a pronoun.
    """
    words = words.replace(".", "").strip()
    if words.casefold().startswith("the "):
        words = words[4:]
    return words if words.isupper() and len(words) <= 4 else words.casefold()


def without_accents(words: str) -> str:
    """Return words in plain letters: "Tomás" is looked up as "Tomas"."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(c for c in plain if not unicodedata.combining(c))


def _pairs(name: str, column: str) -> list[tuple[str, str]]:
    """The entries of a lexicon, each with its cell of a column."""
    rows = load_lexicon(name, ("entry", column, "source"))
    return [(row["entry"].casefold(), row[column]) for row in rows]


def _two_marks(name: str, first: str, second: str) -> dict[str, tuple[str, str]]:
    """The entries of a lexicon with their cells of two columns."""
    marks = zip(_pairs(name, first), _pairs(name, second), strict=True)
    return {entry: (one, other) for (entry, one), (_, other) in marks}


def _kinds_where(where: str) -> dict[str, frozenset[str]]:
    """The kinds of the lexicon ``kind_words``: of words in a name, or of nouns beside it."""
    rows = load_lexicon("kind_words", ("entry", "kind", "where", "source"))
    return _grouped((row["entry"], row["kind"]) for row in rows if row["where"] == where)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry, value in pairs:
        found.setdefault(entry, set()).add(value)
    return {entry: frozenset(values) for entry, values in found.items()}
