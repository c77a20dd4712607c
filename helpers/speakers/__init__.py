"""Speakers: who the sources of an article are, each once, with all their mentions."""

from helpers.speakers.model import NARRATOR, UNATTRIBUTED, Actor, ActorType, Mention, MentionForm

__all__ = ["NARRATOR", "UNATTRIBUTED", "Actor", "ActorType", "Mention", "MentionForm"]
