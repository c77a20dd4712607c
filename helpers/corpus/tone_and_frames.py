"""Tone and frames across articles: how each kind of speaker sounds, and inside which frames.

The units are those of the codebook (one voice in one sentence); how often its measures are right is
told in notebook 10. Intervals are by article (``helpers.statistics.cluster_ratio``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.corpus.counts import KINDS_OF_SPEAKER, Counts
from helpers.corpus.source_shares import shares
from helpers.measures.framing import FRAMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

VALENCE = "content_valence"
GENERIC_FRAMES = "generic_frames"
MEASURES = (VALENCE, GENERIC_FRAMES)


def tone(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how the words of each kind of speaker sound.

    Columns: ``speaker``, ``positive`` and ``negative`` (units that the vote of the lexicons holds
    to be so), ``n`` (all units), ``articles``, ``balance`` (positive less negative, as a part of
    all units, -1 to 1), ``low``, ``high`` (95 %, by article).

    Args:
        counts: with the measure ``content_valence``.
        seed: of the draws.
    """
    kinds = [[kind] for kind in KINDS_OF_SPEAKER]
    rows = [(kind[0], balance(counts, kind), counts.of("units", kind)) for kind in kinds]
    table = shares(rows, ["speaker"], "difference", seed).rename(columns={"share": "balance"})
    signs = {
        sign: [int(counts.of((VALENCE, sign), kind).sum()) for kind in kinds]
        for sign in ("positive", "negative")
    }
    columns = ["speaker", "positive", "negative", "n", "articles", "balance", "low", "high"]
    return table.assign(**signs)[columns]


def balance(counts: Counts, kinds: list[str]) -> NDArray:
    """Return for each article the positive less the negative units of some kinds of speakers."""
    positive, negative = (counts.of((VALENCE, s), kinds) for s in ("positive", "negative"))
    return positive - negative


def frames(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return inside which of the generic frames each kind of speaker talks.

    Columns: ``speaker``, ``frame``, ``units`` (with evidence of the frame), ``n`` (all units),
    ``articles``, ``share``, ``low``, ``high`` (95 %, by article). A unit may have several frames.

    Args:
        counts: with the measure ``generic_frames``.
        seed: of the draws.

    Semetko & Valkenburg (2000), "Framing European politics", Journal of Communication 50(2).
    """
    rows = [
        (
            (kind, frame),
            counts.of((GENERIC_FRAMES, frame), [kind]),
            counts.of("units", [kind]),
        )
        for kind in KINDS_OF_SPEAKER
        for frame in FRAMES
    ]
    return shares(rows, ["speaker", "frame"], "units", seed)
