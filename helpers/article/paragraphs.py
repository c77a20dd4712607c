"""Paragraphs: a text cut into paragraphs, each with its role.

Subheadings divide an article into sections: they name a topic ("Ministry under fire"), and read as
sentences they would give sources that are never quoted. Where a form marks its headings (HTML,
Markdown, Word, sizes of print) these count; otherwise a line is one by its looks, and only where
nothing speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from helpers.article.article import Article, Paragraph, Role
from helpers.article.boilerplate import (
    boilerplate_role,
    is_byline,
    is_listed,
    opens_comments,
    opens_list,
    without_date,
)
from helpers.thresholds import (
    LAST_BYLINE_PARAGRAPH,
    MAX_MARKED_WORDS,
    MAX_RELATED_TITLES,
    MAX_SUBHEADING_WORDS,
    MAX_TITLE_WORDS,
    MIN_WORDS_BELOW,
)

if TYPE_CHECKING:
    import pandas as pd


BULLET = re.compile(r"[ \t\u00a0]*[•·▪‣◦*–-][ \t\u00a0]+")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”’»]$|\.\s*[\[(][^\])]{1,40}[\])]\.?$")
# A turn of speech, whatever the form takes it for: "Q: ...", "LEE: ...", "— Yes".
_TURN = re.compile(r"(?:Q|A|Question|Answer)[.:]\s|[A-Z][A-Z .'’-]+:\s|[—–―]", re.IGNORECASE)
_LISTED = re.compile(r"[•·▪‣◦*#<@+–—―-]|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s")
_LABELLED = re.compile(r"[^:]{1,40}:(?:\s|$)")
_PAIR = re.compile(r"[:;{}<>=|]|\b\d{1,3}(?:[.,]\d+)? ?(?:%|per ?cent)?$")
_QUOTED = re.compile(r"[“”\"«»]")
_SAYS = re.compile(
    r"(?!(?:what|how|who|where|why)\b).*"
    r"\b(?:said|says?|told|tells?|asked|asks|added|adds|wrote|writes|according to|tweeted)\b",
    re.IGNORECASE,
)

# "U.S.", "it's", "well-known" and "2,500" are one word each
_WORD = re.compile(r"\w+(?:(?:\.?['’.-]|,(?=\d))\w+)*")


def count_words(text: str) -> int:
    """Return the number of words: letters and digits, also joined by ``' ’ . -``.

    >>> count_words("The U.S.-backed group's 2,500 men (all of them) didn't come.")
    10
    """
    return sum(1 for _ in _WORD.finditer(text))


def find_paragraphs(
    text: str, title: str = "", author: str = "", headings: Collection[str] = ()
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text in order, with their roles.

    Each line with words is a paragraph, unless the text is hard-wrapped: then each block is. The
    first line is tried as the headline where ``title`` is not known; ``headings`` are the words of
    the paragraphs that the text's form marks as headings.
    """
    # From the first blank on: else each blank of a long run would be tried as the beginning.
    separator = r"\s*\n\s*\n\s*" if _is_hard_wrapped(text) else r"\s*[\n\r]+\s*"
    spans, position = [], 0
    for gap in re.finditer(rf"(?<!\s){separator}|\Z", text):
        start, end = position, gap.start()
        position = gap.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if any(c.isalnum() for c in text[start:end]):
            spans.append((start, end))
    texts = [text[start:end] for start, end in spans]
    roles = _roles(texts, title, author)
    marked = frozenset(headings)
    _mark_what_follows(texts, roles, marked)
    for number in _subheadings(texts, roles, marked):
        roles[number] = "subheading"
    for (start, end), role in zip(spans, roles, strict=True):
        yield Paragraph(start, end, role)


def _roles(texts: Sequence[str], title: str, author: str) -> list[Role]:
    """Return the role of each paragraph that its own words show; the others are body."""

    def is_signature(words: str) -> bool:
        named = bool(author) and normalised(without_date(words)) == normalised(author)
        return named or is_byline(words)

    def is_headline(words: str, next_words: str) -> bool:
        known = bool(title) and normalised(words) == normalised(title)
        signed = len(words.split()) <= MAX_TITLE_WORDS and is_signature(next_words)
        return known or signed or _looks_like_title(words)

    headline = ""
    roles: list[Role] = []
    for number, words in enumerate(texts):
        role: Role = boilerplate_role(words) or "body"
        if number == 0 and len(texts) > 1 and is_headline(words, texts[1]):
            role, headline = "title", normalised(words)
        elif headline and normalised(words) == headline:
            role = "repeated title"
        elif number <= LAST_BYLINE_PARAGRAPH and is_signature(words):
            role = "byline"
        roles.append(role)
    return roles


def _mark_what_follows(texts: list[str], roles: list[Role], headings: Collection[str]) -> None:
    """Give titles of other articles below "Related stories", and readers' comments, their roles."""
    listed = 0  # how many titles may follow
    whole, before = sum(map(len, texts)), 0
    for number, words in enumerate(texts):
        if 2 * before > whole and opens_comments(words):
            roles[number:] = ["notice"] * (len(texts) - number)
            break
        before += len(words)
        if roles[number] == "teaser":
            listed = MAX_RELATED_TITLES if opens_list(words) else listed
        elif listed and roles[number] == "body" and words not in headings and is_listed(words):
            roles[number], listed = "teaser", listed - 1
        else:
            listed = 0


def _subheadings(texts: Sequence[str], roles: Sequence[Role], marked: Collection[str]) -> set[int]:
    """Return the numbers of the body's paragraphs that are subheadings."""
    body = [number for number, role in enumerate(roles) if role == "body"]
    found = {n for n in body if texts[n] in marked and _may_be_marked(texts[n], n == body[0])}
    if len(found) == len(body):  # all of it set as headings: then none of it is one
        found = set()
    for before, number, after in zip(body, body[1:], body[2:], strict=False):
        prose = before not in found and bool(_END.search(texts[before]))
        below = bool(_END.search(texts[after])) and len(texts[after].split()) >= MIN_WORDS_BELOW
        between = prose and below and number not in found and after not in found
        if between and _looks_like_subheading(texts[number]):
            found.add(number)
    return found


def _may_be_marked(words: str, first: bool) -> bool:
    """Return whether a marked heading may be one: a sentence right below the headline is not."""
    standfirst = first and words.endswith((".", ".”", '."'))
    return not standfirst and not _TURN.match(words) and len(words.split()) <= MAX_MARKED_WORDS


def _looks_like_subheading(words: str) -> bool:
    """Return whether a line is short, without a full stop, not speech and not an item of a list."""
    line = " ".join(words.split())
    return (
        len(line.split()) <= MAX_SUBHEADING_WORDS
        and (line[0].isupper() or line[0].isdigit())
        and (line[-1].isalnum() or line[-1] in "’'")
        and not any(p.match(line) for p in (_TURN, _LISTED, _LABELLED))
        and not _PAIR.search(line)
        # All in capitals it is one whatever it says: "OFFER IS FINAL, FIRM SAYS".
        and (line.isupper() or not (_QUOTED.search(line) or _SAYS.match(line)))
    )


def _is_hard_wrapped(text: str) -> bool:
    """Return whether single line breaks are inside sentences, as in old e-mail and wires."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"\n[ \t]*\n", text):
        return False
    breaks = [a.rstrip() for a, b in pairwise(text.split("\n")) if a.strip() and b.strip()]
    inside = [line for line in breaks if 40 <= len(line) <= 100 and line[-1] not in ".!?”\"'’:"]
    return len(breaks) >= 3 and len(inside) > 0.6 * len(breaks)


def _looks_like_title(words: str) -> bool:
    tokens = words.split()
    quoted = words[0] in "\"“'‘«"
    if len(tokens) > MAX_TITLE_WORDS or (quoted and words[-1] in "\"”'’».?!"):
        return False  # a quotation from its first word to its last is not a headline
    if not words.rstrip().endswith((".", "”", '"', ",", ":", ";")):
        return True
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    return bool(long) and sum(token[0].isupper() for token in long) > 0.7 * len(long)


def normalised(words: str) -> str:
    """Return words without bullet, capitals and doubled blanks, to compare paragraphs."""
    bullet = BULLET.match(words)
    return " ".join(words[bullet.end() if bullet else 0 :].casefold().split())


def paragraphs_table(article: Article) -> pd.DataFrame:
    """Return one row for each paragraph; columns: ``data/data_dictionary.tsv``."""
    import pandas as pd

    columns = ["paragraph", "start", "end", "role", "words", "text"]
    rows = [
        (number, p.start, p.end, p.role, count_words(words), words)
        for number, p in enumerate(article.paragraphs)
        for words in [article.text[p.start : p.end]]
    ]
    return pd.DataFrame(rows, columns=columns)


def article_facts(article: Article) -> dict[str, Any]:
    """Return what the article is, as a row of ``data/data_dictionary.tsv``'s table ``article``."""
    facts = asdict(article.provenance) | {"title": article.title}
    columns = "source form sha256 title outlet date author url".split()
    sizes = [(p, count_words(article.text[p.start : p.end])) for p in article.paragraphs]
    return {column: facts[column] for column in columns} | {
        "notes": " ".join(article.provenance.notes),
        "words": sum(words for _, words in sizes),
        "analysed_words": sum(words for p, words in sizes if p.analysed),
    }
