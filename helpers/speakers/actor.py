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

ActorType = Literal["person", "organisation", "group", "place", "unnamed", "unattributed"]
MentionForm = Literal["name", "acronym", "pronoun", "role", "description"]

NARRATOR = "narrator"  # the author's own words
ACTOR_COLUMNS = "actor type role official aliases mentions attributions decided start end".split()
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
        type: person, organisation, group (named collectives: "Republicans"), place (a country or
            city, meaning its government), unnamed (anonymous or collective: "officials",
            "a source close to ..."), unattributed (nobody: quoted speech without a source).
        role: title, office or description as the article gives it ("" where it gives none).
        official: whether the role or name is one of government, parliament, military, police,
            court or diplomacy (the "official sources" of indexing research, Bennett 1990); former
            officials are not.
        aliases: the other names that the article uses.
        mentions: all mentions in the order of the text, with the reason for each link.
        decided: the coders who corrected something of it (``helpers.corrections``), "" for none.
    """

    name: str
    type: ActorType
    role: str
    official: bool
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    decided: str = ""


def actors_table(actors: Sequence[Actor], attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return one row for each actor, in order of first mention.

    Columns: ``actor`` (name), ``type``, ``role`` ("" for none), ``official`` (bool), ``aliases``
    (joined by "; "), ``mentions`` and ``attributions`` (counts, beliefs and nested ones
    included), ``decided`` (the coders who corrected it, or nothing), ``start``, ``end`` of the
    first mention.
    """
    import pandas as pd

    spoken = Counter(attribution.speaker for attribution in attributions)
    rows = []
    for a in actors:
        counts = (len(a.mentions), spoken[a.name])
        place = (a.mentions[0].start, a.mentions[0].end)
        aliases = "; ".join(a.aliases)
        rows.append((a.name, a.type, a.role, a.official, aliases, *counts, a.decided, *place))
    return pd.DataFrame(rows, columns=ACTOR_COLUMNS)


def mentions_table(annotation: Annotation, actors: Sequence[Actor]) -> pd.DataFrame:
    """Return one row for each mention, in the order of the text.

    Columns: ``actor``, ``start``, ``end``, ``text``, ``form`` (name, acronym, pronoun, role or
    description), ``reason`` (why it means this actor).
    """
    import pandas as pd

    rows = [
        (actor.name, m.start, m.end, annotation.text[m.start : m.end], m.form, m.reason)
        for actor in actors
        for m in actor.mentions
    ]
    rows.sort(key=lambda row: row[1:3])
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)
