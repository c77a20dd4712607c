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
    return reading_with(article.provenance.sha256, folder)


def reading_with(digest: str, folder: Path = READINGS) -> str | None:
    """Return the reading whose first line has a SHA-256 sum: of an article, or of a corpus's input.

    That of an input is what ``helpers.corpus.Corpus.input_digest`` returns.
    """
    for path in sorted(folder.glob("*.md")):
        first, _, reading = path.read_text(encoding="utf-8").partition("\n")
        if first.strip() == f"sha256: {digest}":
            return reading.strip()
    return None
