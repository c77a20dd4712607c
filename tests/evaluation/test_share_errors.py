"""The error of shares of voice, scores by rule, and the annotated speakers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.__main__ import main
from helpers.evaluation.attribution_errors import rule_gains, rule_table, score_rules
from helpers.evaluation.benchmarks import BENCHMARKS, read_json_lines
from helpers.evaluation.share_errors import (
    share_error,
    share_errors,
    stability_of_shares,
    with_entities,
    with_speakers,
)
from helpers.lexicons import load_lexicon

TEXT = " ".join(f"word{n:02d}" for n in range(60))
GOLD = Path(__file__).resolve().parents[2] / "data" / "gold"
TRAIN = BENCHMARKS / "attribution" / "polnear-train.jsonl"

stretch = st.integers(0, 50).map(lambda n: [[n * 7, n * 7 + 6]])
records = st.lists(
    st.fixed_dictionaries({"content": stretch, "speaker": st.sampled_from(["", "a", "b", "c"])}),
    max_size=6,
)


@given(records)
def test_the_truth_has_no_error(gold: list[dict[str, Any]]) -> None:
    assert share_error(TEXT, gold, gold) == pytest.approx(0)


@given(records, records)
def test_the_error_is_a_share_and_names_do_not_matter(gold, found):
    renamed = [{**r, "speaker": r["speaker"] and f"another {r['speaker']}"} for r in found]
    error = share_error(TEXT, gold, found)
    assert 0 <= error <= 1 + 1e-9
    assert share_error(TEXT, gold, renamed) == pytest.approx(error)


def said(*speakers: str) -> list[dict[str, Any]]:
    return [
        {"content": [[n * 7, n * 7 + 6]], "speaker": speaker} for n, speaker in enumerate(speakers)
    ]


@pytest.mark.cases
def test_merging_splitting_and_missing_cost(gold, found, error):
    assert share_error(TEXT, said(*gold), said(*found)) == pytest.approx(error)


def document(**more: Any) -> dict[str, Any]:
    text = "Ana Lee said it rained. Lee said it snowed."
    attributions = [
        {"content": [[13, 22]], "cue": [[8, 12]], "source": [[0, 7]], "kind": "indirect"},
        {"content": [[33, 42]], "cue": [[28, 32]], "source": [[24, 27]], "kind": "indirect"},
    ]
    named = [
        {**r, "source_entity": "Ana Lee", "rule": "clause", "confidence": 0.8, **more}
        for r in attributions
    ]
    return {"id": "a", "text": text, "attributions": named}


def test_joined_speakers_err_less_than_source_strings() -> None:
    gold = with_entities([document()])
    table = share_errors(gold, {"a": document()}, resamples=20)
    assert table["error"].tolist() == [0.0, 0.0, 0.5]
    assert (table["low"] <= table["error"]).all() and (table["error"] <= table["high"]).all()


def test_rules_are_counted_with_what_they_got_right() -> None:
    wrong = document()
    wrong["attributions"][1]["content"] = [[0, 3]]
    table = score_rules([document()], {"a": wrong})
    columns = ["rule", "hits", "right", "precision"]
    assert table[columns].to_numpy().tolist() == [["clause", 2, 1, 0.5]]


def test_a_rule_that_finds_all_is_all_that_is_gained() -> None:
    gains = rule_gains([document()])
    assert gains["clause"] == 1.0 and gains["headline"] == 0.0
    table = rule_table([document()], [document()]).set_index("rule")
    assert table.loc["clause", ["train_hits", "dev_precision", "dev_gain"]].tolist() == [2, 1, 1]
    assert table.loc["headline", ["train_hits", "dev_gain"]].tolist() == [0, 0]


@pytest.mark.cases
def test_the_command_prints_a_table(what, first, tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(document()) + "\n", encoding="utf-8")
    table = tmp_path / "t.csv"
    command = ["evaluate", what, str(path), str(path), "--csv", str(table), "--bootstrap", "5"]
    assert main(command) == 0
    assert capsys.readouterr().out.split()[0] == first
    assert table.read_text(encoding="utf-8").count("\n") >= 2


def test_golds_without_speakers_are_refused(tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(document(source_entity=None)) + "\n", encoding="utf-8")
    assert main(["evaluate", "voices", str(path), str(path)]) == 2
    assert "name no speakers" in capsys.readouterr().err


@pytest.mark.skipif(not TRAIN.exists(), reason="PolNeAR is not beside the repository")
def test_annotated_speakers_fit_the_benchmark() -> None:
    documents = with_speakers(read_json_lines(TRAIN))
    rows = load_lexicon("polnear_speakers", ("article", "start", "end", "group"), GOLD)
    assert len(documents) == 19
    assert sum(len(d["attributions"]) for d in documents) >= len(rows)


# --- how stable the shares are


def segments(rows: list[tuple[int, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["attribution", "speaker", "words"])


VOICES = segments([(0, "Kim", 30), (0, "Kim", 10), (1, "Lee", 20), (-1, "narrator", 200)])


def run(false_content: float, wrong_source: float, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return stability_of_shares(
        VOICES, false_content=false_content, wrong_source=wrong_source, rng=rng, draws=500
    ).set_index("speaker")


def test_without_errors_nothing_varies() -> None:
    table = run(0, 0)
    assert table.loc["Kim", "share"] == pytest.approx(2 / 3)
    assert table.loc["Kim", ["low", "high", "first"]].tolist() == pytest.approx([2 / 3, 2 / 3, 1])
    assert table.loc["Lee", "first"] == 0


def test_when_every_source_is_wrong_the_two_change_places() -> None:
    table = run(0, 1)
    assert table.loc["Lee", "low"] == pytest.approx(2 / 3)
    assert table.loc["Lee", "first"] == 1


def test_the_first_place_is_lost_as_often_as_the_leader_errs() -> None:
    # Kim leads unless Kim's one attribution is false and Lee's is not: 0.3 x 0.7
    assert run(0.3, 0)["first"]["Lee"] == pytest.approx(0.21, abs=0.05)
