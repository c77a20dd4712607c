"""Coding sheet: every unit by every measure, with the evidence, for coders to fill in."""

from __future__ import annotations

import errno
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.article.whole_files import write_csv
from helpers.measures.codebook import Measure
from helpers.measures.counting import measure_hits
from helpers.measures.shared.word_categories import NO_CATEGORY

COLUMNS = ("article", "unit", "start", "end", "speaker", "text", "measure")
GAP = " … "  # where another voice's words are between the pieces of a unit
SEPARATOR = "; "


def coding_sheet(
    analysis: Analysis,
    codebook: Mapping[str, Measure],
    *,
    blind: bool = False,
    coder: str | None = None,
) -> pd.DataFrame:
    """Return a coding sheet: one row for each unit (one voice in one sentence) and measure.

    Columns:
        coder: who is to fill it in; the column is there where ``coder`` is given.
        article: first twelve characters of the text's SHA-256, which tell the text of a coding.
        unit, start, end, speaker: of the unit, from its first to its last word; text: its words,
            with … where another voice is between.
        measure; choices: the values that the coder may choose from.
        evidence: the words that the program found, with category, and "denied" where they are.
        machine: the program's suggestion. Both are empty on a blind sheet, and for a measure that
            only a coder answers.
        coding, note: empty, for the coder.

    The suggestion is, for the scale "any", all categories with evidence, or "none"; for the scale
    "one" the category with the most evidence, the last one of the codebook where none has any or
    two tie. Measures of the whole article are left out. A coder who has seen what the program
    suggests no longer codes independently of it: agreement with it is measured blind.
    """
    units = _units(analysis.segments)
    rows = []
    for measure in codebook.values():
        if measure.coded:
            none = [NO_CATEGORY] if measure.scale == "any" else []
            fixed = {
                "article": analysis.article.provenance.sha256[:12],
                "measure": measure.name,
                "choices": SEPARATOR.join([*measure.categories, *none]),
            }
            suggested = {} if blind else _suggestions(analysis, measure, units)
            for unit, about in units.items():
                evidence, machine = suggested.get(unit, ("", ""))
                rows.append(fixed | about | {"evidence": evidence, "machine": machine})
    columns = [*COLUMNS, "choices", "evidence", "machine"]
    table = pd.DataFrame(rows, columns=columns).assign(coding="", note="")
    if coder:
        table.insert(0, "coder", coder)
    return table


def _suggestions(
    analysis: Analysis, measure: Measure, units: Iterable[int]
) -> dict[int, tuple[str, str]]:
    """The evidence and the suggested value of each unit; nothing where only a coder answers."""
    if not measure.answered:
        return {}
    found: defaultdict[int, list[dict[Any, Any]]] = defaultdict(list)
    for hit in measure_hits(analysis, measure).to_dict("records"):
        found[hit["unit"]].append(hit)
    return {unit: (_evidence(found[unit]), _suggestion(found[unit], measure)) for unit in units}


def write_sheet(sheet: pd.DataFrame, path: Path) -> Path:
    """Write a coding sheet as CSV that spreadsheet programs open, and return its path.

    Raises:
        FileExistsError: there is such a file; it may hold somebody's codings.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, "it is there already", str(path))
    # a byte order mark, so that Excel reads the file as UTF-8
    write_csv(sheet, path, encoding="utf-8-sig")
    return path


def as_cell(values: Collection[str], measure: Measure) -> str:
    """Return values as one cell, in the order of the codebook; "none" for no value."""
    ordered = [category for category in measure.categories if category in values]
    return SEPARATOR.join(ordered) or NO_CATEGORY


def _units(segments: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Start, end, speaker and text of each unit, in the order of the text."""
    columns = ("unit", "start", "end", "speaker", "text")
    pieces = sorted(zip(*(segments[name] for name in columns), strict=True), key=itemgetter(1))
    units: dict[int, dict[str, Any]] = {}
    last = -1
    for unit, start, end, speaker, words in pieces:
        text = " ".join(words.split())
        if unit not in units:
            units[unit] = {
                "unit": unit,
                "start": start,
                "end": end,
                "speaker": speaker,
                "text": text,
            }
        else:
            gap = " " if unit == last else GAP
            units[unit] |= {"end": end, "text": units[unit]["text"] + gap + text}
        last = unit
    return units


def _evidence(hits: list[dict[Any, Any]]) -> str:
    shown = (
        f"{' '.join(str(hit['text']).split())} ({hit['category']}"
        f"{', denied' if hit.get('negated') else ''})"
        for hit in hits
    )
    return SEPARATOR.join(dict.fromkeys(shown))


def _suggestion(hits: list[dict[Any, Any]], measure: Measure) -> str:
    counts = Counter(str(hit["category"]) for hit in hits)
    if measure.scale == "any":
        return as_cell(counts, measure)
    best = [category for category, n in counts.items() if n == max(counts.values())]
    return best[0] if len(best) == 1 else measure.categories[-1]
