"""Estimates with their intervals, one article among many, and one tone by many measurements."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from helpers.report import palette
from helpers.report.figures import style

_BINS = 10
_MAX_HEIGHT = 0.8  # of a row: the bar of the bin with the most articles
CURVE_ROWS = 9.0  # the height of the curve, in rows of the dashboard
_SIDES = {"negative": palette.NEGATIVE, "zero": palette.ZERO, "positive": palette.POSITIVE}
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


@style.styled
def pairs(table: pd.DataFrame, name: str, first: str, second: str, *, title: str = "") -> Axes:
    """Return axes with two marks for each row, a share (0 to 1) in each of two articles.

    The filled dot is the first article's, the hollow diamond the second's; a share of 0 has none.
    ``name``, ``first`` and ``second`` are columns of the table.
    """
    rows = style.records(table, [name, first, second])
    if not rows:
        return style.nothing_to_show(title)
    ax = _named_rows(table[name])
    for place, row in enumerate(rows):
        shares = getattr(row, first), getattr(row, second)
        if all(shares):
            ax.plot(shares, (place, place), color=palette.AXIS, lw=2, zorder=1)
        for share, mark, filled in zip(shares, "oD", (True, False), strict=True):
            if share:
                inside = palette.NEUTRAL if filled else "white"
                ax.plot(share, place, mark, color=palette.NEUTRAL, mfc=inside, ms=7, zorder=2)
                right = share >= max(shares)
                offset, side = (9 if right else -9, 0), "left" if right else "right"
                style.write(ax, f"{100 * share:.0f}%", (share, place), offset, ha=side, va="center")
    ax.set_xlim(0, 1.25 * max(max(getattr(row, first), getattr(row, second)) for row in rows))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    note = (
        "share of the words of the article; ● the first article, ◇ the second, no mark: not quoted"
    )
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


@style.styled
def place_in_distribution(
    table: pd.DataFrame,
    own_shares: Mapping[str, float],
    *,
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a histogram of the articles for each share, and a line for our article.

    The bars of a row count the articles in bins of a tenth (``corpus.shares.shares_by_article``);
    the black line is the article's own share by name, with its number; none where it is NaN.
    """
    rows = style.records(table, ("name", "share"))
    if not rows:
        return style.nothing_to_show(title)
    names = list(dict.fromkeys(row.name for row in rows))
    ax = style.new_axes(len(names), 0.95, extra=0.9)
    sizes = []
    for place, name in enumerate(names):
        shares = [row.share for row in rows if row.name == name]
        _draw_row(ax, place + 0.4, shares, own_shares.get(name, math.nan))
        sizes.append((place, f"{len(shares):,}"))
    style.column(ax, 46, "articles", sizes)
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(len(names) - 0.5, -0.6)
    ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")
    ax.tick_params(axis="x", length=0)
    style.name_rows(ax, names)
    return style.finish(ax, title, note)


def _draw_row(ax: Axes, foot: float, shares: Sequence[float], own: float) -> None:
    """Draw the histogram of one share above ``foot``, and a line with its number at ``own``."""
    counts = [0] * _BINS
    for share in shares:
        counts[min(int(share * _BINS + 1e-9), _BINS - 1)] += 1
    lefts = [number / _BINS for number in range(_BINS)]
    heights = [-_MAX_HEIGHT * count / max(counts) for count in counts]
    look: dict[str, Any] = {"fc": palette.UNATTRIBUTED_GREY, "ec": palette.AXIS, "lw": 0.6}
    ax.bar(lefts, heights, 0.092, foot, align="edge", **look)
    ax.plot([0, 1], [foot, foot], color=palette.AXIS, lw=0.8)
    if math.isnan(own):
        return
    ax.plot([own, own], [foot, foot - _MAX_HEIGHT - 0.04], color=palette.INK, lw=2.4)
    side = "right" if own > 0.5 else "left"
    at, offset = (own, foot - _MAX_HEIGHT), (-5 if side == "right" else 5, 0)
    words = ax.annotate(f"{own:.2f}", at, offset, textcoords="offset points", bbox=style.LABEL_BOX)
    words.set(fontweight="bold", ha=side, va="center")


@style.styled
def specification_curve(
    table: pd.DataFrame,
    choices: Mapping[str, Sequence[str]],
    *,
    title: str = "",
) -> Axes:
    """Return axes with all estimates in rising order, and a row for each choice below them.

    After Simonsohn, Simmons & Nelson (2020), figure 2: a stroke in a row says that the estimate
    above it was made with that choice. The table has the specifications of one speaker
    (``tone.specifications``); ``choices`` has what can be chosen, by the column.
    """
    rows = style.records(table, (*choices, "estimate", "low", "high", "sign"))
    if not rows:
        return style.nothing_to_show(title)
    rows.sort(key=lambda row: (row.estimate, *(str(getattr(row, kind)) for kind in choices)))
    places = _dashboard(choices)
    ax = style.new_axes(CURVE_ROWS + len(places) + len(choices), 0.2, extra=1.2)
    span = _span(rows)

    def height(value: float) -> float:
        return CURVE_ROWS / 2 - value / span * (CURVE_ROWS / 2)

    _draw_curve(ax, rows, height)
    for kind in choices:
        for side, colour in _SIDES.items():
            at = [(x, row) for x, row in enumerate(rows) if row.sign == side]
            strokes = [(x, places[kind, str(getattr(row, kind))]) for x, row in at]
            if strokes:
                ax.plot(*zip(*strokes, strict=True), "|", color=colour, ms=8, mew=1.1)
    _count_sides(ax, rows)
    ax.axhline(height(0), color=palette.INK, lw=1, zorder=1)
    ticks = [(height(-span), f"{-span:+.1f}"), (height(0), "0"), (height(span), f"{span:+.1f}")]
    named = [*ticks, *((y, choice) for (_, choice), y in places.items())]
    ax.set_yticks([y for y, _ in named], [name for _, name in named], fontsize=style.SMALL)
    for kind in choices:
        first = min(y for (of, _), y in places.items() if of == kind)
        heading = ax.annotate(kind, (0, first - 0.85), xycoords=ax.get_yaxis_transform())
        heading.set(fontsize=style.SMALL, color=palette.QUIET_INK, fontstyle="italic", va="center")
    style.bare_axis(ax)
    ax.set_xlim(-1, len(rows))
    ax.set_ylim(max(places.values()) + 0.7, -1.6)
    note = (
        f"above: {len(rows)} estimates in rising order, grey lines their 95% intervals (none "
        "below 5 texts); below: the choices that gave each of them"
    )
    return style.finish(ax, title, note)


def _draw_curve(ax: Axes, rows: Sequence[Any], height: Callable[[float], float]) -> None:
    """Draw each estimate in the colour of its sign, with its interval in grey."""
    for x, row in enumerate(rows):
        if not math.isnan(row.low):
            ends = [height(row.low), height(row.high)]
            ax.plot([x, x], ends, color=palette.UNATTRIBUTED_GREY, lw=1, zorder=2)
    for side, colour in _SIDES.items():
        dots = [(x, height(row.estimate)) for x, row in enumerate(rows) if row.sign == side]
        if dots:
            ax.plot(*zip(*dots, strict=True), "o", color=colour, ms=3.2, zorder=3)


def _count_sides(ax: Axes, rows: Sequence[Any]) -> None:
    """Write how many estimates are negative, zero and positive, in fixed places above the curve.

    Above the estimates themselves the words would overlap where few have a sign.
    """
    places = ((0, "left"), ((len(rows) - 1) / 2, "center"), (len(rows) - 1, "right"))
    for (side, colour), (x, where) in zip(_SIDES.items(), places, strict=True):
        number = sum(row.sign == side for row in rows)
        label = ax.text(x, -0.75, f"{side} ({number})", color=palette.ink(colour))
        label.set(fontsize=style.SMALL, ha=where, va="bottom")


def _dashboard(choices: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], float]:
    """Return the row of each choice, with room for a heading before each kind."""
    places: dict[tuple[str, str], float] = {}
    at = CURVE_ROWS + 0.9
    for kind, names in choices.items():
        at += 1.0
        for name in names:
            places[kind, str(name)] = at
            at += 1.0
    return places


def _span(rows: Sequence[Any]) -> float:
    ends = [abs(x) for row in rows for x in (row.estimate, row.low, row.high) if x == x]
    return max(0.2, math.ceil(10 * max(ends) - 1e-9) / 10)
