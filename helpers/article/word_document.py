"""Word document: the paragraphs of a .docx file, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from helpers.article.article import ArticleError, Extract
from helpers.article.text_notes import left_out_notes

MAX_UNPACKED = 100_000_000  # bytes; more is a bomb or a picture book
_BODY_TEXT = 9  # the outline level of what is not a heading
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
            sizes = {part.filename: part.file_size for part in parts.infolist()}
        if "word/document.xml" not in sizes:
            raise ArticleError(
                f"{name} is a ZIP file and no Word document: unpack it, or save the article as "
                ".docx or .txt."
            )
        if sum(sizes.values()) > MAX_UNPACKED:
            raise ArticleError(f"{name} is too large when unpacked: save its text as .txt.")
        document = docx.Document(io.BytesIO(raw))
        paragraphs, captions, headings = _paragraphs(document)
        author = document.core_properties.author or ""
    except ArticleError:
        raise
    except Exception:  # whatever python-docx, lxml and zipfile stumble over
        raise ArticleError(
            f"{name} is damaged or cut short: open it in Word and save it again, or as .txt."
        ) from None
    notes = left_out_notes({"Captions of pictures": captions})
    if document.tables:
        notes += (f"Left out of the text: {len(document.tables)} × table.",)
    # The file's own title is most often that of an old template.
    details = {"author": author} if author.lower() not in ("", "python-docx", "unknown") else {}
    if paragraphs and paragraphs[0] in headings:
        details["title"] = paragraphs[0]
    text = "\n\n".join(paragraphs) + "\n"
    return Extract(text, "text of a Word document", details, notes, "", tuple(headings))


def _paragraphs(document: Any) -> tuple[list[str], list[str], list[str]]:
    """Return the lines of the body, the captions, and which lines are headings."""
    lines: list[str] = []
    captions: list[str] = []
    headings: list[str] = []
    for paragraph in document.paragraphs:
        found = [" ".join(line.split()) for line in _words(paragraph._p).split("\n")]
        found = [line for line in found if line]
        style = str(paragraph.style.name) if paragraph.style else ""
        (captions if style.startswith("Caption") else lines).extend(found)
        if style.startswith(("Title", "Heading")) or _is_outlined(paragraph):
            headings += found
    return lines, captions, headings


def _is_outlined(paragraph: Any) -> bool:
    """Return whether Word's outline shows a paragraph, by itself or by its style or one above."""
    holders, style = [paragraph._p], paragraph.style
    while style is not None:
        holders.append(style.element)
        style = style.base_style
    levels = (level for holder in holders for level in holder.iterfind(f"{_W}pPr/{_W}outlineLvl"))
    level = next(levels, None)
    return level is not None and int(level.get(f"{_W}val", "9")) < _BODY_TEXT


def _words(element: Any) -> str:
    """Return the words of a paragraph, those in tracked changes and links included."""
    signs = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    pieces = []
    for node in element.iter():
        if not any(a.tag == f"{_W}txbxContent" for a in node.iterancestors()):
            tag = str(node.tag).removeprefix(_W)
            pieces.append(node.text or "" if tag == "t" else signs.get(tag, ""))
    return "".join(pieces)
