"""Dots: a measure of each speaker with its interval and its n."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.figures import style

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
    ax, own = _forest(table, "lexicon", "mean", colours, ax, "n", zero=True)
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
    """Return axes with each speaker's hedges and boosters per 100 words.

    A speaker with fewer than five units has no marks: the counts at the right say all there is.

    Columns of ``table``, tidy: ``speaker``, ``measure`` ("hedges", "boosters"), ``n`` (units),
    ``hits``, ``words``, ``rate`` (per 100 words), and where there are intervals ``low``,
    ``high`` (per 100 words, NaN for none).

    >>> import pandas as pd
    >>> columns = ["speaker", "measure", "n", "hits", "words", "rate"]
    >>> ax = certainty(pd.DataFrame([("Kim Roe", "hedges", 6, 3, 60, 5.0)], columns=columns))
    >>> [text.get_text() for text in ax.texts]
    ['hedges', '60', 'words', '3', 'hedges']
    """
    ax, own = _forest(table, "measure", "rate", colours, ax, "words", zero=False)
    style.note(
        ax,
        "per 100 words, with the 95 % interval where there is one. Cross: none found. Speakers "
        "with fewer than 5 sentences (n) have counts only: a rate would mislead. Right: words said "
        "and how many of them are hedges and boosters",
        own,
    )
    style.set_title(ax, title, own)
    return ax


def _forest(
    table: pd.DataFrame,
    series: str,
    value: str,
    colours: dict[str, str] | None,
    ax: Axes | None,
    size: str,
    *,
    zero: bool,
) -> tuple[Axes, bool]:
    """Draw the rows that both figures share; return the axes and whether they are our own."""
    given = style.records(table, ("speaker", series, "n", "hits", size, value))
    kinds = list(dict.fromkeys(getattr(row, series) for row in given))
    names = list(dict.fromkeys(row.speaker for row in given))
    own = ax is None
    height = style.row_height(names, max(0.36, 0.12 + 0.17 * len(kinds)))
    if ax is None:
        ax = style.new_axes(len(names), height, extra=1.5)
    colours = style.complete(colours, names)
    rows = {(row.speaker, getattr(row, series)): row for row in given}
    step = min(0.17 / height, 0.8 / max(len(kinds), 1))
    _scale(ax, [row for row in given if zero or row.n >= style.MIN_UNITS], value, zero)
    hits = []
    sizes = []
    named: set[str] = set()
    for place, name in enumerate(names):
        if place % 2:
            ax.axhspan(place - 0.5, place + 0.5, color="#F6F6F6", lw=0, zorder=0)
        for number, kind in enumerate(kinds):
            row = rows.get((name, kind))
            if row is None:
                continue
            y = place + (number - (len(kinds) - 1) / 2) * step
            hits.append((y, f"{row.hits:,}"))
            if not zero and row.n < style.MIN_UNITS:
                continue
            _mark(ax, row, y, value, SHAPES[number % len(SHAPES)], style.ink(colours[name]))
            if kind not in named and (row.hits or not zero):
                _name_marker(ax, row, y, value, kind)
                named.add(kind)
        present = [row for (who, _), row in rows.items() if who == name]
        sizes.append((place, " / ".join(dict.fromkeys(f"{getattr(r, size):,}" for r in present))))
        if zero and _signs_differ(present):
            _remark(ax, place, "signs differ")
        elif not zero and present[0].n < style.MIN_UNITS:
            words = f"n = {present[0].n:,}: counts only"
            ax.text(ax.get_xlim()[1] / 2, place, words, ha="center", va="center_baseline").set(
                fontsize=style.SMALL, color=style.QUIET_INK
            )
    style.column(ax, 36, size, sizes)
    if zero:
        style.column(ax, 66, "hits", hits)
    for number, kind in enumerate([] if zero else kinds):
        counts = [(i, rows[name, kind]) for i, name in enumerate(names) if (name, kind) in rows]
        style.column(ax, 84 + 52 * number, kind, [(i, f"{row.hits:,}") for i, row in counts])
    style.name_rows(ax, names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.locator_params(axis="x", nbins=6)
    ax.xaxis.grid(True)
    ax.tick_params(axis="x", length=0)
    return ax, own


def _scale(ax: Axes, rows: Sequence[Any], value: str, zero: bool) -> None:
    ends = [getattr(row, c, math.nan) for row in rows for c in (value, "low", "high")]
    numbers = [abs(end) for end in ends if not math.isnan(end)]
    if zero:
        span = min(1.05, max([_LEAST_SPAN, *numbers]) * 1.12)
        ax.set_xlim(-span, span)
        ax.axvline(0, color=style.INK, lw=1, zorder=1)
    else:
        ax.set_xlim(0, max([1.0, *numbers]) * 1.35)  # room for a name beside the longest


def _mark(ax: Axes, row: Any, y: float, value: str, shape: str, colour: str) -> None:
    mean = getattr(row, value)
    low, high = getattr(row, "low", math.nan), getattr(row, "high", math.nan)
    if math.isnan(mean):
        return
    if not math.isnan(low):
        ax.plot([low, high], [y, y], color=colour, lw=1.6, zorder=2, solid_capstyle="butt")
    if row.hits == 0:
        ax.plot([mean], [y], "x", color="#767676", ms=5, zorder=3, clip_on=False)
        return
    face = style.PAPER if row.n < style.MIN_UNITS else colour
    ax.plot([mean], [y], shape, mfc=face, mec=colour, mew=1.3, ms=6.5, zorder=3, clip_on=False)


def _name_marker(ax: Axes, row: Any, y: float, value: str, words: str) -> None:
    """Name a marker beside it, on the side that has more room."""
    ends = [getattr(row, c, math.nan) for c in (value, "low", "high")]
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


def _remark(ax: Axes, place: float, words: str) -> None:
    ax.annotate(
        words,
        (1, place),
        xycoords=ax.get_yaxis_transform(),
        xytext=(72, 0),
        textcoords="offset points",
        ha="left",
        va="center_baseline",
        fontsize=style.SMALL,
        color=style.ALARM,
        annotation_clip=False,
    )


def _signs_differ(rows: Sequence[Any]) -> bool:
    means = [row.mean for row in rows if row.hits and not math.isnan(row.mean)]
    return any(mean > 0 for mean in means) and any(mean < 0 for mean in means)
