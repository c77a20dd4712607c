"""Quantities: what says how many people speak and is no part of what they are called."""

from __future__ import annotations

import re

_NUMBERS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"
_NUMBER = rf"(?:\d[\d,.]*|(?:{'|'.join(_NUMBERS.split())})(?:-\w+)?)"
_FOCUS = re.compile(r"^(?:(?:even|especially|only|just)\s+)+(?=\w)", re.IGNORECASE)
_QUANTITY = re.compile(
    r"^(?:(?:at least|more than|fewer than|as many as|up to|about|around|nearly|almost|over)\s+)?"
    r"(?:(?:a (?:few|number of|handful of|couple of|group of)"
    r"|(?:dozens|scores|hundreds|thousands) of"
    rf"|{_NUMBER}\s+(?:in|out of)\s+{_NUMBER}"
    rf"|{_NUMBER}\s?(?:%|percent|per cent)"
    r"|some|both|several|many|most|all|various|numerous|few"
    rf"|{_NUMBER})\s+)+"
    r"(?:of\s+)?(?:(?:the|these|those)\s+)?(?=\w)",
    re.IGNORECASE,
)


def without_quantity(text: str) -> str:
    """The words of a description without what says how many; a bare number stays.

    >>> [without_quantity(t) for t in ("Both Western and Swiss officials", "9% of voters")]
    ['Western and Swiss officials', 'voters']
    >>> [without_quantity(t) for t in ("six in 10 voters", "41 percent", "Even the driver")]
    ['voters', '41 percent', 'the driver']
    """
    text = _FOCUS.sub("", text)
    plain = _QUANTITY.sub("", text)
    return text if plain.casefold().startswith(("percent", "per cent")) else plain
