import importlib.util
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from helpers.evaluation.attribution_scores import (
    compare_with_gold,
    match_attributions,
    score_documents,
)
from helpers.evaluation.benchmarks import BENCHMARKS, read_json_lines

POLNEAR = BENCHMARKS / "attribution"
TEXT = 'Kim said it rains. "No", said Lee. It is late, they think.'


def record(content: str, source: str = "", kind: str = "indirect", **more: Any) -> dict[str, Any]:
    def spans(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    return {"content": spans(content), "cue": [], "source": spans(source), "kind": kind, **more}


RAINS = record("it rains", "Kim")
NO = record('"No"', "Lee", "direct")
LATE = record("It is late", "they", speech=False)


def document(*records: dict[str, Any]) -> dict[str, Any]:
    return {"id": "a", "text": TEXT, "attributions": list(records)}


def f1(predicted: list[dict[str, Any]], *, speech_only: bool = False) -> float:
    table = score_documents(
        [document(RAINS, NO, LATE)], {"a": document(*predicted)}, speech_only=speech_only
    )
    return float(table.set_index("kind").loc["all", "f1"])


@pytest.mark.cases
def test_end_to_end_f1(predicted: list[tuple[str, str]], expected: float) -> None:
    known = {"rains": RAINS, "no": NO, "late": LATE}
    found = [known[one] if one in known else record(*one) for one in predicted]
    assert f1(found) == pytest.approx(expected, abs=1e-3)


def test_speech_scope_neither_asks_for_beliefs_nor_punishes_them() -> None:
    assert f1([RAINS, NO], speech_only=True) == 1.0
    assert f1([RAINS, NO, record("It is late", "they")], speech_only=True) == 1.0


def test_a_missing_document_counts_as_empty() -> None:
    table = score_documents([document(RAINS)], {})
    assert table.loc[0, "recall"] == 0
    assert table.loc[0, "predicted"] == 0


def test_each_annotated_attribution_is_matched_once() -> None:
    pairs = match_attributions(TEXT, [RAINS], [RAINS, RAINS])
    assert [(p.gold, p.predicted) for p in pairs] == [(0, 0)]


def test_every_disagreement_is_listed_with_both_sides() -> None:
    found = [record("it rains", "Lee"), record("they think", "")]
    table = compare_with_gold(TEXT, [RAINS, NO], found)
    assert table["outcome"].tolist() == ["other source", "missed", "added"]
    assert table["gold"].tolist() == ["it rains", '"No"', ""]
    assert table["predicted"].tolist() == ["it rains", "", "they think"]
    assert table["predicted_speaker"].tolist() == ["Lee", "", "nobody named"]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = POLNEAR / "score.py"
    if not path.exists():
        pytest.skip("the benchmarks are not beside this repository (../shared/benchmarks)")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("speech_only", [False, True])
def test_we_score_as_the_shared_scorer_does(scorer: ModuleType, speech_only: bool) -> None:
    gold = read_json_lines(POLNEAR / "polnear-dev.jsonl")[:30]
    rng = np.random.default_rng(7)
    predicted = {}
    for doc in gold:  # golds, damaged at random: dropped, shifted, given another's source
        records = [dict(r) for r in doc["attributions"] if rng.random() < 0.8]
        for r in records:
            if rng.random() < 0.3:
                r["content"] = [[s, s + max(1, (e - s) // 2)] for s, e in r["content"]]
            if rng.random() < 0.2:
                r["source"] = records[0]["source"]
        predicted[doc["id"]] = {"id": doc["id"], "text": doc["text"], "attributions": records}
    theirs = scorer.score(
        {d["id"]: d for d in gold}, predicted, scope="speech" if speech_only else None
    )
    ours = score_documents(gold, predicted, speech_only=speech_only).set_index("kind")
    for kind in ("all", "direct", "indirect", "mixed"):
        assert ours.loc[kind, "precision"] == pytest.approx(theirs[kind]["e2e"]["p"])
        assert ours.loc[kind, "recall"] == pytest.approx(theirs[kind]["e2e"]["r"])
        assert ours.loc[kind, "content_f1"] == pytest.approx(theirs[kind]["overlap"]["f1"])
        assert ours.loc[kind, "source"] == pytest.approx(theirs[kind]["source"]["acc"])
