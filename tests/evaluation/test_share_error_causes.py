"""What part of the error of shares of voice comes from which kind of mistake."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evaluation import load_result
from helpers.evaluation.share_error_causes import (
    ATTRIBUTION,
    CAUSES,
    JOINING,
    shapley,
    share_causes,
)
from helpers.evaluation.share_errors import NOBODY

TEXT = "Ana Lee said it rained all day. Lee said it snowed. A guest said it hailed. He left."
HE = "Ana Lee said it rained. Bo Kim said it snowed all night. He said it hailed."


def said(text: str, source: str, content: str, speaker: str = NOBODY) -> dict[str, Any]:
    start = text.index(content)
    at = text.rindex(source, 0, start)
    return {
        "content": [[start, start + len(content)]],
        "cue": [],
        "source": [[at, at + len(source)]],
        "kind": "indirect",
        "speaker": speaker,
    }


def rain(speaker: str = "Ana Lee") -> dict[str, Any]:
    return said(TEXT, "Ana Lee", "it rained all day", speaker)


def snow(speaker: str = "Ana Lee") -> dict[str, Any]:
    return said(TEXT, "Lee", "it snowed", speaker)


def hail(speaker: str = "guest") -> dict[str, Any]:
    return said(TEXT, "A guest", "it hailed", speaker)


def table(text: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> pd.DataFrame:
    document = {"id": "a", "text": text, "attributions": gold}
    prediction = {"a": {"id": "a", "text": text, "attributions": found}}
    causes = share_causes([document], prediction, resamples=5)
    return causes.set_index("cause")


def cut(record: dict[str, Any]) -> dict[str, Any]:
    (start, end) = record["content"][0]
    return {**record, "content": [[start, end - 4]]}


@pytest.mark.parametrize(
    ("cause", "gold", "found"),
    [
        ("missed", [rain(), hail()], [rain()]),
        ("added", [rain(), snow()], [rain(), snow(), hail()]),
        ("edges", [rain(), hail()], [cut(rain()), hail()]),
        ("source", [rain(), hail()], [rain(), {**hail(), "source": rain()["source"]}]),
        ("source", [rain(), hail()], [rain(), {**hail(), "source": []}]),
        ("names", [rain(), snow("Tom Lee")], [rain(), snow()]),  # two people made one
        ("descriptions", [rain(), hail("Ana Lee")], [rain(), hail()]),  # one made two
    ],
)
def test_one_kind_of_mistake_makes_the_whole_error(cause, gold, found):
    causes = table(TEXT, gold, found)
    whole = causes.loc["all", "part"]
    assert whole > 0 and causes.loc[cause, "part"] == pytest.approx(whole)
    assert causes.loc[cause, "alone"] == pytest.approx(whole)
    assert causes.loc[cause, "records"] == 1 and causes.loc["all", "records"] == 1
    of_joining = causes.loc["joining", "part"]
    assert of_joining == pytest.approx(whole if cause in JOINING else 0)


def test_a_pronoun_given_to_another_is_a_mistake_of_joining() -> None:
    rained = said(HE, "Ana Lee", "it rained", "Ana Lee")
    snowed = said(HE, "Bo Kim", "it snowed all night", "Bo Kim")
    hailed = said(HE, "He", "it hailed", "Ana Lee")  # the program takes Bo Kim
    causes = table(HE, [rained, snowed, hailed], [rained, snowed, hailed])
    assert causes.loc["pronouns", "part"] == pytest.approx(causes.loc["all", "part"])
    assert causes.loc["all", "part"] > 0


def test_two_mistakes_share_the_error_that_both_make() -> None:
    parts = shapley(lambda mended: 0.0 if {"edges", "names"} <= mended else 0.2)
    assert parts["edges"] == parts["names"] == pytest.approx(0.1)
    assert parts["missed"] == pytest.approx(0)


def test_the_kept_table_names_each_cause_and_adds_up() -> None:
    kept = load_result("share_of_voice_causes").set_index("cause")
    assert list(kept.index) == [*CAUSES, "attribution", "joining", "all"]
    whole = kept.loc["all", "part"]
    assert kept.loc[list(ATTRIBUTION), "part"].sum() + kept.loc["joining", "part"] == pytest.approx(
        whole, abs=2e-3
    )


@given(st.lists(st.sampled_from([rain(), snow(), hail(), cut(rain())]), max_size=4))
def test_the_parts_add_up_to_the_error(found: list[dict[str, Any]]) -> None:
    causes = table(TEXT, [rain(), hail()], found)
    assert causes.loc[list(CAUSES), "part"].sum() == pytest.approx(causes.loc["all", "part"])
    both = causes.loc[["attribution", "joining"], "part"].sum()
    assert both == pytest.approx(causes.loc["all", "part"])
