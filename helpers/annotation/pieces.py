"""Pieces: the stretches of an article that are parsed by themselves, and the annotation of them.

A paragraph is one piece. A dateline ("LONDON (Reuters) —") and the label of a turn ("SMITH: ...")
are pieces of their own, since they are no part of the sentence after them. The parser reads a
piece in plainer spelling of the same length: typewriter marks, a label as the article spells its
words elsewhere, and a headline without the capitals that the body does not give its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from helpers.annotation.tokens import Annotation, Entity, Parse, Piece, Sentence, Token
from helpers.annotation.transcript_turns import find_turns, plain_labels, spelt_plainly
from helpers.article import Article, Paragraph
from helpers.article.quotation_marks import find_quotations
from helpers.thresholds import MAX_LINES_BEFORE_A_DATELINE

# "NEW YORK, Nov. 19 (UPI) —", "London (Reuters) -", "MOSCOW —", in India "NEW DELHI: "
_AGENCY = r"\([A-Z][\w .&/]{1,30}\)"
_DATELINE = re.compile(
    rf"(?:[A-Z][\w.'’-]*[ ,]+(?:[\w.'’-]+[ ,]+){{0,6}}{_AGENCY}\s*(?:—|–|--|-)\s*"
    rf"|{_AGENCY}\s*(?:—|–|--|-)\s*"
    r"|[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w. ]{1,24}){0,2}\s*(?:—|–|--|\s-\s)\s*(?=[A-Z“\"]))"
)
_PLACE_AND_COLON = re.compile(r"[A-Z][A-Z.'’ -]{2,30}:\s+(?=[A-Z][^:]{40})")
# The parser learned from text with typewriter marks: it takes don’t apart where it knows don't.
# It takes the end of a line inside a paragraph for a word, on which others depend.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\r": " ", "\t": " "}
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def pieces_of(article: Article) -> list[Piece]:
    """Return the pieces of an article, in the order of the text."""
    pieces = []
    turns = find_turns(article)
    labels = plain_labels(article, turns)
    labelled = {turn.paragraph: turn for turn in turns}
    lines = article.text.split("\n", MAX_LINES_BEFORE_A_DATELINE + 1)
    top = sum(len(line) + 1 for line in lines[: MAX_LINES_BEFORE_A_DATELINE + 1])
    for number, paragraph in enumerate(article.paragraphs):
        if not paragraph.analysed:
            continue
        start = paragraph.start
        turn = labelled.get(number)
        if turn is not None and turn.start == turn.name[0]:
            begin = turn.said
        else:
            begin = _dateline_end(article.text, paragraph, top)
        if begin > start:
            label = article.text[start:begin].translate(_PLAIN)
            pieces.append(Piece(spelt_plainly(label, start, labels), number, start))
        words = article.text[begin : paragraph.end].translate(_PLAIN)
        if paragraph.role == "title":
            words = _with_plain_capitals(words, article)
        pieces.append(Piece(words, number, begin))
    return pieces


def _dateline_end(text: str, paragraph: Paragraph, top: int) -> int:
    """The offset at which a dateline ends; the paragraph's start where there is none."""
    found = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 90))
    if found is None and paragraph.start < top and paragraph.role == "body":
        found = _PLACE_AND_COLON.match(text, paragraph.start, paragraph.end)
    return found.end() if found and found.end() < paragraph.end else paragraph.start


def _with_plain_capitals(words: str, article: Article) -> str:
    """A headline Set Like This without the capitals that the body does not give its words.

    The parser takes every capital for a name. The length stays the same.
    """
    long = [w for w in _WORD.findall(words) if len(w) > 3]
    if sum(w[0].isupper() for w in long) <= 0.6 * len(long):
        return words
    body = [
        article.text[p.start : p.end].translate(_PLAIN).split(None, 1)[-1]
        for p in article.paragraphs
        if p.role == "body"
    ]
    counts = Counter(w for text in body for w in _WORD.findall(text))

    def plain(match: re.Match[str]) -> str:
        word = match.group()
        lowered = word.lower()
        is_name = counts[word] > counts[lowered] or (word.isupper() and len(word) > 1)
        return word if is_name or len(lowered) != len(word) else lowered

    first = _WORD.search(words)
    start = first.end() if first else 0
    return words[:start] + _WORD.sub(plain, words[start:])


def assemble(parse: Parse, earlier: Annotation | None = None) -> Annotation:
    """Return the annotation of an article from the parsed pieces.

    An ``earlier`` annotation of the same tokens shares its numbers and words, a third of all.
    """
    article = parse.article
    quotations = find_quotations(article.text, [(p.start, p.end) for p in article.paragraphs])
    known = earlier.tokens if earlier is not None else ()
    by_paragraph: dict[int, list[tuple[int, int, int]]] = {}
    for index, q in enumerate(quotations):
        by_paragraph.setdefault(q.paragraph, []).append((q.start, q.end, index))
    tokens: list[Token] = []
    entities: list[Entity] = []
    starts: set[int] = set()  # numbers of the tokens that begin a sentence
    for piece, tree in zip(parse.pieces, parse.trees, strict=True):
        first = len(tokens)
        inside = by_paragraph.get(piece.paragraph, [])
        for at, (word, offset) in enumerate(zip(tree.words, tree.offsets, strict=True)):
            i, start = first + at, piece.start + offset
            end = start + len(word)
            own = article.text[start:end]
            text = word if word == own else own  # many tokens share one string
            if known:
                i, start, end, text = known[i].i, known[i].start, known[i].end, known[i].text
            tokens.append(
                Token(
                    i=i,
                    start=start,
                    end=end,
                    text=text,
                    lemma=tree.lemmas[at],
                    pos=tree.parts[at],
                    tag=tree.tags[at],
                    dep=tree.deps[at],
                    entity=tree.entities[at],
                    paragraph=piece.paragraph,
                    sentence=-1,
                    quotation=next((i for s, e, i in inside if s <= start < e), -1),
                )
            )
        for token, head in zip(tokens[first:], tree.heads, strict=True):
            token.head = tokens[first + head]
            if token.head is not token:
                token.head.children = (*token.head.children, token)
        starts.update(first + begin for begin in tree.sentences)
        entities += [
            Entity(
                tokens[first + a].start, tokens[first + b - 1].end, label, (first + a, first + b)
            )
            for a, b, label in tree.names
        ]
    sentences = _sentences(tokens, starts, {q.start for q in quotations})
    return Annotation(
        article, tuple(tokens), tuple(sentences), tuple(entities), tuple(quotations), parse
    )


def _sentences(
    tokens: list[Token], starts: Collection[int], openings: Collection[int]
) -> list[Sentence]:
    """The sentences; each token is given the number of its own.

    A quotation after a comma, colon or dash goes on with the sentence that leads to it, though
    the parser often begins a new one there (He said: "...").
    """
    bounds = [0]
    for before, token in pairwise(tokens):
        new = token.paragraph != before.paragraph
        led_to = token.start in openings and before.quotation < 0 and before.text[-1] in ",:—–"
        if new or (token.i in starts and not led_to):
            bounds.append(token.i)
    sentences = []
    for number, (first, stop) in enumerate(zip(bounds, [*bounds[1:], len(tokens)], strict=True)):
        for token in tokens[first:stop]:
            token.sentence = number
        if first < stop:
            inside = tokens[first].start, tokens[stop - 1].end
            sentences.append(Sentence(*inside, tokens[first].paragraph, (first, stop)))
    return sentences
