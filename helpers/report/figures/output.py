"""Output: a figure as a picture with a description, in a notebook or in a file."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.report.figures.style import styled

PIXELS_PER_INCH = 100  # as shown; the picture has twice as many, for screens with fine pixels


@styled
def png(ax: Axes) -> bytes:
    """Return the axes' figure as PNG; the same figure gives the same bytes."""
    buffer = BytesIO()
    _figure(ax).savefig(buffer, format="png", dpi=2 * PIXELS_PER_INCH, metadata={"Software": None})
    return buffer.getvalue()


def show(ax: Axes, alt: str) -> None:
    """Show the figure in a notebook, once, with ``alt`` as its description in words.

    The description goes with the picture for readers who can't see it. It is also the plain text
    of the output, which a strict comparison of notebooks reads.
    """
    from IPython.display import display

    figure = _figure(ax)
    width = round(figure.get_size_inches()[0] * PIXELS_PER_INCH)
    display(
        {"image/png": png(ax), "text/plain": alt},
        raw=True,
        metadata={"image/png": {"alt": alt, "width": width}},
    )
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:  # or the notebook shows axes of pyplot's a second time
        pyplot.close(figure)


@styled
def save(ax: Axes, path: str | Path) -> Path:
    """Write the figure to ``path`` (.png or .svg) and return it; equal figures, equal bytes.

    Raises:
        ValueError: the name ends in neither .png nor .svg.
    """
    path = Path(path)
    if path.suffix == ".png":
        path.write_bytes(png(ax))
    elif path.suffix == ".svg":
        _figure(ax).savefig(path, format="svg", metadata={"Date": None})
    else:
        raise ValueError(f"{path.name}: give the figure a name that ends in .png or .svg.")
    return path


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("The axes belong to no figure: draw them anew.")
    return figure
