"""The model of tone toward a target: how it is loaded, and its labels.

A small transformer (MiniLM, 6 layers, 22 million weights) trained on NewsMTSC (Hamborg & Donnay
2021, EACL), kept as an ONNX file of 8-bit weights; ``data/models/target_tone/README.md`` is its
card. The packages onnxruntime and tokenizers run it; it is loaded when it is first used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from helpers.article import DATA
from helpers.measures import ToneModelMissingError
from helpers.measures.stance.encoding import PAD, Encoded, Span, encode

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FOLDER = DATA / "models" / "target_tone"
LABELS = ("negative", "neutral", "positive")
UNCLEAR = "unclear"
DECIMALS = 3  # further digits differ from machine to machine
_BATCH = 16
_PACKAGES = {"onnxruntime", "tokenizers"}


@dataclass(frozen=True)
class ToneModel:
    """A loaded model, with its temperature and the probability below which it is unclear."""

    session: Any
    tokenizer: Any
    temperature: float
    threshold: float

    def encode(
        self, text: str, span: Span, further: Iterable[Span] = (), *, mask: bool = True
    ) -> Encoded:
        """Return a sentence as the model reads it (``stance.encoding.encode``)."""
        return encode(self.tokenizer, text, span, further, mask=mask)

    def logits(self, sentences: Sequence[Encoded]) -> np.ndarray:
        """Return the three scores of each sentence, before they are made probabilities."""
        import numpy as np

        scores = np.zeros((len(sentences), len(LABELS)), dtype=np.float32)
        # sentences of like length together: less is padded
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].pieces))
        for first in range(0, len(order), _BATCH):
            some = order[first : first + _BATCH]
            scores[some] = self.session.run(None, _inputs([sentences[i] for i in some]))[0]
        return scores

    def probabilities(self, sentences: Sequence[Encoded]) -> np.ndarray:
        """Return the calibrated probability of each label, in the order of ``LABELS``."""
        return softmax(self.logits(sentences) / self.temperature)


def target_tone(
    texts: Sequence[str], spans: Sequence[Span], further: Sequence[Sequence[Span]] | None = None
) -> pd.DataFrame:
    """Return the tone of each sentence toward its target, by the trained model.

    Args:
        texts: sentences.
        spans: start and end of the target in each.
        further: other mentions of the same target in each sentence, masked as well.

    Columns:
        label: negative, neutral or positive; "unclear" where the likeliest of them is less likely
            than the model's threshold (chosen on NewsMTSC's development part).
        probability: of the likeliest label, 0 to 1, calibrated, three decimals.
        negative, neutral, positive: probability of each.

    Raises:
        ToneModelMissingError: the packages that run it, or its files, are missing.
        ValueError: a span does not lie in its text, or the lists differ in length.
    """
    import pandas as pd

    if len(texts) != len(spans):
        raise ValueError(f"{len(texts)} texts, but {len(spans)} targets: one for each is needed.")
    if not texts:  # nothing to read: no model is needed
        named = dict.fromkeys(LABELS, pd.Series(dtype=float))
        return pd.DataFrame(
            {"label": pd.Series(dtype="str"), "probability": pd.Series(dtype=float), **named}
        )
    model = load_model()
    others = further if further is not None else [()] * len(texts)
    sentences = [
        model.encode(text, span, more)
        for text, span, more in zip(texts, spans, others, strict=True)
    ]
    chances = model.probabilities(sentences).astype(float).round(DECIMALS)
    likeliest = chances.argmax(axis=1)
    top = chances.max(axis=1)
    labels = [
        LABELS[i] if p >= model.threshold else UNCLEAR for i, p in zip(likeliest, top, strict=True)
    ]
    table = pd.DataFrame({"label": pd.Series(labels, dtype="str"), "probability": top})
    return table.join(pd.DataFrame(chances, columns=list(LABELS)))


def is_installed() -> bool:
    """Return whether the packages and files that the model needs are there."""
    from importlib.util import find_spec

    return all(find_spec(p) for p in _PACKAGES) and (FOLDER / "model.onnx").is_file()


@lru_cache(maxsize=1)
def load_model() -> ToneModel:
    """Return the model, loaded once a process.

    Raises:
        ToneModelMissingError: the packages that run it, or its files, are missing.
    """
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
    """Return scores as probabilities, row by row.

    >>> import numpy as np
    >>> softmax(np.zeros((1, 2))).tolist()
    [[0.5, 0.5]]
    """
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _inputs(sentences: Sequence[Encoded]) -> dict[str, np.ndarray]:
    """The model's input arrays: a row for each sentence, padded to the longest."""
    import numpy as np

    shape = len(sentences), max(len(s.pieces) for s in sentences)
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
