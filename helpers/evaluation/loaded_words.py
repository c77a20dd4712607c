"""How far loaded words can be trusted: against words that trained readers marked as biased.

BABE (Spinde et al. 2021, Findings of EMNLP, 1166-1177): sentences of US news on contested topics,
in which experts marked the words that are biased. Counted are words: one that a reader marked and
the program finds is right, in all sentences, the unbiased ones included. The weights are fitted on
the training part, the threshold is chosen there by cross-validation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.annotation import Annotation, Token, annotate_many
from helpers.article import article_from_text
from helpers.attribution.fitted.confidence import probability
from helpers.evaluation.choice_fit import weights_table
from helpers.evaluation.results import RESULTS
from helpers.evaluation.samples import bootstrap_weights, interval
from helpers.evaluation.valence import DRAWS, SEED
from helpers.lexicons import LEXICONS
from helpers.measures.tone.valence_lexicons import afinn, textblob, vader
from helpers.measures.wording.loaded_words import (
    BIAS,
    MIN_LIKELIHOOD,
    Features,
    candidates,
    load_weights,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

WEIGHTS = LEXICONS / "loaded_word_weights.tsv"
FOLDS = 5
MAX_FEATURES = 50  # by cross-validation as good as all, and a table that a reader can take in
OURS = "loaded words"
_HEAD = """\
# Weights of the loaded words (helpers/measures/wording/loaded_words.py): log odds for one unit of
# a feature that readers mark a word; candidates: words that had the feature, right: those marked.
# Written by helpers.evaluation.loaded_words.write_weights on annotated news: fit it anew after a
# change of the features or lexicons. No word has a weight of its own. Licence: MIT (counts are
# facts)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated sentence: its words that are marked, and those that may be found."""

    annotation: Annotation
    marked: frozenset[int]
    candidates: tuple[tuple[Token, Features], ...]


def load_sentences(path: Path) -> list[dict[str, Any]]:
    """Return the sentences of a BABE file: dicts with ``text`` and ``biased_words``."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_sentences(rows: Sequence[dict[str, Any]]) -> list[Sentence]:
    """Return the sentences with their candidates and the words that readers marked."""
    articles = [
        article_from_text(row["text"], any_language=True, normalise_newlines=False, passage=True)
        for row in rows
    ]
    return [
        Sentence(annotation, _marked(row, annotation), tuple(candidates(annotation)))
        for row, annotation in zip(rows, annotate_many(articles), strict=True)
    ]


def _marked(row: dict[str, Any], annotation: Annotation) -> frozenset[int]:
    """The numbers of the words that stand in a marked word or phrase, at each of its places."""
    spans = [
        match.span()
        for words in row["biased_words"]
        for match in re.finditer(re.escape(words.strip()), row["text"], re.IGNORECASE)
        if words.strip() and _whole(row["text"], match)
    ]
    return frozenset(
        token.i
        for token in annotation.tokens
        if token.is_word and any(token.start < end and token.end > start for start, end in spans)
    )


def _whole(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() :][:1]
    return not (before.isalnum() or after.isalnum())


def write_weights(path: Path, target: Path = WEIGHTS) -> int:
    """Fit the weights on a BABE file, write their table, return how many there are."""
    sentences = read_sentences(load_sentences(path))
    table = selected_weights(list(_examples(sentences))).assign(source="BABE train")
    rows = ["\t".join(map(str, row)) for row in table.itertuples(index=False)]
    target.write_text("\n".join([_HEAD, "\t".join(table.columns), *rows, ""]), encoding="utf-8")
    return len(rows)


def selected_weights(examples: Sequence[tuple[Features, bool]]) -> pd.DataFrame:
    """Return the weights of the features that matter most, as ``weights_table`` does.

    All features are fitted, then the least important fifth is left out and the rest fitted anew,
    until ``MAX_FEATURES`` are left. What matters is a weight times the spread of its feature.
    """
    table = weights_table(examples)
    spread = {
        name: float(np.std([features.get(name, 0.0) for features, _ in examples]))
        for name in table["feature"]
    } | {BIAS: np.inf}
    while len(table) > MAX_FEATURES:
        importance = table["weight"].abs() * table["feature"].map(spread)
        dropped = max(1, min(len(table) - MAX_FEATURES, len(table) // 5))
        kept = set(table["feature"][importance.argsort()[dropped:]])
        examples = [({n: v for n, v in f.items() if n in kept}, ok) for f, ok in examples]
        table = weights_table(examples)
    return table


def _examples(sentences: Sequence[Sentence]) -> Iterator[tuple[Features, bool]]:
    for sentence in sentences:
        for token, features in sentence.candidates:
            yield features, token.i in sentence.marked


def choose_threshold(path: Path, rng: np.random.Generator) -> pd.DataFrame:
    """Return precision and recall of thresholds, by cross-validation over sentences.

    Columns: ``least`` (0.05, 0.06, ...), ``precision``, ``recall``, ``f1``.
    """
    import pandas as pd

    sentences = read_sentences(load_sentences(path))
    fold = rng.integers(FOLDS, size=len(sentences))
    likely: list[tuple[float, bool]] = []
    for number in range(FOLDS):
        rest = [s for s, f in zip(sentences, fold, strict=True) if f != number]
        table = weights_table(list(_examples(rest)))
        weights = dict(zip(table["feature"], table["weight"], strict=True))
        held_out = [s for s, f in zip(sentences, fold, strict=True) if f == number]
        likely += [(probability(features, weights), ok) for features, ok in _examples(held_out)]
    total = sum(len(sentence.marked) for sentence in sentences)
    rows = []
    for least in np.arange(0.05, 0.5, 0.01):
        found = [ok for value, ok in likely if value >= least]
        precision, recall = sum(found) / max(1, len(found)), sum(found) / total
        f1 = 2 * sum(found) / (len(found) + total)
        rows.append((round(float(least), 2), precision, recall, f1))
    return pd.DataFrame(rows, columns=["least", "precision", "recall", "f1"])


def evaluate_loaded_words(
    part: str, sentences: Sequence[Sentence], rng: np.random.Generator, *, draws: int = DRAWS
) -> pd.DataFrame:
    """Return how many of the words found readers marked, and how many of those marked are found.

    Columns:
        part, method: a lexicon in which every word is looked up, or "loaded words".
        sentences, words, marked, found, right: numbers.
        precision, recall, f1, each with its 95 % bootstrap interval over sentences
            (precision_low, precision_high ...).
    """
    import pandas as pd

    weights = bootstrap_weights(list(range(len(sentences))), rng, draws)
    words = sum(token.is_word for s in sentences for token in s.annotation.tokens)
    marked = np.array([len(sentence.marked) for sentence in sentences])
    rows = []
    for method in (*_LOOK_UPS, OURS):
        hits = [_found(sentence, method) for sentence in sentences]
        found = np.array([len(numbers) for numbers in hits])
        right = np.array([len(n & s.marked) for n, s in zip(hits, sentences, strict=True)])
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

            low, high = interval(rate, weights)
            row |= {
                name: float(rate(np.ones((1, len(sentences))))[0]),
                f"{name}_low": low,
                f"{name}_high": high,
            }
        rows.append(row)
    return pd.DataFrame(rows)


_LOOK_UPS = {
    "VADER": (vader,),
    "AFINN": (afinn,),
    "TextBlob": (textblob,),
    "VADER, AFINN or TextBlob": (vader, afinn, textblob),
}


def _found(sentence: Sentence, method: str) -> set[int]:
    if method == OURS:
        weights = load_weights()
        return {t.i for t, f in sentence.candidates if probability(f, weights) >= MIN_LIKELIHOOD}
    tokens = (token for token in sentence.annotation.tokens if token.is_word)
    return {
        token.i
        for token in tokens
        if any(lexicon(token.text.lower()).hits for lexicon in _LOOK_UPS[method])
    }


def write_results(benchmarks: Path, folder: Path = RESULTS) -> None:
    """Measure on BABE's development part and write ``loaded_words_babe.csv``.

    Args:
        benchmarks: the folder ``benchmarks`` of the shared material.
        folder: where the table goes.
    """
    sentences = read_sentences(load_sentences(benchmarks / "bias" / "babe-dev.jsonl"))
    table = evaluate_loaded_words("dev", sentences, np.random.default_rng(SEED))
    path = folder / "loaded_words_babe.csv"
    table.to_csv(path, index=False, float_format="%.4f", lineterminator="\n")
