"""The table that says how far lexicons can be trusted on news."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.evaluation.lexicons_on_newsmtsc import (
    CONFUSION,
    DRAWS,
    LABELS,
    RESULTS,
    SEED,
    confusion,
    confusion_matrix,
    evaluate_valence,
    load_targets,
    read_targets,
)
from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS

DEV = Path(__file__).resolve().parents[3] / "shared/benchmarks/sentiment"
TARGETS = [
    {"text": "A good day.", "label": "positive"},
    {"text": "A bad day.", "label": "negative"},
    {"text": "They met.", "label": "neutral"},
    {"text": "They met again.", "label": "negative"},
    {"text": "They met again.", "label": "negative"},
]


@pytest.fixture(scope="module")
def read() -> pd.DataFrame:
    return read_targets(TARGETS)


def test_evaluation_of_known_signs(read: pd.DataFrame) -> None:
    found = evaluate_valence(read, np.random.default_rng(1), draws=200)
    lexicons = found[found["lexicon"] != "majority"]
    assert (found["n"] == 5).all()
    assert list(lexicons["lexicon"]) == [*LEXICONS, "vote"] * len(MASKINGS)
    assert lexicons["accuracy"].to_numpy() == pytest.approx(0.6)
    # F1: positive 1, negative 2 * 1 / (3 + 1), neutral 2 * 1 / (1 + 3)
    assert lexicons["macro_f1"].to_numpy() == pytest.approx(2 / 3)
    majority = found[found["lexicon"] == "majority"].iloc[0]
    assert majority["accuracy"] == pytest.approx(0.6)
    assert majority["macro_f1"] == pytest.approx(0.75 / 3)
    assert (found["low"] <= found["macro_f1"]).all() and (found["macro_f1"] <= found["high"]).all()


def test_confusion_counts_each_sentence_once(read: pd.DataFrame) -> None:
    found = confusion(read)
    assert list(found["lexicon"].unique()) == [*LEXICONS, "vote"]
    cells = found.set_index(["lexicon", "tone", "read_as"])
    assert cells.loc[("vote", "negative", "neutral"), ["count", "n"]].tolist() == [2, 3]
    assert found["low"].isna().all()  # fewer than five sentences of each tone
    for _, group in found.groupby(["lexicon", "tone"]):
        assert list(group["read_as"]) == list(LABELS)
        assert group["count"].sum() == group["n"].iloc[0]


def test_matrices_show_counts_shares_and_intervals() -> None:
    found = confusion_matrix(pd.read_csv(CONFUSION))
    assert list(found["tone"]) == list(LABELS) * (len(LEXICONS) + 1)
    cell = pd.read_csv(CONFUSION).iloc[0]
    text = found.loc[0, "read as negative"]
    assert text.startswith(f"{cell['count']}: {100 * cell['share']:.0f} % [")
    counts = found.filter(like="read as").map(lambda text: int(text.split(":")[0]))
    assert (counts.sum(axis=1) == found["n"]).all()


def test_the_results_tables_are_what_the_lexicons_reach() -> None:
    path = DEV / "newsmtsc-dev.jsonl"
    if not path.is_file():
        pytest.skip("the benchmarks do not lie beside this repository (../shared/benchmarks)")
    measured = read_targets(load_targets(path))
    evaluated = evaluate_valence(measured, np.random.default_rng(SEED), draws=DRAWS)
    for found, file in ((evaluated, RESULTS), (confusion(measured), CONFUSION)):
        stored = pd.read_csv(file)
        numbers = found.select_dtypes("float").columns
        names = list(stored.columns.drop(numbers))
        pd.testing.assert_frame_equal(stored[names], found[names])
        for column in numbers:  # written with four decimals
            assert stored[column].to_numpy() == pytest.approx(found[column], abs=5.1e-5), (
                f"{column} has changed: run helpers.evaluation.lexicons_on_newsmtsc.write_results on this file "
                "and read what became better or worse"
            )


def test_the_results_say_that_masking_helps_and_majority_is_worst() -> None:
    table = pd.read_csv(RESULTS).set_index(["lexicon", "masking"])["macro_f1"]
    for name in (*LEXICONS, "vote"):
        nothing, names, senses = (table[name, masking] for masking in MASKINGS)
        assert senses >= names >= nothing > table["majority", "not read"]


def test_both_tables_of_results_count_the_same_sentences() -> None:
    right = pd.read_csv(CONFUSION).query("tone == read_as").groupby("lexicon")["count"].sum()
    table = pd.read_csv(RESULTS).query("masking == 'names and senses'").set_index("lexicon")
    for name in (*LEXICONS, "vote"):
        assert table.loc[name, "accuracy"] * table.loc[name, "n"] == pytest.approx(
            right[name], abs=0.05
        )
