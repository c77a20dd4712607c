"""Corpus: any number of articles, analysed on Dask and written as Parquet tables.

``python -m helpers corpus INPUT OUT`` calls :func:`analyse_corpus`; :func:`read_corpus` reads what
it wrote. The tables and their columns are in ``helpers.corpus.schema``.
"""

from helpers.corpus.corpus_folder import Corpus, read_corpus
from helpers.corpus.partitions import CorpusError
from helpers.corpus.running import Summary, analyse_corpus
from helpers.corpus.schema import TABLES, dictionary, schema_of

__all__ = [
    "TABLES",
    "Corpus",
    "CorpusError",
    "Summary",
    "analyse_corpus",
    "dictionary",
    "read_corpus",
    "schema_of",
]
