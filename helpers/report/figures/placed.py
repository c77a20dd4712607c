"""Placed: one article among many, as its place on the distribution of a share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from helpers.report.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_STEPS = 10
_HIGH = 0.8  # of a row: the bar of the step with most articles


@style.styled
def placed_among(
    table: pd.DataFrame,
    own_shares: dict[str, float],
    ax: Axes | None = None,
    *,
    title: str = "",
    note: str = "",
) -> Axes:
    """Return axes with a row for each share: how many articles have how much, and our own article.

    The bars of a row count the articles in steps of a tenth; the black line is the article's own
    share, with its number.

    Args:
        table: columns ``name`` (of the share) and ``share`` (0 to 1), a row for each article.
        own_shares: the article's share by name; NaN where it has none.
        ax: axes to draw on.
        title: the message.
        note: how to read it.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"name": ["officials"] * 3, "share": [0.1, 0.5, 1.0]})
    >>> [text.get_text() for text in placed_among(rows, {"officials": 0.4}).texts]
    ['0.40', '3', 'articles']
    """
    rows = style.records(table, ("name", "share"))
    if not rows:
        return style.nothing_to_show(ax, title)
    names = list(dict.fromkeys(row.name for row in rows))
    own = ax is None
    if ax is None:
        ax = style.new_axes(len(names), 0.95, extra=0.9)
    sizes = []
    for place, name in enumerate(names):
        foot = place + 0.4
        shares = [row.share for row in rows if row.name == name]
        steps = [0] * _STEPS
        for share in shares:
            steps[min(int(share * _STEPS + 1e-9), _STEPS - 1)] += 1
        heights = [_HIGH * count / max(steps) for count in steps]
        lefts = [step / _STEPS for step in range(_STEPS)]
        ax.bar(
            lefts, [-h for h in heights], 0.092, foot, align="edge", fc="#BDBDBD", ec="#8A8A8A",
            lw=0.6
        )  # fmt: skip
        ax.plot([0, 1], [foot, foot], color="#8A8A8A", lw=0.8)
        mine = own_shares.get(name, math.nan)
        if not math.isnan(mine):
            ax.plot([mine, mine], [foot, foot - _HIGH - 0.04], color=style.INK, lw=2.4)
            side = "right" if mine > 0.5 else "left"
            words = ax.annotate(
                f"{mine:.2f}",
                (mine, foot - _HIGH),
                (-5 if side == "right" else 5, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                bbox=style.LABEL_BOX,
            )
            words.set(fontweight="bold")
        sizes.append((place, f"{len(shares):,}"))
    style.column(ax, 46, "articles", sizes)
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(len(names) - 0.5, -0.6)
    ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    ax.tick_params(axis="x", length=0)
    style.name_rows(ax, names)
    style.note(ax, note, own)
    style.set_title(ax, title, own)
    return ax
