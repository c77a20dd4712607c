"""Subheadings: the lines that part an article into sections.

They name a topic and say nothing ("Ministry under fire"); read as sentences they give sources
that nobody quoted. Where a form tells its headings (HTML, Markdown, Word, sizes of print) those
count; else a line is one by its looks, and only where nothing speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from helpers.article.article import Role

MOST_WORDS = 10  # of a line that is a subheading by its looks alone
MOST_WORDS_MARKED = 30  # of one that the form marks: more are a paragraph in large print
LEAST_WORDS_BELOW = 8  # of the paragraph that follows
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


def find_subheadings(
    texts: Sequence[str], roles: Sequence[Role], marked: Collection[str] = ()
) -> list[int]:
    """Return the numbers of the paragraphs that are subheadings.

    Args:
        texts: the words of each paragraph of an article.
        roles: the roles found so far: only ``body`` can be a subheading.
        marked: words of the paragraphs that the form marks as headings.

    >>> texts = ["It rained all night.", "Roads under water", "The town lost six roads to the sea."]
    >>> find_subheadings(texts, ["body", "body", "body"])
    [1]
    """
    body = [number for number, role in enumerate(roles) if role == "body"]
    by_form = [n for n in body if texts[n] in marked and _may_be_marked(texts, body, n)]
    if len(by_form) == len(body):  # all of it set as headings: then none of it is one
        by_form = []
    found = set(by_form)
    for before, number, after in zip(body, body[1:], body[2:], strict=False):
        prose = before not in found and bool(_END.search(texts[before]))
        below = bool(_END.search(texts[after])) and len(texts[after].split()) >= LEAST_WORDS_BELOW
        between = prose and below and number not in found and after not in found
        if between and _looks_like_one(texts[number]):
            found.add(number)
    return sorted(found)


def _may_be_marked(texts: Sequence[str], body: Sequence[int], number: int) -> bool:
    """Whether a heading of the form is one; a sentence below the headline is a standfirst."""
    words = texts[number]
    standfirst = number == body[0] and words.endswith((".", ".”", '."'))
    return not standfirst and not _TURN.match(words) and len(words.split()) <= MOST_WORDS_MARKED


def _looks_like_one(words: str) -> bool:
    """Whether a line alone looks like a subheading: short, without end, speech or list."""
    line = " ".join(words.split())
    return (
        len(line.split()) <= MOST_WORDS
        and (line[0].isupper() or line[0].isdigit())
        and (line[-1].isalnum() or line[-1] in "’'")
        and not any(p.match(line) for p in (_TURN, _LISTED, _LABELLED))
        and not _PAIR.search(line)
        # all in capitals it is one whatever it says: "OFFER IS FINAL, FIRM SAYS"
        and (line.isupper() or not (_QUOTED.search(line) or _SAYS.match(line)))
    )
