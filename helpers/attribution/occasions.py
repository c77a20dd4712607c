"""Occasions: when and where words were spoken belongs to the reporting verb, not to the words."""

from __future__ import annotations

from helpers.annotation import Token
from helpers.attribution.parsed_article import children

_OCCASIONS = frozenset(
    ["address", "announcement", "appearance", "broadcast", "briefing", "conference", "email",
     "hearing", "interview", "letter", "post", "press", "release", "speech", "statement",
     "testimony", "tweet"]
)  # fmt: skip
_BEFORE = frozenset(["after", "at", "before", "during", "earlier", "in", "late", "on", "to", "via"])
_TIMES = frozenset(["DATE", "TIME"])
_VERBS = ("VERB", "AUX")


def without_occasion(tokens: list[Token]) -> list[Token]:
    """Return content without a time or an occasion after a whole quotation.

    "“It rains” on Monday" and "“It rains” in a statement" lose what follows the marks; where the
    words before the marks are not quoted as well, the quotation is a part of the content, and
    what follows may be another part.
    """
    quoted = [t for t in tokens if t.quotation >= 0]
    if not quoted or next((t for t in tokens if t.is_word), quoted[0]).quotation < 0:
        return tokens
    after = [t for t in tokens if t.i > quoted[-1].i]
    inside = [t for t in tokens if t.i <= quoted[-1].i and t.is_word]
    words = [t for t in after if t.is_word]
    if not words or any(t.quotation < 0 for t in inside) or not _is_occasion(words):
        return tokens
    return [t for t in tokens if t.i <= quoted[-1].i]


def _is_occasion(words: list[Token]) -> bool:
    """Whether words are phrases of which the first one tells a time or an occasion."""
    first = words[0]
    if any(t.pos in _VERBS for t in words):
        return False
    if first.entity in _TIMES:
        return True
    if first.text.lower() not in _BEFORE:
        return False
    named = next(children(first, "pobj"), None)
    if named is None:
        return len(words) > 1 and words[1].entity in _TIMES
    return named.entity in _TIMES or named.lemma.lower() in _OCCASIONS
