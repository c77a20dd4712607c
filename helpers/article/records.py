"""Records: one article out of a table (JSON, JSON Lines, CSV, TSV, Parquet)."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from helpers.article.article import DETAILS, ArticleError, Extract
from helpers.article.encoding import decode

if TYPE_CHECKING:
    import pandas as pd

# The columns of a table and what else they are often called; upper and lower case are the same.
COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "maintext", "full_text"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "publication", "sitename", "newspaper", "source"),
    "date": ("date", "published", "date_published", "published_at", "publish_date", "pubdate"),
    "url": ("url", "link"),
    "author": ("author", "authors", "byline", "creator"),
    "id": ("id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid"),
}
_MARKUP = re.compile(r"</(?:p|div|article)>|<br ?/?>", re.IGNORECASE)


def read_record(raw: bytes, name: str, suffix: str, row: int | None = None) -> Extract:
    """Return the article in a table.

    Args:
        raw: the file.
        name: what messages call it.
        suffix: ``.json``, ``.jsonl``, ``.ndjson``, ``.csv``, ``.tsv`` or ``.parquet``.
        row: which article, counted from 1; may be left out where there is only one.

    Raises:
        ArticleError: the file is damaged, empty, without a column of texts, or holds several
            articles and none is chosen.
    """
    records, notes = read_table(raw, name, suffix)
    if records.empty:
        raise ArticleError(f"{name} has no rows: give a table with an article in it.")
    many = len(records)
    if row is None and many > 1:
        raise ArticleError(
            f"{name} holds {many:,} articles: say which one, from {name}#1 to {name}#{many}."
        )
    if row is not None and not 1 <= row <= many:
        rows = "one row" if many == 1 else f"{many:,} rows"
        raise ArticleError(f"{name} has {rows} and no row {row}: choose from 1 to {many}.")
    number = row or 1
    fields = fields_of(records.iloc[number - 1].to_dict())
    place = f"{name}, row {number}," if many > 1 else name
    if "text" not in fields:
        raise ArticleError(f"{place} has no text: the column is empty there.")
    extract = article_of(fields, place)
    digest = hashlib.sha256(fields["text"].encode("utf-8", "surrogatepass")).hexdigest()
    form = f"row {number} of {many} of a table; {extract.form}" if many > 1 else extract.form
    return replace(extract, form=form, notes=notes + extract.notes, digest=digest)


def article_of(fields: Mapping[str, str], name: str) -> Extract:
    r"""Return the article of one row; its headline is put before the text, its markup taken away.

    Args:
        fields: from :func:`fields_of`, with a ``text``.
        name: what messages call the row.

    >>> article_of({"text": "It rained.", "title": "Rain"}, "a.csv").text
    'Rain\n\nIt rained.'
    """
    text, form = fields["text"], "text of a table"
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    details = {column: fields[column] for column in DETAILS if column in fields}
    if _MARKUP.search(text):
        from helpers.article.web_page import read_markup

        page = read_markup(text, name)
        text, form, notes = page.text, "text of a table, its HTML taken away", page.notes
        headings = page.headings
    title = " ".join(details.get("title", "").split())
    beginning = " ".join(text.lstrip()[: 2 * len(title)].split())
    if title and not beginning.casefold().startswith(title.casefold()):
        text = f"{title}\n\n{text}"
    return Extract(text, form, details, notes, headings=headings)


def fields_of(record: Mapping[Any, Any]) -> dict[str, str]:
    """Return text and details of a row under the names that are used here, the empty left out.

    >>> fields_of({"Body": "It rained.", "headline": "Rain", "authors": ["Kim", "Lee"]})
    {'text': 'It rained.', 'title': 'Rain', 'author': 'Kim, Lee'}
    """
    known = {str(column).strip().lower(): value for column, value in record.items()}
    fields = {}
    for field, names in COLUMNS.items():
        for column in names:
            value = _as_text(known.get(column), "\n\n" if field == "text" else ", ")
            if value.strip():
                fields[field] = value if field == "text" else " ".join(value.split())
                break
    return fields


def is_known(column: str) -> bool:
    """Return whether a column of a table is read here under this name.

    >>> is_known("Body"), is_known("advertisement")
    (True, False)
    """
    return column.strip().lower() in {name for names in COLUMNS.values() for name in names}


def _as_text(value: Any, between: str = ", ") -> str:
    """A value as text; the items of a list, which as a text are its paragraphs, set apart."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, dict):
        return _as_text(value.get("name"))
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        items = value.tolist() if hasattr(value, "tolist") else value
        items = items if isinstance(items, list | tuple) else [items]
        return between.join(filter(None, map(_as_text, items)))
    text = str(value)
    if any("\ud800" <= c <= "\udfff" for c in text):  # halves of characters: no text at all
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    # A list as Python writes it: what became of a list in a CSV file.
    listed = re.fullmatch(r"\[(['\"].*['\"])\]", text)
    return re.sub(r"['\"], ['\"]", ", ", listed.group(1)[1:-1]) if listed else text


def read_table(raw: bytes, name: str, suffix: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows of a table as they are, and notes on its encoding.

    Raises:
        ArticleError: the file is damaged, or no column holds texts.
    """
    import pandas as pd

    notes: tuple[str, ...] = ()
    if suffix == ".parquet":
        records = _parquet(raw, name)
    else:
        text, notes = decode(raw, name)
        if not text.strip():
            raise ArticleError(f"{name} is empty: give a table with an article in it.")
        if suffix in (".csv", ".tsv"):
            records = _separated(text, name)
        else:
            records = pd.DataFrame({"record": _objects(text, name, suffix)})
            records = pd.DataFrame(list(records["record"]))
    columns = {str(column).strip().lower() for column in records.columns}
    if len(records) and not columns & set(COLUMNS["text"]):
        has = ", ".join(str(column) for column in list(records.columns)[:8])
        raise ArticleError(
            f"{name} has no column “text” (its columns: {has}): name the column that holds "
            "the articles “text”."
        )
    return records, notes


def separator_of(header: str) -> str:
    r"""Return what stands between the columns of a table: a comma, a semicolon or a tab.

    >>> separator_of("id;text;date, as printed")
    ';'
    """
    return max(",;\t", key=header.count)


def _parquet(raw: bytes, name: str) -> pd.DataFrame:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(pyarrow.BufferReader(raw))
        table.validate(full=True)  # else a broken text is met only where it is read
        return table.to_pandas()
    except (pyarrow.ArrowException, OSError, ValueError):
        raise ArticleError(f"{name} is no Parquet file or is cut short: write it anew.") from None


def _separated(text: str, name: str) -> pd.DataFrame:
    import pandas as pd

    separator = separator_of(text.lstrip("\n").partition("\n")[0])
    try:
        return pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        reason = " ".join(str(error).split()).removeprefix("Error tokenizing data. C error: ")
        raise ArticleError(
            f"{name} is no table that can be read ({reason}): put texts in double quotation marks."
        ) from None


def _objects(text: str, name: str, suffix: str) -> list[dict[str, Any]]:
    """The objects of a JSON or JSON Lines file; one ending is often used for the other form."""
    if suffix == ".json":
        try:
            content = json.loads(text)
            found = content if isinstance(content, list) else [content]
            return _checked(found, name)
        except json.JSONDecodeError as error:
            if error.msg != "Extra data":
                place = f"line {error.lineno}: {error.msg}"
                raise ArticleError(f"{name} is no JSON ({place}): mend that line.") from None
    objects = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                objects.append(json.loads(line))
            except json.JSONDecodeError:
                raise ArticleError(
                    f"{name} is no JSON Lines, its line {number} is no JSON: mend that line."
                ) from None
    return _checked(objects, name)


def _checked(objects: list[Any], name: str) -> list[dict[str, Any]]:
    if not all(isinstance(item, dict) for item in objects):
        raise ArticleError(
            f'{name} holds JSON that is no article: give {{"text": "..."}} or a list of these.'
        )
    return objects
