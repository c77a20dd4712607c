"""An article, its paragraphs and where it came from; and the JSON file that keeps all of it."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from helpers.article.whole_files import whole_file

Role = Literal[
    "title", "repeated title", "subheading", "byline", "date", "caption", "teaser", "notice", "body"
]  # fmt: skip

DATA = Path(__file__).resolve().parents[2] / "data"
BUNDLED_ARTICLE = DATA / "us-bombs-facilities-in-syria.txt"
CHOSEN_ARTICLE = DATA.parent / "build" / "chosen-article.json"  # kept by `choose_article`
VARIABLE = "NEWS_VOICES_ARTICLE"  # a file or an address for all notebooks; "0" for the bundled one

MAX_CHARACTERS = 2_000_000  # about 300,000 words: a long book, not a news article
DETAILS = ("title", "outlet", "date", "author", "url")
_FORMAT = "News Voices article, version 1"


class ArticleError(ValueError):
    """The input can't be analysed; the message says what is wrong and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the message alone, without lines of the program."""
        return [str(self)]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article: ``article.text[start:end]``, without its line breaks."""

    start: int
    end: int
    role: Role

    @property
    def analysed(self) -> bool:
        """Whether the paragraph is analysed: the title and the body are."""
        return self.role in ("title", "body")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from.

    ``source`` is the file's name or the address, ``sha256`` the sum of its bytes (of the text of
    one row, where a file holds many articles), ``notes`` say what is odd and what was left out,
    ``form`` what the file was and how its text was extracted. The rest is "" where the source does
    not say it; ``date`` is as the source writes it, of web pages as year-month-day.
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
        """What the source says of itself: title, outlet, date, author and url, where known."""
        named = {name: getattr(self, name) for name in DETAILS}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its text, its paragraphs in order, and its provenance."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    provenance: Provenance

    @property
    def title(self) -> str:
        """The headline, or the first ten words of the text where no paragraph is a headline."""
        for paragraph in self.paragraphs:
            if paragraph.role == "title":
                return self.text[paragraph.start : paragraph.end].strip()
        return " ".join(self.text.split()[:10]) + " …"

    def paragraph_at(self, position: int) -> int:
        """Return the number of the paragraph that holds a character, from 0."""
        return bisect_right(self.paragraphs, position, key=lambda p: p.start) - 1


@dataclass(frozen=True, slots=True)
class Extract:
    """What was extracted from a file: text, what the file was, details, notes on what was left out.

    ``digest`` is the SHA-256 of the text's source where that is not the whole file; ``headings``
    are the words of the paragraphs that the form marks as headings.
    """

    text: str
    form: str
    details: dict[str, str]
    notes: tuple[str, ...] = ()
    digest: str = ""
    headings: tuple[str, ...] = ()


def store_article(article: Article, path: Path) -> Path:
    """Write an article as JSON, from which ``load_article`` makes the same article again.

    An address may answer differently the next minute, and a row of a table is not a file of its
    own: from this file every notebook of a run reads the same article.
    """
    content = {
        "format": _FORMAT,
        "text": article.text,
        "provenance": asdict(article.provenance),
        "paragraphs": [[p.start, p.end, p.role] for p in article.paragraphs],
    }
    with whole_file(path) as unfinished:
        unfinished.write_text(
            json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return path


def choose_article(article: Article | None) -> None:
    """Make an article the one that every notebook reads; None goes back to the bundled one."""
    if article is None:
        CHOSEN_ARTICLE.unlink(missing_ok=True)
    else:
        store_article(article, CHOSEN_ARTICLE)


def article_of_all_notebooks() -> str | Path:
    """Return the article for whoever names none: by the environment, chosen, or the bundled one."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return BUNDLED_ARTICLE if named == "0" else named
    return CHOSEN_ARTICLE if CHOSEN_ARTICLE.is_file() else BUNDLED_ARTICLE


def was_stored(path: Path) -> bool:
    """Return whether a file is there and was written by :func:`store_article`."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return f'"format": "{_FORMAT}"'.encode() in file.read(200)


def stored_article(raw: bytes, name: str) -> Article:
    """Return the article that :func:`store_article` wrote; an ArticleError where it was edited."""
    try:
        content = json.loads(raw)
        provenance = dict(content["provenance"])
        provenance["notes"] = tuple(provenance["notes"])
        text = content["text"]
        paragraphs = tuple(Paragraph(*paragraph) for paragraph in content["paragraphs"])
        if not all(0 <= p.start < p.end <= len(text) for p in paragraphs) or not paragraphs:
            raise ValueError
        return Article(text, paragraphs, Provenance(**provenance))
    except (KeyError, TypeError, ValueError):
        raise ArticleError(
            f"{name} was changed by hand: give the original article again."
        ) from None
