"""Schema: the tables that a corpus is written as, their columns and types.

Every table is a folder of Parquet files. ``article`` is the number of the article in the input,
from 0, and the key of all tables. What a column means stands in ``data/data_dictionary.tsv`` and,
beside the tables, in ``data_dictionary.csv``. The table ``measures`` leaves out ``stance`` and
``tone_toward``, since the model that labels them would double the time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# The tables that each article adds its rows to, and those that are made of all of them at the end.
BY_ARTICLE = ("articles", "attributions", "segments", "speakers", "measures", "errors")
ACROSS_ARTICLES = ("joined_speakers", "joins")
TABLES = (*BY_ARTICLE, *ACROSS_ARTICLES)

_TEXT, _NUMBER, _BIG, _SHARE, _TRUTH = "string", "int32", "int64", "float64", "bool"
_COLUMNS: dict[str, dict[str, str]] = {
    "articles": {
        "article": _BIG,
        "id": _TEXT,
        "source": _TEXT,
        "form": _TEXT,
        "sha256": _TEXT,
        "title": _TEXT,
        "outlet": _TEXT,
        "date": _TEXT,
        "author": _TEXT,
        "url": _TEXT,
        "language": _TEXT,
        "words": _NUMBER,
        "analysed_words": _NUMBER,
        "sentences": _NUMBER,
        "attributions": _NUMBER,
        "speakers": _NUMBER,
        "notes": _TEXT,
        "text": _TEXT,
    },
    "attributions": {
        "article": _BIG,
        "attribution": _NUMBER,
        "start": _NUMBER,
        "end": _NUMBER,
        "speaker": _TEXT,
        "kind": _TEXT,
        "cue": _TEXT,
        "source": _TEXT,
        "content": _TEXT,
        "rule": _TEXT,
        "speech": _TRUTH,
        "nested_in": _NUMBER,
        "confidence": _SHARE,
        "revised": _TEXT,
        "words": _NUMBER,
    },
    "segments": {
        "article": _BIG,
        "segment": _NUMBER,
        "unit": _NUMBER,
        "start": _NUMBER,
        "end": _NUMBER,
        "text": _TEXT,
        "speaker": _TEXT,
        "kind": _TEXT,
        "quoted": _TRUTH,
        "attribution": _NUMBER,
        "sentence": _NUMBER,
        "paragraph": _NUMBER,
        "role": _TEXT,
        "words": _NUMBER,
    },
    "speakers": {
        "article": _BIG,
        "speaker": _TEXT,
        "type": _TEXT,
        "role": _TEXT,
        "official": _TRUTH,
        "aliases": _TEXT,
        "mentions": _NUMBER,
        "silent": _TRUTH,
        "attributions": _NUMBER,
        "direct": _NUMBER,
        "indirect": _NUMBER,
        "mixed": _NUMBER,
        "units": _NUMBER,
        "words": _NUMBER,
        "share": _SHARE,
        "share_of_speech": _SHARE,
    },
    "measures": {
        "article": _BIG,
        "speaker": _TEXT,
        "measure": _TEXT,
        "category": _TEXT,
        "hits": _NUMBER,
        "units": _NUMBER,
    },
    "errors": {
        "article": _BIG,
        "id": _TEXT,
        "source": _TEXT,
        "step": _TEXT,
        "reason": _TEXT,
    },
    "joined_speakers": {
        "joined": _BIG,
        "name": _TEXT,
        "type": _TEXT,
        "same_person": _TRUTH,
        "roles": _TEXT,
        "official": _TRUTH,
        "articles": _NUMBER,
        "articles_speaking": _NUMBER,
        "articles_official": _NUMBER,
        "attributions": _NUMBER,
        "mentions": _NUMBER,
        "words": _BIG,
    },
    "joins": {
        "article": _BIG,
        "speaker": _TEXT,
        "joined": _BIG,
        "rule": _TEXT,
        "evidence": _TEXT,
    },
}


@cache
def schema_of(table: str) -> pa.Schema:
    """Return the schema of a table (``TABLES``), in Arrow's types.

    >>> schema_of("errors").names
    ['article', 'id', 'source', 'step', 'reason']
    """
    import pyarrow as pa

    types = {
        _TEXT: pa.string(),
        _NUMBER: pa.int32(),
        _BIG: pa.int64(),
        _SHARE: pa.float64(),
        _TRUTH: pa.bool_(),
    }
    return pa.schema([pa.field(name, types[kind]) for name, kind in _COLUMNS[table].items()])


def dictionary() -> pd.DataFrame:
    """Return every column of every table: ``table``, ``column``, ``meaning``, ``type``.

    Raises:
        KeyError: ``data/data_dictionary.tsv`` does not say what a column means.
    """
    from helpers.report.export import data_dictionary

    empty = {table: schema_of(table).empty_table().to_pandas() for table in TABLES}
    types = [kind for table in TABLES for kind in _COLUMNS[table].values()]
    return data_dictionary(empty).assign(type=types)
