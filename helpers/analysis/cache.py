"""Analysis cache: the analysis of an article, stored on disk until something changes.

Each notebook analyses the same article, in a process of its own. A stored analysis is found by the
whole article, its provenance included, and by everything else that the result depends on
(``helpers.analysis.program_version``). Stored are the parse, the attributions and the actors; the
annotation is rebuilt from the parse. ``make clean`` removes the folder ``build/cache``.
"""

from __future__ import annotations

import hashlib
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis.program_version import ROOT, program_digest, program_unchanged
from helpers.article import Article

if TYPE_CHECKING:
    from helpers.analysis.analyse import Analysis
    from helpers.annotation.tokens import Parse
    from helpers.attribution import Attribution
    from helpers.speakers import Actor

    Stored = tuple[Parse, tuple[Attribution, ...], tuple[Actor, ...]]

# "0" turns the cache off; a path is the folder to use.
VARIABLE = "NEWS_VOICES_CACHE"
FOLDER = ROOT / "build" / "cache"
MAX_BYTES = 200_000_000  # about a thousand articles; the least recently used are dropped


class _ProgramChangedError(Exception):
    """The program's files changed during an analysis, so its result must not be stored."""

    def __init__(self, result: Stored) -> None:
        super().__init__()
        self.result = result


def cached_analysis(article: Article) -> Analysis:
    """Return the analysis of an article, from the cache where it is there.

    Nothing is read or stored where the cache is off, or where the program's files changed since the
    process began. A damaged file is replaced, and where the folder can't be written to, every call
    analyses the article.
    """
    from helpers.annotation.pieces import assemble

    folder = cache_folder()
    if folder is None or not program_unchanged():
        return _analysed(article)
    try:
        parse, attributions, actors = _read_or_store(article, folder)
    except _ProgramChangedError as changed:
        parse, attributions, actors = changed.result
    except OSError:
        return _analysed(article)
    from helpers.analysis.analyse import Analysis

    return Analysis(assemble(parse), attributions, actors)


def cache_folder() -> Path | None:
    """Return the folder of the cache, or None where the environment turns it off."""
    named = os.environ.get(VARIABLE, "")
    return None if named == "0" else Path(named).expanduser() if named else FOLDER


def cache_key(article: Article) -> str:
    """Return the key of an analysis: a SHA-256 of the article and of the program."""
    return hashlib.sha256(f"{program_digest()}\n{article!r}".encode()).hexdigest()


def _read_or_store(article: Article, folder: Path) -> Stored:
    from joblib import Memory

    with _joblib_silenced():
        memory = Memory(folder, verbose=0, compress=3)  # compressed files have a checksum
        stored = memory.cache(_computed, ignore=["article"])
        key = cache_key(article)
        known = stored.check_call_in_cache(key, article)
        found: Stored = stored(key, article)
        if not known:
            memory.reduce_size(bytes_limit=MAX_BYTES)
    return found


def _computed(key: str, article: Article) -> Stored:
    """The parts of an analysis that are stored; joblib calls it for an unknown key."""
    analysis = _analysed(article)
    parse = analysis.annotation.parse
    assert parse is not None
    result = parse, analysis.attributions, analysis.actors
    if not program_unchanged():
        raise _ProgramChangedError(result)
    return result


def _analysed(article: Article) -> Analysis:
    from helpers.analysis.analyse import analyse_many

    return next(analyse_many([article]))


@contextmanager
def _joblib_silenced() -> Iterator[None]:
    """Silence joblib's warnings about damaged or read-only cache files, which are replaced."""
    logger = logging.getLogger("joblib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="joblib")
            yield
    finally:
        logger.setLevel(level)
