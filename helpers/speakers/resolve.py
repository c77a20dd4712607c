"""Joining: every mention to its actor, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Known
from helpers.speakers.descriptions.description_rules import described
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Chain
from helpers.speakers.names.entity_types import acts_as_body
from helpers.speakers.names.names import surname
from helpers.speakers.names.role_matching import core_words, role_words, spelling
from helpers.speakers.names.roles import COURTESY
from helpers.speakers.pronouns import GENDERS, resolve_pronoun

# a relative of the main person keeps the full name in the news
KIN = frozenset(
    "husband wife spouse partner widow widower brother sister sibling twin father mother parent "
    "stepfather stepmother son daughter child stepson stepdaughter boyfriend girlfriend fiancé "
    "fiancée fiance fiancee cousin uncle aunt niece nephew grandfather grandmother grandson".split()
)


class Joiner(Known):
    """Joins the mentions of one article; ``chains`` grows in the order of the text."""

    def join_names(self, names: Sequence[Candidate]) -> None:
        """Names first, over the whole article: what follows may lean on any of them."""
        for candidate in names:
            found = self.by_name.get(candidate.key)
            if not found:
                continue
            chain = found[0] if len(found) == 1 else self.one_of_two(candidate, found)
            if chain.kind == "place" and not acts_as_body(candidate):
                continue
            if candidate.modifier and not candidate.sources:
                continue
            chain.add(candidate, "")
            for i in range(candidate.first, candidate.last):
                self.at_token[i] = self.named_at[i] = chain
            if len(candidate.key) > 1 and chain.kind == "person":
                self.preferred.setdefault(surname(candidate.key), chain)
                spoke = candidate.head.sentence if candidate.sources else -1
                place = (chain, candidate.head.paragraph, spoke)
                self.latest_in_full[surname(candidate.key)] = place
        for chain in self.chains_with_names():
            for role in chain.roles:
                for word in role_words(role):
                    self.by_role.setdefault(word, []).append(chain)
            if chain.kind == "organisation":
                for word in {word for key in chain.keys for word in key}:
                    self.by_word.setdefault(word, []).append(chain)

    def chains_with_names(self) -> list[Chain]:
        """The chains of names that have a mention, by first mention."""
        found = {id(c): c for chains in self.by_name.values() for c in chains if c.mentions}
        return sorted(found.values(), key=lambda chain: chain.first)

    def one_of_two(self, candidate: Candidate, found: list[Chain]) -> Chain:
        """A surname that two people share: by a title's gender, the paragraph, who came first.

        Whoever the paragraph named in full is meant. But a relative of the main person keeps the
        full name in the news, so beside one the bare surname is whose it was first.
        """
        gender = candidate.role.gender if candidate.role is not None else "any"
        office = candidate.role.head if candidate.role is not None else ""
        if office and office not in COURTESY:
            known = [c for c in found if any(spelling(office) in core_words(r) for r in c.roles)]
            if len(known) == 1:  # "President Berg" is not the minister of that name
                return known[0]
        known = [c for c in found if gender != "any" and c.gender == gender]
        fitting = known or [c for c in found if gender == "any" or c.gender == "any"] or found
        beside = self.latest_in_full.get(surname(candidate.key))
        if beside is not None and beside[1] == candidate.head.paragraph and beside[0] in fitting:
            is_kin = any(role_words(role) & KIN for role in beside[0].roles)
            spoke = beside[2] == candidate.head.sentence - 1  # "Kim Lee said ... Lee added"
            if (spoke or not is_kin) and len(candidate.key) == 1:
                return beside[0]
        first = self.preferred.get(surname(candidate.key))
        return first if first in fitting else fitting[0]

    def join(self, candidate: Candidate) -> None:
        """Join one mention to what was read before it."""
        if candidate.form in ("name", "acronym"):
            chain = self.at_token.get(candidate.first)
            if chain is not None:
                self.discourse.add(chain, candidate)
            return
        if candidate.form == "pronoun":
            barred = self.quoted_speaker(candidate)
            if candidate.key[0] in GENDERS:  # a body may speak of itself by name, a person not
                barred |= self.named_in_content(candidate)
            resolved = resolve_pronoun(candidate, self.discourse, barred)
        else:
            resolved = described(self, candidate)
        if resolved is None:
            return
        chain, reason = resolved
        chain.add(candidate, reason)
        self.at_token.setdefault(candidate.head.i, chain)
        if candidate.form != "pronoun":  # "her deputy" may be a man
            self.named_at.setdefault(candidate.head.i, chain)
        elif candidate.key[0] in GENDERS and chain.gender in ("any", "either"):
            chain.gender = GENDERS[candidate.key[0]]  # "a neighbour said ... he added"
        self.discourse.add(chain, candidate)

    def quoted_speaker(self, candidate: Candidate) -> set[int]:
        """The speaker of the quotation around a pronoun, who would say "I"."""
        anchor = self.anchored.get(self.quoted_by.get(candidate.head.i, -1), -1)
        chain = self.at_token.get(anchor)
        return {id(chain)} if chain is not None and candidate.head.quotation >= 0 else set()


def name_reason(candidate: Candidate, chain: Chain) -> str:
    """Why a written name means this actor, in words."""
    full = chain.fullest
    if candidate.text == full or len(chain.names) == 1:
        return "the name itself"
    if candidate.form == "acronym" and chain.kind == "organisation":
        return f"initials of {full}"
    if chain.kind == "place" and " ".join(candidate.key) in vocabulary().capitals:
        return f"the capital, for the government of {full}"
    if chain.kind == "place":
        return f"another name of {full}"
    if chain.kind == "person" and len(candidate.key) == 1:
        which = (
            "surname" if any(surname(k) == candidate.key[0] for k in chain.keys) else "given name"
        )
        return f"{which} of {full}"
    return f"another form of {full}"
