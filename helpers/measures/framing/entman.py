"""Entman's four functions of a frame: problem, cause, moral judgement, remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.lexicons import LEXICONS
from helpers.measures.shared.hits import Rows, rows_of
from helpers.measures.shared.word_categories import category_entries, category_rows, word_categories
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

FUNCTIONS = (
    "problem definition",
    "causal attribution",
    "moral evaluation",
    "treatment recommendation",
)
MEASURE = "function of a frame"
LEXICON = LEXICONS / "entman_functions.tsv"


def entman_functions(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each word or phrase that gives evidence of a function of a frame.

    Columns: as ``helpers.measures.shared.word_categories.word_categories``, with ``category`` one
    of ``FUNCTIONS`` and
    ``item`` what the entry of the lexicon ``entman_functions`` stands for;
    :func:`helpers.measures.shared.word_categories.summarise_categories` counts them.

    Entman (1993), "Framing: toward clarification of a fractured paradigm", Journal of
    Communication 43(4), 51-58: the definition stands on page 52. A frame is what the four say of
    one matter together, and may lack some of them; a hit is a place to read, no frame.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "The flood is a threat. It is due to rain. That is shameful. We must act."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = entman_functions(annotation, voice_segments(annotation, []))
    >>> hits["text"].tolist()
    ['threat', 'due to', 'shameful', 'must']
    """
    entries = category_entries(LEXICON, FUNCTIONS)
    return word_categories(annotation, segments, entries, MEASURE)


@rows_of(entman_functions)
def _evidence(annotation: Annotation, voices: VoiceIndex) -> Rows:
    return category_rows(annotation, voices, category_entries(LEXICON, FUNCTIONS), MEASURE)
