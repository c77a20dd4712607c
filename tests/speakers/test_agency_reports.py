"""Speakers of agency reports: a row of ``agency_reports.tsv`` is a text and who speaks in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.lexicons import load_lexicon
from helpers.speakers import find_actors

# Since the fit of November 2026 the text itself is the source, which is right more often.
ISSUER = pytest.mark.xfail(reason="an article speaks, not its publisher", strict=True)
CASES = [
    pytest.param(row, id=row["case"], marks=ISSUER if "publisher's" in row["case"] else ())
    for row in load_lexicon("agency_reports", (), Path(__file__).parent)
]


@pytest.mark.parametrize("case", CASES)
def test_who_speaks_in_an_agency_report(case: dict[str, str]) -> None:
    text = case["text"].replace(" ¶ ", "\n\n")
    annotation = annotate(article_from_text(text, any_language=True))
    _, attributed = find_actors(annotation, find_attributions(annotation))
    outer = sorted((a for a in attributed if a.nested_in is None), key=lambda a: a.content[0][0])
    assert "; ".join(a.speaker for a in outer) == case["speakers"]
