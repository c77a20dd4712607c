"""Framing: how the words chosen cast actors and events, for each voice of an article.

Five measures, each a function that returns the evidence (a hit with its offsets, the voice that
it stands in and the entry of the lexicon that fired) and a function that sums it up.
"""

from helpers.framing.agency import agency, agentless_passives, summarise_agency
from helpers.framing.certainty import hedges_and_boosters, summarise_certainty
from helpers.framing.evidence import HIT_COLUMNS
from helpers.framing.generic_frames import FRAMES, generic_frames, summarise_frames
from helpers.framing.labels import labels, summarise_labels
from helpers.framing.reporting_verbs import STANCES, reporting_verbs, summarise_reporting_verbs

__all__ = [
    "FRAMES",
    "HIT_COLUMNS",
    "STANCES",
    "agency",
    "agentless_passives",
    "generic_frames",
    "hedges_and_boosters",
    "labels",
    "reporting_verbs",
    "summarise_agency",
    "summarise_certainty",
    "summarise_frames",
    "summarise_labels",
    "summarise_reporting_verbs",
]
