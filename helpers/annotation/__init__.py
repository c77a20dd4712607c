"""Annotation: tokens, sentences, dependencies and entities of an article."""

from helpers.annotation.annotate import (
    annotate,
    annotate_many,
    entities_table,
    sentences_table,
    tokens_table,
)
from helpers.annotation.parser import load_model
from helpers.annotation.tokens import Annotation, Entity, Token

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
