"""Actors: the people, bodies and groups of an article, each once, with all their mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.attribution.attribution import UNATTRIBUTED

__all__ = ["NARRATOR", "UNATTRIBUTED", "Actor", "ActorType", "Mention", "MentionForm"]

ActorType = Literal["person", "organisation", "group", "place", "unnamed", "unattributed"]
MentionForm = Literal["name", "acronym", "pronoun", "role", "description"]

NARRATOR = "narrator"  # the author's own words


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
            city that stands for its government), unnamed (anonymous or collective: "officials",
            "a source close to ..."), unattributed (nobody: quoted speech without a source).
        role: title, office or description as the article gives it ("" where it gives none).
        official: whether the role or name is one of government, parliament, military, police,
            court or diplomacy (the "official sources" of indexing research, Bennett 1990); former
            officials are not.
        aliases: the other names that the article uses.
        mentions: all mentions in the order of the text, with the reason for each link.
    """

    name: str
    type: ActorType
    role: str
    official: bool
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
