"""Pieces: the sentence of a cue as the token model reads it.

``[CLS] pieces of the sentence [SEP]``, each with its place: in the cue, so far before it, so far
after it. A long sentence is cut to the pieces around the cue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.attribution.attribution import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP = 101, 102  # pieces of BERT's vocabulary (uncased), by number
LONGEST = 72  # pieces of a sentence that are read: 99 % of sentences with a cue have no more
_STEPS = (2, 5, 10, 20)  # pieces from the cue up to which a place reaches
IN_CUE, BETWEEN, OUTSIDE = 0, 11, 12  # places: the cue, between its words, [CLS] and [SEP]
PLACES = 13


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pieces of a sentence and their places; ``starts`` are offsets of all but [CLS] and [SEP]."""

    pieces: tuple[int, ...]
    places: tuple[int, ...]
    starts: tuple[int, ...]


def pieces_of(
    tokenizer: Tokenizer, text: str, sentence: Span, cue: Sequence[Span]
) -> Sentence | None:
    """Return a sentence as the model reads it; None where no piece of it is in the cue.

    Args:
        tokenizer: the model's, without truncation or padding.
        text: the article's.
        sentence: start and end of the sentence.
        cue: spans of the cue.
    """
    encoded = tokenizer.encode(text[slice(*sentence)], add_special_tokens=False)
    places = [(sentence[0] + start, sentence[0] + end) for start, end in encoded.offsets]
    inside = [any(s < end and start < e for start, end in cue) for s, e in places]
    if not any(inside):
        return None
    first = inside.index(True)
    low = max(0, min(first - LONGEST // 2, len(places) - LONGEST))
    high = low + LONGEST
    within = [i for i, is_cue in enumerate(inside[:high]) if is_cue]
    return Sentence(
        (CLS, *encoded.ids[low:high], SEP),
        (OUTSIDE, *(place_of(i, within) for i in range(low, min(high, len(places)))), OUTSIDE),
        tuple(start for start, _ in places[low:high]),
    )


def place_of(piece: int, cue: Sequence[int]) -> int:
    """Return the place of a piece, by number, with respect to the pieces of the cue.

    >>> [place_of(piece, [3, 5]) for piece in (0, 2, 3, 4, 5, 6, 99)]
    [2, 1, 0, 11, 0, 6, 10]
    """
    if piece in cue:
        return IN_CUE
    if cue[0] < piece < cue[-1]:
        return BETWEEN
    before = piece < cue[0]
    distance = cue[0] - piece if before else piece - cue[-1]
    step = 1 + bisect_left(_STEPS, distance)
    return step if before else step + len(_STEPS) + 1
