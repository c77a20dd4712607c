"""Valence votes: the words behind what most lexicons of sentiment say of a unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.sentiment import lexicon_hits, unit_valence
from helpers.valence import LEXICONS, sign

if TYPE_CHECKING:
    import pandas as pd


def valence_votes(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return the words that fired, in units that most lexicons read as the words sound.

    A unit is positive or negative where more than half of the lexicons say so; the words of the
    other side, and those of units without such a majority, are left out. So the category of a
    unit's rows is its vote, and a unit without rows is neutral.

    Columns: as ``helpers.sentiment.lexicon_hits``.

    >>> from helpers.article import article_from_text
    >>> from helpers.annotation import annotate
    >>> from helpers.voices import voice_segments
    >>> text = "It was a splendid day. The walls are old."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = valence_votes(annotation, voice_segments(annotation, []))
    >>> sorted(set(zip(hits["text"], hits["category"])))
    [('splendid', 'positive')]
    """
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    units = unit_valence(annotation, segments)
    for unit, lexicon, value in zip(units["unit"], units["lexicon"], units["valence"], strict=True):
        votes[unit][sign(value, lexicon)] += 1
    hits = lexicon_hits(annotation, segments)
    pairs = zip(hits["unit"], hits["category"], strict=True)
    kept = [2 * votes[unit][category] > len(LEXICONS) for unit, category in pairs]
    return hits[kept].reset_index(drop=True)
