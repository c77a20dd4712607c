"""Actors: the people, bodies and groups of an article, each once, with all their mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from helpers.annotation import Annotation
from helpers.attribution.attribution import UNATTRIBUTED as UNATTRIBUTED
from helpers.attribution.attribution import Attribution

if TYPE_CHECKING:
    import pandas as pd

ActorType = Literal[
    "person",
    "organisation",
    "group",
    "state",
    "place",
    "work",
    "event",
    "document",
    "unnamed",
    "unattributed",
]
Level = Literal["", "local", "national", "foreign", "international"]
MentionForm = Literal["name", "acronym", "pronoun", "role", "description"]

NARRATOR = "narrator"  # the author's own words
CANNOT_ACT = frozenset({"place", "work", "event", "document", "unattributed"})
ACTOR_COLUMNS = (
    "actor type role official level former reason confidence aliases gender gender_words "
    "speaks_for speaks_for_words mentions attributions decided start end"
).split()
MENTION_COLUMNS = "actor start end text form reason".split()


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor: ``text[start:end]``, its form, and why it means this actor."""

    start: int
    end: int
    form: MentionForm
    reason: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body or group that an article mentions; an actor who is quoted is a speaker.

    Attributes:
        name: the fullest name in the article, unique in it, without title and role; for a
            source without a name the words that the article gives ("officials").
        type: person; organisation (a body, named or called by what it is: "the council"); group
            (people: "Republicans", "US forces", an armed group); state (a country, region or
            capital, meaning its government); unnamed ("officials", "a source close to ...");
            unattributed (nobody: quoted speech without a source). What can't act is an actor only
            as a source: place, work, event, document.
        role: title, office or description as the article gives it ("" where it gives none).
        official: whether the role or name is one of government, parliament, military, police,
            court or diplomacy (the "official sources" of indexing research, Bennett 1990); None
            where the article does not introduce the actor.
        aliases: the other names that the article uses.
        mentions: all mentions in the order of the text, with the reason for each link.
        gender: of one person: woman or man, as the article tells it (``helpers.speakers.gender``),
            or "not told"; "" for all others. gender_words: the words that tell it.
        speaks_for: the body or client for whom somebody speaks, "" for none: an ``Actor.name``,
            or words of the article. speaks_for_words: the words that say so.
        level: of an official: local (below the nation), national, foreign, international; else "".
        former: whether the article gives only an office that the actor has left.
        reason: why the actor has this type, in words.
        confidence: how far the article's words speak for the type and no other (0.5 to 1).
        decided: the coders who corrected something of it (``helpers.corrections``), "" for none.
    """

    name: str
    type: ActorType
    role: str
    official: bool | None
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    gender: str = ""
    gender_words: str = ""
    speaks_for: str = ""
    speaks_for_words: str = ""
    level: Level = ""
    former: bool = False
    reason: str = ""
    confidence: float = 1.0
    decided: str = ""

    @property
    def can_act(self) -> bool:
        """Whether this is somebody who can speak or act, and no text, event, work or ground."""
        return self.type not in CANNOT_ACT


def actors_table(actors: Sequence[Actor], attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return one row for each actor, in order of first mention; beliefs count as attributions."""
    import pandas as pd

    spoken = Counter(attribution.speaker for attribution in attributions)
    rows = [
        {column: getattr(a, column, None) for column in ACTOR_COLUMNS}
        | {"actor": a.name, "aliases": "; ".join(a.aliases), "confidence": round(a.confidence, 2)}
        | {"mentions": len(a.mentions), "attributions": spoken[a.name]}
        | {"start": a.mentions[0].start, "end": a.mentions[0].end}
        for a in actors
    ]
    return pd.DataFrame(rows, columns=ACTOR_COLUMNS)


def mentions_table(annotation: Annotation, actors: Sequence[Actor]) -> pd.DataFrame:
    """Return one row for each mention, in the order of the text."""
    import pandas as pd

    rows = [
        (actor.name, m.start, m.end, annotation.text[m.start : m.end], m.form, m.reason)
        for actor in actors
        for m in actor.mentions
    ]
    rows.sort(key=lambda row: row[1:3])
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)
