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
    from helpers.speakers.names.clusters import Cluster


@dataclass(slots=True, eq=False)
class NameForm:
    """One way to write a name, with all its places in the article."""

    key: NameKey
    candidates: list[Candidate]
    kind: ActorType | None
    clusters: list[Cluster] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The name as it is written most often."""
        return Counter(c.text for c in self.candidates).most_common(1)[0][0]


def people_by_surname(forms: Sequence[NameForm]) -> None:
    """A bare word that is the surname of someone named in full is that person.

    It outweighs the parser's label, since surnames are often cities or firms as well; only names
    of countries keep their own meaning unless a title stands before them.
    """
    surnames: dict[str, int] = {}
    for form in forms:
        if form.kind == "person" and len(form.key) > 1:
            surnames[surname(form.key)] = len(form.candidates)
    given = vocabulary().given_names
    firms = {v.key[0] for v in forms if "company" in name_kinds(v.key)} - given.keys()
    called_alone = {
        form.key[0]
        for form in forms
        if len(form.key) == 1
        and (
            any(c.role and c.role.head in COURTESY for c in form.candidates)
            or (form.kind == "person" and any(c.sources for c in form.candidates))
        )
    }
    words = vocabulary().name_words
    for form in forms:
        # "Ms. Berg" or "Berg said" elsewhere: "Ines Berg" is no firm
        full = len(form.key) in (2, 3) and not words.keys() & set(form.key)
        if full and form.key[-1] in called_alone and form.kind != "person":
            form.kind = "person"
            surnames[form.key[-1]] = len(form.candidates)
    for form in forms:
        one_word = len(form.key) == 1 or form.key[0] in PARTICLES  # "von der Berg"
        titled = any(c.role is not None and c.role.personal for c in form.candidates)
        if not one_word:
            continue
        if surname(form.key) in surnames:
            if titled or not country_of(form.text):
                form.kind = "person"
        elif form.kind == "person" and form.key[0] in firms and not titled:
            form.kind = "organisation"  # "Halden said" after "Halden Motors Inc."
