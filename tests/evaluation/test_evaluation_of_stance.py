"""The tables that say how far tone toward, stance and loaded words can be trusted."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.evaluation import loaded_words as loaded
from helpers.evaluation import stance as seesaw
from helpers.evaluation import tone_toward as newsmtsc
from helpers.evaluation.results import RESULTS, load_result
from helpers.evaluation.samples import area_under_curve, bootstrap_weights, f1, macro_f1, share
from helpers.evaluation.valence import SEED, load_targets
from helpers.measures.wording.loaded_words import MIN_LIKELIHOOD

BENCHMARKS = Path(__file__).resolve().parents[3] / "shared/benchmarks"
ONCE = np.ones((1, 4))
# Stances whose target is named, with a judgement, with the right one, in SEESAW's first documents.
FIRST_DOCUMENTS = (141, 29, 27)


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


def test_tone_of_marked_targets():
    text = "Kim praised Lee, who attacked Park. Park left."
    rows = [
        {"text": text, "target": [12, 15], "further_mentions": [], "label": "positive"},
        {"text": text, "target": [0, 3], "further_mentions": [], "label": "neutral"},
        {"text": text, "target": [30, 34], "further_mentions": [[36, 40]], "label": "negative"},
    ]
    assert newsmtsc.tone_of(rows) == [(0, True), (0, False), (0, True)]
    scores, confusions = newsmtsc.evaluate_tone("made", rows, np.random.default_rng(1), draws=20)
    ours = scores.set_index("method").loc[newsmtsc.TIED]
    assert ours["fires"] == pytest.approx(2 / 3) and ours["accuracy"] == pytest.approx(1 / 3)
    sums = confusions.groupby("method")[["negative", "neutral", "positive"]].sum().sum(axis=1)
    assert (sums == 3).all()


def test_stances_of_a_made_document():
    document = {
        "id": "made",
        "title": "A debate",
        "sentences": ["Jane Kim accused Bob Lee of lying.", "Rain fell."],
        "entities": [{"name": "Jane Kim"}, {"name": "Bob Lee"}],
        "stances": [
            {"sent": 0, "holder": "Jane Kim", "target": "Bob Lee", "sentiment": "negative"},
            {"sent": 0, "holder": "Jane Kim", "target": "Not in the list", "sentiment": "negative"},
            {"sent": 1, "holder": "Jane Kim", "target": "Bob Lee", "sentiment": "positive"},
        ],
    }
    found = seesaw.read_stances([document])
    assert [(s.located, s.any_voice, s.of_holder) for s in found] == [
        (True, -2, -2),
        (False, None, None),
    ]
    table = seesaw.evaluate_stances(found, np.random.default_rng(1), draws=20)
    assert (table["stances"] == 1).all()
    assert table.set_index("method").loc[seesaw.OF_HOLDER, "right_where_it_fires"] == 1


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


def test_tone_toward_table_is_what_comes_out():
    rows = load_targets(benchmark("sentiment/newsmtsc-dev.jsonl"))
    scores, confusions = newsmtsc.evaluate_tone("dev", rows, np.random.default_rng(SEED))
    for name, found in (("newsmtsc", scores), ("confusions", confusions)):
        stored = load_result(f"tone_toward_{name}")
        stored = stored[stored["part"] == "dev"]
        close(stored, found, "helpers.evaluation.tone_toward")


def test_loaded_words_table_is_what_comes_out():
    rows = loaded.load_sentences(benchmark("bias/babe-dev.jsonl"))
    sentences = loaded.read_sentences(rows)
    found = loaded.evaluate_loaded_words("dev", sentences, np.random.default_rng(SEED))
    close(load_result("loaded_words_babe"), found, "helpers.evaluation.loaded_words")


def test_stances_of_the_first_documents_are_what_the_table_was_made_of():
    path = benchmark("sentiment/seesaw-dev.jsonl")
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:8]]
    stances = [stance for stance in seesaw.read_stances(documents) if stance.located]
    judged = [stance for stance in stances if stance.any_voice]
    right = [s for s in judged if (s.any_voice > 0) == (s.gold == "positive")]
    assert (len(stances), len(judged), len(right)) == FIRST_DOCUMENTS, (
        "run helpers.evaluation.stance.write_results and read what became better or worse"
    )


def test_tables_say_that_tied_words_are_mostly_right_and_seldom_fire():
    table = load_result("tone_toward_newsmtsc").set_index(["part", "method"])
    for part in newsmtsc.PARTS:
        ours, vader = table.loc[(part, newsmtsc.TIED)], table.loc[(part, "VADER")]
        assert ours["right_low"] > vader["right_where_it_fires"]
        assert ours["fires"] < vader["fires"]
        assert table.loc[(part, newsmtsc.ELSE_LEXICONS), "macro_f1"] > vader["macro_f1"]
    stance = load_result("stance_seesaw_dev").set_index("method")
    assert stance.loc[seesaw.ANY_VOICE, "right_low"] > stance.loc["VADER", "right_high"]


def test_loaded_words_double_the_precision_of_a_look_up_at_no_lower_recall():
    table = load_result("loaded_words_babe").set_index("method")
    ours = table.loc[loaded.OURS]
    assert ours["precision"] >= 2 * 0.11 and ours["recall"] >= 0.31
    assert ours["precision_low"] > table.drop(loaded.OURS)["precision_high"].max()


def test_no_word_has_a_weight_of_its_own():
    weights = pd.read_csv(loaded.WEIGHTS, sep="\t", comment="#")
    assert len(weights) < 300 and not weights["feature"].str.contains("word=|lemma=").any()
    assert 0 < MIN_LIKELIHOOD < 1 and RESULTS.is_dir()
