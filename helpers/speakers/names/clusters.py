"""Clusters: the actors of an article in the making, and the written names that lead to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.kind_votes import Verdict
from helpers.speakers.names.names import NameKey, acronym_joins_name, country_of


@dataclass(slots=True, eq=False)
class Cluster:
    """An actor in the making: its type, names, gender, roles and mentions so far."""

    kind: ActorType
    names: Counter[str] = field(default_factory=Counter)  # as mentioned
    written: Counter[str] = field(default_factory=Counter)  # also inside other phrases
    keys: set[NameKey] = field(default_factory=set)
    gender: str = "any"
    roles: list[str] = field(default_factory=list)
    mentions: dict[tuple[int, int], tuple[Candidate, str]] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)  # of its names, the fullest first
    spoke: bool = False
    plural: bool = False

    @property
    def first(self) -> int:
        """The offset of the first mention."""
        return min(start for start, _ in self.mentions)

    def add(self, candidate: Candidate, reason: str) -> None:
        """Add a mention, and the role and gender that the words beside it give a person."""
        self.mentions.setdefault((candidate.start, candidate.end), (candidate, reason))
        if candidate.form in ("name", "acronym"):
            self.names[candidate.text] += 1
        self.spoke = self.spoke or bool(candidate.sources)
        if self.kind == "person":
            for role in filter(None, (candidate.role, candidate.apposition)):
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
        """The name with the most words; among equals the one used most often, then the longest.

        Initials give way to the full name even if that is used inside other phrases only.
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


@dataclass(slots=True, eq=False)
class NameForm:
    """One way to write a name, with all its places in the article."""

    key: NameKey
    candidates: list[Candidate]
    kind: ActorType | None
    verdict: Verdict
    clusters: list[Cluster] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The name as it is written most often."""
        return Counter(c.text for c in self.candidates).most_common(1)[0][0]

    @property
    def spoke(self) -> bool:
        """Whether the name is the source of an attribution."""
        return any(candidate.sources for candidate in self.candidates)

    def join(self, cluster: Cluster) -> Cluster:
        """Make the name one of a cluster's; return the cluster."""
        cluster.keys.add(self.key)
        cluster.verdicts.append(self.verdict)
        cluster.written.update(c.text for c in self.candidates)
        self.clusters = [cluster]
        return cluster


def matching(
    rule: Callable[[NameKey, NameKey], bool], key: NameKey, clusters: Sequence[Cluster]
) -> list[Cluster]:
    """Return the clusters one of whose names a rule joins with another name."""
    return [c for c in clusters if any(rule(key, other) for other in c.keys)]
