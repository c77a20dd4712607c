"""Pictures: the main figures of an analysis, each with its finding as title, as files.

They are those of notebooks 04 to 06, drawn from the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis import Analysis
from helpers.measures.tone import CHOICES
from helpers.report import figures
from helpers.report.findings import speakers as findings
from helpers.report.findings import tone as tone_findings

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg")


def draw_figures(
    analysis: Analysis, tables: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, Axes]]:
    """Yield the name and the axes of each main figure; a measure without rows has none.

    Args:
        analysis: of one article.
        tables: its tables by name, as ``helpers.report.export.tables_of`` returns them.
    """
    colours = figures.speaker_colours(analysis.speakers)
    voices, segments = tables["share_of_voice"], tables["voice_segments"]
    title = findings.loudest(voices)
    yield "share_of_voice", figures.share_of_voice(voices, colours, title=title)
    title = findings.order_of_voices(segments)
    yield "voice_ribbon", figures.voice_ribbon(segments, colours, title=title)
    kinds = tables["directness"]
    if kinds["n"].sum():
        title = findings.wording(kinds)
        yield "directness", figures.kinds_by_speaker(kinds, colours, title=title)
    gap = tables["voice_gap"]
    if len(gap):
        title = findings.never_heard(gap)
        yield "voice_gap", figures.heard_and_spoken_about(gap, colours, title=title)
    summary = tables["specification_summary"]
    if len(summary):
        every = tables["specifications"]
        own = every["speaker"] == tone_findings.leading_voice(summary)
        curve = every[own & (every["baseline"] == "zero")]
        title = tone_findings.choices(summary)
        yield "tone", figures.specification_curve(curve, CHOICES, title=title)
    frames = tables["frames"]
    if len(frames):
        title = findings.frames(frames)
        yield "frames", figures.frames_heatmap(frames, title=title)
    certainty = tables["certainty"]
    if len(certainty):
        title = findings.certainty(certainty)
        yield "certainty", figures.certainty(certainty, colours, title=title)
    roles = tables["agency"]
    if len(roles):
        title = findings.busiest(roles)
        yield "agency", figures.agency(roles, colours, title=title)


def write_figures(
    analysis: Analysis, tables: Mapping[str, pd.DataFrame], folder: Path
) -> list[Path]:
    """Write each main figure as PNG and SVG into a folder and return the files."""
    from helpers.report.figures.output import close

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, ax in draw_figures(analysis, tables):
        written += [figures.save(ax, folder / f"{name}{ending}") for ending in FORMATS]
        close(ax)
    return written
