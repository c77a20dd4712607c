"""Matrix: counts of pairs as shaded cells, with the number and where wanted the words in them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from helpers.report import palette
from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BY_CODER = "•"  # behind a number: codings are in it
_MAX_LEVEL_LABELS = 6  # more columns than these have slanted names
_MAX_WORDS = 5  # of a cell
_LINE = 0.165  # inches of a line of small letters


@style.styled
def frames_heatmap(table: pd.DataFrame, ax: Axes | None = None, *, title: str = "") -> Axes:
    """Return axes with a cell for each speaker and frame: its matches, printed and shaded.

    A white cell with 0 means that the speaker has words and none of them matches; a hatched cell
    with "–" that the speaker has no text.

    Columns of ``table``, tidy: ``speaker``, ``frame``, ``count`` (matches), ``n`` (the speaker's
    units), ``words`` and, where there is one, ``by_coder`` (units of the speaker that a coder
    decided; their cells have a dot, •). A pair that is missing has no text.
    """
    rows = style.records(table, ("speaker", "frame", "count", "n", "words"))
    if not rows:
        return style.nothing_to_show(ax, title)
    frames = list(dict.fromkeys(row.frame for row in rows))
    cells = {(row.speaker, row.frame): row for row in rows}
    labels = {
        row.speaker: f"{style.wrap_name(row.speaker, 26, 2)}\nn = {row.n:,} · {row.words:,} words"
        for row in rows
    }
    lines = max(label.count("\n") + 1 for label in labels.values())
    ax = ax or style.new_axes(len(labels), 0.1 + 0.16 * lines, extra=1.2)
    most = max([1, *(row.count for row in rows)])
    for y, name in enumerate(labels):
        for x, frame in enumerate(frames):
            cell = cells.get((name, frame))
            number = int(cell.count) if cell is not None and cell.n else None
            colour = _shade(ax, (x - 0.48, y - 0.46, 0.92), number, most, edge_of_empty=0)
            words = "–" if number is None else f"{number:,}"
            words += BY_CODER if getattr(cell, "by_coder", 0) else ""
            ax.text(x, y, words, ha="center", va="center_baseline", color=colour)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.set_yticks(range(len(labels)), list(labels.values()), fontsize=style.SMALL, linespacing=1.1)
    if len(frames) > _MAX_LEVEL_LABELS:
        slanted = {"rotation": 40, "ha": "left", "rotation_mode": "anchor"}
        _head_columns(ax, frames, **slanted)
    else:
        _head_columns(ax, [textwrap.fill(f, 13, break_long_words=False) for f in frames])
    dots = "; •: decided by a coder, unit by unit" if _any_by_coder(rows) else ""
    note = f"words that hit (0: none hit; –: no text); n: the speaker's sentences{dots}"
    return style.finish(ax, title, note)


@style.styled
def worded_matrix(
    table: pd.DataFrame,
    row: str,
    column: str,
    words: str,
    ax: Axes | None = None,
    *,
    last: Sequence[str] = (),
    title: str = "",
    note: str = "",
    head: str = "",
) -> Axes:
    """Return axes with a cell for each pair: how often, and the most frequent words.

    The darker a cell, the more often; a white cell with 0 was counted and has none, a hatched one
    is a pair that the table does not have.

    Args:
        table: columns as named by the next three arguments, ``count`` (a whole number) and, where
            there is one, ``by_coder`` (how many of the count a coder decided; such cells have a
            dot, •).
        row: the column with the names of the rows, drawn in the order of first appearance.
        column: the column with the names of the columns, in the same order.
        words: the column with the words of a cell, listed as "hit (2), kill (1)"; the first five
            are printed, and "…" where there are more.
        ax: to draw into; None makes a figure.
        last: names that come after all others, in rows and in columns.
        title: the message.
        note: how to read the marks.
        head: words above the names of the rows.
    """
    rows = style.records(table, (row, column, "count", words))
    if not rows:
        return style.nothing_to_show(ax, title)
    cells = {(str(getattr(r, row)), str(getattr(r, column))): r for r in rows}
    names, across = (_ordered((pair[k] for pair in cells), last) for k in (0, 1))
    width = max(9, round(58 / len(across)))  # letters of a line in a cell
    listed = {pair: _cell_words(str(getattr(r, words)), width) for pair, r in cells.items()}
    lines = [max(len(listed.get((name, x), "").splitlines()) for x in across) for name in names]
    heights = [0.42 + _LINE * number for number in lines]
    ends = [sum(heights[: k + 1]) for k in range(len(heights))]
    ax = ax or style.new_axes(1, ends[-1], extra=1.3)
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
    _head_columns(ax, [textwrap.fill(name, width + 2, break_long_words=False) for name in across])
    if head:
        _head_rows(ax, head)
    note += "; •: decided by a coder" if _any_by_coder(rows) else ""
    return style.finish(ax, title, note.removeprefix("; "))


def _shade(
    ax: Axes,
    place: tuple[float, float, float],
    number: int | None,
    most: int,
    edge_of_empty: float = 0.8,
) -> str:
    """Draw a cell at ``place`` (left, top, height) and return the colour for text on it.

    A cell without a number is hatched, with an edge of ``edge_of_empty`` points.
    """
    from matplotlib.colors import LinearSegmentedColormap, to_hex
    from matplotlib.patches import Rectangle

    left, top, height = place
    look: dict[str, Any] = {"facecolor": palette.PAPER, "edgecolor": palette.CELL_EDGE, "lw": 0.8}
    colour = palette.NARRATOR_GREY
    if number is None:
        look = {"facecolor": palette.EMPTY, "edgecolor": palette.UNATTRIBUTED_GREY}
        look |= {"hatch": "////", "lw": edge_of_empty}
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


def _head_columns(ax: Axes, names: Sequence[str], **look: Any) -> None:
    """Write the names of the columns above them, without ticks or a base line."""
    ax.set_xlim(-0.52, len(names) - 0.48)
    ax.set_xticks(range(len(names)), names, fontsize=style.SMALL, **look)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)


def _head_rows(ax: Axes, words: str) -> None:
    look = {"ha": "right", "va": "bottom", "color": palette.QUIET_INK}
    style.write(ax, textwrap.fill(words, 20), (0, 1), (-6, 6), xycoords="axes fraction", **look)


def _any_by_coder(rows: Iterable[Any]) -> bool:
    return any(getattr(row, "by_coder", 0) for row in rows)


def _ordered(names: Iterable[str], last: Sequence[str]) -> list[str]:
    every = list(dict.fromkeys(names))
    return [name for name in every if name not in last] + [name for name in last if name in every]


def _cell_words(listed: str, width: int) -> str:
    """The first words of a cell, one below the other, and "…" where there are more."""
    parts = [part for part in listed.split("), ") if part]
    entries = [part if part.endswith(")") else f"{part})" for part in parts]
    kept = [entry.removesuffix(" (1)") for entry in entries[:_MAX_WORDS]]
    more = ["…"] if len(entries) > _MAX_WORDS else []
    wrapped = [textwrap.fill(entry, width, break_long_words=False) for entry in [*kept, *more]]
    return "\n".join(wrapped)
