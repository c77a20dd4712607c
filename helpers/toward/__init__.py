"""Toward: what the words of each voice say for or against each target.

``stance`` is a speaker's polarity toward a target, ``tone_toward`` the author's. Both come from
words and grammar that can be read beside the result; what they mean and what counts stands in the
codebook (``data/codebook/stance.md`` and ``tone_toward.md``).
"""

from helpers.toward.polarity import READINGS, toward
from helpers.toward.summary import clause_stances, summarise_toward

__all__ = ["READINGS", "clause_stances", "summarise_toward", "toward"]
