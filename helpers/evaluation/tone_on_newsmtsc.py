"""How often the model of tone toward a target is right, and how certain it may be.

Measured on NewsMTSC (Hamborg & Donnay 2021, EACL): its development part, the part with several
targets a sentence, and the articles of the training part that were kept back. The lexicons and a
regression over words, which know the sentence but not the target, are measured beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix

from helpers.evaluation.classification_scores import bootstrap_weights, f1, macro_f1, with_interval
from helpers.evaluation.lexicons_on_newsmtsc import lexicon_labels
from helpers.evaluation.tone_examples import (
    Example,
    load_probes,
    read_newsmtsc,
    split_by_article,
)
from helpers.measures.stance.tone_model import LABELS, load_model, softmax
from helpers.measures.tone.scored_units import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS
from helpers.statistics import wilson_interval
from helpers.thresholds import MIN_TEXTS

PARTS = {"dev": "newsmtsc-dev.jsonl", "dev, several targets": "newsmtsc-dev-multitarget.jsonl"}
TRAIN = "newsmtsc-train.jsonl"
MODEL, REGRESSION = "this model", "tf-idf and regression"
THRESHOLDS = tuple(round(0.34 + 0.02 * i, 2) for i in range(32))  # to .96
RIDGE = 1.0  # its penalty: inverse of the variance that weights are expected to have


def right_labels(examples: Sequence[Example]) -> NDArray:
    """Return the number of the right label of each example."""
    return np.array([int(np.argmax(example.chances)) for example in examples])


def model_scores(examples: Sequence[Example], *, mask: bool = True) -> NDArray:
    """Return the model's three scores of each example."""
    model = load_model()
    return model.logits([model.encode(e.text, e.target, e.further, mask=mask) for e in examples])


def score_labels(gold: NDArray, guess: NDArray, articles: Sequence[str]) -> dict[str, float]:
    """Return ``n``, ``accuracy``, ``macro_f1`` with ``low`` and ``high``, and F1 by label.

    The interval is the 95% percentile bootstrap over articles, whose sentences are alike.
    """
    numbers = range(len(LABELS))
    weights = bootstrap_weights(articles)
    macro, low, high = with_interval(lambda w: macro_f1(gold, guess, numbers, w), weights)
    once = np.ones((1, len(gold)))
    return {
        "n": len(gold),
        "accuracy": float((gold == guess).mean()),
        "macro_f1": macro,
        "low": low,
        "high": high,
        **{f"f1_{LABELS[i]}": float(f1(gold, guess, i, once)[0]) for i in numbers},
    }


def evaluate_target_tone(folder: Path) -> pd.DataFrame:
    """Return how often the model, lexicons and a regression are right on parts of NewsMTSC.

    Args:
        folder: holds the files of NewsMTSC.

    Columns:
        part: "dev", "dev, several targets" or "train, articles kept back": neither the model nor
            the regression has learned from these.
        method: the model, "tf-idf and regression", a lexicon or "majority" (the most frequent
            label for all).
        names: "masked" or "kept"; "not read" for the majority.
        n: number of targets; accuracy: 0 to 1.
        macro_f1: mean of the F1 of the labels; low, high: its 95% bootstrap interval.
        f1_negative, f1_neutral, f1_positive.
    """
    parts = {name: read_newsmtsc(folder / file) for name, file in PARTS.items()}
    learned, back = split_by_article(read_newsmtsc(folder / TRAIN))
    parts["train, articles kept back"] = back
    regression = tfidf_guesses(
        [e.text for e in learned],
        right_labels(learned),
        [[e.text for e in part] for part in parts.values()],
    )
    rows = []
    for (part, examples), plain in zip(parts.items(), regression, strict=True):
        gold = right_labels(examples)
        guesses: dict[tuple[str, str], NDArray] = {}
        for names in ("masked", "kept"):
            scores = model_scores(examples, mask=names == "masked")
            guesses[MODEL, names] = scores.argmax(axis=1)
        guesses[REGRESSION, "kept"] = plain
        guesses |= _lexicon_guesses(examples, gold)
        guesses["majority", "not read"] = np.full(len(gold), np.bincount(gold).argmax())
        articles = [e.article for e in examples]
        for (method, names), guess in guesses.items():
            found = score_labels(gold, guess, articles)
            rows.append({"part": part, "method": method, "names": names, **found})
    return pd.DataFrame(rows)


def _lexicon_guesses(examples: Sequence[Example], gold: NDArray) -> dict[tuple[str, str], NDArray]:
    """The sign of each lexicon's valence, with names and words in another sense masked."""
    targets = [{"text": e.text, "label": LABELS[i]} for e, i in zip(examples, gold, strict=True)]
    given = lexicon_labels(targets)
    masked = given[given["masking"] == MASKINGS[-1]].set_index("lexicon")["read_as"]
    return {
        (name, "masked"): np.array([LABELS.index(label) for label in masked[name]])
        for name in LEXICONS
    }


def unseen_examples(folder: Path) -> list[Example]:
    """Return what temperature and threshold are chosen on: dev and the articles kept back."""
    back = split_by_article(read_newsmtsc(folder / TRAIN))[1]
    return read_newsmtsc(folder / PARTS["dev"]) + back


def fit_temperature(scores: NDArray, gold: NDArray) -> float:
    """Return the temperature that makes the right labels likeliest, two decimals (0.5 to 4)."""

    def loss(temperature: float) -> float:
        chances = softmax(scores / temperature)
        return -float(np.log(np.maximum(chances[np.arange(len(gold)), gold], 1e-12)).mean())

    return round(float(minimize_scalar(loss, bounds=(0.5, 4), method="bounded").x), 2)


def coverage(chances: NDArray, gold: NDArray) -> pd.DataFrame:
    """Return how many sentences get a label, and how many labels are right, by threshold.

    Columns: ``threshold`` (smallest probability of a label), ``n`` (sentences with a label),
    ``coverage`` (their share of all), ``precision_when_covered`` (share of n with the right
    label), ``low``, ``high`` (its 95% Wilson interval).
    """
    top, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    rows = []
    for threshold in THRESHOLDS:
        inside = top >= threshold
        n, k = int(inside.sum()), int(right[inside].sum())
        rows.append((threshold, n, n / len(gold), k / max(n, 1), *wilson_interval(k, n)))
    columns = ["threshold", "n", "coverage", "precision_when_covered", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def evaluate_probes() -> pd.DataFrame:
    """Return how many targets of ``data/probes/tone_test.tsv`` the model labels right.

    Columns: ``kind``, ``n``, ``right`` (number), ``share``, ``low``, ``high`` (95% Wilson
    interval). The last row is about all kinds.
    """
    probes, model = load_probes(), load_model()
    targets: list[Any] = list(probes.itertuples())
    scores = model.logits([model.encode(p.text, (p.start, p.end)) for p in targets])
    labels = [LABELS[i] for i in scores.argmax(axis=1)]
    right = pd.Series([label in p.labels for label, p in zip(labels, targets, strict=True)])
    rows = []
    for kind, group in [*right.groupby(probes["kind"], sort=False), ("all", right)]:
        n, k = len(group), int(group.sum())
        rows.append((kind, n, k, k / n, *wilson_interval(k, n)))
    return pd.DataFrame(rows, columns=["kind", "n", "right", "share", "low", "high"])


def tfidf_guesses(
    texts: Sequence[str], labels: NDArray, others: Sequence[Sequence[str]]
) -> list[NDArray]:
    """Return the labels that a regression over the words of ``texts`` gives to other texts.

    A plain baseline: words and pairs of words, weighted by rarity (Spärck Jones 1972, "A
    statistical interpretation of term specificity", Journal of Documentation 28, 11-21), and a
    multinomial logistic regression.

    Args:
        texts: to learn from.
        labels: of each of them, whole numbers from 0.
        others: lists of texts to label.
    """
    counts = Counter(term for text in texts for term in set(_terms(text)))
    terms = sorted(term for term, n in counts.items() if n >= MIN_TEXTS)
    number = {term: i for i, term in enumerate(terms)}
    rarity = np.log((1 + len(texts)) / (1 + np.array([counts[t] for t in terms]))) + 1
    weights, bias = _regression(_matrix(texts, number, rarity), np.asarray(labels))
    return [
        (np.asarray(_matrix(some, number, rarity) @ weights) + bias).argmax(axis=1)
        for some in others
    ]


def _terms(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def _matrix(texts: Sequence[str], number: dict[str, int], rarity: NDArray) -> csr_matrix:
    """A row of length 1 for each text: the count of each known term times its rarity."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        found = Counter(number[t] for t in _terms(text) if t in number)
        vector = np.array(list(found.values())) * rarity[list(found)] if found else np.zeros(0)
        rows += [row] * len(found)
        columns += list(found)
        values += list(vector / (float(np.sqrt((vector**2).sum())) or 1.0))
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(number)))


def _regression(x: csr_matrix, labels: NDArray) -> tuple[NDArray, NDArray]:
    classes = int(labels.max()) + 1
    goal = np.eye(classes)[labels]
    shape = x.shape[1], classes

    def loss(flat: NDArray) -> tuple[float, NDArray]:
        weights, bias = flat[:-classes].reshape(shape), flat[-classes:]
        scores = x @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = np.exp(logs) - goal
        value = -(goal * logs).sum() + RIDGE / 2 * (weights**2).sum()
        slope = np.asarray(x.T @ wrong) + RIDGE * weights
        return float(value), np.concatenate([slope.ravel(), wrong.sum(axis=0)])

    start = np.zeros(shape[0] * classes + classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return found[:-classes].reshape(shape), found[-classes:]
