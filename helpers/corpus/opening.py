"""Opening: a corpus by what a user gives: one analysed before, or articles to be analysed now.

What is analysed here is kept in ``build/corpora``, under a digest of the articles and of the
program: a corpus of other articles, or of another version of the program, never stands in for it.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from helpers.article import BUNDLED_ARTICLE
from helpers.corpus.dataset import Corpus, read_corpus
from helpers.corpus.inputs import find_sources
from helpers.corpus.news import news_file, write_news
from helpers.corpus.partitions import PLAN
from helpers.corpus.running import analyse_corpus

KEPT = Path(__file__).resolve().parents[2] / "build" / "corpora"
MOST_WORKERS = 4  # each needs a second or two to start, and half a gigabyte


def open_corpus(given: str | Path | None = None, *, kept: Path = KEPT) -> Corpus:
    """Return a corpus, analysed where it is not yet; nothing is printed.

    Args:
        given: a folder that ``python -m helpers corpus`` wrote, or an input of that command (a
            folder, a pattern, a table); None takes the news of ``helpers.corpus.news``, or where
            the package with them is not installed, the bundled article alone.
        kept: where corpora that are analysed here are written, and found again.

    Raises:
        ArticleError: the input can't be read.
        CorpusError: the folder holds an unfinished corpus, or the analysis did not come to its end.
    """
    if given is None:
        news = news_file()
        given = write_news(news, kept / "abc.jsonl") if news else BUNDLED_ARTICLE
    path = Path(given).expanduser()
    if (path / PLAN).is_file():
        return read_corpus(path)
    folder = kept / _digest(str(given), kept / "any")
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    analyse_corpus(given, folder, workers=workers, report=_nothing, progress=False)
    return read_corpus(folder)


def input_digest(corpus: Corpus) -> str:
    """Return the SHA-256 sum of the articles that a corpus was made from, and of their names."""
    return str(json.loads((corpus.folder / PLAN).read_bytes())["input"])


def _digest(given: str, out: Path) -> str:
    from helpers.analysis.program_version import program_digest

    digest = hashlib.sha256(program_digest().encode())
    for source in find_sources(given, out).sources:
        digest.update(f"\n{source.name} {source.sha256} {source.rows}".encode(errors="replace"))
    return digest.hexdigest()[:16]


def _nothing(line: str) -> None:
    """Where the work is watched is of no interest in a notebook."""
