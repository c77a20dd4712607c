"""Stated roles: what the words before and after a name add to the role beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.speakers.officials import has_role_noun

_SEATS = re.compile(r"^,? ?\(?(?:R|D|I|DFL)-[A-Z][A-Za-z.]+|^, (?:Republican|Democrat) of [A-Z]")
_CLAUSE = re.compile(
    r"^,? (?:who )?(is|was|has been|had been|served as|has served as) (?:the |an? )?"
    r"([A-Za-z][^,.;:“\"]{2,70})"
)
_UNTIL = re.compile(r"\s(?:until|from|between|when|who|and|but|in (?:19|20)\d\d|during|before)\b.*")


_BODY_WORD = (
    r"(?:[A-Z][\w.&'’-]*|of|and|the|for|police|fire|state|county|department|patrol|office|council|"
    r"brigade|service)"
)
_BODY_AFTER = re.compile(rf"^ (?:of|with|from) ({_BODY_WORD}(?: {_BODY_WORD})*)")
_PAST_BEFORE = re.compile(r"(?:\bthen|\bex|\bformer)[- ]$", re.IGNORECASE)


def roles_in_clauses(text: str, ends: Iterable[int]) -> list[str]:
    """Return what the words after a name say of its bearer ("(R-Texas)", "who was mayor until").

    Args:
        text: of the article.
        ends: the ends of the name's mentions.
    """
    found = []
    for end in ends:
        after = text[end : end + 110]
        if _SEATS.match(after):
            found.append("lawmaker")
        clause = _CLAUSE.match(after)
        noun = clause and _UNTIL.sub("", clause[2])
        if clause and noun and has_role_noun(noun):
            found.append(
                f"former {noun}" if clause[1] in ("was", "had been", "served as") else noun
            )
    return found


def whole_role(text: str, start: int, words: str, end: int) -> str:
    """Return a role with what the text before it and after the name adds to it.

    >>> whole_role("then-Governor Lee of the Iowa Police said", 5, "Governor", 17)
    'former Governor of the Iowa Police'

    Args:
        text: of the article.
        start: of the role.
        words: of the role.
        end: of the name after it.
    """
    body = _BODY_AFTER.match(text[end : end + 60])
    past = "former " if _PAST_BEFORE.search(text[max(0, start - 8) : start]) else ""
    return f"{past}{words}" + (f" of {body[1]}" if body and " of " not in words else "")
