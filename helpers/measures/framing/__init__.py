"""Framing: inside which frames the story is told."""

from helpers.measures.framing.blame import ACCOUNTS, blame_and_justification
from helpers.measures.framing.casualties import FATES, casualties, summarise_casualties
from helpers.measures.framing.generic_frames import FRAMES, summarise_frames

__all__ = [
    "ACCOUNTS",
    "FATES",
    "FRAMES",
    "blame_and_justification",
    "casualties",
    "summarise_casualties",
    "summarise_frames",
]
