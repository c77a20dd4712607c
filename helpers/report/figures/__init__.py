"""Figures: each draws a tidy frame into ``ax``, or a new figure, and returns the axes.

Notebooks 04 to 06 and 09 show each with its table. ``title`` is the message of the figure in
words. ``colours`` is what :func:`helpers.report.palette.speaker_colours` returns, the same for all
figures of an article. :func:`show` puts a figure into a notebook, :func:`save` into a file.
"""

from helpers.report.figures.bars import counted_bars, kinds_by_speaker, share_of_voice
from helpers.report.figures.diverging_bars import heard_and_spoken_about
from helpers.report.figures.interval_plots import marking_words, net_balance, rates
from helpers.report.figures.matrix import frames_heatmap, worded_matrix
from helpers.report.figures.output import png, save, show
from helpers.report.figures.place_in_distribution import place_in_distribution
from helpers.report.figures.ribbon import voice_ribbon
from helpers.report.figures.small_multiples import small_multiples
from helpers.report.figures.specifications import specification_curve
from helpers.report.palette import speaker_colours

__all__ = [
    "counted_bars",
    "frames_heatmap",
    "heard_and_spoken_about",
    "kinds_by_speaker",
    "marking_words",
    "net_balance",
    "place_in_distribution",
    "png",
    "rates",
    "save",
    "share_of_voice",
    "show",
    "small_multiples",
    "speaker_colours",
    "specification_curve",
    "voice_ribbon",
    "worded_matrix",
]
