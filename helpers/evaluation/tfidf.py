"""A plain baseline: words and pairs of words, weighed by rarity, and a logistic regression.

It knows the sentence but not whom it is about. Spärck Jones (1972), "A statistical interpretation
of term specificity", Journal of Documentation 28, 11-21, for the weights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

LEAST_TEXTS = 2  # a word of one text teaches nothing
RIDGE = 1.0  # inverse of the variance that weights are expected to have, over the texts


def tfidf_guesses(
    texts: Sequence[str], labels: NDArray, others: Sequence[Sequence[str]]
) -> list[NDArray]:
    """Return the labels that a regression over ``texts`` gives to each of some lists of texts.

    Args:
        texts: to learn from.
        labels: of each of them, whole numbers from 0.
        others: lists of texts to label.
    """
    counts = Counter(term for text in texts for term in set(_terms(text)))
    terms = sorted(term for term, n in counts.items() if n >= LEAST_TEXTS)
    number = {term: i for i, term in enumerate(terms)}
    rarity = np.log((1 + len(texts)) / (1 + np.array([counts[t] for t in terms]))) + 1
    weights, bias = _regression(_matrix(texts, number, rarity), np.asarray(labels))
    guesses = []
    for some in others:
        scores = np.asarray(_matrix(some, number, rarity) @ weights) + bias
        guesses.append(scores.argmax(axis=1))
    return guesses


def _terms(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def _matrix(texts: Sequence[str], number: dict[str, int], rarity: NDArray) -> csr_matrix:
    """One row a text, of length 1, with how often each term stands in it times its rarity."""
    from scipy.sparse import csr_matrix

    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        found = Counter(number[t] for t in _terms(text) if t in number)
        vector = np.array(list(found.values())) * rarity[list(found)] if found else np.zeros(0)
        length = float(np.sqrt((vector**2).sum())) or 1.0
        rows += [row] * len(found)
        columns += list(found)
        values += list(vector / length)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(number)))


def _regression(x: csr_matrix, labels: NDArray) -> tuple[NDArray, NDArray]:
    from scipy.optimize import minimize

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
