"""Records: one row of a table as an article: which columns hold its text and its details."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from helpers.article.article import DETAILS, ArticleError, Extract

# The columns of a table and their other common names, those of news services among them; capitals
# and what joins the words of a name make no difference.
COLUMNS = {
    "text": "text body bodytext content article articletext articlebody maintext fulltext "
    "storytext".split(),
    "title": "title headline webtitle".split(),
    "outlet": "outlet publisher publication sitename newspaper medianame source domain".split(),
    "date": "date published datepublished publishedat publishdate pubdate publicationdate "
    "webpublicationdate seendate datetime".split(),
    "url": "url link weburl".split(),
    "author": "author authors byline creator".split(),
    "id": "id articleid docid documentid storiesid uid uuid guid".split(),
}
_CUT = re.compile(r"\s*\[\+\d+ chars\]\s*$")
_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|article)>|<br ?/?>", re.IGNORECASE)


Row = dict[str, Any] | ArticleError


@dataclass(frozen=True, slots=True)
class Rows:
    """Consecutive rows of a table: ``number`` of them, from row ``first`` (counted from 0) on.

    Of JSON Lines and CSV, ``offsets`` are the bytes where each of these rows begins and where the
    last one ends; of CSV, ``head`` is the line with the names of the columns, and ``escaped`` says
    whether marks inside texts are written with a backslash.
    """

    form: str
    number: int
    first: int = 0
    offsets: array[int] | None = None
    head: bytes = b""
    escaped: bool = False

    def part(self, first: int, number: int) -> Rows:
        """Return some of these rows; ``first`` counts from the first of these."""
        offsets = self.offsets and self.offsets[first : first + number + 1]
        return replace(self, number=number, first=self.first + first, offsets=offsets)


def article_of(fields: Mapping[str, str], name: str) -> Extract:
    """Return the article of one row; its headline is put before the text, its markup removed."""
    if "text" not in fields:
        raise ArticleError(f"{name} has no text: the column is empty there.")
    text, form = fields["text"], "text of a table"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    details = {column: fields[column] for column in DETAILS if column in fields}
    if _CUT.search(text):
        text, notes = _CUT.sub("", text), ("The service gives the beginning of the text only.",)
    if _MARKUP.search(text):
        from helpers.article.web_page import read_fragment, read_markup

        page = read_markup(text, name) if _PAGE.search(text) else read_fragment(text)
        text, form, notes = page.text, "text of a table, its HTML taken away", notes + page.notes
        headings = page.headings
    title = " ".join(details.get("title", "").split())
    beginning = " ".join(text.lstrip()[: 2 * len(title)].split())
    if title and not beginning.casefold().startswith(title.casefold()):
        text = f"{title}\n\n{text}"
    return Extract(text, form, details, notes, digest, headings)


def fields_of(record: Mapping[Any, Any]) -> dict[str, str]:
    """Return the text and the details of a row by the names of ``COLUMNS``, without empty ones.

    >>> fields_of({"Body": "It rained.", "headline": "Rain", "authors": ["Kim", "Lee"]})
    {'text': 'It rained.', 'title': 'Rain', 'author': 'Kim, Lee'}
    """
    known = {_plain(column): value for column, value in record.items()}
    if not any(column in COLUMNS["text"] for column in known):
        for inner in record.values():  # such as the "fields" of a Guardian article
            if isinstance(inner, dict) and known_columns(inner, "text"):
                known = {**known, **{_plain(column): value for column, value in inner.items()}}
    fields = {}
    for field, names in COLUMNS.items():
        for column in names:
            found = known.get(column)
            if field == "text" and isinstance(found, dict):
                continue  # an article within the answer of a service, not its text
            value = _as_text(found, "\n\n" if field == "text" else ", ")
            if value.strip():
                fields[field] = value if field == "text" else " ".join(value.split())
                break
    return fields


def known_columns(columns: Iterable[Any], field: str = "") -> list[str]:
    """Return which columns of a table hold a field of ``COLUMNS`` ("": any of them).

    >>> known_columns(["Body", "advertisement", "headline"])
    ['Body', 'headline']
    """
    names = COLUMNS[field] if field else {name for names in COLUMNS.values() for name in names}
    return [str(column) for column in columns if _plain(column) in names]


def _plain(column: Any) -> str:
    return re.sub(r"[\s_-]+", "", str(column)).lower()


def _as_text(value: Any, between: str = ", ") -> str:
    """Return a value as text; the items of a list, which in a text are paragraphs, are joined."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, dict):
        return next(filter(None, (_as_text(value.get(n)) for n in ("name", "title", "main"))), "")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return between.join(filter(None, map(_as_text, value)))
    text = str(value)
    if any("\ud800" <= c <= "\udfff" for c in text):  # halves of characters: not text
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    # A list as Python writes it: what became of a list in a CSV file.
    listed = re.fullmatch(r"\[(['\"].*['\"])\]", text)
    return re.sub(r"['\"], ['\"]", ", ", listed.group(1)[1:-1]) if listed else text


def require_text(columns: Iterable[str], name: str) -> None:
    """Raise an :class:`ArticleError` for a table without a column of texts."""
    if not known_columns(columns := list(columns), "text"):
        has = ", ".join(columns[:8]) or "none"
        raise ArticleError(
            f"{name} has no column “text” (its columns: {has}): name the column that holds the "
            "articles “text”."
        )


def changed(name: str) -> ArticleError:
    """Return what to say of a table that is not what it was when its rows were found."""
    return ArticleError(f"{name} has changed since it was first read: begin anew.")


def row_number(row: int | None, many: int, name: str) -> int:
    """Return the number of the row that is meant."""
    number = 1 if row is None else row
    if not 1 <= number <= many:
        rows = "one row" if many == 1 else f"{many:,} rows"
        raise ArticleError(f"{name} has {rows} and no row {number}: choose from 1 to {many}.")
    return number


def require_choice(row: int | None, many: int, name: str) -> None:
    """Raise an :class:`ArticleError` where there are many articles and none is chosen."""
    if row is None and many > 1:
        raise ArticleError(
            f"{name} holds {many:,} articles: say which one, from {name}#1 to {name}#{many}."
        )
