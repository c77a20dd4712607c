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
    r"|some|both|several|many|most|all|various|numerous|few"
    rf"|{_NUMBER})\s+)+"
    r"(?:of\s+)?(?:(?:the|these|those)\s+)?(?=\w)",
    re.IGNORECASE,
)
# a share is who answered so in a survey, not how many speak
_SHARE = re.compile(
    rf"^{_NUMBER}\s?(?:%|percent\b|per cent\b|(?:in|out of)\s+{_NUMBER}\b)", re.IGNORECASE
)


def without_quantity(text: str) -> str:
    """The words of a description without what says how many; a share of a whole stays.

    >>> [without_quantity(t) for t in ("Both Western and Swiss officials", "some of the voters")]
    ['Western and Swiss officials', 'voters']
    >>> [without_quantity(t) for t in ("six in 10 voters", "9% of them", "Even the driver")]
    ['six in 10 voters', '9% of them', 'the driver']
    """
    text = _FOCUS.sub("", text)
    return text if _SHARE.match(text) else _QUANTITY.sub("", text)
