"""Evaluation: how often the numbers are wrong, measured on what people annotated."""
