"""Word document: the paragraphs of a .docx file, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from helpers.article.article import ArticleError, Extract

FORM = "text of a Word document"
MAX_UNPACKED = 100_000_000  # bytes; more is a bomb or a picture book
_MAIN = "word/document.xml"
_BODY_TEXT = 9  # the outline level that is none
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
        paragraphs, captions, headings = _paragraphs(document)
        details = _details(document)
    except ArticleError:
        raise
    except Exception:  # whatever python-docx, lxml and zipfile stumble over
        raise ArticleError(
            f"{name} is damaged or cut short: open it in Word and save it again, or as .txt."
        ) from None
    notes = []
    if captions:
        from helpers.article.oddities import clipped

        notes.append(f"Captions of pictures, left out of the text: {clipped(captions)}.")
    if document.tables:
        notes.append(f"Left out of the text: {len(document.tables)} × table.")
    if not paragraphs:
        raise ArticleError(f"{name} holds no words: give a file with the article's text in it.")
    first = paragraphs[0]
    if first in headings:
        details["title"] = first
    text = "\n\n".join(paragraphs) + "\n"
    return Extract(text, FORM, details, tuple(notes), headings=tuple(headings))


def _paragraphs(document: Any) -> tuple[list[str], list[str], list[str]]:
    """The lines of the body, the captions, and which lines are headings."""
    lines: list[str] = []
    captions: list[str] = []
    headings: list[str] = []
    for paragraph in document.paragraphs:
        found = [" ".join(line.split()) for line in _words(paragraph._p).split("\n")]
        found = [line for line in found if line]
        style = str(paragraph.style.name) if paragraph.style else ""
        (captions if style.startswith("Caption") else lines).extend(found)
        if style.startswith(("Title", "Heading")) or _outlined(paragraph):
            headings += found
    return lines, captions, headings


def _outlined(paragraph: Any) -> bool:
    """Whether Word's outline shows a paragraph: by itself, or by its style or one above that."""
    holders, style = [paragraph._p], paragraph.style
    while style is not None:
        holders.append(style.element)
        style = style.base_style
    levels = (level for holder in holders for level in holder.iterfind(f"{_W}pPr/{_W}outlineLvl"))
    level = next(levels, None)
    return level is not None and int(level.get(f"{_W}val", "9")) < _BODY_TEXT


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
