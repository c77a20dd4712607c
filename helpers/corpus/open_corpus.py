"""Open a corpus: one that was analysed before, or articles that are analysed now; or the news.

A corpus that is analysed here is kept in ``build/corpora``, under a digest of the articles and of
the program, so that it is never mistaken for one of other articles or of another version.

The news to try it on are 300 items of ABC (Australia) of 2001, which come with the package gensim
(LGPL-2.1), an extra: Lee, Pincombe & Welsh (2005), "An empirical evaluation of models of text
document similarity", Proceedings of the Cognitive Science Society 27, 1254-1259. Only the file is
read; nothing of the package is imported.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from helpers.analysis.program_version import program_digest
from helpers.article import BUNDLED_ARTICLE, Article, article_from_text, load_article
from helpers.corpus.corpus_folder import Corpus, read_corpus, write_text
from helpers.corpus.inputs import find_sources
from helpers.corpus.partitions import PLAN
from helpers.corpus.running import analyse_corpus

KEPT = Path(__file__).resolve().parents[2] / "build" / "corpora"
MAX_WORKERS = 4  # each needs a second or two to start, and half a gigabyte
_NEWS = "test/test_data/lee_background.cor"  # inside the package gensim
REQUIREMENTS = "helpers/corpus/requirements.txt"
HOW_TO_ADD = (
    f"The package with the news is not installed: run `.venv/bin/python -m pip install --no-deps "
    f"--require-hashes -r {REQUIREMENTS}`, or set CORPUS to a folder, pattern or table of articles "
    "of your own."
)


def open_corpus(given: str | Path | None = None, *, kept: Path = KEPT) -> Corpus:
    """Return a corpus, analysed first where it is not yet; nothing is printed.

    ``given`` is a folder that ``python -m helpers corpus`` wrote, or an input of that command; None
    takes the news or, without the package, the bundled article alone. Corpora that are analysed
    here are ``kept``, and found again.
    """
    if given is None:
        news = news_file()
        given = write_news(news, kept / "abc.jsonl") if news else BUNDLED_ARTICLE
    path = Path(given).expanduser()
    if (path / PLAN).is_file():
        return read_corpus(path)
    articles = find_sources(str(given), kept / "any").digest
    folder = kept / hashlib.sha256(f"{program_digest()} {articles}".encode()).hexdigest()[:16]
    workers = min(os.cpu_count() or 1, MAX_WORKERS)
    analyse_corpus(given, folder, workers=workers, report=lambda line: None, progress=False)
    return read_corpus(folder)


def news_file() -> Path | None:
    """Return the file with the news, None where the package is not installed."""
    found = find_spec("gensim")
    for folder in found.submodule_search_locations or () if found else ():
        if (path := Path(folder) / _NEWS).is_file():
            return path
    return None


def news_records(path: Path) -> Iterator[dict[str, str]]:
    """Yield ``id`` (abc-001 is the first line) and ``text`` of each item of the news, once each.

    An item that is repeated word for word is left out: counted twice, it would make intervals over
    articles too short. Runs of blanks become one; there are no headlines.
    """
    seen = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            text = " ".join(line.split())
            if text and text not in seen:
                seen.add(text)
                yield {"id": f"abc-{number:03}", "text": text}


def news_item(identifier: str) -> Article:
    """Return one item of the news, or the bundled article where their package is not installed.

    Raises:
        KeyError: there is no such item.
    """
    path = news_file()
    if path is None:
        return load_article(BUNDLED_ARTICLE)
    texts = {record["id"]: record["text"] for record in news_records(path)}
    return article_from_text(texts[identifier], source=identifier)


def write_news(path: Path, target: Path) -> Path:
    """Write the news as JSON Lines, an input of ``analyse_corpus``, and return the file."""
    content = "".join(json.dumps(record) + "\n" for record in news_records(path))
    if not target.is_file() or target.read_text(encoding="utf-8") != content:
        write_text(target, content)
    return target
