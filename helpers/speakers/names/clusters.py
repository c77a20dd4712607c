"""Clusters: the actors of an article in the making, and the written names that lead to them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.kind_votes import Verdict
from helpers.speakers.names.kind_words import named_as_body
from helpers.speakers.names.names import (
    NameKey,
    acronym_joins_name,
    before_mark,
    brand_joins_name,
    country_of,
    is_acronym,
    name_key,
    same_body_in_other_words,
    surname_joins_full_name,
)


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
    starts: list[int] = field(default_factory=list)  # of its mentions, in order
    calls: set[NameKey] = field(default_factory=set)  # keys of its mentions
    introduced: set[str] = field(default_factory=set)  # see introduced_as
    unread: list[Candidate] = field(default_factory=list)  # mentions that are not in it yet
    verdicts: list[Verdict] = field(default_factory=list)  # of its names, the fullest first
    spoke: bool = False
    plural: bool = False

    @property
    def first(self) -> int:
        """The offset of the first mention."""
        return self.starts[0]

    def last_before(self, offset: int) -> int:
        """Return the offset of its last mention before another offset, -1 for none."""
        return self.starts[at - 1] if (at := bisect_left(self.starts, offset)) else -1

    def place(self, candidate: Candidate, reason: str) -> None:
        """Add a mention, unless the same words are one already."""
        span = candidate.start, candidate.end
        if span not in self.mentions:
            self.mentions[span] = candidate, reason
            insort(self.starts, candidate.start)
            self.calls.add(candidate.key)
            self.unread.append(candidate)

    def drop(self, span: tuple[int, int]) -> None:
        """Take a mention away, if there is one of these words."""
        if self.mentions.pop(span, None) is not None:
            self.starts.remove(span[0])

    def add(self, candidate: Candidate, reason: str) -> None:
        """Add a mention, and the role and gender that the words beside it give a person."""
        self.place(candidate, reason)
        if candidate.form in ("name", "acronym"):
            self.names[candidate.text] += 1
        self.spoke = self.spoke or bool(candidate.sources)
        if self.kind == "person":
            for role in filter(None, (candidate.role, candidate.apposition)):
                if role.words and role.words not in self.roles:
                    self.roles.append(role.words)
                if role.gender != "any" and role.personal:
                    self.gender = role.gender

    def introduced_as(self, tokens: Sequence[Token]) -> set[str]:
        """Return the nouns beside its mentions that make it a body, "" for a mention without."""
        self.introduced.update(named_as_body(candidate, tokens) for candidate in self.unread)
        self.unread.clear()
        return self.introduced

    def can_be(self, gender: str) -> bool:
        """Whether he ("male") or she ("female") can mean this actor."""
        if self.kind == "person":
            return self.gender in (gender, "any")
        return self.kind == "unnamed" and not self.plural and self.gender in (gender, "either")

    @property
    def fullest(self) -> str:
        """The name with the most words, then the commonest; initials only where none is full."""
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


Bodies = dict[str, dict[Cluster, None]]  # word -> the bodies with it in a name; "" -> all


def matching(
    rule: Callable[[NameKey, NameKey], bool], key: NameKey, clusters: Iterable[Cluster]
) -> list[Cluster]:
    """Return the clusters one of whose names a rule joins with another name."""
    return [c for c in clusters if any(rule(key, other) for other in c.keys)]


def initials_in_brackets(
    forms: Sequence[NameForm], tokens: Sequence[Token]
) -> dict[NameKey, NameForm]:
    """Return the letters in brackets after bodies, in any language: "the Workers' Party (PT)"."""
    found: dict[NameKey, NameForm] = {}
    for form in forms:
        for c in form.candidates if form.kind == "organisation" and len(form.key) > 1 else ():
            after = [token.text for token in tokens[c.last : c.last + 3]]
            marked = len(after) == 3 and after[0] == "(" and after[2] == ")"
            if marked and sum(letter.isupper() for letter in after[1]) > 1:  # "(PT)", "(DfT)"
                found.setdefault(name_key(after[1]), form)
    return found


def cluster_bodies(
    forms: Sequence[NameForm], tokens: Sequence[Token], in_brackets: dict[NameKey, NameForm]
) -> None:
    """Give each name of a body to the body that it is short for, else to one of its own."""
    bodies: Bodies = {}
    for form in forms:
        explained = in_brackets.get(form.key)
        if explained is not None and explained.clusters:
            body = explained.clusters[0]
        else:
            body = _body_of_longer_name(form, bodies, tokens) or Cluster("organisation")
        form.join(body)
        for word in ("", *form.key):
            bodies.setdefault(word, {})[body] = None


def _body_of_longer_name(form: NameForm, bodies: Bodies, tokens: Sequence[Token]) -> Cluster | None:
    """The one body for whose longer name a name can be short, or whose initials it is."""
    key, text = form.key, form.text
    found: list[list[Cluster]] = []
    if len(key) > 1:  # "Daily Herald" for "Oslo Daily Herald"
        # Both ask for all words but "of": those with the rarest of them are enough.
        near = min((bodies.get(w, {}) for w in {*key} - {"of"}), key=len, default={})
        found.append(matching(surname_joins_full_name, key, near))
        found.append(matching(same_body_in_other_words, key, near))
    else:
        named = bodies.get("", ()) if is_acronym(text) else ()
        found.append([c for c in named if any(acronym_joins_name(text, n) for n in c.written)][:1])
        the = any(tokens[c.first - 1].text.casefold() == "the" for c in form.candidates if c.first)
        if the and len(text) > 2:  # "the Fed" for the Federal Reserve
            longer = (w for w in bodies if len(w) > len(text) + 2 and w.startswith(key[0]))
            found.append(list({c: None for word in longer for c in bodies[word]}))
        kinds = vocabulary().name_words.get(key[0], frozenset())
        if the or kinds & {"body", "organisation", "company"}:  # "the Council" for the only one
            found.append([c for c in bodies.get(key[0], ()) if _names_the_body(c, key[0])])
    # "Acme" for "Acme Robotics Inc."
    found.append(matching(brand_joins_name, key, bodies.get(key[0], ())))
    return next((clusters[0] for clusters in found if len(clusters) == 1), None)


def _names_the_body(cluster: Cluster, word: str) -> bool:
    """Whether a word says what the body is ("Board of Trade"), not whose ("Senate Caucus")."""
    return any(before_mark(key, ("of", "for"))[-1] == word for key in cluster.keys)
