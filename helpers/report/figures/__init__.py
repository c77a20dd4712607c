"""Figures: each takes a tidy frame and ``ax=None``, returns ``ax`` and computes nothing.

``title`` is the message of the figure in words. ``colours`` is what :func:`speaker_colours`
returns, the same for all figures of an article. :func:`show` puts a figure into a notebook,
:func:`save` into a file.
"""

from helpers.report.figures.about import tone_about_whom
from helpers.report.figures.balances import balances
from helpers.report.figures.bars import kinds_by_speaker, share_of_voice
from helpers.report.figures.dots import certainty
from helpers.report.figures.frames import frames_heatmap
from helpers.report.figures.lanes import shares_in_lanes
from helpers.report.figures.matrix import worded_matrix
from helpers.report.figures.mirrored import agency, heard_and_spoken_about
from helpers.report.figures.output import png, save, show
from helpers.report.figures.placed import placed_among
from helpers.report.figures.ribbon import voice_ribbon
from helpers.report.figures.specifications import specification_curve
from helpers.report.figures.style import STYLE, contrast, ink, speaker_colours, text_on, tint
from helpers.report.figures.words import marking_words

__all__ = [
    "STYLE",
    "agency",
    "balances",
    "certainty",
    "contrast",
    "frames_heatmap",
    "heard_and_spoken_about",
    "ink",
    "kinds_by_speaker",
    "marking_words",
    "placed_among",
    "png",
    "save",
    "share_of_voice",
    "shares_in_lanes",
    "show",
    "speaker_colours",
    "specification_curve",
    "text_on",
    "tint",
    "tone_about_whom",
    "voice_ribbon",
    "worded_matrix",
]
