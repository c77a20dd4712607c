"""Batches: the articles of a corpus in portions, each read by whoever analyses it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.article import Article, ArticleError, article_from_record, load_article
from helpers.article.encoding import decode
from helpers.article.records import fields_of, is_known, separator_of
from helpers.corpus.inputs import MAX_FIELD, Form, Source, object_of

# More batches would only add files; larger ones lose more where a run is stopped.
SMALLEST, LARGEST, MOST_BATCHES = 32, 256, 1000


@dataclass(frozen=True, slots=True)
class Portion:
    """Some articles of one source: its rows from ``first`` on, which lie from byte to byte."""

    path: Path
    name: str
    form: Form
    rows: int
    first: int = 0
    many: bool = False
    begin: int = 0
    end: int = 0
    head: bytes = b""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are analysed together: the number of the batch and of its first article."""

    number: int
    first: int
    portions: tuple[Portion, ...]

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
    """Return how many articles a batch has, for a corpus of this size.

    >>> batch_size(300), batch_size(100_000), batch_size(10_000_000)
    (32, 100, 256)
    """
    return min(max(SMALLEST, -(-articles // MOST_BATCHES)), LARGEST)


def batches(sources: Sequence[Source], size: int) -> Iterator[Batch]:
    """Yield the batches of a corpus: ``size`` articles each, the last one fewer.

    Which articles stand in a batch hangs on the input alone, so that a run that goes on later
    writes the same files.
    """
    number = first = count = 0
    portions: list[Portion] = []
    for source in sources:
        begin = 0
        while begin < source.rows:
            rows = min(size - count, source.rows - begin)
            portions.append(_portion(source, begin, rows))
            begin, count = begin + rows, count + rows
            if count == size:
                yield Batch(number, first, tuple(portions))
                number, first, count, portions = number + 1, first + count, 0, []
    if portions:
        yield Batch(number, first, tuple(portions))


def _portion(source: Source, begin: int, rows: int) -> Portion:
    offsets = source.offsets
    return Portion(
        source.path.resolve(),
        source.name,
        source.form,
        rows,
        begin,
        source.rows > 1,
        offsets[begin] if offsets else 0,
        offsets[begin + rows] if offsets else 0,
        source.head,
        source.reason,
    )


def read_batch(batch: Batch, *, any_language: bool = False) -> Iterator[Read]:
    """Yield each article of a batch, the bad ones with the reason.

    Args:
        batch: from :func:`batches`; its files are read again.
        any_language: accept articles that are not in English, with a note.
    """
    number = batch.first
    for portion in batch.portions:
        for row, record in enumerate(_records(portion), start=portion.first + 1):
            place = f"{portion.name}#{row}" if portion.many else portion.name
            identifier = place
            try:
                if isinstance(record, ArticleError):
                    raise record
                if record is None:
                    article = load_article(portion.path, any_language=any_language)
                else:
                    identifier = fields_of(record).get("id", place)
                    article = article_from_record(record, place, any_language=any_language)
            except ArticleError as error:
                yield Read(number, identifier, place, error)
            except Exception as error:  # what an odd file brings up in a reader costs no other
                said = " ".join(str(error).split())[:300]
                reason = f"{place} can't be read ({type(error).__name__}: {said})."
                yield Read(number, identifier, place, ArticleError(reason))
            else:
                yield Read(number, identifier, place, article)
            number += 1


Record = Mapping[Any, Any] | ArticleError | None


def _records(portion: Portion) -> Iterator[Record]:
    """The rows of a portion; None stands for a file that is an article by itself."""
    if portion.form == "file":
        found: Sequence[Record] = [None]
    elif portion.form == "bad":
        found = [ArticleError(portion.reason)]
    else:
        try:
            found = _READERS[portion.form](portion)
        except OSError as error:
            found = [ArticleError(f"{portion.name} can't be read ({error.strerror}).")]
        except ArticleError as error:
            found = [error]
    yield from found[: portion.rows]
    lost = ArticleError(f"{portion.name} has changed since it was first read: begin anew.")
    refused = found[-1] if found and isinstance(found[-1], ArticleError) else lost
    yield from (refused for _ in range(portion.rows - len(found)))


def _bytes(portion: Portion) -> bytes:
    with portion.path.open("rb") as file:
        file.seek(portion.begin)
        return file.read(portion.end - portion.begin)


def _lines(portion: Portion) -> list[Record]:
    found: list[Record] = []
    for line in _bytes(portion).split(b"\n"):
        if line.strip():
            row = portion.first + len(found) + 1
            bad = ArticleError(f"{portion.name}, article {row}, is no JSON object: mend its line.")
            found.append(object_of(line) or bad)
    return found


def _separated(portion: Portion) -> list[Record]:
    head, _ = decode(portion.head, portion.name)
    rows, _ = decode(_bytes(portion), portion.name)
    csv.field_size_limit(MAX_FIELD)
    lines = io.StringIO(head.removeprefix("\ufeff") + rows, newline="")
    return list(csv.DictReader(lines, delimiter=separator_of(head.partition("\n")[0])))


def _parquet(portion: Portion) -> list[Record]:
    import pyarrow
    import pyarrow.parquet

    found: list[Record] = []
    skip = portion.first
    try:
        with pyarrow.parquet.ParquetFile(portion.path) as file:
            wanted = [name for name in file.schema_arrow.names if is_known(name)]
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                if skip >= rows:
                    skip -= rows
                    continue
                for part in file.iter_batches(1024, [group], wanted):
                    found += part.slice(skip).to_pylist() if skip < part.num_rows else []
                    skip = max(0, skip - part.num_rows)
                    if len(found) >= portion.rows:
                        return found[: portion.rows]
    except pyarrow.ArrowException:
        raise ArticleError(f"{portion.name} is cut short or damaged: write it anew.") from None
    return found


def _json(portion: Portion) -> list[Record]:
    content = _content(portion.path, portion.path.stat().st_mtime_ns)
    bad = ArticleError(f"{portion.name} holds JSON that is no article: give objects with a text.")
    some = content[portion.first : portion.first + portion.rows]
    return [record if isinstance(record, dict) else bad for record in some]


@lru_cache(maxsize=1)
def _content(path: Path, changed: int) -> list[Any]:
    """What a .json file holds; kept, since the next batch is often of the same file."""
    return list(json.loads(path.read_bytes()))


_READERS = {"lines": _lines, "separated": _separated, "parquet": _parquet, "json": _json}
