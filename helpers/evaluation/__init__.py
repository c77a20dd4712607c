"""Evaluation: how often the program is right, measured on annotated news.

The columns of its tables are in ``data/results/README.md``, unless a function says them.
"""
