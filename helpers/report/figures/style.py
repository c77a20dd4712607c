"""Style: the settings of every figure, and the parts that figures share."""

from __future__ import annotations

import functools
import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar

import matplotlib.style
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from helpers.report import palette
from helpers.speakers.actor import NARRATOR, UNATTRIBUTED

# Changes to Matplotlib's defaults. DejaVu ships with it, so pictures are the same bytes on every
# machine.
SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "text.color": palette.INK,
    "text.parse_math": False,  # a "$" in a name begins no formula
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "figure.titlesize": 12,
    "figure.titleweight": "bold",
    "axes.labelsize": 9.5,
    "axes.labelcolor": palette.AXIS_INK,
    "axes.labelpad": 6,
    "axes.edgecolor": palette.AXIS,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.xmargin": 0,
    "grid.color": palette.GRID,
    "xtick.labelsize": 9.5,
    "xtick.color": palette.AXIS,
    "ytick.color": palette.AXIS,
    "xtick.labelcolor": palette.AXIS_INK,
    "ytick.labelcolor": palette.INK,
    "ytick.major.size": 0,
    "ytick.major.pad": 6,
    "hatch.linewidth": 0.9,
    "lines.linewidth": 1.6,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.08,
    "figure.constrained_layout.w_pad": 0.08,
    "svg.hashsalt": "news-voices",  # equal figures, equal bytes
    "svg.fonttype": "path",
}
INDIRECT_HATCH = "/////"
MIXED_HATCH = "...."
LABEL_BOX = {"boxstyle": "square,pad=0.08", "fc": palette.PAPER, "ec": "none"}  # over grid lines

WIDTH = 6.4  # inches; narrow, so that the letters stay readable on a phone
SMALL = 9.0  # points; nothing in a figure is smaller
NAME_WIDTH = 22  # characters a line
NAME_LINES = 3
_OWN = "made by new_axes"  # label of a figure that holds nothing else

P = ParamSpec("P")
R = TypeVar("R")


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Return the drawing function so that it runs with ``SETTINGS``, whatever the user has set."""

    @functools.wraps(draw)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with matplotlib.style.context(SETTINGS, after_reset=True):
            return draw(*args, **kwargs)

    return wrapper


def records(table: pd.DataFrame, needed: Iterable[str]) -> list[Any]:
    """Return the rows of a tidy frame as plain objects with an attribute for each column.

    Raises:
        ValueError: a column is missing; the message names it.
    """
    missing = [name for name in needed if name not in table]
    if missing:
        raise ValueError(
            f"The table has no column {', '.join(missing)}: this figure draws {', '.join(needed)}."
        )
    rows: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    return [SimpleNamespace(**row) for row in rows]


def new_axes(rows: float, row_height: float = 0.36, extra: float = 1.0) -> Axes:
    """Return the axes of a new figure: ``rows`` rows of ``row_height`` and ``extra`` inches high.

    The figure is not registered with pyplot, so a notebook shows it only when it is told to.
    """
    figure = Figure(figsize=(WIDTH, extra + row_height * max(rows, 1)))
    FigureCanvasAgg(figure)
    figure.set_label(_OWN)
    return figure.add_subplot()


def nothing_to_show(ax: Axes | None = None, title: str = "") -> Axes:
    """Return axes with the words "nothing to show", for a table without rows."""
    ax = ax or new_axes(1)
    ax.set_axis_off()
    text = ax.text(0.5, 0.5, "nothing to show", transform=ax.transAxes, ha="center", va="center")
    text.set(fontstyle="italic", color=palette.QUIET_INK)
    return finish(ax, title)


def finish(ax: Axes, title: str, note: str = "", width: int = 64) -> Axes:
    """Write the title above and the note below, and return the axes.

    A figure of :func:`new_axes` has both at its left edge; in axes of somebody else's figure they
    are the title and the label of these axes.

    Args:
        ax: with all marks drawn.
        title: the message of the figure.
        note: what the axis measures and how to read the marks; left out where there are no marks.
        width: the most characters of a line of the title, fewer where they are wide ones.
    """
    figure = ax.get_figure(root=True)
    note = note if ax.axison else ""
    if figure is None or figure.get_label() != _OWN:
        if note:
            ax.set_xlabel(textwrap.fill(note, 70), loc="left", linespacing=1.3)
        if title:
            ax.set_title(textwrap.fill(title, 48), loc="left")
        return ax
    if note:
        text = figure.supxlabel(textwrap.fill(note, 92), x=0.012, ha="left")
        text.set(linespacing=1.3, fontsize=SMALL, color=palette.AXIS_INK)
    if title:
        figure.suptitle(textwrap.fill(title, width), x=0.012, ha="left", linespacing=1.25)
    return ax


def wrap_name(name: str, width: int = NAME_WIDTH, lines: int = NAME_LINES) -> str:
    """Return a name broken into lines, cut with "…" where it needs more than ``lines``.

    >>> print(wrap_name("Ministry of Agriculture, Fisheries and Food"))
    Ministry of
    Agriculture, Fisheries
    and Food
    """
    wrapped = textwrap.wrap(name, width, max_lines=lines, placeholder=" …")
    return "\n".join(wrapped) or name


def row_height(names: Iterable[str], minimum: float = 0.36) -> float:
    """Return the inches that a row needs for the longest of the wrapped names."""
    return max([minimum, *(0.08 + 0.175 * (wrap_name(n).count("\n") + 1) for n in names)])


def name_rows(ax: Axes, names: Sequence[str], positions: Sequence[float] | None = None) -> None:
    """Label the rows with names, the first on top; the narrator and nobody in quiet ink."""
    places = list(range(len(names))) if positions is None else list(positions)
    ax.set_yticks(places, [wrap_name(name) for name in names])
    for label, name in zip(ax.get_yticklabels(), names, strict=True):
        label.set_linespacing(1.05)
        if name in (NARRATOR, UNATTRIBUTED):
            label.set_color(palette.QUIET_INK)
            label.set_fontstyle("italic")


def stripe_row(ax: Axes, place: int) -> None:
    """Shade every other row, so that the eye follows it to the right."""
    if place % 2:
        ax.axhspan(place - 0.5, place + 0.5, color=palette.STRIPE, lw=0, zorder=0)


def percent_axis(ax: Axes) -> None:
    """Print the shares on the x axis as whole per cent."""
    ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")


def dot_with_interval(
    ax: Axes,
    place: tuple[float, float],
    interval: tuple[float, float],
    colour: str,
    *,
    filled: bool,
    label: str = "",
    size: float = 7,
    **look: Any,
) -> None:
    """Draw an estimate as a dot and its interval as a horizontal line; nothing where x is NaN.

    Args:
        ax: to draw into.
        place: x and y of the dot.
        interval: its two ends; NaN for none.
        colour: of dot and line.
        filled: whether the dot is filled; hollow ones are white inside.
        label: words above the dot.
        size: of the dot, in points.
        **look: more of Matplotlib's properties of a marker.
    """
    x, y = place
    if math.isnan(x):
        return
    if not any(map(math.isnan, interval)):
        ax.plot(interval, [y, y], color=colour, solid_capstyle="butt")
    look = {"marker": "o", "ls": "none", "clip_on": False, **look}
    ax.plot([x], [y], ms=size, mfc=colour if filled else palette.PAPER, mec=colour, **look)
    if label:
        text = ax.annotate(label, place, (0, size), textcoords="offset points")
        text.set(ha="center", fontsize=SMALL)


def write(
    ax: Axes, words: str, place: tuple[float, float], offset: tuple[float, float], **look: Any
) -> Annotation:
    """Write small letters beside a place, ``offset`` points from it, and return the text."""
    return ax.annotate(words, place, offset, textcoords="offset points", fontsize=SMALL, **look)


def bare_axis(ax: Axes) -> None:
    """Take away the line, the ticks and the numbers below the axes."""
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def column(ax: Axes, offset: float, header: str, rows: Sequence[tuple[float, str]]) -> None:
    """Print a column of figures right of the axes, ``offset`` points from its edge."""
    look: dict[str, Any] = {"ha": "right", "annotation_clip": False}
    for y, words in rows:
        place = {"xycoords": ax.get_yaxis_transform(), "va": "center_baseline"}
        write(ax, words, (1, y), (offset, 0), **place, **look)
    above = {"xycoords": "axes fraction", "va": "bottom", "color": palette.QUIET_INK}
    write(ax, header, (1, 1), (offset, 4), **above, **look)
