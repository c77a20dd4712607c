"""Annotation: tokens, sentences, dependencies and entities of an article."""

from helpers.annotation.annotate import (
    Annotation,
    Entity,
    Token,
    annotate,
    annotate_many,
    entities_table,
    load_model,
    sentences_table,
    tokens_table,
)

__all__ = [
    "Annotation",
    "Entity",
    "Token",
    "annotate",
    "annotate_many",
    "entities_table",
    "load_model",
    "sentences_table",
    "tokens_table",
]
