from pathlib import Path

from helpers.article import Article, Provenance, load_article
from helpers.report.readings import READINGS, reading_of


def article(digest: str) -> Article:
    return Article("words", (), Provenance("a.txt", digest, ()))


def test_a_reading_belongs_to_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("sha256: abc\nA *reading*.\n", encoding="utf-8")
    assert reading_of(article("abc"), tmp_path) == "A *reading*."
    assert reading_of(article("abd"), tmp_path) is None
    assert reading_of(article(""), tmp_path) is None


def test_each_stored_reading_says_whose_it_is() -> None:
    paths = list(READINGS.glob("*.md"))
    assert paths
    for path in paths:
        assert "A reading by" in path.read_text(encoding="utf-8"), path.name


def test_the_bundled_article_has_a_reading() -> None:
    assert reading_of(load_article())
