"""The annotation of the bundled article is consistent, and its README says what is in it.

Imports nothing of `helpers`: what checks the program must not depend on it.
"""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
NAME = "us-bombs-facilities-in-syria"
GOLD = DATA / "gold" / f"{NAME}.attributions.jsonl"
LAYERS = ("content", "cue", "source")

DOCUMENT = json.loads(GOLD.read_text(encoding="utf-8"))
TEXT = DOCUMENT["text"]
ATTRIBUTIONS = DOCUMENT["attributions"]
NUMBERED = pytest.mark.parametrize(
    "attribution", ATTRIBUTIONS, ids=[str(i) for i in range(len(ATTRIBUTIONS))]
)


def spans(attribution):
    """All spans of an attribution, whatever they mark."""
    return [tuple(span) for layer in LAYERS for span in attribution[layer]]


def words(attribution):
    """Runs between white space with a letter or a digit, as the README counts them."""
    runs = [run for start, end in attribution["content"] for run in TEXT[start:end].split()]
    return sum(any(character.isalnum() for character in run) for run in runs)


def kind_by_marks(attribution):
    """Kind by parity: a character is quoted if an odd number of marks precede it in its line."""
    quoted = set()
    for start, end in attribution["content"]:
        for at in range(start, end):
            if TEXT[at].isalnum():
                line_start = TEXT.rfind("\n", 0, at) + 1
                quoted.add(TEXT.count('"', line_start, at) % 2 == 1)
    return {(True,): "direct", (False,): "indirect"}.get(tuple(quoted), "mixed")


def test_text_is_the_article_with_straight_quotation_marks_only():
    # Bytes, because reading as text would turn other line ends into "\n".
    article = (DATA / f"{NAME}.txt").read_bytes().decode("utf-8")
    assert (article, NAME) == (TEXT, DOCUMENT["id"])
    # kind_by_marks knows no other marks.
    assert not re.search("[“”«»„]|''|``", TEXT)
    assert all(line.count('"') % 2 == 0 for line in TEXT.splitlines())


def test_attributions_are_in_the_order_of_the_text():
    starts = [min(spans(attribution))[0] for attribution in ATTRIBUTIONS]
    assert starts == sorted(starts)


@NUMBERED
def test_fields(attribution):
    others = "source_entity kind speech certainty nested_in note".split()
    assert set(attribution) == {*LAYERS, *others}
    assert attribution["content"]
    assert isinstance(attribution["speech"], bool)
    assert attribution["certainty"] in {"clear", "debatable"}
    name = attribution["source_entity"]
    assert name is None or (attribution["source"] and name in TEXT)
    # A debatable decision needs a reason.
    assert attribution["certainty"] == "clear" or attribution["note"]


@NUMBERED
def test_spans_are_whole_words_in_order_without_overlap(attribution):
    for layer in LAYERS:
        assert attribution[layer] == sorted(attribution[layer])
    ordered = sorted(spans(attribution))
    assert all(end <= start for (_, end), (start, _) in pairwise(ordered))
    for start, end in ordered:
        assert 0 <= start < end <= len(TEXT) and "\n" not in TEXT[start:end]
        assert TEXT[start:end] == TEXT[start:end].strip()
        assert not (TEXT[start].isalnum() and TEXT[start - 1].isalnum())
        assert not (TEXT[end - 1].isalnum() and TEXT[end : end + 1].isalnum())


@NUMBERED
def test_kind_agrees_with_the_quotation_marks(attribution):
    assert attribution["kind"] == kind_by_marks(attribution)


@NUMBERED
def test_a_nested_attribution_is_inside_the_content_of_the_outer_one(attribution):
    def inside(outer):
        return all(
            any(start <= low and high <= end for start, end in outer["content"])
            for low, high in spans(attribution)
        )

    others = [other for other in ATTRIBUTIONS if other is not attribution]
    holders = [other for other in others if inside(other)]
    index = attribution["nested_in"]
    # Exactly one outer attribution, and none that the file forgot to name.
    assert holders == ([] if index is None else [ATTRIBUTIONS[index]])
    assert index is None or index < ATTRIBUTIONS.index(attribution)


def test_readme_counts_are_those_of_the_file():
    readme = (DATA / "gold" / "README.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
    printed = {name: tuple(map(int, counts)) for name, *counts in row.findall(readme)}
    totals, length, inner = Counter(), Counter(), Counter()
    for attribution in ATTRIBUTIONS:
        if attribution["speech"]:
            for name in (attribution["source_entity"] or "(nobody named)", "all"):
                top = attribution["nested_in"] is None
                totals[name] += top
                length[name] += words(attribution) if top else 0
                inner[name] += not top
    assert printed == {name: (totals[name], length[name], inner[name]) for name in totals}
    clear = sum(attribution["certainty"] == "clear" for attribution in ATTRIBUTIONS)
    assert f"{clear} are clear and {len(ATTRIBUTIONS) - clear} debatable" in readme
    top = sum(attribution["nested_in"] is None for attribution in ATTRIBUTIONS)
    assert f"{len(ATTRIBUTIONS)} attributions, {top} of them at the top level" in readme
