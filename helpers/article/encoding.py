"""Encoding: the text of bytes, and a note if the encoding had to be guessed."""

from __future__ import annotations

import codecs
import contextlib
import re
from pathlib import Path

from helpers.article.article import ArticleError

# The usual encodings of English text, of two that are as likely the later one counts; more
# candidates would only add wrong guesses.
_CANDIDATES = ["cp850", "mac_roman", "windows-1252"]
# Marks that open before a word and close after one, dashes, accented letters within words, signs.
_IN_PLACE = re.compile(
    r"(?<![^\s(\[“‘—–-])[“‘«„](?=[\w“‘…$£€])|(?<=[\w.,!?…%)”’])[”’»]|(?<=[\w\s,.”’])[–—](?=[\w\s“‘])"
    r"|(?<=[a-z])[à-öø-ÿ]|[à-öø-ÿ](?=[a-z])|(?<![a-z])[À-ÖØ-Þ](?=[a-z])|[£€](?=\d)|(?<=\d)[°½¼¾]"
    r"|[©®™•·…§\xa0]"
)
# What pages and servers may name; Python knows others that no text is in, such as punycode.
_WEB_ENCODING = re.compile(
    r"iso-?8859-?\d+|latin-?\d+|(?:us-)?ascii|windows-?\d+|cp\d+|mac\w*|koi8-\w|gb\w+|big5\S*|"
    r"euc-\w+|shift[_-]jis|iso-2022-\w+",
    re.IGNORECASE,
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # begins like that of UTF-16: tried first
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(raw: bytes, name: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    r"""Return the text in some bytes, and a note if its encoding had to be guessed.

    A byte order mark is tried first, then UTF-8, which no other text is by chance; UTF-8 with some
    bad bytes stays UTF-8, and "\ufffd" replaces what was lost. Then the encoding ``declared`` is
    tried; any other is the one in which most signs are where they can be. An ArticleError says that
    the bytes are not text.
    """
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), ()
    if zeros := raw.count(0):
        if wide := _without_mark(raw):
            return raw.decode(wide, "replace"), ()
        if zeros > len(raw) / 1000:
            raise ArticleError(f"{name} is not plain text: save the article as a .txt file first.")
        raw = raw.replace(b"\0", b"")  # a slip of whoever wrote the file
    text = raw.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    # Text in another encoding has hardly a pair of bytes that is a letter in UTF-8.
    if lost <= sum(c > "\x7f" and c != "\ufffd" for c in text):
        return text, ()
    if _WEB_ENCODING.fullmatch(declared):
        # What pages call latin-1 or ASCII is Windows-1252, as every browser has it (WHATWG).
        latin = declared.lower() in {"iso-8859-1", "latin-1", "us-ascii"}
        with contextlib.suppress(LookupError, ValueError):
            return raw.decode("cp1252" if latin else declared), ()
    share, likely = max(
        (_plausible(raw.decode(c, "replace")), n) for n, c in enumerate(_CANDIDATES)
    )
    if share < 0.5 and lost <= len(text) / 1000:
        return text, ()  # so little was lost that the rest is the article
    if share < 0.5:
        raise ArticleError(
            f"{name} is in no encoding that can be recognised: open it in an editor and save it "
            "with the encoding UTF-8."
        )
    known = codecs.lookup(_CANDIDATES[likely]).name
    return raw.decode(known, "replace"), (
        f"The encoding is not UTF-8; the text was read as {known}.",
    )


def _plausible(text: str) -> float:
    """Return the share of a text's letters and signs beyond ASCII that are where they can be."""
    return len(_IN_PLACE.findall(text)) / max(1, sum(c > "\x7f" for c in text))


def _without_mark(raw: bytes) -> str:
    """Return which UTF-16 has a zero in every other byte, as English text has; "" for neither."""
    some = raw[:10_000]
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = some[first::2].count(0)
        if zeros > 0.45 * len(some) and not some[1 - first :: 2].count(0):
            return encoding
    return ""


def shown(path: str | Path) -> str:
    """Return a file's name as text that can be printed and stored, whatever its bytes are."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in str(path))
