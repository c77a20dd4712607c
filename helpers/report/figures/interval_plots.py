"""Interval plots: an estimate and its interval for each row, with its n at the right."""

from __future__ import annotations

import math
from typing import Any

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
    ax: Axes | None = None,
    *,
    n: str = "n",
    expected: str = "",
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot for each row: a rate from 0 to 1, its interval and its n.

    A hollow dot has no interval. A tall stroke is the rate that was expected, from the column
    ``expected``, if one is given. The axis ends at 1, or where no rate or interval reaches a half,
    just beyond the highest.

    Columns of ``table``: ``name`` (label of the row), ``value`` (0 to 1, NaN for no mark), ``low``,
    ``high`` (of the interval, NaN for none) and ``n`` (the number of units behind the rate; its
    name is the head of a column).
    """
    rows = style.records(table, [name, value, "low", "high", n, *filter(None, [expected])])
    if not rows:
        return style.nothing_to_show(ax, title)
    ax = _named_rows(ax, table[name], 0.42)
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
    ax: Axes | None = None,
    *,
    columns: dict[str, str],
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot for each row: a number from -1 to 1, with its interval.

    A filled dot has an interval that leaves out 0; the interval of a hollow dot contains 0, or
    there is none.

    Columns of ``table``: ``name`` (label of the row), ``value`` (-1 to 1, NaN for no mark),
    ``low``, ``high`` (of the interval, NaN for none), and the keys of ``columns``, which are
    printed at the right under their values as heads: a share (0 to 1) as a whole percent, a whole
    number as it is.
    """
    rows = style.records(table, [name, value, "low", "high", *columns])
    if not rows:
        return style.nothing_to_show(ax, title)
    ax = _named_rows(ax, table[name], 0.42)
    for place, row in enumerate(rows):
        number = float(getattr(row, value))
        at, ends, beyond = (number, place), (row.low, row.high), row.low > 0 or row.high < 0
        label = f"{number:+.2f}" if round(number, 2) else "0.00"
        look: dict[str, Any] = {"label": label, "mew": 1.3}
        style.dot_with_interval(ax, at, ends, palette.NEUTRAL, filled=beyond, **look)
    for position, (column, header) in enumerate(columns.items()):
        printed = [(y, _printed(getattr(row, column))) for y, row in enumerate(rows)]
        style.column(ax, 40 + 50 * position, header, printed)
    drawn = [row for row in rows if not math.isnan(getattr(row, value))]
    known = [abs(v) for row in drawn for v in (getattr(row, value), row.low, row.high) if v == v]
    _centre(ax, max([_MIN_SPAN, *(1.12 * end for end in known)]))
    ax.locator_params(axis="x", nbins=6)
    return style.finish(ax, title, note)


@style.styled
def marking_words(
    table: pd.DataFrame,
    colour: str | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
    prior: str = "the article",
) -> Axes:
    """Return axes with a dot for each word of one voice: its log-odds ratio and its interval.

    A filled dot has an interval that leaves out 0. The order of the rows is the table's; ``prior``
    is what the note calls the text behind the prior.

    Columns of ``table``: ``word``, ``count`` (by the voice), ``others`` (by all other voices),
    ``log_odds``, ``low``, ``high`` (``helpers.measures.wording.marking_words``).
    """
    rows = style.records(table, ("word", "count", "others", "log_odds", "low", "high"))
    if not rows:
        return style.nothing_to_show(ax, title)
    ax = _named_rows(ax, table["word"], 0.28)
    dark = palette.ink(colour or palette.NEUTRAL)
    for place, row in enumerate(rows):
        at, beyond = (row.log_odds, place), row.low > 0 or row.high < 0
        style.dot_with_interval(ax, at, (row.low, row.high), dark, filled=beyond, size=6.5, mew=1.3)
    style.column(ax, 40, "voice", [(place, f"{row.count:,}") for place, row in enumerate(rows)])
    style.column(ax, 82, "others", [(place, f"{row.others:,}") for place, row in enumerate(rows)])
    _centre(ax, 1.08 * max(max(abs(row.low), abs(row.high)) for row in rows))
    note = (
        f"log-odds ratio with {prior} as prior, right of 0: more the voice's word; line: "
        "approximate 95% interval; filled: it leaves out 0. Right: how often each says it"
    )
    return style.finish(ax, title, note)


def _named_rows(ax: Axes | None, names: pd.Series, minimum: float) -> Axes:
    """Return axes with a row for each name, ``minimum`` inches high or more, and a grid."""
    shown = [str(name) for name in names]
    ax = ax or style.new_axes(len(shown), style.row_height(shown, minimum))
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.xaxis.grid(True)
    style.name_rows(ax, shown)
    return ax


def _centre(ax: Axes, span: float) -> None:
    """Put 0 in the middle of the x axis and draw a line there."""
    ax.axvline(0, color=palette.INK, lw=1, zorder=1)
    ax.set_xlim(-span, span)


def _printed(value: float) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{100 * value:.0f}%"
    return f"{value:,}"
