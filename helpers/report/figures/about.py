"""About: who writes or speaks how about whom, a square for each sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.report.figures import style
from helpers.speakers.actor import NARRATOR

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Sign, face, edge and ink of a square: told apart by sign and by lightness, not by hue.
_LOOKS = {
    "negative": ("−", "#2B2B2B", "#2B2B2B", style.PAPER),
    "neutral": ("0", "#D9D9D9", "#D9D9D9", style.INK),
    "positive": ("+", style.PAPER, "#2B2B2B", style.INK),
    "unclear": ("?", style.PAPER, "#BDBDBD", style.QUIET_INK),
}
_LEAST_WIDTH = 8  # squares
_GAP = 0.55  # rows between voices
_SIDE = 0.84  # of a square


@style.styled
def tone_about_whom(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    title: str = "",
    colours: dict[str, str] | None = None,
) -> Axes:
    """Return axes with a row for each voice and target, and a square for each sentence.

    Voices stand in the order of the table, each under its name; the squares of a row are sorted
    by label and carry its sign.

    Columns of ``table``, a row for each sentence: ``speaker``, ``target`` and ``label``
    (negative, neutral, positive or unclear).

    >>> import pandas as pd
    >>> rows = [("Kim Roe", "the bank", "negative"), ("Kim Roe", "the bank", "unclear")]
    >>> ax = tone_about_whom(pd.DataFrame(rows, columns=["speaker", "target", "label"]))
    >>> [text.get_text() for text in ax.texts]
    ['Kim Roe', '−', '?']
    """
    from matplotlib.patches import Rectangle

    rows = style.records(table, ("speaker", "target", "label"))
    if not rows:
        return style.nothing_to_show(ax, title)
    speakers = list(dict.fromkeys(row.speaker for row in rows))
    colour = style.complete(colours, speakers)
    squares: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        squares.setdefault((row.speaker, row.target), []).append(row.label)
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(squares) + len(speakers) * (1 + _GAP), 0.25, extra=1.1)
    place, places, names = 0.0, [], []
    most = max([_LEAST_WIDTH, *map(len, squares.values())])
    for speaker in speakers:
        label = ax.text(-0.4, place, _voice(speaker), va="center", ha="left", fontweight="bold")
        label.set_color(style.ink(colour[speaker]))
        top = place + 0.55
        for target in [t for s, t in squares if s == speaker]:
            place += 1
            places.append(place)
            names.append(target)
            for x, kind in enumerate(sorted(squares[speaker, target], key=list(_LOOKS).index)):
                sign, face, edge, ink = _LOOKS[kind]
                corner = x - _SIDE / 2, place - _SIDE / 2
                ax.add_patch(Rectangle(corner, _SIDE, _SIDE, fc=face, ec=edge, lw=1.1))
                text = ax.text(x, place, sign, ha="center", va="center_baseline", color=ink)
                text.set_fontsize(style.SMALL)
        ax.plot([-0.62, -0.62], [top, place + 0.45], color=colour[speaker], lw=3)
        place += 1 + _GAP
    ax.set_xlim(-0.7, most * 1.6)
    ax.set_ylim(place - 1, -0.7)
    ax.set_yticks(places, [style.wrap_name(name, 30, 1) for name in names], fontsize=style.SMALL)
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    style.note(ax, "− negative, 0 neutral, + positive, ? unclear; a square is a sentence", own)
    style.set_title(ax, title, own)
    return ax


def _voice(speaker: str) -> str:
    return "the author" if speaker == NARRATOR else speaker
