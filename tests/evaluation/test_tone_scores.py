"""How often the model of tone and the lexicons are right, and what the model's card says."""

import numpy as np
import pandas as pd
import pytest

from helpers.evaluation import load_result
from helpers.evaluation import tone_scores as evaluation
from helpers.evaluation.benchmarks import BENCHMARKS
from helpers.evaluation.tone_baselines import (
    confusion,
    lexicon_labels,
    score_lexicons,
)
from helpers.evaluation.tone_examples import read_newsmtsc
from helpers.measures.stance import is_installed
from helpers.measures.stance.tone_model import FOLDER, LABELS, load_model
from helpers.measures.tone.scored_units import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS

DEV = BENCHMARKS / "sentiment" / evaluation.PARTS["dev"]
CARD = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not is_installed(), reason="the model of tone is not installed")
@pytest.mark.skipif(not DEV.is_file(), reason="the benchmarks are not beside this repository")
def test_it_is_right_on_the_development_part_as_often_as_table_and_card_say():
    dev = read_newsmtsc(DEV)
    gold = evaluation.right_labels(dev)
    stored = load_result("target_tone_newsmtsc").set_index(["part", "method", "names"])
    guess = evaluation.model_scores(dev).argmax(axis=1)
    found = evaluation.score_labels(gold, guess, [e.article for e in dev])
    row = stored.loc[("dev", evaluation.MODEL, "masked")]
    assert row[list(found)].tolist() == pytest.approx(list(found.values()), abs=1.5e-4)
    assert f"dev, names masked: macro F1 {found['macro_f1']:.3f}" in CARD


def test_a_label_is_right_as_often_as_the_card_says():
    table = load_result("target_tone_coverage").set_index("threshold")
    at = table.loc[load_model().threshold]
    assert at["precision_when_covered"] >= 0.85
    share, right = at["coverage"], at["precision_when_covered"]
    assert f"a label for {share:.0%} of the sentences, {right:.0%} of them right" in CARD


def test_it_beats_what_does_not_know_the_target():
    table = load_result("target_tone_newsmtsc")
    for _, part in table.groupby("part"):
        best = part.set_index(["method", "names"])["macro_f1"]
        others = best.drop(evaluation.MODEL, level="method")
        assert best[evaluation.MODEL, "masked"] > others.max() + 0.05
        assert ((part["low"] <= part["macro_f1"]) & (part["macro_f1"] <= part["high"])).all()


def test_coverage_and_temperature_of_known_chances():
    chances = np.array([[0.9, 0.1, 0.0]] * 10 + [[0.5, 0.3, 0.2]] * 10)
    gold = np.array([0] * 9 + [1] + [0] * 3 + [1] * 7)
    table = evaluation.coverage(chances, gold).set_index("threshold")
    columns = ["n", "coverage", "precision_when_covered"]
    assert table.loc[0.34, columns].tolist() == pytest.approx([20, 1, 0.6])
    assert table.loc[0.6, columns].tolist() == pytest.approx([10, 0.5, 0.9])
    assert evaluation.fit_temperature(np.log(chances + 1e-9), gold) > 1


TARGETS = [
    {"text": "A good day.", "label": "positive"},
    {"text": "A bad day.", "label": "negative"},
    {"text": "They met.", "label": "neutral"},
    {"text": "They met again.", "label": "negative"},
    {"text": "They met again.", "label": "negative"},
]


@pytest.fixture(scope="module")
def labels() -> pd.DataFrame:
    return lexicon_labels(TARGETS)


def test_scores_of_known_signs(labels: pd.DataFrame) -> None:
    found = score_lexicons(labels)
    lexicons = found[found["lexicon"] != "majority"]
    assert (found["n"] == 5).all()
    assert list(lexicons["lexicon"]) == [*LEXICONS, "vote"] * len(MASKINGS)
    assert lexicons["accuracy"].to_numpy() == pytest.approx(0.6)
    # F1: positive 1, negative 2 * 1 / (3 + 1), neutral 2 * 1 / (1 + 3)
    assert lexicons["macro_f1"].to_numpy() == pytest.approx(2 / 3)
    majority = found[found["lexicon"] == "majority"].iloc[0]
    assert (majority["accuracy"], majority["macro_f1"]) == pytest.approx((0.6, 0.75 / 3))
    assert (found["low"] <= found["macro_f1"]).all() and (found["macro_f1"] <= found["high"]).all()


def test_confusion_counts_each_sentence_once(labels: pd.DataFrame) -> None:
    found = confusion(labels)
    cells = found.set_index(["lexicon", "tone", "read_as"])
    assert cells.loc[("vote", "negative", "neutral"), ["count", "n"]].tolist() == [2, 3]
    assert found["low"].isna().all()  # fewer than five sentences of each tone
    for _, group in found.groupby(["lexicon", "tone"]):
        assert list(group["read_as"]) == list(LABELS)
        assert group["count"].sum() == group["n"].iloc[0]


def test_masking_helps_and_majority_is_worst() -> None:
    table = load_result("valence_newsmtsc_dev").set_index(["lexicon", "masking"])["macro_f1"]
    for name in (*LEXICONS, "vote"):
        nothing, names, senses = (table[name, masking] for masking in MASKINGS)
        assert senses >= names >= nothing > table["majority", "not read"]
