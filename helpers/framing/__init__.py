"""Framing: how the words chosen cast actors and events, for each voice of an article.

Each measure is a function that returns the evidence (a hit with its offsets, the voice that it
stands in and the entry of the lexicon that fired) and a function that sums it up. What each means
and what counts stands in the codebook (``data/codebook``).
"""

from helpers.framing.act_names import NAMINGS, act_names, summarise_act_names
from helpers.framing.agency import agency, agentless_passives, summarise_agency
from helpers.framing.blame import ACCOUNTS, blame_and_justification
from helpers.framing.casualties import FATES, casualties, summarise_casualties
from helpers.framing.certainty import hedges_and_boosters, summarise_certainty
from helpers.framing.encounters import acts_on, labels_by_side
from helpers.framing.entman import FUNCTIONS, entman_functions
from helpers.framing.evidence import HIT_COLUMNS
from helpers.framing.frame_axis import frame_axis
from helpers.framing.frame_items import answer_items, frame_items, frame_scores
from helpers.framing.generic_frames import FRAMES, generic_frames, summarise_frames
from helpers.framing.introductions import ENTRANCES, introductions, summarise_introductions
from helpers.framing.labels import labels, summarise_labels
from helpers.framing.loaded_words import loaded_words, summarise_loaded_words
from helpers.framing.nominalised import actions, nominalised_actions
from helpers.framing.reporting_verbs import STANCES, reporting_verbs, summarise_reporting_verbs
from helpers.framing.sides import actor_sides
from helpers.framing.war_peace import INDICATORS, summarise_orientation, war_peace
from helpers.framing.word_categories import summarise_categories, word_categories

__all__ = [
    "ACCOUNTS",
    "ENTRANCES",
    "FATES",
    "FRAMES",
    "FUNCTIONS",
    "HIT_COLUMNS",
    "INDICATORS",
    "NAMINGS",
    "STANCES",
    "act_names",
    "actions",
    "actor_sides",
    "acts_on",
    "agency",
    "agentless_passives",
    "answer_items",
    "blame_and_justification",
    "casualties",
    "entman_functions",
    "frame_axis",
    "frame_items",
    "frame_scores",
    "generic_frames",
    "hedges_and_boosters",
    "introductions",
    "labels",
    "labels_by_side",
    "loaded_words",
    "nominalised_actions",
    "reporting_verbs",
    "summarise_act_names",
    "summarise_agency",
    "summarise_casualties",
    "summarise_categories",
    "summarise_certainty",
    "summarise_frames",
    "summarise_introductions",
    "summarise_labels",
    "summarise_loaded_words",
    "summarise_orientation",
    "summarise_reporting_verbs",
    "war_peace",
    "word_categories",
]
