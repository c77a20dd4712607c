"""Evidence: the words behind a number, and whose voice they stand in.

What all measures of framing share. Every hit points at its words, names the voice that they
stand in and the entry of the lexicon that fired.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.annotation import Annotation, Token
from helpers.speakers import Actor, Mention
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

HIT_COLUMNS = (
    "start",
    "end",
    "text",
    "speaker",
    "unit",
    "measure",
    "category",
    "entry",
)


# Rows of a table before they are one, with at least its speaker, unit, start, end and category
Rows = Sequence[dict[str, Any]]
Table = Callable[..., "pd.DataFrame"]
RowsFunction = Callable[..., Rows]
_ROWS: dict[Table, RowsFunction] = {}


@dataclass(frozen=True, slots=True)
class Hits:
    """What a measure finds in an article; counting needs the rows only, which is faster.

    Attributes:
        rows: one dict for each hit, in any order, with the keys ``HIT_COLUMNS`` (except measure)
            and ``columns``.
        columns: the further columns of the measure, as its function describes them.
    """

    rows: Rows
    columns: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """Return the rows as a table, in the order of the text."""
        return hits_table(self.rows, self.columns)


class TokenIndex:
    """Finds the tokens of a stretch of the text without a look at all others."""

    def __init__(self, annotation: Annotation) -> None:
        self._tokens = annotation.tokens
        self._starts = [token.start for token in annotation.tokens]

    def between(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that begin in ``text[start:end]``, in the order of the text."""
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def hit(
    annotation: Annotation, voices: VoiceIndex, tokens: Sequence[Token]
) -> dict[str, Any] | None:
    """Return the first five columns of a hit, or None where the text is not analysed.

    The words belong to the voice of the first of them.
    """
    start, end = tokens[0].start, tokens[-1].end
    voice = voices.at(start)
    if voice is None:
        return None
    return {
        "start": start,
        "end": end,
        "text": annotation.text[start:end],
        "speaker": voice[0],
        "unit": voice[1],
    }


def hits_table(
    rows: Iterable[Mapping[str, object]], more_columns: Sequence[str] = ()
) -> pd.DataFrame:
    """Return hits as a table in the order of the text: ``HIT_COLUMNS`` and ``more_columns``."""
    import pandas as pd

    ordered = sorted(rows, key=itemgetter("start", "end"))
    return pd.DataFrame(ordered, columns=[*HIT_COLUMNS, *more_columns])


def rows_of(table: Table) -> Callable[[RowsFunction], RowsFunction]:
    """Return a decorator for the function that finds the rows of a measure's table.

    Counts over many articles need the rows only: to make a table of them takes longer than to
    find them. Such a function asks for ``voices`` where that of the table asks for ``segments``,
    and its rows may come in any order.

    Args:
        table: the function that returns the table.
    """

    def register(rows: RowsFunction) -> RowsFunction:
        _ROWS[table] = rows
        return rows

    return register


def rows_function(table: Table) -> RowsFunction | None:
    """Return the function that :func:`rows_of` noted for a table's function, or None."""
    return _ROWS.get(table)


def listed(words: Iterable[object]) -> str:
    """Return words with their numbers, most frequent first: "say (3), tell (1)".

    >>> listed(["tell", "say", "say"])
    'say (2), tell (1)'
    """
    ranked = sorted(Counter(map(str, words)).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{word} ({count})" for word, count in ranked)


class Voice(NamedTuple):
    """A speaker with the units and the words that stand in this voice."""

    speaker: str
    n: int
    words: int


class Evidence(NamedTuple):
    """The hits of one kind in one voice: how many, in how many units, and the entries."""

    hits: int
    units: int
    entries: str


def counts_by_speaker(
    hits: pd.DataFrame, segments: pd.DataFrame, column: str, values: Sequence[str]
) -> Iterator[tuple[Voice, str, Evidence]]:
    """Yield the evidence of each value of a column for each speaker, explicit zeros included.

    Speakers come in the order of their words, most first. The hits are read once: to filter
    their table for each speaker would take the square of its length.
    """
    found: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    columns = (hits[name] for name in ("speaker", column, "unit", "entry"))
    for speaker, value, unit, entry in zip(*columns, strict=True):
        found[speaker, value].append((unit, entry))
    table = segments.groupby("speaker").agg(n=("unit", "nunique"), words=("words", "sum"))
    table = table.sort_values("words", ascending=False, kind="stable")
    for speaker, n, words in zip(table.index, table["n"], table["words"], strict=True):
        for value in values:
            own = found[speaker, value]
            units, entries = len({unit for unit, _ in own}), listed(entry for _, entry in own)
            yield Voice(speaker, int(n), int(words)), value, Evidence(len(own), units, entries)


class MentionIndex:
    """Finds the actor whom a word names; the smallest mention that holds the word decides."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._mentions: list[tuple[Mention, str]] = sorted(
            ((mention, actor.name) for actor in actors for mention in actor.mentions),
            key=lambda pair: pair[0].start,
        )
        self._starts = [mention.start for mention, _ in self._mentions]
        self._longest = max((m.end - m.start for m, _ in self._mentions), default=0)

    def actor_at(self, token: Token) -> str:
        """Return the actor's name, or "" where no actor is mentioned.

        A word names an actor as the head of the mention: in "rebels near Paris" the word
        "rebels" names the rebels even where a smaller mention stands inside.
        """
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
