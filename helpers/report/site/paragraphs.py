"""Sphinx extension: the site's search finds the paragraphs of the article, and leads to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType


class Paragraphs(Domain):
    """The paragraphs as objects, which Sphinx searches with their anchors; pages have none."""

    name = label = "article"
    object_types: ClassVar = {"paragraph": ObjType("paragraph")}

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield each paragraph as Sphinx wants it; a result shows it in full."""
        for number, written in enumerate(self.env.config.article_paragraphs):
            # Sphinx escapes straight marks, and its page shows the escapes.
            text = re.sub(r'(?<!\S)"', "“", written).replace('"', "”").replace("'", "’")
            yield text, text, "paragraph", "index", f"nv-paragraph-{number}", 0

    def resolve_any_xref(self, *_: Any) -> list[Any]:
        """Return nothing: no link of a page is meant for a paragraph."""
        return []


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the paragraphs, whose texts are in the setting ``article_paragraphs``."""
    app.add_config_value("article_paragraphs", [], "env", [list])
    app.add_domain(Paragraphs)
    return {"parallel_read_safe": True}
