"""Pages of a PDF: its letters as lines and boxes in reading order, by pdfminer.six.

pdfminer joins letters to lines and lines to boxes. A page that it can't read costs the others
nothing.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

from helpers.article.article import MAX_CHARACTERS, ArticleError
from helpers.article.page_headers import END, Box, Line
from helpers.prose import listing

SPACINGS = (0.5, 1.0, 2.0)  # between lines of one paragraph, in heights of a line; tried in turn
LONG_LINE = 30  # letters
MAX_BOXES = 400  # of a page whose boxes are put in order by pairs; a newspaper's has fewer
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


def read_pages(raw: bytes, name: str) -> tuple[list[Box], dict[str, str], tuple[str, ...]]:
    """Return boxes of lines in reading order, details of the file, notes on pages left out.

    Raises:
        ArticleError: the file has a password, or pdfminer finds no page that it can read.
    """
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    details: dict[str, str] = {}
    pages: list[Any] = []
    failed: list[str] = []
    reason = "it has none"
    try:
        document = PDFDocument(PDFParser(io.BytesIO(raw)))
        details = _details(document.info)
        for number, page in enumerate(_layouts(document, name), start=1):
            if isinstance(page, Exception):
                failed.append(str(number))
                reason = type(page).__name__
            else:
                pages.append(page)
    except PDFPasswordIncorrect:
        raise ArticleError(
            f"{name} has a password: open it, and print or save it as a PDF without one."
        ) from None
    except (ArticleError, MemoryError):
        raise
    except Exception as error:  # a damaged file can bring up anything
        reason = type(error).__name__
    if not pages:
        raise ArticleError(
            f"{name} holds no page that pdfminer.six can read ({reason}); it may be damaged or cut "
            "short: fetch or save it again, or give its text as .txt."
        )
    notes: tuple[str, ...] = ()
    if failed:
        few = "Page" if len(failed) == 1 else "Pages"
        notes = (f"{few} {listing(failed, most=6)} could not be read by pdfminer.six ({reason}).",)
    boxes: list[Box] = []
    for spacing in SPACINGS:
        boxes = [box for place, page in enumerate(pages) for box in _boxes(page, place, spacing)]
        if not _torn(boxes):
            break
    return boxes, details, notes


def _layouts(document: Any, name: str) -> Iterator[Any]:
    """Yield each page with its upright letters, or the exception that reading it brings up."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LTChar, LTFigure
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    def letters(holder: Any) -> Iterator[Any]:
        for item in holder:
            if isinstance(item, LTChar):
                yield item
            elif isinstance(item, LTFigure):
                yield from letters(item)

    resources = PDFResourceManager()
    number = 0
    for page in PDFPage.create_pages(document):
        device = PDFPageAggregator(resources)
        try:
            PDFPageInterpreter(resources, device).process_page(page)
            layout = device.get_result()
            own = [item for item in layout if isinstance(item, LTChar)]
            every = list(letters(layout))
        except MemoryError:
            raise
        except Exception as error:
            yield error
            continue
        # Some programs put the whole page into a figure; else its letters are those of a diagram.
        found = own if 2 * len(own) > len(every) else every
        upright = [letter for letter in found if letter.upright]
        setattr(layout, "_objs", upright if 2 * len(upright) > len(found) else found)  # noqa: B010
        number += len(layout._objs)
        if number > 2 * MAX_CHARACTERS:
            raise ArticleError(f"{name} holds a book and not an article: give one article a file.")
        yield layout


def _boxes(page: Any, number: int, spacing: float) -> list[Box]:
    """Return the boxes of a page that have words, in reading order."""
    from pdfminer.layout import IndexAssigner, LAParams, LTTextBox

    letters = page._objs
    page.analyze(LAParams(line_margin=spacing, boxes_flow=None))
    boxes = [box for box in page if isinstance(box, LTTextBox)]
    page._objs = letters
    if len(boxes) <= MAX_BOXES:  # pairs of boxes: the time grows with the square of their number
        flow = LAParams(line_margin=spacing)
        assigner = IndexAssigner()
        for group in page.group_textboxes(flow, boxes):
            group.analyze(flow)
            assigner.run(group)
        boxes.sort(key=lambda box: box.index)
    found = ([_line(line, number, page.height) for line in box] for box in boxes)
    return [box for box in ([line for line in box if line.text] for box in found) if box]


def _line(line: Any, page: int, height: float) -> Line:
    letters = [sign for sign in line if hasattr(sign, "size") and sign.get_text().strip()]
    sizes = [letter.size for letter in letters]
    left = letters[0].x0 if letters else line.x0
    text = _CONTROL.sub("", " ".join(line.get_text().split()))
    for ligature, plain in _LIGATURES.items():
        text = text.replace(ligature, plain)
    middle = (line.y0 + line.y1) / 2 / height if height else 0.5
    bold = bool(letters) and all(_BOLD.search(str(letter.fontname)) for letter in letters)
    return Line(text, left, line.x1, median(sizes) if sizes else 0.0, page, middle, bold)


def _torn(boxes: Iterable[Box]) -> bool:
    """Return whether most lines are boxes of their own inside a sentence: widely spaced print."""
    boxes = list(boxes)
    long = [line for box in boxes for line in box if len(line.text) >= LONG_LINE]
    alone = [box[0] for box in boxes if len(box) == 1 and len(box[0].text) >= LONG_LINE]
    return len([line for line in alone if not END.search(line.text)]) > len(long) / 2


def _details(info: list[dict[str, Any]]) -> dict[str, str]:
    """Return the author of the file, where it names one."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    author = ""
    for part in info:
        value = resolve1(part.get("Author"))
        author = decode_text(value) if isinstance(value, bytes) else author
    author = " ".join(_CONTROL.sub("", author).split())
    return {"author": author} if author else {}
