"""Rows of a table (JSON, JSON Lines, CSV, TSV, Parquet), a few at a time.

A table is gone through once to note where each row begins (:func:`find_rows`); any of its rows are
then read without the others (:func:`read_rows`). So one article of a table, and a corpus of any
size in batches, are read by the same code.
"""

from __future__ import annotations

import csv
import io
import json
import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, BinaryIO

from helpers.article.article import ArticleError
from helpers.article.encoding import decode
from helpers.article.records import Row, Rows, changed, fields_of, known_columns, require_text

MAX_JSON = 200_000_000  # bytes of a .json file, which is read at once; .jsonl may be any size
MAX_DEPTH = 4  # of the articles within the answer of a news service
LOOKED_AT = 20  # rows; JSON Lines hold no articles if none of the first 20 has a text
# Which reader a file's ending asks for.
FORMS = {
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "separated",
    ".tsv": "separated",
    ".parquet": "parquet",
}
MAX_FIELD = 2**27  # characters in a field of a .csv file
MAX_COLUMNS = 10_000
# Spark and MySQL write marks inside a text with a backslash. In other tables a mark after a
# backslash ends its field, or is doubled.
_ESCAPED = re.compile(rb"(?<!\\)\\\"[^,;|\t\r\n\"]")


def find_json(file: BinaryIO, name: str) -> Rows:
    """Return where the objects of a JSON file are; one that holds JSON Lines is read as such."""
    raw = file.read(MAX_JSON + 1)
    if len(raw) > MAX_JSON:
        raise ArticleError(
            f"{name} holds more than {MAX_JSON / 1e6:,.0f} MB, which is too much to read at once: "
            "write it as JSON Lines (.jsonl), an article a line."
        )
    try:
        items = _items(raw, name)
    except RecursionError:
        raise ArticleError(f"{name} holds lists in lists: give objects with a text.") from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # one ending is often used for the other form
            file.seek(0)
            return find_lines(file, name)
        place = f"line {error.lineno}: {error.msg}"
        raise ArticleError(f"{name} is no JSON ({place}): mend that line.") from None
    objects = [item for item in items if isinstance(item, dict)]
    if items and not objects:
        raise ArticleError(
            f'{name} holds JSON that is no article: give {{"text": "..."}} or a list of these.'
        )
    if items:
        texts = any("text" in fields_of(item) for item in objects)
        require_text(["text"] if texts else dict.fromkeys(c for i in objects for c in i), name)
    return Rows("json", len(items))


@lru_cache(maxsize=1)  # the next rows are often of the same file
def _items(raw: bytes, name: str) -> list[Any]:
    content = json.loads(decode(raw, name)[0], parse_int=str)  # Python refuses very long numbers
    level, lists = [content], []
    for _ in range(MAX_DEPTH):
        for found in level:
            items = found if isinstance(found, list) else [found]
            objects = [item for item in items if isinstance(item, dict)]
            if any(fields_of(item).get("text") for item in objects):
                return items
            lists += [items] if objects and isinstance(found, list) else []
        inner = (value for found in level if isinstance(found, dict) for value in found.values())
        level = [value for value in inner if isinstance(value, dict | list)]
    whole = content if isinstance(content, list) else [content]
    return lists[0] if lists else whole


def read_json(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    """Return objects of a JSON file."""
    try:
        items = _items(file.read(), name)
    except (ValueError, RecursionError):
        raise changed(name) from None
    return _objects(items[rows.first : rows.first + rows.number], name, rows.first)


def find_lines(file: BinaryIO, name: str) -> Rows:
    """Return where the lines of a JSON Lines file begin."""
    offsets = array("q")
    position = 0
    looked_at = []
    for line in file:
        if line.strip():
            offsets.append(position)
            if len(offsets) <= LOOKED_AT:
                looked_at.append(_parsed(line))
        position += len(line)
    if looked_at and all(isinstance(item, dict) for item in looked_at):
        require_text(dict.fromkeys(column for item in looked_at for column in item), name)
    return Rows("lines", len(offsets), 0, array("q", [*offsets, position]))


def read_lines(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    """Return the objects of some lines; in place of a bad one, the reason."""
    lines = (file.read(end - begin) for begin, end in pairwise(rows.offsets or ()))
    return _objects([_parsed(line) for line in lines if line.strip()], name, rows.first)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _objects(items: Iterable[Any], name: str, first: int) -> list[Row]:
    bad = "{}, article {}, is no JSON object: mend it."
    return [
        item if isinstance(item, dict) else ArticleError(bad.format(name, number))
        for number, item in enumerate(items, start=first + 1)
    ]


def find_rows(file: BinaryIO, name: str, suffix: str) -> Rows:
    """Return where the rows of a table are; an ArticleError says why there are none."""
    file.seek(0)
    found = _FINDERS_AND_READERS[FORMS[suffix]][0](file, name)
    if not found.number:
        raise ArticleError(
            f"{name} is empty or has no rows: give a table with an article in each row."
        )
    return found


def read_rows(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    """Return rows of a table by the names of their columns; in place of a bad row, the reason.

    There are fewer than ``rows.number`` where the file has become shorter.
    """
    if rows.offsets:
        file.seek(rows.offsets[0])
    return _FINDERS_AND_READERS[rows.form][1](file, name, rows)


class _CountedLines:
    """The lines of a file for the reader of tables, with the number of bytes handed out."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            self.position += len(line)
            # Byte for byte: delimiters and quotation marks of tables are ASCII in any encoding.
            yield line.decode("latin-1")


def _rows_of_text(lines: Iterable[str], first: str, escaped: bool) -> Any:
    """Return csv's reader of some lines; ``first`` shows which sign separates columns."""
    csv.field_size_limit(MAX_FIELD)
    separator = max(",;\t|", key=first.count)
    escape = "\\" if escaped else None
    return csv.reader(lines, delimiter=separator, escapechar=escape, strict=True)


def _find_separated(file: BinaryIO, name: str) -> Rows:
    first = next((line for line in file if line.strip()), b"")
    if b"\0" in first:
        raise ArticleError(f"{name} is not in UTF-8: save it with that encoding.")
    escaped = any(map(_ESCAPED.search, file))
    file.seek(0)
    lines = _CountedLines(file)
    rows = _rows_of_text(lines, first.decode("latin-1"), escaped)
    offsets = array("q")
    try:
        columns = next(filter(None, rows), [""])
        end_of_head = position = lines.position
        for row in rows:
            if row:
                offsets.append(position)
            position = lines.position
    except csv.Error as error:
        raise ArticleError(
            f"{name}, line {rows.line_num}, is no table that can be read ({error}): put texts in "
            "double quotation marks, and double those within them."
        ) from None
    if len(columns) > MAX_COLUMNS:
        raise ArticleError(
            f"{name} has {len(columns):,} columns: give a table with an article in each row."
        )
    if offsets:
        columns[0] = columns[0].removeprefix("\xef\xbb\xbf")  # a byte order mark
        require_text(columns, name)
    file.seek(0)
    head = file.read(end_of_head)
    return Rows("separated", len(offsets), 0, array("q", [*offsets, position]), head, escaped)


def _read_separated(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    size = rows.offsets[-1] - rows.offsets[0] if rows.offsets else 0
    head = decode(rows.head, name)[0].removeprefix("\ufeff")
    lines = io.StringIO(head + decode(file.read(size), name)[0], newline="")
    try:
        first = head.strip().partition("\n")[0]
        columns, *found = filter(None, _rows_of_text(lines, first, rows.escaped))
    except (ValueError, csv.Error):
        raise changed(name) from None
    return [
        # Of two columns with one name the first counts.
        dict(reversed(list(zip(columns, row, strict=False))))
        if not any(map(str.strip, row[len(columns) :]))
        else ArticleError(
            f"{name}, article {number}, has more fields than the table has columns: put its text "
            "in double quotation marks."
        )
        for number, row in enumerate(found, start=rows.first + 1)
    ]


def _find_parquet(file: BinaryIO, name: str) -> Rows:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(file)
        columns, number = table.schema_arrow.names, table.metadata.num_rows
    except (pyarrow.ArrowException, OSError, ValueError):
        raise _damaged(name) from None
    require_text(columns, name)
    return Rows("parquet", number)


def _read_parquet(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    import pyarrow
    import pyarrow.parquet

    found: list[Row] = []
    skip = rows.first
    try:
        table = pyarrow.parquet.ParquetFile(file)
        wanted = known_columns(table.schema_arrow.names)
        for group in range(table.num_row_groups):
            if skip >= (size := table.metadata.row_group(group).num_rows):
                skip -= size
                continue
            for part in table.iter_batches(1024, [group], wanted):
                if skip < part.num_rows:
                    part.validate(full=True)  # else a broken text is met only where it is used
                    found += part.slice(skip).to_pylist()
                skip = max(0, skip - part.num_rows)
                if len(found) >= rows.number:
                    return found[: rows.number]
    except (pyarrow.ArrowException, OSError, ValueError):
        raise _damaged(name) from None
    return found


def _damaged(name: str) -> ArticleError:
    return ArticleError(f"{name} is no Parquet file or is cut short: write it anew.")


_FINDERS_AND_READERS = {
    "json": (find_json, read_json),
    "lines": (find_lines, read_lines),
    "separated": (_find_separated, _read_separated),
    "parquet": (_find_parquet, _read_parquet),
}
