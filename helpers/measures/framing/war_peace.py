"""War and peace journalism: which of its indicators the words of an article show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.lexicons import LEXICONS
from helpers.measures.shared.hits import Rows, listed, rows_of
from helpers.measures.shared.word_categories import category_entries, category_rows, word_categories
from helpers.statistics import wilson_interval
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

# Those of the 13 pairs of indicators that words can show. Which side of the scheme each is on:
INDICATORS = {
    "visible effects": "war",
    "differences": "war",
    "dichotomy": "war",
    "zero-sum": "war",
    "victimising language": "war",
    "demonising language": "war",
    "emotive language": "war",
    "invisible effects": "peace",
    "people": "peace",
    "agreement": "peace",
    "causes and consequences": "peace",
    "win-win": "peace",
    "aftermath": "peace",
}
ORIENTATIONS = ("war", "peace")
MEASURE = "war or peace journalism"
LEXICON = LEXICONS / "war_peace.tsv"


def war_peace(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each word or phrase that gives evidence of an indicator.

    Columns: as ``helpers.measures.shared.word_categories.word_categories``, with ``category`` one
    of ``INDICATORS``,
    ``item`` the indicator in the scheme's words, and ``orientation`` (war or peace).

    Lee & Maslog (2005), "War or peace journalism? Asian newspaper coverage of conflicts", Journal
    of Communication 55(2), 311-329, after Galtung. They code a whole story by 13 pairs of
    indicators; words show some of them only. A report on a war holds words of visible effects
    whatever its angle.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "The brutal raid ended in defeat. Villagers hope for a ceasefire."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = war_peace(annotation, voice_segments(annotation, []))
    >>> hits[["text", "category", "orientation"]].values.tolist()
    [['brutal', 'demonising language', 'war'], ['defeat', 'zero-sum', 'war'],
     ['Villagers', 'people', 'peace'], ['ceasefire', 'agreement', 'peace']]
    """
    entries = category_entries(LEXICON, INDICATORS)
    hits = word_categories(annotation, segments, entries, MEASURE)
    return hits.assign(orientation=hits["category"].map(INDICATORS).astype(object))


@rows_of(war_peace)
def _evidence(annotation: Annotation, voices: VoiceIndex) -> Rows:
    return category_rows(annotation, voices, category_entries(LEXICON, INDICATORS), MEASURE)


def summarise_orientation(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how far each speaker's words lean to war or to peace journalism.

    Args:
        hits: what :func:`war_peace` returned.
        segments: the voices of the article.

    Columns:
        speaker: most words first.
        war, peace: distinct indicators of the side that occur in the speaker's words, which is
            what Lee & Maslog add up for a story.
        war_hits, peace_hits: words that fired; n: both together.
        share: ``war_hits / n``, NaN without hits; low, high: its 95 % Wilson interval, NaN below
            five hits.
        indicators: those that occur, with the number of hits.
    """
    import pandas as pd

    words = segments.groupby("speaker")["words"].sum()
    hits = hits.assign(orientation=hits["category"].map(INDICATORS))  # also where people coded it
    rows = []
    for speaker in words.sort_values(ascending=False, kind="stable").index:
        own = hits[hits["speaker"] == speaker]
        sides = [own[own["orientation"] == side]["category"] for side in ORIENTATIONS]
        distinct, counts = [side.nunique() for side in sides], [len(side) for side in sides]
        n = sum(counts)
        low, high = wilson_interval(counts[0], n)
        share = counts[0] / n if n else float("nan")
        rows.append((speaker, *distinct, *counts, n, share, low, high, listed(own["category"])))
    columns = ["speaker", *ORIENTATIONS, "war_hits", "peace_hits", "n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "indicators"])
