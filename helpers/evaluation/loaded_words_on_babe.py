"""How many of the words found as loaded were marked as biased by trained annotators, on BABE.

BABE (Spinde et al. 2021, Findings of EMNLP, 1166-1177): sentences of US news on contested topics,
in which experts marked the words that are biased. Words are counted: one that was marked and that
the program finds is right. All sentences count, unbiased ones included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.annotation import Annotation, Token
from helpers.attribution.fitted.confidence import probability
from helpers.evaluation.benchmarks import annotate_texts
from helpers.evaluation.classification_scores import bootstrap_weights, with_interval
from helpers.measures.tone.valence_lexicons import afinn, textblob, vader
from helpers.measures.wording.loaded_words import Features, candidates, load_weights
from helpers.thresholds import MIN_LIKELIHOOD

OURS = "loaded words"
_LOOK_UPS = {
    "VADER": (vader,),
    "AFINN": (afinn,),
    "TextBlob": (textblob,),
    "VADER, AFINN or TextBlob": (vader, afinn, textblob),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated sentence: its marked words (token numbers), and those that may be found."""

    annotation: Annotation
    marked: frozenset[int]
    candidates: tuple[tuple[Token, Features], ...]


def read_sentences(rows: Sequence[dict[str, Any]]) -> list[Sentence]:
    """Return the sentences of a BABE file (``text``, ``biased_words``) with their candidates."""
    annotations = annotate_texts((row["text"] for row in rows), passage=True)
    return [
        Sentence(annotation, _marked(row, annotation), tuple(candidates(annotation)))
        for row, annotation in zip(rows, annotations, strict=True)
    ]


def _marked(row: dict[str, Any], annotation: Annotation) -> frozenset[int]:
    """The numbers of the words that are part of a marked word or phrase, wherever it occurs."""
    spans = [
        match.span()
        for words in row["biased_words"]
        if words.strip()
        for match in re.finditer(re.escape(words.strip()), row["text"], re.IGNORECASE)
        if _is_whole(row["text"], *match.span())
    ]
    return frozenset(
        token.i
        for token in annotation.tokens
        if token.is_word and any(token.start < end and token.end > start for start, end in spans)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum())


def evaluate_loaded_words(part: str, sentences: Sequence[Sentence]) -> pd.DataFrame:
    """Return how many of the words found were marked, and how many of those marked are found.

    The intervals are of 95% bootstrap samples of sentences. A method is a lexicon in which every
    word is looked up, or "loaded words".
    """
    weights = bootstrap_weights(range(len(sentences)))
    words = sum(token.is_word for s in sentences for token in s.annotation.tokens)
    marked = np.array([len(sentence.marked) for sentence in sentences])
    rows = []
    for method in (*_LOOK_UPS, OURS):
        matches = [_found(sentence, method) for sentence in sentences]
        found = np.array([len(numbers) for numbers in matches])
        right = np.array([len(n & s.marked) for n, s in zip(matches, sentences, strict=True)])
        row: dict[str, Any] = {
            "part": part,
            "method": method,
            "sentences": len(sentences),
            "words": words,
            "marked": int(marked.sum()),
            "found": int(found.sum()),
            "right": int(right.sum()),
        }
        for name, below in (("precision", found), ("recall", marked), ("f1", (found + marked) / 2)):

            def rate(w: NDArray, below: NDArray = below, right: NDArray = right) -> NDArray:
                return np.asarray((w @ right) / np.maximum(w @ below, 1))

            columns = (name, f"{name}_low", f"{name}_high")
            row |= dict(zip(columns, with_interval(rate, weights), strict=True))
        rows.append(row)
    return pd.DataFrame(rows)


def _found(sentence: Sentence, method: str) -> set[int]:
    """The numbers of the words that a method finds in a sentence."""
    if method == OURS:
        weights = load_weights()
        return {t.i for t, f in sentence.candidates if probability(f, weights) >= MIN_LIKELIHOOD}
    return {
        token.i
        for token in sentence.annotation.tokens
        if token.is_word and any(lexicon(token.text.lower()).hits for lexicon in _LOOK_UPS[method])
    }
