"""Analysis cache: the analysis of an article, stored on disk until something changes.

Each notebook analyses the same article, in a process of its own. A stored analysis is found by the
whole article, its provenance included, and by everything else that the result depends on
(``helpers.analysis.program_version``). Stored are the parse, the attributions and the actors; the
annotation is rebuilt from the parse. ``make clean`` removes the folder ``build/cache``.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import pickle
import zlib
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis.program_version import ROOT, program_digest, program_unchanged
from helpers.article import Article
from helpers.article.whole_files import whole_file

if TYPE_CHECKING:
    from helpers.analysis.analyse import Analysis
    from helpers.annotation.tokens import Parse
    from helpers.attribution import Attribution
    from helpers.speakers import Actor

    Stored = tuple[Parse, tuple[Attribution, ...], tuple[Actor, ...]]

# "0" turns the cache off; a path is the folder to use.
VARIABLE = "NEWS_VOICES_CACHE"
FOLDER = ROOT / "build" / "cache"
_FOLDER = "analyses"  # in that folder; for this user alone
_SECRET = ".config/news-voices/cache.key"  # in the user's home
_SIGNED = 32  # bytes of a signature
MAX_BYTES = 200_000_000  # about a thousand articles; the least recently used are dropped


def cached_analysis(article: Article) -> Analysis:
    """Return the analysis of an article, from the cache where it is there.

    Nothing is read or stored where the cache is off, or where the program's files changed since the
    process began. A damaged or foreign file is replaced, and where the folder or the user's home
    can't be written to, every call analyses the article.
    """
    folder = cache_folder()
    if folder is None or not program_unchanged():
        return _analysed(article)
    try:
        path, secret = folder / _FOLDER / cache_key(article), _secret()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        stored = _read(path, secret)
    except (OSError, RuntimeError):  # no such folder, or nobody's home
        return _analysed(article)
    if stored is not None:
        from helpers.analysis.analyse import Analysis
        from helpers.annotation.pieces import assemble

        parse, attributions, actors = stored
        return Analysis(assemble(parse), attributions, actors)
    analysis = _analysed(article)
    if program_unchanged():
        with contextlib.suppress(OSError):
            _store(analysis, path, secret)
    return analysis


def cache_folder() -> Path | None:
    """Return the folder of the cache, or None where the environment turns it off."""
    named = os.environ.get(VARIABLE, "")
    return None if named == "0" else Path(named).expanduser() if named else FOLDER


def cache_key(article: Article) -> str:
    """Return the key of an analysis: a SHA-256 of the article and of the program."""
    return hashlib.sha256(f"{program_digest()}\n{article!r}".encode()).hexdigest()


def _secret() -> bytes:
    """Return what the analyses of this user are signed with; it is made where it is not there."""
    path = Path.home() / _SECRET
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path, shared=True) as unfinished:
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(os.urandom(32))
    return path.read_bytes()


def _signature(content: bytes, path: Path, secret: bytes) -> bytes:
    return hmac.digest(secret, path.name.encode() + content, "sha256")


def _read(path: Path, secret: bytes) -> Stored | None:
    """Return what is stored; None where nothing is, or not as this user has written it.

    Whoever can write a pickle can have any code run, so none is loaded without its signature.
    """
    try:
        written = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        return None
    signature, content = written[:_SIGNED], written[_SIGNED:]
    if not hmac.compare_digest(signature, _signature(content, path, secret)):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # it was used
    stored: Stored = pickle.loads(zlib.decompress(content))
    return stored


def _store(analysis: Analysis, path: Path, secret: bytes) -> None:
    """Write the parts of an analysis; what was unused for longest goes where there is too much."""
    parts = (analysis.annotation.parse, analysis.attributions, analysis.actors)
    content = zlib.compress(pickle.dumps(parts), level=3)
    with whole_file(path, shared=True) as unfinished:
        unfinished.write_bytes(_signature(content, path, secret) + content)
    kept = sorted(path.parent.iterdir(), key=lambda entry: -entry.stat().st_mtime)
    sizes = accumulate(entry.stat().st_size for entry in kept)
    for entry, size in zip(kept, sizes, strict=True):
        if size > MAX_BYTES:
            entry.unlink(missing_ok=True)


def _analysed(article: Article) -> Analysis:
    from helpers.analysis.analyse import analyse_many

    return next(analyse_many([article]))
