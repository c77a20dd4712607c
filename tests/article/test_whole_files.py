"""What is written is whole or not there, holds no formula, and is read back as it was."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.article.whole_files import guarded, unguarded, whole_file, whole_folder, write_csv
from helpers.coding.read_sheets import read_sheets
from helpers.coding.sheet import coding_sheet, write_sheet
from helpers.corrections import Correction, read_corrections, write_corrections
from helpers.measures.codebook import load_codebook

FORMULAS = ["=HYPERLINK(1)", "@SUM(A1)", "+1", "-1+1", "=cmd|' /C calc'!A0", "\t=1", "'=1", "''-"]


@given(st.text(alphabet="='+-@\t\r a", max_size=6))
def test_no_text_begins_like_a_formula_and_all_come_back(text: str) -> None:
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguarded(guarded(text)) == text


def test_a_table_holds_no_formula_and_its_numbers_stay(tmp_path: Path) -> None:
    table = pd.DataFrame({"text": [*FORMULAS, None], "number": range(-8, 1)})
    write_csv(table, tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [unguarded(row["text"]) for row in rows] == [*FORMULAS, ""]
    assert all(row["text"][:1] in "'" for row in rows)
    assert [int(row["number"]) for row in rows] == list(range(-8, 1))


def cells_of(path: Path) -> list[str]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [cell for row in csv.reader(file) for cell in row]


def test_corrections_and_sheets_hold_no_formula_and_come_back(tmp_path: Path) -> None:
    values = [formula.strip() for formula in FORMULAS]
    decisions = [Correction("rename", name="Kim Roe", value=v, coder=v) for v in values]
    write_corrections(tmp_path / "a.csv", decisions)
    assert read_corrections(tmp_path / "a.csv") == decisions
    analysis = analyse(article_from_text("“It will rain”, Kim Roe said.", any_language=True))
    codebook = load_codebook()
    measures = {"generic_frames": codebook["generic_frames"]}
    coded = coding_sheet(analysis, measures, coder="=cmd|' /C calc'!A0")
    write_sheet(coded.assign(coding="none", note="@SUM(A1)"), tmp_path / "sheet.csv")
    codings = read_sheets([tmp_path / "sheet.csv"], codebook)
    assert set(codings["coder"]) == {"=cmd|' /C calc'!A0"}
    assert set(codings["note"]) == {"@SUM(A1)"}
    for name in ("a.csv", "sheet.csv"):
        assert not {cell[:1] for cell in cells_of(tmp_path / name)} & set("=+-@\t\r")


def test_files_and_folders_are_replaced_whole_or_not_at_all(tmp_path):
    (tmp_path / "kept").write_text("before")
    for _ in range(2):
        with pytest.raises(OSError, match="full"), whole_file(tmp_path / "kept") as unfinished:
            unfinished.write_text("half")
            raise OSError("full")
        with pytest.raises(OSError, match="full"), whole_folder(tmp_path, ["kept"]) as part:
            (part / "kept").write_text("half")
            raise OSError("full")
    assert (tmp_path / "kept").read_text() == "before"
    with whole_folder(tmp_path, ["kept", "none"]) as part:
        (part / "kept").mkdir()
        (part / "other").write_text("no part")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
