"""Measures: what is counted in the voices of an article; ``data/codebook`` defines each."""


class ToneModelMissingError(RuntimeError):
    """The model can't be run here; the message says what to do."""
