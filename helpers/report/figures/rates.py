"""Rates: a share for each row, with its interval and its n."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


_HALF = 0.5


@style.styled
def rates(
    table: pd.DataFrame,
    name: str,
    value: str,
    ax: Axes | None = None,
    *,
    n: str = "n",
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot for each row: a rate from 0 to 1, its interval and its n.

    The axis ends at 1, or where no rate or interval reaches a half, just beyond the highest.

    Columns of ``table``: ``name`` (label of the row), ``value`` (0 to 1, NaN for no mark), ``low``,
    ``high`` (of the interval, NaN for none) and ``n`` (on how many the rate rests; its name heads a
    column).

    >>> import pandas as pd
    >>> frame = pd.DataFrame([("a", 0.5, 0.25, 0.75, 8)], columns=["x", "y", "low", "high", "n"])
    >>> [text.get_text() for text in rates(frame, "x", "y").texts]
    ['0.50', '8', 'n']
    """
    rows = style.records(table, [name, value, "low", "high", n])
    if not rows:
        return style.nothing_to_show(ax, title)
    names = [str(entry) for entry in table[name]]
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(rows), style.row_height(names, least=0.42))
    colour = style.NEUTRAL
    for place, row in enumerate(rows):
        rate, low, high = (float(getattr(row, c)) for c in (value, "low", "high"))
        if math.isnan(rate):
            continue
        sure = not math.isnan(low) and not math.isnan(high)
        if sure:
            ax.plot([low, high], [place, place], color=colour, solid_capstyle="butt")
        face = colour if sure else style.PAPER
        ax.plot(rate, place, "o", ms=7, mfc=face, mec=colour, clip_on=False)
        label = ax.annotate(f"{rate:.2f}", (rate, place), (0, 7), textcoords="offset points")
        label.set(ha="center", fontsize=style.SMALL)
    header = "n" if n == "n" else f"n ({n})"
    counts = [(place, f"{getattr(row, n):,.0f}") for place, row in enumerate(rows)]
    style.column(ax, 36, header, counts)
    # the whole scale where rates are high; half of it or less where none comes near it
    known = [float(v) for row in rows for v in (getattr(row, value), row.high) if v == v]
    highest = max(known, default=1.0)
    ax.set_xlim(0, 1 if highest > _HALF else math.ceil(10 * highest + 0.2) / 10)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.xaxis.grid(True)
    style.name_rows(ax, names)
    style.note(ax, note, own)
    style.set_title(ax, title, own)
    return ax
