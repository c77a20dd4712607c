"""The table that says how far lexicons can be trusted on news."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.evaluation.valence import DRAWS, RESULTS, SEED, evaluate_valence, load_targets
from helpers.valence import LEXICONS

DEV = Path(__file__).resolve().parent.parent.parent / "shared/benchmarks/sentiment"


def test_evaluation_of_known_signs() -> None:
    targets = [
        {"text": "A good day.", "label": "positive"},
        {"text": "A bad day.", "label": "negative"},
        {"text": "They met.", "label": "neutral"},
        {"text": "They met again.", "label": "negative"},
        {"text": "They met again.", "label": "negative"},
    ]
    found = evaluate_valence(targets, np.random.default_rng(1), draws=200)
    lexicons = found[found["lexicon"] != "majority"]
    assert (found["n"] == 5).all()
    assert lexicons["accuracy"].to_numpy() == pytest.approx(0.6)
    # F1: positive 1, negative 2 * 1 / (3 + 1), neutral 2 * 1 / (1 + 3)
    assert lexicons["macro_f1"].to_numpy() == pytest.approx(2 / 3)
    majority = found[found["lexicon"] == "majority"].iloc[0]
    assert majority["accuracy"] == pytest.approx(0.6)
    assert majority["macro_f1"] == pytest.approx(0.75 / 3)
    assert (found["low"] <= found["macro_f1"]).all() and (found["macro_f1"] <= found["high"]).all()


def test_the_results_table_is_what_the_lexicons_reach() -> None:
    path = DEV / "newsmtsc-dev.jsonl"
    if not path.is_file():
        pytest.skip("the benchmarks do not lie beside this repository (../shared/benchmarks)")
    found = evaluate_valence(load_targets(path), np.random.default_rng(SEED), draws=DRAWS)
    stored = pd.read_csv(RESULTS)
    names = ["lexicon", "names", "n"]
    pd.testing.assert_frame_equal(stored[names], found[names])
    for column in stored.columns.drop(names):  # written with four decimals
        assert stored[column].to_numpy() == pytest.approx(found[column].to_numpy(), abs=5.1e-5), (
            f"{column} has changed: run helpers.evaluation.valence.write_results on this file "
            "and read what became better or worse"
        )


def test_the_results_table_says_that_masking_helps_and_majority_is_worst() -> None:
    table = pd.read_csv(RESULTS).set_index(["lexicon", "names"])["macro_f1"]
    for lexicon in LEXICONS:
        assert table[lexicon, "masked"] >= table[lexicon, "kept"] > table["majority", "not read"]
