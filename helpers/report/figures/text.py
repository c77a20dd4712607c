"""Text: bars for what is counted in a text, its paragraphs and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@style.styled
def counted_bars(
    table: pd.DataFrame,
    name: str,
    value: str,
    ax: Axes | None = None,
    *,
    title: str = "",
    note: str = "",
    pale: str | None = None,
) -> Axes:
    """Return axes with a bar and its number for each row, in the order of the table.

    Columns of ``table``: ``name`` (what is counted), ``value`` (how often, a whole number) and,
    where ``pale`` names one, a column of truth values: true rows are drawn pale.

    >>> import pandas as pd
    >>> ax = counted_bars(pd.DataFrame({"word": ["rain"], "count": [3]}), "word", "count")
    >>> [text.get_text() for text in ax.texts]
    [' 3']
    """
    if not style.records(table, [name, value, *([pale] if pale else [])]):
        return style.nothing_to_show(ax, title)
    names = [str(entry) for entry in table[name]]
    values = [int(entry) for entry in table[value]]
    is_pale = [bool(entry) for entry in table[pale]] if pale else [False] * len(names)
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(names), style.row_height(names, least=0.27))
    colour = style.NEUTRAL
    for place, (number, light) in enumerate(zip(values, is_pale, strict=True)):
        face = style.tint(colour, 0.25) if light else colour
        ax.barh(place, number, 0.66, facecolor=face, edgecolor=colour, linewidth=0.8)
        ax.text(number, place, f" {number:,}", va="center", fontsize=style.SMALL)
    ax.set_xlim(0, max([1, *values]) * 1.12)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.xaxis.grid(True)
    style.name_rows(ax, names)
    style.note(ax, note, own)
    style.set_title(ax, title, own)
    return ax
