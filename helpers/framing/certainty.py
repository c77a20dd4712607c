"""Certainty: hedges, which withhold commitment, and boosters, which stress it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.framing.evidence import (
    evidence_of,
    hit,
    hits_table,
    listed,
    units_of_speakers,
)
from helpers.framing.grammar import negated
from helpers.framing.matching import find_matches
from helpers.lexicons import load_lexicon
from helpers.statistics import wilson_interval
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("entry", "pos", "kind", "condition", "source")
NEGATED_BOOSTER = "negated booster"


def hedges_and_boosters(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each hedge and each booster.

    Columns:
        start, end, text: the words.
        speaker, unit: the voice they stand in.
        measure: "hedge" or "booster".
        category: the kind (modal, adverb, attribution shield ...). A booster under a negation
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
    voices = VoiceIndex(segments)
    hedges = [{**row, "measure": "hedge"} for row in load_lexicon("hedges", COLUMNS)]
    boosters = [{**row, "measure": "booster"} for row in load_lexicon("boosters", COLUMNS)]
    rows = []
    # one list, so that the longer of a hedge and a booster at one place wins
    for match in find_matches(annotation, [*hedges, *boosters], "entry"):
        found = hit(annotation, voices, match.tokens)
        if found is None:
            continue
        measure, category = match.entry["measure"], match.entry["kind"]
        denied = negated(match.head)
        # "no doubt" is a booster by its own negation; "never" can't be denied by itself
        if measure == "booster" and denied and match.entry["pos"] != "PHRASE":
            measure, category = "hedge", NEGATED_BOOSTER
        rows.append(
            {
                **found,
                "measure": measure,
                "category": category,
                "entry": match.entry["entry"],
                "negated": denied,
            }
        )
    return hits_table(rows, ("negated",))


def summarise_certainty(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how much each speaker hedges and boosts, explicit zeros included.

    Columns:
        speaker: most words first.
        measure: hedge or booster.
        count: words or phrases that fired; per_100_words: ``100 * count / words``.
        units: units (sentence of one voice) with a hit; n: all units of the speaker.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
        words: words of the speaker.
        entries: what fired, with numbers.
    """
    import pandas as pd

    rows = []
    found = evidence_of(hits, "measure")
    for speaker, size in units_of_speakers(segments).iterrows():
        n, words = int(size["n"]), int(size["words"])
        for measure in ("hedge", "booster"):
            own = found[speaker, measure]
            units, entries = len({unit for unit, _ in own}), listed(entry for _, entry in own)
            low, high = wilson_interval(units, n)
            rate = 100 * len(own) / words
            rows.append(
                (speaker, measure, len(own), rate, units, n, units / n, low, high, words, entries)
            )
    columns = ["speaker", "measure", "count", "per_100_words", "units", "n", "share", "low"]
    return pd.DataFrame(rows, columns=[*columns, "high", "words", "entries"])
