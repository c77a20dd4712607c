"""Context: what is known of the article when a mention is resolved (its discourse state)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Sequence
from typing import NamedTuple

from helpers.annotation import Annotation
from helpers.annotation.transcript_turns import find_turns, named_labels
from helpers.attribution.attribution import Attribution
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.descriptions import DEFINITE, bare_name, has_name_inside, is_a_number_of
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.kind_words import is_body_of_two_words
from helpers.speakers.names.names import NameKey
from helpers.thresholds import MENTIONS_IN_VIEW

# words for one of several, whom "he" or "she" can mean once they speak
INDEFINITE_PRONOUNS = frozenset({"one", "another", "someone", "somebody"})
NOT_NAMED = "described, not named"  # why a mention is an actor of its own
Resolved = tuple[Cluster, str]  # the actor that a mention means, and the reason


class Seen(NamedTuple):
    """A mention that is already resolved, with its actor."""

    cluster: Cluster
    candidate: Candidate


class Context:
    """Names, descriptions, roles and latest mentions of one article, as far as it has been read.

    Attributes:
        source_heads: number of an attribution -> token that heads its source.
        contents: for each attribution the stretches of tokens of its content, ends excluded.
        quoted_by: pronoun -> number of the quotation around it (:func:`enclosing_quotations`).
        by_name: written name -> the actors that it can mean.
        names_with: word -> the written names that have it.
        cluster_at, named_at: token -> the actor mentioned there, with and without pronouns.
        unnamed: words of a description -> the actor without a name that is called so.
        called_so: words of a description -> how many such actors are.
        by_noun, by_role, by_word: noun of a description, word of a role, word in the name of a
            body -> the actors that have it.
        first_at: word -> its first token.
        first_of_surname: surname -> who was named in full first.
        last_full_name: surname -> who was named in full last, and in which paragraph.
        recent, bodies: the latest mentions of people, and of all that are no people.
    """

    def __init__(
        self,
        annotation: Annotation,
        attributions: Sequence[Attribution],
        source_heads: dict[int, int],
        by_name: dict[NameKey, list[Cluster]],
    ) -> None:
        self.text, self.tokens = annotation.text, annotation.tokens
        self.source_heads = source_heads
        starts = [token.start for token in self.tokens]
        self.contents = [
            [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in a.content]
            for a in attributions
        ]
        self.quoted_by = enclosing_quotations(annotation, attributions)
        self.by_name = by_name
        self.names_with: dict[str, list[NameKey]] = {}
        for key in by_name:
            for word in {*key}:
                self.names_with.setdefault(word, []).append(key)
        self.cluster_at: dict[int, Cluster] = {}
        self.named_at: dict[int, Cluster] = {}
        self.unnamed: dict[NameKey, Cluster] = {}
        self.called_so: Counter[NameKey] = Counter()
        self.by_noun: dict[str, list[Cluster]] = {}
        self.by_role: dict[str, list[Cluster]] = {}
        self.by_word: dict[str, list[Cluster]] = {}
        self.first_of_surname: dict[str, Cluster] = {}
        self.last_full_name: dict[str, tuple[Cluster, int]] = {}
        self.first_at = {t.text: t.i for t in reversed(self.tokens)}
        self.recent: deque[Seen] = deque(maxlen=MENTIONS_IN_VIEW)
        self.bodies: deque[Seen] = deque(maxlen=MENTIONS_IN_VIEW)
        turns = find_turns(annotation.article)
        self.unnamed_turns = {at: t for t in turns if t.role for at in range(*t.name)}
        # role of such a label -> where another label names who has it
        self.named_turns = {r: turn.name for r, turn in named_labels(annotation.article, turns)}
        self.headlines = frozenset(
            n for n, p in enumerate(annotation.article.paragraphs) if p.role == "title"
        )

    def named_clusters(self) -> list[Cluster]:
        """The actors with a name that have a mention, by first mention."""
        found = {id(c): c for clusters in self.by_name.values() for c in clusters if c.mentions}
        return sorted(found.values(), key=lambda cluster: cluster.first)

    def remember(self, cluster: Cluster, candidate: Candidate) -> None:
        """Keep a resolved mention in view for what follows."""
        if cluster.kind in ("person", "unnamed"):
            self.recent.append(Seen(cluster, candidate))
        if cluster.kind != "person":
            self.bodies.append(Seen(cluster, candidate))

    def merge(self, key: NameKey, cluster: Cluster, reason: str) -> None:
        """Give all mentions of an actor without a name to the actor who is named later."""
        unnamed = self.unnamed[key]
        for candidate, why in unnamed.mentions.values():
            cluster.place(candidate, reason if why == NOT_NAMED else why)
            for known in (self.cluster_at, self.named_at):
                if known.get(candidate.head.i) is unnamed:
                    known[candidate.head.i] = cluster
        self.unnamed[key] = cluster

    def named_in_content(self, candidate: Candidate) -> set[int]:
        """Ids of the actors named in what the candidate says: nobody names themselves."""
        return {
            id(self.named_at[i])
            for number in candidate.sources
            for first, stop in self.contents[number]
            for i in range(first, stop)
            if i in self.named_at
        }

    def has_definite_article(self, candidate: Candidate) -> bool:
        """Whether a definite article or demonstrative opens a description."""
        return self.tokens[candidate.first].text.casefold() in DEFINITE

    def is_definite(self, candidate: Candidate) -> bool:
        """Whether a description means one known actor: "the mayor", in a headline "Mayor"."""
        bare = self.tokens[candidate.first].tag in ("NN", "NNP", "JJ")
        in_headline = candidate.head.paragraph in self.headlines
        return self.has_definite_article(candidate) or (bare and in_headline)

    def new_unnamed(self, candidate: Candidate) -> Cluster:
        """Add an actor without a name, called by the words of its description."""
        noun = candidate.head.text.casefold()
        named = has_name_inside(candidate, self.tokens)
        kind = vocabulary().collectives.get(noun, ("", ""))[0]
        cluster = Cluster("unnamed", plural=candidate.plural)
        if (named and kind == "body" and not candidate.plural) or is_body_of_two_words(
            candidate.key
        ):
            cluster.kind = "organisation"
        elif named and (
            kind in ("force", "people", "named") or (candidate.plural and kind != "office")
        ):
            cluster.kind = "group"
        role = vocabulary().role(noun)
        if role is not None and not candidate.plural:
            cluster.gender = "either" if role[0] == "any" else role[0]
        elif noun in INDEFINITE_PRONOUNS and candidate.sources:
            cluster.gender = "either"
        cluster.names[bare_name(candidate.text)] += 1
        others = self.called_so[candidate.key]  # two other men
        self.called_so[candidate.key] += 1
        key = (*candidate.key, "other", str(others)) if others else candidate.key
        self.unnamed[key] = cluster
        self.by_noun.setdefault(noun, []).append(cluster)
        if candidate.plural and is_a_number_of(candidate.head):  # "a group of nine senators"
            self.by_noun.setdefault(candidate.key[-1], []).append(cluster)
        return cluster


def enclosing_quotations(
    annotation: Annotation, attributions: Sequence[Attribution]
) -> dict[int, int]:
    """Return, for each personal pronoun, the attribution with the shortest content around it.

    What is reported inside a quotation without quotation marks of its own is passed over: in “He
    thinks I lied,” Kim Lee said, "I" is Lee.
    """
    text = annotation.text
    pronouns = [t for t in annotation.tokens if t.tag in ("PRP", "PRP$")]
    starts = [token.start for token in pronouns]
    found: dict[int, int] = {}
    by_length = sorted(
        range(len(attributions)), key=lambda n: -sum(e - s for s, e in attributions[n].content)
    )
    for number in by_length:
        a = attributions[number]
        marked = text[a.content[0][0]] in "'‘\"“"
        if a.nested_in is not None and not marked and a.rule != "transcript":
            continue
        for start, end in a.content:
            for token in pronouns[bisect_left(starts, start) : bisect_left(starts, end)]:
                found[token.i] = number
    return found


def most_recent(clusters: Sequence[Cluster], before: int) -> Cluster:
    """Return the actor that was mentioned last before an offset."""
    return max(clusters, key=lambda c: c.last_before(before))
