"""Copied: importing this reads all that an analysis needs; workers are copies of a process so made.

What it has read is shared by all of them, and need not be looked through for what is unused.
"""

import gc

import pandas as pd

from helpers.analysis import analyse_many
from helpers.article import article_from_text
from helpers.corpus.partitions import schema_of
from helpers.corpus.rows import rows_of

_ARTICLE = """Rain closes a bridge

“The water is too high,” Mayor Ann Berg told reporters on Monday.
"""
# With Arrow's strings the tables of one article, which are small, would take a third more time.
pd.set_option("mode.string_storage", "python")
for _analysis in analyse_many([article_from_text(_ARTICLE)]):
    rows_of(_analysis, 0, "")
schema_of("articles")
gc.freeze()
