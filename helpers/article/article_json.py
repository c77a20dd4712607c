"""Stored article: what a run has read, written down so that every notebook reads the same.

An address may answer differently the next minute, and a row of a table is no file of its own.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from helpers.article.article import Article, ArticleError, Paragraph, Provenance

FORMAT = "News Voices article, version 1"


def store_article(article: Article, path: Path) -> Path:
    """Write an article as JSON, from which ``load_article`` makes the same article again."""
    content = {
        "format": FORMAT,
        "text": article.text,
        "provenance": asdict(article.provenance),
        "paragraphs": [[p.start, p.end, p.role] for p in article.paragraphs],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def was_stored(path: Path) -> bool:
    """Return whether a file is there and was written by :func:`store_article`."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return FORMAT.encode() in file.read(200)


def is_stored(content: Any) -> bool:
    """Whether what a JSON file holds was written by :func:`store_article`."""
    return isinstance(content, dict) and content.get("format") == FORMAT


def stored_article(content: dict[str, Any], name: str) -> Article:
    """Return the article in what :func:`store_article` wrote.

    Raises:
        ArticleError: the file was changed by hand and does not fit together any more.
    """
    try:
        provenance = dict(content["provenance"])
        provenance["notes"] = tuple(provenance["notes"])
        text = content["text"]
        paragraphs = tuple(Paragraph(*paragraph) for paragraph in content["paragraphs"])
        if not all(0 <= p.start < p.end <= len(text) for p in paragraphs) or not paragraphs:
            raise ValueError
        return Article(text, paragraphs, Provenance(**provenance))
    except (KeyError, TypeError, ValueError):
        raise ArticleError(
            f"{name} was changed by hand: give the original article again."
        ) from None
