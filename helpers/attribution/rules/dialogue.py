"""Dialogue: two people whose quotations alternate, paragraph by paragraph, without cues."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.article.quotation_marks import Quotation
from helpers.attribution.parsed_article import Draft, Reading
from helpers.attribution.rules.quoted import open_quotations


def alternation(reading: Reading) -> Iterator[Draft]:
    """A question or an answer between two people: “All night?” “All night.”.

    Both paragraphs before must be quoted speech of two different sources, and a question must
    stand in this paragraph or in the one before: else a paragraph of quotation goes on with the
    last speaker's words.
    """
    for _, quotation in open_quotations(reading):
        if not _is_paragraph(reading, quotation):
            continue
        last, before = (_speech_of(reading, quotation.paragraph - back) for back in (1, 2))
        if last is None or before is None or not last.source or not before.source:
            continue
        same = _name(reading, last) == _name(reading, before)
        asked = _ends_in_question(reading, last.content[-1][1])
        if same or not (asked or _ends_in_question(reading, quotation.end)):
            continue
        span = (quotation.start, quotation.end)
        draft = Draft("alternation", [span], [], list(before.source), speech=before.speech)
        yield draft


def _is_paragraph(reading: Reading, quotation: Quotation) -> bool:
    """Whether a closed quotation is all of its paragraph."""
    paragraph = reading.annotation.article.paragraphs[quotation.paragraph]
    inside = reading.text[paragraph.start : paragraph.end].strip()
    return quotation.closed and inside == reading.text[quotation.start : quotation.end]


def _speech_of(reading: Reading, number: int) -> Draft | None:
    """The one record of a paragraph that is hardly more than quoted speech."""
    if number < 0:
        return None
    paragraph = reading.annotation.article.paragraphs[number]
    drafts = [
        d for d in reading.drafts_in(number) if paragraph.start <= d.content[0][0] < paragraph.end
    ]
    if len(drafts) != 1:
        return None
    spans = [*drafts[0].content, *drafts[0].cue, *drafts[0].source]
    covered = sum(e - s for s, e in spans if paragraph.start <= s < paragraph.end)
    quoted = any(reading.quotations_near(s, s + 1) for s, _ in drafts[0].content)
    return drafts[0] if quoted and covered > 0.8 * (paragraph.end - paragraph.start) else None


def _name(reading: Reading, draft: Draft) -> str:
    return " ".join(reading.text[s:e] for s, e in draft.source).casefold()


def _ends_in_question(reading: Reading, end: int) -> bool:
    return reading.text[:end].rstrip("”\"'’» ").endswith("?")
