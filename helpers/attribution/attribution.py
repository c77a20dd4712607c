"""Attribution: who says what, as content, cue and source (Pareti 2012), and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from helpers.article import count_words

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[int, int]
Kind = Literal["direct", "indirect", "mixed"]

UNATTRIBUTED = "unattributed"  # the speaker of quoted speech that nobody is named for


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; every span is ``(start, end)`` into the article's text.

    The terms are those of Pareti (2012, "A Database of Attribution Relations", LREC) and of
    PolNeAR (Newell, Margolin & Ruths 2018, LREC).

    Attributes:
        content: what is said; several spans where the reporting clause splits it.
        cue: the words that report ("said", "according to"); empty for quoted speech without any.
        source: the mention of who says it, as a whole noun phrase; empty where nobody is named.
        kind: direct (all inside quotation marks), indirect (none) or mixed.
        rule: name of the rule that found it.
        speech: False for beliefs, wishes and acts of support, which nobody uttered.
        topic: True where the content only names what is spoken of, in a word or two ("confirmed the
            strike"): an attribution, but not the source's words.
        nested_in: index, in the same list, of the attribution whose content holds this one.
        confidence: how likely annotators would confirm content and source (0 to 1);
            None for quoted speech without a source, and where no choice was made.
        revised: which part a fitted choice set otherwise than the rule: "source", "edges",
            "source and edges", or "" for neither (``helpers.attribution.fitted.edge_choice``).
        speaker: name of the actor who speaks, set by ``helpers.speakers``.
        decided: the coders who accepted, changed or added it (``helpers.corrections``), "" where
            the program alone decided.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Kind
    rule: str
    speech: bool = True
    topic: bool = False
    nested_in: int | None = None
    confidence: float | None = None
    revised: str = ""
    speaker: str = ""
    decided: str = ""

    @property
    def is_said(self) -> bool:
        """Whether the content counts as words of the source."""
        return self.speech and not self.topic


_TABLE = "attribution start end speaker kind cue source content rule speech topic nested_in".split()
_TABLE += "confidence revised decided words".split()


def words_of(text: str, spans: Sequence[Span]) -> str:
    """Return the words that some spans cover, with " … " where something is between them."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def attributions_table(text: str, attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return one row for each attribution; ``data_dictionary.tsv`` defines the columns."""
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
