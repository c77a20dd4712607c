"""Reliability: Krippendorff's alpha, of coders with each other and of the program with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.coding.read_sheets import MACHINE
from helpers.coding.sheet import SEPARATOR
from helpers.measures.codebook import Measure
from helpers.statistics import MIN_UNITS, NAN

RESAMPLES = 2000
ALL_CATEGORIES = "all categories"
ALL_CODERS = "all coders"
KINDS = ("coder and coder", "machine and coder", ALL_CODERS)

Label = frozenset[str]
Distance = Callable[[Label, Label], float]


def coder_agreement(
    codings: pd.DataFrame,
    codebook: Mapping[str, Measure],
    *,
    rng: np.random.Generator,
    resamples: int = RESAMPLES,
) -> pd.DataFrame:
    """Return how far each two coders agree beyond chance, and the program with each coder.

    The agreement of one coder with the program is not reliability: that needs a second coder.

    Columns:
        kind: one of ``KINDS`` (all coders: without the program, where they are three or more).
        first, second: the two who are compared.
        measure; category: one of its categories (present or not, nominal), or "all categories":
            values as sets, by the distance MASI (Passonneau 2006, LREC) where a unit may have
            several, nominal where it has one.
        n: units that both coded; agree: those coded alike; first_present, second_present: units
            to which each gave the category (empty for all coders).
        alpha: Krippendorff's, 1 full agreement, 0 chance; NaN where nobody's values vary.
        low, high: its 95% percentile interval over resampled units; NaN below five units.

    Krippendorff (2018), "Content Analysis", chapter 12; bootstrap over units: Zapf, Castell,
    Morawietz & Karch (2016), BMC Medical Research Methodology 16:93.
    """
    rows = []
    for name in dict.fromkeys(codings["measure"]):
        measure = codebook[name]
        table = _values(codings[codings["measure"] == name])
        for kind, coders in _comparisons(list(table.columns)):
            units = table[coders].dropna(thresh=2)
            for category in (ALL_CATEGORIES, *measure.categories):
                labels = [_labels(row, category) for row in units.to_numpy().tolist()]
                sets = category == ALL_CATEGORIES and measure.scale == "any"
                estimate = _alpha(labels, _masi if sets else _nominal, rng, resamples)
                alike = sum(len(set(unit)) == 1 for unit in labels)
                first, second = coders if len(coders) == 2 else (ALL_CODERS, ALL_CODERS)
                present = _present(labels) if len(coders) == 2 else (NAN, NAN)
                what = kind, first, second, name, category
                rows.append((*what, len(labels), alike, *present, *estimate))
    columns = ["kind", "first", "second", "measure", "category", "n", "agree"]
    columns += ["first_present", "second_present", "alpha", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _values(codings: pd.DataFrame) -> pd.DataFrame:
    """One row for each unit, one column for each coder; empty where a coder left it out."""
    wide = codings.pivot(index=["start", "end"], columns="coder", values="value")
    return wide[[*(c for c in wide.columns if c != MACHINE), *({MACHINE} & set(wide.columns))]]


def _comparisons(coders: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    others = [coder for coder in coders if coder != MACHINE]
    yield from ((KINDS[0], list(pair)) for pair in combinations(others, 2))
    if MACHINE in coders:
        yield from ((KINDS[1], [MACHINE, coder]) for coder in others)
    if len(others) > 2:
        yield ALL_CODERS, others


def _labels(values: Sequence[object], category: str) -> tuple[Label, ...]:
    """The values that the coders of one unit gave, as sets."""
    given = [frozenset(str(v).split(SEPARATOR)) for v in values if isinstance(v, str)]
    if category == ALL_CATEGORIES:
        return tuple(given)
    return tuple(frozenset({"present" if category in value else "none"}) for value in given)


def _present(labels: Sequence[tuple[Label, ...]]) -> tuple[int, int]:
    first, second = (sum("none" not in unit[i] for unit in labels) for i in (0, 1))
    return first, second


def _nominal(one: Label, other: Label) -> float:
    return float(one != other)


def _masi(one: Label, other: Label) -> float:
    from nltk.metrics.distance import masi_distance

    return float(masi_distance(one, other))


def _alpha(
    labels: Sequence[tuple[Label, ...]],
    distance: Distance,
    rng: np.random.Generator,
    resamples: int,
) -> tuple[float, float, float]:
    """Krippendorff's alpha with its 95% percentile interval over resampled units."""
    values = sorted({label for unit in labels for label in unit}, key=sorted)
    if len(values) < 2:
        return NAN, NAN, NAN
    each = np.array([_coincidences(unit, values).ravel() for unit in labels])
    delta = np.array([[distance(one, other) for other in values] for one in values])

    def alphas(weights: NDArray) -> NDArray:
        # coincidences add up over units, so that a resample is a weighted sum of them
        summed = (weights @ each).reshape(len(weights), len(values), len(values))
        totals = summed.sum(axis=2)
        n = totals.sum(axis=1)
        observed = (summed * delta).sum(axis=(1, 2)) / n
        expected = np.einsum("rc,ck,rk->r", totals, delta, totals) / (n * (n - 1))
        return 1 - observed / np.where(expected > 0, expected, NAN)

    alpha = float(alphas(np.ones((1, len(labels))))[0])
    if len(labels) < MIN_UNITS:
        return alpha, NAN, NAN
    even = np.full(len(labels), 1 / len(labels))
    drawn = alphas(rng.multinomial(len(labels), even, size=resamples))
    varied = drawn[~np.isnan(drawn)]
    if len(varied) < len(drawn) / 2:  # most resamples hold one value only and have no alpha
        return alpha, NAN, NAN
    low, high = np.quantile(varied, (0.025, 0.975))
    return alpha, float(low), float(high)


def _coincidences(unit: tuple[Label, ...], values: Sequence[Label]) -> NDArray:
    """Krippendorff's coincidence matrix of one unit: its pairs of values."""
    counts = np.array([unit.count(value) for value in values], dtype=float)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
