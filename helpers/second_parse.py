"""The second parse: paragraphs that the first parse leaves in doubt, read once more, simplified.

A small parser errs where a sentence is long. Names of several words, adverbs, adjectives and
quotation marks seldom decide what hangs on what; without them the same parser reads a shorter
sentence, and where both parses lead to the same attribution it is right far more often
(``data/lexicons/README.md`` has the rates). Simplification before parsing: Chandrasekar, Doran
& Srinivas (1996, "Motivations and Methods for Text Simplification", COLING).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from helpers.grafting import graft
from helpers.parser import load_model
from helpers.tokens import Annotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME = "Smith"  # a name whose one word is a name and nothing else
_NAMES = ("NNP", "NNPS")
_MARKS = frozenset(["“", "”", '"', "‘", "«", "»", "``", "''"])
_ASKED = frozenset(["asked", "questioned", "pressed", "quizzed"])
_STEPS = ("tok2vec", "tagger", "parser")  # names and lemmas are known from the first parse


def second_annotation(annotation: Annotation, paragraphs: Collection[int]) -> Annotation:
    """Return the annotation with these paragraphs parsed anew, in simpler wording.

    Tokens and offsets stay the same; heads, dependencies and sentences may differ. Quotations
    that were parsed apart are left as they are.

    Raises:
        ValueError: the annotation does not hold its parse (``helpers.annotation`` makes it).

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> annotation = annotate(article_from_text("“It rains,” Kim Lee said.", any_language=True))
    >>> [t.text for t in second_annotation(annotation, {0}).tokens if t.dep == "nsubj"]
    ['It', 'Lee']
    """
    parse = annotation.parse
    if parse is None:
        raise ValueError("The annotation holds no parse: make it with helpers.annotation.annotate.")
    chosen = [
        number
        for number, piece in enumerate(parse.plan.pieces)
        if piece.inside < 0 and piece.paragraph in paragraphs
    ]
    docs = list(parse.docs)
    for number, doc in zip(chosen, _parsed_anew([docs[n] for n in chosen]), strict=True):
        docs[number] = doc
    return graft(parse.plan, docs)


def _parsed_anew(docs: list[Doc]) -> Iterator[Doc]:
    from spacy.tokens import Doc

    nlp = load_model()
    kept = [_kept(doc) for doc in docs]
    simple = (
        Doc(
            nlp.vocab,
            words=[NAME if token.tag_ in _NAMES else token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
        )
        for tokens in kept
    )
    others = [name for name in nlp.pipe_names if name not in _STEPS]
    parsed = nlp.pipe(simple, batch_size=256, disable=others)
    for doc, tokens, shorter in zip(docs, kept, parsed, strict=True):
        yield _with_tree_of(doc, tokens, shorter) if tokens else doc


def _kept(doc: Doc) -> list[Token]:
    """The words of a text that decide what hangs on what."""
    asides = {i for start, end in _asides(doc) for i in range(start, end)}
    return [token for token in doc if token.i not in asides and not _is_left_out(token)]


def _asides(doc: Doc) -> Iterator[tuple[int, int]]:
    """What somebody was asked, between commas: "Lee, asked whether it would rain, said no"."""
    for token in doc[1:]:
        if token.lower_ in _ASKED and doc[token.i - 1].text == ",":
            after = doc[token.i + 1 : token.i + 40]
            end = next((t.i for t in after if t.text == "," or t.is_sent_start), len(doc))
            if end + 1 < len(doc) and doc[end].text == ",":
                yield token.i - 1, end + 1


def _is_left_out(token: Token) -> bool:
    """Whether a word may be missing without a change in what hangs on what."""
    if token.text in _MARKS:
        return True
    if token.dep_ in ("compound", "nummod"):
        return token.head.i == token.i + 1
    if next(token.children, None) is not None:
        return False
    if token.dep_ == "amod":
        return True
    return token.dep_ == "advmod" and token.tag_ == "RB" and token.lower_ not in ("n't", "not")


def _with_tree_of(doc: Doc, kept: list[Token], shorter: Doc) -> Doc:
    """A copy of a parsed text with the tree that its shorter form got."""
    from spacy.tokens import Doc

    size = len(doc)
    heads = [-1] * size
    deps = [token.dep_ or "dep" for token in doc]
    tags = [token.tag_ for token in doc]
    for token, short in zip(kept, shorter, strict=True):
        heads[token.i] = kept[short.head.i].i
        deps[token.i] = short.dep_
        if short.text == token.text:
            tags[token.i] = short.tag_
    present = {token.i for token in kept}
    for token in doc:
        if heads[token.i] < 0:
            heads[token.i] = _head_of_left_out(token, present)
            if heads[token.i] != token.head.i or token.pos_ == "VERB":
                deps[token.i] = "punct" if token.is_punct else "dep"
    same = tags == [token.tag_ for token in doc]
    new = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=tags,
        pos=[token.pos_ for token in doc] if same else None,
        lemmas=[token.lemma_ for token in doc],
        heads=heads,
        deps=deps,
    )
    if not same:  # other tags mean other parts of speech and lemmas
        for step in ("attribute_ruler", "lemmatizer"):
            new = load_model().get_pipe(step)(new)
    spans = (new.char_span(e.start_char, e.end_char, e.label_) for e in doc.ents)
    new.set_ents([span for span in spans if span])
    return new


def _head_of_left_out(token: Token, present: set[int]) -> int:
    """The head that a left-out word had, or the next word that was kept."""
    head = token.head
    if head.i != token.i and head.i in present:
        return int(head.i)
    size = len(token.doc)
    after = (i for i in range(token.i + 1, size) if i in present)
    before = (i for i in range(token.i - 1, -1, -1) if i in present)
    return next(after, next(before, token.i))
