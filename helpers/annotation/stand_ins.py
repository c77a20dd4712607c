"""Masking: what the parser is given to read in place of what would mislead it.

A quotation of whole sentences is parsed apart, and a short clause (``STAND_IN``) stands for it
in the sentence around it; a dateline ("LONDON (Reuters) —") is parsed apart as well, and so is
the label of a turn ("SMITH: ..."), in the spelling that the article gives its words elsewhere;
and the capitals of a headline are lowered where the body shows that a word is no name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from helpers.annotation.transcript_turns import find_turns, plain_labels, spelt_plainly
from helpers.article import Article, Paragraph
from helpers.article.quotation_marks import Quotation, find_quotations, looks_like_title

STAND_IN = "This is so"
STAND_IN_ROOT = 1  # "is": the token that takes part in the tree around the quotation
MIN_WORDS_OF_A_CLAUSE = 3

# "NEW YORK, Nov. 19 (UPI) —", "London (Reuters) -", "MOSCOW —"
_AGENCY = r"\([A-Z][\w .&/]{1,30}\)"
_DATELINE = re.compile(
    rf"(?:[A-Z][\w.'’-]*[ ,]+(?:[\w.'’-]+[ ,]+){{0,6}}{_AGENCY}\s*(?:—|–|--|-)\s*"
    rf"|{_AGENCY}\s*(?:—|–|--|-)\s*"
    r"|[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w. ]{1,24}){0,2}\s*(?:—|–|--|\s-\s)\s*(?=[A-Z“\"]))"
)
# A name and one of the commonest verbs of speech: the sentence goes on after "...?" or "...!"
_REPORT = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|of|the|a|an|and)\s+){1,6}(?:said|says|told|asked|asks|wrote|writes|"
    r"tweeted|added|replied|responded|declared|wondered|continued|demanded|exclaimed|shouted)\b"
)
# The parser learned from text with typewriter marks: it takes don’t apart where it knows don't.
# A line end inside a paragraph is a word to it, on which others hang.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\r": " ", "\t": " "}
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(slots=True)
class Piece:
    """A text for the parser: a paragraph with its stand-ins, or the inside of a quotation."""

    text: str
    paragraph: int
    # (offset in the piece, offset in the article, length) of each stretch that both share
    shared: list[tuple[int, int, int]]
    # (start in the piece, end in the piece, index of the quotation) of each stand-in
    stand_ins: list[tuple[int, int, int]] = field(default_factory=list)
    inside: int = -1  # the quotation whose inside this is


@dataclass(slots=True)
class Plan:
    """The pieces of an article, in order, and the quotations found in it."""

    article: Article
    quotations: list[Quotation]
    pieces: list[Piece]


def plan_article(article: Article) -> Plan:
    """Return what the parser is to read of an article, paragraph by paragraph."""
    spans = [(p.start, p.end) for p in article.paragraphs]
    quotations = find_quotations(article.text, spans)
    by_paragraph: dict[int, list[int]] = {}
    for index, quotation in enumerate(quotations):
        by_paragraph.setdefault(quotation.paragraph, []).append(index)
    pieces = []
    turns = find_turns(article)
    plain = plain_labels(article, turns)
    labelled = {turn.paragraph: turn for turn in turns}
    for number, paragraph in enumerate(article.paragraphs):
        if not paragraph.analysed:
            continue
        frame = Piece("", number, [])
        insides = []
        turn = labelled.get(number)
        if turn is None or turn.start != turn.name[0]:
            position = _dateline_end(article.text, paragraph)
        else:
            position = turn.said
        if position > paragraph.start:
            apart = Piece("", number, [])
            _extend(apart, article.text, paragraph.start, position)
            apart.text = spelt_plainly(apart.text, paragraph.start, plain)
            pieces.append(apart)
        for index in by_paragraph.get(number, []):
            quotation = quotations[index]
            if not _is_own_sentence(article.text, quotation, paragraph.start, paragraph.end):
                continue
            _extend(frame, article.text, position, quotation.start)
            before = len(frame.text)
            frame.text += STAND_IN
            frame.stand_ins.append((before, len(frame.text), index))
            frame.text += _closing_mark(article.text, quotation, paragraph.end)
            inside = Piece("", number, [], inside=index)
            _extend(inside, article.text, quotation.start, quotation.end)
            insides.append(inside)
            position = quotation.end
        _extend(frame, article.text, position, paragraph.end)
        if paragraph.role == "title":
            frame.text = _with_plain_capitals(frame.text, article)
        pieces += [frame, *insides]
    return Plan(article, quotations, pieces)


def _extend(piece: Piece, text: str, start: int, end: int) -> None:
    piece.shared.append((len(piece.text), start, end - start))
    piece.text += text[start:end].translate(_PLAIN)


def _dateline_end(text: str, paragraph: Paragraph) -> int:
    """Where a dateline ends and the report begins; the paragraph's start where there is none."""
    found = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 90))
    return found.end() if found and found.end() < paragraph.end else paragraph.start


def _with_plain_capitals(words: str, article: Article) -> str:
    """A headline Set Like This without the capitals that the body does not give its words.

    The parser takes every capital for a name. Length and offsets stay as they are.
    """
    long = [w for w in _WORD.findall(words) if len(w) > 3]
    if sum(w[0].isupper() for w in long) <= 0.6 * len(long):
        return words
    body = [
        article.text[p.start : p.end].translate(_PLAIN).split(None, 1)[-1]
        for p in article.paragraphs
        if p.role == "body"
    ]
    counts = Counter(w for text in body for w in _WORD.findall(text))

    def plain(match: re.Match[str]) -> str:
        word = match.group()
        lowered = word.lower()
        is_name = counts[word] > counts[lowered] or (word.isupper() and len(word) > 1)
        return word if is_name or len(lowered) != len(word) else lowered

    first = _WORD.search(words)
    start = first.end() if first else 0
    return words[:start] + _WORD.sub(plain, words[start:])


def _is_own_sentence(text: str, quotation: Quotation, start: int, end: int) -> bool:
    """Whether a quotation is one or more whole sentences, and no fragment, title or name."""
    words = text[slice(*quotation.inner)].strip(" …'‘“[")
    before = text[start : quotation.start].rstrip()
    if quotation.words < MIN_WORDS_OF_A_CLAUSE or looks_like_title(words):
        return False
    if not words[:1].isupper() and not words[:1].isdigit():
        opens = not before or before[-1] in ".?!:"
        ends = words[-1:] in (".", ",", "?", "!")
        return ends and (opens or quotation.words > 25)
    after = text[quotation.end : end].lstrip()
    starts = not before or before[-1] in ".?!"
    if starts and after[:1] in (".", "?", "!"):
        return True  # the full stop outside the marks
    if words[-1:] in ".,?!…—-" or after[:1] in (",", "") or not before:
        return not before or before[-1] in ".,:;?!—–-”\"'’)" or words[-1:] in ".?!,"
    return before[-1:] in ":,"


def _closing_mark(text: str, quotation: Quotation, end: int) -> str:
    """The punctuation after the stand-in: a full stop inside the marks may be a comma outside."""
    last = text[slice(*quotation.inner)].rstrip()[-1:]
    after = text[quotation.end : end].lstrip()
    if after[:1] in tuple(",.;:?!—–"):
        return ""
    if last == "," or (last in ".?!…—-" and after[:1].islower()):
        return ","
    if last in (".", "?", "!", "…", "-", "—") and _REPORT.match(after):
        return ","
    if not after or after[0].isupper() or after[0] in "\"“‘'([":
        return "," if last not in tuple(".?!…") and after else "."
    return ""
