"""Figures: each takes a tidy frame and ``ax=None``, returns ``ax`` and computes nothing.

``title`` is the message of the figure in words. ``colours`` is what :func:`speaker_colours`
returns, the same for all figures of an article. :func:`show` puts a figure into a notebook,
:func:`save` into a file.
"""

from helpers.figures.about import tone_about_whom
from helpers.figures.balances import balances
from helpers.figures.bars import kinds_by_speaker, share_of_voice
from helpers.figures.dots import certainty, tone_by_speaker
from helpers.figures.forest import tone_forest
from helpers.figures.frames import frames_heatmap
from helpers.figures.lanes import shares_in_lanes
from helpers.figures.matrix import worded_matrix
from helpers.figures.mirrored import agency, heard_and_spoken_about
from helpers.figures.output import png, save, show
from helpers.figures.placed import placed_among
from helpers.figures.ribbon import voice_ribbon
from helpers.figures.specifications import specification_curve
from helpers.figures.style import STYLE, contrast, ink, speaker_colours, text_on, tint
from helpers.figures.toward import who_about_whom
from helpers.figures.words import marking_words

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
    "tone_by_speaker",
    "tone_forest",
    "voice_ribbon",
    "who_about_whom",
    "worded_matrix",
]
