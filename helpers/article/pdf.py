"""PDF: the paragraphs of a printed article, by pdfminer.six.

A PDF has no paragraphs, only letters with places. pdfminer joins them to lines and boxes in
reading order; here boxes are cut into paragraphs by indents and by short last lines, hyphenated
words are joined, and what is printed on every page is left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from helpers.article.article import ArticleError, Extract
from helpers.article.boilerplate import boilerplate_role
from helpers.article.page_headers import (
    END,
    Box,
    Line,
    headline,
    usual_size,
    without_running_heads,
    without_small_print,
    words_of,
)
from helpers.article.text_notes import left_out_notes

INDENT = 0.6  # of the letters' size: a line that begins so far to the right is a first line
SHORT = 0.85  # of a box's width: a line that ends before that, with a full stop, is a last line
SPACINGS = (0.5, 1.0, 2.0)  # between lines of one paragraph, in heights of a line; tried in turn
LONG_LINE = 30  # letters
LARGER = 1.1  # times the usual size of letters: a heading
MAX_HEADING_LINES = 3
CLOSE = 1.2  # times the usual distance of lines: still one paragraph
MAX_FRAGMENT = 3  # words that wide spaces in justified print separate from their line
MAX_UNREADABLE = 0.05  # of the characters: letters that the file does not identify
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_DAMAGED = "is damaged or cut short: fetch or save it again, or give its text as .txt"


def read_pdf(raw: bytes, name: str) -> Extract:
    """Return the text of a PDF.

    Raises:
        ArticleError: the file has a password, is damaged or cut short, or holds pictures only.
    """
    if b"%%EOF" not in raw[-2048:]:
        raise ArticleError(f"{name} {_DAMAGED}.")
    boxes, details = _read(raw, name)
    boxes = _whole_lines(boxes)
    boxes, running = without_running_heads(boxes)
    lines = [line for box in boxes for line in box]
    signs = " ".join(line.text for line in lines)
    if not any(c.isalnum() for c in signs):
        raise ArticleError(
            f"{name} holds pictures and no text: let a program for text recognition (OCR) read it "
            "first."
        )
    if len("".join(_UNREADABLE.findall(signs))) > MAX_UNREADABLE * len(signs):
        raise ArticleError(
            f"{name} does not tell which letters its signs stand for: copy its text by hand or "
            "let a program for text recognition (OCR) read it."
        )
    title, above = headline(boxes, running)
    left, small = without_small_print(boxes[len(above) :])
    paragraphs = _continued(
        (paragraph for box in left for paragraph in _paragraphs(box, joined=box is title)),
        _leading(left),
    )
    usual, bold = usual_size(left), sum(line.bold for line in lines) > len(lines) / 2
    texts = [_mended(paragraph, signs) for paragraph in paragraphs]
    headings = [
        words
        for words, paragraph in zip(texts, paragraphs, strict=True)
        if _is_heading(paragraph, usual, bold)
    ]
    details.pop("title", None)  # most often the name of a file or a template
    if title:
        details["title"] = texts[0]
    notes = left_out_notes(
        {
            "Heads and feet of pages": [words_of(box) for box in above] + running,
            "Advertisements and small print without a sentence": small,
        }
    )
    text = "\n\n".join(texts) + "\n"
    form = "text of a PDF, its lines joined to paragraphs"
    return Extract(text, form, details, notes, headings=tuple(headings))


def _read(raw: bytes, name: str) -> tuple[list[Box], dict[str, str]]:
    """Return boxes of lines in reading order, and the details that the file holds."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    boxes: list[Box] = []
    try:
        details = _details(PDFDocument(PDFParser(io.BytesIO(raw))).info)
        for spacing in SPACINGS:
            boxes = []
            pages = extract_pages(io.BytesIO(raw), laparams=LAParams(line_margin=spacing))
            for number, page in enumerate(pages):
                for box in page:
                    if isinstance(box, LTTextContainer):
                        lines = [_line(line, number, page.height) for line in box]
                        boxes.append([line for line in lines if line.text])
            if not _torn(boxes):
                break
    except PDFPasswordIncorrect:
        raise ArticleError(
            f"{name} has a password: open it, and print or save it as a PDF without one."
        ) from None
    except Exception:  # a damaged file can bring up anything
        raise ArticleError(f"{name} {_DAMAGED}.") from None
    if not boxes:
        boxes = [[]]
    return [box for box in boxes if box], details


def _torn(boxes: list[Box]) -> bool:
    """Return whether most lines are boxes of their own inside a sentence: widely spaced print."""
    long = [line for box in boxes for line in box if len(line.text) >= LONG_LINE]
    alone = [box[0] for box in boxes if len(box) == 1 and len(box[0].text) >= LONG_LINE]
    return len([line for line in alone if not END.search(line.text)]) > len(long) / 2


def _line(line: Any, page: int, height: float) -> Line:
    letters = [sign for sign in line if hasattr(sign, "size") and sign.get_text().strip()]
    sizes = [letter.size for letter in letters]
    left = letters[0].x0 if letters else line.x0
    text = " ".join(line.get_text().split())
    for ligature, plain in _LIGATURES.items():
        text = text.replace(ligature, plain)
    middle = (line.y0 + line.y1) / 2 / height if height else 0.5
    bold = bool(letters) and all(_BOLD.search(str(letter.fontname)) for letter in letters)
    return Line(text, left, line.x1, median(sizes) if sizes else 0.0, page, middle, bold)


def _whole_lines(boxes: list[Box]) -> list[Box]:
    """Return the boxes with words rejoined that wide spaces have separated from their line."""
    boxes = [list(box) for box in boxes]
    level: dict[tuple[int, int], list[tuple[Line, Box]]] = {}
    for box in boxes:
        for line in box:
            level.setdefault((line.page, round(line.height * 500)), []).append((line, box))
    for pieces in level.values():
        pieces.sort(key=lambda piece: piece[0].left)
        for (first, box), (last, other) in pairwise(pieces):
            few = min(len(first.text.split()), len(last.text.split())) <= MAX_FRAGMENT
            if box is other or not few or first.right >= last.left:
                continue
            if _in_column(last, box) or _in_column(first, other):
                whole = replace(first, text=f"{first.text} {last.text}", right=last.right)
                if len(box) >= len(other):
                    box[box.index(first)] = whole
                    other.remove(last)
                else:
                    other[other.index(last)] = whole
                    box.remove(first)
                break
    return [box for box in boxes if box]


def _in_column(line: Line, box: Box) -> bool:
    """Return whether a line is above or below a box's other lines, an indent aside."""
    left, right = min(other.left for other in box), max(other.right for other in box)
    return left - 3 * line.size < line.left and line.right < right + 3 * line.size


def _paragraphs(box: Box, joined: bool = False) -> list[Box]:
    """Return the lines of each paragraph in a box."""
    left, right = min(line.left for line in box), max(line.right for line in box)
    paragraphs: list[Box] = [[]]
    for number, line in enumerate(box):
        before = box[number - 1] if number else None
        if before is not None and not joined:
            indented = line.left > left + INDENT * line.size and len(box) > 2
            short = before.right < left + SHORT * (right - left)
            ended = bool(END.search(before.text)) and short
            if indented or ended or not _same_print(before, line) or _apart(before, line):
                paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _same_print(one: Line, other: Line) -> bool:
    """Return whether two lines have one size, and are not a bold heading and its text."""
    heading = one.bold and not other.bold and not END.search(one.text)
    return abs(one.size - other.size) <= 0.1 * other.size and not heading


def _apart(one: Line, other: Line) -> bool:
    """Return whether one of two lines is a notice or a teaser, such as "Advertisement"."""
    return any(boilerplate_role(line.text) in ("notice", "teaser") for line in (one, other))


def _continued(paragraphs: Iterable[Box], leading: float) -> list[Box]:
    """Join paragraphs that a column, a page or wide spaces have cut inside a sentence.

    Args:
        paragraphs: in reading order.
        leading: the usual distance of two lines.
    """
    joined: list[Box] = []
    for paragraph in paragraphs:
        line = paragraph[0]
        last = joined[-1][-1] if joined else None
        if last is not None and not END.search(last.text) and _same_print(last, line):
            below = (
                last.page == line.page
                and abs(last.left - line.left) < INDENT * line.size
                and 0 < last.height - line.height < CLOSE * leading
                and not _apart(last, line)
                and len(last.text) >= LONG_LINE
            )
            if below or line.text[:1].islower():
                joined[-1] += paragraph
                continue
        joined.append(list(paragraph))
    return joined


def _leading(boxes: list[Box]) -> float:
    """Return the usual distance of two lines of one paragraph, in heights of a page."""
    steps = [a.height - b.height for box in boxes for a, b in pairwise(box) if a.page == b.page]
    return median(steps) if steps else 0.0


def _is_heading(paragraph: Box, usual: float, bold: bool) -> bool:
    """Return whether a paragraph is set in larger or bolder letters than the text."""
    larger = all(line.size > LARGER * usual for line in paragraph)
    bolder = not bold and all(line.bold and line.size > 0.9 * usual for line in paragraph)
    ended = re.search(r"[.:;,…]$", paragraph[-1].text)
    return (larger or bolder) and not ended and len(paragraph) <= MAX_HEADING_LINES


def _mended(lines: Box, signs: str) -> str:
    """Return a paragraph's words on one line, hyphenated words joined."""
    text = lines[0].text
    for line in lines[1:]:
        cut = re.search(r"(\w+)[-\u00ad]$", text)
        rest = re.match(r"[a-z]+", line.text)
        if cut and rest:
            hyphenated = f"{cut.group(1)}-{rest.group()}"
            text = (text if hyphenated in signs else text[:-1]) + line.text
        else:
            text += f" {line.text}"
    return text.replace("\u00ad", "")


def _details(info: list[dict[str, Any]]) -> dict[str, str]:
    """Return the author of the file, where it names one."""
    from pdfminer.utils import decode_text

    known = {
        name: decode_text(value) if isinstance(value, bytes) else str(value)
        for part in info
        for name, value in part.items()
    }
    author = " ".join(known.get("Author", "").split())
    return {"author": author} if author else {}
