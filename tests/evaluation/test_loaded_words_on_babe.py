"""Loaded words are scored word by word, against words that annotators marked."""

import pandas as pd
import pytest

from helpers.evaluation import load_result
from helpers.evaluation.loaded_words_on_babe import OURS, evaluate_loaded_words, read_sentences
from helpers.training.loaded_word_fit import WEIGHTS, score_thresholds, write_weights


def test_marked_words_are_whole_words():
    row = {"text": "The art of a tart start.", "biased_words": ["art", "tart start", " "]}
    (sentence,) = read_sentences([row])
    words = [t.text for t in sentence.annotation.tokens if t.i in sentence.marked]
    assert words == ["art", "tart", "start"]


def test_words_found_and_marked_are_counted():
    rows = [{"text": "His shamelessly dishonest cronies ranted.", "biased_words": ["ranted"]}]
    table = evaluate_loaded_words("made", read_sentences(rows)).set_index("method")
    ours = table.loc[OURS]
    assert (ours["marked"], ours["found"], ours["right"]) == (1, 4, 1)
    assert ours["recall"] == 1 and ours["precision"] == pytest.approx(1 / 4)


def test_precision_is_twice_that_of_a_look_up_at_no_lower_recall():
    table = load_result("loaded_words_babe").set_index("method")
    ours, others = table.loc[OURS], table.drop(OURS)
    assert ours["precision_low"] > others["precision_high"].max()
    assert ours["precision"] >= 2 * others["precision"].max()
    assert ours["recall"] >= others["recall"].max()


def test_no_word_has_a_weight_of_its_own():
    weights = pd.read_csv(WEIGHTS, sep="\t", comment="#")
    assert len(weights) < 300 and not weights["feature"].str.contains("word=|lemma=").any()


def test_weights_and_thresholds_are_fitted(tmp_path):
    rows = [{"text": "The corrupt liar met a man.", "biased_words": ["corrupt"]}] * 30
    sentences = read_sentences(rows)
    path = tmp_path / "weights.tsv"
    assert write_weights(sentences, path) == len(pd.read_csv(path, sep="\t", comment="#")) > 0
    table = score_thresholds(sentences).set_index("threshold")
    assert table.loc[0.05, "recall"] == 1 and table.loc[0.4, "precision"] == 1
