"""Page headers and other print around an article: what is left out of a page.

Running heads and feet, the address and date that a browser prints, advertisements, and small
print without a sentence: titles of other articles beside the text, buttons, credits.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from helpers.article.boilerplate import boilerplate_role, is_byline

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
END = re.compile(r"[.!?:…][\"'”’»)\]]*$")


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


def usual_size(boxes: list[Box]) -> float:
    """Return the median size of all letters: that of the article's text."""
    return median(line.size for box in boxes for line in box for _ in line.text)


def words_of(box: Box) -> str:
    """Return the words of a box on one line."""
    return " ".join(line.text for line in box)


def without_running_heads(boxes: list[Box]) -> tuple[list[Box], list[str]]:
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


def headline(boxes: list[Box], running: list[str]) -> tuple[Box | None, list[Box]]:
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
    words = words_of(first[place])
    if largest < HEADLINE * usual or not 3 <= len(words.split()) <= 30 or place > MAX_ABOVE:
        return None, []
    return first[place], first[:place]


def without_small_print(boxes: list[Box]) -> tuple[list[Box], list[str]]:
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
