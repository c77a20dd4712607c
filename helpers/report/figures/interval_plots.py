"""Interval plots: an estimate and its interval for each row, with its n at the right."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style

_HALF = 0.5
_MIN_SPAN = 0.1  # the axis of balances shows at least -0.1 to 0.1


@style.styled
def rates(
    table: pd.DataFrame,
    name: str,
    value: str,
    *,
    n: str = "n",
    expected: str = "",
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot for each row: a rate from 0 to 1, its interval and its n.

    A hollow dot has no interval (``low`` and ``high`` are NaN). A tall stroke is the rate that was
    expected, from the column ``expected``, if one is given. The axis ends at 1, or where no rate or
    interval reaches a half, just beyond the highest. The name of the column ``n``, the number of
    units behind the rate, is the head of a column.
    """
    rows = style.records(table, [name, value, "low", "high", n, *filter(None, [expected])])
    if not rows:
        return style.nothing_to_show(title)
    ax = _named_rows(table[name])
    for place, row in enumerate(rows):
        if expected:
            ax.plot(getattr(row, expected), place, "|", color=palette.NEGATIVE, ms=22, mew=2.5)
        rate, known = float(getattr(row, value)), not math.isnan(row.low + row.high)
        at, ends = (rate, place), (row.low, row.high)
        style.dot_with_interval(ax, at, ends, palette.NEUTRAL, filled=known, label=f"{rate:.2f}")
    header = "n" if n == "n" else f"n ({n})"
    style.column(ax, 36, header, [(y, f"{getattr(row, n):,.0f}") for y, row in enumerate(rows)])
    known_ends = [float(v) for row in rows for v in (getattr(row, value), row.high) if v == v]
    highest = max(known_ends, default=1.0)
    ax.set_xlim(0, 1 if highest > _HALF else math.ceil(10 * highest + 0.2) / 10)
    return style.finish(ax, title, note)


@style.styled
def net_balance(
    table: pd.DataFrame,
    name: str,
    value: str,
    *,
    columns: dict[str, str],
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot for each row: a number above or below 0, with its interval.

    A filled dot has an interval (``low`` to ``high``) that leaves out 0; the interval of a hollow
    dot contains 0, or there is none (NaN). The keys of ``columns`` are printed at the right under
    their values as heads: a share (0 to 1) as a whole percent, a whole number as it is.
    """
    rows = style.records(table, [name, value, "low", "high", *columns])
    if not rows:
        return style.nothing_to_show(title)
    ax = _named_rows(table[name])
    for place, row in enumerate(rows):
        number = float(getattr(row, value))
        at, ends, beyond = (number, place), (row.low, row.high), row.low > 0 or row.high < 0
        label = f"{number:+.2f}" if round(number, 2) else "0.00"
        style.dot_with_interval(ax, at, ends, palette.NEUTRAL, filled=beyond, label=label)
    for position, (column, header) in enumerate(columns.items()):
        printed = [(y, _printed(getattr(row, column))) for y, row in enumerate(rows)]
        style.column(ax, 40 + 50 * position, header, printed)
    drawn = [row for row in rows if not math.isnan(getattr(row, value))]
    known = [abs(v) for row in drawn for v in (getattr(row, value), row.low, row.high) if v == v]
    span = max([_MIN_SPAN, *(1.12 * end for end in known)])
    ax.set_xlim(-span, span)
    ax.axvline(0, color=palette.INK, lw=1, zorder=1)
    ax.locator_params(axis="x", nbins=6)
    return style.finish(ax, title, note)


def _named_rows(names: pd.Series) -> Axes:
    """Return axes with a row for each name and a grid."""
    shown = [str(name) for name in names]
    ax = style.new_axes(len(shown), style.row_height(shown, 0.42))
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.xaxis.grid(True)
    style.name_rows(ax, shown)
    return ax


def _printed(value: float) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{100 * value:.0f}%"
    return f"{value:,}"
