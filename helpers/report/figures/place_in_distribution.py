"""Place in a distribution: the shares of one article among those of many."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style

_BINS = 10
_MAX_HEIGHT = 0.8  # of a row: the bar of the bin with the most articles


@style.styled
def place_in_distribution(
    table: pd.DataFrame,
    own_shares: Mapping[str, float],
    ax: Axes | None = None,
    *,
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a histogram of the articles for each share, and a line for our article.

    The bars of a row count the articles in bins of a tenth; the black line is the article's own
    share, with its number.

    Columns of ``table``, a row for each article: ``name`` (of the share), ``share`` (0 to 1).
    ``own_shares`` has the article's share by name; NaN where it has none.
    """
    rows = style.records(table, ("name", "share"))
    if not rows:
        return style.nothing_to_show(ax, title)
    names = list(dict.fromkeys(row.name for row in rows))
    ax = ax or style.new_axes(len(names), 0.95, extra=0.9)
    sizes = []
    for place, name in enumerate(names):
        shares = [row.share for row in rows if row.name == name]
        _draw_row(ax, place + 0.4, shares, own_shares.get(name, math.nan))
        sizes.append((place, f"{len(shares):,}"))
    style.column(ax, 46, "articles", sizes)
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(len(names) - 0.5, -0.6)
    style.percent_axis(ax)
    ax.tick_params(axis="x", length=0)
    style.name_rows(ax, names)
    return style.finish(ax, title, note)


def _draw_row(ax: Axes, foot: float, shares: Sequence[float], own: float) -> None:
    """Draw the histogram of one share above ``foot``, and a line with its number at ``own``."""
    counts = [0] * _BINS
    for share in shares:
        counts[min(int(share * _BINS + 1e-9), _BINS - 1)] += 1
    lefts = [number / _BINS for number in range(_BINS)]
    heights = [-_MAX_HEIGHT * count / max(counts) for count in counts]
    look: dict[str, Any] = {"fc": palette.UNATTRIBUTED_GREY, "ec": palette.AXIS, "lw": 0.6}
    ax.bar(lefts, heights, 0.092, foot, align="edge", **look)
    ax.plot([0, 1], [foot, foot], color=palette.AXIS, lw=0.8)
    if math.isnan(own):
        return
    ax.plot([own, own], [foot, foot - _MAX_HEIGHT - 0.04], color=palette.INK, lw=2.4)
    side = "right" if own > 0.5 else "left"
    at, offset = (own, foot - _MAX_HEIGHT), (-5 if side == "right" else 5, 0)
    words = ax.annotate(f"{own:.2f}", at, offset, textcoords="offset points", bbox=style.LABEL_BOX)
    words.set(fontweight="bold", ha=side, va="center")
