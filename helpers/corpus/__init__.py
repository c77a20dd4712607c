"""Corpus: any number of articles, analysed in several processes and written as Parquet tables.

The command is ``python -m helpers corpus INPUT OUT``; ``helpers.corpus.partitions`` has the tables.
"""

from helpers.corpus.corpus_folder import Corpus, read_corpus
from helpers.corpus.partitions import TABLES, CorpusError, dictionary, schema_of
from helpers.corpus.running import Summary, analyse_corpus
