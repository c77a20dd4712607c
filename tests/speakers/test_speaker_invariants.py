"""Invariants of speakers on arbitrary text, and entity accuracy on a benchmark where present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.annotation import annotate, annotate_many
from helpers.article import article_from_text
from helpers.attribution import Attribution
from helpers.speakers import UNATTRIBUTED, find_actors

WORDS = (
    "Mary Berg Tom Larsen Mr. Mrs. President he she it they I we us US U.S. the a officials "
    "spokesman of , . said who himself France French Larsen's “ ” \" ' — narrator unattributed "
    "Supporters ministry The IOC company \n v. and"
).split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
GUM = Path(__file__).resolve().parents[3] / "shared/benchmarks/attribution/gum-train.jsonl"


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS | st.text(min_size=1, max_size=80), data=st.data())
def test_invariants(text: str, data: st.DataObject) -> None:
    text += " x"  # an article has at least one word
    if sum(c < " " for c in text) > 0:
        text = "".join(c if c >= " " or c == "\n" else " " for c in text)
    annotation = annotate(article_from_text(text, any_language=True))
    text = annotation.text
    offset = st.integers(0, len(text))
    span = st.tuples(offset, offset).map(lambda pair: (min(pair), max(pair)))
    attributions = [
        Attribution((data.draw(span),), (), (data.draw(span),), "indirect", "drawn")
        for _ in range(data.draw(st.integers(0, 4)))
    ]
    actors, attributed = find_actors(annotation, attributions)
    names = [actor.name for actor in actors]
    assert len(set(names)) == len(names)
    assert all(names)
    assert not set(names) & {UNATTRIBUTED, "narrator"}
    spans = [(m.start, m.end) for actor in actors for m in actor.mentions]
    assert len(set(spans)) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[start:end].strip() for start, end in spans)
    assert all(actor.mentions and all(m.reason for m in actor.mentions) for actor in actors)
    firsts = [actor.mentions[0].start for actor in actors]
    assert firsts == sorted(firsts)
    assert len(attributed) == len(attributions)
    assert all(a.speaker in {*names, UNATTRIBUTED} for a in attributed)
    assert [a.content for a in attributed] == [a.content for a in attributions]


@pytest.mark.skipif(not GUM.exists(), reason="the benchmarks do not lie beside the repository")
def test_entities_of_gold_sources() -> None:
    """Same last word of the canonical name, sources given; typos and accents count against us."""
    documents = [json.loads(line) for line in GUM.read_text(encoding="utf-8").splitlines()]
    articles = [
        article_from_text(d["text"], any_language=True, normalise_newlines=False) for d in documents
    ]
    right = total = 0
    for document, annotation in zip(documents, annotate_many(articles), strict=True):
        gold = [
            Attribution(_spans(a["content"]), (), _spans(a["source"]), "indirect", "gold")
            for a in document["attributions"]
        ]
        _, attributed = find_actors(annotation, gold)
        for a, ours in zip(document["attributions"], attributed, strict=True):
            if a["source_entity"]:
                total += 1
                last = a["source_entity"].casefold().split()[-1]
                right += ours.speaker.casefold().split()[-1] == last
    assert total > 100
    assert right / total >= 0.8


def _spans(spans: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)
