"""Stance: who is spoken about, and with which tone, as a small trained model labels it."""

from helpers.measures.stance.tone_model import ToneModelMissingError, is_installed, target_tone
from helpers.measures.stance.tone_of_mentions import (
    EXPORTED,
    model_readings,
    surest_readings,
    tone_by_pair,
)
from helpers.measures.stance.word_importance import moving_words

__all__ = [
    "EXPORTED",
    "ToneModelMissingError",
    "is_installed",
    "model_readings",
    "moving_words",
    "surest_readings",
    "target_tone",
    "tone_by_pair",
]
