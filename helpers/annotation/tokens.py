"""Tokens, sentences and entities: the plain data that the parser's answer is turned into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from helpers.article import Article
from helpers.article.quotation_marks import Quotation

if TYPE_CHECKING:
    from helpers.annotation.parser import Tree


@lru_cache(maxsize=2**16)  # rules ask it of the same words over and over
def _is_word(text: str) -> bool:
    return any(c.isalnum() for c in text) and text[0] not in "'’"


@dataclass(slots=True, eq=False)
class Token:
    """One token: ``article.text[start:end]`` and its place in the sentence's tree.

    ``quotation`` is the index in ``Annotation.quotations`` of the quotation around it (its marks
    included), -1 outside. A root is its own ``head``.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    entity: str
    paragraph: int
    sentence: int
    quotation: int
    head: Token = field(init=False)
    children: Sequence[Token] = ()  # most tokens have none, and share this one

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"

    @property
    def is_word(self) -> bool:
        """Whether the token has a letter or a digit and is no clitic ('s, n't count with a word).

        A number or an abbreviation is a word; a mark of punctuation is none.
        """
        return _is_word(self.text)

    def subtree(self) -> list[Token]:
        """The token and all that depends on it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        return sorted(found, key=lambda token: token.i)

    def ancestors(self) -> Iterator[Token]:
        """The heads above the token, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as spaCy labels it (OntoNotes: PERSON, ORG, GPE, NORP ...)."""

    start: int
    end: int
    label: str
    tokens: tuple[int, int]  # first token, one past the last


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets, its paragraph, and its tokens (first, one past the last)."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph as the parser reads it; as long as in the article."""

    text: str
    paragraph: int
    start: int  # offset in the article


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """The pieces of an article and the tree that the parser gave each of them."""

    article: Article
    pieces: Sequence[Piece]
    trees: Sequence[Tree]


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that the parser says about an article, as flat lists in the order of the text.

    Paragraphs that are not analysed (repeated titles, bylines) have no tokens. ``parse`` is
    kept for the second parse of what is in doubt (``helpers.annotation.simplified_parse``).
    """

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]
    parse: Parse | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The article's text, into which all offsets point."""
        return self.article.text

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[slice(*sentence.tokens)]
