"""Partitions: the tables of a corpus, and the analysis of one batch, written as one file of each.

Every table is a folder of Parquet files. ``article`` is the number of the article in the input,
from 0, and the key of all tables. The meaning of each column is in ``data/data_dictionary.tsv``.

A partition is there or it is not: every file is written under another name and then renamed, that
of ``articles`` last. So a run that was killed goes on with the partitions that are missing, and
writing a partition twice gives the same bytes.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article import Article, ArticleError
from helpers.article.encoding import shown
from helpers.article.whole_files import whole_file
from helpers.corpus.inputs import Batch, Read, read_batch

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# The tables that each article adds rows to, and those that are made of all articles at the end.
BY_ARTICLE = ("articles", "attributions", "segments", "speakers", "measures", "errors")
ACROSS_ARTICLES = ("joined_speakers", "joins")
TABLES = (*BY_ARTICLE, *ACROSS_ARTICLES)

_COLUMNS = {
    "articles": "article id source form sha256 title outlet date author url language words "
    "analysed_words sentences attributions speakers notes text",
    "attributions": "article attribution start end speaker kind cue source content rule speech "
    "topic nested_in confidence revised decided words",
    "segments": "article segment unit start end text speaker kind quoted attribution sentence "
    "paragraph role words",
    "speakers": "article speaker type role official gender speaks_for side aliases mentions "
    "never_quoted attributions direct indirect mixed units words share share_of_speech",
    "measures": "article speaker measure category hits units",
    "errors": "article id source step reason",
    "joined_speakers": "joined name type same_person roles official side wikidata articles "
    "articles_speaking articles_official attributions mentions words",
    "joins": "article speaker joined rule evidence",
}
# The type of each column that is not text, in Arrow's names. It is the same in all tables but one:
# the words of a joined speaker are summed over the corpus.
_TYPES = {
    column: kind
    for kind, columns in {
        "int64": "article joined joined_speakers.words",
        "int32": "words analysed_words sentences attributions speakers attribution start end "
        "nested_in segment unit paragraph sentence mentions direct indirect mixed units hits "
        "articles articles_speaking articles_official",
        "float64": "confidence share share_of_speech",
        "bool": "speech topic quoted official never_quoted same_person",
    }.items()
    for column in columns.split()
}
PLAN = "corpus.json"
Rows = dict[int, dict[str, "pd.DataFrame"]]


@cache
def schema_of(table: str) -> pa.Schema:
    """Return the schema of a table (``TABLES``), in Arrow's types."""
    import pyarrow as pa

    return pa.schema(
        [pa.field(name, pa.type_for_alias(kind)) for name, kind in _types_of(table).items()]
    )


def _types_of(table: str) -> dict[str, str]:
    return {
        column: _TYPES.get(f"{table}.{column}") or _TYPES.get(column, "string")
        for column in _COLUMNS[table].split()
    }


def dictionary() -> pd.DataFrame:
    """Return every column of every table: ``table``, ``column``, ``meaning``, ``type``."""
    from helpers.report.export import data_dictionary

    empty = {table: schema_of(table).empty_table().to_pandas() for table in TABLES}
    types = [kind for table in TABLES for kind in _types_of(table).values()]
    return data_dictionary(empty).assign(type=types)


class CorpusError(ValueError):
    """A corpus can't be analysed or read; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a partition holds: articles read, and those that could not be analysed."""

    number: int
    articles: int
    errors: int


def part_path(out: Path, table: str, number: int) -> Path:
    """Return where a partition of a table is written."""
    return out / table / f"part-{number:06}.parquet"


def is_done(out: Path, number: int) -> bool:
    """Return whether a partition is complete."""
    return all(is_whole(part_path(out, table, number)) for table in BY_ARTICLE)


def is_whole(path: Path) -> bool:
    """Return whether a Parquet file is there and not cut short: it ends with its schema and mark.

    pyarrow would read that schema, a thousand times as much where a corpus has many parts.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(-8, os.SEEK_END) + 8
            length, mark = struct.unpack("<I4s", file.read(8))
    except (OSError, struct.error):
        return False
    return mark == b"PAR1" and length + 8 < size


def write_part(
    batch: Batch,
    out: Path,
    *,
    any_language: bool = False,
    refused: Mapping[int, str] | None = None,
    one_by_one: bool = False,
) -> Done:
    """Analyse a batch and write its partition of every table; return how many articles it holds.

    ``refused`` has the numbers of articles that are not to be analysed, with the reason. To parse
    each article by itself (``one_by_one``) needs less memory.
    """
    from helpers.analysis import rare_garbage_collection
    from helpers.annotation import load_model

    # What spaCy learns of the words of a batch is forgotten after it; otherwise a worker grows.
    with rare_garbage_collection(), load_model().memory_zone():
        found = _analysed(batch, any_language, refused or {}, one_by_one, corrections_folder(out))
    for table in (*BY_ARTICLE[1:], BY_ARTICLE[0]):
        write_table(found[table], part_path(out, table, batch.number))
    return Done(batch.number, batch.articles, found["errors"].num_rows)


def try_article(batch: Batch, number: int, *, any_language: bool = False) -> None:
    """Analyse one article of a batch to test whether it ends the process; nothing is kept."""
    for item in read_batch(batch, any_language=any_language):
        if item.number == number and isinstance(item.article, Article):
            _rows_alone(item, None)


def corrections_folder(out: Path) -> Path | None:
    """Return the folder of corrections that the run in a folder uses, None for none."""
    try:
        named = json.loads((out / PLAN).read_bytes()).get("corrections", "")
    except (OSError, ValueError):
        return None
    return Path(named) if named else None


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet, all of it or nothing."""
    import pyarrow.parquet

    with whole_file(path, shared=True) as unfinished:
        pyarrow.parquet.write_table(table, unfinished, compression="zstd")


def _analysed(
    batch: Batch,
    any_language: bool,
    refused: Mapping[int, str],
    one_by_one: bool,
    corrections: Path | None,
) -> dict[str, pa.Table]:
    """Return the rows of a batch by table."""
    from helpers.corpus.rows import tables_of

    read = list(read_batch(batch, any_language=any_language))
    good = [item for item in read if isinstance(item.article, Article)]
    wanted = [item for item in good if item.number not in refused]
    rows: Rows = {}
    try:
        for portion in ([item] for item in wanted) if one_by_one else [wanted]:
            rows |= _rows(portion, corrections)
        tables_of(list(rows.values()))  # a value that does not fit its column raises here
    except OSError:  # no fault of an article: the disk is full, or a file of ours is gone
        raise
    except Exception:  # whatever an odd article brings up: it is found by taking each alone
        rows = {}
        for item in wanted:
            rows |= _rows_alone(item, corrections)
    for item in read:
        if isinstance(item.article, ArticleError):
            rows[item.number] = {"errors": _error(item, "reading", str(item.article))}
        elif item.number in refused:
            rows[item.number] = {"errors": _error(item, "analysis", refused[item.number])}
    return tables_of([rows[number] for number in sorted(rows)])


def _rows(items: Collection[Read], corrections: Path | None) -> Rows:
    from helpers.analysis import analyse_many, correct
    from helpers.corpus.rows import rows_of
    from helpers.corrections import file_name, read_corrections

    articles = (item.article for item in items if isinstance(item.article, Article))
    rows = {}
    for item, analysis in zip(items, analyse_many(articles), strict=True):
        path = corrections / file_name(item.identifier) if corrections else None
        if path is not None and path.is_file():
            analysis = correct(analysis, read_corrections(path))
        rows[item.number] = rows_of(analysis, item.number, item.identifier)
    return rows


def _rows_alone(item: Read, corrections: Path | None) -> Rows:
    from helpers.corpus.rows import tables_of

    try:
        rows = _rows([item], corrections)
        tables_of(list(rows.values()))
        return rows
    except OSError:
        raise
    except Exception as problem:
        said = " ".join(str(problem).split())[:300]
        reason = f"{item.source} could not be analysed ({type(problem).__name__}: {said})."
        return {item.number: {"errors": _error(item, "analysis", reason)}}


def _error(item: Read, step: str, reason: str) -> pd.DataFrame:
    import pandas as pd

    row = (item.number, *map(shown, (item.identifier, item.source, step, reason)))
    return pd.DataFrame([row], columns=["article", "id", "source", "step", "reason"])
