"""Specification curve: all estimates of one tone, above the choices that gave each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style

CURVE_ROWS = 9.0  # the height of the curve, in rows of the dashboard
_SIDES = {"negative": palette.NEGATIVE, "zero": palette.ZERO, "positive": palette.POSITIVE}


@style.styled
def specification_curve(
    table: pd.DataFrame,
    choices: Mapping[str, Sequence[str]],
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with all estimates in rising order, and a row for each choice below them.

    After Simonsohn, Simmons & Nelson (2020), figure 2: a stroke in a row says that the estimate
    above it was made with that choice.

    Columns of ``table``, the specifications of one speaker (``helpers.measures.tone``): one for
    each kind of choice, ``estimate``, ``low``, ``high`` (interval, NaN for none) and ``sign``
    (positive, negative or zero). ``choices`` has what can be chosen, by the column.
    """
    rows = style.records(table, (*choices, "estimate", "low", "high", "sign"))
    if not rows:
        return style.nothing_to_show(ax, title)
    rows.sort(key=lambda row: (row.estimate, *(str(getattr(row, kind)) for kind in choices)))
    places = _dashboard(choices)
    ax = ax or style.new_axes(CURVE_ROWS + len(places) + len(choices), 0.2, extra=1.2)
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
        f"above: {len(rows)} estimates in rising order, grey lines their 95 % intervals (none "
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
