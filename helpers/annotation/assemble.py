"""Grafting: the trees of pieces that were parsed apart become one tree of real tokens."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.annotation.parser import Tree
from helpers.annotation.stand_ins import STAND_IN_ROOT, Piece, Plan
from helpers.annotation.tokens import Annotation, Entity, Parse, Sentence, Token

_Place = tuple[int, int, int]  # start, end and number of a quotation


def graft(plan: Plan, trees: Sequence[Tree]) -> Annotation:
    """Return the annotation of an article from the parses of its pieces."""
    tokens: list[Token] = []
    roots: dict[int, list[Token]] = {}  # quotation -> roots of its sentences
    gaps: list[tuple[int, Token, list[Token]]] = []  # stand-in: quotation, its root, its tokens
    starts: set[int] = set()
    entities: list[tuple[int, int, str]] = []
    standing: set[int] = set()
    quotations: dict[int, list[_Place]] = {}
    for index, q in enumerate(plan.quotations):
        quotations.setdefault(q.paragraph, []).append((q.start, q.end, index))
    for piece, tree in sorted(
        zip(plan.pieces, trees, strict=True), key=lambda pair: pair[0].inside >= 0
    ):
        made = _tokens(piece, tree, plan.article.text, quotations.get(piece.paragraph, []))
        standing.update(id(t) for t in made if t.start < 0)
        tokens += made
        starts.update(id(made[first]) for first, _ in tree.sentences)
        if piece.inside >= 0:
            roots[piece.inside] = [made[root] for _, root in tree.sentences]
        for start, end, index in piece.stand_ins:
            inside = [t for t, at in zip(made, tree.offsets, strict=True) if start <= at < end]
            gaps.append((index, _root_of(inside), inside))
        for begin, stop, label in tree.names:
            first, last = made[begin], made[stop - 1]
            if first.start >= 0 and last.start >= 0:
                entities.append((first.start, last.end, label))
    real_starts = _sentence_starts(tokens, starts, standing)
    for index, root, inside in gaps:
        _graft(root, inside, roots.get(index, []))
    # the punctuation after a stand-in belongs to no text: its children go to its head
    for token in tokens:
        if id(token) not in standing and id(token.head) in standing:
            token.head = _real_head(token, standing)
    real = sorted((t for t in tokens if t.start >= 0), key=lambda t: t.start)
    return _finish(Parse(plan, tuple(trees)), real, real_starts, entities)


def _tokens(piece: Piece, tree: Tree, text: str, quotations: Sequence[_Place]) -> list[Token]:
    """The tokens of a piece; those of a stand-in get a negative start."""
    made = []
    shared = piece.shared
    at = 0
    for word, here, lemma, pos, tag, dep, entity in zip(
        tree.words,
        tree.offsets,
        tree.lemmas,
        tree.parts,
        tree.tags,
        tree.deps,
        tree.entities,
        strict=True,
    ):
        while at + 1 < len(shared) and shared[at + 1][0] <= here:
            at += 1
        offset, start, length = shared[at]
        position = end = inside = -1
        if here < offset + length:
            position = start + here - offset
            end = position + len(word)
            own = text[position:end]
            word = word if word == own else own  # many tokens share one string
            if quotations:
                inside = next((i for s, e, i in quotations if s <= position < e), -1)
        made.append(
            Token(
                -1, position, end, word, lemma, pos, tag, dep, entity, piece.paragraph, -1, inside
            )
        )
    for token, head in zip(made, tree.heads, strict=True):
        token.head = made[head]
    return made


def _root_of(inside: list[Token]) -> Token:
    """The token of a stand-in that hangs on the sentence around it."""
    if len(inside) > STAND_IN_ROOT:
        root = inside[STAND_IN_ROOT]
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
    parse: Parse, tokens: list[Token], starts: set[int], entities: list[tuple[int, int, str]]
) -> Annotation:
    plan = parse.plan
    # only the ends of names are looked up: a number for each token would take as much as they do
    firsts, lasts = ({name[end] for name in entities} for end in (0, 1))
    at: dict[int, int] = {}
    ends: dict[int, int] = {}
    sentences: list[Sentence] = []
    first = 0
    for i, token in enumerate(tokens):
        token.i = i
        if token.start in firsts:
            at[token.start] = i
        if token.end in lasts:
            ends[token.end] = i
        new = i and (token.paragraph != tokens[i - 1].paragraph or token.start in starts)
        if new and not _continues(plan, tokens[i - 1], token):
            sentences.append(_sentence(tokens, first, i))
            first = i
        token.sentence = len(sentences)
    if tokens:
        sentences.append(_sentence(tokens, first, len(tokens)))
    for token in tokens:
        if token.head is not token:
            if not isinstance(token.head.children, list):
                token.head.children = []
            token.head.children.append(token)
    found = [
        Entity(start, end, label, (at[start], ends[end] + 1))
        for start, end, label in sorted(set(entities))
    ]
    return Annotation(
        plan.article, tuple(tokens), tuple(sentences), tuple(found), tuple(plan.quotations), parse
    )


def _continues(plan: Plan, previous: Token, token: Token) -> bool:
    """Whether a quotation begins inside the sentence that leads to it (He said: "...")."""
    if token.paragraph != previous.paragraph or token.quotation < 0:
        return False
    at_mark = plan.quotations[token.quotation].start == token.start
    return at_mark and previous.quotation < 0 and previous.text[-1] in ",:—–"


def _sentence(tokens: list[Token], first: int, stop: int) -> Sentence:
    return Sentence(
        tokens[first].start, tokens[stop - 1].end, tokens[first].paragraph, (first, stop)
    )
