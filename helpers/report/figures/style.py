"""Style: the one style sheet, one colour for each speaker, and the parts all figures share."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from helpers.speakers.actor import NARRATOR, UNATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

STYLE = Path(__file__).resolve().with_name("news-voices.mplstyle")

# Okabe & Ito (2008, "Color Universal Design") without black and yellow, which are too close to
# ink and paper; then the "muted" scheme of Tol (2021, "Colour schemes", SRON/EPS/TN/09-002),
# those that stay apart from the first six.
SPEAKER_PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#332288",
    "#882255",
    "#999933",
    "#117733",
    "#AA4499",
    "#DDCC77",
)
NARRATOR_COLOUR = "#767676"
UNATTRIBUTED_COLOUR = "#BDBDBD"
INDIRECT_HATCH = "/////"
MIXED_HATCH = "...."
LABEL_BOX = {"boxstyle": "square,pad=0.08", "fc": "#FFFFFF", "ec": "none"}  # over grid lines
INK = "#1A1A1A"
QUIET_INK = "#595959"  # 7:1 on white
PAPER = "#FFFFFF"
NEUTRAL = "#4A5A66"  # what belongs to no speaker: no other colour here is this slate

WIDTH = 6.4  # inches; narrow, so that the letters stay readable on a phone
SMALL = 9.0  # points; nothing in a figure is smaller
NAME_WIDTH = 22  # characters a line
NAME_LINES = 3
MIN_CONTRAST = 4.5  # WCAG 2.2, level AA, text

P = ParamSpec("P")
R = TypeVar("R")


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Return the drawing function so that it runs under the style sheet, whatever is set."""

    @functools.wraps(draw)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        import matplotlib.style

        with matplotlib.style.context(STYLE):
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
    """Return the axes of a new figure, ``rows`` rows high and as wide as every other.

    The figure is not registered with pyplot, so a notebook shows it only when it is told to.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, extra + row_height * max(rows, 1)))
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def nothing_to_show(ax: Axes | None = None, title: str = "") -> Axes:
    """Return axes that say so where a table has no rows, in a small figure or in the axes given.

    >>> [text.get_text() for text in nothing_to_show().texts]
    ['nothing to show']
    """
    own = ax is None
    if ax is None:
        ax = new_axes(1)
    ax.set_axis_off()
    text = ax.text(0.5, 0.5, "nothing to show", transform=ax.transAxes, ha="center", va="center")
    text.set(fontstyle="italic", color=QUIET_INK)
    set_title(ax, title, own)
    return ax


def set_title(ax: Axes, title: str, own: bool, width: int = 64) -> None:
    """Write the message over the figure: from its left edge where it has one axes of ours.

    Args:
        ax: of the figure.
        title: the message.
        own: whether the figure was made here.
        width: most letters of a line, fewer where they are wide ones.
    """
    if not title:
        return
    if own:
        ax.figure.suptitle(textwrap.fill(title, width), x=0.012, ha="left", linespacing=1.25)
    else:
        ax.set_title(textwrap.fill(title, 48), loc="left")


def wrap_name(name: str, width: int = NAME_WIDTH, lines: int = NAME_LINES) -> str:
    """Return a name broken into lines, cut with "…" where it needs more than ``lines``.

    >>> print(wrap_name("Ministry of Agriculture, Fisheries and Food"))
    Ministry of
    Agriculture, Fisheries
    and Food
    """
    wrapped = textwrap.wrap(name, width, max_lines=lines, placeholder=" …")
    return "\n".join(wrapped) or name


def row_height(names: Iterable[str], least: float = 0.36) -> float:
    """Return the inches that a row needs for the longest of the wrapped names."""
    return max([least, *(0.08 + 0.175 * (wrap_name(n).count("\n") + 1) for n in names)])


def name_rows(ax: Axes, names: Sequence[str], positions: Sequence[float] | None = None) -> None:
    """Label the rows with names, the first on top; the author and nobody in quiet ink."""
    places = list(range(len(names))) if positions is None else list(positions)
    ax.set_yticks(places, [wrap_name(name) for name in names])
    for label, name in zip(ax.get_yticklabels(), names, strict=True):
        label.set_linespacing(1.05)
        if name in (NARRATOR, UNATTRIBUTED):
            label.set_color(QUIET_INK)
            label.set_fontstyle("italic")


def column(ax: Axes, offset: float, header: str, rows: Sequence[tuple[float, str]]) -> None:
    """Print a column of figures right of the axes, ``offset`` points from its edge."""
    where = ax.get_yaxis_transform()
    for y, words in rows:
        ax.annotate(
            words,
            (1, y),
            xycoords=where,
            xytext=(offset, 0),
            textcoords="offset points",
            ha="right",
            va="center_baseline",
            fontsize=SMALL,
            annotation_clip=False,
        )
    ax.annotate(
        header,
        (1, 1),
        xycoords="axes fraction",
        xytext=(offset, 4),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=SMALL,
        color=QUIET_INK,
        annotation_clip=False,
    )


def note(ax: Axes, words: str, own: bool) -> None:
    """Write below what the axis measures and how to read the marks, from the left edge."""
    if not words or not ax.axison:  # no marks to explain
        return
    if own:
        figure = ax.get_figure(root=True)
        if figure is not None:
            text = figure.supxlabel(textwrap.fill(words, 92), x=0.012, ha="left")
            text.set(linespacing=1.3, fontsize=SMALL, color="#333333")
    else:
        ax.set_xlabel(textwrap.fill(words, 70), loc="left", linespacing=1.3)


def speaker_colours(names: Iterable[str]) -> dict[str, str]:
    """Return one colour (``#RRGGBB``) for each name, by its place in the list.

    The narrator is neutral grey and the unattributed light grey; they use up no colour. Twelve
    speakers get colours of their own; from the thirteenth the palette begins again, so no figure
    relies on colour alone: every mark has its speaker's name.

    >>> speaker_colours(["Kim Roe", "narrator", "the council"])
    {'Kim Roe': '#0072B2', 'narrator': '#767676', 'the council': '#D55E00'}
    """
    special = {NARRATOR: NARRATOR_COLOUR, UNATTRIBUTED: UNATTRIBUTED_COLOUR}
    colours: dict[str, str] = {}
    used = 0
    for name in names:
        if name in colours:
            continue
        if name in special:
            colours[name] = special[name]
        else:
            colours[name] = SPEAKER_PALETTE[used % len(SPEAKER_PALETTE)]
            used += 1
    return colours


def complete(colours: dict[str, str] | None, names: Iterable[str]) -> dict[str, str]:
    """Return the colours with one for every name that has none yet."""
    given = colours or {}
    return {**speaker_colours([*given, *names]), **given}


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _blend(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def tint(colour: str, strength: float = 0.22) -> str:
    """Return the colour thinned with white, for a background under dark text.

    >>> tint("#0072B2")
    '#C7E0EE'
    """
    return _blend(colour, PAPER, strength)


def ink(colour: str, background: str = PAPER) -> str:
    """Return the colour, darkened as far as text on the background needs (WCAG AA, 4.5:1).

    >>> ink("#0072B2"), ink("#E69F00")
    ('#0072B2', '#986C0A')
    """
    for percent in range(100, -1, -2):
        darker = _blend(colour, INK, percent / 100)
        if contrast(darker, background) >= MIN_CONTRAST:
            return darker
    return INK


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of the term).

    >>> contrast("#FFFFFF", "#000000")
    21.0
    """

    def luminance(colour: str) -> float:
        parts = [c / 255 for c in _channels(colour)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(background: str) -> str:
    """Return ink or white, whichever reads better on the background.

    >>> text_on("#332288"), text_on("#DDCC77")
    ('#FFFFFF', '#1A1A1A')
    """
    return max((INK, PAPER), key=lambda colour: contrast(colour, background))
