import pandas as pd
import pytest

from helpers.report.figures import style
from helpers.report.figures.text import counted_bars

TABLE = pd.DataFrame({"word": ["rain", "$ sun_"], "count": [3, 1], "skipped": [False, True]})


def test_bars_stand_in_the_order_of_the_table() -> None:
    ax = counted_bars(TABLE, "word", "count", title="Rain", note="times")
    assert [bar.get_width() for bar in ax.patches] == [3, 1]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["rain", "$ sun_"]
    assert ax.figure.get_supxlabel() == "times"


def test_pale_rows_differ_from_others() -> None:
    ax = counted_bars(TABLE, "word", "count", pale="skipped")
    first, second = (bar.get_facecolor() for bar in ax.patches)
    assert first != second


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="no column times"):
        counted_bars(TABLE, "word", "times")


def test_an_empty_table_gives_empty_axes() -> None:
    ax = counted_bars(TABLE.iloc[:0], "word", "count")
    assert not ax.patches


def test_the_style_sheet_is_there() -> None:
    assert style.STYLE.is_file()
