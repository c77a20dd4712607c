"""Words: which words mark a voice, with how often it and the others say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@style.styled
def marking_words(
    table: pd.DataFrame,
    colour: str | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
    prior: str = "the article",
) -> Axes:
    """Return axes with a dot for each word of one voice: its log-odds ratio and its interval.

    A filled dot has an interval that leaves out 0. The order of the rows is the table's; ``prior``
    is what the note calls the text behind the prior.

    Columns of ``table``: ``word``, ``count`` (by the voice), ``others`` (by all other voices),
    ``log_odds``, ``low``, ``high`` (``helpers.measures.wording.marking_words.marking_words``).

    >>> import pandas as pd
    >>> columns = ["word", "count", "others", "log_odds", "low", "high"]
    >>> rows = pd.DataFrame([("rain", 6, 1, 1.5, 0.2, 2.8)], columns=columns)
    >>> [text.get_text() for text in marking_words(rows).texts]
    ['6', 'voice', '1', 'others']
    """
    rows = style.records(table, ("word", "count", "others", "log_odds", "low", "high"))
    if not rows:
        return style.nothing_to_show(ax, title)
    names = [str(row.word) for row in rows]
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(rows), style.row_height(names, least=0.28))
    dark = style.ink(colour or style.NEUTRAL)
    for place, row in enumerate(rows):
        ax.plot([row.low, row.high], [place, place], color=dark, solid_capstyle="butt")
        face = dark if row.low > 0 or row.high < 0 else style.PAPER
        ax.plot([row.log_odds], [place], "o", ms=6.5, mfc=face, mec=dark, mew=1.3)
    style.column(ax, 40, "voice", [(place, f"{row.count:,}") for place, row in enumerate(rows)])
    style.column(ax, 82, "others", [(place, f"{row.others:,}") for place, row in enumerate(rows)])
    ax.axvline(0, color=style.INK, lw=1, zorder=1)
    span = 1.08 * max(max(abs(row.low), abs(row.high)) for row in rows)
    ax.set_xlim(-span, span)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.xaxis.grid(True)
    style.name_rows(ax, names)
    style.note(
        ax,
        f"log-odds ratio with {prior} as prior, right of 0: more the voice's word; line: "
        "approximate 95 % interval; filled: it leaves out 0. Right: how often each says it",
        own,
    )
    style.set_title(ax, title, own)
    return ax
