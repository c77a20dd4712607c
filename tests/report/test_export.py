import base64
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text, load_article
from helpers.corpus import TABLES as CORPUS_TABLES
from helpers.report.export import (
    DICTIONARY,
    EVERY,
    TABLES,
    data_dictionary,
    draw_figures,
    export,
    tables_of,
)
from helpers.report.figures import png

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TEXT = (
    "Rain is near\n\n"
    '"It will rain for days", minister Kim Roe said. Officials said that the flood killed cattle.'
)
ANALYSIS = analyse(article_from_text(TEXT, any_language=True))
EMPTY = analyse(article_from_text("It rained.", any_language=True))
FULL, BARE = tables_of(ANALYSIS), tables_of(EMPTY)
BOTH = pytest.mark.parametrize(("analysis", "tables"), [(ANALYSIS, FULL), (EMPTY, BARE)])


def test_every_column_of_every_table_has_a_meaning() -> None:
    dictionary = data_dictionary(FULL)
    assert len(dictionary) == sum(len(table.columns) for table in FULL.values())
    assert (dictionary["meaning"].str.len() > 5).all()


def test_the_dictionary_describes_no_table_or_column_that_is_gone() -> None:
    rows = pd.read_csv(DICTIONARY, sep="\t", comment="#", keep_default_na=False)
    assert set(rows["table"]) <= {*TABLES, *CORPUS_TABLES, EVERY, "data_dictionary"}
    for row in rows[rows["table"].isin(FULL)].itertuples():
        assert row.column in FULL[row.table].columns, row


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(KeyError, match=r"paragraphs\.colour"):
        data_dictionary({"paragraphs": pd.DataFrame({"colour": ["red"]})})


@BOTH
def test_offsets_give_the_words_back(analysis, tables) -> None:
    for name, table in tables.items():
        if not {"start", "end", "text"} <= set(table.columns):
            continue
        for row in table.itertuples():
            assert analysis.text[row.start : row.end] == row.text, name


@BOTH
def test_a_measure_without_rows_has_no_figure(analysis, tables) -> None:
    names = [name for name, _ in draw_figures(analysis, tables)]
    assert {"share_of_voice", "voice_ribbon"} <= set(names)
    assert len(names) == 2 or analysis is ANALYSIS


@pytest.mark.usefixtures("few_tables")
def test_the_figures_are_those_of_the_notebooks() -> None:
    analysis = analyse(load_article())
    drawn = dict(draw_figures(analysis, tables_of(analysis)))
    notebooks = "".join(
        path.read_text(encoding="utf-8") for path in NOTEBOOKS.glob("0[456]_*.ipynb")
    )
    assert len(drawn) == 4
    for name, ax in drawn.items():
        assert base64.b64encode(png(ax)).decode() in notebooks, name


def test_export_writes_tables_dictionary_and_page(tmp_path: Path) -> None:
    export(ANALYSIS, tmp_path)
    written = {path.stem for path in (tmp_path / "tables").glob("*.csv")}
    assert written == {*FULL, "data_dictionary"}
    for name in written:
        columnar = pd.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        separated = pd.read_csv(tmp_path / "tables" / f"{name}.csv")
        assert list(columnar.columns) == list(separated.columns)
        assert len(columnar) == len(separated)
    pictures = list((tmp_path / "figures").iterdir())
    assert {path.suffix for path in pictures} == {".png", ".svg"}
    for path in pictures:
        assert path.read_bytes().startswith((b"\x89PNG", b"<?xml"))
    page = (tmp_path / "annotated-article.html").read_text(encoding="utf-8")
    assert "Kim Roe" in page
    again = pd.read_csv(tmp_path / "tables/attributions.csv")
    assert again["speaker"].tolist() == [a.speaker for a in ANALYSIS.attributions]


def test_tables_without_rows_keep_their_columns() -> None:
    for name, table in FULL.items():
        assert list(table.columns) == list(BARE[name].columns), name
