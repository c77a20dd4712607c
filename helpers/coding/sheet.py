"""Coding sheet: every unit by every measure, with the evidence, for people to fill in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.analysis import Analysis
from helpers.measures.codebook import Measure
from helpers.measures.counting import measure_hits
from helpers.measures.shared.word_categories import NO_CATEGORY

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("article", "unit", "start", "end", "speaker", "text", "measure")
SUGGESTED = ("evidence", "machine")
FILLED_IN = ("coding", "note")
GAP = " … "  # where another voice's words stand between the pieces of a unit
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
        article: first twelve characters of the text's SHA-256, so that no coding is read into
            another text.
        unit, start, end, speaker: of the unit, from its first to its last word; text: its words,
            with … where another voice stands between.
        measure: name in the codebook; its rows stand together, in the order of the text.
        choices: the values that the coder may choose from.
        evidence: the words that the program found, with category, and "denied" where they are.
        machine: the program's suggestion; both empty on a blind sheet.
        coding, note: empty, for the coder.

    The suggestion is, for the scale "any", all categories with evidence, or "none"; for the scale
    "one" the category with most evidence, the last one of the codebook where none has or two tie.

    Args:
        analysis: of one article.
        codebook: measures (``helpers.measures.codebook.load_codebook``); those of the whole
        article are
            left out.
        blind: without evidence and suggestion. A coder who has seen what the program suggests no
            longer codes independently of it: agreement with the machine is measured blind.
        coder: the coder's name, so that sheets of several coders can be put into one file.

    On coding sheets and independent coding: Krippendorff (2018), "Content Analysis", chapter 12.
    """
    import pandas as pd

    units = _units(analysis.segments)
    identity = analysis.article.provenance.sha256[:12]
    rows = []
    for measure in codebook.values():
        if not measure.coded:
            continue
        found: defaultdict[int, list[dict[str, object]]] = defaultdict(list)
        if not blind:
            for record in measure_hits(analysis, measure).to_dict("records"):
                found[int(record["unit"])].append({str(k): v for k, v in record.items()})
        for unit, about in units.items():
            hits = found[unit]
            rows.append(
                {
                    "article": identity,
                    "unit": unit,
                    **about,
                    "measure": measure.name,
                    "choices": SEPARATOR.join(_choices(measure)),
                    "evidence": "" if blind else _evidence(hits),
                    "machine": "" if blind else _suggestion(hits, measure),
                    "coding": "",
                    "note": "",
                }
            )
    table = pd.DataFrame(rows, columns=[*COLUMNS, "choices", *SUGGESTED, *FILLED_IN])
    if coder:
        table.insert(0, "coder", coder)
    return table


def write_sheet(sheet: pd.DataFrame, path: Path) -> Path:
    """Write a coding sheet as CSV that spreadsheet programs open, and return its path.

    Raises:
        FileExistsError: there is such a file; it may hold somebody's codings.
    """
    # a byte order mark, so that Excel reads the file as UTF-8
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        sheet.to_csv(file, index=False)
    return path


def joined(values: list[str] | tuple[str, ...] | set[str], measure: Measure) -> str:
    """Return values as one cell, in the order of the codebook; "none" for no value."""
    ordered = [category for category in measure.categories if category in values]
    return SEPARATOR.join(ordered) or NO_CATEGORY


def _choices(measure: Measure) -> tuple[str, ...]:
    return measure.categories + ((NO_CATEGORY,) if measure.scale == "any" else ())


def _units(segments: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Start, end, speaker and text of each unit, in the order of the text."""
    columns = ("unit", "start", "end", "speaker", "text")
    pieces = sorted(zip(*(segments[name] for name in columns), strict=True), key=itemgetter(1))
    units: dict[int, dict[str, Any]] = {}
    last = -1
    for unit, start, end, speaker, words in pieces:
        text = " ".join(words.split())
        if unit not in units:
            units[unit] = {"start": start, "end": end, "speaker": speaker, "text": text}
        else:
            gap = " " if unit == last else GAP
            units[unit] |= {"end": end, "text": units[unit]["text"] + gap + text}
        last = unit
    return units


def _evidence(hits: list[dict[str, object]]) -> str:
    shown = (
        f"{' '.join(str(hit['text']).split())} ({hit['category']}"
        f"{', denied' if hit.get('negated') else ''})"
        for hit in hits
    )
    return SEPARATOR.join(dict.fromkeys(shown))


def _suggestion(hits: list[dict[str, object]], measure: Measure) -> str:
    counts = Counter(str(hit["category"]) for hit in hits)
    if measure.scale == "any":
        return joined(set(counts), measure)
    best = [category for category, n in counts.items() if n == max(counts.values())]
    return best[0] if len(best) == 1 else measure.categories[-1]
