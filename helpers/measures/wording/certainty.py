"""Certainty: hedges and attribution shields withhold commitment, boosters stress it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from helpers.lexicons import load_lexicon
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import Hits, hit
from helpers.measures.shared.matching import find_matches
from helpers.measures.shared.word_categories import summarise_categories

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

COLUMNS = ("entry", "pos", "kind", "condition", "source")
SHIELD = "attribution shield"
CATEGORIES = ("hedge", "booster", SHIELD)
NEGATED_BOOSTER = "negated booster"


def hedges_and_boosters(analysis: Analysis) -> Hits:
    """Return one hit for each hedge, booster and attribution shield.

    Columns: those of every hit (``helpers.measures.shared.hits.Hits``), and
        category: "hedge", "booster" or "attribution shield" (words that hand a claim to others,
            "according to", "is said to"; the verbs of named sources are reporting verbs).
        kind: of the entry (modal, adverb, approximator ...). A booster under a negation ("it is
            not clear") is a hedge of the kind "negated booster".
        negated: whether the word is denied.

    Hyland (1998, 2005); shields and approximators after Prince, Frader & Bosk (1982).

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "In May it may rain. It is not clear when."
    >>> hits = hedges_and_boosters(analyse(article_from_text(text, any_language=True))).table()
    >>> hits[["start", "text", "category", "kind"]].values.tolist()
    [[10, 'may', 'hedge', 'modal'], [30, 'clear', 'hedge', 'negated booster']]
    """
    rows = []
    for match in find_matches(analysis.annotation, _entries(), "entry"):
        found = hit(analysis, match.tokens)
        if found is None:
            continue
        entry = match.entry
        category, kind, denied = entry["category"], entry["kind"], negated(match.head)
        # "no doubt" is a booster by its own negation; "never" can't be denied by itself
        if category == "booster" and denied and entry["pos"] != "PHRASE":
            category, kind = "hedge", NEGATED_BOOSTER
        if kind == SHIELD:
            category = SHIELD
        own = {"category": category, "kind": kind, "entry": entry["entry"], "negated": denied}
        rows.append({**found, **own})
    return Hits(rows, ("kind", "negated"))


@cache
def _entries() -> tuple[dict[str, str], ...]:
    """Hedges and boosters in one list, so that the longer of two at one place wins."""
    hedges = ({**row, "category": "hedge"} for row in load_lexicon("hedges", COLUMNS))
    boosters = ({**row, "category": "booster"} for row in load_lexicon("boosters", COLUMNS))
    return (*hedges, *boosters)


def summarise_certainty(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how much each speaker hedges, boosts and shields, explicit zeros included.

    Columns:
        speaker: most words first.
        measure: hedge, booster or attribution shield.
        count: hits; per_100_words: ``100 * count / words``.
        units: units (sentence of one voice) with a hit; n: all units of the speaker.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
        words: words of the speaker.
        entries: the matched entries, with their numbers.
    """
    table = summarise_categories(hits, segments, CATEGORIES)
    table = table.assign(per_100_words=100 * table["count"] / table["words"])
    table = table.rename(columns={"category": "measure"})
    columns = ["speaker", "measure", "count", "per_100_words", "units", "n", "share", "low"]
    return table[[*columns, "high", "words", "entries"]]
