"""Certainty: hedges and attribution shields withhold commitment, boosters stress it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.lexicons import load_lexicon
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import Rows, counts_by_speaker, hit, hits_table, rows_of
from helpers.measures.shared.matching import find_matches
from helpers.statistics import wilson_interval
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("entry", "pos", "kind", "condition", "source")
SHIELD = "attribution shield"
MEASURES = ("hedge", "booster", SHIELD)
NEGATED_BOOSTER = "negated booster"


def hedges_and_boosters(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each hedge, booster and attribution shield.

    Columns:
        start, end, text: the words.
        speaker, unit: the voice they stand in.
        measure: "hedge", "booster" or "attribution shield" (words that hand a claim to others,
            "according to", "is said to"; the verbs of named sources are no shields but reporting
            verbs).
        category: the kind (modal, adverb, approximator ...). A booster under a negation
            ("it is not clear") is a hedge of the kind "negated booster".
        entry: the entry of the lexicon ``hedges`` or ``boosters`` that fired.
        negated: whether the word is denied.

    Hyland (1998, 2005); shields and approximators after Prince, Frader & Bosk (1982).

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "In May it may rain. It is not clear when."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = hedges_and_boosters(annotation, voice_segments(annotation, []))
    >>> hits[["start", "text", "measure", "category"]].values.tolist()
    [[10, 'may', 'hedge', 'modal'], [30, 'clear', 'hedge', 'negated booster']]
    """
    return hits_table(_evidence(annotation, VoiceIndex(segments)), ("negated",))


@rows_of(hedges_and_boosters)
def _evidence(annotation: Annotation, voices: VoiceIndex) -> Rows:
    rows = []
    for match in find_matches(annotation, _entries(), "entry"):
        found = hit(annotation, voices, match.tokens)
        if found is None:
            continue
        measure, category = match.entry["measure"], match.entry["kind"]
        denied = negated(match.head)
        # "no doubt" is a booster by its own negation; "never" can't be denied by itself
        if measure == "booster" and denied and match.entry["pos"] != "PHRASE":
            measure, category = "hedge", NEGATED_BOOSTER
        if category == SHIELD:
            measure = SHIELD
        rows.append(
            {
                **found,
                "measure": measure,
                "category": category,
                "entry": match.entry["entry"],
                "negated": denied,
            }
        )
    return rows


@cache
def _entries() -> tuple[dict[str, str], ...]:
    """Hedges and boosters in one list, so that the longer of two at one place wins."""
    hedges = ({**row, "measure": "hedge"} for row in load_lexicon("hedges", COLUMNS))
    boosters = ({**row, "measure": "booster"} for row in load_lexicon("boosters", COLUMNS))
    return (*hedges, *boosters)


def summarise_certainty(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how much each speaker hedges, boosts and shields, explicit zeros included.

    Columns:
        speaker: most words first.
        measure: hedge, booster or attribution shield.
        count: words or phrases that fired; per_100_words: ``100 * count / words``.
        units: units (sentence of one voice) with a hit; n: all units of the speaker.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
        words: words of the speaker.
        entries: what fired, with numbers.
    """
    import pandas as pd

    rows = []
    for who, measure, found in counts_by_speaker(hits, segments, "measure", MEASURES):
        low, high = wilson_interval(found.units, who.n)
        sizes = found.hits, 100 * found.hits / who.words, found.units, who.n
        share = found.units / who.n
        rows.append((who.speaker, measure, *sizes, share, low, high, who.words, found.entries))
    columns = ["speaker", "measure", "count", "per_100_words", "units", "n", "share", "low"]
    return pd.DataFrame(rows, columns=[*columns, "high", "words", "entries"])
