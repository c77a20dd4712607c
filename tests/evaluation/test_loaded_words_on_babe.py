"""The tables that say how far tone toward, stance and loaded words can be trusted."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.evaluation import loaded_words_on_babe as loaded
from helpers.evaluation.classification_scores import (
    area_under_curve,
    bootstrap_weights,
    f1,
    macro_f1,
    share,
)
from helpers.evaluation.lexicons_on_newsmtsc import SEED
from helpers.evaluation.results import RESULTS, load_result
from helpers.measures.wording.loaded_words import LEAST

BENCHMARKS = Path(__file__).resolve().parents[3] / "shared/benchmarks"
ONCE = np.ones((1, 4))


def benchmark(path: str) -> Path:
    found = BENCHMARKS / path
    if not found.is_file():
        pytest.skip("the benchmarks do not lie beside this repository (../shared/benchmarks)")
    return found


def test_scores_of_known_guesses():
    gold, guess = np.array(list("nnpp")), np.array(list("npp0"))
    assert f1(gold, guess, "n", ONCE)[0] == pytest.approx(2 / 3)
    assert f1(gold, guess, "p", ONCE)[0] == pytest.approx(1 / 2)
    assert macro_f1(gold, guess, ["n", "p"], ONCE)[0] == pytest.approx(7 / 12)
    assert share(gold == guess, guess != "0", ONCE)[0] == pytest.approx(2 / 3)
    assert np.isnan(share(gold == guess, guess == "x", ONCE)[0])


def test_area_under_curve_counts_ties_half():
    positive = np.array([True, True, False, False])
    assert area_under_curve(positive, np.array([2.0, 0, 0, -1]), ONCE)[0] == pytest.approx(0.875)
    weighted = area_under_curve(positive, np.array([2.0, 0, 0, -1]), np.array([[0, 2, 1, 0]]))
    assert weighted[0] == pytest.approx(0.5)


def test_units_of_one_document_are_drawn_together():
    weights = bootstrap_weights(["a", "b", "a"], np.random.default_rng(1), 200)
    assert (weights[:, 0] == weights[:, 2]).all() and weights[:, :2].sum(axis=1).tolist() == [
        2
    ] * 200


def test_marked_words_are_whole_words():
    row = {"text": "The art of a tart start.", "biased_words": ["art", "tart start"]}
    (sentence,) = loaded.read_sentences([row])
    words = [t.text for t in sentence.annotation.tokens if t.i in sentence.marked]
    assert words == ["art", "tart", "start"]


def test_loaded_words_are_scored_word_by_word():
    rows = [{"text": "His shamelessly dishonest cronies ranted.", "biased_words": ["ranted"]}]
    sentences = loaded.read_sentences(rows)
    table = loaded.evaluate_loaded_words("made", sentences, np.random.default_rng(1), draws=20)
    ours = table.set_index("method").loc[loaded.OURS]
    assert (ours["marked"], ours["found"], ours["right"]) == (1, 3, 1)
    assert ours["recall"] == 1 and ours["precision"] == pytest.approx(1 / 3)


# ------------------------------------------------------ what is stored is what comes out


def close(stored: pd.DataFrame, found: pd.DataFrame, hint: str) -> None:
    named = [c for c in stored.columns if not pd.api.types.is_float_dtype(stored[c])]
    pd.testing.assert_frame_equal(stored[named], found[named].reset_index(drop=True))
    for column in stored.columns.drop(named):  # written with four decimals
        assert stored[column].to_numpy() == pytest.approx(found[column].to_numpy(), abs=5.1e-5), (
            f"{column} has changed: run {hint}.write_results and read what became better or worse"
        )


def test_loaded_words_table_is_what_comes_out():
    rows = loaded.load_sentences(benchmark("bias/babe-dev.jsonl"))
    sentences = loaded.read_sentences(rows)
    found = loaded.evaluate_loaded_words("dev", sentences, np.random.default_rng(SEED))
    close(load_result("loaded_words_babe"), found, "helpers.evaluation.loaded_words_on_babe")


def test_loaded_words_double_the_precision_of_a_look_up_at_no_lower_recall():
    table = load_result("loaded_words_babe").set_index("method")
    ours = table.loc[loaded.OURS]
    assert ours["precision"] >= 2 * 0.11 and ours["recall"] >= 0.31
    assert ours["precision_low"] > table.drop(loaded.OURS)["precision_high"].max()


def test_no_word_has_a_weight_of_its_own():
    weights = pd.read_csv(loaded.WEIGHTS, sep="\t", comment="#")
    assert len(weights) < 300 and not weights["feature"].str.contains("word=|lemma=").any()
    assert 0 < LEAST < 1 and RESULTS.is_dir()
