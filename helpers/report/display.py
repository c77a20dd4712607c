"""Display: findings, tables and readings as notebooks show them."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping

import pandas as pd
from IPython.display import HTML, Markdown

from helpers.article import DATA
from helpers.prose import as_markdown, sentence
from helpers.report.palette import TABLE_RULE

READINGS = DATA / "readings"
MOST_ROWS = 12  # of a table before a fold

_STYLE = (
    "<style>.nv-table{overflow-x:auto;margin:.6em 0}"
    ".nv-table table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    ".nv-table caption{text-align:left;font-weight:600;padding:.2em 0;caption-side:top}"
    # doubled: JupyterLab and the site have rules of their own for cells
    ".nv-table.nv-table th,.nv-table.nv-table td{padding:.25em .7em;"
    f"vertical-align:top;border-bottom:1px solid {TABLE_RULE};white-space:normal;max-width:34em}}"
    ".nv-table.nv-table .nv-number{white-space:nowrap}</style>"
)


def show_finding(*findings: str) -> Markdown | None:
    """Return a finding in bold, or several as a list; empty ones are left out, text is escaped."""
    lines = [as_markdown(sentence(finding)) for finding in findings if finding]
    if not lines:
        return None
    if len(lines) == len(findings) == 1:
        return Markdown(f"**{lines[0]}**")
    return Markdown("\n".join(f"- {line}" for line in lines))


def show_table(
    frame: pd.DataFrame,
    caption: str,
    *,
    formats: Mapping[str, str] | None = None,
) -> HTML:
    """Return a frame as an HTML table with a caption, plain column names, numbers to the right.

    All text is escaped. A missing value is a dash, ``True`` and ``False`` are yes and no; a frame
    without rows is its caption and "none". Rows beyond the first twelve are behind a fold.
    ``formats`` has format specifications by column, for example ``{"share": ".0%"}``.
    """
    if frame.empty:
        return HTML(f"<p><b>{html.escape(caption)}:</b> none.</p>")
    shown = [str(column) for column in frame.columns]
    formats = formats or {}
    numeric = {
        c for c in shown
        if pd.api.types.is_numeric_dtype(frame[c]) and not pd.api.types.is_bool_dtype(frame[c])
    }  # fmt: skip

    def cell(column: str, value: object, tag: str = "td") -> str:
        # In the element itself: JupyterLab drops style sheets from notebooks not yet trusted, and
        # sets all cells of its pages to the right.
        side = "right" if column in numeric else "left"
        look = f' style="text-align:{side}"' + ' class="nv-number"' * (column in numeric)
        text = str(value) if tag == "th" else _shown(value, formats.get(column, ""))
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{look}>{html.escape(text)}</{tag}>"

    head = "".join(cell(column, column.replace("_", " "), "th") for column in shown)
    rows = [
        "<tr>" + "".join(cell(c, v) for c, v in zip(shown, row, strict=True)) + "</tr>"
        for row in frame[shown].itertuples(index=False, name=None)
    ]

    def table(lines: list[str], title: str) -> str:
        return (
            f'<div class="nv-table"><table>{title}<thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(lines)}</tbody></table></div>"
        )

    title = f'<caption style="text-align:left">{html.escape(caption)}</caption>'
    shown_table = table(rows[:MOST_ROWS], title)
    more = len(rows) - MOST_ROWS
    if more > 0:
        summary = f"<summary>{more:,} more row{'s' if more > 1 else ''}</summary>"
        shown_table += f"<details>{summary}{table(rows[MOST_ROWS:], '')}</details>"
    return HTML(_STYLE + shown_table)


def _shown(value: object, specification: str) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if str(value) in ("True", "False") and not isinstance(value, str):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    if isinstance(value, float) and not specification:
        specification = ".2f"
    return format(value, specification) if specification else str(value)


def reading_of(digest: str) -> str | None:
    """Return somebody's reading of a text or corpus as Markdown, or None where nobody wrote one.

    A reading is a file in ``data/readings`` whose first line is ``sha256: `` and the sum of the
    article's file or of the corpus's input, so that it is never shown beside another text.
    """
    for path in sorted(READINGS.glob("*.md")):
        first, _, reading = path.read_text(encoding="utf-8").partition("\n")
        if first.strip() == f"sha256: {digest}":
            return reading.strip()
    return None
