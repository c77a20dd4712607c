"""Tone toward a target, by a small trained model (``data/models/target_tone/README.md``).

Unlike a lexicon it knows whom the sentence is about.
"""

from helpers.target_tone.model import ToneModelMissingError, is_installed, target_tone
from helpers.target_tone.moved import moving_words
from helpers.target_tone.rows import EXPORTED, model_readings, surest_readings, tone_by_pair

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
