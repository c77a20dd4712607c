"""Paragraphs: a text cut into paragraphs, each with its role."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers.article.article import Article, Paragraph, Role
from helpers.article.boilerplate import (
    announces,
    debris,
    is_byline,
    is_listed,
    opens_comments,
    without_date,
)
from helpers.article.language import count_words
from helpers.article.subheadings import find_subheadings

if TYPE_CHECKING:
    import pandas as pd

MAX_TITLE_WORDS = 30
MOST_LISTED = 10  # titles below "Related stories"

BULLET = re.compile(r"[ \t\u00a0]*[•·▪‣◦*–-][ \t\u00a0]+")
LAST_BYLINE_PARAGRAPH = 3  # counted from 0: the author is named right below the headline


def find_paragraphs(
    text: str, title: str = "", author: str = "", headings: Collection[str] = ()
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text in order, with their roles.

    Each line with words is a paragraph, unless the text is hard-wrapped: then each block is.

    Args:
        text: the article's text.
        title: the headline, where it is known; else the first line is tried.
        author: who wrote the article, where known.
        headings: words of the paragraphs that its form marks as headings.
    """
    separator = r"\s*\n\s*\n\s*" if _is_hard_wrapped(text) else r"\s*[\n\r]+\s*"
    spans, position = [], 0
    for gap in re.finditer(rf"{separator}|\Z", text):
        start, end = position, gap.start()
        position = gap.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if any(c.isalnum() for c in text[start:end]):
            spans.append((start, end))
    headline = ""
    roles: list[Role] = []
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        known = bool(title) and normalised(words) == normalised(title)
        role: Role = debris(words) or "body"
        short = len(words.split()) <= MAX_TITLE_WORDS
        signed = short and len(spans) > 1 and _signs(text[slice(*spans[1])], author)
        if number == 0 and len(spans) > 1 and (known or signed or _looks_like_title(words)):
            role, headline = "title", normalised(words)
        elif headline and normalised(words) == headline:
            role = "repeated title"
        elif number <= LAST_BYLINE_PARAGRAPH and _signs(words, author):
            role = "byline"
        roles.append(role)
    texts = [text[start:end] for start, end in spans]
    _mark_what_follows(texts, roles, headings)
    for number in find_subheadings(texts, roles, headings):
        roles[number] = "subheading"
    for (start, end), role in zip(spans, roles, strict=True):
        yield Paragraph(start, end, role)


def _mark_what_follows(texts: list[str], roles: list[Role], headings: Collection[str]) -> None:
    """Give titles of other articles below "Related stories", and readers' comments, their roles."""
    listed = 0  # how many titles may follow
    for number, words in enumerate(texts):
        late = 2 * sum(map(len, texts[:number])) > sum(map(len, texts))
        if late and opens_comments(words):
            roles[number:] = ["notice"] * (len(texts) - number)
            break
        if roles[number] == "teaser":
            listed = MOST_LISTED if announces(words) else listed
        elif listed and roles[number] == "body" and words not in headings and is_listed(words):
            roles[number], listed = "teaser", listed - 1
        else:
            listed = 0


def _signs(words: str, author: str) -> bool:
    named = bool(author) and normalised(without_date(words)) == normalised(author)
    return named or is_byline(words)


def paragraphs_table(article: Article) -> pd.DataFrame:
    """Return one row for each paragraph.

    Columns: ``paragraph`` (number from 0), ``start``, ``end`` (offsets into the text),
    ``role`` (title, repeated title, subheading, byline, date, caption, teaser, notice or body),
    ``words`` (:func:`count_words`), ``text``.
    """
    import pandas as pd

    rows = []
    for number, paragraph in enumerate(article.paragraphs):
        words = article.text[paragraph.start : paragraph.end]
        rows.append(
            {
                "paragraph": number,
                "start": paragraph.start,
                "end": paragraph.end,
                "role": paragraph.role,
                "words": count_words(words),
                "text": words,
            }
        )
    return pd.DataFrame(rows)


def article_table(article: Article) -> pd.DataFrame:
    """Return one row that says what the article is and where it came from.

    Columns: ``source``, ``form``, ``sha256``, ``title``, ``outlet``, ``date``, ``author``,
    ``url``, ``notes`` (:class:`Provenance`), ``words`` and ``analysed_words``.
    """
    import pandas as pd

    provenance = article.provenance
    words = [(p.analysed, count_words(article.text[p.start : p.end])) for p in article.paragraphs]
    row = {
        "source": provenance.source,
        "form": provenance.form,
        "sha256": provenance.sha256,
        "title": article.title,
        "outlet": provenance.outlet,
        "date": provenance.date,
        "author": provenance.author,
        "url": provenance.url,
        "notes": " ".join(provenance.notes),
        "words": sum(number for _, number in words),
        "analysed_words": sum(number for analysed, number in words if analysed),
    }
    return pd.DataFrame([row])


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks stand in the middle of sentences, as in old e-mail and wires."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"\n[ \t]*\n", text):
        return False
    breaks = [a.rstrip() for a, b in pairwise(text.split("\n")) if a.strip() and b.strip()]
    inside = [line for line in breaks if 40 <= len(line) <= 100 and line[-1] not in ".!?”\"'’:"]
    return len(breaks) >= 3 and len(inside) > 0.6 * len(breaks)


def _looks_like_title(words: str) -> bool:
    tokens = words.split()
    quoted = words[0] in "\"“'‘«"
    if len(tokens) > MAX_TITLE_WORDS or (quoted and words[-1] in "\"”'’».?!"):
        return False  # a quotation from its first word to its last is no headline
    if not words.rstrip().endswith((".", "”", '"', ",", ":", ";")):
        return True
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    return bool(long) and sum(token[0].isupper() for token in long) > 0.7 * len(long)


def normalised(words: str) -> str:
    """Return words without bullet, capitals and doubled blanks, to compare paragraphs."""
    return " ".join(BULLET.sub("", words, count=1).casefold().split())
