"""Quotations: what is between quotation marks, in every style of mark.

Marks are paired inside each paragraph only, because one stray mark must not turn the rest of an
article inside out. A quotation that its paragraph does not close runs to the paragraph's end: that
is how newspapers print a quotation of several paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.article.paragraphs import count_words

# Opening mark -> marks that may close it. „…“ and ”…” are German and Swedish styles.
DOUBLE = {"“": '”"“', '"': '"”', "«": "»", "»": "«", "„": '“”"', "”": "”", "``": "''", "''": "''"}
SINGLE = {"‘": "’'", "'": "'’", "‹": "›", "`": "'’", "‚": "‘’"}

# Of three typewriter marks in a row the last two are one mark where they end a quotation.
_MARK = re.compile(r"``|(?<!\S)''|''(?!')|[“”\"«»„‘’'‹›`‚]")
_ELISION = re.compile(r"\d0s|\d\d\b|tis\b|twas\b|em\b|til\b|n['’]")  # after a mark: '90s, 'em
# Words that titles print without a capital.
_SMALL = frozenset(["and", "but", "for", "from", "into", "not", "over", "the", "with"])
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")

Marks = Sequence[tuple[int, str]]  # place and mark, in order


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks: ``text[start:end]``; without them ``text[inner[0]:inner[1]]``.

    ``closed`` is False where the paragraph has no closing mark; ``words`` counts the words
    between the marks.
    """

    start: int
    end: int
    inner: tuple[int, int]
    paragraph: int
    closed: bool
    words: int


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of a text in order; never raises on odd marks.

    >>> text = 'He said: “It is ‘odd’.” She said: "No.'
    >>> [(text[slice(*q.inner)], q.closed) for q in find_quotations(text, [(0, len(text))])]
    [('It is ‘odd’.', True), ('No.', False)]
    """
    found = []
    bounds = list(paragraphs)
    for number, (first, last) in enumerate(bounds):
        shift = first - 1  # with a blank on each side every mark has neighbours
        goes_on = _goes_on(text, bounds[number : number + 2])
        for start, inner_start, inner_end, end, closed in _pairs(f" {text[first:last]} ", goes_on):
            inner = shift + inner_start, shift + inner_end
            if words := count_words(text[slice(*inner)]):
                found.append(Quotation(shift + start, shift + end, inner, number, closed, words))
    return found


def _goes_on(text: str, bounds: Sequence[tuple[int, int]]) -> bool:
    """Return whether a paragraph and the next one begin with the same single opening mark.

    Each paragraph of a long quotation does, and only the last one closes it.
    """
    first = [text[start : start + 2] for start, _ in bounds]
    marks = {words[:1] for words in first}
    letters = all(words[1:].isalnum() for words in first)
    return len(first) == 2 and len(marks) == 1 and letters and marks <= {"‘", "'"}


def _pairs(text: str, goes_on: bool = False) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield start, inner start, inner end, end and closedness of a paragraph's quotations."""
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text)]
    index = 0
    while index < len(marks):
        position, mark = marks[index]
        if not _can_open(text, position, mark):
            index += 1
            continue
        left_open = goes_on and position == 1
        closing = _closing(text, marks, index, punctuated_only=left_open)
        inner = position + len(mark)
        if closing is not None:
            end, closer = marks[closing]
            yield position, inner, end, end + len(closer), True
            index = closing + 1
        elif mark in SINGLE and not left_open:
            index += 1  # an apostrophe, far more often than a quotation left open
        else:
            following = _reopened(text, marks, index)
            end = len(text) if following is None else marks[following][0]
            end = max(inner, len(text[:end].rstrip()))
            yield position, inner, end, end, False
            index = len(marks) if following is None else following


def _can_open(text: str, position: int, mark: str) -> bool:
    if mark not in DOUBLE and mark not in SINGLE:
        return False
    before, after = text[position - 1], text[position + len(mark)]
    if before == "=":  # the value of an attribute in a scrap of HTML
        return False
    if mark == '"':  # after a letter and before a space it can only close; after a digit: inches
        return not (before.isalnum() or before in ".,?!…") or after.isalnum()
    if mark == "“" and _closes_only(text, position):
        return False
    if mark in ("“", "„", "«", "``", "''"):
        return True
    if mark in ("”", "»"):  # opens only in the styles ”…” and »…«
        return before.isspace() and not after.isspace()
    if mark == "'" and _ELISION.match(text, position + 1):
        return False
    return not before.isalnum() and (after.isalnum() or after in '“"…[$£€')


def _closing(text: str, marks: Marks, index: int, *, punctuated_only: bool = False) -> int | None:
    """Return the index of the mark that closes the one at ``index``, or None.

    With ``punctuated_only`` a single mark closes only after the end of a sentence or a clause.
    """
    if marks[index][1] in DOUBLE:
        return _closing_double(text, marks, index)
    position, opening = marks[index]
    candidates: list[int] = []
    for later in range(index + 1, len(marks)):
        where, mark = marks[later]
        elided = _ELISION.match(text, where + 1)
        if mark == opening and (opening in "‘‚‹" or (_opens_only(text, where) and not elided)):
            break
        if mark in '“"' and opening != "‹" and candidates:
            break
        if (
            mark in SINGLE[opening]
            and not text[where + 1].isalnum()
            and not text[where - 1].isspace()
        ):
            candidates.append(later)
    punctuated = [i for i in candidates if text[marks[i][0] - 1] in ".,?!…—"]
    # "the dogs’ owner": after an s the mark is more often a genitive than an end
    plain = [i for i in candidates if text[marks[i][0] - 1] != "s"]
    chosen = punctuated[:1] or ([] if punctuated_only else plain[:1] or candidates[:1])
    if not chosen:
        return None
    inside = text[position + 1 : marks[chosen[0]][0]]
    return chosen[0] if not re.search(r"[.?!] .*[.?!] .*[.?!] ", inside) or punctuated else None


def _closing_double(text: str, marks: Marks, index: int) -> int | None:
    opening = marks[index][1]
    closers = DOUBLE[opening]
    depth = 0
    for later in range(index + 1, len(marks)):
        where, mark = marks[later]
        if opening == '"' and mark in "“”":  # curly marks inside straight ones
            depth += 1 if mark == "“" else -1
            if depth >= 0:
                continue
        if mark == opening == "“":  # opened again: the first was never closed
            return later if _closes_only(text, where) else None
        if mark == closers or (len(opening) == 1 and mark in closers):
            return None if mark == '"' and _opens_only(text, where) else later
    return None


def _closes_only(text: str, position: int) -> bool:
    """Return whether an opening mark is where only a closing one can be: “No,“ he said."""
    after = text[position + 1]
    return text[position - 1] in ".,?!…" and (after.isspace() or after in ".,;")


def _opens_only(text: str, position: int) -> bool:
    """Return whether a straight mark has a blank or a bracket before and a letter after it."""
    before = text[position - 1]
    return (before.isspace() or before in "([") and text[position + 1].isalnum()


def _reopened(text: str, marks: Marks, index: int) -> int | None:
    """Return the next mark that opens a quotation again after one that was never closed."""
    for later in range(index + 1, len(marks)):
        where, mark = marks[later]
        if mark in ("“", "``") or (mark == '"' and _opens_only(text, where)):
            return later
    return None


def looks_like_title(words: str) -> bool:
    """Return whether quoted words are set like the title of a work: Every Long Word a Capital."""
    long = [w for w in _WORD.findall(words)[1:] if len(w) > 2 and w.lower() not in _SMALL]
    return bool(long) and all(w[0].isupper() or w[0].isdigit() for w in long)
