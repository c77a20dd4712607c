"""Schema: the tables that a corpus is written as, their columns and types.

Every table is a folder of Parquet files. ``article`` is the number of the article in the input,
from 0, and the key of all tables. The meaning of each column is in ``data/data_dictionary.tsv``
and, beside the tables, in ``data_dictionary.csv``.
The table ``measures`` leaves out ``stance`` and ``tone_toward``, since the model that labels them
would double the time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

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
    "joined_speakers": "joined name type same_person roles official articles articles_speaking "
    "articles_official attributions mentions words",
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
    """Return every column of every table: ``table``, ``column``, ``meaning``, ``type``.

    Raises:
        KeyError: ``data/data_dictionary.tsv`` does not say what a column means.
    """
    from helpers.report.export import data_dictionary

    empty = {table: schema_of(table).empty_table().to_pandas() for table in TABLES}
    types = [kind for table in TABLES for kind in _types_of(table).values()]
    return data_dictionary(empty).assign(type=types)
