"""Attribution: who says what, as content, cue and source (Pareti 2012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
            "source and edges", or "" for neither (``helpers.attribution.fitted.rerank``).
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
