"""Stability: how the shares of voice vary if attributions err as often as measured."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.speakers import NARRATOR

SEED = 2026  # of the simulation that findings use, so that they are the same in every run
COLUMNS = ("speaker", "attributions", "share", "low", "high", "first")


def error_rates(measured: pd.DataFrame) -> tuple[float, float]:
    """Return ``(false_content, wrong_source)`` of speech, as measured on annotated news.

    Args:
        measured: the table of results ``attribution_polnear_dev``.

    >>> import pandas as pd
    >>> row = {"scope": "speech", "kind": "all", "precision": 0.72, "source": 0.9}
    >>> [round(rate, 3) for rate in error_rates(pd.DataFrame([row]))]
    [0.2, 0.1]
    """
    row = measured[(measured["scope"] == "speech") & (measured["kind"] == "all")].iloc[0]
    return float(1 - row["precision"] / row["source"]), float(1 - row["source"])


def stability_of_shares(
    segments: pd.DataFrame,
    *,
    false_content: float,
    wrong_source: float,
    rng: np.random.Generator,
    draws: int = 4000,
) -> pd.DataFrame:
    """Return how far each speaker's share of speech can be trusted, by simulation.

    In each draw every attribution errs by chance, independently of the others: at the rate
    ``false_content`` it is no speech at all, and its words are the narrator's; otherwise, at the
    rate ``wrong_source``, it is another speaker's, drawn evenly from those of the article. What
    no rule found cannot be simulated, so the true uncertainty is wider.

    Args:
        segments: the voices (``helpers.voices.voice_segments``).
        false_content: share of the attributions found that annotators did not mark (0 to 1).
        wrong_source: share of the others with a wrong source (0 to 1).
        rng: source of randomness.
        draws: number of simulated articles.

    Columns: ``speaker``, ``attributions``, ``share`` (of all attributed words, 0 to 1), ``low``,
    ``high`` (the middle 95% of the draws), ``first`` (share of the draws in which this speaker
    has the most words); largest share first.
    """
    spoken = segments[segments["speaker"] != NARRATOR]
    sizes = spoken.groupby(["attribution", "speaker"], sort=True)["words"].sum().reset_index()
    names = list(dict.fromkeys(sizes["speaker"]))
    words = sizes["words"].to_numpy(dtype=float)
    owner = np.array([names.index(name) for name in sizes["speaker"]], dtype=int)
    if not names:
        return pd.DataFrame(columns=list(COLUMNS))
    shape = (draws, len(owner))
    false = rng.random(shape) < false_content
    moved = rng.random(shape) < wrong_source
    # a step of 1 .. n-1 round the list of names reaches every other speaker equally often
    step = rng.integers(1, max(len(names), 2), size=shape)
    who = np.where(moved & (len(names) > 1), (owner + step) % len(names), owner)
    simulated = np.zeros((draws, len(names)))
    for speaker in range(len(names)):
        simulated[:, speaker] = (words * ((who == speaker) & ~false)).sum(axis=1)
    total = simulated.sum(axis=1, keepdims=True)
    shares = np.divide(simulated, total, out=np.zeros_like(simulated), where=total > 0)
    lead = np.where(total[:, 0] > 0, simulated.argmax(axis=1), -1)
    rows = []
    for index, name in enumerate(names):
        own = owner == index
        low, high = np.quantile(shares[:, index], [0.025, 0.975])
        share = words[own].sum() / words.sum()
        rows.append((name, int(own.sum()), share, low, high, float((lead == index).mean())))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)
