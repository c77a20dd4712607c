"""Errors by class, and the calibration of confidences."""

from typing import Any

import pytest

from helpers.evaluation.attribution_errors import CLASSES, calibration, error_classes

TEXT = "Kim said it rained. Lee said it snowed. Roe said it froze."


def record(number: int, **more: Any) -> dict[str, Any]:
    start = (0, 20, 40)[number]
    content = [[start + 9, start + (18, 18, 17)[number]]]
    base = {"content": content, "cue": [[start + 4, start + 8]], "source": [[start, start + 3]]}
    return base | {"kind": "indirect"} | more


def document(*records: dict[str, Any]) -> dict[str, Any]:
    return {"id": "a", "text": TEXT, "attributions": list(records)}


@pytest.mark.cases
def test_each_class(changes: dict[str, Any] | None, label: str) -> None:
    found = [record(0, **changes)] if changes is not None else []
    table = error_classes([document(record(0))], {"a": document(*found)}).set_index("class")
    wanted = {name: int(name == label) for name in CLASSES[:-1]}
    assert table["indirect"].drop("false alarm").to_dict() == wanted
    assert table["all"].drop("false alarm").sum() == 1


def test_a_false_alarm_shares_nothing_with_what_people_marked() -> None:
    gold = document(record(0), record(2, speech=False))
    found = document(record(0), record(1), record(2))
    table = error_classes([gold], {"a": found}).set_index("class")
    assert table["all"]["false alarm"] == 1 and table["all"]["right"] == 1


def test_calibration_counts_each_record_in_its_band() -> None:
    found = document(
        record(0, confidence=0.95), record(1, confidence=0.55), record(2, confidence=None)
    )
    table = calibration([document(record(0))], {"a": found})
    assert table[["from", "to", "records", "right"]].to_numpy().tolist() == [
        [0.5, 0.6, 1.0, 0.0],
        [0.9, 1.0, 1.0, 1.0],
    ]
