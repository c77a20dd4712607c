"""Whom somebody speaks for, and the gender that an article tells, in short invented passages."""

from __future__ import annotations

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.speakers import Actor, actors_table, find_actors


def actors_of(text: str) -> dict[str, Actor]:
    annotation = annotate(article_from_text(text, any_language=True))
    return {a.name: a for a in find_actors(annotation, find_attributions(annotation))[0]}


@pytest.mark.cases
def test_whom_somebody_speaks_for(case: str, text: str, expected: dict[str, str]) -> None:
    actors = actors_of(text)
    assert {name: actors[name].speaks_for for name in expected} == expected
    bound = [a for a in actors.values() if a.speaks_for]
    assert all(" ".join(a.speaks_for_words.split()) in " ".join(text.split()) for a in bound)


@pytest.mark.cases
def test_gender_is_what_the_article_tells(case: str, text: str, expected: dict[str, str]) -> None:
    found = actors_table(list(actors_of(text).values()), []).set_index("actor")
    named = {name.rstrip("."): gender for name, gender in found["gender"].items()}
    assert {name: named[name] for name in expected} == expected
    told = found["gender"].isin(["woman", "man"])
    assert (found["gender_words"] != "").equals(told)
