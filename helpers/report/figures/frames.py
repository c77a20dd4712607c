"""Frames: which frames stand in whose words, as a heat map with its counts."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# One hue from near white to dark blue: light and dark say the same in grey.
_LIGHT, _DARK = "#EAF2F8", "#084081"
_MOST_LEVEL_LABELS = 6
BY_CODER = "•"


@style.styled
def frames_heatmap(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str = "", value: str = "count"
) -> Axes:
    """Return axes with a cell for each speaker and frame: its hits, printed and shaded.

    A white cell with 0 means that the speaker has words and none of them hit; a hatched cell
    with "–" that there is no text to look at.

    Columns of ``table``, tidy: ``speaker``, ``frame``, ``count`` (hits; or another column named
    by ``value``), ``n`` (the speaker's units), ``words`` and, where there is one, ``by_coder``
    (units of the speaker that were coded; their cells have a dot, •). A pair that is missing is
    no text.

    >>> import pandas as pd
    >>> rows = [("Kim Roe", "conflict", 3, 4, 50), ("Kim Roe", "morality", 0, 4, 50)]
    >>> columns = ["speaker", "frame", "count", "n", "words"]
    >>> ax = frames_heatmap(pd.DataFrame(rows, columns=columns))
    >>> [text.get_text() for text in ax.texts]
    ['3', '0']
    """
    import math

    from matplotlib.patches import Rectangle

    rows = style.records(table, ("speaker", "frame", value, "n", "words"))
    if not rows:
        return style.nothing_to_show(ax, title)
    names = list(dict.fromkeys(row.speaker for row in rows))
    frames = list(dict.fromkeys(row.frame for row in rows))
    cells = {(row.speaker, row.frame): row for row in rows}
    sizes = {row.speaker: (row.n, row.words) for row in rows}
    labels = [style.wrap_name(name, 26, 2) + "\n" + _size(*sizes[name]) for name in names]
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(names), 0.1 + 0.16 * _most_lines(labels), extra=1.2)
    counts = [getattr(row, value) for row in rows]
    most = max([1, *(count for count in counts if not math.isnan(count))])
    for y, name in enumerate(names):
        for x, frame in enumerate(frames):
            cell = cells.get((name, frame))
            count = getattr(cell, value) if cell is not None and cell.n else math.nan
            look, words, colour = _cell(count, most)
            words += BY_CODER if getattr(cell, "by_coder", 0) else ""
            ax.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, **look))
            ax.text(x, y, words, ha="center", va="center_baseline", color=colour)
    ax.set_xlim(-0.52, max(len(frames), 1) - 0.48)
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.set_yticks(range(len(names)), labels, fontsize=style.SMALL, linespacing=1.1)
    many = len(frames) > _MOST_LEVEL_LABELS
    ax.set_xticks(
        range(len(frames)),
        [f if many else textwrap.fill(f, 13, break_long_words=False) for f in frames],
        rotation=40 if many else 0,
        ha="left" if many else "center",
        rotation_mode="anchor" if many else "default",
        fontsize=style.SMALL,
    )
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    dots = (
        "; •: coded by hand, unit by unit"
        if any(getattr(row, "by_coder", 0) for row in rows)
        else ""
    )
    style.note(
        ax, f"words that hit (0: none hit; –: no text); n: the speaker's sentences{dots}", own
    )
    style.set_title(ax, title, own)
    return ax


def _size(n: int, words: int) -> str:
    return f"n = {n:,} · {words:,} words"


def _most_lines(labels: list[str]) -> int:
    return max([1, *(label.count("\n") + 1 for label in labels)])


def _cell(count: float, most: float) -> tuple[dict, str, str]:
    """Return the look of a cell, its words and their colour."""
    import math

    from matplotlib.colors import LinearSegmentedColormap, to_hex

    if math.isnan(count):
        look = {"facecolor": "#F4F4F4", "edgecolor": "#BDBDBD", "hatch": "////", "linewidth": 0}
        return look, "–", style.QUIET_INK
    if count == 0:
        return {"facecolor": style.PAPER, "edgecolor": "#D0D0D0", "linewidth": 0.8}, "0", "#767676"
    shade = to_hex(LinearSegmentedColormap.from_list("hits", [_LIGHT, _DARK])(count / most))
    words = f"{count:,.0f}" if float(count).is_integer() else f"{count:.2g}"
    return {"facecolor": shade, "edgecolor": shade, "linewidth": 0.8}, words, style.text_on(shade)
