"""Matrix: who stands how towards whom, with the number and the words in each cell."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from helpers.report.figures import style
from helpers.report.figures.frames import BY_CODER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LIGHT, _DARK = "#EAF2F8", "#084081"
_WORDS_IN_A_CELL = 5
_LINE = 0.165  # inches of a line of small letters


@style.styled
def worded_matrix(
    table: pd.DataFrame,
    row: str,
    column: str,
    words: str,
    ax: Axes | None = None,
    *,
    count: str = "count",
    last: Sequence[str] = (),
    title: str = "",
    note: str = "",
    head: str = "",
) -> Axes:
    """Return axes with a cell for each pair: how often, and the commonest words, printed.

    The darker a cell, the more often; a cell with 0 was counted and holds none, a hatched one is a
    pair that the table does not have. A dot (•) behind a number: codings by hand are in it.

    Columns of ``table``, tidy: ``row`` and ``column`` (names of the two sides, in the order in
    which they first stand), ``count`` (a whole number), ``words`` (listed as "hit (2), kill (1)";
    the first few are printed, "…" says that there are more) and, where there is one,
    ``by_coder`` (how many of the count were coded).

    Args:
        table: as above.
        ax: to draw into; None makes a figure.
        row: its column of the rows.
        column: its column of the columns.
        words: its column of the words.
        count: its column of the numbers.
        last: names that stand behind all others, in rows and in columns.
        title: the message.
        note: how to read the marks.
        head: words over the names of the rows.

    >>> import pandas as pd
    >>> rows = [("rebels", "the town", 2, "shell (2)")]
    >>> of = pd.DataFrame(rows, columns=["doer", "acted_on", "count", "deeds"])
    >>> [text.get_text() for text in worded_matrix(of, "doer", "acted_on", "deeds").texts]
    ['2', 'shell (2)']
    """
    rows = style.records(table, (row, column, count, words))
    if not rows:
        return style.nothing_to_show(ax, title)
    cells = {(str(getattr(r, row)), str(getattr(r, column))): r for r in rows}
    names, across = (_ordered((pair[k] for pair in cells), last) for k in (0, 1))
    own = ax is None
    width = max(9, round(58 / len(across)))
    shown = {pair: _cell_words(str(getattr(r, words)), width) for pair, r in cells.items()}
    heights = [
        0.42 + _LINE * max(_lines(shown.get((name, other), "")) for other in across)
        for name in names
    ]
    if ax is None:
        ax = style.new_axes(1, sum(heights), extra=1.3)
    ends = [sum(heights[: k + 1]) for k in range(len(heights))]
    most = max(1, *(int(getattr(r, count)) for r in rows))
    for name, height, end in zip(names, heights, ends, strict=True):
        for x, other in enumerate(across):
            cell = cells.get((name, other))
            number = None if cell is None else int(getattr(cell, count))
            mark = BY_CODER if getattr(cell, "by_coder", 0) else ""
            words_in = shown.get((name, other), "")
            _draw(ax, (x, end - height, height), number, mark, words_in, most)
    ax.set_xlim(-0.52, len(across) - 0.48)
    ax.set_ylim(ends[-1], 0)
    style.name_rows(ax, names, [e - h / 2 for e, h in zip(ends, heights, strict=True)])
    labels = [textwrap.fill(name, width + 2, break_long_words=False) for name in across]
    ax.set_xticks(range(len(across)), labels, fontsize=style.SMALL)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    if head:
        ax.annotate(
            textwrap.fill(head, 20),
            (0, 1),
            xycoords="axes fraction",
            xytext=(-6, 6),
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=style.SMALL,
            color=style.QUIET_INK,
        )
    dots = "; •: coded by hand" if any(getattr(r, "by_coder", 0) for r in rows) else ""
    style.note(ax, f"{note}{dots}".removeprefix("; "), own)
    style.set_title(ax, title, own)
    return ax


def _ordered(names: Iterable[str], last: Sequence[str]) -> list[str]:
    every = list(dict.fromkeys(names))
    return [name for name in every if name not in last] + [name for name in last if name in every]


def _lines(words: str) -> int:
    return words.count("\n") + 1 if words else 0


def _draw(
    ax: Axes,
    place: tuple[float, float, float],
    number: int | None,
    mark: str,
    words: str,
    most: int,
) -> None:
    """Draw one cell at ``place`` (column, top, height): its shade, its number and its words."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex
    from matplotlib.patches import Rectangle

    x, top, height = place
    shades = LinearSegmentedColormap.from_list("hits", [_LIGHT, _DARK])
    shade = to_hex(shades(number / most)) if number else style.PAPER
    look: dict[str, Any] = {"facecolor": shade, "edgecolor": shade if number else "#D0D0D0"}
    if number is None:
        look = {"facecolor": "#F4F4F4", "edgecolor": "#BDBDBD", "hatch": "////"}
    ax.add_patch(Rectangle((x - 0.48, top + 0.03), 0.96, height - 0.06, lw=0.8, **look))
    if number is None:
        return
    colour = style.text_on(shade) if number else "#767676"
    ax.text(x, top + 0.1, f"{number:,}{mark}", ha="center", va="top", color=colour)
    ax.text(
        x,
        top + 0.32,
        words,
        ha="center",
        va="top",
        color=colour,
        fontsize=style.SMALL,
        linespacing=1.1,
    )


def _cell_words(listed: str, width: int) -> str:
    """The first words of a cell, one below the other, and "…" where there are more."""
    parts = [part for part in listed.split("), ") if part]
    entries = [part if part.endswith(")") else f"{part})" for part in parts]
    kept = [entry.removesuffix(" (1)") for entry in entries[:_WORDS_IN_A_CELL]]
    more = ["…"] if len(entries) > _WORDS_IN_A_CELL else []
    wrapped = [textwrap.fill(entry, width, break_long_words=False) for entry in [*kept, *more]]
    return "\n".join(wrapped)
