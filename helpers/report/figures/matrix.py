"""Matrix: counts of pairs as shaded cells, with the number and where wanted the words in them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style

BY_CODER = "•"  # behind a number: codings are in it
_MAX_WORDS = 5  # of a cell
_LINE = 0.165  # inches of a line of small letters


@style.styled
def worded_matrix(
    table: pd.DataFrame,
    row: str,
    column: str,
    words: str,
    *,
    last: Sequence[str] = (),
    title: str = "",
    note: str = "",
    head: str = "",
) -> Axes:
    """Return axes with a cell for each pair: how often, and the most frequent words.

    The darker a cell, the more often; a white cell with 0 was counted and has none, a hatched one
    is a pair that the table does not have. A row of zeros is left out, unless there is no other.
    Rows and columns are in the order of first appearance, but the names in ``last`` come last;
    ``head`` is written above the names of the rows. Of a list of ``words`` such as "hit (2), kill
    (1)" the first five are printed, and "…" where there are more. ``by_coder``, where there is such
    a column, says how many of the ``count`` a coder decided: such cells have a dot, •.
    """
    rows = style.records(table, (row, column, "count", words))
    if not rows:
        return style.nothing_to_show(title)
    cells = {(str(getattr(r, row)), str(getattr(r, column))): r for r in rows}
    names, across = (_ordered((pair[k] for pair in cells), last) for k in (0, 1))
    counted = {str(getattr(r, row)) for r in rows if r.count}
    names = [name for name in names if name in counted or not counted][: style.MOST_ROWS]
    width = max(9, round(58 / len(across)))  # letters of a line in a cell
    listed = {pair: _cell_words(str(getattr(r, words)), width) for pair, r in cells.items()}
    lines = [max(len(listed.get((name, x), "").splitlines()) for x in across) for name in names]
    heights = [0.42 + _LINE * number for number in lines]
    ends = [sum(heights[: k + 1]) for k in range(len(heights))]
    ax = style.new_axes(1, ends[-1], extra=1.3)
    most = max(1, *(int(r.count) for r in rows))
    for name, height, end in zip(names, heights, ends, strict=True):
        top = end - height
        for x, other in enumerate(across):
            cell = cells.get((name, other))
            number = None if cell is None else int(cell.count)
            colour = _shade(ax, (x - 0.48, top + 0.03, height - 0.06), number, most)
            if cell is not None:
                _write_pair(ax, (x, top), cell, listed[name, other], colour)
    ax.set_ylim(ends[-1], 0)
    style.name_rows(ax, names, [e - h / 2 for e, h in zip(ends, heights, strict=True)])
    heads = [textwrap.fill(name, width, break_long_words=False) for name in across]
    ax.set_xlim(-0.52, len(across) - 0.48)
    ax.set_xticks(range(len(across)), heads, fontsize=style.SMALL)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    if head:
        look = {"ha": "right", "va": "bottom", "color": palette.QUIET_INK}
        style.write(ax, textwrap.fill(head, 20), (0, 1), (-6, 6), xycoords="axes fraction", **look)
    note += "; •: decided by a coder" if any(getattr(r, "by_coder", 0) for r in rows) else ""
    return style.finish(ax, title, note)


def _shade(ax: Axes, place: tuple[float, float, float], number: int | None, most: int) -> str:
    """Draw a cell (left, top, height), hatched without a number; return the colour of its text."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex
    from matplotlib.patches import Rectangle

    left, top, height = place
    look: dict[str, Any] = {"facecolor": palette.PAPER, "edgecolor": palette.CELL_EDGE, "lw": 0.8}
    colour = palette.NARRATOR_GREY
    if number is None:
        look = {"facecolor": palette.EMPTY, "edgecolor": palette.UNATTRIBUTED_GREY}
        look |= {"hatch": "////", "lw": 0.8}
        colour = palette.QUIET_INK
    elif number:
        shades = LinearSegmentedColormap.from_list("counts", [palette.FEW, palette.MANY])
        shade = to_hex(shades(number / most))
        look |= {"facecolor": shade, "edgecolor": shade}
        colour = palette.text_on(shade)
    ax.add_patch(Rectangle((left, top), 0.96, height, **look))
    return colour


def _write_pair(ax: Axes, place: tuple[float, float], cell: Any, words: str, colour: str) -> None:
    """Write the number of a cell at ``place`` (middle, top) and its words below."""
    x, top = place
    mark = BY_CODER if getattr(cell, "by_coder", 0) else ""
    ax.text(x, top + 0.1, f"{cell.count:,}{mark}", ha="center", va="top", color=colour)
    text = ax.text(x, top + 0.32, words, ha="center", va="top", color=colour)
    text.set(fontsize=style.SMALL, linespacing=1.1)


def _ordered(names: Iterable[str], last: Sequence[str]) -> list[str]:
    every = list(dict.fromkeys(names))
    return [name for name in every if name not in last] + [name for name in last if name in every]


def _cell_words(words: str, width: int) -> str:
    """The first words of a cell, one below the other, and "…" where there are more."""
    entries = re.split(r"(?<=\d\)), ", words)
    kept = [entry.removesuffix(" (1)") for entry in entries[:_MAX_WORDS]]
    more = ["…"] if len(entries) > _MAX_WORDS else []
    return "\n".join(
        textwrap.fill(entry, width, break_long_words=False) for entry in [*kept, *more]
    )
