"""Stance: who is spoken about, and with which tone, as a small trained model labels it."""

from helpers.measures import ToneModelMissingError
from helpers.measures.stance.labelled_mentions import (
    STANCE,
    TONE_TOWARD,
    label_mentions,
    stance,
    surest_labels,
    targets,
    tone_toward,
    with_moving_words,
)
from helpers.measures.stance.tone_model import is_installed, target_tone

MODEL_MEASURES = (STANCE, TONE_TOWARD)  # of the codebook: many articles are counted without them
