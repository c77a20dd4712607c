"""Context: what the rules for descriptions and pronouns know of the article so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.annotation import Annotation, Token
from helpers.annotation.transcript_turns import find_turns, named_labels
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.descriptions.descriptions import DEFINITE, bare_name, has_name_inside
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.entity_types import is_body_of_two_words
from helpers.speakers.names.names import NameKey
from helpers.thresholds import MENTIONS_IN_VIEW

# words for one of several ("one of them", "another"), which he or she takes up when they speak
INDEFINITE_PRONOUNS = frozenset({"one", "another", "someone", "somebody"})
NOUN_TAGS = frozenset({"NN", "NNP"})


Resolved = tuple[Cluster, str]  # whom a mention means, and why


@dataclass(slots=True)
class Seen:
    """A mention already joined, as a pronoun after it sees it."""

    cluster: Cluster
    candidate: Candidate


@dataclass(slots=True)
class Discourse:
    """What a reader has in mind: the latest mentions, and the speaker of each quotation."""

    recent: deque[Seen] = field(default_factory=lambda: deque(maxlen=MENTIONS_IN_VIEW))
    bodies: deque[Seen] = field(default_factory=lambda: deque(maxlen=MENTIONS_IN_VIEW))

    def add(self, cluster: Cluster, candidate: Candidate) -> None:
        """Remember a mention."""
        if cluster.kind in ("person", "unnamed"):
            self.recent.append(Seen(cluster, candidate))
        if cluster.kind != "person":
            self.bodies.append(Seen(cluster, candidate))


class Context:
    """What is known so far: names, descriptions, roles, and who was mentioned last."""

    def __init__(
        self,
        annotation: Annotation,
        by_name: dict[NameKey, list[Cluster]],
        source_heads: dict[int, int],
        contents: list[list[tuple[int, int]]],
        quoted_by: dict[int, int],
    ) -> None:
        self.tokens = annotation.tokens
        self.source_heads = source_heads  # attribution -> token that heads its source
        self.contents = contents  # attribution -> (first token, one past the last) of content
        self.quoted_by = quoted_by  # pronoun -> the quotation around it
        self.by_name = by_name
        self.discourse = Discourse()
        self.cluster_at: dict[int, Cluster] = {}
        self.named_at: dict[int, Cluster] = {}  # without pronouns
        self.unnamed: dict[NameKey, Cluster] = {}
        self.by_noun: dict[str, list[Cluster]] = {}
        self.by_role: dict[str, list[Cluster]] = {}
        self.by_word: dict[str, list[Cluster]] = {}
        self.first_of_surname: dict[str, Cluster] = {}
        # by surname: who was named in full last, in which paragraph, speaking in which sentence
        self.last_full_name: dict[str, tuple[Cluster, int, int]] = {}
        turns = find_turns(annotation.article)
        self.unnamed_turns = [turn for turn in turns if turn.role]
        # role of such a label -> where another label names who has it
        self.named_turns = {r: turn.name for r, turn in named_labels(annotation.article, turns)}
        self.headlines = frozenset(
            n for n, p in enumerate(annotation.article.paragraphs) if p.role == "title"
        )

    def named_in_content(self, candidate: Candidate) -> set[int]:
        """Chains named in what the candidate says: nobody speaks of themselves by name."""
        return {
            id(self.named_at[i])
            for number in candidate.sources
            for first, stop in self.contents[number]
            for i in range(first, stop)
            if i in self.named_at
        }

    def is_definite(self, candidate: Candidate) -> bool:
        """Whether a description means one known actor: "the mayor", in a headline "Mayor"."""
        opens = is_definite(candidate, self.tokens)
        bare = self.tokens[candidate.first].tag in NOUN_TAGS | {"JJ"}
        return opens or (bare and candidate.head.paragraph in self.headlines)

    def new_unnamed(self, candidate: Candidate) -> Cluster:
        """An actor without a name of its own: its words are its name."""
        noun = candidate.head.text.casefold()
        named = has_name_inside(candidate, self.tokens)
        entry = vocabulary().collectives.get(noun)
        cluster = Cluster("unnamed", plural=candidate.plural)
        role = vocabulary().role(noun)
        kind = entry[0] if entry is not None else ""
        body = named and kind == "body" and not candidate.plural
        if body or is_body_of_two_words(candidate.key):
            cluster.kind = "organisation"
        elif named and (
            kind in ("force", "people", "named") or (candidate.plural and kind != "office")
        ):
            cluster.kind = "group"
        if role is not None and not candidate.plural:
            cluster.gender = "either" if role[0] == "any" else role[0]
        elif noun in INDEFINITE_PRONOUNS and candidate.sources:
            cluster.gender = "either"
        cluster.names[bare_name(candidate.text)] += 1
        self.unnamed[candidate.key] = cluster
        self.by_noun.setdefault(noun, []).append(cluster)
        return cluster


def is_definite(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a definite article or demonstrative opens a description."""
    return tokens[candidate.first].text.casefold() in DEFINITE


def most_recent(clusters: Sequence[Cluster], before: int) -> Cluster:
    """The cluster whose latest mention before an offset is nearest to it."""
    return max(clusters, key=lambda c: max((s for s, _ in c.mentions if s < before), default=-1))
