"""Annotation: tokens, sentences, dependencies and entities of an article.

spaCy parses each paragraph by itself (``helpers.annotation.pieces``); all offsets are into the
article's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.annotation.parser import BATCH, Tree, load_model, tree_of
from helpers.annotation.pieces import assemble, pieces_of
from helpers.annotation.tokens import Annotation, Parse, Piece
from helpers.article import Article, count_words

if TYPE_CHECKING:
    import pandas as pd

# The second blank after a sentence is a word to the parser, on which others depend.
_MORE_SPACE = re.compile(r"(?<=\s)\s+")


def annotate(article: Article) -> Annotation:
    """Return the annotation of one article.

    >>> from helpers.article import article_from_text
    >>> text = '"It will rain", Kim said.'
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> [token for token in annotation.tokens if token.dep == "nsubj"]
    [It/PRP, Kim/NNP]
    """
    return next(annotate_many([article]))


def annotate_many(articles: Iterable[Article]) -> Iterator[Annotation]:
    """Yield the annotation of each article in order; pieces are parsed in batches."""
    queue: list[tuple[Article, list[Piece]]] = []

    def texts() -> Iterator[str]:
        for article in articles:
            queue.append((article, pieces_of(article)))
            yield from (_MORE_SPACE.sub("", piece.text) for piece in queue[-1][1])

    parsed: list[Tree] = []
    for doc in load_model().pipe(texts(), batch_size=BATCH):
        parsed.append(tree_of(doc))
        while queue and len(parsed) >= len(queue[0][1]):
            article, pieces = queue.pop(0)
            trees = [_with_space(*pair) for pair in zip(parsed, pieces, strict=False)]
            yield assemble(Parse(article, pieces, trees))
            del parsed[: len(pieces)]
    yield from (assemble(Parse(article, [], [])) for article, pieces in queue if not pieces)


def _with_space(tree: Tree, piece: Piece) -> Tree:
    """The tree of a piece that was parsed with one blank in place of several, at its offsets."""
    left_out = [match.span() for match in _MORE_SPACE.finditer(piece.text)]
    if not left_out:
        return tree
    offsets = list(tree.offsets)
    for start, end in left_out:
        offsets = [at + end - start if at >= start else at for at in offsets]
    return replace(tree, offsets=offsets)


_TOKEN_COLUMNS = "token start end text lemma pos tag dep head entity".split()
_TOKEN_COLUMNS += "sentence paragraph quotation is_word".split()


def tokens_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each token but white space; columns: ``data/data_dictionary.tsv``."""
    import pandas as pd

    rows = [
        (
            *(t.i, t.start, t.end, t.text, t.lemma, t.pos, t.tag, t.dep, t.head.i, t.entity),
            *(t.sentence, t.paragraph, t.quotation, t.is_word),
        )
        for t in annotation.tokens
        if not t.text.isspace()
    ]
    return pd.DataFrame(rows, columns=_TOKEN_COLUMNS)


def sentences_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each sentence: sentence, start, end, paragraph, words, text."""
    import pandas as pd

    rows = []
    for number, s in enumerate(annotation.sentences):
        text = annotation.text[s.start : s.end]
        rows.append((number, s.start, s.end, s.paragraph, count_words(text), text))
    return pd.DataFrame(rows, columns="sentence start end paragraph words text".split())


def entities_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each named entity: start, end, label, text."""
    import pandas as pd

    rows = [
        (e.start, e.end, e.label, annotation.text[e.start : e.end]) for e in annotation.entities
    ]
    return pd.DataFrame(rows, columns="start end label text".split())
