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
from helpers.measures.tone.name_masking import MASKINGS, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, vote
from helpers.prose import interval, percent
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

LABELS = ("negative", "neutral", "positive")
RESULTS = DATA / "results" / "valence_newsmtsc_dev.csv"
CONFUSION = DATA / "results" / "valence_confusion_newsmtsc_dev.csv"
MAJORITY, VOTE, NOT_READ = "majority", "vote", "not read"
SEED = 2021
DRAWS = 2000


def load_targets(path: Path) -> list[dict[str, Any]]:
    """Return the targets of a NewsMTSC file: dicts with ``text`` and ``label`` at least."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_targets(targets: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return how each lexicon and their vote read each target's text, a row for each.

    Columns: ``text``, ``tone`` (as annotated), ``lexicon`` (a name; "vote": what more than half of
    the lexicons say, else neutral; "majority": the commonest tone for all), ``masking`` (one of
    ``helpers.measures.tone.name_masking.MASKINGS``; "not read" for the majority), ``read_as``.
    Tones are
    negative, neutral or positive.

    Args:
        targets: dicts with ``text`` and ``label`` (the annotated tone).
    """
    import pandas as pd

    texts = [str(target["text"]) for target in targets]
    tones = [str(target["label"]) for target in targets]
    by_text = readings(texts)
    guesses = {(MAJORITY, NOT_READ): [max(LABELS, key=tones.count)] * len(texts)}
    for masking in MASKINGS:
        signs = {
            name: [sign(lexicon(by_text[text][masking]).value, name) for text in texts]
            for name, lexicon in LEXICONS.items()
        }
        signs[VOTE] = [vote(ballot) for ballot in zip(*signs.values(), strict=True)]
        guesses |= {(name, masking): read for name, read in signs.items()}
    tables = [
        pd.DataFrame(
            {"text": texts, "tone": tones, "lexicon": name, "masking": masking, "read_as": read}
        )
        for (name, masking), read in guesses.items()
    ]
    return pd.concat(tables, ignore_index=True)


def evaluate_valence(
    read: pd.DataFrame, rng: np.random.Generator, *, draws: int = DRAWS
) -> pd.DataFrame:
    """Return how often the sign of each lexicon's valence is the annotated tone.

    Args:
        read: what :func:`read_targets` returns.
        rng: for the bootstrap.
        draws: samples of the bootstrap.

    Columns:
        lexicon, masking: as in ``read``.
        n: number of targets.
        accuracy: share of targets with the right sign, 0 to 1.
        macro_f1: mean of the F1 of the three labels, 0 to 1; low, high: its 95 % percentile
            bootstrap interval over texts, since the targets of one text are scored alike.
    """
    import pandas as pd

    rows = []
    weights: NDArray | None = None
    for (lexicon, masking), group in read.groupby(["lexicon", "masking"], sort=False):
        gold = np.array([LABELS.index(tone) for tone in group["tone"]])
        guess = np.array([LABELS.index(tone) for tone in group["read_as"]])
        if weights is None:  # how often each text stands in each sample, the same for all lexicons
            groups = np.unique(group["text"], return_inverse=True)[1]
            count = int(groups.max()) + 1
            weights = rng.multinomial(count, np.full(count, 1 / count), size=draws)[:, groups]
        low, high = np.percentile(_macro_f1(gold, guess, weights), [2.5, 97.5])
        rows.append(
            {
                "lexicon": lexicon,
                "masking": masking,
                "n": len(gold),
                "accuracy": float((gold == guess).mean()),
                "macro_f1": float(_macro_f1(gold, guess, np.ones((1, len(gold))))[0]),
                "low": float(low),
                "high": float(high),
            }
        )
    return pd.DataFrame(rows)


def confusion(read: pd.DataFrame, masking: str = MASKINGS[-1]) -> pd.DataFrame:
    """Return what each lexicon makes of the sentences of each annotated tone.

    Args:
        read: what :func:`read_targets` returns.
        masking: which of its readings.

    Columns: ``lexicon``, ``tone`` (annotated), ``read_as``, ``count``, ``n`` (sentences of that
    tone), ``share`` (0 to 1), ``low``, ``high`` (95 % Wilson interval).
    """
    import pandas as pd

    rows = []
    kept = read[read["masking"] == masking]
    for (lexicon, tone), group in kept.groupby(["lexicon", "tone"], sort=False):
        for label in LABELS:
            count, n = int((group["read_as"] == label).sum()), len(group)
            rows.append((lexicon, tone, label, count, n, count / n, *wilson_interval(count, n)))
    columns = ["lexicon", "tone", "read_as", "count", "n", "share", "low", "high"]
    table = pd.DataFrame(rows, columns=columns)
    order = {name: i for i, name in enumerate([*LEXICONS, VOTE, *LABELS])}
    return table.sort_values(
        ["lexicon", "tone", "read_as"], key=lambda names: names.map(order), ignore_index=True
    )


def confusion_matrix(confused: pd.DataFrame) -> pd.DataFrame:
    """Return a confusion table as matrices for readers, one below the other.

    Args:
        confused: what :func:`confusion` returns.

    Columns: ``lexicon``, ``tone`` (as people marked it), ``n``, then one for each tone that the
    lexicon may read: the count with its share of n and the 95 % interval, as text.
    """
    import pandas as pd

    rows = []
    for (lexicon, tone), group in confused.groupby(["lexicon", "tone"], sort=False):
        row = {"lexicon": lexicon, "tone": tone, "n": int(group["n"].iloc[0])}
        for _, cell in group.iterrows():
            share = f"{percent(cell['share'])} {interval(cell['low'], cell['high'])}"
            row[f"read as {cell['read_as']}"] = f"{cell['count']}: {share}"
        rows.append(row)
    columns = ["lexicon", "tone", "n", *(f"read as {label}" for label in LABELS)]
    return pd.DataFrame(rows, columns=columns)


def write_results(path: Path, results: Path = RESULTS, confused: Path = CONFUSION) -> None:
    """Measure the lexicons on the NewsMTSC file at ``path`` and write both tables of results.

    To be called again whenever the parser's entities change, since they say what is masked.
    """
    read = read_targets(load_targets(path))
    results.parent.mkdir(exist_ok=True)
    table = evaluate_valence(read, np.random.default_rng(SEED))
    for frame, file in ((table, results), (confusion(read), confused)):
        frame.to_csv(file, index=False, float_format="%.4f", lineterminator="\n")


def readings(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return each text as lexicons read it, in every masking of ``MASKINGS``."""
    import pandas as pd

    articles = [
        article_from_text(t, any_language=True, normalise_newlines=False, passage=True)
        for t in texts
    ]
    found = {}
    for text, annotation in zip(texts, annotate_many(articles), strict=True):
        whole = pd.DataFrame([{"unit": 0, "speaker": "", "start": 0, "end": len(text)}])
        found[text] = {
            masking: next(masked_units(annotation, whole, masking=masking)).scored
            for masking in MASKINGS
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
