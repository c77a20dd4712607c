"""Rows of small tables that people fill in with a spreadsheet program."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from pathlib import Path

from helpers.article.whole_files import unguarded
from helpers.lexicons import LexiconError


class TableError(LexiconError):
    """A table can't be used; the message names the file, the line and what to do."""


def table_rows(
    path: Path, needed: Collection[str], error: type[TableError]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file that are not empty, each with the number of its line.

    Commas, semicolons or tabs may separate the columns, as spreadsheet programs like.

    Args:
        path: the file.
        needed: columns that it must have.
        error: raised where it can't be read, lacks a column, or a row has too many or few cells.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise error(f"There is no file {path.name}: check its name and folder.") from None
    except OSError as reason:
        raise error(f"{path.name} can't be read ({reason.strerror}).") from None
    if data.startswith(b"PK"):
        raise error(f"{path.name} is a workbook: save the sheet as CSV (UTF-8).")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise error(f"{path.name} is not UTF-8 text: save it as CSV (UTF-8).") from None
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    columns = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in needed if column not in columns]
    if missing:
        raise error(
            f"{path.name}, line 1: no column {', '.join(missing)}; keep the first line as it was "
            f"written."
        )
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise error(
                f"{path.name}, line {reader.line_num}: {len(cells)} cells where the first line "
                f"names {len(columns)}; put a cell that holds {separator!r} in quotation marks."
            )
        yield reader.line_num, dict(zip(columns, map(unguarded, cells), strict=True))


def offsets(cells: Mapping[str, str], where: str, error: type[TableError]) -> tuple[int, int]:
    """Return the numbers in the cells ``start`` and ``end``.

    Raises:
        TableError: of the class ``error``, where they are no offsets.
    """
    try:
        start, end = int(cells["start"]), int(cells["end"])
    except ValueError:
        start = end = -1
    if not 0 <= start < end:
        raise error(
            f"{where}: start and end are {cells['start']!r} and {cells['end']!r}; leave them as "
            f"they were written."
        )
    return start, end
