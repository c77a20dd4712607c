"""Encoding: a sentence as the model of tone reads it, with its target marked and masked.

``[CLS] left [open] target [close] right [SEP]``; segment 1 marks the target. The target's name is
one ``[MASK]``, and so is each further mention of the same target, so that no name can change a
label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]

# Pieces of the vocabulary of BERT (uncased), by number. The two marks are unused pieces.
PAD, OPEN, CLOSE, CLS, SEP, MASK = 0, 2, 3, 101, 102, 103
SIDE = 60  # pieces kept on each side of the target: 99 % of news sentences have fewer than 92
LONGEST_NAME = 12  # pieces of a name that is not masked
LONGEST = 2 * SIDE + LONGEST_NAME + 4  # with the two marks, [CLS] and [SEP]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Numbers of the pieces, their segments, and the place of the target (marks included)."""

    pieces: tuple[int, ...]
    segments: tuple[int, ...]
    target: Span


def encode(
    tokenizer: Tokenizer,
    text: str,
    span: Span,
    further: Iterable[Span] = (),
    *,
    mask: bool = True,
) -> Encoded:
    """Return a sentence with its target marked.

    Args:
        tokenizer: the model's, without truncation or padding.
        text: the sentence.
        span: start and end of the target in it.
        further: other mentions of the same target; one that overlaps ``span`` is left out.
        mask: whether the mentions are masked.

    Raises:
        ValueError: the span does not lie in the text.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"The target {span} does not lie in the text ({len(text)} characters).")
    others = [(s, e, False) for s, e in further if 0 <= s < e <= len(text)]
    mentions = [(s, e, m) for s, e, m in others if e <= start or s >= end]
    pieces: list[int] = []
    segments: list[int] = []

    def append(new: Sequence[int], segment: int) -> None:
        pieces.extend(new)
        segments.extend([segment] * len(new))

    def numbers(part: str) -> list[int]:
        return list(tokenizer.encode(part, add_special_tokens=False).ids)

    at, place = 0, (0, 0)
    for s, e, is_target in sorted([*mentions, (start, end, True)]):
        if s < at:
            continue
        append(numbers(text[at:s]), 0)
        name = [MASK] if mask else numbers(text[s:e])[:LONGEST_NAME]
        if is_target:
            name = [OPEN, *name, CLOSE]
            place = len(pieces), len(pieces) + len(name)
        append(name, 1)
        at = e
    append(numbers(text[at:]), 0)
    low, high = max(0, place[0] - SIDE), place[1] + SIDE
    return Encoded(
        (CLS, *pieces[low:high], SEP),
        (0, *segments[low:high], 0),
        (place[0] - low + 1, place[1] - low + 1),
    )
