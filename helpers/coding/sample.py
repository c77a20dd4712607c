"""A sample of statements to check: how many, which, and what the filled sheet says of all."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.coding.read_sheets import CodingError
from helpers.corrections.tables import table_rows
from helpers.statistics import MIN_UNITS, NAN, wilson_interval

NONE = "none"  # the truth of what is no statement
ALL = "all"
DRAWS = 4000
_SHOWN = ("article", "start", "end", "speaker", "kind", "source", "cue", "content")


def needed(within: float, total: int) -> int:
    """Return how many of all to check so that a rate is known to within so much, 19 times in 20.

    >>> needed(0.05, 100_000), needed(0.05, 300)
    (383, 169)
    """
    from statsmodels.stats.proportion import samplesize_confint_proportion

    wanted = samplesize_confint_proportion(0.5, within)  # no rate needs more than one half
    return math.ceil(wanted / (1 + (wanted - 1) / total))


def sample_sheet(
    table: pd.DataFrame, number: int, by: str, rng: np.random.Generator
) -> pd.DataFrame:
    """Return a sheet with statements drawn at random, from each stratum by its size, at least two.

    Columns: those of the table that a checker needs; ``stratum``, its value of ``by``; ``of``, how
    many statements the stratum has; empty ones: ``right`` (yes or no: the words, the speaker and
    the stratum), ``truth`` (of a wrong one: its right stratum, or "none" where it is no statement)
    and ``note``.

    Raises:
        CodingError: the table has no such column, or no row.
    """
    if by not in table.columns or table.empty:
        what = f"no column {by}" if len(table) else "no statement"
        raise CodingError(f"The table has {what}: use one of {', '.join(table.columns)}.")
    strata = table[by].astype(str)
    shown = table[[name for name in _SHOWN if name in table.columns]]
    drawn = []
    for stratum, rows in shown.groupby(strata):
        n = min(len(rows), max(2, math.ceil(number * len(rows) / len(table))))
        own = rows.loc[sorted(rng.choice(rows.index.to_numpy(), size=n, replace=False))]
        drawn.append(own.assign(stratum=stratum, of=len(rows)))
    return pd.concat(drawn, ignore_index=True).assign(right="", truth="", note="")


def read_sample(path: Path) -> pd.DataFrame:
    """Return the lines of a filled sheet: ``stratum``, ``of``, ``right``, ``truth``.

    Raises:
        CodingError: a line does not fit, or a stratum has no line that is filled in.
    """
    rows = []
    of: dict[str, int] = {}
    for number, cells in table_rows(path, ("stratum", "of", "right", "truth"), CodingError):
        answer = cells["right"].strip().casefold()
        if answer not in ("yes", "no", "") or not cells["of"].isdigit():
            raise CodingError(f"{path.name}, line {number}: right is {answer!r}; use yes or no.")
        of[cells["stratum"]] = int(cells["of"])
        truth = cells["truth"].strip() or (cells["stratum"] if answer == "yes" else "")
        if answer:
            rows.append((cells["stratum"], int(cells["of"]), answer == "yes", truth))
    missing = sorted(set(of) - {row[0] for row in rows})
    if missing or not rows:
        raise CodingError(f"{path.name}: no line of {', '.join(missing) or 'it'} is filled in.")
    return pd.DataFrame(rows, columns=["stratum", "of", "right", "truth"])


def error_rates(checked: pd.DataFrame) -> pd.DataFrame:
    """Return the share of wrong statements by stratum, and of all, with 95% intervals.

    Columns: ``stratum``, ``of``, ``checked``, ``wrong``, ``error``, ``low``, ``high``. Strata count
    by their size. The interval of all is Wilson's, of as many units as a plain sample of the same
    variance would have (Korn & Graubard 1998, Survey Methodology 24, 193-201); none below five.
    What the program has missed can't be drawn, so that this is one minus the precision.
    """
    groups = checked.groupby("stratum")
    table = groups.agg(of=("of", "first"), checked=("right", "size"), right=("right", "sum"))
    n, wrong = table["checked"], table["checked"] - table["right"]
    rate, weight = wrong / n, table["of"] / table["of"].sum()
    table = table.drop(columns="right").assign(wrong=wrong, error=rate).reset_index()
    total = float((weight * rate).sum())
    left = 1 - n / table["of"].to_numpy()  # what is checked whole has no error of sampling
    variance = float((weight**2 * left * rate * (1 - rate) / (n - 1).clip(lower=1)).sum())
    units = total * (1 - total) / variance if variance else float(n.sum())
    last = {"stratum": ALL, "of": table["of"].sum(), "checked": n.sum(), "wrong": wrong.sum()}
    rows = pd.concat([table, pd.DataFrame([last | {"error": total}])], ignore_index=True)
    ends = [wilson_interval(k, m) for k, m in zip(wrong, n, strict=True)]
    ends.append(wilson_interval(total * units, units) if n.sum() >= MIN_UNITS else (NAN, NAN))
    return rows.assign(low=[low for low, _ in ends], high=[high for _, high in ends])


def corrected_shares(checked: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the share of each stratum in all statements, as found and corrected for errors.

    Columns: ``stratum``, ``found``, ``corrected``, ``low``, ``high``. No rows where a wrong line
    does not say the truth. The interval is the middle 95% of what the true composition of each
    stratum may be (Dirichlet, with Perks' prior of one unit); none below five checked statements.
    Statements that the program missed are not in it: they may be of another composition.
    """
    columns = ["stratum", "found", "corrected", "low", "high"]
    if (checked["truth"] == "").any():
        return pd.DataFrame(columns=columns)
    counts = pd.crosstab(checked["stratum"], checked["truth"])
    names = [name for name in sorted({*counts.index, *counts.columns}) if name != NONE]
    counts = counts.reindex(columns=[*names, NONE], fill_value=0)
    sizes = checked.groupby("stratum")["of"].first().reindex(counts.index)
    weight = (sizes / sizes.sum()).to_numpy()
    each = counts.to_numpy(dtype=float)

    def shares(composition: np.ndarray) -> np.ndarray:
        together = np.einsum("h,...hc->...c", weight, composition)[..., :-1]
        return together / together.sum(axis=-1, keepdims=True)

    drawn = np.stack([rng.dirichlet(row + 1 / each.shape[1], DRAWS) for row in each], axis=1)
    low, high = np.quantile(shares(drawn), [0.025, 0.975], axis=0)
    if len(checked) < MIN_UNITS:
        low = high = np.full(len(names), NAN)
    found = [float(sizes.get(name, 0) / sizes.sum()) for name in names]
    of_all = shares(each / each.sum(axis=1, keepdims=True))
    values = zip(names, found, of_all, low, high, strict=True)
    return pd.DataFrame(list(values), columns=columns)
