"""Fitting the choice among options: a conditional logit with a ridge penalty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.attribution.fitted.weights import Features

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Group = Sequence[tuple[Features, bool]]  # the options of one question: features, is it right


def fit_options(groups: Sequence[Group], *, ridge: float, min_seen: int) -> pd.DataFrame:
    """Return the weights under which the right options of each group are likeliest.

    Columns: ``feature``, ``weight`` (log odds for one unit of it), ``candidates`` (how many
    options had it) and ``right`` (how many of those were right), most frequent first. Groups
    without a right option tell nothing and are left out; where several options of a group are
    right, they count together.

    Args:
        groups: the options of each question.
        ridge: inverse of the variance that weights are expected to have.
        min_seen: features that fewer options had get no weight.

    McFadden (1974, "Conditional logit analysis of qualitative choice behavior").
    """
    import pandas as pd

    known = [group for group in groups if any(right for _, right in group)]
    seen = Counter(n for group in known for f, _ in group for n, value in f.items() if value)
    hits = Counter(n for group in known for f, ok in group if ok for n, value in f.items() if value)
    names = sorted((n for n in seen if seen[n] >= min_seen), key=lambda n: (-seen[n], n))
    weights = _fitted(known, names, ridge)
    return pd.DataFrame(
        {
            "feature": names,
            "weight": weights.round(3),
            "candidates": [seen[n] for n in names],
            "right": [hits[n] for n in names],
        }
    )


def _fitted(groups: Sequence[Group], names: Sequence[str], ridge: float) -> np.ndarray:
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    column = {name: index for index, name in enumerate(names)}
    cells = [
        (row, column[name], value)
        for row, features in enumerate(f for group in groups for f, _ in group)
        for name, value in features.items()
        if name in column
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    sizes = np.array([len(group) for group in groups], dtype=int)
    shape = (int(sizes.sum()), len(names))
    matrix = csr_matrix((values, (rows, columns)), shape=shape, dtype=float)
    right = np.array([ok for group in groups for _, ok in group], dtype=float)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    group_of = np.repeat(np.arange(len(sizes)), sizes)

    def total(odds: np.ndarray) -> np.ndarray:
        return np.add.reduceat(odds, starts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        odds = np.exp(score - np.maximum.reduceat(score, starts)[group_of])
        whole, good = total(odds), np.maximum(total(odds * right), 1e-300)
        value = float(np.log(whole / good).sum() + ridge / 2 * weights @ weights)
        excess = odds / whole[group_of] - odds * right / good[group_of]
        return value, matrix.T @ excess + ridge * weights

    if not len(sizes):
        return np.zeros(len(names))
    return np.asarray(minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x)
