"""How far lexicons can be trusted on news, and the tables that say so."""

import pandas as pd
import pytest

from helpers.evaluation.lexicons_on_newsmtsc import (
    confusion,
    lexicon_labels,
    score_lexicons,
)
from helpers.evaluation.results import load_result
from helpers.measures.stance.tone_model import LABELS
from helpers.measures.tone.scored_units import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS

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
