"""Pages of a PDF: its letters as lines and boxes in reading order, by pdfminer.six."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from helpers.article.article import MAX_CHARACTERS, ArticleError
from helpers.article.pdf_columns import in_reading_order
from helpers.prose import listing

SPACINGS = (0.5, 1.0, 2.0)  # between lines of one paragraph, in heights of a line; tried in turn
ENOUGH_PAGES = 20  # to see that the lines of a file are widely spaced
LONG_LINE = 30  # letters
SPACED_LETTERS = 5  # single letters in a row: they are one word, widely set
MAX_BOXES = 400  # of a page whose boxes are put in order by pairs; a newspaper's has fewer
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
MAX_UNREADABLE = 0.05  # of the letters: those that the file does not identify
_NO_LETTER = re.compile(r"\(cid:\d+\)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_CATALOGUE = re.compile(
    rb"(\d+)\s+\d+\s+obj\s*<<(?:(?!endobj|stream).){0,2000}?/Type\s*/Catalog", re.S
)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its words, its left and right end, letter size and weight, and place."""

    text: str
    left: float
    right: float
    size: float
    page: int
    height: float  # of its middle, from 0 at the foot of the page to 1
    bold: bool = False  # all of it


Box = list[Line]


def read_pages(raw: bytes, name: str) -> tuple[list[Box], dict[str, str], tuple[str, ...]]:
    """Return boxes of lines in reading order, details of the file, notes on pages left out.

    Where pdfminer finds no letters, pypdf is tried, which knows the lines but not their places.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    details: dict[str, str] = {}
    boxes: list[Box] = []
    failed: list[str] = []
    reason, damaged, found = "it has none", False, False
    try:
        document, damaged = _document(raw)
        details = _details(document.info)
        # Widely spaced print is read anew: to keep the letters of all pages takes a gigabyte.
        for spacing in SPACINGS:
            boxes, failed = [], []
            for number, page in enumerate(_layouts(document, name)):
                if isinstance(page, Exception):
                    failed.append(str(number + 1))
                    reason = type(page).__name__
                else:
                    boxes += _boxes(page, number - len(failed), spacing)
                    found = True
                if number == ENOUGH_PAGES and spacing < SPACINGS[-1] and _torn(boxes):
                    break
            if not _torn(boxes):
                break
    except PDFPasswordIncorrect:
        raise ArticleError(
            f"{name} has a password: open it, and print or save it as a PDF without one."
        ) from None
    except (ArticleError, MemoryError):
        raise
    except Exception as error:  # a damaged file can bring up anything
        reason, damaged = type(error).__name__, True
    notes: tuple[str, ...] = ()
    if failed:
        few = "Page" if len(failed) == 1 else "Pages"
        notes = (f"{few} {listing(failed, most=6)} could not be read by pdfminer.six ({reason}).",)
    if damaged:
        notes += ("The file may be damaged or cut short: some of its text may be missing.",)
    if readable(boxes) or not (boxes := _second_reading(raw)):
        if not found or (damaged and not boxes):
            raise ArticleError(
                f"{name} holds no page that pdfminer.six ({reason}) or pypdf can read; it may be "
                "damaged or cut short: fetch or save it again, or give its text as .txt."
            )
        return boxes, details, notes
    return boxes, details, ("pdfminer.six found no letters: the text was read by pypdf.",)


def usual_size(boxes: list[Box]) -> float:
    """Return the median size of all letters: that of the article's text."""
    return median(line.size for box in boxes for line in box for _ in line.text)


def words_of(box: Box) -> str:
    """Return the words of a box on one line."""
    return " ".join(line.text for line in box)


def readable(boxes: list[Box]) -> bool:
    """Return whether there are letters, and hardly any that the file does not identify."""
    signs = "".join(line.text for box in boxes for line in box)
    unknown = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in signs)
    return any(map(str.isalnum, signs)) and unknown <= MAX_UNREADABLE * len(signs)


def _second_reading(raw: bytes) -> list[Box]:
    """Return a box of lines for each page as pypdf reads them; none where it can't either."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    boxes: list[Box] = []
    with contextlib.suppress(Exception):  # a damaged file can bring up anything
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(raw)).pages):
            texts = [_cleaned(line) for line in page.extract_text().split("\n")]
            texts = [text for text in texts if text]
            boxes.append(
                [
                    Line(text, 0, len(text), 1, number, 0.8 - 0.6 * place / len(texts))
                    for place, text in enumerate(texts)
                ]
            )
    boxes = [box for box in boxes if box]
    return boxes if readable(boxes) else []


def _document(raw: bytes) -> tuple[Any, bool]:
    """Return what pdfminer makes of a file, and whether its catalogue had to be looked for."""
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    try:
        return PDFDocument(PDFParser(io.BytesIO(raw))), False
    except (MemoryError, PDFPasswordIncorrect):
        raise
    except Exception:
        *_, root = [b"0", *_CATALOGUE.findall(raw)]
        end = b"\nendstream\nendobj\ntrailer\n<< /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % root
        return PDFDocument(PDFParser(io.BytesIO(raw + end))), True


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
            turns = Counter(map(_turn, letters(layout)))
            if turn := max(turns, key=turns.__getitem__, default=0):  # the sheet was turned
                page.rotate = (page.rotate + turn) % 360
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
        inside = [letter for letter in found if _is_inside(letter, layout)]
        found = inside if 2 * len(inside) > len(found) else found
        found = [letter for letter in found if _turn(letter) == 0]
        layout._objs = _printed_once(found)
        number += len(found)
        if number > 2 * MAX_CHARACTERS:
            raise ArticleError(f"{name} holds a book and not an article: give one article a file.")
        yield layout


def _is_inside(letter: Any, page: Any) -> bool:
    """Return whether a letter is on the page: others are cut off in print."""
    x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
    return bool(page.x0 <= x <= page.x1 and page.y0 <= y <= page.y1)


def _turn(letter: Any) -> int | None:
    """Return by how many degrees a page must be turned for a letter to be upright."""
    along, up = letter.matrix[:2]
    if max(abs(along), abs(up)) < 4 * min(abs(along), abs(up)):
        return None  # it lies across, as a stamp over the page does
    return (0 if along > 0 else 180) if abs(along) > abs(up) else (90 if up > 0 else 270)


def _printed_once(letters: list[Any]) -> list[Any]:
    """Return the letters without those that are printed again in their place to look bold."""
    cells: dict[tuple[str, int, int], list[Any]] = {}
    kept = []
    for letter in letters:
        text, column, row = letter.get_text(), int(letter.x0 // 4), int(letter.y0 // 4)
        near = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in cells.get((text, x, y), ())
        )
        if not any(
            abs(other.x0 - letter.x0) < 0.3 * letter.width
            and abs(other.y0 - letter.y0) < 0.1 * letter.height
            for other in near
        ):
            kept.append(letter)
            cells.setdefault((text, column, row), []).append(letter)
    return kept


def _boxes(page: Any, number: int, spacing: float) -> list[Box]:
    """Return the boxes of a page that have words, in reading order."""
    from pdfminer.layout import LAParams, LTTextBox

    page.analyze(LAParams(line_margin=spacing, boxes_flow=None))
    boxes = [box for box in page if isinstance(box, LTTextBox)]
    if len(boxes) <= MAX_BOXES:  # pairs of boxes: the time grows with the square of their number
        boxes = in_reading_order(page, boxes, spacing)
    found = ([_line(line, number, page.height) for line in box] for box in boxes)
    return [box for box in ([line for line in box if line.text] for box in found) if box]


def _line(line: Any, page: int, height: float) -> Line:
    letters = [sign for sign in line if hasattr(sign, "size") and sign.get_text().strip()]
    sizes = [letter.size for letter in letters]
    left = letters[0].x0 if letters else line.x0
    text = _cleaned(_unspaced(line.get_text()))
    middle = (line.y0 + line.y1) / 2 / height if height else 0.5
    bold = bool(letters) and all(_BOLD.search(str(letter.fontname)) for letter in letters)
    return Line(text, left, line.x1, median(sizes) if sizes else 0.0, page, middle, bold)


def _unspaced(text: str) -> str:
    """Return a line whose letters are set apart ("W i d e   p r i n t") with its words whole."""
    pieces = text.split()
    single = sum(len(piece) == 1 for piece in pieces)
    if single <= 0.7 * len(pieces) or len(pieces) < SPACED_LETTERS:
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text.strip()))


def _cleaned(text: str) -> str:
    """Return a line without control characters and ligatures; what has no letter is "\ufffd"."""
    text = _NO_LETTER.sub("\ufffd", _CONTROL.sub("", " ".join(text.split())))
    for ligature, plain in _LIGATURES.items():
        text = text.replace(ligature, plain)
    return text


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
