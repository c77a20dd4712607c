"""Loading: a file, an address or a text, whatever its form, as one article."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.article.address import Fetched, fetch, is_address, without_credentials
from helpers.article.apart import read_apart
from helpers.article.article import (
    MAX_CHARACTERS,
    Article,
    ArticleError,
    Extract,
    article_of_all_notebooks,
    stored_article,
    was_stored,
)
from helpers.article.encoding import decode, shown
from helpers.article.layouts import TRANSCRIPT, exported_articles, labelled_turns
from helpers.article.records import article_of, fields_of, require_choice, row_number
from helpers.article.table_rows import FORMS, LOOKED_AT, find_rows, read_rows
from helpers.article.text import article_from_text, language_of

MAX_FILE = 50_000_000  # bytes of a file with pictures or of a table
MAX_TEXT = 4 * MAX_CHARACTERS  # bytes; exports of archives are larger than an article
LARGE_PAGE = 3_000_000  # bytes of a web page that is read with limits of time and memory
_ROW = re.compile(r"(.+)#(\d+)")
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
# Atomic: a comment is read once, whatever comes after it.
_PAGE = re.compile(rb"(?>\s*(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# What to do about files of other forms, and the bytes that these begin with.
_OTHER_FORMS = {
    "is an old Word file (.doc) or has a password: open it in Word and save it as .docx without a "
    "password": (b"\xd0\xcf\x11\xe0",),
    "is rich text (.rtf): save it as .docx or .txt": (b"{\\rtf",),
    "is a picture: give the article as text": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
    "is compressed: unpack it first": (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"),
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

    The forms are plain text, Markdown, saved web pages, PDF, Word (.docx), and tables (JSON, JSON
    Lines, CSV, Parquet) with a column ``text``; of a table with several rows ``file.csv#3`` is the
    third. ``None`` loads the article that is set for all notebooks, or else the bundled one. The
    text of a plain text file is the decoded file with line ends normalised to ``\n`` (and a byte
    order mark dropped); of all other forms it is what an import extracts, one paragraph a line; the
    provenance says so. With ``any_language`` a text that does not look English is accepted, with a
    note (every later step assumes English). An ArticleError is one sentence for the user.
    """
    source = article_of_all_notebooks() if source is None else source
    if isinstance(source, str) and is_address(source):
        source = without_credentials(source)
        return _finished(*_fetched(source), source, any_language)
    path, row = _path_and_row(source)
    raw, name = _bytes_of(path), shown(path.name)
    if path.suffix.lower() == ".json" and was_stored(path):
        return stored_article(raw, name)
    extract = _extract(raw, name, path.suffix.lower(), row)
    return _finished(extract, raw, name, any_language)


def given_article(given: str | Path | None, *, any_language: bool = False) -> Article:
    """Return the article given in any way: as a text, a path or an address.

    A string of several lines, with an empty line at its end or longer than any file's name (255
    characters) is a text; everything else is what :func:`load_article` takes.
    """
    if isinstance(given, str) and (
        "\n" in given.strip() or given.endswith("\n\n") or max(map(len, given.split("/"))) > 255
    ):
        form = "pasted text"
        raw = given.encode("utf-8", "surrogatepass")
        return _finished(Extract(given.strip() + "\n", form, {}), raw, form, any_language)
    return load_article(given, any_language=any_language)


def article_from_record(
    record: Mapping[Any, Any], name: str, *, any_language: bool = False
) -> Article:
    """Return the article in one row of a table, called ``name``; errors as in :func:`load_article`.

    The row has values by the names of their columns (``helpers.article.records.COLUMNS``).
    """
    extract = article_of(fields_of(record), name)
    return _finished(extract, b"", name, any_language)


def _finished(extract: Extract, raw: bytes, name: str, any_language: bool) -> Article:
    """Return the article of an extract, with its provenance complete."""
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
    """Return the path of a file, and the number of a row in it: ``articles.csv#3``."""
    path = Path(source).expanduser()
    named = _ROW.fullmatch(str(path))
    if named and not path.exists():
        return Path(named.group(1)), int(named.group(2))
    return path, None


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file that is not too large."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_FILE else b""
    except FileNotFoundError:
        raise ArticleError(f"There is no file {path}: check the name and the folder.") from None
    except IsADirectoryError:
        raise ArticleError(f"{path} is a folder: give the path of one file.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ArticleError(f"{path} can't be read ({reason}): check its permissions.") from None
    except ValueError:  # a name with a null character in it
        raise ArticleError(f"{path!s} is no name of a file: check it.".replace("\0", "?")) from None
    if size > MAX_FILE:
        raise _too_large(shown(path.name), size)
    return raw


def _too_large(name: str, size: int) -> ArticleError:
    return ArticleError(
        f"{name} holds {size / 1e6:,.0f} MB, more than one article can: give one article a file."
    )


def _fetched(address: str) -> tuple[Extract, bytes]:
    """Return what an address holds, by its media type and its name."""
    page, _, fragment = address.partition("#")
    answer = fetch(page)
    if answer.media.startswith(_NO_ARTICLE):
        raise ArticleError(
            f"{address} is no article but {answer.media}: give the address of the article's page."
        )
    row = int(fragment) if fragment.isdecimal() else None
    suffix = _MEDIA.get(answer.media) or Path(page.partition("?")[0]).suffix.lower()
    extract = _extract(answer.raw, address, suffix, row, answer)
    return replace(extract, details={"url": answer.address, **extract.details}), answer.raw


def _extract(
    raw: bytes, name: str, suffix: str, row: int | None, answer: Fetched | None = None
) -> Extract:
    """Extract the text of a file; its first bytes decide about its form before its name does."""
    reader = _reader(raw, name, suffix)
    if suffix in FORMS and reader is None:
        return _row_of_table(raw, name, suffix, row)
    encoding, address = (answer.encoding, answer.address) if answer else ("", "")
    page = reader is None and (suffix in _PAGES or bool(_PAGE.match(raw[:2000])))
    if page:
        extract = _page(raw, name, encoding, address)
    elif reader is not None:
        extract = read_apart(reader, raw, name)
    elif len(raw) > MAX_TEXT:
        raise _too_large(name, len(raw))
    else:
        text, notes = decode(raw, name, encoding)
        extract = Extract(text, "plain text", {}, notes)
    if not page and (found := exported_articles(extract.text)):
        return _one_of([replace(one, notes=extract.notes) for one in found], row, name)
    if row is not None:
        raise ArticleError(f"{name} has no rows: leave #{row} away.")
    if suffix in (".md", ".markdown") and extract.form == "plain text":
        from helpers.article.documents import read_markdown

        return read_markdown(extract.text, extract.notes)
    if not page and (turns := labelled_turns(extract.text.split("\n"))):
        return replace(extract, text="\n\n".join(turns) + "\n", form=TRANSCRIPT, headings=())
    return extract


def _page(raw: bytes, name: str, encoding: str, address: str) -> Extract:
    """Return the main text of a web page; of a large one it is taken out in another process."""
    if len(raw) > LARGE_PAGE:
        reader = "web_page.read_web_page"
        return read_apart(reader, raw, name, encoding=encoding, address=address)
    from helpers.article.web_page import read_web_page

    return read_web_page(raw, name, encoding=encoding, address=address)


def _row_of_table(raw: bytes, name: str, suffix: str, row: int | None) -> Extract:
    """Return the article in a row of a table, counted from 1; None takes the only one."""
    notes: tuple[str, ...] = ()
    if suffix != ".parquet":
        text, notes = decode(raw, name)
        raw = (text if "\n" in text else text.replace("\r", "\n")).encode()
    found = find_rows(io.BytesIO(raw), name, suffix)
    many = found.number
    number = row_number(row, many, name)
    # Where no row is chosen, some are read all the same: a bad one says more than their number.
    first, count = (0, min(many, LOOKED_AT)) if row is None else (number - 1, 1)
    records = []
    for record in read_rows(io.BytesIO(raw), name, found.part(first, count)):
        if isinstance(record, ArticleError):
            raise record
        records.append(record)
    require_choice(row, many, name)
    extract = article_of(fields_of(records[0]), f"{name}, row {number}," if many > 1 else name)
    form = f"row {number} of {many} of a table; {extract.form}" if many > 1 else extract.form
    return replace(extract, form=form, notes=notes + extract.notes)


def _one_of(found: list[Extract], row: int | None, name: str) -> Extract:
    """Return one of the articles of an export, counted from 1; None takes the only one."""
    number = row_number(row, len(found), name)
    require_choice(row, len(found), name)
    digest = hashlib.sha256(found[number - 1].text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(found[number - 1], digest=digest)


def _reader(raw: bytes, name: str, suffix: str) -> str | None:
    """Return the import for a form that a file's first bytes show, whatever its name."""
    if b"%PDF-" in raw[:1024]:
        return "pdf.read_pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "documents.read_word_document"
    for advice, beginnings in _OTHER_FORMS.items():
        if raw.startswith(beginnings):
            raise ArticleError(f"{name} {advice}.")
    if suffix in (".pdf", ".docx") and raw:
        form = {".pdf": "PDF", ".docx": "Word"}[suffix]
        raise ArticleError(
            f"{name} is named like a {form} file and is none: give it the ending of what it is, "
            "or save the article anew."
        )
    return None
