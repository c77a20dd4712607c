"""Evaluation: how often the program is right, measured on annotated news."""
