"""Second names: those that somebody is known by ("Ali Berg, better known as Abu Nur")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from helpers.annotation import Token
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Chain
from helpers.speakers.names.names import NameKey

MAX_WORDS_BETWEEN = 12
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BETWEEN = frozenset(
    ", ( also better best widely commonly popularly known as who is was by his her its the their "
    "nickname nicknamed nom de guerre alias aka a.k.a. called initials acronym abbreviation goes "
    "code name codename or simply".split()
)
_SAYS_SO = frozenset({"known", "nicknamed", "alias", "aka", "a.k.a.", "nickname", "guerre", "goes"})


def join_second_names(
    tokens: Sequence[Token], names: Sequence[Candidate], by_name: Mapping[NameKey, list[Chain]]
) -> None:
    """Give a second name that no other actor bears to whoever is told to be known by it."""
    for first, second in _pairs(tokens, names):
        owner, other = by_name.get(first.key, []), by_name.get(second.key, [])
        if len(owner) != 1 or len(other) != 1 or owner[0] is other[0]:
            continue
        if other[0].keys != {second.key} or owner[0].kind not in (other[0].kind, "person"):
            continue
        owner[0].keys.add(second.key)
        owner[0].written.update(other[0].written)
        other[:] = owner


def _pairs(
    tokens: Sequence[Token], names: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Names with nothing between them but words that say that the second is one of the first."""
    ordered = sorted((n for n in names if n.label != "NORP"), key=lambda name: name.first)
    for first, second in pairwise(ordered):
        between = tokens[first.last : second.first]
        if not 2 <= len(between) <= MAX_WORDS_BETWEEN:
            continue
        words = [token.text.casefold() for token in between]
        demonyms = {w for w, t in zip(words, between, strict=True) if t.entity == "NORP"}
        alone = bool(_SAYS_SO & set(words)) and set(words) <= _BETWEEN | demonyms
        # "Kim Lee, a former officer known as Lu"
        apposed = words[0] == "," and words[-2:] == ["known", "as"]
        if alone or (apposed and not any(t.tag in _FINITE for t in between)):
            yield first, second
