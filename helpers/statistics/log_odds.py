"""Log-odds: which words mark one voice against others, with a prior against rare words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.thresholds import QUANTILE


def log_odds(
    first: Mapping[str, int], second: Mapping[str, int], prior: Mapping[str, float]
) -> pd.DataFrame:
    """Return how much more the first voice uses each word than the second, largest z first.

    The log-odds ratio with an informative Dirichlet prior: the prior's counts, of a larger text
    that holds every word of either voice, are added to those of both voices, so that a word is
    taken to be used alike until the counts say otherwise. The caller decides how many words a voice
    needs to be compared at all.

    Columns: ``word``, ``first``, ``second`` (its counts), ``log_odds`` (natural logarithm of the
    ratio of the odds; above 0 for the first voice's words), ``low``, ``high`` (approximate 95 %
    interval), ``z`` (log_odds over its standard error; of many words some pass 1.96 by chance).

    Raises:
        ValueError: a count is negative, or a word is not in the prior.

    Monroe, Colaresi & Quinn (2008), "Fightin' words: lexical feature selection and evaluation for
    identifying the content of political conflict", Political Analysis 16, 372-403, equations 15,
    16, 20 and 22.
    """
    from scipy.special import ndtri

    words = _checked_words(first, second, prior)
    total = sum(prior.values())
    one = np.array([first.get(word, 0) for word in words], dtype=float)
    other = np.array([second.get(word, 0) for word in words], dtype=float)
    alpha = np.array([prior[word] for word in words], dtype=float)
    n_one, n_other = one.sum() + total, other.sum() + total
    rest_one, rest_other = n_one - one - alpha, n_other - other - alpha
    ratio = np.zeros(len(words))
    if sum(count > 0 for count in prior.values()) > 1:  # a single word marks nobody
        ratio = np.log((one + alpha) / rest_one) - np.log((other + alpha) / rest_other)
    error = np.sqrt(1 / (one + alpha) + 1 / (other + alpha))
    half = ndtri(QUANTILE) * error
    frame = pd.DataFrame({"word": words, "first": one.astype(int), "second": other.astype(int)})
    frame = frame.assign(log_odds=ratio, low=ratio - half, high=ratio + half, z=ratio / error)
    ranked = frame.assign(rank=-frame["z"].round(9))
    return ranked.sort_values(["rank", "word"], ignore_index=True).drop(columns="rank")


def _checked_words(
    first: Mapping[str, int], second: Mapping[str, int], prior: Mapping[str, float]
) -> list[str]:
    """The words of both voices in alphabetical order; ValueError where the counts don't fit."""
    words = sorted({word for counts in (first, second) for word in counts if counts[word]})
    missing = [word for word in words if not prior.get(word, 0) > 0]
    if missing:
        raise ValueError(f"The prior has no count for {', '.join(map(repr, missing[:3]))}.")
    if any(count < 0 for counts in (first, second, prior) for count in counts.values()):
        raise ValueError("A word's count can't be negative.")
    return words
