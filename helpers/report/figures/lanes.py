"""Lanes: shares side by side, a row for each speaker and a lane for each category."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_WIDE = 0.82  # of a lane, the rest is the gap
_LEAST = 0.1  # no lane ends below this share


@style.styled
def shares_in_lanes(
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

    Columns of ``table``, tidy: ``row`` and ``lane`` (in the order in which they first stand),
    ``share`` (0 to 1), ``low``, ``high`` (of the interval, NaN for none), ``n`` (of the row).

    >>> import pandas as pd
    >>> rows = [("officials", "conflict", 0.1, 0.05, 0.2, 50)]
    >>> columns = ["speaker", "frame", "share", "low", "high", "n"]
    >>> ax = shares_in_lanes(pd.DataFrame(rows, columns=columns), "speaker", "frame")
    >>> [text.get_text() for text in ax.texts]
    ['10 %', '50', 'n', 'conflict']
    """
    rows = style.records(table, [row, lane, "share", "low", "high", "n"])
    if not rows:
        return style.nothing_to_show(ax, title)
    names = list(dict.fromkeys(str(getattr(entry, row)) for entry in rows))
    lanes = list(dict.fromkeys(str(getattr(entry, lane)) for entry in rows))
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(names), style.row_height(names, least=0.44), extra=1.3)
    ends = [end for entry in rows for end in (entry.share, entry.high) if not math.isnan(end)]
    scale = _WIDE / max([_LEAST, *ends])
    colour = style.NEUTRAL
    for place in range(len(names)):
        if place % 2:
            ax.axhspan(place - 0.5, place + 0.5, color="#F6F6F6", lw=0, zorder=0)
    for number in range(len(lanes)):
        ax.axvline(number, color="#8A8A8A", lw=0.8, zorder=1)
    for entry in rows:
        y, left = names.index(str(getattr(entry, row))), lanes.index(str(getattr(entry, lane)))
        if math.isnan(entry.share):
            continue
        sure = not math.isnan(entry.low)
        if sure:
            ends_here = [left + scale * entry.low, left + scale * entry.high]
            ax.plot(ends_here, [y, y], color=colour, solid_capstyle="butt")
        x = left + scale * entry.share
        face = colour if sure else style.PAPER
        ax.plot(x, y, "o", ms=6, mfc=face, mec=colour, clip_on=False, zorder=3)
        label = ax.annotate(_percent(entry.share), (x, y), (0, 6), textcoords="offset points")
        label.set(ha="left" if entry.share * scale < 0.15 else "center", fontsize=style.SMALL)
    sizes = {str(getattr(entry, row)): entry.n for entry in rows}
    style.column(ax, 36, "n", [(y, f"{sizes[name]:,}") for y, name in enumerate(names)])
    ax.set_xlim(-0.04, len(lanes))
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_xticks([])
    for number, name in enumerate(lanes):  # slanted: a lane is narrower than a name
        ax.annotate(
            name,
            (number, 1),
            (2, 4),
            xycoords=ax.get_xaxis_transform(),
            textcoords="offset points",
            rotation=25,
            rotation_mode="anchor",
            fontsize=style.SMALL,
            color=style.QUIET_INK,
            annotation_clip=False,
        )
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    style.name_rows(ax, names)
    style.note(ax, note, own)
    style.set_title(ax, title, own, width=58)
    return ax


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
