"""Gold: attributions of an article that were annotated by hand, kept in ``data/gold``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.article import DATA, Article

GOLD = DATA / "gold"


def gold_of(article: Article, folder: Path = GOLD) -> list[dict[str, Any]] | None:
    """Return the hand-annotated attributions of exactly this text, or None where there are none.

    Each is a record of the interchange format (``content``, ``cue``, ``source``,
    ``source_entity``, ``kind``, ``speech``) with ``nested_in``, ``certainty`` and ``note``;
    ``data/gold/README.md`` explains them.
    """
    for path in sorted(folder.glob("*.attributions.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if document["text"] == article.text:
                return list(document["attributions"])
    return None
