"""Inputs: which articles a folder, a pattern or a table holds, and these in batches.

Each file's SHA-256 sum is taken, so that a run that is continued later can tell whether its input
is still the same.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.article import (
    Article,
    ArticleError,
    article_from_record,
    load_article,
    was_stored,
)
from helpers.article.address import is_address
from helpers.article.encoding import shown
from helpers.article.records import Rows, fields_of
from helpers.article.table_rows import FORMS, find_rows, read_rows

ARTICLE_FILES = (
    *("", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    *(".pdf", ".docx"),
)

# More batches would only add files; larger ones lose more where a run is stopped.
SMALLEST, LARGEST, MOST_BATCHES = 32, 256, 1000


@dataclass(frozen=True, slots=True)
class Source:
    """A file with articles, or a part of its rows.

    ``table`` has its rows, None where the file is one article; ``many`` says whether the whole file
    has several rows; ``reason`` why it can't be read, if it can't.
    """

    path: Path
    name: str
    sha256: str
    table: Rows | None = None
    many: bool = False
    reason: str = ""

    @property
    def rows(self) -> int:
        """How many articles there are, the bad ones included."""
        return self.table.number if self.table else 1


@dataclass(frozen=True)
class Found:
    """What an input holds: its sources in order, and the files that are no articles."""

    sources: tuple[Source, ...]
    left_out: tuple[str, ...]

    @property
    def articles(self) -> int:
        """How many articles there are, the bad ones included."""
        return sum(source.rows for source in self.sources)

    @property
    def digest(self) -> str:
        """The SHA-256 sum of what the sources hold, and of their names."""
        digest = hashlib.sha256()
        for one in self.sources:
            digest.update(f"{one.name}\0{one.sha256}\0{one.rows}\n".encode(errors="replace"))
        return digest.hexdigest()


def find_sources(given: str, out: Path) -> Found:
    """Return what a folder, a pattern ("news/*.html"), a table or a single article holds.

    Hidden files are passed over. Files of a kind that holds no article are listed as left out. The
    results go to ``out``, which must not be among the articles.
    """
    files, root = _files(given)
    out = out.resolve()
    below = out == root.resolve() or root.resolve() in out.parents
    # Also before there are any results: the run that goes on later would take them for articles.
    goes_down = Path(given).expanduser().is_dir() or "**" in given
    if (below and goes_down) or any(out in path.resolve().parents for path in files):
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


def _source(path: Path, name: str, alone: bool) -> Source:
    """What a file holds; one of many that can't be read costs the others nothing."""
    digest, table = "", None
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            if suffix in FORMS and not (suffix == ".json" and was_stored(path)):
                table = find_rows(file, name, suffix)
        many = table is not None and table.number > 1
        return Source(path.resolve(), name, digest, table, many)
    except OSError as error:
        reason = f"{name} can't be read ({error.strerror}): check its permissions."
    except ArticleError as error:
        reason = str(error)
    if alone:
        raise ArticleError(reason)
    return Source(path.resolve(), name, digest, reason=reason)


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are analysed together, as portions of the sources they are read from.

    ``number`` is that of the batch, ``first`` that of its first article, both from 0.
    """

    number: int
    first: int
    portions: tuple[Source, ...]

    @property
    def articles(self) -> int:
        """How many articles there are, the bad ones included."""
        return sum(portion.rows for portion in self.portions)


@dataclass(frozen=True, slots=True)
class Read:
    """One article as it was read, or why it can't be: ``article`` is then the reason."""

    number: int
    identifier: str
    source: str
    article: Article | ArticleError


def batch_size(articles: int) -> int:
    """Return how many articles a batch has, for a corpus of this size."""
    return min(max(SMALLEST, -(-articles // MOST_BATCHES)), LARGEST)


def batches(sources: Sequence[Source], size: int) -> Iterator[Batch]:
    """Yield the batches of a corpus: ``size`` articles each, the last one fewer.

    Which articles are in a batch depends on the input alone, so that a run that is continued later
    writes the same files.
    """
    number = first = count = 0
    portions: list[Source] = []
    for source in sources:
        begin = 0
        while begin < source.rows:
            rows = min(size - count, source.rows - begin)
            table = source.table and source.table.part(begin, rows)
            portions.append(replace(source, table=table))
            begin, count = begin + rows, count + rows
            if count == size:
                yield Batch(number, first, tuple(portions))
                number, first, count, portions = number + 1, first + count, 0, []
    if portions:
        yield Batch(number, first, tuple(portions))


def read_batch(batch: Batch, *, any_language: bool = False) -> Iterator[Read]:
    """Yield each article of a batch, the bad ones with the reason."""
    number = batch.first
    for source in batch.portions:
        first = source.table.first if source.table else 0
        for row, record in enumerate(_records(source), start=first + 1):
            place = f"{source.name}#{row}" if source.many else source.name
            identifier = place
            article: Article | ArticleError
            try:
                if isinstance(record, ArticleError):
                    raise record
                if record is None:
                    article = load_article(source.path, any_language=any_language)
                else:
                    identifier = fields_of(record).get("id", place)
                    article = article_from_record(record, place, any_language=any_language)
            except ArticleError as error:
                article = error
            except Exception as error:  # what an odd file brings up in a reader costs no other
                said = " ".join(str(error).split())[:300]
                article = ArticleError(f"{place} can't be read ({type(error).__name__}: {said}).")
            yield Read(number, identifier, place, article)
            number += 1


def _records(source: Source) -> Iterator[Mapping[Any, Any] | ArticleError | None]:
    """The rows of a portion; None for a file that is an article by itself."""
    if source.reason:
        yield ArticleError(source.reason)
        return
    if source.table is None:
        yield None
        return
    lost = ArticleError(f"{source.name} has changed since it was first read: begin anew.")
    found: list[Mapping[Any, Any] | ArticleError] = []
    try:
        with source.path.open("rb") as file:
            found += read_rows(file, source.name, source.table)
    except OSError as error:
        lost = ArticleError(f"{source.name} can't be read ({error.strerror}).")
    except ArticleError as error:
        lost = error
    yield from found
    yield from (lost for _ in range(source.rows - len(found)))
