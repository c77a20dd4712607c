"""Corpus: any number of articles, analysed on Dask and written as Parquet tables.

``python -m helpers corpus INPUT OUT`` calls :func:`analyse_corpus`; :func:`read_corpus` reads what
it wrote. The tables and their columns are in ``helpers.corpus.partitions``.
"""

from helpers.corpus.corpus_folder import Corpus, read_corpus
from helpers.corpus.partitions import TABLES, CorpusError, dictionary, schema_of
from helpers.corpus.running import Summary, analyse_corpus
