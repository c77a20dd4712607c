import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.evaluation.share_stability import COLUMNS, stability_of_shares


def segments(rows: list[tuple[int, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["attribution", "speaker", "words"])


VOICES = segments([(0, "Kim", 30), (0, "Kim", 10), (1, "Lee", 20), (-1, "narrator", 200)])


def run(false_content: float, wrong_source: float, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return stability_of_shares(
        VOICES, false_content=false_content, wrong_source=wrong_source, rng=rng, draws=500
    ).set_index("speaker")


def test_without_errors_nothing_varies() -> None:
    table = run(0, 0)
    assert table.loc["Kim", "share"] == pytest.approx(2 / 3)
    assert table.loc["Kim", ["low", "high", "first"]].tolist() == pytest.approx([2 / 3, 2 / 3, 1])
    assert table.loc["Lee", "first"] == 0


def test_when_every_source_is_wrong_the_two_change_places() -> None:
    table = run(0, 1)
    assert table.loc["Lee", "low"] == pytest.approx(2 / 3)
    assert table.loc["Lee", "first"] == 1


def test_the_first_place_is_lost_as_often_as_the_leader_errs() -> None:
    # Kim leads unless Kim's one attribution is false and Lee's is not: 0.3 x 0.7
    assert run(0.3, 0)["first"]["Lee"] == pytest.approx(0.21, abs=0.05)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 60)), max_size=6),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_shares_stay_shares(said: list[tuple[str, int]], false: float, wrong: float) -> None:
    rows = [(i, name, words) for i, (name, words) in enumerate(said)]
    table = stability_of_shares(
        segments(rows),
        false_content=false,
        wrong_source=wrong,
        rng=np.random.default_rng(3),
        draws=50,
    )
    assert list(table.columns) == list(COLUMNS) and len(table) == len({name for name, _ in said})
    assert table["share"].sum() == pytest.approx(float(bool(said)))
    assert ((table["low"] >= 0) & (table["high"] <= 1)).all()
    assert table["first"].sum() <= 1 + 1e-9
