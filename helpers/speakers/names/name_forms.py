"""Variants: the ways in which names are written, and what kind the others tell each to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.entity_types import name_kinds
from helpers.speakers.names.names import PARTICLES, NameKey, country_of, surname
from helpers.speakers.names.roles import COURTESY

if TYPE_CHECKING:
    from helpers.speakers.names.clusters import Chain


@dataclass(slots=True, eq=False)
class Variant:
    """One way to write a name, with all its places in the article."""

    key: NameKey
    candidates: list[Candidate]
    kind: ActorType | None
    chains: list[Chain] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The name as it is written most often."""
        return Counter(c.text for c in self.candidates).most_common(1)[0][0]


def people_by_surname(variants: Sequence[Variant]) -> None:
    """A bare word that is the surname of someone named in full is that person.

    It outweighs the parser's label, since surnames are often cities or firms as well; only names
    of countries keep their own meaning unless a title stands before them.
    """
    surnames: dict[str, int] = {}
    for variant in variants:
        if variant.kind == "person" and len(variant.key) > 1:
            surnames[surname(variant.key)] = len(variant.candidates)
    given = vocabulary().given_names
    firms = {v.key[0] for v in variants if "company" in name_kinds(v.key)} - given.keys()
    called_alone = {
        variant.key[0]
        for variant in variants
        if len(variant.key) == 1
        and (
            any(c.role and c.role.head in COURTESY for c in variant.candidates)
            or (variant.kind == "person" and any(c.sources for c in variant.candidates))
        )
    }
    words = vocabulary().name_words
    for variant in variants:
        # "Ms. Berg" or "Berg said" elsewhere: "Ines Berg" is no firm
        full = len(variant.key) in (2, 3) and not words.keys() & set(variant.key)
        if full and variant.key[-1] in called_alone and variant.kind != "person":
            variant.kind = "person"
            surnames[variant.key[-1]] = len(variant.candidates)
    for variant in variants:
        one_word = len(variant.key) == 1 or variant.key[0] in PARTICLES  # "von der Berg"
        titled = any(c.role is not None and c.role.personal for c in variant.candidates)
        if not one_word:
            continue
        if surname(variant.key) in surnames:
            if titled or not country_of(variant.text):
                variant.kind = "person"
        elif variant.kind == "person" and variant.key[0] in firms and not titled:
            variant.kind = "organisation"  # "Halden said" after "Halden Motors Inc."
