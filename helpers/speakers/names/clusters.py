"""Chains: the names of an article gathered into one cluster for each person, body or country.

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
from helpers.speakers.names.entity_types import entity_type
from helpers.speakers.names.name_forms import NameForm, people_by_surname
from helpers.speakers.names.names import (
    NameKey,
    acronym_joins_name,
    body_names_agree,
    brand_joins_name,
    country_of,
    full_names_agree,
    given_name_joins_full_name,
    is_misspelt_surname,
    surname,
    surname_joins_full_name,
)
from helpers.thresholds import MAX_MISSPELT

# titles before the first name, not the surname
BY_GIVEN_NAME = frozenset("king queen prince princess pope emperor empress sultan emir".split())


@dataclass(slots=True, eq=False)
class Cluster:
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


def cluster_names(
    names: Sequence[Candidate], tokens: Sequence[Token]
) -> dict[NameKey, list[Cluster]]:
    """Return, for each written name, the clusters that it can mean (two for a shared surname)."""
    grouped: dict[NameKey, list[Candidate]] = {}
    for candidate in names:
        grouped.setdefault(candidate.key, []).append(candidate)
    forms = [NameForm(k, found, entity_type(found, tokens)) for k, found in grouped.items()]
    people_by_surname(forms)
    people = [v for v in forms if v.kind == "person"]
    _cluster_people(people)
    _cluster_bodies([v for v in forms if v.kind == "organisation"], tokens)
    _cluster_places([v for v in forms if v.kind == "place"])
    for form in forms:
        if form.kind == "group":
            form.clusters = [_joined("group", form)]
    return {form.key: form.clusters for form in forms if form.clusters}


def _joined(kind: ActorType, form: NameForm, cluster: Cluster | None = None) -> Cluster:
    cluster = cluster or Cluster(kind)
    cluster.keys.add(form.key)
    cluster.written.update(c.text for c in form.candidates)
    return cluster


def _cluster_people(forms: Sequence[NameForm]) -> None:
    """Full names first, then surnames, then given names alone."""
    by_surname: dict[str, list[Cluster]] = {}
    by_given: dict[str, list[Cluster]] = {}
    by_shape: dict[tuple[str, int], list[str]] = {}  # (first letter, length) of a surname
    given_names = vocabulary().given_names
    for form in sorted(forms, key=lambda v: (-len(v.key), v.candidates[0].start)):
        key = form.key
        same = by_surname.get(surname(key), [])
        if len(key) > 1:
            joined = next((c for c in same if _any(full_names_agree, key, c.keys)), None)
            cluster = _joined("person", form, joined)
            if joined is None:
                by_surname.setdefault(surname(key), []).append(cluster)
                by_shape.setdefault((surname(key)[0], len(surname(key))), []).append(surname(key))
                for word in key[:-1]:
                    by_given.setdefault(word, []).append(cluster)
            if key[0] in given_names and cluster.gender == "any":
                cluster.gender = given_names[key[0]]
            form.clusters = [cluster]
            continue
        found = [c for c in same if _any(surname_joins_full_name, key, c.keys)]
        if _goes_by_given_name(form):
            found = []
        if not found:
            found = [
                c for c in by_given.get(key[0], []) if _any(given_name_joins_full_name, key, c.keys)
            ]
        if not found and len(form.candidates) < MAX_MISSPELT:
            near = {s for n in (-1, 0, 1) for s in by_shape.get((key[0][0], len(key[0]) + n), ())}
            misspelt = [c for s in near if is_misspelt_surname(key[0], s) for c in by_surname[s]]
            found = misspelt if len(misspelt) == 1 and key[0] not in given_names else []
        if not found:
            cluster = Cluster("person", gender=given_names.get(key[0], "any"))
            by_surname.setdefault(surname(key), []).append(cluster)
            found = [cluster]
        for cluster in found:
            if len(found) == 1:
                _joined("person", form, cluster)
            else:
                cluster.keys.add(key)
        form.clusters = found


def _goes_by_given_name(form: NameForm) -> bool:
    """Whether a title says that the one word after it is no surname ("King Salman")."""
    titled = [c.role.head for c in form.candidates if c.role is not None]
    return bool(titled) and all(head in BY_GIVEN_NAME for head in titled)


def _any(rule, key: NameKey, keys: Iterable[NameKey]) -> bool:  # type: ignore[no-untyped-def]
    return any(rule(key, other) for other in keys)


def _cluster_bodies(forms: Sequence[NameForm], tokens: Sequence[Token]) -> None:
    """Names that agree, then initials, then the name without its last words ("the Board")."""
    clusters: list[Cluster] = []
    initials: dict[str, Cluster] = {}
    words: dict[str, list[Cluster]] = {}
    for form in sorted(forms, key=lambda v: (-len(v.key), v.candidates[0].start)):
        text = form.text
        near = words.get(form.key[-1], []) + words.get(form.key[0], [])
        joined = next((c for c in near if _any(body_names_agree, form.key, c.keys)), None)
        letters = text.replace(".", "").upper()
        if joined is None and len(form.key) > 1:
            longer = [c for c in near if _any(surname_joins_full_name, form.key, c.keys)]
            if len({id(c) for c in longer}) == 1:  # "Daily Herald" for "Oslo Daily Herald"
                joined = longer[0]
        if joined is None and len(form.key) == 1:
            joined = initials.get(letters)
            if joined is not None and not any(acronym_joins_name(text, n) for n in joined.written):
                joined = None
            owners = [c for c in words.get(form.key[0], []) if _names_the_body(c, form.key[0])]
            # "the Council" for the one council that the article names
            short = _is_short_form(form, tokens)
            if joined is None and len({id(c) for c in owners}) == 1 and short:
                joined = owners[0]
        if joined is None:
            longer = [c for c in near if _any(brand_joins_name, form.key, c.keys)]
            if len({id(c) for c in longer}) == 1:  # "Acme" for "Acme Robotics Inc."
                joined = longer[0]
        cluster = _joined("organisation", form, joined)
        if joined is None:
            clusters.append(cluster)
        for candidate in form.candidates:
            for letters in _initials(candidate.text):
                initials.setdefault(letters, cluster)
        for word in set(form.key):
            if cluster not in words.setdefault(word, []):
                words[word].append(cluster)
        form.clusters = [cluster]


def _names_the_body(cluster: Cluster, word: str) -> bool:
    """Whether a word says what the body is ("Board of Trade"), not whose ("Senate Caucus")."""
    for key in cluster.keys:
        end = min((key.index(m) for m in ("of", "for") if m in key[1:]), default=len(key))
        if key[end - 1] == word:
            return True
    return False


def _is_short_form(form: NameForm, tokens: Sequence[Token]) -> bool:
    """Whether one capitalised word is short for a body's full name ("the Ministry").

    It is a kind of body, or the article before it says that it is no name of its own.
    """
    if any(tokens[c.first - 1].text.casefold() == "the" for c in form.candidates if c.first):
        return True
    kinds = vocabulary().name_words.get(form.key[0], frozenset())
    return bool(kinds & {"body", "organisation", "company"})


def _initials(name: str) -> set[str]:
    words = [word for word in re.sub(r"[-.]", " ", name).split() if word[0].isalnum()]
    small = ("of", "the", "and", "for", "on", "in", "to", "at")
    if words and words[0].casefold() == "the":
        words = words[1:]
    capital = [word for word in words if word.casefold() not in small]
    return {"".join(w[0] for w in kept).upper() for kept in (words, capital) if len(kept) > 1}


def _cluster_places(forms: Sequence[NameForm]) -> None:
    """All names of a country are one actor; a city is one of its own."""
    countries: dict[str, Cluster] = {}
    for form in forms:
        country = country_of(form.text)
        cluster = _joined("place", form, countries.get(country) if country else None)
        if country:
            countries[country] = cluster
        form.clusters = [cluster]
    for form in forms:  # "Oslo said" is Norway's word, where Norway itself is named
        government = countries.get(vocabulary().capitals.get(" ".join(form.key), ""))
        spoke = any(candidate.sources for candidate in form.candidates)
        if government is not None and spoke and not country_of(form.text):
            form.clusters = [_joined("place", form, government)]
