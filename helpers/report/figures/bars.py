"""Bars: how much each speaker says, and in whose wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.report.figures import style
from helpers.speakers.actor import NARRATOR, UNATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KINDS = ("direct", "mixed", "indirect")
_NARRATOR_GAP = 0.5  # rows between the speakers and the author
_EVERYONE = (
    "all speakers"  # a row of ``helpers.measures.sourcing.directness``: the sum of the others
)
_LEAST_WIDTH = 5  # attributions: one of a single one is no longer than a fifth of the axes
_WORD_WIDTH = 0.19  # of the axes: what "1 indirect" needs


@style.styled
def share_of_voice(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with a bar for each voice: its words, their share, its attributions.

    The author's narration stands apart at the bottom; voices keep the order of the table. Whose
    words are all counted as another speaker's has "in another's words" for a bar.

    Columns of ``table``: ``speaker``, ``attributions``, ``words``, ``share`` (0 to 1, of all
    analysed words).

    >>> import pandas as pd
    >>> rows = [("Kim Roe", 2, 30, 0.3), ("narrator", 0, 70, 0.7)]
    >>> columns = ["speaker", "attributions", "words", "share"]
    >>> ax = share_of_voice(pd.DataFrame(rows, columns=columns))
    >>> [int(bar.get_width()) for bar in ax.patches]
    [30, 70]
    """
    given = style.records(table, ("speaker", "attributions", "words", "share"))
    if not given:
        return style.nothing_to_show(ax, title)
    rows = [row for row in given if row.speaker != NARRATOR]
    apart = [row for row in given if row.speaker == NARRATOR]
    ordered = rows + apart
    names = [row.speaker for row in ordered]
    places = [i + _NARRATOR_GAP * (row.speaker == NARRATOR) for i, row in enumerate(ordered)]
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(ordered) + _NARRATOR_GAP, style.row_height(names))
    colours = style.complete(colours, names)
    for place, row in zip(places, ordered, strict=True):
        ax.barh(place, row.words, 0.66, **bar_style(row.speaker, colours))
        label = f"{row.words:,} · {100 * row.share:.1f} %"
        if row.attributions and not row.words:
            label = "in another's words"
        ax.annotate(
            label,
            (row.words, place),
            (5, 0),  # so that the label's white box does not bite into the bar
            textcoords="offset points",
            va="center_baseline",
            fontsize=style.SMALL,
            bbox=style.LABEL_BOX,
        )
    most = max([1, *(row.words for row in ordered)])
    ax.set_xlim(0, most * 1.3)
    counts = [
        (place, f"{row.attributions:,}" if row.speaker != NARRATOR else "–")
        for place, row in zip(places, ordered, strict=True)
    ]
    style.column(ax, 36, "attributions", counts)
    if rows and apart:
        ax.axhline(places[-1] - 0.5 - _NARRATOR_GAP / 2, color="#8A8A8A", lw=0.8, ls=(0, (4, 3)))
    style.name_rows(ax, names, places)
    _finish_rows(ax, places)
    total = sum(row.words for row in ordered)
    style.note(ax, f"words, and their share of all {total:,} words of the article", own)
    style.set_title(ax, title, own)
    return ax


@style.styled
def kinds_by_speaker(
    table: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with a stacked bar for each speaker: direct, mixed and indirect attributions.

    Columns of ``table``, tidy: ``speaker``, ``kind`` (direct, mixed, indirect), ``attributions``
    (count; a missing pair counts 0). A speaker "all speakers" is drawn in grey and not counted
    twice. Direct is solid, mixed dotted, indirect hatched.

    >>> import pandas as pd
    >>> rows = [("Kim Roe", "direct", 2), ("Kim Roe", "indirect", 1)]
    >>> ax = kinds_by_speaker(pd.DataFrame(rows, columns=["speaker", "kind", "attributions"]))
    >>> [text.get_text() for text in ax.texts]
    ['2 direct', '1 indirect', '3', 'attributions']
    """
    rows = style.records(table, ("speaker", "kind", "attributions"))
    if not any(row.attributions for row in rows):
        return style.nothing_to_show(ax, title)
    counts = {(row.speaker, row.kind): row.attributions for row in rows}
    names = list(dict.fromkeys(row.speaker for row in rows))
    totals = [sum(counts.get((name, kind), 0) for kind in KINDS) for name in names]
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(names), style.row_height(names))
    single = [name for name in names if name != _EVERYONE]
    colours = {**style.complete(colours, single), _EVERYONE: style.NARRATOR_COLOUR}
    total = sum(n for name, n in zip(names, totals, strict=True) if name != _EVERYONE)
    most = max([_LEAST_WIDTH, *totals])
    for place, name in enumerate(names):
        left = 0
        for kind in KINDS:
            count = counts.get((name, kind), 0)
            if not count:
                continue
            ax.barh(place, count, 0.66, left=left, **kind_style(kind, colours[name]))
            # Where a piece is too narrow for the word, its count alone stands.
            words = f"{count:,} {kind}" if count / most > _WORD_WIDTH else f"{count:,}"
            face = kind_style(kind, colours[name])["facecolor"]
            text = ax.text(left + count / 2, place, words, ha="center", va="center_baseline")
            text.set(fontsize=style.SMALL, color=style.text_on(face))
            if kind != "direct":
                text.set_bbox({"boxstyle": "round,pad=0.12", "fc": face, "ec": "none"})
            left += count
    ax.set_xlim(0, most * 1.02)
    style.column(ax, 36, "attributions", [(i, f"{n:,}") for i, n in enumerate(totals)])
    style.name_rows(ax, names)
    _finish_rows(ax, range(len(names)))
    _whole_numbers(ax)
    style.note(
        ax,
        f"number of attributions, n = {total:,}. Full colour: direct, in quotation marks; "
        "half, dotted: mixed; pale, hatched: indirect, in the author's wording",
        own,
    )
    style.set_title(ax, title, own)
    return ax


def bar_style(speaker: str, colours: dict[str, str]) -> dict:
    """Return the look of a speaker's bar: a dark edge around the pale one of nobody."""
    colour = colours[speaker]
    edge = style.ink(colour) if speaker == UNATTRIBUTED else colour
    return {"facecolor": colour, "edgecolor": edge, "linewidth": 0.8}


def kind_style(kind: str, colour: str) -> dict:
    """Return the look of a kind of speech in a speaker's colour, readable in grey as well."""
    if kind == "direct":
        return {"facecolor": colour, "edgecolor": style.PAPER, "linewidth": 0.8}
    look = {"edgecolor": style.ink(colour), "linewidth": 0.8}
    if kind == "mixed":
        return {**look, "facecolor": style.tint(colour, 0.5), "hatch": style.MIXED_HATCH}
    return {**look, "facecolor": style.tint(colour), "hatch": style.INDIRECT_HATCH}


def _finish_rows(ax: Axes, places: Sequence[float]) -> None:
    """First row on top, half a row of air at either end, no left spine but a base line."""
    ax.set_ylim((places[-1] if places else 0) + 0.6, -0.6)
    ax.axvline(0, color="#8A8A8A", lw=0.8)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.xaxis.grid(True)


def _whole_numbers(ax: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8, min_n_ticks=1))
