"""Oddities: what a scraped text has that an article should not have.

Repeated headlines and paragraphs, captions and teasers, bullets, quotation marks that nobody
closes, quotations that have lost their speaker, signs of a wrong encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.article import BULLET, Paragraph, count_words, normalised
from helpers.article.quotation_marks import Quotation, find_quotations
from helpers.prose import count, listing

DEBRIS = {
    "date": "dates and times",
    "caption": "captions of pictures",
    "teaser": "teasers to other articles",
    "notice": "notices of the web page",
}
# UTF-8 that was once read as Windows-1252 ("â€œ" for “), and signs lost for good.
_MOJIBAKE = re.compile("â€.|Ã[\u0080-\u00bf©¨¶¼¤±]|\ufffd")
MOST_QUOTED = 5  # debris whose first words a note repeats
FEW_WORDS = 40  # shorter texts tell little, with or without quotation marks


def oddities(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield a sentence for each kind of oddity in a text.

    Args:
        text: the article's text.
        paragraphs: its paragraphs with their roles.
    """
    repeated = [n for n, p in enumerate(paragraphs) if p.role == "repeated title"]
    if repeated:
        yield (
            f"The headline stands again as {_numbered(repeated)}: kept in the text, left out of "
            "the analysis."
        )
    bylines = [n for n, p in enumerate(paragraphs) if p.role == "byline"]
    if bylines:
        yield f"The author is named in {_numbered(bylines)}: left out of the analysis."
    parting = [n for n, p in enumerate(paragraphs) if p.role == "subheading"]
    if parting:
        words = [text[paragraphs[n].start : paragraphs[n].end] for n in parting]
        noun = "a subheading" if len(parting) == 1 else "subheadings"
        yield f"Left out of the analysis as {noun}: {_numbered(parting)} ({clipped(words)})."
    for role, what in DEBRIS.items():
        found = [n for n, p in enumerate(paragraphs) if p.role == role]
        if found:
            words = [text[paragraphs[n].start : paragraphs[n].end] for n in found]
            yield (f"Left out of the analysis as {what}: {_numbered(found)} ({clipped(words)}).")
    bullets = [n for n, p in enumerate(paragraphs) if BULLET.match(text, p.start)]
    if bullets:
        yield f"A bullet begins {_numbered(bullets)}: a list or a teaser of the web page."
    seen: dict[str, int] = {}
    again = []
    for number, paragraph in enumerate(paragraphs):
        first = seen.setdefault(normalised(text[paragraph.start : paragraph.end]), number)
        if first != number and paragraph.role == "body":
            again.append(number)
    if again:
        yield f"An earlier paragraph stands again, word for word, as {_numbered(again)}."
    quotations = find_quotations(text, [(p.start, p.end) for p in paragraphs])
    yield from _scarcity(text, paragraphs, quotations)
    opened = {q.paragraph for q in quotations if q.start == paragraphs[q.paragraph].start}
    # A quotation of several paragraphs is closed in its last one alone.
    odd = sorted(
        {q.paragraph for q in quotations if not q.closed and q.paragraph + 1 not in opened}
    )
    if odd:
        yield f"A quotation mark is not closed in {_numbered(odd)}."
    first_of: dict[int, int] = {}
    cut = []
    for quotation in quotations:
        # where an earlier quotation of the paragraph has a speaker, the last one goes on
        alone = first_of.setdefault(quotation.paragraph, quotation.start) == quotation.start
        paragraph = paragraphs[quotation.paragraph]
        rest = text[quotation.end : paragraph.end].strip(" .,")
        before = text[paragraph.start : quotation.start].rstrip()
        if alone and quotation.words > 4 and not rest and before.endswith((".", "!", "?")):
            cut.append(quotation.paragraph)
    if cut:
        yield (
            f"A quotation after a full stop ends {_numbered(cut)}: its speaker may have been cut."
        )
    wrong = _MOJIBAKE.findall(text)
    if wrong:
        yield (
            f"Signs such as “{wrong[0]}” stand in {count(len(wrong), 'place')}: the text was once "
            "read in a wrong encoding, so quotation marks may be missing."
        )


def _scarcity(
    text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]
) -> Iterator[str]:
    """Notes on texts without quotations and on texts of nothing else."""
    body = [number for number, paragraph in enumerate(paragraphs) if paragraph.role == "body"]
    words = sum(count_words(text[paragraphs[n].start : paragraphs[n].end]) for n in body)
    if words < FEW_WORDS:
        return
    if not quotations:
        yield "There are no quotation marks: speech is found by its wording alone."
    elif all(not _outside(text, paragraphs[n], n, quotations) for n in body):
        yield "All of it stands in quotation marks: nothing outside them can say who speaks."


def _outside(text: str, paragraph: Paragraph, number: int, quotations: Sequence[Quotation]) -> bool:
    """Whether a paragraph has words outside its quotation marks."""
    position = paragraph.start
    for quotation in quotations:
        if quotation.paragraph == number:
            if count_words(text[position : quotation.start]):
                return True
            position = max(position, quotation.end)
    return bool(count_words(text[position : paragraph.end]))


def clipped(passages: Sequence[str]) -> str:
    """Return the first words of some passages as a list; after a few the rest is counted."""
    begun = [" ".join(passage.split()) for passage in passages]
    short = [words if len(words) <= 60 else f"{words[:60].rstrip()} …" for words in begun]
    return listing((f"“{words}”" for words in short), most=MOST_QUOTED)


def _numbered(paragraphs: list[int]) -> str:
    """The numbers of paragraphs as a list in a sentence; after six the rest is counted."""
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{noun} {listing(map(str, paragraphs), most=6)}"
