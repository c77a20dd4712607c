"""Content valence: how each speaker's own words sound, sentence by sentence.

Before the lexicons score a sentence, names are masked, which some lexicons take for praise or blame
(the *United* of a country's name), and so are words in another sense than the rated one (*like*
compares; ``data/lexicons/other_senses.tsv``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation
from helpers.lexicons import LEXICONS as LISTS
from helpers.lexicons import LexiconError, numbered_entries
from helpers.measures.shared.hits import Hits
from helpers.measures.shared.matching import find_matches
from helpers.measures.shared.word_categories import check_words
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, valence_of, vote

NEUTRAL = "neutral"
# What a name becomes: a word that no lexicon rates, one for a name of any length.
MASK = "entity"

# What may be masked, from nothing to everything.
MASKINGS = ("none", "names", "names and senses")

# OntoNotes labels that are names. Not numbers and dates ("the first"), nor WORK_OF_ART, which the
# small model also gives to quotations.
NAMES = frozenset(
    {"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "LANGUAGE"}
)

SENSES = LISTS / "other_senses.tsv"
SENSE_COLUMNS = ("entry", "pos", "word", "condition", "source")

# Letter for letter, so that offsets stay: VADER strips one mark from a word and would miss one
# before a comma and a quotation mark, and knows n't with a straight apostrophe only.
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "…": ".", **dict.fromkeys('“”„«»"—–', " ")})
_SPACE = re.compile(r"\s")
_SINGLE_MARK = re.compile(r"(?<!\w)'|'(?!\w)")


@dataclass(frozen=True, slots=True)
class MaskedUnit:
    """A unit (one voice in one sentence) from ``start`` to ``end`` of the article.

    ``scored`` is what the lexicons score: the unit's pieces with a space between them, without
    quotation marks, with names masked. ``origin`` has the offset in the article of each letter of
    it (for a mask, where the word begins).
    """

    unit: int
    speaker: str
    start: int
    end: int
    scored: str
    origin: tuple[int, ...]


def masked_units(
    annotation: Annotation, segments: pd.DataFrame, *, masking: str = MASKINGS[-1]
) -> Iterator[MaskedUnit]:
    """Yield the units of ``segments`` that have a word, in the order of the text.

    The annotation's entities say what is a name; the segments may be in any order; ``masking`` is
    one of ``MASKINGS``. A LexiconError names a bad row of the list of other senses.
    """
    places = _places(annotation, masking)
    starts, ends = [p[0] for p in places], [p[1] for p in places]  # both rise: none overlap
    columns = (segments[name].tolist() for name in ("start", "end", "unit", "speaker"))
    units: dict[int, list[tuple[int, int]]] = {}
    speakers: dict[int, str] = {}
    for start, end, unit, speaker in sorted(zip(*columns, strict=True)):
        units.setdefault(int(unit), []).append((int(start), int(end)))
        speakers.setdefault(int(unit), str(speaker))
    for unit, pieces in units.items():
        letters: list[str] = []
        origin: list[int] = []
        for start, end in pieces:
            if letters:
                letters.append(" ")
                origin.append(start)
            inside = places[bisect_right(ends, start) : bisect_left(starts, end)]
            _append(annotation.text, start, end, inside, letters, origin)
        # after masking, so that what a name ends with has no effect on the mark that follows it
        scored = _SINGLE_MARK.sub(" ", _SPACE.sub(" ", "".join(letters).translate(_TYPOGRAPHY)))
        if any(c.isalnum() for c in scored):
            hull = pieces[0][0], max(end for _, end in pieces)
            yield MaskedUnit(unit, speakers[unit], *hull, scored, tuple(origin))


def unit_valence(
    annotation: Annotation, segments: pd.DataFrame, *, masking: str = MASKINGS[-1]
) -> pd.DataFrame:
    """Return the valence of each unit (one voice in one sentence) by each lexicon.

    The narrator's units include bare reporting clauses (*she said*), mostly without rated words,
    which draw the narrator's mean towards 0. Arguments: those of :func:`masked_units`.
    """
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
    """Return one row for each word that a lexicon rates, in the order of the text."""
    rows = [row for u in masked_units(annotation, segments) for row in _hit_rows(annotation, u)]
    columns = ["start", "end", "text", "speaker", "unit", "measure", "category", "lexicon"]
    frame = pd.DataFrame(rows, columns=[*columns, "score", "effective"])
    return frame.sort_values(["start", "end"], kind="stable", ignore_index=True)


def content_valence(analysis: Analysis) -> Hits:
    """Return the rated words of each unit that most lexicons score as these words sound.

    The words of the other side, and those of units without such a majority, are left out. So the
    category of a unit's rows is its vote, and a unit without rows is neutral.
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


def _places(annotation: Annotation, masking: str) -> list[tuple[int, int]]:
    """Start and end of each masked name and word, in the order of the text; no two overlap."""
    if masking not in MASKINGS:
        raise ValueError(f"Masking is one of {', '.join(MASKINGS)}, not {masking!r}.")
    if masking == "none":
        return []
    names = sorted((e.start, e.end) for e in annotation.entities if e.label in NAMES)
    if masking == "names":
        return names
    ends = [end for _, end in names]
    words = [
        (start, end)
        for start, end in _other_senses(annotation)
        if (at := bisect_right(ends, start)) == len(names) or names[at][0] >= end
    ]
    return sorted([*names, *words])


def _other_senses(annotation: Annotation) -> Iterator[tuple[int, int]]:
    """Start and end of each word used in another sense than the rated one."""
    for match in find_matches(annotation, _senses()):
        word = match.entry["word"].lower()
        token = next(t for t in match.tokens if word in (t.lemma.lower(), t.text.lower()))
        yield token.start, token.end


@cache
def _senses() -> tuple[Mapping[str, str], ...]:
    """The checked entries of ``other_senses.tsv``."""
    entries = numbered_entries(SENSES, SENSE_COLUMNS)
    check_words(SENSES.name, entries)
    for number, entry in entries:
        if entry["word"].lower() not in entry["entry"].lower().replace("-", " ").split():
            raise LexiconError(
                f"{SENSES.name}, line {number}: the word {entry['word']!r} is none of the entry "
                f"{entry['entry']!r}; write there the word that is to be masked."
            )
    return tuple(entry for _, entry in entries)


def _append(
    text: str,
    start: int,
    end: int,
    masked: Sequence[tuple[int, int]],
    letters: list[str],
    origin: list[int],
) -> None:
    """Append a piece's letters, with ``MASK`` in the place of each name and word masked."""
    at = start
    for first, last in (*masked, (end, end)):
        first, last = max(first, at), min(last, end)
        letters.extend(text[at:first])
        origin.extend(range(at, first))
        if last > first:
            letters.extend(MASK)
            origin.extend([first] * len(MASK))
        at = max(at, last)
