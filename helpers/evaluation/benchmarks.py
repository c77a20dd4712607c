"""Benchmarks: annotated news of others, kept in a folder beside this repository.

No text of them is part of the repository, since the texts belong to others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.analysis import analyse_many
from helpers.annotation import Annotation, annotate_many
from helpers.article import DATA, Article, article_from_text
from helpers.attribution.attribution import interchange_record

BENCHMARKS = DATA.parent.parent / "shared" / "benchmarks"


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def annotate_texts(texts: Iterable[str], *, passage: bool = False) -> Iterator[Annotation]:
    """Yield the annotation of each text, with its offsets; a ``passage`` has no headline."""
    return annotate_many(_article(text, passage=passage) for text in texts)


def attribute_documents(documents: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what the command ``attribute`` writes about each document, by its ``id``."""
    analyses = analyse_many(_article(document["text"]) for document in documents)
    return {
        document["id"]: interchange_record(document["id"], analysis.text, analysis.attributions)
        for document, analysis in zip(documents, analyses, strict=True)
    }


def _article(text: str, *, passage: bool = False) -> Article:
    return article_from_text(text, any_language=True, normalise_newlines=False, passage=passage)
