from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.report.export import data_dictionary, export, tables_of
from helpers.report.pictures import write_figures

TEXT = (
    "Rain is near\n\n"
    '"It will rain for days", minister Kim Roe said. Officials said that the flood killed cattle.'
)
ANALYSIS = analyse(article_from_text(TEXT, any_language=True))
EMPTY = analyse(article_from_text("It rained.", any_language=True))


@pytest.mark.parametrize("analysis", [ANALYSIS, EMPTY])
def test_every_column_of_every_table_has_a_meaning(analysis) -> None:
    tables = tables_of(analysis)
    dictionary = data_dictionary(tables)
    assert len(dictionary) == sum(len(table.columns) for table in tables.values())
    assert (dictionary["meaning"].str.len() > 5).all()


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(KeyError, match=r"paragraphs\.colour"):
        data_dictionary({"paragraphs": pd.DataFrame({"colour": ["red"]})})


def test_tables_without_rows_keep_their_columns() -> None:
    full, empty = tables_of(ANALYSIS), tables_of(EMPTY)
    for name, table in full.items():
        assert list(table.columns) == list(empty[name].columns), name


@pytest.mark.parametrize("analysis", [ANALYSIS, EMPTY])
def test_offsets_give_the_words_back(analysis) -> None:
    for name, table in tables_of(analysis).items():
        if not {"start", "end", "text"} <= set(table.columns):
            continue
        for row in table.itertuples():
            assert analysis.text[row.start : row.end] == row.text, name


@pytest.mark.parametrize("analysis", [ANALYSIS, EMPTY])
def test_figures_are_written_in_both_formats(tmp_path: Path, analysis) -> None:
    written = write_figures(analysis, tables_of(analysis), tmp_path)
    names = {path.stem for path in written}
    assert {"share_of_voice", "voice_ribbon"} <= names
    assert ("voice_gap" in names) == (analysis is ANALYSIS)
    assert {path.suffix for path in written} == {".png", ".svg"}
    for path in written:
        assert path.read_bytes().startswith((b"\x89PNG", b"<?xml"))


def test_export_writes_tables_dictionary_and_page(tmp_path: Path) -> None:
    export(ANALYSIS, tmp_path)
    written = {path.stem for path in (tmp_path / "tables").glob("*.csv")}
    assert written == {*tables_of(ANALYSIS), "data_dictionary"}
    for name in written:
        columnar = pd.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        separated = pd.read_csv(tmp_path / "tables" / f"{name}.csv")
        assert list(columnar.columns) == list(separated.columns)
        assert len(columnar) == len(separated)
    page = (tmp_path / "annotated-article.html").read_text(encoding="utf-8")
    assert "Kim Roe" in page
    again = pd.read_csv(tmp_path / "tables/attributions.csv")
    assert again["speaker"].tolist() == [a.speaker for a in ANALYSIS.attributions]
