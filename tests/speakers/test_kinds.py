"""Kinds and offices: a row of ``kinds.tsv`` is a text, an actor in it, its kind and its office."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from helpers.analysis import analyse
from helpers.annotation import annotate_many
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.lexicons import load_lexicon
from helpers.measures.sourcing import voice_gap
from helpers.speakers import Actor, find_actors

CASES = load_lexicon("kinds", (), Path(__file__).parent)
OFFICIAL = {"yes": (True,), "no": (False,), "none": (None,), "-": (True, False, None)}


@cache
def actors_of_all() -> dict[str, list[Actor]]:
    """The actors of each text; the texts are parsed together."""
    texts = list(dict.fromkeys(case["text"] for case in CASES))
    articles = [article_from_text(text, any_language=True) for text in texts]
    found = (find_actors(a, find_attributions(a))[0] for a in annotate_many(articles))
    return dict(zip(texts, found, strict=True))


def plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix("'s")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}: {case['text'][:40]}")
def test_kind_and_office(case: dict[str, str]) -> None:
    actors = {plain(actor.name): actor for actor in actors_of_all()[case["text"]]}
    name = plain(case["name"])
    longer = next(
        (a for n, a in actors.items() if name in n.split() or n.endswith(f" {name}")), None
    )
    actor = actors.get(name, longer if case["kind"] != "absent" else None)
    if actor is None:
        assert case["kind"] == "absent", list(actors)
        return
    assert (actor.type, bool(actor.reason)) == (case["kind"], True)
    assert actor.official in OFFICIAL[case["official"]]
    assert case["level"] in ("-", actor.level)
    assert actor.former is (case["former"] == "former")
    assert actor.official or not actor.level
    assert 0 < actor.confidence <= 1


def test_only_who_can_act_is_mentioned_never_quoted() -> None:
    text = (
        "Ann Lee said that a report claims others warned Denmark. "
        "A study suggests that some doubt it. The Swedish army denied it."
    )
    analysis = analyse(article_from_text(text, any_language=True))
    gap = voice_gap(analysis)
    never = set(gap[gap["never_quoted"]]["actor"])
    assert "Denmark" in never
    assert not {"report", "study", "others", "some"} & {name.casefold() for name in never}
