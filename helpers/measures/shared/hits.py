"""Hits: the places that speak for a category of a measure, each with its words and its voice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.speakers import Actor, Mention

BY_PROGRAM = "machine"  # as in helpers.coding, which imports this package
HIT_COLUMNS = ("start", "end", "text", "speaker", "unit", "category", "entry")


@dataclass(frozen=True, slots=True)
class Hits:
    """What a measure finds in an article; counting needs the rows only, which is faster.

    Attributes:
        rows: one dict for each hit, in any order, with the keys ``HIT_COLUMNS`` (voice and unit are
            those that the words are in) and ``columns``.
        columns: the further columns of the measure.
    """

    rows: Sequence[dict[str, Any]]
    columns: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """Return the rows as a table, in the order of the text."""
        ordered = sorted(self.rows, key=itemgetter("start", "end"))
        return pd.DataFrame(ordered, columns=[*HIT_COLUMNS, *self.columns])


def hit(analysis: Analysis, tokens: Sequence[Token]) -> dict[str, Any] | None:
    """Return the first five columns of a hit, in the voice of its first word; None without one."""
    start, end = tokens[0].start, tokens[-1].end
    voice = analysis.voices.at(start)
    if voice is None:
        return None
    speaker, unit = voice
    text = analysis.text[start:end]
    return {"start": start, "end": end, "text": text, "speaker": speaker, "unit": unit}


def by_coder(row: Mapping[Hashable, Any]) -> bool:
    """Return whether a coder decided a hit (``helpers.coding``), and not the program."""
    return row.get("decided_by", BY_PROGRAM) != BY_PROGRAM


def listed(words: Iterable[object]) -> str:
    """Return words with their numbers, most frequent first: "say (3), tell (1)"."""
    ranked = sorted(Counter(map(str, words)).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{word} ({count})" for word, count in ranked)


class TokenIndex:
    """Finds the tokens of a stretch of the text without a look at all others."""

    def __init__(self, annotation: Annotation) -> None:
        self._tokens = annotation.tokens
        self._starts = [token.start for token in annotation.tokens]

    def between(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that begin in ``text[start:end]``, in the order of the text."""
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class MentionIndex:
    """Finds the actor whom a word names; the smallest mention that holds the word decides."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._mentions: list[tuple[Mention, str]] = sorted(
            ((mention, actor.name) for actor in actors for mention in actor.mentions),
            key=lambda pair: pair[0].start,
        )
        self._starts = [mention.start for mention, _ in self._mentions]
        self._longest = max((m.end - m.start for m, _ in self._mentions), default=0)

    def actor_at(self, token: Token | None) -> str:
        """Return the actor's name, or "" where no actor is mentioned or there is no word.

        A word names an actor as the head of the mention: in "rebels near Paris" the word
        "rebels" names the rebels even where a smaller mention is inside.
        """
        if token is None:
            return ""
        # no mention that begins earlier than the longest is long can reach the word
        first = bisect_left(self._starts, token.end - self._longest)
        last = bisect_right(self._starts, token.start)
        holding = [
            (mention.end - mention.start, name)
            for mention, name in self._mentions[first:last]
            if token.end <= mention.end and _heads(token, mention)
        ]
        return min(holding)[1] if holding else ""


def _heads(token: Token, mention: Mention) -> bool:
    """Whether a token is the head of a mention or a part of the name that the head ends."""
    while token.head is not token and mention.start <= token.head.start < mention.end:
        if token.dep not in ("compound", "flat", "nmod", "appos"):
            return False
        token = token.head
    return True
