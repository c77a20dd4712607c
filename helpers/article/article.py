"""Model: an article, its paragraphs, and where it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Role = Literal[
    "title", "repeated title", "subheading", "byline", "date", "caption", "teaser", "notice", "body"
]  # fmt: skip

DATA = Path(__file__).resolve().parents[2] / "data"
BUNDLED_ARTICLE = DATA / "us-bombs-facilities-in-syria.txt"

MAX_CHARACTERS = 2_000_000  # about 300,000 words: a long book, no news article
MAX_PARAGRAPH = 100_000  # characters; no editor prints one of 16,000 words


class ArticleError(ValueError):
    """The input can't be analysed; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article: ``article.text[start:end]``, without its line breaks."""

    start: int
    end: int
    role: Role

    @property
    def analysed(self) -> bool:
        """Whether the paragraph is part of what the article says: its title and its body."""
        return self.role in ("title", "body")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from.

    ``source`` is the file's name or the address, ``sha256`` the sum of its bytes (of the text of
    one row, where a file holds many articles), ``notes`` what was odd and what was left out,
    ``form`` what it was and how its text was got. The rest is "" where the source does not say
    it; ``date`` is written as the source writes it, of web pages as year-month-day.
    """

    source: str
    sha256: str
    notes: tuple[str, ...]
    form: str = "plain text"
    title: str = ""
    outlet: str = ""
    date: str = ""
    author: str = ""
    url: str = ""

    @property
    def details(self) -> dict[str, str]:
        """What the source says of itself: title, outlet, date, author and url, if known."""
        named = {name: getattr(self, name) for name in DETAILS}
        return {name: value for name, value in named.items() if value}


DETAILS = ("title", "outlet", "date", "author", "url")


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its text, its paragraphs in order, and its provenance."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    provenance: Provenance

    @property
    def title(self) -> str:
        """The headline, or the first words of the text where no paragraph is a headline."""
        for paragraph in self.paragraphs:
            if paragraph.role == "title":
                return self.text[paragraph.start : paragraph.end].strip()
        return " ".join(self.text.split()[:10]) + " …"

    def paragraph_at(self, position: int) -> int:
        """The number of the paragraph in which a character stands."""
        return bisect_right(self.paragraphs, position, key=lambda p: p.start) - 1


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader got out of a file: text, what it was, details and notes on what was left out.

    ``digest`` is the SHA-256 of what the text stands in where that is not the whole file;
    ``headings`` are the words of the paragraphs that the form marks as headings.
    """

    text: str
    form: str
    details: dict[str, str]
    notes: tuple[str, ...] = ()
    digest: str = ""
    headings: tuple[str, ...] = ()
