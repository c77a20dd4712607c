"""Content valence: how each speaker's own words sound, sentence by sentence.

It is neither what a speaker says about somebody nor how the author writes about the speaker: a
speaker who mourns sounds negative. Before the lexicons score a sentence, names and words in another
sense are masked (``helpers.measures.tone.name_masking``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from helpers.analysis import Analysis
from helpers.annotation import Annotation
from helpers.measures.shared.hits import Hits
from helpers.measures.tone.name_masking import MASKINGS, MaskedUnit, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, valence_of, vote

if TYPE_CHECKING:
    import pandas as pd

NEUTRAL = "neutral"


def unit_valence(
    annotation: Annotation, segments: pd.DataFrame, *, masking: str = MASKINGS[-1]
) -> pd.DataFrame:
    """Return the valence of each unit (one voice in one sentence) by each lexicon.

    The narrator's units include bare reporting clauses (*she said*), mostly without rated words,
    which draw the narrator's mean towards 0 and shorten its interval.

    Args:
        annotation: the article's; its entities say what is a name.
        segments: the stretches of one voice (``helpers.voices.voice_segments``), in any order.
        masking: what is masked, one of ``helpers.measures.tone.name_masking.MASKINGS``.

    Columns:
        unit, speaker: as in ``segments``.
        start, end, text: from the first to the last word of the unit; another voice's words may
            lie between its pieces.
        scored: the text that the lexicons score: without those, masked.
        lexicon: name.
        valence: -1 to 1; 0 where no word is rated.
        hits: number of rated words.

    Lexicons and papers: ``helpers.measures.tone.valence_lexicons``.
    """
    import pandas as pd

    rows = []
    for unit in masked_units(annotation, segments, masking=masking):
        text = annotation.text[unit.start : unit.end]
        for lexicon in LEXICONS:
            valence = valence_of(unit.scored, lexicon)
            shared = (unit.unit, unit.speaker, unit.start, unit.end, text, unit.scored)
            rows.append((*shared, lexicon, valence.value, len(valence.hits)))
    columns = ["unit", "speaker", "start", "end", "text", "scored", "lexicon", "valence", "hits"]
    return pd.DataFrame(rows, columns=columns)


def lexicon_hits(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each word that a lexicon rates, in the order of the text.

    Args:
        annotation: the article's.
        segments: as for :func:`unit_valence`.

    Columns:
        start, end, text: the word; ``article.text[start:end] == text``.
        speaker, unit: the voice and the unit that the word belongs to.
        measure: "content valence".
        category: "positive" or "negative", as it counted in its place.
        lexicon: name.
        score: the lexicon's own rating (VADER -4 to 4, AFINN -5 to 5, TextBlob -1 to 1).
        effective: what the lexicon made of it, after negation and boosters.
    """
    import pandas as pd

    rows = [row for u in masked_units(annotation, segments) for row in _hit_rows(annotation, u)]
    columns = ["start", "end", "text", "speaker", "unit", "measure", "category", "lexicon"]
    frame = pd.DataFrame(rows, columns=[*columns, "score", "effective"])
    return frame.sort_values(["start", "end"], kind="stable", ignore_index=True)


def content_valence(analysis: Analysis) -> Hits:
    """Return the rated words of each unit that most lexicons score as these words sound.

    A unit is positive or negative where more than half of the lexicons say so; the words of the
    other side, and those of units without such a majority, are left out. So the category of a
    unit's rows is its vote, and a unit without rows is neutral.

    Columns: as :func:`lexicon_hits`; the entry is the word in small letters.

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "It was a splendid day. The walls are old."
    >>> found = content_valence(analyse(article_from_text(text, any_language=True)))
    >>> sorted({(row["text"], row["category"]) for row in found.rows})
    [('splendid', 'positive')]
    """
    rows: list[dict[str, Any]] = []
    for unit in masked_units(analysis.annotation, analysis.segments):
        majority = _majority(unit.scored)
        if majority != NEUTRAL:
            found = _hit_rows(analysis.annotation, unit)
            rows += (row for row in found if row["category"] == majority)
    entries = [{**row, "entry": row["text"].lower()} for row in rows]
    return Hits(entries, ("lexicon", "score", "effective"))


def _hit_rows(annotation: Annotation, unit: MaskedUnit) -> Iterator[dict[str, Any]]:
    """The rows of :func:`lexicon_hits` for one unit, lexicon by lexicon."""
    for lexicon in LEXICONS:
        for hit in valence_of(unit.scored, lexicon).hits:
            start, end = unit.origin[hit.start], unit.origin[hit.end - 1] + 1
            yield {
                "start": start,
                "end": end,
                "text": annotation.text[start:end],
                "speaker": unit.speaker,
                "unit": unit.unit,
                "measure": "content valence",
                "category": "positive" if hit.effective > 0 else "negative",
                "lexicon": lexicon,
                "score": hit.score,
                "effective": hit.effective,
            }


def _majority(text: str) -> str:
    """The sign that more than half of the lexicons give a text, else "neutral".

    Where those that were asked leave no sign a majority, the others are not asked.
    """
    signs: list[str] = []
    for name in LEXICONS:
        signs.append(sign(valence_of(text, name).value, name))
        most = max(signs.count("negative"), signs.count("positive"))
        if 2 * (most + len(LEXICONS) - len(signs)) <= len(LEXICONS):
            return NEUTRAL
    return vote(signs)
