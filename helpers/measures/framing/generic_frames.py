"""Generic frames: the five news frames of Semetko and Valkenburg (2000)."""

from __future__ import annotations

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

FRAMES = (
    "conflict",
    "responsibility",
    "human interest",
    "economic consequences",
    "morality",
)
# An entry without a frame keeps a phrase from counting by one of its words ("pay attention").
NO_FRAME = "none"


def generic_frames(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each word or phrase that gives evidence of a generic frame.

    Columns:
        start, end, text: the words.
        speaker, unit: the voice they stand in.
        measure: "generic frame"; category: one of ``FRAMES``.
        entry: the entry of the lexicon ``generic_frames`` that fired.
        item: the item of the coding scheme that the entry stands for; answers: its short name
            (:func:`helpers.measures.framing.frame_items`).
        negated: whether the word is denied ("no war"); a denied frame is still evoked.

    Semetko & Valkenburg (2000), "Framing European politics", Journal of Communication 50(2),
    ask a coder yes-or-no questions about a story. Words are a rough stand-in: a hit is a place
    to read.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "Both sides clashed over the cost of the war."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = generic_frames(annotation, voice_segments(annotation, []))
    >>> hits[["text", "category"]].values.tolist()
    [['clashed', 'conflict'], ['cost', 'economic consequences'], ['war', 'conflict']]
    """
    return hits_table(frame_rows(annotation, VoiceIndex(segments)), ("item", "answers", "negated"))


@rows_of(generic_frames)
def frame_rows(annotation: Annotation, voices: VoiceIndex) -> Rows:
    """Return the rows of :func:`generic_frames`, in the order of the text."""
    entries = load_lexicon("generic_frames", ("entry", "pos", "frame", "item", "source"))
    rows = []
    for match in find_matches(annotation, entries, "entry"):
        found = hit(annotation, voices, match.tokens)
        if found is None or match.entry["frame"] == NO_FRAME:
            continue
        rows.append(
            {
                **found,
                "measure": "generic frame",
                "category": match.entry["frame"],
                "entry": match.entry["entry"],
                "item": match.entry["source"],
                "answers": match.entry["item"],
                "negated": negated(match.head),
            }
        )
    return rows


def summarise_frames(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how often each speaker evokes each frame, explicit zeros included.

    Columns:
        speaker: most words first; frame: one of ``FRAMES``.
        count: hits; units: units (sentence of one voice) with a hit; n: units of the speaker.
        words: words of the speaker.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
        entries: what fired, with numbers.
    """
    import pandas as pd

    rows = []
    for who, frame, found in counts_by_speaker(hits, segments, "category", FRAMES):
        low, high = wilson_interval(found.units, who.n)
        sizes = found.hits, found.units, who.n, who.words, found.units / who.n
        rows.append((who.speaker, frame, *sizes, low, high, found.entries))
    columns = ["speaker", "frame", "count", "units", "n", "words", "share", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "entries"])
