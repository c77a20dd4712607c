"""Gender: whether the article itself tells that somebody is a woman or a man, and by which words.

Never guessed from a first name, which may be any gender and belongs to one culture. A form of
address, a noun ("spokeswoman", "his wife") and a pronoun that can mean nobody else tell it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.pronouns import GENDERS
from helpers.thresholds import MAX_SENTENCES_OF_SURE_PRONOUN

NOT_TOLD = "not told"
GENDERS_TOLD = ("woman", "man", NOT_TOLD)
TOLD = {"male": "man", "female": "woman"}
# nouns that a lexicon gives to men and that news uses for women as well
_FOR_ANYBODY = frozenset("actor chairman chairman-designate alderman landlord salesman".split())


class Gender:
    """Tells the gender of the people of one article (see the module)."""

    def __init__(
        self, context: Context, clusters: Sequence[Cluster], names: Sequence[Candidate]
    ) -> None:
        self.text = context.text
        self.tokens = context.tokens
        self.contents = sorted(span for content in context.contents for span in content)
        found = {
            mention.start: (id(cluster), mention)
            for cluster in clusters
            if is_one_person(cluster)
            for mention, _ in cluster.mentions.values()
        }
        for name in names:  # also those in a role ("Berg's lawyer")
            person = context.by_name.get(name.key, ())[:1]
            if person and person[0].kind == "person":
                found.setdefault(name.start, (id(person[0]), name))
        self.starts = sorted(found)
        self.mentions = [found[start] for start in self.starts]

    def of(self, cluster: Cluster) -> tuple[str, str]:
        """Return "woman", "man" or "not told", and its words; "" for who is not one person."""
        if not is_one_person(cluster):
            return "", ""
        mentions = [mention for _, (mention, _) in sorted(cluster.mentions.items())]
        for evidence in (self._words(mentions), self._pronouns(cluster, mentions)):
            told = dict(reversed(list(evidence)))
            if len(told) == 1:
                ((gender, words),) = told.items()
                return TOLD[gender], words
        return NOT_TOLD, ""

    def _words(self, mentions: Sequence[Candidate]) -> Iterator[tuple[str, str]]:
        """The gender of each title, role and noun of somebody, with its words."""
        for mention in mentions:
            for role in filter(None, (mention.role, mention.apposition)):
                if role.gender in TOLD and role.personal and role.head not in _FOR_ANYBODY:
                    yield role.gender, " ".join(self.text[role.start : role.end].split())
            if mention.form in ("role", "description") and mention.noun not in _FOR_ANYBODY:
                entry = vocabulary().role(mention.noun)
                if entry is not None and entry[0] in TOLD:
                    yield entry[0], mention.text

    def _pronouns(
        self, cluster: Cluster, mentions: Sequence[Candidate]
    ) -> Iterator[tuple[str, str]]:
        """The gender of each pronoun that can mean nobody else, with its words."""
        last: Candidate | None = None
        for mention in mentions:
            if mention.form != "pronoun":
                last = mention
            elif (
                last
                and mention.key[0] in GENDERS
                and self._means_nobody_else(mention, cluster, last)
            ):
                yield GENDERS[mention.key[0]], f"{last.text} ... {mention.text}"

    def _means_nobody_else(self, pronoun: Candidate, cluster: Cluster, last: Candidate) -> bool:
        """Whether a pronoun is near the name, and no other person is mentioned up to it.

        What somebody says may be about anybody ("Berg said she was ill"), so it is left out.
        Whoever spoke last and speaks again is meant as well, if the others only are spoken about.
        """
        if pronoun.head.sentence - last.head.sentence > MAX_SENTENCES_OF_SURE_PRONOUN:
            return False
        # Contents that begin between the two.
        first, stop = (bisect_left(self.contents, (m.head.i + 1, 0)) for m in (last, pronoun))
        if any(pronoun.head.i < end for _, end in self.contents[first:stop]):
            return False
        sentence = bisect_left(self.tokens, last.head.sentence, key=lambda token: token.sentence)
        opening = self.tokens[sentence].start
        first, stop = (bisect_left(self.starts, at) for at in (opening, pronoun.start))
        others = [m for who, m in self.mentions[first:stop] if who != id(cluster)]
        if not others:
            return True
        goes_on = bool(pronoun.sources and last.sources and last.is_subject and pronoun.is_subject)
        return goes_on and not any(m.sources or m.form == "pronoun" for m in others)


def is_one_person(cluster: Cluster) -> bool:
    """Whether an actor is a person, or one source without a name who can be a person."""
    single = cluster.kind == "unnamed" and not cluster.plural
    return cluster.kind == "person" or (single and cluster.gender in ("either", *TOLD))
