"""Baselines of tone, on NewsMTSC: the sign of a lexicon's valence, and a regression over words.

NewsMTSC (Hamborg & Donnay 2021, "NewsMTSC: a dataset for (multi-)target-dependent sentiment
classification in political news articles", EACL) has sentences of US political news with the
author's tone toward one person. The baselines do not know the person: the valence of the whole
sentence is taken for the tone, as users of lexicons on news do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from helpers.evaluation.benchmarks import annotate_texts
from helpers.evaluation.classification_scores import bootstrap_weights, macro_f1, with_interval
from helpers.measures.stance.tone_model import LABELS
from helpers.measures.tone.scored_units import MASKINGS, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, vote
from helpers.statistics import wilson_interval
from helpers.thresholds import MIN_TEXTS

MAJORITY, VOTE, NOT_READ = "majority", "vote", "not read"
RIDGE = 1.0  # of the regression: inverse of the variance that weights are expected to have


def lexicon_labels(targets: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the tone that each lexicon and their vote give to each target's text.

    Columns: ``text``, ``tone`` (as annotated), ``lexicon`` (a name; "vote": what more than half of
    the lexicons say, else neutral; "majority": the most frequent tone for all), ``masking`` (one
    of ``MASKINGS``; "not read" for the majority), ``read_as`` (the tone given).
    """
    texts = [str(target["text"]) for target in targets]
    tones = [str(target["label"]) for target in targets]
    masked = _masked_texts(texts)
    guesses = {(MAJORITY, NOT_READ): [max(LABELS, key=tones.count)] * len(texts)}
    for masking in MASKINGS:
        signs = {
            name: [sign(lexicon(masked[text][masking]).value, name) for text in texts]
            for name, lexicon in LEXICONS.items()
        }
        signs[VOTE] = [vote(ballot) for ballot in zip(*signs.values(), strict=True)]
        guesses |= {(name, masking): labels for name, labels in signs.items()}
    tables = [
        pd.DataFrame(
            {"text": texts, "tone": tones, "lexicon": name, "masking": masking, "read_as": labels}
        )
        for (name, masking), labels in guesses.items()
    ]
    return pd.concat(tables, ignore_index=True)


def score_lexicons(labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each lexicon gives the annotated tone, from :func:`lexicon_labels`.

    The bootstrap draws texts, since the targets of one text are scored alike.
    """
    rows = []
    weights: NDArray | None = None
    for (lexicon, masking), group in labels.groupby(["lexicon", "masking"], sort=False):
        gold, guess = group["tone"].to_numpy(), group["read_as"].to_numpy()
        if weights is None:  # the same for all lexicons, which have the same targets
            weights = bootstrap_weights(group["text"].tolist())
        score = partial(macro_f1, gold, guess, LABELS)
        accuracy = float((gold == guess).mean())
        rows.append((lexicon, masking, len(gold), accuracy, *with_interval(score, weights)))
    columns = ["lexicon", "masking", "n", "accuracy", "macro_f1", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def confusion(labels: pd.DataFrame) -> pd.DataFrame:
    """Return the tones that each lexicon gives to the sentences of each annotated tone, masked."""
    rows = []
    masked = labels[labels["masking"] == MASKINGS[-1]].groupby(["lexicon", "tone"])
    for lexicon in (*LEXICONS, VOTE):
        for tone in LABELS:
            given = masked.get_group((lexicon, tone))["read_as"]
            for label in LABELS:
                count, n = int((given == label).sum()), len(given)
                rows.append((lexicon, tone, label, count, n, count / n, *wilson_interval(count, n)))
    columns = ["lexicon", "tone", "read_as", "count", "n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _masked_texts(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Each text as the lexicons read it, by masking."""
    found = {}
    for text, annotation in zip(texts, annotate_texts(texts, passage=True), strict=True):
        whole = pd.DataFrame([{"unit": 0, "speaker": "", "start": 0, "end": len(text)}])
        found[text] = {
            masking: next(masked_units(annotation, whole, masking=masking)).scored
            for masking in MASKINGS
        }
    return found


def tfidf_guesses(
    texts: Sequence[str], labels: NDArray, others: Sequence[Sequence[str]]
) -> list[NDArray]:
    """Return the labels that a regression over the words of ``texts`` gives to other texts.

    A plain baseline: words and pairs of words, weighted by rarity (Spärck Jones 1972, "A
    statistical interpretation of term specificity", Journal of Documentation 28, 11-21), and a
    multinomial logistic regression. Labels are whole numbers from 0.
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
