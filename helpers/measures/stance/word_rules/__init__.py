"""Toward: what the words of each voice say for or against each target.

``stance`` is a speaker's polarity toward a target, ``tone_toward`` the author's. Both come from
words and grammar that can be read beside the result; what they mean and what counts stands in the
codebook (``data/codebook/stance.md`` and ``tone_toward.md``).
"""

from helpers.measures.stance.word_rules.polarity import (
    DIRECTIONS,
    READINGS,
    stance,
    tone_toward,
    toward,
)
from helpers.measures.stance.word_rules.summary import clause_stances, foremost, summarise_toward

__all__ = [
    "DIRECTIONS",
    "READINGS",
    "clause_stances",
    "foremost",
    "stance",
    "summarise_toward",
    "tone_toward",
    "toward",
]
