"""Toward: who speaks about whom, and how, as a matrix with the words in its cells."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from helpers.report import palette
from helpers.report.figures import style
from helpers.speakers.actor import NARRATOR

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Orange and blue of Okabe & Ito stay apart for all kinds of colour vision, and in grey by the sign.
AGAINST, FOR = palette.SPEAKERS[1], palette.BLUE
_CELLS = 72  # letters of the cells of a row, all columns together
_WORDS = 3  # of a cell, at most


@style.styled
def who_about_whom(table: pd.DataFrame, ax: Axes | None = None, *, title: str = "") -> Axes:
    r"""Return axes with a row for each target and a column for each speaker.

    A cell says in how many clauses the speaker's words speak against (−), for (+), and both
    against and for (±) the target, of how many in which he is named, and which words. White with
    "0 of 3" means named in three clauses without a word that judges; an empty place, that this
    speaker never names this target.

    Columns of ``table``: ``speaker``, ``target``, ``n`` (clauses), ``negative``, ``positive``,
    ``mixed`` (clauses), ``words_against``, ``words_for`` (with their numbers: "liar (2)"); rows
    with ``n`` 0 are passed over. Rows and columns come in the order of the table, the narrator
    first.

    >>> import pandas as pd
    >>> rows = [("Kim Roe", "Bo Poe", 2, 1, 0, 0, "liar (1)", "")]
    >>> columns = ["speaker", "target", "n", "negative", "positive", "mixed"]
    >>> columns += ["words_against", "words_for"]
    >>> ax = who_about_whom(pd.DataFrame(rows, columns=columns))
    >>> [text.get_text() for text in ax.texts]
    ['1− of 2\nliar']
    """
    from matplotlib.patches import Rectangle

    needed = (
        "speaker",
        "target",
        "n",
        "negative",
        "positive",
        "mixed",
        "words_against",
        "words_for",
    )
    rows = [row for row in style.records(table, needed) if row.n]
    if not rows:
        return style.nothing_to_show(ax, title)
    speakers = list(dict.fromkeys(row.speaker for row in rows))
    speakers.sort(key=lambda name: name != NARRATOR)
    targets = list(dict.fromkeys(row.target for row in rows))
    cells = {(row.speaker, row.target): row for row in rows}
    letters = max(12, _CELLS // max(3, len(speakers)))
    texts = {key: _text(row, letters) for key, row in cells.items()}
    heights = [
        max(texts[s, target].count("\n") + 1 for s in speakers if (s, target) in texts)
        for target in targets
    ]
    heights = [
        max(lines, style.wrap_name(name).count("\n") + 1)
        for lines, name in zip(heights, targets, strict=True)
    ]
    tops = [sum(heights[:index]) + 0.6 * index for index in range(len(targets))]
    height = tops[-1] + heights[-1] + 0.6
    ax = ax or style.new_axes(height, 0.165, extra=1.35)
    for (speaker, target), row in cells.items():
        x, y = speakers.index(speaker), targets.index(target)
        top, tall = tops[y], heights[y] + 0.4
        colour = _colour(row)
        place = (x - 0.48, top)
        ax.add_patch(Rectangle(place, 0.96, tall, fc=colour, ec=palette.CELL_EDGE, lw=0.8))
        ink = (
            palette.text_on(colour)
            if row.negative or row.positive or row.mixed
            else palette.QUIET_INK
        )
        text = ax.text(x, top + tall / 2, texts[speaker, target], ha="center", va="center")
        text.set(color=ink, fontsize=style.SMALL, linespacing=1.1)
    ax.set_xlim(-0.52, max(len(speakers), 3) - 0.48)
    ax.set_ylim(height, -0.2)
    middles = [top + (tall + 0.4) / 2 for top, tall in zip(tops, heights, strict=True)]
    style.name_rows(ax, targets, middles)
    names = [textwrap.fill(name, letters, max_lines=3, placeholder=" …") for name in speakers]
    ax.set_xticks(range(len(speakers)), names, fontsize=style.SMALL, linespacing=1.05)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    note = (
        "column: who speaks; row: about whom; −, + and ±: clauses with words against, for, and "
        "both, of all clauses that name the target (0: no such word); empty: never named"
    )
    return style.finish(ax, title, note)


def _colour(row: Any) -> str:
    if row.negative == row.positive:
        return palette.GRID if row.negative or row.mixed else palette.PAPER
    return palette.tint(AGAINST if row.negative > row.positive else FOR, 0.35)


def _text(row: Any, letters: int) -> str:
    counts = ((row.negative, "−"), (row.positive, "+"), (row.mixed, "±"))
    signs = [f"{number}{sign}" for number, sign in counts if number]
    first = f"{' '.join(signs) or '0'} of {row.n}"
    words = re.sub(r" \(\d+\)", "", ", ".join(filter(None, (row.words_against, row.words_for))))
    shown = words.split(", ")
    listing = ", ".join(shown[:_WORDS]) + (" …" if len(shown) > _WORDS else "")
    return "\n".join([first, *textwrap.wrap(listing, letters)])
