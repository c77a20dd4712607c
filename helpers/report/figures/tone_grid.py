"""Tone grid: the tone of each sentence about somebody, by who says it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.report import palette
from helpers.report.figures import style
from helpers.speakers.actor import NARRATOR

# Sign, face, edge and ink of a square: told apart by sign and by lightness, not by hue.
_LOOKS = {
    "negative": ("−", palette.SQUARE_DARK, palette.SQUARE_DARK, palette.PAPER),
    "neutral": ("0", palette.SQUARE_LIGHT, palette.SQUARE_LIGHT, palette.INK),
    "positive": ("+", palette.PAPER, palette.SQUARE_DARK, palette.INK),
    "unclear": ("?", palette.PAPER, palette.UNATTRIBUTED_GREY, palette.QUIET_INK),
}
_MIN_WIDTH = 8  # squares
_GAP = 0.55  # rows between voices
_SIDE = 0.84  # of a square


@style.styled
def tone_grid(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    title: str = "",
    colours: dict[str, str] | None = None,
) -> Axes:
    """Return axes with a row for each voice and target, and a square for each sentence.

    Voices keep the order of the table, each under its name; the squares of a row are sorted by
    label and have its sign.

    Columns of ``table``, a row for each sentence: ``speaker``, ``target`` and ``label``
    (negative, neutral, positive or unclear).
    """
    rows = style.records(table, ("speaker", "target", "label"))
    if not rows:
        return style.nothing_to_show(ax, title)
    speakers = list(dict.fromkeys(row.speaker for row in rows))
    colour = palette.complete(colours, speakers)
    labels: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        labels.setdefault((row.speaker, row.target), []).append(row.label)
    ax = ax or style.new_axes(len(labels) + len(speakers) * (1 + _GAP), 0.25, extra=1.1)
    place, places, names = 0.0, [], []
    for speaker in speakers:
        name = "the author" if speaker == NARRATOR else speaker
        heading = ax.text(-0.4, place, name, va="center", ha="left", fontweight="bold")
        heading.set_color(palette.ink(colour[speaker]))
        top = place + 0.55
        for target in [t for s, t in labels if s == speaker]:
            place += 1
            places.append(place)
            names.append(style.wrap_name(target, 30, 1))
            _draw_squares(ax, place, labels[speaker, target])
        ax.plot([-0.62, -0.62], [top, place + 0.45], color=colour[speaker], lw=3)
        place += 1 + _GAP
    ax.set_xlim(-0.7, max([_MIN_WIDTH, *map(len, labels.values())]) * 1.6)
    ax.set_ylim(place - 1, -0.7)
    ax.set_yticks(places, names, fontsize=style.SMALL)
    style.bare_axis(ax)
    ax.tick_params(length=0)
    note = "− negative, 0 neutral, + positive, ? unclear; a square is a sentence"
    return style.finish(ax, title, note)


def _draw_squares(ax: Axes, y: float, labels: list[str]) -> None:
    """Draw the squares of one row, sorted by label."""
    for x, label in enumerate(sorted(labels, key=list(_LOOKS).index)):
        sign, face, edge, ink = _LOOKS[label]
        corner = x - _SIDE / 2, y - _SIDE / 2
        ax.add_patch(Rectangle(corner, _SIDE, _SIDE, fc=face, ec=edge, lw=1.1))
        text = ax.text(x, y, sign, ha="center", va="center_baseline", color=ink)
        text.set_fontsize(style.SMALL)
