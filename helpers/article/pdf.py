"""PDF: the paragraphs of a printed article, by pdfminer.six.

A PDF has no paragraphs, only letters with places. pdfminer joins them to lines and boxes in
reading order; here boxes are cut into paragraphs by indents and by short last lines, words that
a line's end has cut are joined, and what stands on every page is left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from helpers.article.model import ArticleError, Extract

FORM = "text of a PDF, its lines joined to paragraphs"
MARGIN = 0.12  # of a page's height, above and below: where running heads stand
RUNNING_LINES = 3  # a running head is a box of its own, with no more lines than this
INDENT = 0.6  # of the letters' size: a line that begins so far to the right is a first line
SHORT = 0.85  # of a box's width: a line that ends before, with a full stop, is a last line
SPACINGS = (0.5, 1.0, 2.0)  # between lines of one paragraph, in heights of a line; tried in turn
LONG_LINE = 30  # letters
HEADLINE = 1.25  # times the usual size of letters
MOST_ABOVE = 10  # boxes above the headline: the paper's name, a date, a printed page's menu
FRAGMENT = 3  # words at most that wide spaces in justified print part from their line
MAX_UNREADABLE = 0.05  # of the signs: letters whose meaning the file does not tell
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_DAMAGED = "is damaged or cut short: fetch or save it again, or give its text as .txt"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its words, left and right end, size of letters, and place on the page."""

    text: str
    left: float
    right: float
    size: float
    page: int
    height: float  # of its middle, from 0 at the foot of the page to 1


def read_pdf(raw: bytes, name: str) -> Extract:
    """Return the text of a PDF.

    Raises:
        ArticleError: the file has a password, is damaged or cut short, or holds pictures only.
    """
    if b"%%EOF" not in raw[-2048:]:
        raise ArticleError(f"{name} {_DAMAGED}.")
    boxes, details = _read(raw, name)
    boxes = _whole_lines(boxes)
    boxes, running = _without_running_heads(boxes)
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
    headline, above = _headline(boxes)
    left = boxes[len(above) :]
    paragraphs = _continued(
        paragraph for box in left for paragraph in _paragraphs(box, joined=box is headline)
    )
    text = "\n\n".join(_mended(paragraph, signs) for paragraph in paragraphs)
    details.pop("title", None)  # most often the name of a file or a template
    if headline:
        details["title"] = text.partition("\n")[0]
    notes = []
    outside = [" ".join(line.text for line in box) for box in above] + running
    if outside:
        from helpers.oddities import clipped

        notes.append(f"Heads and feet of pages, left out of the text: {clipped(outside)}.")
    return Extract(text + "\n", FORM, details, tuple(notes))


def _read(raw: bytes, name: str) -> tuple[list[list[Line]], dict[str, str]]:
    """Boxes of lines in reading order, and the details that the file tells of itself."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    boxes: list[list[Line]] = []
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


def _torn(boxes: list[list[Line]]) -> bool:
    """Whether most lines stand alone in the middle of a sentence: print with wide spaces."""
    long = [line for box in boxes for line in box if len(line.text) >= LONG_LINE]
    alone = [box[0] for box in boxes if len(box) == 1 and len(box[0].text) >= LONG_LINE]
    return len([line for line in alone if not _END.search(line.text)]) > len(long) / 2


def _line(line: Any, page: int, height: float) -> Line:
    letters = [sign for sign in line if hasattr(sign, "size") and sign.get_text().strip()]
    sizes = [letter.size for letter in letters]
    left = letters[0].x0 if letters else line.x0
    text = " ".join(line.get_text().split())
    for ligature, plain in _LIGATURES.items():
        text = text.replace(ligature, plain)
    middle = (line.y0 + line.y1) / 2 / height if height else 0.5
    return Line(text, left, line.x1, median(sizes) if sizes else 0.0, page, middle)


def _whole_lines(boxes: list[list[Line]]) -> list[list[Line]]:
    """Put back the words that wide spaces of justified print have parted from their line."""
    boxes = [list(box) for box in boxes]
    level: dict[tuple[int, int], list[tuple[Line, list[Line]]]] = {}
    for box in boxes:
        for line in box:
            level.setdefault((line.page, round(line.height * 500)), []).append((line, box))
    for pieces in level.values():
        pieces.sort(key=lambda piece: piece[0].left)
        for (first, box), (last, other) in pairwise(pieces):
            few = min(len(first.text.split()), len(last.text.split())) <= FRAGMENT
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


def _in_column(line: Line, box: list[Line]) -> bool:
    """Whether a line stands above or below a box's other lines, an indent aside."""
    left, right = min(other.left for other in box), max(other.right for other in box)
    return left - 3 * line.size < line.left and line.right < right + 3 * line.size


def _without_running_heads(boxes: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Leave out what stands in the margins of several pages, and numbers of pages."""
    pages = {line.page for box in boxes for line in box}
    heads = {(line.page, _key(line.text)) for box in boxes for line in box if _margin(line)}
    margins = Counter(key for _, key in heads)
    gone: dict[str, None] = {}
    kept = []
    for box in boxes:
        rest = []
        alone = len(box) <= RUNNING_LINES
        for line in box:
            key = _key(line.text)
            repeated = len(pages) > 1 and margins[key] > max(1, len(pages) // 2 - 1)
            numbered = re.fullmatch(r"(?:page )?#+(?: ?(?:/|of) ?#+)?", key)
            if alone and _margin(line) and (repeated or numbered):
                gone[line.text] = None
            else:
                rest.append(line)
        if rest:
            kept.append(rest)
    return kept, list(gone)


def _margin(line: Line) -> bool:
    return not MARGIN < line.height < 1 - MARGIN


def _key(text: str) -> str:
    """What a running head has on every page: the same words, whatever the page's number."""
    return re.sub(r"\d", "#", text.casefold().strip(" -–—|"))


def _headline(boxes: list[list[Line]]) -> tuple[list[Line] | None, list[list[Line]]]:
    """The box of the largest letters on the first page, and what is printed above it."""
    usual = median(line.size for box in boxes for line in box for _ in line.text)
    first = [box for box in boxes if box[0].page == boxes[0][0].page]
    sizes = [max(line.size for line in box) for box in first]
    largest = max(sizes)
    place = sizes.index(largest)
    words = " ".join(line.text for line in first[place]).split()
    if largest < HEADLINE * usual or not 3 <= len(words) <= 30 or place > MOST_ABOVE:
        return None, []
    return first[place], first[:place]


def _paragraphs(box: list[Line], joined: bool = False) -> list[list[str]]:
    """The lines of each paragraph in a box."""
    left, right = min(line.left for line in box), max(line.right for line in box)
    paragraphs: list[list[str]] = [[]]
    for number, line in enumerate(box):
        before = box[number - 1] if number else None
        indented = line.left > left + INDENT * line.size and len(box) > 2
        ended = (
            before is not None
            and bool(_END.search(before.text))
            and before.right < left + SHORT * (right - left)
        )
        larger = before is not None and abs(before.size - line.size) > 0.1 * line.size
        if before is not None and not joined and (indented or ended or larger):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return paragraphs


def _continued(paragraphs: Iterable[list[str]]) -> list[list[str]]:
    """Join a paragraph that a column or page has cut in the middle of a sentence."""
    joined: list[list[str]] = []
    for paragraph in paragraphs:
        begins_small = paragraph[0][:1].islower()
        if joined and begins_small and not _END.search(joined[-1][-1]):
            joined[-1] += paragraph
        else:
            joined.append(list(paragraph))
    return joined


def _mended(lines: list[str], signs: str) -> str:
    """A paragraph's words on one line; a word that the end of a line has cut is whole again."""
    text = lines[0]
    for line in lines[1:]:
        cut = re.search(r"(\w+)[-\u00ad]$", text)
        rest = re.match(r"[a-z]+", line)
        if cut and rest:
            hyphenated = f"{cut.group(1)}-{rest.group()}"
            text = (text if hyphenated in signs else text[:-1]) + line
        else:
            text += f" {line}"
    return text.replace("\u00ad", "")


def _details(info: list[dict[str, Any]]) -> dict[str, str]:
    """Author and date of the file, as far as it tells."""
    from pdfminer.utils import decode_text

    known = {
        name: decode_text(value) if isinstance(value, bytes) else str(value)
        for part in info
        for name, value in part.items()
    }
    author = " ".join(known.get("Author", "").split())
    return {"author": author} if author else {}
