"""Voices: the article divided into stretches of one voice each, the narration included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.article import count_words
from helpers.attribution import Attribution
from helpers.speakers import NARRATOR, UNATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("segment", "unit", "start", "end", "text", "speaker", "kind", "quoted", "attribution"),
    *("sentence", "paragraph", "role", "words"),
)


def voice_segments(annotation: Annotation, attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return one row for each stretch of the analysed text that belongs to one voice.

    A word belongs to the outermost attribution in which something was *said* (``speech``); all
    others, cues and sources included, are the narrator's. Repeated headlines are left out, so the
    words of all rows add up to the words of the title and the body.
    All pieces of one attribution in one sentence share a ``unit``; later steps count units.
    """
    import pandas as pd

    owner = _owners(annotation, attributions)

    def key(token: Token) -> tuple[int, bool, int]:
        return owner[token.i], token.quotation >= 0, token.sentence

    units: dict[tuple[int, int], int] = {}
    rows: list[dict[str, object]] = []
    tokens = (token for token in annotation.tokens if not token.text.isspace())
    for (index, quoted, sentence), run in groupby(tokens, key):
        stretch = list(run)
        start, end = stretch[0].start, stretch[-1].end
        words = count_words(annotation.text[start:end])
        if not words:
            continue
        said = attributions[index] if index >= 0 else None
        rows.append(
            {
                "segment": len(rows),
                "unit": units.setdefault((sentence, index), len(units)),
                "start": start,
                "end": end,
                "text": annotation.text[start:end],
                "speaker": (said.speaker or UNATTRIBUTED) if said else NARRATOR,
                "kind": said.kind if said else "narration",
                "quoted": quoted,
                "attribution": index,
                "sentence": sentence,
                "paragraph": stretch[0].paragraph,
                "role": annotation.article.paragraphs[stretch[0].paragraph].role,
                "words": words,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


class VoiceIndex:
    """Finds the voice of a character of the text; the segments may be in any order."""

    def __init__(self, segments: pd.DataFrame) -> None:
        columns = (segments[name] for name in ("start", "end", "speaker", "unit"))
        rows = sorted(zip(*columns, strict=True))
        self._rows = [(int(s), int(e), str(speaker), int(unit)) for s, e, speaker, unit in rows]
        self._starts = [row[0] for row in self._rows]

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The names of the voices, with the narrator."""
        return frozenset(row[2] for row in self._rows)

    def at(self, position: int) -> tuple[str, int] | None:
        """Return ``(speaker, unit)``, or None where the text is not analysed."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        _, end, speaker, unit = self._rows[index]
        return (speaker, unit) if position < end else None


def outermost_speech(attributions: Sequence[Attribution]) -> dict[int, Attribution]:
    """Return the attributions that give somebody a voice, by their index in the sequence.

    Words and attributions follow one rule: somebody said something (``is_said``), and it is
    inside no other attribution (``nested_in`` is None). What Kim says that Lee said is Kim's voice.
    """
    return {
        index: attribution
        for index, attribution in enumerate(attributions)
        if attribution.is_said and attribution.nested_in is None
    }


def _owners(annotation: Annotation, attributions: Sequence[Attribution]) -> list[int]:
    """For each token the index of the attribution whose words it is, -1 for the narrator."""
    owner = [-1] * len(annotation.tokens)
    spans = sorted(
        (span, index)
        for index, attribution in outermost_speech(attributions).items()
        for span in attribution.content
    )
    at = 0
    for (start, end), index in spans:
        while at < len(owner) and annotation.tokens[at].start < start:
            at += 1
        while at < len(owner) and annotation.tokens[at].start < end:
            owner[at] = index
            at += 1
    return owner
