"""Reading sheets: the codings of filled sheets, checked line by line, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.coding.sheet import SEPARATOR, as_cell
from helpers.corrections.tables import TableError, offsets, table_rows
from helpers.measures.codebook import Measure
from helpers.measures.shared.word_categories import NO_CATEGORY
from helpers.thresholds import SAME_UNIT

MACHINE = "machine"
NEEDED = ("article", "start", "end", "speaker", "measure", "coding", "note")
COLUMNS = ("coder", "article", "start", "end", "speaker", "measure", "value", "note")


Span = tuple[int, int]


class CodingError(TableError):
    """A filled sheet can't be used; the message names the file, the line and what to do."""


def read_sheet(path: Path, codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return the codings of a filled sheet, one row for each coded unit and measure.

    Rows without a coding are left out: an empty cell means *not coded*, "none" that no category
    applies. Commas, semicolons or tabs may separate the columns, as spreadsheet programs like;
    capital letters and blanks in values do not matter.

    Columns: ``coder`` (the file's name without its ending, where the sheet has no such column or
    leaves it empty), ``article``, ``start``, ``end``, ``speaker``, ``measure``, ``value``
    (categories of the codebook in its order, separated by "; "), ``note``.

    Raises:
        CodingError: the file or a line does not fit.
    """
    rows: list[dict[str, object]] = []
    lines: dict[tuple[object, ...], int] = {}
    for number, cells in table_rows(path, NEEDED, CodingError):
        where = f"{path.name}, line {number}"
        if not cells["coding"].strip():
            continue
        if cells["measure"] not in codebook:
            raise CodingError(f"{where}: {_unknown(cells['measure'], codebook, 'measure')}")
        measure = codebook[cells["measure"]]
        if not measure.coded:
            raise CodingError(f"{where}: {measure.name} is not coded by units; leave it empty.")
        start, end = offsets(cells, where, CodingError)
        who = cells.get("coder", "").strip() or path.stem
        if who == MACHINE:
            raise CodingError(f"{where}: {MACHINE!r} is the program's own name; name the coder.")
        key = (cells["article"], start, end, measure.name, who)
        if key in lines:
            raise CodingError(
                f"{where}: the same unit is coded for {measure.name} in line {lines[key]} already: "
                f"remove one of the two."
            )
        lines[key] = number
        row = dict(zip(("article", "start", "end", "measure", "coder"), key, strict=True))
        value = _value(cells["coding"], measure, where)
        note = cells["note"].strip()
        rows.append({**row, "speaker": cells["speaker"], "value": value, "note": note})
    if not rows:
        raise CodingError(f"{path.name}: nothing is filled in in the column coding.")
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_sheets(paths: Iterable[Path], codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return the codings of several sheets (columns: :func:`read_sheet`).

    Raises:
        CodingError: a file or a line does not fit, two files hold the codings of one coder, or
            they code different texts.
    """
    tables = [read_sheet(path, codebook) for path in paths]
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    names = [str(name) for table in tables for name in table["coder"].unique()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise CodingError(f"Two sheets are by {twice}: name each file for its coder.")
    codings = pd.concat(tables, ignore_index=True)
    if codings["article"].nunique() > 1:
        raise CodingError(
            f"The sheets of {', '.join(names)} code different texts (column article): compare "
            f"sheets of the same article."
        )
    return codings


def match_units(codings: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return codings with the units that the article has now.

    Where the program now cuts a unit differently than in the coder's sheet, the unit is found by
    its overlap: more than half of the characters of both. Of a coder's codings that match the
    same unit the one with the most overlap is kept; one that matches none is left out.

    Raises:
        CodingError: the codings are of another text.
    """
    others = set(codings["article"]) - set(sheet["article"])
    if others:
        raise CodingError(
            f"The codings are of another text (column article: {', '.join(sorted(others))}): use "
            f"a sheet that was written for this article."
        )
    units = sorted(set(zip(sheet["start"], sheet["end"], strict=True)))
    spans = set(zip(codings["start"], codings["end"], strict=True))
    nearest = {span: _nearest(span, units) for span in spans}
    best: dict[tuple[object, ...], tuple[float, dict[Any, object]]] = {}
    for row in codings.to_dict("records"):
        overlap, (start, end) = nearest[row["start"], row["end"]]
        key = row["coder"], row["measure"], start, end
        if overlap > SAME_UNIT and overlap > best.get(key, (0.0, {}))[0]:
            best[key] = overlap, {**row, "start": start, "end": end}
    return pd.DataFrame([row for _, row in best.values()], columns=list(codings.columns))


def _nearest(span: Span, units: Sequence[Span]) -> tuple[float, Span]:
    """The unit that shares most characters with a span, and that share of both."""

    def overlap(unit: Span) -> float:
        shared = min(span[1], unit[1]) - max(span[0], unit[0])
        return max(shared, 0) / (max(span[1], unit[1]) - min(span[0], unit[0]))

    return max(((overlap(unit), unit) for unit in units), default=(0.0, span))


def machine_codings(sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the program's suggestions of a coding sheet as the codings of a coder "machine".

    Columns: as :func:`read_sheet`. A measure that only a coder answers has no rows.
    """
    suggested = sheet[sheet["machine"] != ""]
    codings = suggested.rename(columns={"machine": "value"}).assign(coder=MACHINE)
    return codings[list(COLUMNS)].reset_index(drop=True)


def _value(cell: str, measure: Measure, where: str) -> str:
    """The checked value of a cell, in the codebook's words and order."""
    known = {_plain(category): category for category in (*measure.categories, NO_CATEGORY)}
    parts = [_plain(part) for part in cell.replace("\n", ";").split(SEPARATOR.strip())]
    given = [part for part in parts if part]
    for part in given:
        if part not in known:
            raise CodingError(f"{where}: {_unknown(part, known, f'value of {measure.name}')}")
    values = {known[part] for part in given}
    if measure.scale == "one" and (len(values) != 1 or NO_CATEGORY in values):
        raise CodingError(
            f"{where}: {measure.name} takes exactly one of {', '.join(measure.categories)}."
        )
    if NO_CATEGORY in values and len(values) > 1:
        raise CodingError(f"{where}: 'none' can't be combined with another value.")
    if not values:
        raise CodingError(f"{where}: {cell.strip()!r} holds no value; use none or leave it empty.")
    return as_cell(values, measure)


def _plain(value: str) -> str:
    return " ".join(value.casefold().split())


def _unknown(given: str, known: Iterable[str], what: str) -> str:
    close = get_close_matches(given, list(known), n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; use one of {', '.join(known)}."
    return f"the codebook has no {what} {given!r}{hint}"
