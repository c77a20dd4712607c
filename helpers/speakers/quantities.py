"""Quantities: what says how many people speak and is no part of what they are called."""

from __future__ import annotations

import re

_NUMBERS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"
_QUANTITY = re.compile(
    r"^(?:(?:at least|more than|fewer than|as many as|up to|about|around|nearly|almost|over)\s+)?"
    r"(?:(?:a (?:few|number of|handful of|couple of|group of)"
    r"|(?:dozens|scores|hundreds|thousands) of"
    rf"|some|both|several|many|most|all|various|numerous|few|{'|'.join(_NUMBERS.split())}"
    r"|\d[\d,.]*(?:\s?%|\s+(?:percent|per cent)\b)?)\s+)+"
    r"(?:of\s+)?(?:(?:the|these|those)\s+)?(?=\w)",
    re.IGNORECASE,
)


def without_quantity(text: str) -> str:
    """The words of a description without what says how many.

    >>> [without_quantity(t) for t in ("Both Western and Swiss officials", "9% of voters")]
    ['Western and Swiss officials', 'voters']
    """
    return _QUANTITY.sub("", text)
