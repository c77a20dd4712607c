"""Balances: a number on either side of zero for each row, with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LEAST_SPAN = 0.1


@style.styled
def balances(
    table: pd.DataFrame,
    name: str,
    value: str,
    ax: Axes | None = None,
    *,
    columns: dict[str, str] | None = None,
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a dot for each row: a number from -1 to 1, with its interval.

    A filled dot has an interval that leaves out 0, a hollow one has an interval that holds it, or
    none.

    Columns of ``table``: ``name`` (label of the row), ``value`` (-1 to 1), ``low``, ``high`` (of
    the interval, NaN for none), and those of ``columns``, which are printed at the right under the
    names given: a share (0 to 1) as a whole per cent, a whole number as it is.

    >>> import pandas as pd
    >>> frame = pd.DataFrame([("a", 0.2, 0.1, 0.3, 8)], columns=["x", "y", "low", "high", "n"])
    >>> [text.get_text() for text in balances(frame, "x", "y", columns={"n": "n"}).texts]
    ['+0.20', '8', 'n']
    """
    columns = columns or {}
    rows = style.records(table, [name, value, "low", "high", *columns])
    if not rows:
        return style.nothing_to_show(ax, title)
    names = [str(entry) for entry in table[name]]
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(rows), style.row_height(names, least=0.42))
    colour = style.NEUTRAL
    known = [0.0]
    for place, row in enumerate(rows):
        number, low, high = (float(getattr(row, column)) for column in (value, "low", "high"))
        if math.isnan(number):
            continue
        sure = not math.isnan(low)
        known += [number, low, high] if sure else [number]
        if sure:
            ax.plot([low, high], [place, place], color=colour, solid_capstyle="butt")
        face = colour if sure and (low > 0 or high < 0) else style.PAPER
        ax.plot(number, place, "o", ms=7, mfc=face, mec=colour, mew=1.3, clip_on=False)
        shown = f"{number:+.2f}" if round(number, 2) else "0.00"
        label = ax.annotate(shown, (number, place), (0, 7), textcoords="offset points")
        label.set(ha="center", fontsize=style.SMALL)
    for position, (column, header) in enumerate(columns.items()):
        printed = [(y, _printed(getattr(row, column))) for y, row in enumerate(rows)]
        style.column(ax, 40 + 50 * position, header, printed)
    span = max(_LEAST_SPAN, 1.12 * max(abs(number) for number in known))
    ax.axvline(0, color=style.INK, lw=1, zorder=1)
    ax.set_xlim(-span, span)
    ax.locator_params(axis="x", nbins=6)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.xaxis.grid(True)
    style.name_rows(ax, names)
    style.note(ax, note, own)
    style.set_title(ax, title, own)
    return ax


def _printed(value: float) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{100 * value:.0f} %"
    return f"{value:,}"
