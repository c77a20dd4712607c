"""Described speakers: kin, offices, places, documents and short forms of names."""

from __future__ import annotations

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.speakers import find_actors


@pytest.mark.cases
def test_whom_a_description_means(text: str, speakers: dict[str, str]) -> None:
    """The cases: a text, and for each source who is meant."""
    annotation = annotate(article_from_text(text, any_language=True))
    _, attributed = find_actors(annotation, find_attributions(annotation))
    found = {text[a.source[0][0] : a.source[0][1]]: a.speaker for a in attributed if a.source}
    assert {source: found.get(source, "") for source in speakers} == speakers
