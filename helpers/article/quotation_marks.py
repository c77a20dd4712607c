"""Quotations: what stands between quotation marks, in every style of mark.

Marks are paired inside each paragraph only, because one stray mark must not turn the rest
of an article inside out. A quotation that its paragraph does not close runs to the
paragraph's end: that is how newspapers print a quotation of several paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.article import count_words

# Opening mark -> marks that may close it. „…“ and ”…” are German and Swedish styles.
DOUBLE = {"“": '”"“', '"': '"”', "«": "»", "»": "«", "„": '“”"', "”": "”", "``": "''", "''": "''"}
SINGLE = {"‘": "’'", "'": "'’", "‹": "›", "`": "'’", "‚": "‘’"}

# Of three typewriter marks in a row the last two are one mark where they end a quotation.
_MARK = re.compile(r"``|(?<!\S)''|''(?!')|[“”\"«»„‘’'‹›`‚]")
# Words that titles print without a capital.
_SMALL = frozenset(["and", "but", "for", "from", "into", "not", "over", "the", "with"])
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


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

    Args:
        text: the article's text.
        paragraphs: ``(start, end)`` of each paragraph, in order and without overlap.

    >>> text = 'He said: “It is ‘odd’.” She said: "No.'
    >>> [(text[slice(*q.inner)], q.closed) for q in find_quotations(text, [(0, len(text))])]
    [('It is ‘odd’.', True), ('No.', False)]
    """
    return [
        quotation
        for number, (start, end) in enumerate(paragraphs)
        for quotation in _in_paragraph(text, start, end, number)
    ]


def _in_paragraph(text: str, start: int, end: int, number: int) -> Iterator[Quotation]:
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, start, end)]
    index = 0
    while index < len(marks):
        position, mark = marks[index]
        if not _can_open(text, start, end, position, mark):
            index += 1
            continue
        closing = _closing(text, start, end, marks, index)
        if closing is None and mark in SINGLE:
            index += 1  # an apostrophe, far more often than a quotation left open
            continue
        inner_start = position + len(mark)
        if closing is None:
            following = _reopened(text, start, end, marks, index)
            inner_end = stop = end if following is None else marks[following][0]
            while stop > inner_start and text[stop - 1].isspace():
                stop -= 1
            inner_end = stop
            index = len(marks) if following is None else following
        else:
            inner_end = marks[closing][0]
            stop = inner_end + len(marks[closing][1])
            index = closing + 1
        words = count_words(text[inner_start:inner_end])
        if words:
            yield Quotation(
                position, stop, (inner_start, inner_end), number, closing is not None, words
            )


def _can_open(text: str, start: int, end: int, position: int, mark: str) -> bool:
    if mark not in DOUBLE and mark not in SINGLE:
        return False
    before = text[position - 1] if position > start else " "
    after_at = position + len(mark)
    after = text[after_at] if after_at < end else " "
    if before == "=":  # the value of an attribute in a scrap of HTML
        return False
    if mark == '"':  # after a letter and before a space it can only close; after a digit: inches
        return not (before.isalnum() or before in ".,?!…") or after.isalnum()
    if mark == "“" and _closes_only(before, after):
        return False
    if mark in ("“", "„", "«", "``", "''"):
        return True
    if mark in ("”", "»"):  # opens only in the styles ”…” and »…«
        return before.isspace() and not after.isspace()
    if mark == "'" and re.match(r"\d0s|\d\d\b|tis\b|twas\b|em\b|til\b|n['’]", text[after_at:end]):
        return False  # the '90s, 'em
    return not before.isalnum() and (after.isalnum() or after in '“"…[$£€')


def _closing(
    text: str, start: int, end: int, marks: Sequence[tuple[int, str]], index: int
) -> int | None:
    """The index of the mark that closes the one at ``index``, or None."""
    position, opening = marks[index]
    closers = DOUBLE.get(opening) or SINGLE[opening]
    if opening in DOUBLE:
        depth = 0
        for later in range(index + 1, len(marks)):
            where, mark = marks[later]
            if opening == '"' and mark in "“”":  # curly marks inside straight ones
                depth += 1 if mark == "“" else -1
                if depth >= 0:
                    continue
            if mark == opening == "“":
                if _closes_only(text[where - 1], text[where + 1] if where + 1 < end else " "):
                    return later
                return None  # opened again: the first was never closed
            if mark == closers or (len(opening) == 1 and mark in closers):
                if mark == '"' and _opens_only(text, start, end, where):
                    return None
                return later
        return None
    candidates: list[int] = []
    for later in range(index + 1, len(marks)):
        where, mark = marks[later]
        if (mark == opening and opening in "‘‚‹") or (
            mark in '“"' and opening != "‹" and candidates
        ):
            break
        after = text[where + 1] if where + 1 < end else " "
        if mark in closers and not after.isalnum() and not text[where - 1].isspace():
            candidates.append(later)
    punctuated = [i for i in candidates if text[marks[i][0] - 1] in ".,?!…—"]
    # "the dogs’ owner": after an s the mark is more often a genitive than an end
    plain = [i for i in candidates if text[marks[i][0] - 1] != "s"]
    chosen = punctuated[:1] or plain[:1] or candidates[:1]
    if not chosen:
        return None
    inside = text[position + 1 : marks[chosen[0]][0]]
    return chosen[0] if not re.search(r"[.?!] .*[.?!] .*[.?!] ", inside) or punctuated else None


def _closes_only(before: str, after: str) -> bool:
    """Whether an opening mark stands where only a closing one can: “No,“ he said."""
    return before in ".,?!…" and (after.isspace() or after in ".,;")


def _opens_only(text: str, start: int, end: int, position: int) -> bool:
    """A straight mark that can only open: white space (or a bracket) before, a letter after."""
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    return (before.isspace() or before in "([") and after.isalnum()


def _reopened(
    text: str, start: int, end: int, marks: Sequence[tuple[int, str]], index: int
) -> int | None:
    """The next mark that opens a quotation again after one that was never closed."""
    for later in range(index + 1, len(marks)):
        where, mark = marks[later]
        if mark in ("“", "``") or (mark == '"' and _opens_only(text, start, end, where)):
            return later
    return None


def looks_like_title(words: str) -> bool:
    """Return whether quoted words are set like the title of a work: Every Long Word a Capital.

    >>> looks_like_title("The Secret Lives of the Rich,"), looks_like_title("Kim Lee won it,")
    (True, False)
    """
    long = [w for w in _WORD.findall(words)[1:] if len(w) > 2 and w.lower() not in _SMALL]
    return bool(long) and all(w[0].isupper() or w[0].isdigit() for w in long)
