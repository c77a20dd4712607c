"""PDF: the paragraphs of a printed article, by pdfminer.six.

A PDF has no paragraphs, only letters with places. pdfminer joins them to lines and boxes in reading
order; here boxes are cut into paragraphs by indents and by short last lines, and hyphenated words
are joined. Left out are running heads, what a browser prints around a page, advertisements, and
small print without a sentence: titles of other articles beside the text, buttons, credits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from helpers.article.article import ArticleError, Extract
from helpers.article.boilerplate import boilerplate_role, is_byline
from helpers.article.pdf_pages import (
    END,
    LONG_LINE,
    Box,
    Line,
    read_pages,
    readable,
    usual_size,
    words_of,
)
from helpers.article.text import left_out_notes

INDENT = 0.6  # of the letters' size: a line that begins so far to the right is a first line
MAX_INDENT = 3  # of the letters' size
SHORT = 0.85  # of a box's width: a line that ends before that, with a full stop, is a last line
RAGGED = 0.5  # of the letters' size: what a full line of justified print leaves at the most
LARGER = 1.1  # times the usual size of letters: a heading
MAX_HEADING_LINES = 3
CLOSE = 1.2  # times the usual distance of lines: still one paragraph
MAX_FRAGMENT = 3  # words that wide spaces in justified print separate from their line
MARGIN = 0.12  # of a page's height, above and below: where running heads are
MAX_HEAD_LINES = 3  # a running head is a box of its own
HEADLINE = 1.25  # times the usual size of letters
SMALL = 0.88  # times the usual size: captions, credits, print beside the article
MAX_SMALL_LINES = 4  # of small print that is not a paragraph
MAX_ABOVE = 10  # boxes above the headline: the paper's name, a date, a printed page's menu
MAX_AD_LINES = 8
_PAGE_NUMBER = re.compile(r"(?:page )?#+(?: ?(?:/|of) ?#+)?")
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?: \S{1,4})?|www\.\S+\.\S+", re.IGNORECASE)
_AD = re.compile(r"(?:ads?|advertisements?|sponsored(?: content)?|promoted)\W*", re.IGNORECASE)


def read_pdf(raw: bytes, name: str) -> Extract:
    """Return the text of a PDF; an ArticleError where it has a password or no letters to read."""
    boxes, details, notes = read_pages(raw, name)
    signs = " ".join(line.text for box in boxes for line in box)
    if not any(c.isalnum() for c in signs):
        raise ArticleError(
            f"{name} holds pictures and no text: let a program for text recognition (OCR) read it "
            "first."
        )
    if not readable(boxes):
        raise ArticleError(
            f"{name} does not tell which letters its signs stand for: copy its text by hand or "
            "let a program for text recognition (OCR) read it."
        )
    form = "text of a PDF, its lines joined to paragraphs"
    try:
        texts, headings, title, gone = _arranged(boxes, signs)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # A fault of ours costs the order of the page, not the article.
        texts, headings, title, gone = [words_of(box) for box in boxes], [], "", {}
        form = "text of a PDF, its boxes as pdfminer.six gives them"
        notes += (f"Paragraphs and headings could not be told apart ({type(error).__name__}).",)
    if title:  # the file's own is most often the name of a file or a template
        details["title"] = title
    text = "\n\n".join(texts) + "\n"
    return Extract(text, form, details, notes + left_out_notes(gone), headings=tuple(headings))


def _arranged(
    boxes: list[Box], signs: str
) -> tuple[list[str], list[str], str, dict[str, list[str]]]:
    """Return paragraphs, those that are headings, the headline, and what was left out by kind."""
    hyphenated = set(re.findall(r"\w+-[a-z]+", signs))
    whole = _whole_lines(boxes)
    whole, running = _without_running_heads(whole)
    if not whole:  # all of it is close to the edges of the pages
        whole, running = boxes, []
    title, above = _headline(whole, running)
    left, small = _without_small_print(whole[len(above) :])
    if not left:
        left, small = whole[len(above) :], []
    paragraphs = _continued(
        (paragraph for box in left for paragraph in _paragraphs(box, joined=box is title)),
        _leading(left),
    )
    lines = [line for box in left for line in box]
    usual, bold = usual_size(left), sum(line.bold for line in lines) > len(lines) / 2
    texts = [_mended(paragraph, hyphenated) for paragraph in paragraphs]
    headings = [
        words
        for words, paragraph in zip(texts, paragraphs, strict=True)
        if _is_heading(paragraph, usual, bold)
    ]
    gone = {
        "Heads and feet of pages": [words_of(box) for box in above] + running,
        "Advertisements and small print without a sentence": small,
    }
    return texts, headings, texts[0] if title else "", gone


def _without_running_heads(boxes: list[Box]) -> tuple[list[Box], list[str]]:
    """Return the boxes without page numbers, dates, addresses and running heads, and these."""
    pages = {line.page for box in boxes for line in box}
    heads = {(line.page, _key(line.text)) for box in boxes for line in box if _in_margin(line)}
    margins = Counter(key for _, key in heads)
    gone: dict[str, None] = {}
    kept = []
    for box in boxes:
        rest = []
        alone = len(box) <= MAX_HEAD_LINES
        for line in box:
            key = _key(line.text)
            repeated = len(pages) > 1 and margins[key] > max(1, len(pages) // 2 - 1)
            known = bool(_PAGE_NUMBER.fullmatch(key) or _ADDRESS.fullmatch(line.text))
            known = known or (
                line.height > 1 - MARGIN / 2 and boilerplate_role(line.text) == "date"
            )
            if alone and _in_margin(line) and (repeated or known):
                gone[line.text] = None
            else:
                rest.append(line)
        if rest:
            kept.append(rest)
    return kept, list(gone)


def _in_margin(line: Line) -> bool:
    return not MARGIN < line.height < 1 - MARGIN


def _key(text: str) -> str:
    """Return what a running head has in common on all pages: its words, numbers replaced."""
    return re.sub(r"\d", "#", text.casefold().strip(" -–—|"))


def _headline(boxes: list[Box], running: list[str]) -> tuple[Box | None, list[Box]]:
    """Return the box of the headline, and the boxes printed above it.

    The headline has the largest letters on the first page. Where a browser has printed the page's
    name on each sheet, the headline is the box of large letters that the name begins with.
    """
    usual = usual_size(boxes)
    first = [box for box in boxes if box[0].page == boxes[0][0].page]
    sizes = [max(line.size for line in box) for box in first]
    small = [line for box in first for line in box if _in_margin(line) and line.size <= usual]
    names = [name.casefold() for name in (*running, *(line.text for line in small))]
    for place, box in enumerate(first):
        words = words_of(box).casefold()
        named = len(words.split()) > 2 and any(name.startswith(words) for name in names)
        if named and sizes[place] >= HEADLINE * usual:
            return box, first[:place]
    largest = max(sizes)
    place = sizes.index(largest)
    # Large letters below a paragraph are those of a pull quote or of another article.
    prose = any(len(box) > 1 and END.search(box[-1].text) for box in first[:place])
    few = 3 <= len(words_of(first[place]).split()) <= 30 and place <= MAX_ABOVE
    found = few and not prose and largest >= HEADLINE * usual
    return (first[place], first[:place]) if found else (None, [])


def _without_small_print(boxes: list[Box]) -> tuple[list[Box], list[str]]:
    """Return the boxes without advertisements and small print without a sentence, and these."""
    limit = SMALL * usual_size(boxes)
    kept: list[Box] = []
    gone = []
    for whole in boxes:
        for small, lines in groupby(whole, key=lambda line: line.size < limit):
            box = list(lines)
            words = words_of(box)
            ad = bool(_AD.fullmatch(box[0].text)) and len(box) <= MAX_AD_LINES
            sentence = any(END.search(line.text) for line in box)
            has_role = boilerplate_role(words) or is_byline(words)  # it is kept, with its role
            if (ad or (small and len(box) <= MAX_SMALL_LINES and not has_role)) and not sentence:
                gone.append(words)
            else:
                kept.append(box)
    return kept, gone


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
    full = [right - line.right < RAGGED * line.size for line in box[:-1]]
    ragged = sum(full) < 0.7 * len(full)
    paragraphs: list[Box] = [[]]
    for number, line in enumerate(box):
        before = box[number - 1] if number else None
        if before is not None and not joined:
            indented = line.left > left + INDENT * line.size and len(box) > 2
            short = before.right < left + SHORT * (right - left)
            # Print that is not justified does not show full lines: there speech begins anew.
            speech = ragged and line.text[0] in '"“‘'
            ended = bool(END.search(before.text)) and (short or speech)
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
    """Join paragraphs that a column, a page or wide spaces have cut inside a sentence."""
    joined: list[Box] = []
    for paragraph in paragraphs:
        line = paragraph[0]
        last = joined[-1][-1] if joined else None
        if last is not None and not END.search(last.text) and _same_print(last, line):
            indent = MAX_INDENT if len(joined[-1]) == 1 else INDENT
            below = (
                last.page == line.page
                and -INDENT * line.size < last.left - line.left < indent * line.size
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


def _mended(lines: Box, hyphenated: Collection[str]) -> str:
    """Return a paragraph's words on one line, hyphenated words joined."""
    text = lines[0].text
    for line in lines[1:]:
        cut = re.search(r"(\w+)[-\u00ad]$", text)
        rest = re.match(r"[a-z]+", line.text)
        if cut and rest:
            known = f"{cut.group(1)}-{rest.group()}" in hyphenated
            text = (text if known else text[:-1]) + line.text
        else:
            text += f" {line.text}"
    return text.replace("\u00ad", "")
