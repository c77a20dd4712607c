"""Inputs: which articles a folder, a pattern or a table holds, found without loading them.

Tables are gone through once, in a stream, to note where each row begins; a worker then reads no
more of a file than its own rows. What is read here is also summed (SHA-256), so that a run that
goes on later can tell whether its input is still the same.
"""

from __future__ import annotations

import csv
import glob
import hashlib
import json
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from helpers.article import ArticleError, was_stored
from helpers.article.address import is_address
from helpers.article.encoding import shown
from helpers.article.records import fields_of, separator_of

Form = Literal["file", "lines", "separated", "parquet", "json", "bad"]

FORMS: dict[str, Form] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "separated",
    ".tsv": "separated",
    ".parquet": "parquet",
    ".json": "json",
}
ARTICLE_FILES = (
    *("", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    *(".pdf", ".docx"),
)
MAX_JSON = 200_000_000  # bytes of a .json file, which is read at once; .jsonl may be any size
MAX_FIELD = 2**27  # characters in a field of a .csv file
LINES_LOOKED_AT = 20  # without a text in any of them a file of lines holds no articles


@dataclass(frozen=True)
class Source:
    """A file with articles: where it is, what users call it, its form and its rows.

    ``offsets`` are the places in the file where rows begin, and its end; ``rows`` their number.
    ``head`` is what a reader of any part must know, the first line of a table; ``reason`` says
    why a bad file can't be read.
    """

    path: Path
    name: str
    form: Form
    sha256: str
    rows: int = 1
    offsets: array[int] | None = None
    head: bytes = b""
    reason: str = ""


@dataclass(frozen=True)
class Found:
    """What an input holds: its sources in order, and the files that are no articles."""

    sources: tuple[Source, ...]
    left_out: tuple[str, ...]

    @property
    def articles(self) -> int:
        """How many articles there are, the bad ones included."""
        return sum(source.rows for source in self.sources)


def find_sources(given: str, out: Path) -> Found:
    """Return what a folder, a pattern ("news/*.html"), a table or a single article holds.

    Hidden files are passed over. Files of a kind that holds no article are listed as left out.

    Args:
        given: as the user typed it.
        out: where the results go, which must not be among the articles.

    Raises:
        ArticleError: nothing is there, or a table can't be read; the message is one sentence.
    """
    files, root = _files(given)
    out = out.resolve()
    below = out == root.resolve() or root.resolve() in out.parents
    # Also before there are any results: the run that goes on later would take them for articles.
    if (below and _goes_down(given)) or any(out in path.resolve().parents for path in files):
        raise ArticleError(
            f"The results can't go to {out}, among the articles of {given}: give a folder outside."
        )
    wanted = [path for path in files if path.suffix.lower() in (*FORMS, *ARTICLE_FILES)]
    if not wanted:
        raise ArticleError(
            f"{given} holds no articles: give a folder or pattern of text files, web pages, PDF "
            "or Word files, or a table (JSON Lines, CSV, Parquet)."
        )
    alone = len(wanted) == 1
    names = {path: shown(path.relative_to(root).as_posix()) for path in files}
    sources = tuple(_source(path, names[path], alone) for path in wanted)
    kept = set(wanted)
    return Found(sources, tuple(names[path] for path in files if path not in kept))


def _files(given: str) -> tuple[list[Path], Path]:
    """The files that are meant, in the order of their names, and the folder they are named from."""
    path = Path(given).expanduser()
    if path.is_file():
        return [path], path.parent
    if path.is_dir():
        found, root = [p for p in path.rglob("*") if p.is_file()], path
    else:
        pattern = str(path)
        found = [Path(name) for name in glob.glob(pattern, recursive=True)]  # noqa: PTH207, may be absolute
        found = [p for p in found if p.is_file()]
        if not found:
            if is_address(given):
                raise ArticleError(
                    f"{given} is an address, and a corpus is read from files: save its pages first."
                )
            bracket = "; where a folder's name has a [, write [[] for it" * ("[" in given)
            raise ArticleError(
                f"There is no file or folder {given}: check the name; a pattern stands in "
                f"quotation marks{bracket}."
            )
        fixed = pattern.split("*")[0].split("?")[0].split("[")[0]
        root = Path(fixed).parent if not fixed.endswith("/") else Path(fixed)
    named = [
        (p.relative_to(root).as_posix(), p)
        for p in found
        if not any(part.startswith(".") for part in p.relative_to(root).parts)
    ]
    return [p for _, p in sorted(named)], root


def _goes_down(given: str) -> bool:
    """Whether files of any folder below the fixed part are meant."""
    return Path(given).expanduser().is_dir() or "**" in given


def _source(path: Path, name: str, alone: bool) -> Source:
    """What a file holds; one of many that can't be read costs the others nothing."""
    summed = ""
    try:
        with path.open("rb") as file:
            summed = hashlib.file_digest(file, "sha256").hexdigest()
        return _READERS[FORMS.get(path.suffix.lower(), "file")](path, name, summed)
    except OSError as error:
        reason = f"{name} can't be read ({error.strerror}): check its permissions."
    except ArticleError as error:
        reason = str(error)
    if alone:
        raise ArticleError(reason)
    return Source(path, name, "bad", summed, reason=reason)


def _file(path: Path, name: str, summed: str) -> Source:
    return Source(path, name, "file", summed)


def _lines(path: Path, name: str, summed: str) -> Source:
    offsets = array("q")
    position, looked_at, some_text = 0, 0, False
    columns: list[str] = []
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                offsets.append(position)
                if looked_at < LINES_LOOKED_AT and not some_text:
                    looked_at += 1
                    record = object_of(line)
                    some_text = record is None or "text" in fields_of(record)
                    columns = columns or list(map(str, record or ()))
            position += len(line)
    if not offsets:
        raise ArticleError(f"{name} is empty: give a table with an article in each line.")
    if not some_text:
        raise _no_text(name, columns)
    rows = len(offsets)
    offsets.append(position)
    return Source(path, name, "lines", summed, rows, offsets)


def object_of(line: bytes) -> dict[str, Any] | None:
    """Return the object that a line of JSON Lines holds, None where it holds none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


class _Counted:
    """The lines of a file for the reader of tables, with the number of bytes handed out."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            self.position += len(line)
            # Byte for byte: delimiters and quotation marks of tables are ASCII in any encoding.
            yield line.decode("latin-1")


def _separated(path: Path, name: str, summed: str) -> Source:
    offsets = array("q")
    csv.field_size_limit(MAX_FIELD)
    with path.open("rb") as file:
        first = file.readline()
        if b"\0" in first:
            raise ArticleError(f"{name} is not in UTF-8: save it with that encoding.")
        file.seek(0)
        lines = _Counted(file)
        reader = csv.reader(lines, delimiter=separator_of(first.decode("latin-1")), strict=True)
        try:
            columns = next(reader, [""])
            end_of_head = position = lines.position
            for row in reader:
                if row:
                    offsets.append(position)
                position = lines.position
        except csv.Error as error:
            raise ArticleError(
                f"{name}, line {reader.line_num}, is no table that can be read ({error}): put "
                "texts in double quotation marks, and double those within them."
            ) from None
        file.seek(0)
        head = file.read(end_of_head)
    if not offsets:
        raise ArticleError(f"{name} has no rows: give a table with an article in each.")
    columns[0] = columns[0].removeprefix("\xef\xbb\xbf")  # a byte order mark
    _require_text(name, columns)
    rows = len(offsets)
    offsets.append(position)
    return Source(path, name, "separated", summed, rows, offsets, head)


def _parquet(path: Path, name: str, summed: str) -> Source:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError):
        raise ArticleError(f"{name} is no Parquet file or is cut short: write it anew.") from None
    _require_text(name, table.schema_arrow.names)
    if not table.metadata.num_rows:
        raise ArticleError(f"{name} has no rows: give a table with an article in each.")
    return Source(path, name, "parquet", summed, table.metadata.num_rows)


def _json(path: Path, name: str, summed: str) -> Source:
    if was_stored(path):
        return Source(path, name, "file", summed)
    if path.stat().st_size > MAX_JSON:
        raise ArticleError(
            f"{name} holds {path.stat().st_size / 1e6:,.0f} MB, which is too much to read at once: "
            "write it as JSON Lines (.jsonl), an article a line."
        )
    try:
        content = json.loads(path.read_bytes())
    except RecursionError:
        raise ArticleError(f"{name} holds lists in lists: give objects with a text.") from None
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            return _lines(path, name, summed)
        return Source(path, name, "file", summed)  # whoever reads it says what is wrong
    if not isinstance(content, list) or not content:
        return Source(path, name, "file", summed)
    return Source(path, name, "json", summed, len(content))


_READERS: dict[Form, Callable[[Path, str, str], Source]] = {
    "file": _file,
    "lines": _lines,
    "separated": _separated,
    "parquet": _parquet,
    "json": _json,
}


def _require_text(name: str, columns: list[str]) -> None:
    if "text" not in fields_of(dict.fromkeys(columns, "some")):
        raise _no_text(name, columns)


def _no_text(name: str, columns: list[str]) -> ArticleError:
    has = ", ".join(columns[:8]) or "none"
    return ArticleError(
        f"{name} has no column “text” (its columns: {has}): name the column that holds the "
        "articles “text”."
    )
