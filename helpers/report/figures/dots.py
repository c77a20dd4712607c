"""Dots: a measure of each speaker with its interval and its n."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.report.figures import style
from helpers.report.figures.frames import BY_CODER
from helpers.statistics import MIN_UNITS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "*")
_LEAST_SPAN = 0.3  # the tone axis never zooms in further than -0.3 to 0.3


@style.styled
def tone_by_speaker(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with a marker for each speaker and lexicon: mean tone and its interval.

    A shape is a lexicon, named where it first stands. A hollow marker has fewer than five units
    and no interval; a small cross means that no word of the lexicon fired. Where two lexicons
    that fired fall on different sides of zero, "signs differ" stands below the name.

    Columns of ``table``, tidy: ``speaker``, ``lexicon``, ``n`` (units), ``hits`` (words that
    fired), ``mean`` (-1 to 1, NaN allowed), ``low``, ``high`` (95 % interval, NaN for none).

    >>> import pandas as pd
    >>> rows = [("Kim Roe", "A", 9, 4, 0.1, -0.1, 0.3), ("Kim Roe", "B", 9, 5, -0.2, -0.4, 0.1)]
    >>> columns = ["speaker", "lexicon", "n", "hits", "mean", "low", "high"]
    >>> ax = tone_by_speaker(pd.DataFrame(rows, columns=columns))
    >>> [text.get_text() for text in ax.texts if "differ" in text.get_text()]
    ['signs differ']
    """
    ax, own = _forest(table, "lexicon", "mean", "hits", colours, ax)
    style.note(
        ax,
        "mean tone of the sentences, -1 to 1, with its 95 % interval. Hollow: n < 5, no "
        "interval. Cross: no word of the lexicon fired. n: sentences; hits: words that fired",
        own,
    )
    style.set_title(ax, title, own)
    return ax


@style.styled
def certainty(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with the share of each speaker's sentences that hedge, and that boost.

    A speaker with fewer than five units has no marks: the counts at the right say all there is.

    Columns of ``table``, tidy: ``speaker``, ``measure`` (as "hedge", "booster"), ``n`` (units),
    ``words``, ``count`` (words that fired), ``share`` (of the units, 0 to 1), ``low``, ``high``
    (95 % interval of the share, NaN for none) and, where there is one, ``by_coder`` (units of the
    speaker that people coded; their counts have a dot, •).

    >>> import pandas as pd
    >>> columns = ["speaker", "measure", "n", "words", "count", "share", "low", "high"]
    >>> rows = [("Kim Roe", "hedge", 6, 60, 3, 0.5, 0.19, 0.81)]
    >>> [text.get_text() for text in certainty(pd.DataFrame(rows, columns=columns)).texts]
    ['hedge', '6', 'n', '60', 'words', '3', 'hedge']
    """
    ax, own = _forest(table, "measure", "share", "count", colours, ax)
    dots = "; •: coded by hand" if "by_coder" in table and table["by_coder"].any() else ""
    style.note(
        ax,
        "share of the speaker's sentences (n) with such a word, and its 95 % interval; cross: "
        f"none. Below 5 sentences there is no share, only how many such words there are "
        f"(right{dots})",
        own,
    )
    style.set_title(ax, title, own)
    return ax


def _forest(
    table: pd.DataFrame,
    series: str,
    value: str,
    hits: str,
    colours: dict[str, str] | None,
    ax: Axes | None,
) -> tuple[Axes, bool]:
    """Draw what both figures share; return the axes and whether they are our own.

    ``series`` names the column of the shapes, ``value`` that of the place of the mark and
    ``hits`` that of the words that fired. A mean has a zero line, a share has none.
    """
    mean = value == "mean"
    needed = ("speaker", series, "n", hits, value, "low", "high", *([] if mean else ["words"]))
    given = style.records(table, needed)
    if not given:
        return style.nothing_to_show(ax), ax is None
    kinds = list(dict.fromkeys(getattr(row, series) for row in given))
    names = list(dict.fromkeys(row.speaker for row in given))
    rows = {(row.speaker, getattr(row, series)): row for row in given}
    own = ax is None
    height = style.row_height(names, max(0.36, 0.12 + 0.17 * len(kinds)))
    if ax is None:
        ax = style.new_axes(len(names), height, extra=1.5)
    colours = style.complete(colours, names)
    step = min(0.17 / height, 0.8 / max(len(kinds), 1))
    _scale(ax, [row for row in given if mean or row.n >= MIN_UNITS], value)
    counts: dict[str, list[tuple[float, str]]] = {kind: [] for kind in kinds}
    sizes: dict[str, list[tuple[float, str]]] = {"n": [], "words": []}
    named: set[str] = set()
    for place, name in enumerate(names):
        if place % 2:
            ax.axhspan(place - 0.5, place + 0.5, color="#F6F6F6", lw=0, zorder=0)
        present = {kind: rows[name, kind] for kind in kinds if (name, kind) in rows}
        for number, kind in enumerate(kinds):
            row = present.get(kind)
            if row is None:
                continue
            y = place + (number - (len(kinds) - 1) / 2) * step
            fired = getattr(row, hits)
            dot = BY_CODER if getattr(row, "by_coder", 0) else ""
            counts[kind].append((y if mean else place, f"{fired:,}{dot}"))
            if not mean and row.n < MIN_UNITS:
                continue
            shape = SHAPES[number % len(SHAPES)]
            _mark(ax, row, y, value, fired, shape, style.ink(colours[name]))
            if kind not in named and (fired or not mean):
                _name_marker(ax, row, y, value, kind.removeprefix("attribution "))
                named.add(kind)
        for size in sizes if not mean else ("n",):
            different = dict.fromkeys(f"{getattr(row, size):,}" for row in present.values())
            sizes[size].append((place, " / ".join(different)))
        _remark(ax, place, list(present.values()), mean)
    style.column(ax, 36, "n", sizes["n"])
    if mean:
        style.column(ax, 66, hits, [entry for entries in counts.values() for entry in entries])
    else:
        style.column(ax, 78, "words", sizes["words"])
        for number, kind in enumerate(kinds):
            style.column(ax, 124 + 52 * number, kind.removeprefix("attribution "), counts[kind])
    style.name_rows(ax, names)
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.xaxis.grid(True)
    ax.tick_params(axis="x", length=0)
    return ax, own


def _scale(ax: Axes, rows: Sequence[Any], value: str) -> None:
    ends = [abs(getattr(row, column)) for row in rows for column in (value, "low", "high")]
    numbers = [end for end in ends if not math.isnan(end)]
    if value == "mean":
        span = min(1.05, max([_LEAST_SPAN, *numbers]) * 1.12)
        ax.set_xlim(-span, span)
        ax.axvline(0, color=style.INK, lw=1, zorder=1)
        ax.locator_params(axis="x", nbins=6)
    else:
        # Room for a name beside the longest interval.
        most = max([_LEAST_SPAN, *numbers])
        ax.set_xlim(0, most * 1.35)
        ax.set_xticks([tick for tick in (0, 0.25, 0.5, 0.75, 1.0) if tick <= most * 1.35])
        ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")


def _mark(ax: Axes, row: Any, y: float, value: str, fired: int, shape: str, colour: str) -> None:
    """Draw one mark: filled with its interval, hollow below five units, a cross without hits."""
    x = getattr(row, value)
    if math.isnan(x):
        return
    if not math.isnan(row.low):
        ax.plot([row.low, row.high], [y, y], color=colour, zorder=2, solid_capstyle="butt")
    if fired == 0:
        ax.plot([x], [y], "x", color="#767676", ms=5, zorder=3, clip_on=False)
        return
    face = style.PAPER if row.n < MIN_UNITS else colour
    ax.plot([x], [y], shape, mfc=face, mec=colour, mew=1.3, ms=6.5, zorder=3, clip_on=False)


def _name_marker(ax: Axes, row: Any, y: float, value: str, words: str) -> None:
    """Name a marker beside it, on the side that has more room."""
    ends = (getattr(row, value), row.low, row.high)
    known = [end for end in ends if not math.isnan(end)] or [0.0]
    left, right = ax.get_xlim()
    beyond = left == 0 or max(known) <= (left + right) / 2 + 0.2 * (right - left)
    ax.annotate(
        words,
        (max(known) if beyond else min(known), y),
        xytext=(7 if beyond else -7, 0),
        textcoords="offset points",
        ha="left" if beyond else "right",
        va="center_baseline",
        fontsize=style.SMALL,
        color=style.QUIET_INK,
    )


def _remark(ax: Axes, place: float, rows: Sequence[Any], mean: bool) -> None:
    """Say beside a row that its lexicons contradict each other, or why it has no marks."""
    if mean and _signs_differ(rows):
        ax.annotate(
            "signs differ",
            (1, place),
            xycoords=ax.get_yaxis_transform(),
            xytext=(72, 0),
            textcoords="offset points",
            ha="left",
            va="center_baseline",
            fontsize=style.SMALL,
            fontstyle="italic",
            annotation_clip=False,
        )
    elif not mean and all(row.n < MIN_UNITS for row in rows):
        middle = ax.get_xlim()[1] / 2
        text = ax.text(middle, place, "counts only", ha="center", va="center_baseline")
        text.set(fontsize=style.SMALL, color=style.QUIET_INK)


def _signs_differ(rows: Sequence[Any]) -> bool:
    means = [row.mean for row in rows if row.hits and not math.isnan(row.mean)]
    return any(mean > 0 for mean in means) and any(mean < 0 for mean in means)
