"""How often the model of tone toward a target is right, and how certain it may be.

Measured on NewsMTSC (Hamborg & Donnay 2021, EACL), and on SEESAW (Zhang, Beauchamp & Wang 2022,
"Generative entity-to-entity stance detection with knowledge graph augmentation", EMNLP): who takes
a positive or negative stance toward whom. SEESAW has no neutral pairs, so there the measure is
whether positive ones rank above negative ones. It may be used for evaluation only: nothing was
learned from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from helpers.evaluation.benchmarks import read_json_lines
from helpers.evaluation.classification_scores import (
    area_under_curve,
    bootstrap_weights,
    f1,
    macro_f1,
    with_interval,
)
from helpers.evaluation.tone_baselines import lexicon_labels
from helpers.evaluation.tone_examples import (
    Example,
    load_probes,
    read_newsmtsc,
    split_by_article,
)
from helpers.measures.stance.tone_model import LABELS, Span, encode, load_model, softmax
from helpers.measures.tone.scored_units import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS, vader
from helpers.statistics import wilson_interval

PARTS = {"dev": "newsmtsc-dev.jsonl", "dev, several targets": "newsmtsc-dev-multitarget.jsonl"}
TRAIN = "newsmtsc-train.jsonl"
MODEL = "this model"
THRESHOLDS = tuple(round(0.34 + 0.02 * i, 2) for i in range(32))  # to .96
_NOBODY = {None, "", "Not in the list"}  # for a target in SEESAW


def right_labels(examples: Sequence[Example]) -> NDArray:
    """Return the number of the right label of each example."""
    return np.array([int(np.argmax(example.chances)) for example in examples])


def model_scores(examples: Sequence[Example], *, mask: bool = True) -> NDArray:
    """Return the model's three scores of each example."""
    model = load_model()
    read = [encode(model.tokenizer, e.text, e.target, e.further, mask=mask) for e in examples]
    return model.logits(read)


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
    """Return how often the model and lexicons are right on parts of NewsMTSC.

    The model has not learned from these.
    """
    parts = {name: read_newsmtsc(folder / file) for name, file in PARTS.items()}
    parts["train, articles kept back"] = split_by_article(read_newsmtsc(folder / TRAIN))[1]
    rows = []
    for part, examples in parts.items():
        gold = right_labels(examples)
        guesses: dict[tuple[str, str], NDArray] = {}
        for names in ("masked", "kept"):
            scores = model_scores(examples, mask=names == "masked")
            guesses[MODEL, names] = scores.argmax(axis=1)
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
    """Return how many sentences get a label, and how many labels are right, by threshold."""
    top, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    rows = []
    for threshold in THRESHOLDS:
        inside = top >= threshold
        n, k = int(inside.sum()), int(right[inside].sum())
        rows.append((threshold, n, n / len(gold), k / max(n, 1), *wilson_interval(k, n)))
    columns = ["threshold", "n", "coverage", "precision_when_covered", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def evaluate_probes() -> pd.DataFrame:
    """Return how many targets of ``data/probes/tone_test.tsv`` the model labels right."""
    probes, model = load_probes(), load_model()
    targets: list[Any] = list(probes.itertuples())
    scores = model.logits([encode(model.tokenizer, p.text, (p.start, p.end)) for p in targets])
    labels = [LABELS[i] for i in scores.argmax(axis=1)]
    right = pd.Series([label in p.labels for label, p in zip(labels, targets, strict=True)])
    rows = []
    for kind, group in [*right.groupby(probes["kind"], sort=False), ("all", right)]:
        n, k = len(group), int(group.sum())
        rows.append((kind, n, k, k / n, *wilson_interval(k, n)))
    return pd.DataFrame(rows, columns=["kind", "n", "right", "share", "low", "high"])


def read_seesaw(path: Path) -> list[Example]:
    """Return the stances whose target is named in their sentence, by its name or its last word."""
    pairs = []
    for article in read_json_lines(path):
        for stance in article["stances"]:
            if stance["target"] in _NOBODY or stance["sentiment"] not in ("positive", "negative"):
                continue
            text = article["sentences"][stance["sent"]]
            span = _span_of_name(stance["target"], text)
            if span is not None:
                chances = tuple(float(label == stance["sentiment"]) for label in LABELS)
                pairs.append(Example(text, span, (), chances, article["id"]))
    return pairs


def evaluate_seesaw(pairs: list[Example]) -> pd.DataFrame:
    """Return how well the model and VADER tell positive stances from negative ones.

    In the accuracy a tie counts half.
    """
    positive = right_labels(pairs) == LABELS.index("positive")
    model = load_model()
    chances = model.probabilities([encode(model.tokenizer, p.text, p.target) for p in pairs])
    values = {
        "this model": chances[:, LABELS.index("positive")] - chances[:, LABELS.index("negative")],
        "VADER": np.array([vader(pair.text).value for pair in pairs]),
        "majority": np.full(len(pairs), float(positive.mean() - 0.5)),
    }
    weights = bootstrap_weights([p.article for p in pairs])
    rows = []
    for method, value in values.items():
        area = partial(area_under_curve, positive, value)
        right = np.where(value == 0, 0.5, (value > 0) == positive).mean()
        rows.append((method, len(pairs), right, *with_interval(area, weights)))
    return pd.DataFrame(rows, columns=["method", "n", "accuracy", "auc", "low", "high"])


def _span_of_name(name: str, text: str) -> Span | None:
    """The first place where a sentence has a name in full, else the last word of the name."""
    for words in (name, name.split()[-1]):
        found = re.search(rf"\b{re.escape(words)}(?!\w)", text)
        if found:
            return found.span()
    return None
