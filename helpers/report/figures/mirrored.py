"""Mirrored bars: two counts for each actor, one to the left and one to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

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

    Who is spoken about but never heard has a hatched bar, and "never heard" where the words
    would stand; "in another's words" marks those whose words are all counted as another
    speaker's. Each side has its own scale. Rows keep the order of the table; of more than
    ``limit`` the rest is counted below.

    Columns of ``table``: ``actor``, ``mentions``, ``attributions``, ``words``.

    >>> import pandas as pd
    >>> rows = [("Kim Roe", 4, 2, 30), ("the farmers", 6, 0, 0)]
    >>> columns = ["actor", "mentions", "attributions", "words"]
    >>> ax = heard_and_spoken_about(pd.DataFrame(rows, columns=columns))
    >>> [text.get_text() for text in ax.texts][:4]
    ['4', '30 in 2', '6', 'never heard']
    """
    rows, left_out = _rows(table, ("actor", "mentions", "attributions", "words"), limit)
    if not rows:
        return style.nothing_to_show(ax, title)
    own, ax = ax is None, ax or _new_axes(rows)
    silent = [row.attributions == 0 for row in rows]
    heard = [row.actor for row in rows if row.attributions]
    colours = style.complete(colours, heard)
    left_most = max([1, *(row.mentions for row in rows)])
    right_most = max([1, *(row.words for row in rows)])
    for place, (row, unheard) in enumerate(zip(rows, silent, strict=True)):
        look: dict[str, Any] = {"fc": "#BDBDBD", "ec": style.QUIET_INK, "lw": 0.8}
        if unheard:
            look.update(fc=style.PAPER, hatch="/////")
        ax.barh(place, -row.mentions / left_most, 0.62, **look)
        _number(ax, -row.mentions / left_most, place, f"{row.mentions:,}", "right")
        if unheard:
            _number(ax, 0, place, "never heard", "left").set(weight="bold")
            continue
        ax.barh(place, row.words / right_most, 0.62, fc=colours[row.actor], ec=colours[row.actor])
        words = f"{row.words:,} in {row.attributions:,}" if row.words else "in another's words"
        _number(ax, row.words / right_most, place, words, "left")
    _finish(ax, rows, "mentions", "words spoken, in attributions")
    style.note(ax, f"{_counted(rows, left_out)}. Each side has its own scale.", own)
    style.set_title(ax, title, own)
    return ax


@style.styled
def agency(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    limit: int = 25,
    title: str = "",
) -> Axes:
    """Return axes with, for each actor, the events in which it acts and is acted upon.

    Columns of ``table``: ``actor``, ``as_agent``, ``as_patient`` (counts of events). Both sides
    have one scale. Rows keep the order of the table; of more than ``limit`` the rest is counted
    below.

    >>> import pandas as pd
    >>> columns = ["actor", "as_agent", "as_patient"]
    >>> ax = agency(pd.DataFrame([("the council", 3, 1)], columns=columns))
    >>> [text.get_text() for text in ax.texts][:2]
    ['1', '3']
    """
    rows, left_out = _rows(table, ("actor", "as_agent", "as_patient"), limit)
    if not rows:
        return style.nothing_to_show(ax, title)
    own, ax = ax is None, ax or _new_axes(rows)
    most = max([1, *(max(row.as_agent, row.as_patient) for row in rows)])
    for place, row in enumerate(rows):
        colour = (colours or {}).get(row.actor, style.QUIET_INK)
        pale: dict[str, Any] = {
            "fc": style.tint(colour, 0.25),
            "ec": style.ink(colour),
            "hatch": "/////",
        }
        if row.as_patient:
            ax.barh(place, -row.as_patient / most, 0.62, lw=0.8, **pale)
        _number(ax, -row.as_patient / most, place, f"{row.as_patient:,}", "right")
        if row.as_agent:
            ax.barh(place, row.as_agent / most, 0.62, fc=colour, ec=colour)
        _number(ax, row.as_agent / most, place, f"{row.as_agent:,}", "left")
    _finish(ax, rows, "is acted upon", "acts")
    style.note(ax, f"{_counted(rows, left_out)}. Events; both sides have one scale.", own)
    style.set_title(ax, title, own)
    return ax


def _rows(table: pd.DataFrame, needed: Sequence[str], limit: int) -> tuple[list[Any], int]:
    """The rows to draw, and how many the limit leaves out."""
    rows = style.records(table, needed)
    return rows[:limit], max(len(rows) - limit, 0)


def _new_axes(rows: Sequence[Any]) -> Axes:
    return style.new_axes(len(rows), style.row_height(row.actor for row in rows))


def _counted(rows: Sequence[Any], left_out: int) -> str:
    more = f"; {left_out:,} more not drawn" if left_out else ""
    return f"n = {len(rows)} actors{more}"


def _number(ax: Axes, x: float, y: float, words: str, side: str) -> Annotation:
    """Print a number beyond the end of its bar; return the text."""
    return ax.annotate(
        words,
        (x, y),
        xytext=(4 if side == "left" else -4, 0),
        textcoords="offset points",
        ha=side,
        va="center_baseline",
        fontsize=style.SMALL,
        annotation_clip=False,
        bbox=style.LABEL_BOX,
    )


def _finish(ax: Axes, rows: Sequence[Any], left: str, right: str) -> None:
    names = [row.actor for row in rows]
    ax.set_xlim(-_ROOM, _ROOM)
    ax.set_ylim(max(len(names), 1) - 0.4, -0.6)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=style.INK, lw=0.8)
    ax.yaxis.grid(True)  # leads the eye from a name to its bars
    style.name_rows(ax, names)
    for words, side, offset in ((left, "right", -6), (right, "left", 6)):
        ax.annotate(
            words,
            (0, 1),
            xycoords=ax.get_xaxis_transform(),
            xytext=(offset, 4),
            textcoords="offset points",
            ha=side,
            va="bottom",
            fontsize=style.SMALL,
            color=style.QUIET_INK,
        )
