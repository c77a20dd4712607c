"""Words that mark a voice, against the paper's equations and draws from its distributions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.statistics import log_odds

QUICK = settings(deadline=None, max_examples=40)


def test_log_odds_are_those_of_the_equations() -> None:
    """Equations 16, 20 and 22 of Monroe, Colaresi & Quinn (2008), word by word without arrays."""
    first, second = {"a": 7, "b": 2, "c": 1}, {"a": 3, "b": 9, "d": 5}
    prior, strength = {"a": 10.0, "b": 7.5, "c": 2.5, "d": 5.0}, 25.0
    found = log_odds(first, second, prior).set_index("word")
    n_first, n_second = 10, 17
    for word, alpha in prior.items():
        y_first, y_second = first.get(word, 0), second.get(word, 0)
        omega_first = (y_first + alpha) / (n_first + strength - y_first - alpha)
        omega_second = (y_second + alpha) / (n_second + strength - y_second - alpha)
        delta = math.log(omega_first) - math.log(omega_second)
        variance = 1 / (y_first + alpha) + 1 / (y_second + alpha)
        row = found.loc[word]
        assert (row["first"], row["second"]) == (y_first, y_second)
        assert row["log_odds"] == pytest.approx(delta)
        assert row["z"] == pytest.approx(delta / math.sqrt(variance))
        assert row["high"] - row["low"] == pytest.approx(2 * 1.959964 * math.sqrt(variance))
    assert list(found.index) == ["a", "c", "d", "b"]


COUNTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), max_size=5)


@given(COUNTS, COUNTS, st.floats(0.1, 20))
@QUICK
def test_log_odds_change_sign_with_the_sides(first, second, strength) -> None:
    prior = {w: strength * (first.get(w, 0) + second.get(w, 0)) for w in "abcde"}
    found = log_odds(first, second, prior).set_index("word")
    turned = log_odds(second, first, prior).set_index("word")
    assert set(found.index) == {w for w, n in prior.items() if n}
    assert turned.loc[found.index, "z"].to_numpy() == pytest.approx(-found["z"].to_numpy())
    assert np.isfinite(found.to_numpy(dtype=float)).all()
    assert list(found["z"]) == pytest.approx(sorted(found["z"], reverse=True), abs=1e-8)


@pytest.mark.parametrize(
    ("first", "prior", "message"),
    [({"a": 1}, {"b": 2}, "no count for 'a'"), ({"a": 1}, {"a": 2, "b": -1}, "negative")],
)
def test_log_odds_refuse_what_is_no_count(first, prior, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        log_odds(first, {}, prior)
