"""Analysis cache: the analysis of an article kept on disk, for as long as nothing has changed.

Each notebook analyses the same article, in a process of its own. What is kept is found again by
the whole article, what it was read from included, and by all that the result depends on beside it
(``helpers.analysis.program_version``): another text, an edited lexicon or another version of a
package
finds nothing, and is analysed. Kept is what the parser said, the attributions and the actors; the
annotation is made of these anew. The files lie in ``build/cache``, which ``make clean`` removes.
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

    Kept = tuple[Parse, tuple[Attribution, ...], tuple[Actor, ...]]

# "0" turns the cache off; a path keeps it there.
VARIABLE = "NEWS_VOICES_CACHE"
FOLDER = ROOT / "build" / "cache"
MOST_BYTES = 200_000_000  # about a thousand articles; those unused for longest are dropped


class _ProgramChangedError(Exception):
    """The program's files changed while an article was analysed: the result is not to be kept."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept


def cached_analysis(article: Article) -> Analysis:
    """Return the analysis of an article, from the cache where it is there.

    Nothing is read or kept where the cache is off, or where the program's files changed since the
    process began. A damaged file is replaced, and where the folder can't be written to, every call
    analyses.
    """
    from helpers.annotation.pieces import assemble

    folder = cache_folder()
    if folder is None or not program_unchanged():
        return _analysed(article)
    try:
        parse, attributions, actors = _kept(article, folder)
    except _ProgramChangedError as changed:
        parse, attributions, actors = changed.kept
    except OSError:
        return _analysed(article)
    from helpers.analysis.analyse import Analysis

    return Analysis(assemble(parse), attributions, actors)


def cache_folder() -> Path | None:
    """Return the folder of the cache, or None where the environment turns it off."""
    named = os.environ.get(VARIABLE, "")
    return None if named == "0" else Path(named).expanduser() if named else FOLDER


def cache_key(article: Article) -> str:
    """Return what an analysis is found by: a SHA-256 of the article and of the program.

    >>> from helpers.article import article_from_text
    >>> one, other = (article_from_text(f"Kim Roe said it {t}.") for t in ("rained", "snowed"))
    >>> cache_key(one) == cache_key(other)
    False
    """
    return hashlib.sha256(f"{program_digest()}\n{article!r}".encode()).hexdigest()


def _kept(article: Article, folder: Path) -> Kept:
    from joblib import Memory

    with _silent():
        memory = Memory(folder, verbose=0, compress=3)  # with a sum that shows damage
        kept = memory.cache(_computed, ignore=["article"])
        key = cache_key(article)
        known = kept.check_call_in_cache(key, article)
        found: Kept = kept(key, article)
        if not known:
            memory.reduce_size(bytes_limit=MOST_BYTES)
    return found


def _computed(key: str, article: Article) -> Kept:
    """What is kept of an article's analysis; joblib calls it where the key is not known."""
    analysis = _analysed(article)
    parse = analysis.annotation.parse
    assert parse is not None
    kept = parse, analysis.attributions, analysis.actors
    if not program_unchanged():
        raise _ProgramChangedError(kept)
    return kept


def _analysed(article: Article) -> Analysis:
    from helpers.analysis.analyse import analyse_many

    return next(analyse_many([article]))


@contextmanager
def _silent() -> Iterator[None]:
    """Joblib tells of damaged and unwritable files, which concern nobody: they are made anew."""
    logger = logging.getLogger("joblib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="joblib")
            yield
    finally:
        logger.setLevel(level)
