"""Bars: how much each speaker says and where, and what is counted in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.report import palette
from helpers.report.figures import style
from helpers.speakers.actor import NARRATOR, UNATTRIBUTED

_NARRATOR_GAP = 0.5  # rows between the speakers and the narrator
_LABEL_WIDTH = 0.045  # of the axes: closer numbers of paragraphs would run into each other


@style.styled
def share_of_voice(
    table: pd.DataFrame,
    colours: dict[str, str],
    *,
    title: str = "",
) -> Axes:
    """Return axes with a bar for each voice: its words, their share, its attributions.

    The narration is set apart at the bottom; the other voices keep the order of the table
    (``sourcing.share_of_voice``). A speaker whose words are all counted as another's has "in
    another's words" instead of a bar.
    """
    table = style.few_speakers(table, "words", ["speaker"])
    given = style.records(table, ("speaker", "attributions", "words", "share"))
    if not given:
        return style.nothing_to_show(title)
    rows = [row for row in given if row.speaker != NARRATOR]
    apart = [row for row in given if row.speaker == NARRATOR]
    ordered = rows + apart
    names = [row.speaker for row in ordered]
    places = [i + _NARRATOR_GAP * (row.speaker == NARRATOR) for i, row in enumerate(ordered)]
    ax = style.new_axes(len(ordered) + _NARRATOR_GAP, style.row_height(names))
    colours = palette.complete(colours, names)
    for place, row in zip(places, ordered, strict=True):
        colour = colours[row.speaker]
        edge = palette.ink(colour) if row.speaker == UNATTRIBUTED else colour
        ax.barh(place, row.words, 0.66, facecolor=colour, edgecolor=edge, linewidth=0.8)
        label = f"{row.words:,} · {100 * row.share:.0f}%"
        if row.attributions and not row.words:
            label = "in another's words"
        look = {"va": "center_baseline", "bbox": style.LABEL_BOX}
        # So far away that the label's white box does not bite into the bar.
        style.write(ax, label, (row.words, place), (5, 0), **look)
    ax.set_xlim(0, 1.3 * max([1, *(row.words for row in ordered)]))
    counts = [f"{row.attributions:,}" if row.speaker != NARRATOR else "–" for row in ordered]
    style.column(ax, 36, "statements", list(zip(places, counts, strict=True)))
    if rows and apart:
        between = places[-1] - 0.5 - _NARRATOR_GAP / 2
        ax.axhline(between, color=palette.AXIS, lw=0.8, ls=(0, (4, 3)))
    style.name_rows(ax, names, places)
    _finish_rows(ax, places)
    total = sum(row.words for row in ordered)
    note = f"words, and their share of all {total:,} analysed words"
    return style.finish(ax, title, note)


@style.styled
def counted_bars(
    table: pd.DataFrame,
    name: str,
    value: str,
    *,
    title: str = "",
    note: str = "",
    pale: str | None = None,
) -> Axes:
    """Return axes with a bar and its number for each row, in the order of the table.

    The columns are ``name`` (what is counted), ``value`` (how often) and, where ``pale`` names one,
    a column of truth values: true rows are drawn pale.
    """
    if not style.records(table, [name, value, *([pale] if pale else [])]):
        return style.nothing_to_show(title)
    names = [str(entry) for entry in table[name]]
    values = [int(entry) for entry in table[value]]
    is_pale = [bool(entry) for entry in table[pale]] if pale else [False] * len(names)
    ax = style.new_axes(len(names), style.row_height(names, 0.27))
    for place, (number, light) in enumerate(zip(values, is_pale, strict=True)):
        face = palette.tint(palette.NEUTRAL, 0.25) if light else palette.NEUTRAL
        ax.barh(place, number, 0.66, facecolor=face, edgecolor=palette.NEUTRAL, linewidth=0.8)
        ax.text(number, place, f" {number:,}", va="center", fontsize=style.SMALL)
    ax.set_xlim(0, max([1, *values]) * 1.12)
    ax.set_ylim(len(names) - 0.4, -0.6)
    _bare_axis(ax)
    style.name_rows(ax, names)
    return style.finish(ax, title, note)


@style.styled
def voice_ribbon(
    segments: pd.DataFrame,
    colours: dict[str, str],
    *,
    title: str = "",
) -> Axes:
    """Return axes with one lane for each voice and a block for each stretch that it speaks.

    The article (``voices.voice_segments``) runs from left to right, a word as wide as every other;
    a column is a paragraph. Words in quotation marks are solid, words that the reporter paraphrases
    are pale and hatched, so that a mixed attribution shows both. Lanes are in the order of first
    appearance, with the narration below; the number of words of each lane is at its end.
    """
    segments = style.few_speakers(segments, "words")
    rows = style.records(segments, ("speaker", "quoted", "words", "paragraph", "role"))
    if not rows:
        return style.nothing_to_show(title)
    voices = dict.fromkeys(row.speaker for row in rows)
    names = sorted(voices, key=lambda name: name == NARRATOR)
    ax = style.new_axes(len(names), style.row_height(names, 0.34), extra=1.3)
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
            look = _block_style(row.speaker, bool(row.quoted), colours[row.speaker])
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


def _block_style(speaker: str, quoted: bool, colour: str) -> dict[str, Any]:
    """The look of a stretch of one voice, readable in grey as well."""
    if speaker == NARRATOR:
        return {"facecolor": colour, "edgecolor": colour, "linewidth": 0}
    look = {"edgecolor": palette.ink(colour), "linewidth": 0.8}
    if quoted:
        return {**look, "facecolor": colour}
    return {**look, "facecolor": palette.tint(colour), "hatch": style.INDIRECT_HATCH}


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


def _finish_rows(ax: Axes, places: Sequence[float]) -> None:
    """First row on top, half a row of air at either end, a base line at 0."""
    ax.set_ylim(places[-1] + 0.6, -0.6)
    ax.axvline(0, color=palette.AXIS, lw=0.8)
    _bare_axis(ax)


def _bare_axis(ax: Axes) -> None:
    """Grid lines instead of a line and ticks below."""
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.xaxis.grid(True)
