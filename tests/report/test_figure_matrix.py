"""The matrix of words: what its cells show."""

import pandas as pd
import pytest

from helpers.report.figures import frames_heatmap, png, worded_matrix

ROWS = [
    ("a", "x", 3, "hit (2), kill (1)", 1),
    ("a", "y", 0, "", 0),
    ("nobody", "x", 1, "b (1)", 0),
]
TABLE = pd.DataFrame(ROWS, columns=["doer", "acted_on", "count", "deeds", "by_coder"])


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_numbers_words_and_the_mark_of_codings_by_hand():
    ax = worded_matrix(TABLE, "doer", "acted_on", "deeds", note="deeds")
    assert texts(ax) == ["3•", "hit (2)\nkill", "0", "1", "b"]
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(hatched) == 1  # nobody and y: a pair that the table does not have
    assert "•: coded by hand" in ax.get_figure().get_supxlabel()
    plain = worded_matrix(TABLE.drop(columns="by_coder"), "doer", "acted_on", "deeds", note="n")
    assert texts(plain)[0] == "3"
    assert ax.get_figure() is not plain.get_figure()


def test_names_that_stand_last_and_the_head():
    table = TABLE.iloc[::-1]
    ax = worded_matrix(table, "doer", "acted_on", "deeds", last=["nobody"], head="acts")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "nobody"]
    assert "acts" in texts(ax)
    assert png(ax)[:4] == b"\x89PNG"


def test_more_words_than_a_cell_holds_end_in_dots():
    words = ", ".join(f"word{k} (1)" for k in range(7))
    table = pd.DataFrame([("a", "x", 7, words)], columns=["r", "c", "count", "w"])
    assert texts(worded_matrix(table, "r", "c", "w"))[1].endswith("word4\n…")


def test_a_table_without_rows_says_so():
    assert texts(worded_matrix(TABLE.iloc[:0], "doer", "acted_on", "deeds")) == ["nothing to show"]
    with pytest.raises(ValueError, match="no column deeds"):
        worded_matrix(TABLE.drop(columns="deeds"), "doer", "acted_on", "deeds")


def test_the_heat_map_marks_codings_by_hand():
    rows = [("Kim Roe", "conflict", 3, 4, 50, 4), ("narrator", "conflict", 0, 4, 50, 0)]
    columns = ["speaker", "frame", "count", "n", "words", "by_coder"]
    assert texts(frames_heatmap(pd.DataFrame(rows, columns=columns))) == ["3•", "0"]
