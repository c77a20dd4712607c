"""Figures: each draws a tidy frame and returns the axes; :func:`show` and :func:`save` take them.

``title`` is the message of the figure in words. ``colours`` is what
:func:`helpers.report.palette.speaker_colours` returns, the same for all figures of an article.
"""

from helpers.report.figures.bars import (
    counted_bars,
    share_of_voice,
    voice_ribbon,
)
from helpers.report.figures.estimates import (
    net_balance,
    pairs,
    place_in_distribution,
    rates,
    specification_curve,
)
from helpers.report.figures.matrix import worded_matrix
from helpers.report.figures.style import png, save, show
from helpers.report.palette import speaker_colours
