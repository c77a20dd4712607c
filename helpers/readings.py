"""Readings: what a reader made of an article, shown beside the numbers and marked as such."""

from __future__ import annotations

from pathlib import Path

from helpers.article import DATA, Article

READINGS = DATA / "readings"


def reading_of(article: Article, folder: Path = READINGS) -> str | None:
    """Return the reading of exactly this text as Markdown, or None where nobody wrote one.

    A reading is a Markdown file whose first line is ``sha256: `` and the sum of the article's
    file, as notebook 01 shows it; so a reading never stands beside another text.
    """
    for path in sorted(folder.glob("*.md")):
        first, _, reading = path.read_text(encoding="utf-8").partition("\n")
        if first.strip() == f"sha256: {article.provenance.sha256}":
            return reading.strip()
    return None
