"""Word document: the paragraphs of a .docx file, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from helpers.article.model import ArticleError, Extract

FORM = "text of a Word document"
MAX_UNPACKED = 100_000_000  # bytes; more is a bomb or a picture book
_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word_document(raw: bytes, name: str) -> Extract:
    """Return the paragraphs of a .docx file; tables, headers and text boxes are left out.

    Words that tracked changes insert are in, words that they delete are not.

    Raises:
        ArticleError: the file is damaged, or a ZIP file of another kind.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            names = {part.filename: part.file_size for part in parts.infolist()}
        if _MAIN not in names:
            raise ArticleError(
                f"{name} is a ZIP file and no Word document: unpack it, or save the article as "
                ".docx or .txt."
            )
        if sum(names.values()) > MAX_UNPACKED:
            raise ArticleError(f"{name} is too large when unpacked: save its text as .txt.")
        document = docx.Document(io.BytesIO(raw))
        paragraphs, captions = _paragraphs(document)
        details = _details(document)
    except ArticleError:
        raise
    except Exception:  # whatever python-docx, lxml and zipfile stumble over
        raise ArticleError(
            f"{name} is damaged or cut short: open it in Word and save it again, or as .txt."
        ) from None
    notes = []
    if captions:
        from helpers.oddities import clipped

        notes.append(f"Captions of pictures, left out of the text: {clipped(captions)}.")
    if document.tables:
        notes.append(f"Left out of the text: {len(document.tables)} × table.")
    if not paragraphs:
        raise ArticleError(f"{name} holds no words: give a file with the article's text in it.")
    style = document.paragraphs[0].style if document.paragraphs else None
    first = paragraphs[0]
    if style and str(style.name).startswith(("Title", "Heading")):
        details["title"] = first
    return Extract("\n\n".join(paragraphs) + "\n", FORM, details, tuple(notes))


def _paragraphs(document: Any) -> tuple[list[str], list[str]]:
    """The lines of the body, and the captions."""
    lines: list[str] = []
    captions: list[str] = []
    for paragraph in document.paragraphs:
        found = [" ".join(line.split()) for line in _words(paragraph._p).split("\n")]
        caption = str(paragraph.style.name).startswith("Caption") if paragraph.style else False
        (captions if caption else lines).extend(line for line in found if line)
    return lines, captions


def _words(element: Any) -> str:
    """The words of a paragraph, those in tracked changes and links among them."""
    pieces = []
    for node in element.iter():
        if any(a.tag == f"{_W}txbxContent" for a in node.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}ptab"):
            pieces.append(" ")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _details(document: Any) -> dict[str, str]:
    """Author and date that Word keeps; its title is most often that of an old template."""
    properties = document.core_properties
    details = {}
    if properties.author and properties.author.lower() not in ("python-docx", "unknown"):
        details["author"] = str(properties.author)
    return details
