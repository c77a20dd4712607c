"""Dots: a share of each speaker's sentences with its interval and its n."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.report import palette
from helpers.report.figures import style
from helpers.report.figures.matrix import BY_CODER
from helpers.statistics import MIN_UNITS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "*")
_LEAST_SPAN = 0.3  # the axis never zooms in further than 0 to 30 %


@style.styled
def certainty(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with the share of each speaker's sentences that hedge, and that boost.

    A speaker with fewer than five units has no marks, only the counts at the right.

    Columns of ``table``, tidy: ``speaker``, ``measure`` (as "hedge", "booster"), ``n`` (units),
    ``words``, ``count`` (matches), ``share`` (of the units, 0 to 1), ``low``, ``high``
    (95 % interval of the share, NaN for none) and, where there is one, ``by_coder`` (units of the
    speaker that people coded; their counts have a dot, •).

    >>> import pandas as pd
    >>> columns = ["speaker", "measure", "n", "words", "count", "share", "low", "high"]
    >>> rows = [("Kim Roe", "hedge", 6, 60, 3, 0.5, 0.19, 0.81)]
    >>> [text.get_text() for text in certainty(pd.DataFrame(rows, columns=columns)).texts]
    ['hedge', '6', 'n', '60', 'words', '3', 'hedge']
    """
    needed = ("speaker", "measure", "n", "count", "share", "low", "high", "words")
    given = style.records(table, needed)
    ax = _draw(given, colours, ax) if given else style.nothing_to_show(ax)
    dots = "; •: decided by a coder" if "by_coder" in table and table["by_coder"].any() else ""
    note = (
        "share of the speaker's sentences (n) with such a word, and its 95 % interval; cross: "
        f"none. Below 5 sentences there is no share, only how many such words there are "
        f"(right{dots})"
    )
    return style.finish(ax, title, note)


def _draw(given: Sequence[Any], colours: dict[str, str] | None, ax: Axes | None) -> Axes:
    kinds = list(dict.fromkeys(row.measure for row in given))
    names = list(dict.fromkeys(row.speaker for row in given))
    rows = {(row.speaker, row.measure): row for row in given}
    height = style.row_height(names, max(0.36, 0.12 + 0.17 * len(kinds)))
    ax = ax or style.new_axes(len(names), height, extra=1.5)
    colours = palette.complete(colours, names)
    step = min(0.17 / height, 0.8 / max(len(kinds), 1))
    _scale(ax, [row for row in given if row.n >= MIN_UNITS])
    counts: dict[str, list[tuple[float, str]]] = {kind: [] for kind in kinds}
    sizes: dict[str, list[tuple[float, str]]] = {"n": [], "words": []}
    named: set[str] = set()
    for place, name in enumerate(names):
        style.stripe_row(ax, place)
        present = [rows[name, kind] for kind in kinds if (name, kind) in rows]
        for row in present:
            number = kinds.index(row.measure)
            y = place + (number - (len(kinds) - 1) / 2) * step
            dot = BY_CODER if getattr(row, "by_coder", 0) else ""
            counts[row.measure].append((place, f"{row.count:,}{dot}"))
            if row.n < MIN_UNITS:
                continue
            _mark(ax, row, y, SHAPES[number % len(SHAPES)], palette.ink(colours[name]))
            if row.measure not in named:
                _name_marker(ax, row, y)
                named.add(row.measure)
        for size in sizes:
            different = dict.fromkeys(f"{getattr(row, size):,}" for row in present)
            sizes[size].append((place, " / ".join(different)))
        if all(row.n < MIN_UNITS for row in present):
            text = ax.text(ax.get_xlim()[1] / 2, place, "counts only", ha="center")
            text.set(va="center_baseline", fontsize=style.SMALL, color=palette.QUIET_INK)
    style.column(ax, 36, "n", sizes["n"])
    style.column(ax, 78, "words", sizes["words"])
    for number, kind in enumerate(kinds):
        style.column(ax, 124 + 52 * number, _short(kind), counts[kind])
    style.name_rows(ax, names)
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.xaxis.grid(True)
    ax.tick_params(axis="x", length=0)
    return ax


def _short(kind: str) -> str:
    return kind.removeprefix("attribution ")


def _scale(ax: Axes, rows: Sequence[Any]) -> None:
    ends = [abs(end) for row in rows for end in (row.share, row.low, row.high)]
    # Room for a name beside the longest interval.
    most = 1.35 * max([_LEAST_SPAN, *(end for end in ends if not math.isnan(end))])
    ax.set_xlim(0, most)
    ax.set_xticks([tick for tick in (0, 0.25, 0.5, 0.75, 1.0) if tick <= most])
    style.percent_axis(ax)


def _mark(ax: Axes, row: Any, y: float, shape: str, colour: str) -> None:
    """Draw one mark with its interval, a cross where the count is 0."""
    if math.isnan(row.share):
        return
    if not math.isnan(row.low):
        ax.plot([row.low, row.high], [y, y], color=colour, zorder=2, solid_capstyle="butt")
    if row.count == 0:
        ax.plot([row.share], [y], "x", color=palette.NARRATOR_GREY, ms=5, zorder=3, clip_on=False)
        return
    (dot,) = ax.plot([row.share], [y], shape, mew=1.3, ms=6.5, zorder=3, clip_on=False)
    dot.set(markerfacecolor=colour, markeredgecolor=colour)


def _name_marker(ax: Axes, row: Any, y: float) -> None:
    """Name a marker at the right of its interval."""
    known = [end for end in (row.share, row.low, row.high) if not math.isnan(end)]
    look = {"ha": "left", "va": "center_baseline", "color": palette.QUIET_INK}
    style.write(ax, _short(row.measure), (max(known, default=0.0), y), (7, 0), **look)
