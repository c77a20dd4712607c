"""The model of tone toward a target: what it reads, its labels, and the words that moved them.

A small transformer (MiniLM, 6 layers, 22 million weights) trained on NewsMTSC (Hamborg & Donnay
2021, EACL), kept as an ONNX file of 8-bit weights; ``data/models/target_tone/README.md`` is its
card. It reads ``[CLS] left [open] target [close] right [SEP]``; segment 1 marks the target. The
target's name is one ``[MASK]``, and so is each further mention of the same target, so that no name
can change a label.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.article import DATA
from helpers.measures import ToneModelMissingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]

FOLDER = DATA / "models" / "target_tone"
LABELS = ("negative", "neutral", "positive")
UNCLEAR = "unclear"
DECIMALS = 3  # further digits differ from machine to machine
# Pieces of the vocabulary of BERT (uncased), by number. The two marks are unused pieces.
PAD, OPEN, CLOSE, CLS, SEP, MASK = 0, 2, 3, 101, 102, 103
SIDE = 60  # pieces kept on each side of the target: 99% of news sentences have fewer than 92
LONGEST_NAME = 12  # pieces of a name that is not masked
LONGEST = 2 * SIDE + LONGEST_NAME + 4  # with the two marks, [CLS] and [SEP]
_BATCH = 16
_PACKAGES = {"onnxruntime", "tokenizers"}
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Words of grammar, which judge nobody: not to try them halves the time.
_GRAMMAR = frozenset(
    "a an the this that these those it its he his him she her hers they their them we our us i my "
    "you your who whom whose which and or of to in on at by as from with into is are was were be "
    "been being am has have had do does did will would there".split()
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Numbers of the pieces, their segments, and the place of the target (marks included)."""

    pieces: tuple[int, ...]
    segments: tuple[int, ...]
    target: Span


def encode(
    tokenizer: Tokenizer,
    text: str,
    span: Span,
    further: Iterable[Span] = (),
    *,
    mask: bool = True,
) -> Encoded:
    """Return a sentence with its target (``span``) marked; a ValueError says that it is not in it.

    Other mentions of the target (``further``) are masked as well, and one that overlaps it is left
    out. The tokenizer neither truncates nor pads.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"The target {span} does not lie in the text ({len(text)} characters).")
    inside = [(s, e) for s, e in further if 0 <= s < e <= len(text)]
    others = [(s, e, False) for s, e in inside if e <= start or s >= end]

    def numbers(part: str) -> list[int]:
        return list(tokenizer.encode(part, add_special_tokens=False).ids)

    pieces: list[int] = []
    segments: list[int] = []
    at, place = 0, (0, 0)
    for s, e, is_target in sorted([*others, (start, end, True)]):
        if s < at:
            continue
        before = numbers(text[at:s])
        name = [MASK] if mask else numbers(text[s:e])[:LONGEST_NAME]
        pieces += before
        if is_target:
            name = [OPEN, *name, CLOSE]
            place = len(pieces), len(pieces) + len(name)
        pieces += name
        segments += [*[0] * len(before), *[1] * len(name)]
        at = e
    pieces += numbers(text[at:])
    segments += [0] * (len(pieces) - len(segments))
    low, high = max(0, place[0] - SIDE), place[1] + SIDE
    return Encoded(
        (CLS, *pieces[low:high], SEP),
        (0, *segments[low:high], 0),
        (place[0] - low + 1, place[1] - low + 1),
    )


@dataclass(frozen=True)
class ToneModel:
    """A loaded model, with its temperature and the probability below which it is unclear."""

    session: Any
    tokenizer: Any
    temperature: float
    threshold: float

    def logits(self, sentences: Sequence[Encoded]) -> np.ndarray:
        """Return the three scores of each sentence, before they are made probabilities."""
        scores = np.zeros((len(sentences), len(LABELS)), dtype=np.float32)
        # sentences of like length together: less is padded
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].pieces))
        for first in range(0, len(order), _BATCH):
            some = order[first : first + _BATCH]
            scores[some] = self.session.run(None, model_inputs([sentences[i] for i in some]))[0]
        return scores

    def probabilities(self, sentences: Sequence[Encoded]) -> np.ndarray:
        """Return the calibrated probability of each label, in the order of ``LABELS``."""
        return softmax(self.logits(sentences) / self.temperature)


def target_tone(
    texts: Sequence[str], spans: Sequence[Span], further: Sequence[Sequence[Span]] | None = None
) -> pd.DataFrame:
    """Return the tone of each sentence toward its target (its place), by the trained model.

    ``further`` are other mentions of the same target in each sentence, masked as well. Columns:
    ``label`` ("unclear" where the likeliest is less likely than the model's threshold),
    ``probability`` (of the likeliest label, calibrated), ``negative``, ``neutral``, ``positive``.
    A ToneModelMissingError says that it can't be run here, a ValueError that a place is wrong.
    """
    if len(texts) != len(spans):
        raise ValueError(f"{len(texts)} texts, but {len(spans)} targets: one for each is needed.")
    others = further if further is not None else [()] * len(texts)
    chances, threshold = np.zeros((0, len(LABELS))), 0.0
    if texts:  # else no model is needed
        model = load_model()
        read = zip(texts, spans, others, strict=True)
        sentences = [encode(model.tokenizer, *sentence) for sentence in read]
        chances = model.probabilities(sentences).astype(float).round(DECIMALS)
        threshold = model.threshold
    likeliest, top = chances.argmax(axis=1), chances.max(axis=1)
    labels = [LABELS[i] if p >= threshold else UNCLEAR for i, p in zip(likeliest, top, strict=True)]
    table = pd.DataFrame({"label": pd.Series(labels, dtype="str"), "probability": top})
    return table.join(pd.DataFrame(chances, columns=list(LABELS)))


def moving_words(text: str, span: Span, further: Sequence[Span] = ()) -> list[tuple[str, float]]:
    """Return each word with its importance for the likeliest label, largest first.

    The importance is the label's probability less that without the word, -1 to 1 (Li, Monroe &
    Jurafsky 2016, "Understanding neural networks through representation erasure"). Two words that
    say the same hide each other: without one of them the other keeps the label where it is. Left
    out are words of grammar and the words that name the target.
    """
    model = load_model()
    places = [span, *further]
    words = [
        match.span()
        for match in _WORD.finditer(text)
        if match.group().lower() not in _GRAMMAR
        and all(match.end() <= start or match.start() >= end for start, end in places)
    ]
    sentences = [encode(model.tokenizer, text, span, further)]
    for start, end in words:
        moved = [(s - (end - start), e - (end - start)) if s >= end else (s, e) for s, e in places]
        rest = text[:start] + text[end:]
        sentences.append(encode(model.tokenizer, rest, moved[0], moved[1:]))
    chances = model.probabilities(sentences)
    label = int(chances[0].argmax())
    falls = (chances[0, label] - chances[1:, label]).astype(float).round(DECIMALS)
    found = [(text[start:end], fall) for (start, end), fall in zip(words, falls, strict=True)]
    return sorted(found, key=lambda word: -word[1])


def is_installed() -> bool:
    """Return whether the packages and files that the model needs are there."""
    from importlib.util import find_spec

    return all(find_spec(p) for p in _PACKAGES) and (FOLDER / "model.onnx").is_file()


@lru_cache(maxsize=1)
def load_model() -> ToneModel:
    """Return the model, loaded once a process; a ToneModelMissingError says what is missing."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ToneModelMissingError(
            f"The model of tone needs the package {error.name}: run `make setup`, or "
            "`.venv/bin/python -m pip install onnxruntime tokenizers`."
        ) from None
    if not (FOLDER / "model.onnx").is_file():
        raise ToneModelMissingError(
            "The file model.onnx is not in data/models/target_tone: get the whole repository, or "
            "make it anew as helpers/training/README.md tells."
        )
    settings = json.loads((FOLDER / "settings.json").read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # notebooks run side by side
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(FOLDER / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    return ToneModel(session, tokenizer, settings["temperature"], settings["threshold"])


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return scores as probabilities, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def model_inputs(sentences: Sequence[Encoded], multiple: int = 1) -> dict[str, np.ndarray]:
    """Return the model's input arrays: a row for each sentence, padded to the longest.

    The length is a multiple of ``multiple``, unless that is more than the model can read.
    """
    longest = max(len(s.pieces) for s in sentences)
    shape = len(sentences), min(-(-longest // multiple) * multiple, LONGEST)
    pieces = np.full(shape, PAD, dtype=np.int64)
    segments = np.zeros(shape, dtype=np.int64)
    words = np.zeros(shape, dtype=np.float32)
    target = np.zeros(shape, dtype=np.float32)
    for row, sentence in enumerate(sentences):
        length = len(sentence.pieces)
        pieces[row, :length] = sentence.pieces
        segments[row, :length] = sentence.segments
        words[row, :length] = 1
        target[row, slice(*sentence.target)] = 1
    return {"pieces": pieces, "segments": segments, "words": words, "target": target}
