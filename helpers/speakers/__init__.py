"""Speakers: who the sources of an article are, each once, with all their mentions."""

from helpers.speakers.actor import NARRATOR, UNATTRIBUTED, Actor, ActorType, Mention, MentionForm
from helpers.speakers.find_actors import find_actors
from helpers.speakers.speaker_tables import actors_table, mentions_table

__all__ = [
    "NARRATOR",
    "UNATTRIBUTED",
    "Actor",
    "ActorType",
    "Mention",
    "MentionForm",
    "actors_table",
    "find_actors",
    "mentions_table",
]
