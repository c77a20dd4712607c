"""Chains: the names of an article gathered into one chain for each person, body or country.

Names are joined over the whole article at once, since a headline may use the surname before the
text gives the full name. Descriptions and pronouns are joined afterwards (``joining``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.entity_types import weigh
from helpers.speakers.names.name_forms import Variant, people_by_surname
from helpers.speakers.names.names import (
    NameKey,
    acronym_joins_name,
    body_names_agree,
    brand_joins_name,
    country_of,
    full_names_agree,
    given_name_joins_full_name,
    slip_of_a_surname,
    surname,
    surname_joins_full_name,
)

# titles before the first name, not the surname
BY_GIVEN_NAME = frozenset("king queen prince princess pope emperor empress sultan emir".split())
MAX_SLIPS = 3  # a surname written so as often is a surname of its own


@dataclass(slots=True, eq=False)
class Chain:
    """An actor in the making: its kind, names, gender, roles and mentions so far."""

    kind: ActorType
    names: Counter[str] = field(default_factory=Counter)  # as mentioned
    written: Counter[str] = field(default_factory=Counter)  # also inside other phrases
    keys: set[NameKey] = field(default_factory=set)
    gender: str = "any"
    roles: list[str] = field(default_factory=list)
    mentions: dict[tuple[int, int], tuple[Candidate, str]] = field(default_factory=dict)
    spoke: bool = False
    plural: bool = False

    @property
    def size(self) -> int:
        """Number of mentions so far."""
        return len(self.mentions)

    @property
    def first(self) -> int:
        """Where the actor is mentioned first."""
        return min(start for start, _ in self.mentions)

    def add(self, candidate: Candidate, reason: str) -> None:
        """Add a mention; what its place tells of role and gender comes with it."""
        self.mentions.setdefault((candidate.start, candidate.end), (candidate, reason))
        if candidate.form in ("name", "acronym"):
            self.names[candidate.text] += 1
        self.spoke = self.spoke or bool(candidate.sources)
        if self.kind == "person":
            for role in (candidate.role, candidate.apposition):
                if role is not None:
                    if role.words and role.words not in self.roles:
                        self.roles.append(role.words)
                    if role.gender != "any" and role.personal:
                        self.gender = role.gender

    def can_be(self, gender: str) -> bool:
        """Whether he ("male") or she ("female") can mean this actor."""
        if self.kind == "person":
            return self.gender in (gender, "any")
        return self.kind == "unnamed" and not self.plural and self.gender in (gender, "either")

    @property
    def fullest(self) -> str:
        """The name with most words; among equals the one used most, then the longest.

        Initials give way to the full name even where that stands inside another phrase only.
        """
        if self.names and all(name.replace(".", "").isupper() for name in self.names):
            for full in self.written:
                if any(acronym_joins_name(name, full) for name in self.names):
                    return full
        return max(
            self.names or self.written,
            key=lambda name: (
                self.kind == "place" and bool(country_of(name)),
                len(name.split()),
                self.names[name],
                len(name),
                name,
            ),
            default="",
        )


def chain_names(names: Sequence[Candidate], tokens: Sequence[Token]) -> dict[NameKey, list[Chain]]:
    """Return, for each written name, the chains that it can mean (two for a shared surname)."""
    grouped: dict[NameKey, list[Candidate]] = {}
    for candidate in names:
        grouped.setdefault(candidate.key, []).append(candidate)
    variants = [Variant(k, found, weigh(found, tokens)) for k, found in grouped.items()]
    people_by_surname(variants)
    people = [v for v in variants if v.kind == "person"]
    _chain_people(people)
    _chain_bodies([v for v in variants if v.kind == "organisation"], tokens)
    _chain_places([v for v in variants if v.kind == "place"])
    for variant in variants:
        if variant.kind == "group":
            variant.chains = [_chain("group", variant)]
    return {variant.key: variant.chains for variant in variants if variant.chains}


def _chain(kind: ActorType, variant: Variant, chain: Chain | None = None) -> Chain:
    chain = chain or Chain(kind)
    chain.keys.add(variant.key)
    chain.written.update(c.text for c in variant.candidates)
    return chain


def _chain_people(variants: Sequence[Variant]) -> None:
    """Full names first, then surnames, then given names alone."""
    by_surname: dict[str, list[Chain]] = {}
    by_given: dict[str, list[Chain]] = {}
    by_shape: dict[tuple[str, int], list[str]] = {}  # (first letter, length) of a surname
    given_names = vocabulary().given_names
    for variant in sorted(variants, key=lambda v: (-len(v.key), v.candidates[0].start)):
        key = variant.key
        same = by_surname.get(surname(key), [])
        if len(key) > 1:
            joined = next((c for c in same if _any(full_names_agree, key, c.keys)), None)
            chain = _chain("person", variant, joined)
            if joined is None:
                by_surname.setdefault(surname(key), []).append(chain)
                by_shape.setdefault((surname(key)[0], len(surname(key))), []).append(surname(key))
                for word in key[:-1]:
                    by_given.setdefault(word, []).append(chain)
            if key[0] in given_names and chain.gender == "any":
                chain.gender = given_names[key[0]]
            variant.chains = [chain]
            continue
        found = [c for c in same if _any(surname_joins_full_name, key, c.keys)]
        if _goes_by_given_name(variant):
            found = []
        if not found:
            found = [
                c for c in by_given.get(key[0], []) if _any(given_name_joins_full_name, key, c.keys)
            ]
        if not found and len(variant.candidates) < MAX_SLIPS:
            near = {s for n in (-1, 0, 1) for s in by_shape.get((key[0][0], len(key[0]) + n), ())}
            slips = [c for s in near if slip_of_a_surname(key[0], s) for c in by_surname[s]]
            found = slips if len(slips) == 1 and key[0] not in given_names else []
        if not found:
            chain = Chain("person", gender=given_names.get(key[0], "any"))
            by_surname.setdefault(surname(key), []).append(chain)
            found = [chain]
        for chain in found:
            if len(found) == 1:
                _chain("person", variant, chain)
            else:
                chain.keys.add(key)
        variant.chains = found


def _goes_by_given_name(variant: Variant) -> bool:
    """Whether a title says that the one word after it is no surname ("King Salman")."""
    titled = [c.role.head for c in variant.candidates if c.role is not None]
    return bool(titled) and all(head in BY_GIVEN_NAME for head in titled)


def _any(rule, key: NameKey, keys: Iterable[NameKey]) -> bool:  # type: ignore[no-untyped-def]
    return any(rule(key, other) for other in keys)


def _chain_bodies(variants: Sequence[Variant], tokens: Sequence[Token]) -> None:
    """Names that agree, then initials, then the name without its last words ("the Board")."""
    chains: list[Chain] = []
    initials: dict[str, Chain] = {}
    words: dict[str, list[Chain]] = {}
    for variant in sorted(variants, key=lambda v: (-len(v.key), v.candidates[0].start)):
        text = variant.text
        near = words.get(variant.key[-1], []) + words.get(variant.key[0], [])
        joined = next((c for c in near if _any(body_names_agree, variant.key, c.keys)), None)
        letters = text.replace(".", "").upper()
        if joined is None and len(variant.key) > 1:
            longer = [c for c in near if _any(surname_joins_full_name, variant.key, c.keys)]
            if len({id(c) for c in longer}) == 1:  # "Daily Herald" for "Oslo Daily Herald"
                joined = longer[0]
        if joined is None and len(variant.key) == 1:
            joined = initials.get(letters)
            if joined is not None and not any(acronym_joins_name(text, n) for n in joined.written):
                joined = None
            owners = [c for c in words.get(variant.key[0], []) if _is_called(c, variant.key[0])]
            # "the Council" for the one council that the article names
            short = _short_form(variant, tokens)
            if joined is None and len({id(c) for c in owners}) == 1 and short:
                joined = owners[0]
        if joined is None:
            longer = [c for c in near if _any(brand_joins_name, variant.key, c.keys)]
            if len({id(c) for c in longer}) == 1:  # "Acme" for "Acme Robotics Inc."
                joined = longer[0]
        chain = _chain("organisation", variant, joined)
        if joined is None:
            chains.append(chain)
        for candidate in variant.candidates:
            for letters in _initials(candidate.text):
                initials.setdefault(letters, chain)
        for word in set(variant.key):
            if chain not in words.setdefault(word, []):
                words[word].append(chain)
        variant.chains = [chain]


def _is_called(chain: Chain, word: str) -> bool:
    """Whether a word says what the body is ("Board of Trade"), not whose ("Senate Caucus")."""
    for key in chain.keys:
        end = min((key.index(m) for m in ("of", "for") if m in key[1:]), default=len(key))
        if key[end - 1] == word:
            return True
    return False


def _short_form(variant: Variant, tokens: Sequence[Token]) -> bool:
    """Whether one capitalised word is short for a body's full name ("the Ministry").

    It is a kind of body, or the article before it says that it is no name of its own.
    """
    if any(tokens[c.first - 1].text.casefold() == "the" for c in variant.candidates if c.first):
        return True
    kinds = vocabulary().name_words.get(variant.key[0], frozenset())
    return bool(kinds & {"body", "organisation", "company"})


def _initials(name: str) -> set[str]:
    words = [word for word in re.sub(r"[-.]", " ", name).split() if word[0].isalnum()]
    small = ("of", "the", "and", "for", "on", "in", "to", "at")
    if words and words[0].casefold() == "the":
        words = words[1:]
    capital = [word for word in words if word.casefold() not in small]
    return {"".join(w[0] for w in kept).upper() for kept in (words, capital) if len(kept) > 1}


def _chain_places(variants: Sequence[Variant]) -> None:
    """All names of a country are one actor; a city is one of its own."""
    countries: dict[str, Chain] = {}
    for variant in variants:
        country = country_of(variant.text)
        chain = _chain("place", variant, countries.get(country) if country else None)
        if country:
            countries[country] = chain
        variant.chains = [chain]
    for variant in variants:  # "Oslo said" is Norway's word, where Norway itself is named
        government = countries.get(vocabulary().capitals.get(" ".join(variant.key), ""))
        spoke = any(candidate.sources for candidate in variant.candidates)
        if government is not None and spoke and not country_of(variant.text):
            variant.chains = [_chain("place", variant, government)]
