import pandas as pd
import pytest

from helpers.report.figures.rates import rates

TABLE = pd.DataFrame(
    [("direct", 0.9, 0.85, 0.95, 417), ("odd", 0.4, float("nan"), float("nan"), 3)],
    columns=["kind", "f1", "low", "high", "gold"],
)


def test_each_rate_has_a_dot_and_an_interval_where_there_is_one() -> None:
    ax = rates(TABLE, "kind", "f1", n="gold")
    lines = [tuple(line.get_xdata()) for line in ax.lines]
    assert lines == [(0.85, 0.95), (0.9,), (0.4,)]
    assert ax.lines[1].get_markerfacecolor() != ax.lines[2].get_markerfacecolor()


def test_low_rates_do_not_huddle_in_a_corner() -> None:
    low = TABLE.assign(f1=[0.2, 0.01], low=[0.1, 0.0], high=[0.31, 0.02])
    assert rates(low, "kind", "f1", n="gold").get_xlim() == (0, 0.4)
    assert rates(TABLE, "kind", "f1", n="gold").get_xlim() == (0, 1)


def test_labels_give_rate_and_n() -> None:
    texts = [text.get_text() for text in rates(TABLE, "kind", "f1", n="gold").texts]
    assert texts[:2] == ["0.90", "0.40"]
    assert {"417", "3", "n (gold)"} <= set(texts)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="no column size"):
        rates(TABLE, "kind", "f1", n="size")
