"""Oddities: what a scraped text has that an article should not have.

Repeated headlines and paragraphs, bullets, quotation marks that nobody closes, quotations that
have lost their speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.article import BULLET, Paragraph, normalised
from helpers.prose import listing
from helpers.quotations import find_quotations


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
    odd = sorted({q.paragraph for q in quotations if not q.closed})
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


def _numbered(paragraphs: list[int]) -> str:
    """The numbers of paragraphs as a list in a sentence; after six the rest is counted."""
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{noun} {listing(map(str, paragraphs), most=6)}"
