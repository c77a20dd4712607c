"""Tone: how a speaker's own words sound to lexicons of valence."""

from helpers.measures.tone.scored_units import content_valence, lexicon_hits, unit_valence
from helpers.measures.tone.specifications import (
    CHOICES,
    specifications,
    summarise_specifications,
)
