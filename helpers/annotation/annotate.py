"""Annotation: tokens, sentences, dependencies and entities of an article.

spaCy parses each paragraph by itself (``helpers.annotation.pieces``); all offsets are into the
article's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from helpers.annotation.parser import Tree, load_model, tree_of
from helpers.annotation.pieces import assemble, pieces_of
from helpers.annotation.tokens import Annotation, Entity, Parse, Piece, Sentence, Token
from helpers.article import Article, count_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Annotation",
    "Entity",
    "Sentence",
    "Token",
    "annotate",
    "annotate_many",
    "entities_table",
    "load_model",
    "sentences_table",
    "tokens_table",
]


def annotate(article: Article) -> Annotation:
    """Return the annotation of one article.

    >>> from helpers.article import article_from_text
    >>> text = '"It will rain", Kim said.'
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> [token for token in annotation.tokens if token.dep == "nsubj"]
    [It/PRP, Kim/NNP]
    """
    return next(annotate_many([article]))


def annotate_many(articles: Iterable[Article], batch_size: int = 32) -> Iterator[Annotation]:
    """Yield the annotation of each article in order; texts are parsed in batches."""
    queue: list[tuple[Article, list[Piece]]] = []

    def texts() -> Iterator[str]:
        for article in articles:
            queue.append((article, pieces_of(article)))
            yield from (piece.text for piece in queue[-1][1])

    parsed: list[Tree] = []
    for doc in load_model().pipe(texts(), batch_size=batch_size):
        parsed.append(tree_of(doc))
        while queue and len(parsed) >= len(queue[0][1]):
            article, pieces = queue.pop(0)
            yield assemble(Parse(article, pieces, parsed[: len(pieces)]))
            del parsed[: len(pieces)]
    yield from (assemble(Parse(article, [], [])) for article, pieces in queue if not pieces)


_TOKEN_COLUMNS = "token start end text lemma pos tag dep head entity".split()
_TOKEN_COLUMNS += "sentence paragraph quotation is_word".split()
_SENTENCE_COLUMNS = "sentence start end paragraph words text".split()
_ENTITY_COLUMNS = "start end label text".split()


def tokens_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each token that is not white space.

    Columns: ``token`` (number from 0), ``start``, ``end``, ``text``, ``lemma``, ``pos``
    (universal), ``tag`` (Penn Treebank), ``dep``, ``head`` (number of the head token),
    ``entity`` (label or ""), ``sentence``, ``paragraph``, ``quotation`` (-1 outside),
    ``is_word``.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "token": t.i,
                "start": t.start,
                "end": t.end,
                "text": t.text,
                "lemma": t.lemma,
                "pos": t.pos,
                "tag": t.tag,
                "dep": t.dep,
                "head": t.head.i,
                "entity": t.entity,
                "sentence": t.sentence,
                "paragraph": t.paragraph,
                "quotation": t.quotation,
                "is_word": t.is_word,
            }
            for t in annotation.tokens
            if not t.text.isspace()
        ],
        columns=_TOKEN_COLUMNS,
    )


def sentences_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each sentence: sentence, start, end, paragraph, words, text."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "sentence": number,
                "start": s.start,
                "end": s.end,
                "paragraph": s.paragraph,
                "words": count_words(annotation.text[s.start : s.end]),
                "text": annotation.text[s.start : s.end],
            }
            for number, s in enumerate(annotation.sentences)
        ],
        columns=_SENTENCE_COLUMNS,
    )


def entities_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each named entity: start, end, label, text."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "start": e.start,
                "end": e.end,
                "label": e.label,
                "text": annotation.text[e.start : e.end],
            }
            for e in annotation.entities
        ],
        columns=_ENTITY_COLUMNS,
    )
