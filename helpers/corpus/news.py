"""News: 300 items of ABC (Australia), of 2001, to try a corpus on; an extra.

They come with the package gensim (LGPL-2.1), as the Lee background corpus: Lee, Pincombe & Welsh
(2005), "An empirical evaluation of models of text document similarity", Proceedings of the
Cognitive Science Society 27, 1254-1259. Only the file is read; nothing of the package is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gensim"
INSIDE = "test/test_data/lee_background.cor"
REQUIREMENTS = "helpers/corpus/requirements.txt"
HOW_TO_ADD = (
    f"The package with the news is not installed: run `.venv/bin/python -m pip install --no-deps "
    f"--require-hashes -r {REQUIREMENTS}`, or set CORPUS to a folder, pattern or table of articles "
    "of your own."
)


def news_file() -> Path | None:
    """Return the file with the items, None where the package is not installed."""
    found = find_spec(PACKAGE)
    for folder in found.submodule_search_locations or () if found else ():
        if (path := Path(folder) / INSIDE).is_file():
            return path
    return None


def news_records(path: Path) -> Iterator[dict[str, str]]:
    """Yield ``id`` (abc-001 is the first line) and ``text`` of each item of the file, once each.

    An item that stands there a second time, word for word, is left out: counted twice, it would
    make intervals over articles too short. Runs of blanks become one; there are no headlines.
    """
    seen = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            text = " ".join(line.split())
            if text and text not in seen:
                seen.add(text)
                yield {"id": f"abc-{number:03}", "text": text}


def write_news(path: Path, target: Path) -> Path:
    """Write the items as JSON Lines, an input of ``analyse_corpus``, and return the file."""
    content = "".join(json.dumps(record) + "\n" for record in news_records(path))
    if not target.is_file() or target.read_text(encoding="utf-8") != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".unfinished-{target.name}")
        unfinished.write_text(content, encoding="utf-8")
        unfinished.replace(target)
    return target
