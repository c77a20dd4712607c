"""Wording: how the words chosen name and judge people, acts and claims."""

from helpers.measures.wording.act_names import NAMINGS, act_names, summarise_act_names
from helpers.measures.wording.agency import agency, agentless_passives, summarise_agency
from helpers.measures.wording.certainty import hedges_and_boosters, summarise_certainty
from helpers.measures.wording.labels import labels
from helpers.measures.wording.loaded_words import loaded_words, summarise_loaded_words
from helpers.measures.wording.marking_words import comparable_voices, marking_words, word_counts
from helpers.measures.wording.reporting_verbs import (
    STANCES,
    reporting_verbs,
    summarise_reporting_verbs,
)
from helpers.measures.wording.who_acts_on_whom import acts_on, labels_by_side

__all__ = [
    "NAMINGS",
    "STANCES",
    "act_names",
    "acts_on",
    "agency",
    "agentless_passives",
    "comparable_voices",
    "hedges_and_boosters",
    "labels",
    "labels_by_side",
    "loaded_words",
    "marking_words",
    "reporting_verbs",
    "summarise_act_names",
    "summarise_agency",
    "summarise_certainty",
    "summarise_loaded_words",
    "summarise_reporting_verbs",
    "word_counts",
]
