"""Speakers: who the sources of an article are, each once, with all their mentions."""

from helpers.speakers.actor import (
    NARRATOR,
    UNATTRIBUTED,
    Actor,
    Mention,
    actors_table,
    mentions_table,
)
from helpers.speakers.find_actors import find_actors

__all__ = [
    "NARRATOR",
    "UNATTRIBUTED",
    "Actor",
    "Mention",
    "actors_table",
    "find_actors",
    "mentions_table",
]
