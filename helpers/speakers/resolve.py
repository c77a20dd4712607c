"""Joining: every mention to its actor, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context
from helpers.speakers.descriptions.description_rules import resolve_description
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
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


class Joiner(Context):
    """Joins the mentions of one article; ``clusters`` grows in the order of the text."""

    def join_names(self, names: Sequence[Candidate]) -> None:
        """Names first, over the whole article: what follows may lean on any of them."""
        for candidate in names:
            found = self.by_name.get(candidate.key)
            if not found:
                continue
            cluster = found[0] if len(found) == 1 else self.one_of_two(candidate, found)
            if cluster.kind == "place" and not acts_as_body(candidate):
                continue
            if candidate.modifier and not candidate.sources:
                continue
            cluster.add(candidate, "")
            for i in range(candidate.first, candidate.last):
                self.cluster_at[i] = self.named_at[i] = cluster
            if len(candidate.key) > 1 and cluster.kind == "person":
                self.first_of_surname.setdefault(surname(candidate.key), cluster)
                spoke = candidate.head.sentence if candidate.sources else -1
                place = (cluster, candidate.head.paragraph, spoke)
                self.last_full_name[surname(candidate.key)] = place
        for cluster in self.named_clusters():
            for role in cluster.roles:
                for word in role_words(role):
                    self.by_role.setdefault(word, []).append(cluster)
            if cluster.kind == "organisation":
                for word in {word for key in cluster.keys for word in key}:
                    self.by_word.setdefault(word, []).append(cluster)

    def named_clusters(self) -> list[Cluster]:
        """The clusters of names that have a mention, by first mention."""
        found = {id(c): c for clusters in self.by_name.values() for c in clusters if c.mentions}
        return sorted(found.values(), key=lambda cluster: cluster.first)

    def one_of_two(self, candidate: Candidate, found: list[Cluster]) -> Cluster:
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
        beside = self.last_full_name.get(surname(candidate.key))
        if beside is not None and beside[1] == candidate.head.paragraph and beside[0] in fitting:
            is_kin = any(role_words(role) & KIN for role in beside[0].roles)
            spoke = beside[2] == candidate.head.sentence - 1  # "Kim Lee said ... Lee added"
            if (spoke or not is_kin) and len(candidate.key) == 1:
                return beside[0]
        first = self.first_of_surname.get(surname(candidate.key))
        return first if first in fitting else fitting[0]

    def join(self, candidate: Candidate) -> None:
        """Join one mention to what was read before it."""
        if candidate.form in ("name", "acronym"):
            cluster = self.cluster_at.get(candidate.first)
            if cluster is not None:
                self.discourse.add(cluster, candidate)
            return
        if candidate.form == "pronoun":
            barred = self.quoted_speaker(candidate)
            if candidate.key[0] in GENDERS:  # a body may speak of itself by name, a person not
                barred |= self.named_in_content(candidate)
            resolved = resolve_pronoun(candidate, self.discourse, barred)
        else:
            resolved = resolve_description(self, candidate)
        if resolved is None:
            return
        cluster, reason = resolved
        cluster.add(candidate, reason)
        self.cluster_at.setdefault(candidate.head.i, cluster)
        if candidate.form != "pronoun":  # "her deputy" may be a man
            self.named_at.setdefault(candidate.head.i, cluster)
        elif candidate.key[0] in GENDERS and cluster.gender in ("any", "either"):
            cluster.gender = GENDERS[candidate.key[0]]  # "a neighbour said ... he added"
        self.discourse.add(cluster, candidate)

    def quoted_speaker(self, candidate: Candidate) -> set[int]:
        """The speaker of the quotation around a pronoun, who would say "I"."""
        anchor = self.source_heads.get(self.quoted_by.get(candidate.head.i, -1), -1)
        cluster = self.cluster_at.get(anchor)
        return {id(cluster)} if cluster is not None and candidate.head.quotation >= 0 else set()


def name_reason(candidate: Candidate, cluster: Cluster) -> str:
    """Why a written name means this actor, in words."""
    full = cluster.fullest
    if candidate.text == full or len(cluster.names) == 1:
        return "the name itself"
    if candidate.form == "acronym" and cluster.kind == "organisation":
        return f"initials of {full}"
    if cluster.kind == "place" and " ".join(candidate.key) in vocabulary().capitals:
        return f"the capital, for the government of {full}"
    if cluster.kind == "place":
        return f"another name of {full}"
    if cluster.kind == "person" and len(candidate.key) == 1:
        which = (
            "surname" if any(surname(k) == candidate.key[0] for k in cluster.keys) else "given name"
        )
        return f"{which} of {full}"
    return f"another form of {full}"
