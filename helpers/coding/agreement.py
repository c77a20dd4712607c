"""Agreement of codings: Krippendorff's alpha, coder against coder and machine against coders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from helpers.coding.reading import MACHINE
from helpers.coding.sheet import SEPARATOR
from helpers.measures.codebook import Measure
from helpers.statistics import MIN_UNITS, NAN

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

RESAMPLES = 2000
ALL_CATEGORIES = "all categories"
ALL_CODERS = "all coders"
KINDS = ("coder and coder", "machine and coder", ALL_CODERS)

Label = frozenset[str]
Distance = Callable[[Label, Label], float]


def agreement(
    codings: pd.DataFrame,
    codebook: Mapping[str, Measure],
    *,
    rng: np.random.Generator,
    resamples: int = RESAMPLES,
) -> pd.DataFrame:
    """Return how far each two coders agree beyond chance, and the machine with each coder.

    Agreement of one coder with a machine is no reliability: that needs a second coder.

    Args:
        codings: of several coders (``helpers.coding.read_sheets``), perhaps with the machine's
            (``machine_codings``) below; units are matched by start and end.
        codebook: that they follow.
        rng: for the bootstrap.
        resamples: of it.

    Columns:
        kind: one of ``KINDS`` (all coders: the people together, where they are three or more).
        first, second: the two who are compared.
        measure; category: one of its categories (present or not, nominal), or "all categories":
            values as sets, by the distance MASI (Passonneau 2006, LREC) where a unit may have
            several, nominal where it has one.
        n: units that both coded; agree: those coded alike.
        first_present, second_present: units to which each gave the category (for all categories:
            units with any); empty cells for all coders.
        alpha: Krippendorff's, 1 full agreement, 0 chance; NaN where nobody's values vary, since
            such codings show no reliability.
        low, high: its 95 % percentile interval over resampled units; NaN below five units.

    Krippendorff (2018), "Content Analysis", chapter 12, as ``nltk.metrics.agreement`` computes it;
    the bootstrap over units: Zapf, Castell, Morawietz & Karch (2016), BMC Medical Research
    Methodology 16:93. Few units make the interval too short.
    """
    import pandas as pd

    rows = []
    for name in dict.fromkeys(codings["measure"]):
        measure = codebook[name]
        table = _values(codings[codings["measure"] == name])
        for kind, coders in _comparisons(list(table.columns)):
            units = table[coders].dropna(thresh=2)
            for category in (ALL_CATEGORIES, *measure.categories):
                labels = [_labels(row, category) for row in units.to_numpy().tolist()]
                sets = category == ALL_CATEGORIES and measure.scale == "any"
                alpha = _alpha(labels, _masi if sets else _nominal)
                low, high = _interval(labels, _masi if sets else _nominal, rng, resamples)
                alike = sum(len(set(unit)) == 1 for unit in labels)
                first, second = coders if len(coders) == 2 else (ALL_CODERS, ALL_CODERS)
                present = _present(labels) if len(coders) == 2 else (NAN, NAN)
                what = kind, first, second, name, category
                rows.append((*what, len(labels), alike, *present, alpha, low, high))
    columns = ["kind", "first", "second", "measure", "category", "n", "agree"]
    columns += ["first_present", "second_present", "alpha", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _values(codings: pd.DataFrame) -> pd.DataFrame:
    """One row for each unit, one column for each coder; empty where a coder left it out."""
    wide = codings.pivot(index=["start", "end"], columns="coder", values="value")
    return wide[[*(c for c in wide.columns if c != MACHINE), *({MACHINE} & set(wide.columns))]]


def _comparisons(coders: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    people = [coder for coder in coders if coder != MACHINE]
    yield from ((KINDS[0], list(pair)) for pair in combinations(people, 2))
    if MACHINE in coders:
        yield from ((KINDS[1], [MACHINE, coder]) for coder in people)
    if len(people) > 2:
        yield ALL_CODERS, people


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


def _alpha(labels: Sequence[tuple[Label, ...]], distance: Distance) -> float:
    """Krippendorff's alpha of the labels of some units; NaN where they do not vary."""
    from nltk.metrics.agreement import AnnotationTask

    if len({label for unit in labels for label in unit}) < 2:
        return NAN
    data = [(who, i, label) for i, unit in enumerate(labels) for who, label in enumerate(unit)]
    return float(AnnotationTask(data, distance=distance).alpha())


def _interval(
    labels: Sequence[tuple[Label, ...]],
    distance: Distance,
    rng: np.random.Generator,
    resamples: int,
) -> tuple[float, float]:
    """The 95 % percentile interval of alpha over resampled units."""
    values = sorted({label for unit in labels for label in unit}, key=sorted)
    if len(labels) < MIN_UNITS or len(values) < 2:
        return NAN, NAN
    # Coincidences add up over units, so that a resample is a weighted sum of them: nltk, called
    # once a resample, would take a hundred times as long.
    each = np.array([_coincidences(unit, values).ravel() for unit in labels])
    weights = rng.multinomial(len(labels), np.full(len(labels), 1 / len(labels)), size=resamples)
    summed = (weights @ each).reshape(resamples, len(values), len(values))
    delta = np.array([[distance(one, other) for other in values] for one in values])
    totals = summed.sum(axis=2)
    n = totals.sum(axis=1)
    observed = (summed * delta).sum(axis=(1, 2)) / n
    expected = np.einsum("rc,ck,rk->r", totals, delta, totals) / (n * (n - 1))
    varied = expected > 0
    if varied.mean() < 0.5:  # most resamples hold one value only and have no alpha
        return NAN, NAN
    low, high = np.quantile(1 - observed[varied] / expected[varied], (0.025, 0.975))
    return float(low), float(high)


def _coincidences(unit: tuple[Label, ...], values: Sequence[Label]) -> NDArray:
    """Krippendorff's coincidence matrix of one unit: its pairs of values."""
    counts = np.array([unit.count(value) for value in values], dtype=float)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
