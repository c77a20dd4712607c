"""Measures: what is counted in the voices of an article.

A measure's page in ``data/codebook`` says what counts, what does not, and from which paper it
comes; ``data/data_dictionary.tsv`` has the columns of each table.
"""


class ToneModelMissingError(RuntimeError):
    """The model can't be run here; the message says what to do."""
