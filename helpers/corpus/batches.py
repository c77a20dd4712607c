"""Batches: the articles of a corpus in portions, each read by the worker that analyses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.article import Article, ArticleError, article_from_record, load_article
from helpers.article.records import fields_of
from helpers.article.table_rows import read_rows
from helpers.corpus.inputs import Source

# More batches would only add files; larger ones lose more where a run is stopped.
SMALLEST, LARGEST, MOST_BATCHES = 32, 256, 1000


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
    """Yield each article of a batch, the bad ones with the reason.

    Args:
        batch: from :func:`batches`; its files are read again.
        any_language: accept articles that are not in English, with a note.
    """
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
