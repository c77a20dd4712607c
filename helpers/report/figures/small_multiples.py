"""Small multiples: the shares of several categories side by side, a row for each speaker."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style

_WIDE = 0.82  # of a lane, the rest is the gap
_MIN_END = 0.1  # no lane ends below this share


@style.styled
def small_multiples(
    table: pd.DataFrame,
    row: str,
    lane: str,
    ax: Axes | None = None,
    *,
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot and its interval for each pair of a row and a lane.

    All lanes have one scale, from 0 to what the highest interval needs. A hollow dot has no
    interval.

    Columns of ``table``, tidy: ``row`` and ``lane`` (drawn in the order of their first
    appearance), ``share`` (0 to 1), ``low``, ``high`` (of the interval, NaN for none), ``n`` (of
    the row).
    """
    rows = style.records(table, [row, lane, "share", "low", "high", "n"])
    if not rows:
        return style.nothing_to_show(ax, title)
    names = list(dict.fromkeys(str(getattr(entry, row)) for entry in rows))
    lanes = list(dict.fromkeys(str(getattr(entry, lane)) for entry in rows))
    ax = ax or style.new_axes(len(names), style.row_height(names, 0.44), extra=1.3)
    ends = [end for entry in rows for end in (entry.share, entry.high) if not math.isnan(end)]
    scale = _WIDE / max([_MIN_END, *ends])
    for place in range(len(names)):
        style.stripe_row(ax, place)
    for number in range(len(lanes)):
        ax.axvline(number, color=palette.AXIS, lw=0.8, zorder=1)
    for entry in rows:
        y, left = names.index(str(getattr(entry, row))), lanes.index(str(getattr(entry, lane)))
        if math.isnan(entry.share):
            continue
        at = (left + scale * entry.share, y)
        interval = (left + scale * entry.low, left + scale * entry.high)
        known = not math.isnan(entry.low)
        style.dot_with_interval(ax, at, interval, palette.NEUTRAL, filled=known, size=6, zorder=3)
        side = "left" if entry.share * scale < 0.15 else "center"
        style.write(ax, f"{100 * entry.share:.0f}%", at, (0, 6), ha=side)
    sizes = {str(getattr(entry, row)): entry.n for entry in rows}
    style.column(ax, 36, "n", [(y, f"{sizes[name]:,}") for y, name in enumerate(names)])
    _head_lanes(ax, lanes)
    ax.set_ylim(len(names) - 0.4, -0.6)
    style.name_rows(ax, names)
    return style.finish(ax, title, note, width=58)


def _head_lanes(ax: Axes, lanes: list[str]) -> None:
    """Write the names above the lanes, slanted: a lane is narrower than a name."""
    look = {"xycoords": ax.get_xaxis_transform(), "color": palette.QUIET_INK}
    slanted: dict[str, Any] = {"rotation": 25, "rotation_mode": "anchor", "annotation_clip": False}
    for number, name in enumerate(lanes):
        style.write(ax, name, (number, 1), (2, 4), **look, **slanted)
    ax.set_xlim(-0.04, len(lanes))
    style.bare_axis(ax)
    ax.tick_params(length=0)
