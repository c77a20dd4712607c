"""Encoding: the text of bytes, and a note if the encoding had to be guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

from helpers.article.article import ArticleError

# The usual encodings of English text; more candidates would only add wrong guesses.
_CANDIDATES = ["cp1252", "mac_roman", "cp850"]
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # begins like that of UTF-16: tried first
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(raw: bytes, name: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text in some bytes, and a note if its encoding had to be guessed.

    A byte order mark is tried first, then the encoding ``declared``, then UTF-8; any other
    encoding is guessed by charset-normalizer.

    Raises:
        ArticleError: the bytes are not text.
    """
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), ()
            except UnicodeDecodeError:
                break
    if b"\0" in raw[:100_000]:
        raise ArticleError(f"{name} is not plain text: save the article as a .txt file first.")
    for encoding in filter(None, (_for_the_web(declared), "utf-8")):
        try:
            return raw.decode(encoding), ()
        except (LookupError, UnicodeDecodeError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=_CANDIDATES, threshold=0.5).best()
    if best is None:
        raise ArticleError(
            f"{name} is in no encoding that can be recognised: open it in an editor and save it "
            "with the encoding UTF-8."
        )
    known = codecs.lookup(best.encoding).name
    return str(best), (f"The encoding is not UTF-8; the text was read as {known}.",)


def shown(path: str | Path) -> str:
    r"""Return a file's name as text that can be printed and stored, whatever its bytes are.

    >>> shown("caf\udce9.txt") == "caf\ufffd.txt"
    True
    """
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in str(path))


def _for_the_web(encoding: str) -> str:
    """Return Windows-1252 for what pages call latin-1 or ASCII, as every browser does (WHATWG)."""
    return "cp1252" if encoding.lower() in {"iso-8859-1", "latin-1", "us-ascii"} else encoding
