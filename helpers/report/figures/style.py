"""Style: the settings of every figure, the parts that figures share, and how one is shown."""

from __future__ import annotations

import functools
import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
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
LABEL_BOX = {"boxstyle": "square,pad=0.08", "fc": palette.PAPER, "ec": "none"}  # over grid lines

WIDTH = 6.4  # inches; narrow, so that the letters stay readable on a phone
SMALL = 9.0  # points; nothing in a figure is smaller
NAME_WIDTH = 22  # characters a line
NAME_LINES = 3
MOST_ROWS = 60  # of a figure: nobody reads more, and no picture is high enough for thousands
PIXELS_PER_INCH = 100  # as shown; the picture has twice as many, for screens with fine pixels

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
    """Return the rows of a tidy frame as plain objects; a ValueError names a missing column."""
    missing = [name for name in needed if name not in table]
    if missing:
        raise ValueError(
            f"The table has no column {', '.join(missing)}: this figure draws {', '.join(needed)}."
        )
    rows: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    return [SimpleNamespace(**row) for row in rows]


def few_speakers(table: pd.DataFrame, size: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return a table whose speakers beyond the ``MOST_ROWS`` with the largest ``size`` are one.

    Their rows are added up by the columns in ``by``, if there are any.
    """
    if "speaker" not in table or table["speaker"].nunique() <= MOST_ROWS:
        return table
    sizes = table.groupby("speaker")[size].sum().drop(NARRATOR, errors="ignore")
    others = sizes.sort_values(kind="stable").index[:-MOST_ROWS]
    named = table["speaker"].mask(table["speaker"].isin(others), f"{len(others):,} others")
    table = table.assign(speaker=named)
    return table.groupby([*by], sort=False, as_index=False).sum(numeric_only=True) if by else table


def new_axes(rows: float, row_height: float = 0.36, extra: float = 1.0) -> Axes:
    """Return the axes of a new figure: ``rows`` rows of ``row_height`` and ``extra`` inches high.

    The figure is not registered with pyplot, so a notebook shows it only when it is told to.
    """
    figure = Figure(figsize=(WIDTH, extra + row_height * max(rows, 1)))
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def nothing_to_show(title: str) -> Axes:
    """Return axes with the words "nothing to show", for a table without rows."""
    ax = new_axes(1)
    ax.set_axis_off()
    text = ax.text(0.5, 0.5, "nothing to show", transform=ax.transAxes, ha="center", va="center")
    text.set(fontstyle="italic", color=palette.QUIET_INK)
    return finish(ax, title)


def finish(ax: Axes, title: str, note: str = "") -> Axes:
    """Write the title above and the note below, at the left edge, and return the axes."""
    figure = _figure(ax)
    if note:
        text = figure.supxlabel(textwrap.fill(note, 92), x=0.012, ha="left")
        text.set(linespacing=1.3, fontsize=SMALL, color=palette.AXIS_INK)
    if title:
        figure.suptitle(textwrap.fill(title, 64), x=0.012, ha="left", linespacing=1.25)
    return ax


def wrap_name(name: str) -> str:
    """Return a name broken into lines, cut with "…" where it needs too many.

    >>> print(wrap_name("Ministry of Agriculture, Fisheries and Food"))
    Ministry of
    Agriculture, Fisheries
    and Food
    """
    wrapped = textwrap.wrap(name, NAME_WIDTH, max_lines=NAME_LINES, placeholder=" …")
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


def dot_with_interval(
    ax: Axes,
    place: tuple[float, float],
    interval: tuple[float, float],
    colour: str,
    *,
    filled: bool,
    label: str,
) -> None:
    """Draw an estimate as a dot with its label and its interval; what is NaN is not drawn."""
    x, y = place
    if math.isnan(x):
        return
    if not any(map(math.isnan, interval)):
        ax.plot(interval, [y, y], color=colour, solid_capstyle="butt")
    face = colour if filled else palette.PAPER
    ax.plot([x], [y], "o", ms=7, mfc=face, mec=colour, mew=1.3, clip_on=False)
    write(ax, label, place, (0, 7), ha="center")


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


@styled
def png(ax: Axes) -> bytes:
    """Return the axes' figure as PNG; the same figure gives the same bytes."""
    buffer = BytesIO()
    _figure(ax).savefig(buffer, format="png", dpi=2 * PIXELS_PER_INCH, metadata={"Software": None})
    return buffer.getvalue()


def show(ax: Axes, alt: str) -> None:
    """Show the figure in a notebook, once, with ``alt`` as its description in words.

    The description is for readers who can't see the picture. It is also the plain text of the
    output, which a strict comparison of notebooks reads.
    """
    from IPython.display import display

    width = round(_figure(ax).get_size_inches()[0] * PIXELS_PER_INCH)
    display(
        {"image/png": png(ax), "text/plain": alt},
        raw=True,
        metadata={"image/png": {"alt": alt, "width": width}},
    )


@styled
def save(ax: Axes, path: Path) -> Path:
    """Write the figure to ``path`` (.png or .svg) and return it; equal figures, equal bytes."""
    if path.suffix == ".png":
        path.write_bytes(png(ax))
    else:
        _figure(ax).savefig(path, format="svg", metadata={"Date": None})
    return path


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure
