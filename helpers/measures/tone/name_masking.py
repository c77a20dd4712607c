"""Names masked: each unit as a lexicon should read it, with a neutral word for every name.

Lexicons take some names for praise or blame (the *United* of a country's name). A name of any
length becomes one word, so that a score never depends on what somebody is called. Words that
stand in another sense than the one that was rated (``helpers.measures.tone.other_senses``) are
masked as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.measures.tone.other_senses import other_senses

if TYPE_CHECKING:
    import pandas as pd

# What a name becomes: a word that no lexicon knows, one for a name of any length.
MASK = "entity"

# What may be masked, from nothing to all that is.
MASKINGS = ("none", "names", "names and senses")

# OntoNotes labels that are names. Not numbers and dates ("the first"), nor WORK_OF_ART, which the
# small model also gives to quotations.
NAMES = frozenset(
    {"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "LANGUAGE"}
)

# Letter for letter, so that offsets stay: VADER strips one mark from a word and would miss one
# before a comma and a quotation mark, and knows n't with a straight apostrophe only.
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "…": ".", **dict.fromkeys('“”„«»"—–', " ")})
_SPACE = re.compile(r"\s")
_SINGLE_MARK = re.compile(r"(?<!\w)'|'(?!\w)")


@dataclass(frozen=True, slots=True)
class MaskedUnit:
    """A unit (one voice in one sentence) from ``start`` to ``end`` of the article.

    ``scored`` is what lexicons read: the unit's pieces with a space between them, without quotation
    marks, with names masked. ``origin`` has the offset in the article of each letter of it (for a
    mask, where the word begins). ``masked`` are the names and words that were masked.
    """

    unit: int
    speaker: str
    start: int
    end: int
    scored: str
    origin: tuple[int, ...]
    masked: tuple[str, ...]


def masked_units(
    annotation: Annotation, segments: pd.DataFrame, *, masking: str = MASKINGS[-1]
) -> Iterator[MaskedUnit]:
    """Yield the units of ``segments`` in the order of the text; one without a word is none.

    Args:
        annotation: the article's; its entities say what is a name.
        segments: the stretches of one voice (``helpers.voices.voice_segments``), in any order.
        masking: one of ``MASKINGS``.

    Raises:
        ValueError: there is no such masking.
    """
    names = _places(annotation, masking)
    starts, ends = [n[0] for n in names], [n[1] for n in names]  # both rise: none overlap
    columns = (segments[name].tolist() for name in ("start", "end", "unit", "speaker"))
    units: dict[int, list[tuple[int, int]]] = {}
    speakers: dict[int, str] = {}
    for start, end, unit, speaker in sorted(zip(*columns, strict=True)):
        units.setdefault(int(unit), []).append((int(start), int(end)))
        speakers.setdefault(int(unit), str(speaker))
    for unit, pieces in units.items():
        letters: list[str] = []
        origin: list[int] = []
        masked: list[str] = []
        for start, end in pieces:
            if letters:
                letters.append(" ")
                origin.append(start)
            inside = names[bisect_right(ends, start) : bisect_left(starts, end)]
            _append(annotation.text, start, end, inside, letters, origin, masked)
        # after masking, so that what a name ends with has no effect on the mark that follows it
        scored = _SINGLE_MARK.sub(" ", _SPACE.sub(" ", "".join(letters).translate(_TYPOGRAPHY)))
        if any(c.isalnum() for c in scored):
            hull = pieces[0][0], max(end for _, end in pieces)
            place = tuple(origin)
            yield MaskedUnit(unit, speakers[unit], *hull, scored, place, tuple(masked))


def _places(annotation: Annotation, masking: str) -> list[tuple[int, int]]:
    """What is masked, in the order of the text; no two overlap."""
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
        for start, end in other_senses(annotation)
        if (at := bisect_right(ends, start)) == len(names) or names[at][0] >= end
    ]
    return sorted([*names, *words])


def _append(
    text: str,
    start: int,
    end: int,
    names: Sequence[tuple[int, int]],
    letters: list[str],
    origin: list[int],
    masked: list[str],
) -> None:
    """Append a piece's letters, with ``MASK`` in the place of each name and word masked."""
    at = start
    for first, last in (*names, (end, end)):
        first, last = max(first, at), min(last, end)
        letters.extend(text[at:first])
        origin.extend(range(at, first))
        if last > first:
            letters.extend(MASK)
            origin.extend([first] * len(MASK))
            masked.append(text[first:last])
        at = max(at, last)
