"""Diverging bars: how often each actor is mentioned to the left, what it says to the right."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from helpers.report import palette
from helpers.report.figures import style

_ROOM = 1.28  # each side's longest bar leaves room for its number


@style.styled
def heard_and_spoken_about(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
    limit: int = 25,
) -> Axes:
    """Return axes with mentions of each actor to the left, the actor's own words to the right.

    Who is mentioned but never quoted has a hatched bar, and "not quoted" in place of the words;
    "in another's words" marks those whose words are all counted as another speaker's. Each side
    has its own scale. Rows keep the order of the table; the note says how many rows beyond
    ``limit`` are not drawn.

    Columns of ``table``: ``actor``, ``mentions``, ``attributions``, ``words``.
    """
    every = style.records(table, ("actor", "mentions", "attributions", "words"))
    rows = every[:limit]
    if not rows:
        return style.nothing_to_show(ax, title)
    names = [row.actor for row in rows]
    ax = ax or style.new_axes(len(rows), style.row_height(names))
    colours = palette.complete(colours, [row.actor for row in rows if row.attributions])
    most_mentions = max([1, *(row.mentions for row in rows)])
    most_words = max([1, *(row.words for row in rows)])
    for place, row in enumerate(rows):
        look: dict[str, Any] = {"fc": palette.UNATTRIBUTED_GREY}
        if not row.attributions:
            look = {"fc": palette.PAPER, "hatch": style.INDIRECT_HATCH}
        left, right = -row.mentions / most_mentions, row.words / most_words
        ax.barh(place, left, 0.62, ec=palette.QUIET_INK, lw=0.8, **look)
        _label(ax, left, place, f"{row.mentions:,}", "right")
        if not row.attributions:
            _label(ax, 0, place, "not quoted", "left").set(weight="bold")
            continue
        ax.barh(place, right, 0.62, fc=colours[row.actor], ec=colours[row.actor])
        words = f"{row.words:,} in {row.attributions:,}" if row.words else "in another's words"
        _label(ax, right, place, words, "left")
    ax.set_xlim(-_ROOM, _ROOM)
    ax.set_ylim(len(names) - 0.4, -0.6)
    style.bare_axis(ax)
    ax.axvline(0, color=palette.INK, lw=0.8)
    ax.yaxis.grid(True)  # leads the eye from a name to its bars
    style.name_rows(ax, names)
    _head(ax, "mentions", "right", -6)
    _head(ax, "words, in statements", "left", 6)
    more = f"; {len(every) - limit:,} more not drawn" if len(every) > limit else ""
    note = f"n = {len(rows)} actors{more}. Each side has its own scale."
    return style.finish(ax, title, note)


def _label(ax: Axes, x: float, y: float, words: str, side: str) -> Annotation:
    """Print words beyond the end of a bar and return the text."""
    look: dict[str, Any] = {"ha": side, "va": "center_baseline", "bbox": style.LABEL_BOX}
    offset = (4 if side == "left" else -4, 0)
    return style.write(ax, words, (x, y), offset, annotation_clip=False, **look)


def _head(ax: Axes, words: str, side: str, offset: float) -> None:
    """Print what the bars of one side count, above them."""
    look = {"ha": side, "va": "bottom", "color": palette.QUIET_INK}
    style.write(ax, words, (0, 1), (offset, 4), xycoords=ax.get_xaxis_transform(), **look)
