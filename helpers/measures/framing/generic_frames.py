"""Generic frames: the five news frames of Semetko and Valkenburg (2000), summed up by speaker.

The words of the lexicon ``generic_frames`` alone are the evidence
(``helpers.measures.shared.word_categories``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.measures.shared.word_categories import summarise_categories

if TYPE_CHECKING:
    import pandas as pd

FRAMES = ("conflict", "responsibility", "human interest", "economic consequences", "morality")


def summarise_frames(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how often each speaker evokes each frame, explicit zeros included.

    Columns: as :func:`helpers.measures.shared.word_categories.summarise_categories`, with
    ``frame`` for the category.
    """
    return summarise_categories(hits, segments, FRAMES).rename(columns={"category": "frame"})
