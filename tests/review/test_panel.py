"""The review panel: what the page asks is in the file before the answer, and shown as it says."""

import random

import pytest

from helpers.article import article_from_text
from helpers.corrections import CorrectionError, read_corrections
from helpers.review import ReviewPanel
from helpers.review.panel import review_file

TEXT = (
    "Mayor Kim Roe said the mill would close. “It is old,” she added. Lee Moss denied that. "
    "“Nobody asked us.” 😀 Jan Berg said it would strike."
)
ARTICLE = article_from_text(TEXT, source="mill.txt", any_language=True)


@pytest.fixture
def panel(tmp_path):
    return ReviewPanel(ARTICLE, "ann", tmp_path / "mill.csv")


def shown(panel, words):
    return next(s for s in panel.state["statements"] if words in s["words"])


def ask(panel, statement, **message):
    panel.decide({"start": statement["start"], "end": statement["end"], **message})


def test_the_least_sure_statement_is_first_and_the_texts_are_whole(panel):
    doubts = [s["doubt"] for s in panel.state["statements"]]
    assert doubts == sorted(doubts, reverse=True) and len(doubts) > 3
    assert "".join(p["text"] for p in panel.state["paragraphs"]) == TEXT
    assert (panel.state["done"], panel.state["notes"]) == (0, [])


def test_each_decision_is_in_the_file_and_on_the_page(panel):
    ask(panel, shown(panel, "mill"), action="accept")
    assert shown(panel, "mill")["verdict"] == "accepted"
    ask(panel, shown(panel, "old"), action="set", field="speaker", value="Lee Moss")
    assert shown(panel, "old")["speaker"] == "Lee Moss"
    ask(panel, shown(panel, "asked us"), action="reject")
    assert shown(panel, "asked us")["verdict"] == "rejected"
    panel.decide({"action": "rename", "name": "Jan Berg", "value": "J. Berg"})
    panel.decide({"action": "merge", "name": "J. Berg", "value": "Kim Roe"})
    assert "J. Berg" not in panel.state["speakers"]
    actions = [c.action for c in read_corrections(panel.path)]
    assert actions == ["accept", "set", "reject", "rename", "merge"]
    assert panel.state["done"] == 3
    again = ReviewPanel(ARTICLE, "ann", panel.path)
    assert again.state | {"seconds": 0} == panel.state | {"seconds": 0}
    assert panel.state["seconds"] < again.state["seconds"]  # by the coder's own pace


def test_a_changed_span_is_decided_again_and_taken_back(panel):
    before = shown(panel, "mill")
    start = TEXT.index("would close")
    ask(panel, before, action="set", field="content", value=f"{start}-{start + 11}")
    changed = shown(panel, "would close")
    assert changed["content"] == [[start, start + 11]]
    assert (changed["start"], changed["end"]) == (before["start"], before["end"])
    ask(panel, changed, action="reject")
    assert [c.action for c in read_corrections(panel.path)] == ["reject"]
    ask(panel, changed, undo=True)
    assert shown(panel, "mill") == before and read_corrections(panel.path) == []


def test_an_added_statement_gets_another_speaker(panel):
    start = TEXT.index("denied that")
    place = {"start": start, "end": start + 11}
    panel.decide({"action": "add", "value": "Lee Moss", **place})
    added = shown(panel, "denied that")
    assert (added["verdict"], added["speaker"]) == ("added", "Lee Moss")
    ask(panel, added, action="add", value="Kim Roe")
    assert shown(panel, "denied that")["speaker"] == "Kim Roe"
    assert len(read_corrections(panel.path)) == 1


def test_what_cannot_be_saved_is_said_and_nothing_is_lost(panel, monkeypatch):
    said = []
    monkeypatch.setattr(panel, "send", said.append)
    panel._receive(panel, {"action": "accept", "number": 1, **shown(panel, "mill")}, [])
    panel._receive(panel, {"action": "dance", "number": 2}, [])
    panel._receive(panel, {"number": 3}, [])
    assert said[0] == {"saved": 1}
    assert [answer["failed"] for answer in said[1:]] == [2, 3]
    assert "use one of accept" in said[1]["why"]
    assert [c.action for c in read_corrections(panel.path)] == ["accept"]


def test_a_coder_has_a_file_of_his_own(monkeypatch):
    assert review_file(ARTICLE).name == "mill.csv"
    assert review_file(ARTICLE, "ann").name == "mill.ann.csv"
    with pytest.raises(CorrectionError, match="use letters and digits"):
        review_file(ARTICLE, "../ann")
    monkeypatch.setenv("NEWS_VOICES_CORRECTIONS", "0")
    with pytest.raises(CorrectionError, match="turned off"):
        review_file(ARTICLE)


def test_a_panel_that_ends_at_any_time_has_lost_no_decision(tmp_path):
    """Fifty panels, each ended after a decision: the file holds every one, once."""
    path, chance = tmp_path / "mill.csv", random.Random(1)
    expected = {}
    for _ in range(50):
        panel = ReviewPanel(ARTICLE, "ann", path)
        statement = chance.choice(panel.state["statements"])
        action = chance.choice(["accept", "reject"])
        ask(panel, statement, action=action)
        expected[statement["start"], statement["end"]] = action
        del panel
    assert {(c.start, c.end): c.action for c in read_corrections(path)} == expected
    assert len(read_corrections(path)) == len(expected)
