"""How far lexicons can be trusted on news: their sign against tone that people annotated.

NewsMTSC (Hamborg & Donnay 2021, "NewsMTSC: a dataset for (multi-)target-dependent sentiment
classification in political news articles", EACL) has sentences of US political news with the
author's tone toward one person. A lexicon knows nothing of the person: the valence of the whole
sentence stands in for the tone, which is what users of lexicons on news assume.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.annotation import annotate_many
from helpers.article import DATA, article_from_text
from helpers.name_masking import masked_units
from helpers.valence import LEXICONS, sign

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

LABELS = ("negative", "neutral", "positive")
RESULTS = DATA / "results" / "valence_newsmtsc_dev.csv"
SEED = 2021
DRAWS = 2000


def load_targets(path: Path) -> list[dict[str, Any]]:
    """Return the targets of a NewsMTSC file: dicts with ``text`` and ``label`` at least."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def evaluate_valence(
    targets: Sequence[Mapping[str, Any]], rng: np.random.Generator, *, draws: int = DRAWS
) -> pd.DataFrame:
    """Return how often the sign of each lexicon's valence is the annotated tone.

    Args:
        targets: dicts with ``text`` and ``label`` (negative, neutral or positive).
        rng: for the bootstrap.
        draws: samples of the bootstrap.

    Columns:
        lexicon: its name, or "majority" (the commonest label for all).
        names: "masked" or "kept" ("not read" for the majority).
        n: number of targets.
        accuracy: share of targets with the right sign, 0 to 1.
        macro_f1: mean of the F1 of the three labels, 0 to 1; low, high: its 95 % percentile
            bootstrap interval over texts, since the targets of one text are scored alike.
    """
    import pandas as pd

    gold = np.array([LABELS.index(target["label"]) for target in targets])
    texts = [str(target["text"]) for target in targets]
    by_text = readings(texts)
    guesses = {("majority", "not read"): np.full(len(gold), np.bincount(gold).argmax())}
    for method, lexicon in LEXICONS.items():
        for names in ("masked", "kept"):
            signs = [sign(lexicon(by_text[t][names]).value, method) for t in texts]
            guesses[method, names] = np.array([LABELS.index(s) for s in signs])
    # how often each text stands in each sample, the same samples for all methods
    groups = np.unique(texts, return_inverse=True)[1]
    count = int(groups.max()) + 1
    weights = rng.multinomial(count, np.full(count, 1 / count), size=draws)[:, groups]
    rows = []
    for (method, names), guess in guesses.items():
        low, high = np.percentile(_macro_f1(gold, guess, weights), [2.5, 97.5])
        rows.append(
            {
                "lexicon": method,
                "names": names,
                "n": len(gold),
                "accuracy": float((gold == guess).mean()),
                "macro_f1": float(_macro_f1(gold, guess, np.ones((1, len(gold))))[0]),
                "low": float(low),
                "high": float(high),
            }
        )
    return pd.DataFrame(rows)


def write_results(path: Path, results: Path = RESULTS) -> None:
    """Measure the lexicons on the NewsMTSC file at ``path`` and write the table of results.

    To be called again whenever the parser's entities change, since they say what is masked.
    """
    table = evaluate_valence(load_targets(path), np.random.default_rng(SEED))
    results.parent.mkdir(exist_ok=True)
    table.to_csv(results, index=False, float_format="%.4f", lineterminator="\n")


def readings(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return each text as lexicons read it, with names "masked" and with names "kept"."""
    import pandas as pd

    articles = [article_from_text(t, any_language=True, normalise_newlines=False) for t in texts]
    found = {}
    for text, annotation in zip(texts, annotate_many(articles), strict=True):
        whole = pd.DataFrame([{"unit": 0, "speaker": "", "start": 0, "end": len(text)}])
        found[text] = {
            names: next(masked_units(annotation, whole, mask=names == "masked")).scored
            for names in ("masked", "kept")
        }
    return found


def _macro_f1(gold: NDArray, guess: NDArray, weights: NDArray) -> NDArray:
    """Macro F1 for each row of weights; a label that neither side has counts as 0."""
    scores = []
    for label in range(len(LABELS)):
        is_gold, is_guess = gold == label, guess == label
        both = weights[:, is_gold & is_guess].sum(axis=1)
        either = weights[:, is_gold].sum(axis=1) + weights[:, is_guess].sum(axis=1)
        scores.append(2 * both / np.maximum(either, 1))
    return np.mean(scores, axis=0)
