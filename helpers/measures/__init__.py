"""Measures: what is counted in the voices of an article; ``data/codebook`` defines each."""
