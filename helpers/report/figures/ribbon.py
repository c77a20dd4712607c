"""Ribbon: who speaks where in an article."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style
from helpers.report.figures.bars import kind_style
from helpers.speakers.actor import NARRATOR

_LABEL_WIDTH = 0.045  # of the axes: closer numbers would run into each other


@style.styled
def voice_ribbon(
    segments: pd.DataFrame,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with one lane for each voice and a block for each stretch that it speaks.

    The article runs from left to right, a word as wide as every other; a column is a paragraph.
    Words in quotation marks are solid, words that the reporter paraphrases are pale and hatched, so
    that a mixed attribution shows both. Lanes are in the order of first appearance, with the
    narration below; the number of words of each lane is at its end.

    Columns of ``segments``, rows in the order of the text: ``speaker``, ``quoted`` (bool),
    ``words``, ``paragraph``, ``role`` ("title" or "body").
    """
    rows = style.records(segments, ("speaker", "quoted", "words", "paragraph", "role"))
    if not rows:
        return style.nothing_to_show(ax, title)
    voices = dict.fromkeys(row.speaker for row in rows)
    names = sorted(voices, key=lambda name: name == NARRATOR)
    ax = ax or style.new_axes(len(names), style.row_height(names, 0.34), extra=1.3)
    colours = palette.complete(colours, names)
    lanes = {name: place for place, name in enumerate(names)}
    spoken = dict.fromkeys(names, 0)
    position = 0
    paragraphs: dict[int, tuple[int, int, str]] = {}
    for row in rows:
        start, position = position, position + row.words
        first = paragraphs.get(row.paragraph, (start, 0, row.role))[0]
        paragraphs[row.paragraph] = (first, position, row.role)
        spoken[row.speaker] += row.words
        if row.words:
            look = _block_style(row.speaker, bool(row.quoted), colours)
            ax.barh(lanes[row.speaker], row.words, 0.66, left=start, zorder=3, **look)
    for lane in lanes.values():
        ax.axhline(lane, color=palette.GRID, lw=0.8, zorder=1)
    _mark_paragraphs(ax, paragraphs)
    ax.set_xlim(0, max(position, 1))
    ax.set_ylim(len(names) - 0.45, -0.55)
    style.name_rows(ax, names)
    style.column(ax, 36, "words", [(lanes[name], f"{n:,}") for name, n in spoken.items()])
    note = (
        f"paragraph (T: title), each as wide as its words; n = {position:,} words. "
        "Solid: in quotation marks; pale and hatched: paraphrased in the reporter's wording"
    )
    return style.finish(ax, title, note)


def _block_style(speaker: str, quoted: bool, colours: dict[str, str]) -> dict:
    if speaker == NARRATOR:
        return {"facecolor": colours[speaker], "edgecolor": colours[speaker], "linewidth": 0}
    colour = colours[speaker]
    look = kind_style("direct" if quoted else "indirect", colour)
    return {**look, "edgecolor": palette.ink(colour)}


def _mark_paragraphs(ax: Axes, paragraphs: dict[int, tuple[int, int, str]]) -> None:
    """Number the paragraphs as the tables do, and as many as the width holds."""
    room = sum(last - first for first, last, _ in paragraphs.values()) * _LABEL_WIDTH
    ticks: list[float] = []
    labels = []
    for place, (number, (first, last, role)) in enumerate(paragraphs.items()):
        if place % 2:
            ax.axvspan(first, last, color=palette.EMPTY, lw=0, zorder=0)
        middle = (first + last) / 2
        if not ticks or middle - ticks[-1] >= room:
            ticks.append(middle)
            labels.append("T" if role == "title" else str(number))
    ax.set_xticks(ticks, labels)
    ax.tick_params(axis="x", length=0)
