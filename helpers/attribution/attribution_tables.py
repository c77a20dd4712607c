"""Attributions as tidy tables, and as lines of the interchange format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.article import count_words
from helpers.attribution.attribution import UNATTRIBUTED, Attribution, Span

if TYPE_CHECKING:
    import pandas as pd

_TABLE = "attribution start end speaker kind cue source content rule speech topic nested_in".split()
_TABLE += "confidence revised decided words".split()


def words_of(text: str, spans: Sequence[Span]) -> str:
    """Return the words that some spans cover, with " … " where something is between them."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def attributions_table(text: str, attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return one row for each attribution, with the columns that ``data_dictionary.tsv`` defines.

    Where the reporting clause splits the content its spans are in ``spans_table``.
    """
    import pandas as pd

    rows = [
        (
            *(index, a.content[0][0], a.content[-1][1], a.speaker, a.kind),
            *(words_of(text, spans) for spans in (a.cue, a.source, a.content)),
            *(a.rule, a.speech, a.topic, -1 if a.nested_in is None else a.nested_in),
            *(float("nan") if a.confidence is None else round(a.confidence, 2), a.revised),
            a.decided,
            sum(count_words(text[start:end]) for start, end in a.content),
        )
        for index, a in enumerate(attributions)
    ]
    return pd.DataFrame(rows, columns=_TABLE)


def spans_table(text: str, attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return one row for each content, cue and source span of each attribution."""
    import pandas as pd

    rows = [
        (index, part, start, end, text[start:end], a.speaker)
        for index, a in enumerate(attributions)
        for part, spans in (("content", a.content), ("cue", a.cue), ("source", a.source))
        for start, end in spans
    ]
    return pd.DataFrame(rows, columns="attribution part start end text speaker".split())


def interchange_record(
    identifier: str, text: str, attributions: Sequence[Attribution], *, nested: bool = False
) -> dict[str, Any]:
    """Return an article's outermost attributions as one record of the interchange format.

    Nested attributions are left out, because the benchmarks mark the outermost only; so are
    quotations with neither cue nor source. With ``nested`` it holds nothing but the nested ones.
    """
    nobody = ("", UNATTRIBUTED)
    return {
        "id": identifier,
        "text": text,
        "attributions": [
            spans_of(a)
            | {
                "source_entity": a.speaker if a.source and a.speaker not in nobody else None,
                "kind": a.kind,
                "speech": a.speech,
                "rule": a.rule,
                "confidence": None if a.confidence is None else round(a.confidence, 3),
            }
            for a in attributions
            if (a.nested_in is not None) == nested and (a.cue or a.source)
        ],
    }


def spans_of(a: Attribution) -> dict[str, Any]:
    """Return content, cue and source of an attribution as lists of ``[start, end]``."""
    return {
        part: [list(span) for span in spans]
        for part, spans in (("content", a.content), ("cue", a.cue), ("source", a.source))
    }
