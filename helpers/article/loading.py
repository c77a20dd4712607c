"""Loading: a file, an address or a text, whatever its form, as one article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.article.address import Fetched, fetch, is_address
from helpers.article.article import BUNDLED_ARTICLE, MAX_CHARACTERS, Article, ArticleError, Extract
from helpers.article.article_json import is_stored, stored_article, was_stored
from helpers.article.encoding import decode, shown
from helpers.article.language import language_of
from helpers.article.text import article_from_text

MAX_FILE = 50_000_000  # bytes of a file with pictures or of a table
PLAIN = "plain text"
_ROW = re.compile(r"(.+)#(\d+)")
_TABLES = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# What a file of another form begins with, and what to do about it.
_OTHER_FORMS = {
    b"\xd0\xcf\x11\xe0": "is an old Word file (.doc) or has a password: open it in Word and save "
    "it as .docx without a password",
    b"{\\rtf": "is rich text (.rtf): save it as .docx or .txt",
    b"\x89PNG": "is a picture: give the article as text",
    b"\xff\xd8\xff": "is a picture: give the article as text",
    b"GIF8": "is a picture: give the article as text",
    b"\x1f\x8b": "is compressed: unpack it first",
    b"Rar!": "is compressed: unpack it first",
    b"7z\xbc\xaf": "is compressed: unpack it first",
}
_MEDIA = {
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
}
_NO_ARTICLE = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript")


def load_article(source: str | Path | None = None, *, any_language: bool = False) -> Article:
    r"""Return the article in a file or at an address, and where it came from.

    Plain text, Markdown, saved web pages, PDF, Word (.docx), and tables (JSON, JSON Lines, CSV,
    Parquet) with a column ``text``; of a table with several rows ``file.csv#3`` is the third.
    The text of a plain text file is the decoded file with line ends normalised to ``\n`` (and a
    byte order mark dropped); nothing else is changed. Of all other forms it is what a reader
    takes out, one paragraph a line; the provenance says so.

    Args:
        source: path of a file or an ``http`` or ``https`` address; ``None`` loads the bundled
            article.
        any_language: accept text that does not look English, with a note (every later step
            assumes English).

    Raises:
        ArticleError: what is given is missing, unreadable, empty, damaged, locked, too large,
            no article or not English. The message is one sentence for the user.
    """
    if isinstance(source, str) and is_address(source):
        return _finished(*_fetched(source), source, any_language)
    path, row = _path_and_row(BUNDLED_ARTICLE if source is None else source)
    raw, name = _bytes_of(path), shown(path.name)
    if path.suffix.lower() == ".json" and was_stored(path):
        import json

        content = json.loads(raw)
        if is_stored(content):
            return stored_article(content, name)
    extract = _extract(raw, name, path.suffix.lower(), row)
    return _finished(extract, raw, name, any_language)


def given_article(given: str | Path | None, *, any_language: bool = False) -> Article:
    r"""Return the article given in any way: as a text, a path or an address.

    A string of several lines is a text; everything else is what :func:`load_article` takes.

    >>> given_article("A headline\n\nShe spoke.", any_language=True).title
    'A headline'
    """
    if isinstance(given, str) and "\n" in given.strip():
        return _finished(
            Extract(given.strip() + "\n", "pasted text", {}),
            given.encode("utf-8", "surrogatepass"),
            "pasted text",
            any_language,
        )
    return load_article(given, any_language=any_language)


def article_from_record(
    record: Mapping[Any, Any], name: str, *, any_language: bool = False
) -> Article:
    r"""Return the article in one row of a table.

    Args:
        record: the row's values by the names of their columns, as ``helpers.article.records`` has
            them, among them a text.
        name: what messages call the row.
        any_language: as for :func:`load_article`.

    Raises:
        ArticleError: the row has no text, or none that can be analysed.

    >>> article_from_record({"Body": "It rained.", "headline": "Rain"}, "a.csv#1").title
    'Rain'
    """
    from helpers.article.records import article_of, fields_of

    fields = fields_of(record)
    if "text" not in fields:
        raise ArticleError(f"{name} has no text: the column is empty there.")
    return _finished(
        article_of(fields, name),
        fields["text"].encode("utf-8", "surrogatepass"),
        name,
        any_language,
    )


def _finished(extract: Extract, raw: bytes, name: str, any_language: bool) -> Article:
    """The article of what a reader took out, with its provenance complete."""
    article = article_from_text(
        extract.text,
        source=name,
        any_language=any_language,
        details=extract.details,
        headings=extract.headings,
    )
    notes = extract.notes + article.provenance.notes
    language = language_of(article.text) if any_language else "en"
    if language != "en":
        notes = (
            f"The text does not look English (language code {language}): every rule and lexicon "
            "here is for English, so the figures mean little.",
            *notes,
        )
    provenance = replace(
        article.provenance,
        notes=notes,
        form=extract.form,
        sha256=extract.digest or hashlib.sha256(raw).hexdigest(),
    )
    return replace(article, provenance=provenance)


def _path_and_row(source: str | Path) -> tuple[Path, int | None]:
    """The path of a file, and the number of a row in it: ``articles.csv#3``."""
    path = Path(source).expanduser()
    named = _ROW.fullmatch(str(path))
    if named and not path.exists():
        return Path(named.group(1)), int(named.group(2))
    return path, None


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file that is not too large."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise ArticleError(
                f"{path.name} holds {size / 1e6:,.0f} MB, more than one article can: "
                "give one article a file."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ArticleError(f"There is no file {path}: check the name and the folder.") from None
    except IsADirectoryError:
        raise ArticleError(f"{path} is a folder: give the path of one file.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ArticleError(f"{path} can't be read ({reason}): check its permissions.") from None
    except ValueError:  # a name with a null character in it
        raise ArticleError(f"{path!s} is no name of a file: check it.".replace("\0", "?")) from None


def _fetched(address: str) -> tuple[Extract, bytes]:
    """What an address holds, by its media type and its name."""
    page, _, fragment = address.partition("#")
    answer = fetch(page)
    if answer.media.startswith(_NO_ARTICLE):
        raise ArticleError(
            f"{address} is no article but {answer.media}: give the address of the article's page."
        )
    row = int(fragment) if fragment.isdecimal() else None
    suffix = _MEDIA.get(answer.media) or Path(page.partition("?")[0]).suffix.lower()
    extract = _extract(answer.raw, address, suffix, row, answer)
    details = {"url": answer.address, **extract.details}
    return replace(extract, details=details), answer.raw


def _extract(
    raw: bytes, name: str, suffix: str, row: int | None, answer: Fetched | None = None
) -> Extract:
    """Let the reader for its form take the text out of a file; what it holds counts first."""
    reader = _reader(raw, name, suffix)
    if suffix in _TABLES and reader is None:
        from helpers.article.records import read_record

        return read_record(raw, name, suffix, row)
    if row is not None:
        raise ArticleError(f"{name} has no rows: leave #{row} away.")
    if reader is not None:
        return reader(raw, name)
    if suffix in _PAGES or _PAGE.match(raw[:2000]):
        from helpers.article.web_archive import is_archive, page_of
        from helpers.article.web_page import read_web_page

        if is_archive(raw):
            return read_web_page(*page_of(raw, name))
        encoding, address = (answer.encoding, answer.address) if answer else ("", "")
        return read_web_page(raw, name, encoding=encoding, address=address)
    text, notes = decode(_short(raw, name), name, answer.encoding if answer else "")
    if suffix in _MARKDOWN:
        from helpers.article.markdown import read_markdown

        return read_markdown(text, notes)
    return Extract(text, PLAIN, {}, notes)


def _reader(raw: bytes, name: str, suffix: str) -> Callable[[bytes, str], Extract] | None:
    """The reader of a form that is told by a file's first bytes, whatever its name."""
    if b"%PDF-" in raw[:1024]:
        from helpers.article.pdf import read_pdf

        return read_pdf
    if raw.startswith(b"PK\x03\x04"):
        from helpers.article.word_document import read_word_document

        return read_word_document
    for beginning, advice in _OTHER_FORMS.items():
        if raw.startswith(beginning):
            raise ArticleError(f"{name} {advice}.")
    if suffix in (".pdf", ".docx") and raw:
        form = {".pdf": "PDF", ".docx": "Word"}[suffix]
        raise ArticleError(
            f"{name} is named like a {form} file and is none: give it the ending of what it is, "
            "or save the article anew."
        )
    return None


def _short(raw: bytes, name: str) -> bytes:
    if len(raw) > 4 * MAX_CHARACTERS:
        raise ArticleError(
            f"{name} holds {len(raw) / 1e6:,.0f} MB, more than one article can: "
            "give one article a file."
        )
    return raw
