"""Attribution: every direct, indirect and mixed quotation of an article, with cue and source."""

from helpers.attribution.attribution import Attribution, Kind, Span
from helpers.attribution.engine import find_attributions
from helpers.attribution.rules.catalogue import RULES

__all__ = [
    "RULES",
    "Attribution",
    "Kind",
    "Span",
    "find_attributions",
]
