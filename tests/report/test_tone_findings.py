"""Sentences on tone, for tables of every kind."""

import pandas as pd
import pytest

from helpers.evaluation.results import load_result
from helpers.report.findings import tone as tone_findings


def summary(*rows: tuple[str, str, int, int, int, str]) -> pd.DataFrame:
    columns = ["speaker", "baseline", "n", "positive", "negative", "sign"]
    return pd.DataFrame(rows, columns=columns).assign(specifications=135)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No voice has the 5 sentences that a specification curve needs"),
        (
            [("Kim", "zero", 4, 0, 9, "negative")],
            "No voice has the 5 sentences that a specification curve needs",
        ),
        (
            [("narrator", "zero", 9, 20, 95, "negative"), ("Kim", "zero", 6, 9, 0, "positive")],
            "Of 135 ways to measure the author's tone, 95 make it negative and 20 positive",
        ),
        (
            [("unattributed", "zero", 9, 0, 9, "negative"), ("Kim", "zero", 3, 0, 9, "negative")],
            "No voice has the 5 sentences that a specification curve needs",
        ),
        (
            [("unattributed", "zero", 9, 0, 9, "negative")],
            "Of 135 ways to measure the tone of what nobody is named for, 9 make it negative and "
            "0 positive",
        ),
        (
            [("Kims", "narrator", 9, 1, 2, "negative"), ("Kims", "zero", 9, 7, 7, "none")],
            "The 135 ways to measure Kims' tone are undecided between positive and negative",
        ),
    ],
)
def test_how_far_the_choices_agree(rows: list[tuple], expected: str) -> None:
    assert tone_findings.choices(summary(*rows)) == expected


@pytest.mark.parametrize(
    ("able", "low", "expected"),
    [
        (False, 0.1, "No voice has enough words to be compared with the others"),
        (True, -0.1, "No word marks the author against all other voices"),
        (True, 0.1, "Words that mark the author: rain"),
    ],
)
def test_which_words_mark_a_voice(able: bool, low: float, expected: str) -> None:
    words = pd.DataFrame([("narrator", "rain", low)], columns=["speaker", "word", "low"])
    voices = pd.DataFrame([("narrator", able)], columns=["speaker", "compared"])
    assert tone_findings.marked(words, voices) == expected


def test_the_measured_figures_are_those_of_the_results() -> None:
    results = load_result("valence_newsmtsc_dev")
    best = results.loc[results["masking"] == "names and senses", "macro_f1"].max()
    assert tone_findings.best_lexicon(results).endswith(f"passes macro F1 {best:.2f}")
    turned = tone_findings.turned_round(load_result("valence_confusion_newsmtsc_dev"))
    assert "of the negative sentences for positive ones (n = 134)" in turned
