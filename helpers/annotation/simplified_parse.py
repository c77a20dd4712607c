"""Simplified parse: paragraphs that the first parse leaves in doubt, parsed again in fewer words.

A small parser errs where a sentence is long. Names of several words, adverbs, adjectives and
quotation marks seldom decide what depends on what; without them the same parser reads a shorter
sentence, and where both parses lead to the same attribution it is right far more often
(``data/lexicons/README.md`` has the rates). Simplification before parsing: Chandrasekar, Doran
& Srinivas (1996, "Motivations and Methods for Text Simplification", COLING).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from helpers.annotation.parser import BATCH, Tree, load_model, tree_of
from helpers.annotation.pieces import assemble
from helpers.annotation.tokens import Annotation

NAME = "Smith"  # a name whose one word is a name and nothing else
_NAMES = ("NNP", "NNPS")
_MARKS = frozenset(["“", "”", '"', "‘", "«", "»", "``", "''"])
_ASKED = frozenset(["asked", "questioned", "pressed", "quizzed"])
_STEPS = ("tok2vec", "tagger", "parser")  # names and lemmas are known from the first parse


def simplified_annotation(annotation: Annotation, paragraphs: Collection[int]) -> Annotation:
    """Return the annotation with these paragraphs parsed anew, in simpler wording.

    Tokens and offsets stay the same; heads, dependencies and sentences may differ.

    Raises:
        ValueError: the annotation does not hold its parse (``helpers.annotation`` makes it).

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> annotation = annotate(article_from_text("“It rains,” Kim Lee said.", any_language=True))
    >>> [t.text for t in simplified_annotation(annotation, {0}).tokens if t.dep == "nsubj"]
    ['It', 'Lee']
    """
    parse = annotation.parse
    if parse is None:
        raise ValueError("The annotation holds no parse: make it with helpers.annotation.annotate.")
    chosen = [number for number, piece in enumerate(parse.pieces) if piece.paragraph in paragraphs]
    trees = list(parse.trees)
    for number, tree in zip(chosen, _parsed_anew([trees[n] for n in chosen]), strict=True):
        trees[number] = tree
    return assemble(replace(parse, trees=trees), annotation)


def _parsed_anew(trees: Sequence[Tree]) -> Iterator[Tree]:
    from spacy.tokens import Doc

    nlp = load_model()
    kept = [_kept(tree) for tree in trees]
    simple = (
        Doc(
            nlp.vocab,
            words=[NAME if tree.tags[i] in _NAMES else tree.words[i] for i in numbers],
            spaces=[tree.spaces[i] for i in numbers],
        )
        for tree, numbers in zip(trees, kept, strict=True)
    )
    others = [name for name in nlp.pipe_names if name not in _STEPS]
    parsed = nlp.pipe(simple, batch_size=BATCH, disable=others)
    for tree, numbers, shorter in zip(trees, kept, parsed, strict=True):
        yield _with_tree_of(tree, numbers, tree_of(shorter)) if numbers else tree


def _kept(tree: Tree) -> list[int]:
    """The numbers of the words that decide what depends on what."""
    asides = {i for start, end in _asides(tree) for i in range(start, end)}
    governing = {head for number, head in enumerate(tree.heads) if head != number}
    return [
        i
        for i in range(len(tree.words))
        if i not in asides and not _is_left_out(tree, i, governing)
    ]


def _asides(tree: Tree) -> Iterator[tuple[int, int]]:
    """What somebody was asked, between commas: "Lee, asked whether it would rain, said no"."""
    words = tree.words
    for number in range(1, len(words)):
        if words[number - 1] == "," and words[number].lower() in _ASKED:
            after = range(number + 1, min(number + 40, len(words)))
            end = next((i for i in after if words[i] == "," or i in tree.sentences), len(words))
            if end + 1 < len(words) and words[end] == ",":
                yield number - 1, end + 1


def _is_left_out(tree: Tree, number: int, governing: Collection[int]) -> bool:
    """Whether a word may be left out without a change in what depends on what."""
    word, dep = tree.words[number], tree.deps[number]
    if word in _MARKS:
        return True
    if dep in ("compound", "nummod"):
        return tree.heads[number] == number + 1
    if number in governing:
        return False
    if dep == "amod":
        return True
    return dep == "advmod" and tree.tags[number] == "RB" and word.lower() not in ("n't", "not")


def _with_tree_of(tree: Tree, kept: Sequence[int], shorter: Tree) -> Tree:
    """A parsed text with the tree that its shorter form got."""
    from spacy.tokens import Doc

    nlp = load_model()
    size = len(tree.words)
    heads = [-1] * size
    deps = [dep or "dep" for dep in tree.deps]
    tags = list(tree.tags)
    for at, number in enumerate(kept):
        heads[number] = kept[shorter.heads[at]]
        deps[number] = shorter.deps[at]
        if shorter.words[at] == tree.words[number]:
            tags[number] = shorter.tags[at]
    present = set(kept)
    for number in range(size):
        if heads[number] < 0:
            heads[number] = _head_of_left_out(tree, number, present)
            if heads[number] != tree.heads[number] or tree.parts[number] == "VERB":
                deps[number] = "punct" if nlp.vocab[tree.words[number]].is_punct else "dep"
    if tags == tree.tags:
        new = Doc(nlp.vocab, words=tree.words, spaces=tree.spaces, heads=heads, deps=deps)
        starts = [sentence.start for sentence in new.sents]
        return replace(tree, heads=heads, deps=deps, sentences=starts)
    # other tags mean other parts of speech and lemmas
    new = Doc(
        nlp.vocab,
        words=tree.words,
        spaces=tree.spaces,
        tags=tags,
        lemmas=tree.lemmas,
        heads=heads,
        deps=deps,
    )
    for step in ("attribute_ruler", "lemmatizer"):
        new = nlp.get_pipe(step)(new)
    new_tree = tree_of(new)
    return replace(
        tree,
        parts=new_tree.parts,
        tags=tags,
        lemmas=new_tree.lemmas,
        heads=heads,
        deps=deps,
        sentences=new_tree.sentences,
    )


def _head_of_left_out(tree: Tree, number: int, present: Collection[int]) -> int:
    """The head that a left-out word had, or the next word that was kept."""
    head = tree.heads[number]
    if head != number and head in present:
        return head
    after = (i for i in range(number + 1, len(tree.words)) if i in present)
    before = (i for i in range(number - 1, -1, -1) if i in present)
    return next(after, next(before, number))
