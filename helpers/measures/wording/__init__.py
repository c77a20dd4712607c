"""Wording: how the words chosen name and judge people, acts and claims."""

from helpers.measures.wording.agency import (
    NAMINGS,
    act_names,
    acts_on,
    agency,
    summarise_act_names,
)
from helpers.measures.wording.claims import (
    CERTAINTY,
    hedges_and_boosters,
    reporting_verbs,
)
from helpers.measures.wording.labels import labels, labels_by_side
from helpers.measures.wording.loaded_words import loaded_words
from helpers.measures.wording.words import comparable_voices, mark, marking_words, word_counts
