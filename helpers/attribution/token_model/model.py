"""Token model: an optional reader of sentences, trained by whoever holds annotated news.

Nothing of it is in this repository: ``helpers/training/attribution`` makes a folder with the
model and with the weights that go with it, and the environment's ``NEWS_VOICES_TOKEN_MODEL``
names that folder. Where it names none everything is as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.attribution.attribution import Attribution
from helpers.attribution.parsed_article import Reading
from helpers.attribution.token_model.opinion import Opinion, Opinions
from helpers.attribution.token_model.pieces import Sentence, pieces_of

VARIABLE = "NEWS_VOICES_TOKEN_MODEL"
FILES = ("model.onnx", "tokenizer.json")
TABLES = ("source_weights", "edge_weights", "choice_weights")
LIMIT = 7.0  # log odds beyond these say no more
DECIMALS = 3  # beyond these, the same file may say another thing on another machine
_BATCH = 32


class TokenModelError(RuntimeError):
    """The model that the environment names can't be run; the message says what to do."""


@dataclass(frozen=True, slots=True)
class TokenModel:
    """A loaded model."""

    session: Any
    tokenizer: Any

    def opinions(self) -> Opinions:
        """Return what judges the records of one article; the same sentence is read once."""
        known: dict[Sentence | None, Opinion | None] = {None: None}

        def judge(reading: Reading, attributions: Sequence[Attribution]) -> list[Opinion | None]:
            sentences = [sentence_of(self.tokenizer, reading, a) for a in attributions]
            new = {sentence for sentence in sentences if sentence not in known}
            # sentences of like length together: less is padded
            order = sorted((s for s in new if s), key=lambda s: (len(s.pieces), s.starts, s.places))
            for first in range(0, len(order), _BATCH):
                some = order[first : first + _BATCH]
                known.update(zip(some, self.read(some), strict=True))
            return [known[sentence] for sentence in sentences]

        return judge

    def read(self, sentences: Sequence[Sentence]) -> Iterator[Opinion]:
        """Return what the model says of sentences, read side by side."""
        import numpy as np

        shape = len(sentences), max(len(s.pieces) for s in sentences)
        pieces, places = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        words = np.zeros(shape, dtype=np.float32)
        for row, sentence in enumerate(sentences):
            length = len(sentence.pieces)
            pieces[row, :length], places[row, :length] = sentence.pieces, sentence.places
            words[row, :length] = 1
        inputs = {"pieces": pieces, "places": places, "words": words}
        odds, cue = self.session.run(["odds", "cue"], inputs)
        return opinions_of(sentences, odds, cue)


def opinions_of(sentences: Sequence[Sentence], odds: Any, cue: Any) -> Iterator[Opinion]:
    """Return opinions from a network's numbers (rows, pieces, content and source; rows)."""
    rounded = odds.clip(-LIMIT, LIMIT).round(DECIMALS)
    for row, sentence in enumerate(sentences):
        content, source = rounded[row, 1 : len(sentence.starts) + 1].T.tolist()
        yield Opinion(
            sentence.starts, tuple(content), tuple(source), round(float(cue[row]), DECIMALS)
        )


def sentence_of(tokenizer: Any, reading: Reading, a: Attribution) -> Sentence | None:
    """Return the sentence of an attribution's cue as the model reads it."""
    if not a.cue:
        return None
    sentence = reading.annotation.sentences[max(0, reading.sentence_at(a.cue[0][0]))]
    return pieces_of(tokenizer, reading.text, (sentence.start, sentence.end), a.cue)


def model_folder() -> Path | None:
    """Return the folder that the environment names; None where it names none.

    Raises:
        TokenModelError: a file is not in it.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named)
    for name in (*FILES, *(f"{table}.tsv" for table in TABLES)):
        if not (folder / name).is_file():
            raise TokenModelError(
                f"{VARIABLE} names {named}, but {name} is not in it: make the folder as "
                "helpers/training/attribution/README.md tells, or unset the variable."
            )
    return folder


@lru_cache(maxsize=2)
def load_token_model(folder: Path) -> TokenModel:
    """Return the model of a folder, loaded once a process.

    Raises:
        TokenModelError: the packages that run it are not there.
    """
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise TokenModelError(
            f"The token model needs the package {error.name}: "
            "`.venv/bin/python -m pip install onnxruntime tokenizers`, or unset "
            f"{VARIABLE}."
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # notebooks run side by side
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(folder / FILES[0]), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / FILES[1]))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return TokenModel(session, tokenizer)
