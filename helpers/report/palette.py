"""Palette: every colour of the figures, the annotated article, the tables and the site.

No other file of ``helpers`` holds a colour. Python code reads the names; style sheets write
``var(--nv-quiet-ink)`` for ``QUIET_INK``, which :func:`fill_colours` replaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.speakers.actor import NARRATOR, UNATTRIBUTED

# Okabe & Ito (2008, "Color Universal Design") without black and yellow, which are too close to
# ink and paper; then the "muted" scheme of Tol (2021, "Colour schemes", SRON/EPS/TN/09-002),
# those that stay apart from the first six.
BLUE = "#0072B2"
SPEAKERS = (
    *(BLUE, "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"),
    *("#332288", "#882255", "#999933", "#117733", "#AA4499", "#DDCC77"),
)
NARRATOR_GREY = "#767676"  # 4.5:1 on white, so that it serves for text too
UNATTRIBUTED_GREY = "#BDBDBD"  # nobody's words: paler than the narrator's
NEUTRAL = "#4A5A66"  # what belongs to no speaker: no other colour here is this slate

PAPER = "#FFFFFF"
INK = "#1A1A1A"
AXIS_INK = "#333333"  # labels of axes and notes: below the titles in weight
QUIET_INK = "#595959"  # 7:1 on white: column heads, the narrator's name
AXIS = "#8A8A8A"  # lines of the axes
GRID = "#E2E2E2"
STRIPE = "#F6F6F6"  # every other row, to lead the eye
EMPTY = "#F4F4F4"  # every other paragraph; hatched, a cell without text
CELL_EDGE = "#D0D0D0"  # of a cell that counts 0

# One hue from near white to dark blue: light and dark say the same in grey.
FEW, MANY = "#EAF2F8", "#084081"
# The sides of a tone. Orange and blue stay apart for all kinds of colour vision; the orange is
# darker than that of the speakers, since thin strokes have it.
NEGATIVE, ZERO, POSITIVE = "#B04A00", NARRATOR_GREY, BLUE

LINK = "#0B4F8A"  # of the annotated article
RULE = "#CCCCCC"  # between the rows of its table
TABLE_RULE = "#8885"  # half transparent, for notebooks on white and on black
SITE_PRIMARY = "#1F4E5F"  # heads and the logo: a dark teal that no speaker has
SITE_LINK = "#1F5F7A"
SITE_HOVER = "#8A4B08"
SITE_INK = "#222222"
SITE_QUIET_INK = "#555555"
SITE_SURFACE = "#F6F5F1"  # code and cards: warm, unlike the paper of figures
SITE_BORDER = "#DCD8CF"
SITE_SHADE = "#0003"  # at the edge of what scrolls
LOGO_SECOND = "#D98C2B"  # the second speech balloon of the logo

MIN_CONTRAST = 4.5  # WCAG 2.2, level AA, text


def fill_colours(sheet: str) -> str:
    """Return CSS or SVG with every ``var(--nv-NAME)`` replaced by that colour of this module."""
    return re.sub(
        r"var\(--nv-([a-z-]+)\)",
        lambda found: globals()[found.group(1).replace("-", "_").upper()],
        sheet,
    )


def speaker_colours(names: Iterable[str]) -> dict[str, str]:
    """Return one colour (``#RRGGBB``) for each name, by its place in the list.

    The narrator is neutral grey and the unattributed light grey; they use up no colour. Twelve
    speakers get colours of their own; from the thirteenth the palette begins again, so no figure
    relies on colour alone: every mark has its speaker's name.
    """
    colours = {NARRATOR: NARRATOR_GREY, UNATTRIBUTED: UNATTRIBUTED_GREY}
    unique = list(dict.fromkeys(names))
    speakers = [name for name in unique if name not in colours]
    colours |= {name: SPEAKERS[i % len(SPEAKERS)] for i, name in enumerate(speakers)}
    return {name: colours[name] for name in unique}


def complete(colours: dict[str, str] | None, names: Iterable[str]) -> dict[str, str]:
    """Return the colours given, and one for every name that has none yet."""
    given = colours or {}
    return {**speaker_colours([*given, *names]), **given}


def tint(colour: str, strength: float = 0.22) -> str:
    """Return the colour thinned with white, for a background under dark text."""
    return _blend(colour, PAPER, strength)


def ink(colour: str, background: str = PAPER) -> str:
    """Return the colour, darkened as far as text on the background needs (WCAG AA, 4.5:1)."""
    for percent in range(100, -1, -2):
        darker = _blend(colour, INK, percent / 100)
        if contrast(darker, background) >= MIN_CONTRAST:
            return darker
    return INK


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of the term)."""

    def luminance(colour: str) -> float:
        parts = [c / 255 for c in _channels(colour)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(background: str) -> str:
    """Return ink or white, whichever reads better on the background."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, background))


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _blend(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)
