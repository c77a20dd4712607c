"""Cases that broke the program once, kept beside the repository: read where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.article import load_article

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"
SAID = ("“We have waited ten years", "“Nobody asked us,” said Ann Pell", "Omar Diaz")
BESIDE = ("Ferry late again", "Fish prices up", "Unlimited online", "New bus line", "Subscribe now")

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")


@pytest.mark.cases
def test_a_case_is_read(name: str, paragraphs: int, words: tuple[str, ...]) -> None:
    article = load_article(CASES / name)
    assert [p.role for p in article.paragraphs] == ["title", *["body"] * paragraphs]
    assert not [each for each in words if each not in article.text]
    assert not [each for each in BESIDE if each in article.text and "csv" not in name]
