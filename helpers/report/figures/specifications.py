"""Specifications: a curve of all estimates of one tone, above the choices that gave each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CURVE_ROWS = 9.0  # the height of the curve, in rows of the dashboard
_SIDES = {"negative": "#B04A00", "zero": "#767676", "positive": "#0072B2"}


@style.styled
def specification_curve(
    table: pd.DataFrame,
    choices: Mapping[str, Sequence[str]],
    ax: Axes | None = None,
    *,
    title: str = "",
) -> Axes:
    """Return axes with all estimates in rising order, and a row for each choice below them.

    After Simonsohn, Simmons & Nelson (2020), figure 2: a stroke in a row says that the estimate
    above it was made with that choice.

    Args:
        table: the specifications of one speaker: a column for each kind of choice, ``estimate``,
            ``low``, ``high`` (interval, NaN for none) and ``sign`` (positive, negative or zero);
            ``helpers.measures.tone.specifications``.
        choices: what can be chosen, by the column; ``helpers.measures.tone.CHOICES``.
        ax: axes to draw on.
        title: the message.

    >>> import pandas as pd
    >>> nan = float("nan")
    >>> rows = [("A", -0.2, nan, nan, "negative"), ("B", 0.1, 0.0, 0.2, "positive")]
    >>> table = pd.DataFrame(rows, columns=["lexicon", "estimate", "low", "high", "sign"])
    >>> ax = specification_curve(table, {"lexicon": ["A", "B"]})
    >>> [label.get_text() for label in ax.get_yticklabels()][-2:]
    ['A', 'B']
    """
    rows = style.records(table, (*choices, "estimate", "low", "high", "sign"))
    if not rows:
        return style.nothing_to_show(ax, title)
    rows.sort(key=lambda row: (row.estimate, *(str(getattr(row, kind)) for kind in choices)))
    places = _dashboard(choices)
    own = ax is None
    if ax is None:
        ax = style.new_axes(CURVE_ROWS + len(places) + len(choices), 0.2, extra=1.2)
    span = _span(rows)

    def height(value: float) -> float:
        return CURVE_ROWS / 2 - value / span * (CURVE_ROWS / 2)

    for x, row in enumerate(rows):
        if not math.isnan(row.low):
            ax.plot([x, x], [height(row.low), height(row.high)], color="#BDBDBD", lw=1, zorder=2)
    for side, colour in _SIDES.items():
        at = [(x, row) for x, row in enumerate(rows) if row.sign == side]
        if not at:
            continue
        for kind in choices:
            marks = [(x, places[kind, str(getattr(row, kind))]) for x, row in at]
            ax.plot(*zip(*marks, strict=True), "|", color=colour, ms=8, mew=1.1)
        dots = [(x, height(row.estimate)) for x, row in at]
        ax.plot(*zip(*dots, strict=True), "o", color=colour, ms=3.2, zorder=3)
    # in fixed places: where few estimates have a sign, labels above them would overlap
    for (side, colour), across, where in zip(
        _SIDES.items(),
        (0, (len(rows) - 1) / 2, len(rows) - 1),
        ("left", "center", "right"),
        strict=True,
    ):
        number = sum(row.sign == side for row in rows)
        label = ax.text(across, -0.75, f"{side} ({number})", color=style.ink(colour))
        label.set(fontsize=style.SMALL, ha=where, va="bottom")
    ax.axhline(height(0), color=style.INK, lw=1, zorder=1)
    ticks = [-span, 0.0, span]
    labels = [f"{tick:+.1f}" if tick else "0" for tick in ticks]
    names = [choice for _, choice in places]
    ax.set_yticks([*map(height, ticks), *places.values()], [*labels, *names])
    for label in ax.get_yticklabels():
        label.set_fontsize(style.SMALL)
    for kind in choices:
        first = min(y for (of, _), y in places.items() if of == kind)
        heading = ax.annotate(kind, (0, first - 0.85), xycoords=ax.get_yaxis_transform())
        heading.set(fontsize=style.SMALL, color=style.QUIET_INK, fontstyle="italic", va="center")
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(-1, len(rows))
    ax.set_ylim(max(places.values()) + 0.7, -1.6)
    style.note(
        ax,
        f"above: {len(rows)} estimates in rising order, grey lines their 95 % intervals (none "
        "below 5 texts); below: the choices that gave each of them",
        own,
    )
    style.set_title(ax, title, own)
    return ax


def _dashboard(choices: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], float]:
    """The row of each choice, a heading's height apart for each kind."""
    places: dict[tuple[str, str], float] = {}
    at = CURVE_ROWS + 0.9
    for kind, names in choices.items():
        at += 1.0
        for name in names:
            places[kind, str(name)] = at
            at += 1.0
    return places


def _span(rows: Sequence[Any]) -> float:
    ends = [abs(x) for row in rows for x in (row.estimate, row.low, row.high) if x == x]
    return max(0.2, math.ceil(10 * max(ends) - 1e-9) / 10)
