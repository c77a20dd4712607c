"""Forest: the tone of each speaker with every specification, n, and the words behind it."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from helpers.report import palette
from helpers.report.figures import style
from helpers.statistics import MIN_UNITS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LANE = 0.2  # inches of one lexicon's lane
_WORDS_A_LINE = 50  # letters of hit words in a line
_WORD_LINES = 2


@style.styled
def tone_forest(
    pooled: pd.DataFrame,
    specified: pd.DataFrame,
    words: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with a block for each speaker and in it a lane for each lexicon.

    Small strokes are all specifications, the dot is the mean of the sentences with its interval,
    the diamond is that mean drawn toward all speakers. A hollow dot has fewer than five sentences
    and no interval. Below a block stand the words that fired, with + or - as they counted.

    Args:
        pooled: columns ``speaker``, ``lexicon``, ``n`` (sentences), ``hits``, ``raw`` (mean, -1 to
            1), ``raw_low``, ``raw_high`` (95 % interval, NaN for none), ``shrunk`` (NaN for none);
            ``helpers.measures.tone.comparisons.pooled_tone``.
        specified: columns ``speaker``, ``lexicon``, ``estimate`` (-1 to 1);
            ``helpers.measures.tone.specifications.specifications``, against zero.
        words: columns ``speaker``, ``text``, ``category`` (positive or negative), ``times``;
            ``helpers.measures.tone.comparisons.hit_words``.
        colours: of the speakers.
        ax: axes to draw on.
        title: the message.

    >>> import pandas as pd
    >>> columns = ["speaker", "lexicon", "n", "hits", "raw", "raw_low", "raw_high", "shrunk"]
    >>> pooled = pd.DataFrame([("Kim", "A", 6, 2, 0.1, -0.2, 0.4, 0.05)], columns=columns)
    >>> every = pd.DataFrame([("Kim", "A", 0.3)], columns=["speaker", "lexicon", "estimate"])
    >>> columns = ["speaker", "text", "category", "times"]
    >>> words = pd.DataFrame([("Kim", "rain", "negative", 2)], columns=columns)
    >>> [text.get_text() for text in tone_forest(pooled, every, words).texts][:2]
    ['-rain (2)', 'A']
    """
    needed = ("speaker", "lexicon", "n", "hits", "raw", "raw_low", "raw_high", "shrunk")
    given = style.records(pooled, needed)
    strokes = style.records(specified, ("speaker", "lexicon", "estimate"))
    fired = style.records(words, ("speaker", "text", "category", "times"))
    if not given:
        return style.nothing_to_show(ax, title)
    names = list(dict.fromkeys(row.speaker for row in given))
    lexicons = list(dict.fromkeys(row.lexicon for row in given))
    colours = palette.complete(colours, names)
    lines = {name: _word_lines([row for row in fired if row.speaker == name]) for name in names}
    heights = [len(lexicons) + 0.9 * len(lines[name]) + 0.7 for name in names]
    ax = ax or style.new_axes(sum(heights), _LANE, extra=1.35)
    top = 0.0
    middles = []
    sizes: list[tuple[float, str]] = []
    counts: list[tuple[float, str]] = []
    for number, (name, height) in enumerate(zip(names, heights, strict=True)):
        if number % 2:
            ax.axhspan(top - 0.5, top + height - 0.5, color=palette.STRIPE, lw=0, zorder=0)
        # not through the words below the lanes
        ax.plot([0, 0], [top - 0.5, top + len(lexicons) - 0.5], color=palette.INK, lw=1, zorder=1)
        own_rows = {row.lexicon: row for row in given if row.speaker == name}
        colour = palette.ink(colours[name])
        middles.append(top + (len(lexicons) - 1) / 2)
        sizes.append(
            (middles[-1], " / ".join(dict.fromkeys(f"{r.n:,}" for r in own_rows.values())))
        )
        for lane, lexicon in enumerate(lexicons):
            y = top + lane
            estimates = [s.estimate for s in strokes if (s.speaker, s.lexicon) == (name, lexicon)]
            ax.plot(estimates, [y] * len(estimates), "|", color=colour, alpha=0.35, ms=9, zorder=2)
            if lexicon in own_rows:
                _mark(ax, own_rows[lexicon], y, colour)
                counts.append((y, f"{own_rows[lexicon].hits:,}"))
        for line, text in enumerate(lines[name]):
            y = top + len(lexicons) - 0.15 + 0.9 * line
            ax.text(-1.02, y, text, va="center_baseline", fontsize=style.SMALL)
        top += height
    ax.set_xlim(-1.05, 1.05)
    ax.set_ylim(top - 0.5, -0.5)
    lanes = [
        (start + lane, lexicon)
        for start in [sum(heights[:i]) for i in range(len(names))]
        for lane, lexicon in enumerate(lexicons)
    ]
    style.column(ax, 52, "lexicon", lanes)
    style.column(ax, 78, "hits", counts)
    style.column(ax, 100, "n", sizes)
    style.name_rows(ax, names, middles)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1])
    ax.xaxis.grid(True)
    ax.tick_params(axis="x", length=0)
    note = (
        "mean tone, -1 to 1. Dot: mean of the sentences (n) with its 95 % interval; hollow: n < 5, "
        "no interval. Diamond: drawn toward all speakers. Strokes: every specification. Below: the "
        "words that fired (hits), + or - as they counted"
    )
    return style.finish(ax, title, note)


def _mark(ax: Axes, row: Any, y: float, colour: str) -> None:
    if math.isnan(row.raw):
        return
    if not math.isnan(row.raw_low):
        ax.plot([row.raw_low, row.raw_high], [y, y], color=colour, zorder=3)
    face = palette.PAPER if row.n < MIN_UNITS else colour
    ax.plot([row.raw], [y], "o", mfc=face, mec=colour, mew=1.3, ms=6.5, zorder=4, clip_on=False)
    if not math.isnan(row.shrunk):
        x = [row.shrunk]
        ax.plot(
            x,
            [y],
            "D",
            mfc=palette.PAPER,
            mec=palette.INK,
            mew=1.0,
            ms=4.5,
            zorder=5,
            clip_on=False,
        )


def _word_lines(words: list[Any]) -> list[str]:
    """The words that fired, in at most ``_WORD_LINES`` lines."""
    signs = {"positive": "+", "negative": "-"}
    shown = [
        f"{signs.get(row.category, '')}{row.text}" + (f" ({row.times})" if row.times > 1 else "")
        for row in words
    ]
    whole = ", ".join(shown) or "no word fired"
    return textwrap.wrap(whole, _WORDS_A_LINE, max_lines=_WORD_LINES, placeholder=" ...")
