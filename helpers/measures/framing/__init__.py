"""Framing: inside which frames the story is told."""

from helpers.measures.framing.blame import ACCOUNTS, blame_and_justification
from helpers.measures.framing.casualties import FATES, casualties, summarise_casualties
from helpers.measures.framing.entman import FUNCTIONS, entman_functions
from helpers.measures.framing.frame_items import answer_items, frame_items, frame_scores
from helpers.measures.framing.generic_frames import FRAMES, generic_frames, summarise_frames
from helpers.measures.framing.war_peace import INDICATORS, summarise_orientation, war_peace

__all__ = [
    "ACCOUNTS",
    "FATES",
    "FRAMES",
    "FUNCTIONS",
    "INDICATORS",
    "answer_items",
    "blame_and_justification",
    "casualties",
    "entman_functions",
    "frame_items",
    "frame_scores",
    "generic_frames",
    "summarise_casualties",
    "summarise_frames",
    "summarise_orientation",
    "war_peace",
]
