"""How often the model of tone toward a target is right, how sure it may be, where it goes wrong.

Measured on NewsMTSC (Hamborg & Donnay 2021, EACL): its development part, the part with several
targets a sentence, and the articles of the training part that were kept back. Beside it stand the
lexicons and a regression over words, which know the sentence but not whom it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.evaluation.classification_scores import bootstrap_weights, f1, interval, macro_f1
from helpers.evaluation.lexicons_on_newsmtsc import DRAWS, SEED, read_targets
from helpers.evaluation.results import RESULTS as FOLDER_OF_RESULTS
from helpers.evaluation.tfidf import tfidf_guesses
from helpers.evaluation.tone_examples import Example, read_newsmtsc, split_by_article
from helpers.measures.stance.probes import load_probes
from helpers.measures.stance.tone_model import LABELS, load_model, softmax
from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

RESULTS = FOLDER_OF_RESULTS / "target_tone_newsmtsc.csv"
COVERAGE = FOLDER_OF_RESULTS / "target_tone_coverage.csv"
PROBES = FOLDER_OF_RESULTS / "target_tone_probes.csv"
BINS = 10
THRESHOLDS = tuple(round(0.34 + 0.02 * i, 2) for i in range(32))  # to .96
PARTS = {"dev": "newsmtsc-dev.jsonl", "dev, several targets": "newsmtsc-dev-multitarget.jsonl"}
TRAIN = "newsmtsc-train.jsonl"
MODEL = "this model"


def gold_of(examples: Sequence[Example]) -> NDArray:
    """Return the number of the right label of each example."""
    return np.array([int(np.argmax(example.chances)) for example in examples])


def scores_of(examples: Sequence[Example], *, mask: bool = True) -> NDArray:
    """Return the model's three scores of each example."""
    model = load_model()
    return model.logits([model.encode(e.text, e.target, e.further, mask=mask) for e in examples])


def measures(
    gold: NDArray, guess: NDArray, groups: Sequence[str], rng: np.random.Generator
) -> dict[str, float]:
    """Return n, accuracy, macro F1 with its interval, and the F1 of each label.

    The interval is the 95 % percentile bootstrap over ``groups`` (articles), since sentences of
    one article are not drawn apart from each other.
    """
    once = np.ones((1, len(gold)))
    numbers = range(len(LABELS))

    def score(weights: NDArray) -> NDArray:
        return macro_f1(gold, guess, numbers, weights)

    low, high = interval(score, bootstrap_weights(groups, rng, DRAWS))
    of_labels = {f"f1_{LABELS[i]}": float(f1(gold, guess, i, once)[0]) for i in numbers}
    return {
        "n": len(gold),
        "accuracy": float((gold == guess).mean()),
        "macro_f1": float(score(once)[0]),
        "low": low,
        "high": high,
        **of_labels,
    }


def evaluate_target_tone(folder: Path) -> pd.DataFrame:
    """Return how often the model, lexicons and a regression are right on parts of NewsMTSC.

    Args:
        folder: holds the files of NewsMTSC.

    Columns:
        part: "dev", "dev, several targets" or "train, articles kept back": neither the model nor
            the regression has learned from these.
        method: the model, "tf-idf and regression", a lexicon or "majority" (the commonest label).
        names: "masked" or "kept"; "not read" for the majority.
        n: number of targets; accuracy: 0 to 1.
        macro_f1: mean of the F1 of the labels; low, high: its 95 % bootstrap interval.
        f1_negative, f1_neutral, f1_positive.
    """
    import pandas as pd

    parts = {name: read_newsmtsc(folder / file) for name, file in PARTS.items()}
    learned, back = split_by_article(read_newsmtsc(folder / TRAIN))
    parts["train, articles kept back"] = back
    plain = tfidf_guesses(
        [e.text for e in learned], gold_of(learned), [[e.text for e in p] for p in parts.values()]
    )
    rows = []
    for (part, examples), words in zip(parts.items(), plain, strict=True):
        gold = gold_of(examples)
        guesses: dict[tuple[str, str], NDArray] = {}
        for names in ("masked", "kept"):
            scores = scores_of(examples, mask=names == "masked")
            guesses[MODEL, names] = scores.argmax(axis=1)
        guesses["tf-idf and regression", "kept"] = words
        guesses |= _lexicon_guesses(examples)
        guesses["majority", "not read"] = np.full(len(gold), np.bincount(gold).argmax())
        articles = [e.article for e in examples]
        for (method, names), guess in guesses.items():
            found = measures(gold, guess, articles, np.random.default_rng(SEED))
            rows.append({"part": part, "method": method, "names": names, **found})
    return pd.DataFrame(rows)


def unseen_examples(folder: Path) -> list[Example]:
    """Return what temperature and threshold are chosen on: dev and the articles kept back."""
    back = split_by_article(read_newsmtsc(folder / TRAIN))[1]
    return read_newsmtsc(folder / PARTS["dev"]) + back


def calibration_error(chances: NDArray, gold: NDArray) -> float:
    """Return the expected calibration error, 0 to 1: ten bins of the top probability.

    Guo et al. (2017), "On calibration of modern neural networks", ICML.

    >>> calibration_error(np.array([[0.8, 0.2]] * 5), np.array([0, 0, 0, 0, 1]))
    0.0
    """
    top, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    bins = np.minimum((top * BINS).astype(int), BINS - 1)
    total = 0.0
    for number in np.unique(bins):
        inside = bins == number
        total += float(inside.mean()) * abs(float(right[inside].mean() - top[inside].mean()))
    return round(total, 12)


def fit_temperature(scores: NDArray, gold: NDArray) -> float:
    """Return the temperature that makes the right labels likeliest, two decimals (0.5 to 4)."""
    from scipy.optimize import minimize_scalar

    def loss(temperature: float) -> float:
        chances = softmax(scores / temperature)
        return -float(np.log(np.maximum(chances[np.arange(len(gold)), gold], 1e-12)).mean())

    return round(float(minimize_scalar(loss, bounds=(0.5, 4), method="bounded").x), 2)


def coverage(chances: NDArray, gold: NDArray) -> pd.DataFrame:
    """Return how many sentences get a label, and how many labels are right, at each threshold.

    Columns: threshold; n (with a label), share of all, right (share of n), low, high (95 % Wilson
    interval of right).
    """
    import pandas as pd

    top, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    rows = []
    for threshold in THRESHOLDS:
        inside = top >= threshold
        n, k = int(inside.sum()), int(right[inside].sum())
        low, high = wilson_interval(k, n)
        rows.append((threshold, n, n / len(gold), k / max(n, 1), low, high))
    return pd.DataFrame(rows, columns=["threshold", "n", "share", "right", "low", "high"])


def evaluate_probes(probes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how many targets of the sentences made by hand the model labels right.

    Columns: kind; n; right (number), share, low, high (95 % Wilson interval). The last row is all.
    """
    import pandas as pd

    found = probe_labels(load_probes() if probes is None else probes)
    groups = [*found.groupby("kind", sort=False), ("all", found)]
    rows = []
    for kind, group in groups:
        n, right = len(group), int(group["right"].sum())
        rows.append((kind, n, right, right / n, *wilson_interval(right, n)))
    return pd.DataFrame(rows, columns=["kind", "n", "right", "share", "low", "high"])


def probe_labels(probes: pd.DataFrame) -> pd.DataFrame:
    """Return the probes with the model's ``label`` (its likeliest) and whether it is ``right``."""
    model = load_model()
    rows: list[Any] = list(probes.itertuples())
    sentences = [model.encode(p.text, (p.start, p.end)) for p in rows]
    labels = [LABELS[i] for i in model.logits(sentences).argmax(axis=1)]
    right = [label in p.labels for label, p in zip(labels, rows, strict=True)]
    return probes.assign(label=labels, right=right)


def write_results(folder: Path) -> None:
    """Measure everything on the files of NewsMTSC in a folder and write the tables of results."""
    unseen = unseen_examples(folder)
    chances = softmax(scores_of(unseen) / load_model().temperature)
    _write(evaluate_target_tone(folder), RESULTS)
    _write(coverage(chances, gold_of(unseen)), COVERAGE)
    _write(evaluate_probes(), PROBES)


def _write(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, float_format="%.4f", lineterminator="\n")


def _lexicon_guesses(examples: Sequence[Example]) -> dict[tuple[str, str], NDArray]:
    """The sign of each lexicon's valence, with names and words in another sense masked."""
    rows = [{"text": e.text, "label": LABELS[int(np.argmax(e.chances))]} for e in examples]
    read = read_targets(rows)
    read = read[read["masking"] == MASKINGS[-1]].set_index("lexicon")["read_as"]
    return {
        (name, "masked"): np.array([LABELS.index(label) for label in read[name]])
        for name in LEXICONS
    }
