"""Matching: where the entries of a lexicon occur, as the right part of speech and in context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.annotation import Annotation, Token
from helpers.measures.shared.grammar import head_of, negated

# A word inside a name is no evidence: "Justice Department", "Rebel Wilson".
NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"}
)
# What an entry of a lexicon may say of its part of speech and of its surroundings.
POS = ("NOUN", "VERB", "ADJ", "ADV", "MD", "ANY", "PHRASE")
CONDITIONS = (
    *("-", "clause", "number", "before noun", "predicate", "have", "no have"),
    *("no determiner", "no compound", "lower case", "not negated", "preposition"),
)
_CLAUSE = frozenset({"ccomp", "xcomp", "acomp", "oprd"})
Entries = tuple[Mapping[str, str], ...]
_ENTRY_PART = re.compile(r"[^\s-]+|-")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a lexicon and the neighbouring tokens that it fits."""

    entry: Mapping[str, str]
    tokens: tuple[Token, ...]

    @property
    def head(self) -> Token:
        """The syntactic head of the match."""
        return head_of(self.tokens) or self.tokens[-1]


def find_matches(annotation: Annotation, entries: Entries) -> Iterator[Match]:
    """Yield the matches of a lexicon in the text; at each place that of the longest entry only.

    The rows have lemmas in ``entry`` (the words of a phrase fit a token's lemma or its form), the
    part of speech in ``pos`` (one of ``POS``; MD for the tag of modal verbs) and perhaps
    ``condition`` (see :func:`holds`).
    """
    by_first = _compiled(entries)
    places = _places(annotation.tokens)
    tokens = annotation.tokens
    reach = 0
    for at in sorted({place for form in by_first.keys() & places for place in places[form]}):
        match = _longest(tokens, at, by_first) if at >= reach else None
        if match is not None:
            yield match
            reach = at + len(match.tokens)


# The parts of each entry that begins with a form, those of most parts first
_Compiled = dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]]
_COMPILED: dict[int, tuple[Entries, _Compiled]] = {}
_KEPT = 64  # lexicons


def _compiled(entries: Entries) -> _Compiled:
    """The entries by their first part; a tuple of them can't change and is taken apart once."""
    known = _COMPILED.get(id(entries))
    if known is not None and known[0] is entries:
        return known[1]
    by_first: _Compiled = {}
    for entry in entries:
        parts = tuple(_ENTRY_PART.findall(entry["entry"].lower()))
        by_first.setdefault(parts[0], []).append((parts, entry))
    for pairs in by_first.values():
        pairs.sort(key=_fewest_last)
    while len(_COMPILED) >= _KEPT:
        del _COMPILED[next(iter(_COMPILED))]
    _COMPILED[id(entries)] = entries, by_first  # kept, so that its id stays its own
    return by_first


def _fewest_last(pair: tuple[tuple[str, ...], object]) -> int:
    return -len(pair[0])


@lru_cache(maxsize=1)  # all lexicons read one article, then all the next
def _places(tokens: tuple[Token, ...]) -> dict[str, list[int]]:
    """The places of each lemma and each form, in small letters."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        for form in _forms(token):
            places.setdefault(form, []).append(at)
    return places


def _longest(tokens: Sequence[Token], at: int, by_first: _Compiled) -> Match | None:
    lemma, text = _forms(tokens[at])
    candidates = by_first.get(lemma, [])
    if text != lemma and text in by_first:
        candidates = sorted([*candidates, *by_first[text]], key=_fewest_last)
    for parts, entry in candidates:
        stretch = tokens[at : at + len(parts)]
        if len(parts) > 1:
            if len(stretch) < len(parts) or stretch[0].sentence != stretch[-1].sentence:
                continue
            if not all(part in _forms(token) for part, token in zip(parts, stretch, strict=True)):
                continue
        match = Match(entry, tuple(stretch))
        if _fits(match) and all(
            holds(condition, match) for condition in entry.get("condition", "-").split(", ")
        ):
            return match
    return None


def _forms(token: Token) -> tuple[str, str]:
    return token.lemma.lower(), token.text.lower()


def _fits(match: Match) -> bool:
    """Whether the tokens have the entry's part of speech and are no part of a name."""
    pos = match.entry["pos"]
    head = match.head
    if pos == "ANY":
        return True
    if any(t.pos == "PROPN" and t.entity in NAME_LABELS for t in match.tokens):
        return False
    if pos == "PHRASE":
        return True
    if pos == "MD":
        return head.tag == "MD" and _has_base_form(head)
    if pos == "NOUN":  # a headline's capitals make the parser take a noun for a name
        return head.pos in ("NOUN", "PROPN")
    if pos == "ADJ":
        return head.pos == "ADJ" or head.dep in ("amod", "acomp") or len(match.tokens) > 1
    return head.pos == pos


def _has_base_form(modal: Token) -> bool:
    """Whether a modal verb is followed by a base form; a month is not ("May came")."""
    verb = modal.head
    followers = [verb, *(c for c in verb.children if c.dep in ("aux", "auxpass"))]
    return verb is modal or any(t.i > modal.i and t.tag in ("VB", "VBP") for t in followers)


def holds(condition: str, match: Match) -> bool:
    """Return whether a match meets a condition that its lexicon sets (one of ``CONDITIONS``)."""
    head, last = match.head, match.tokens[-1]
    if condition == "-":
        return True
    if condition == "clause":  # "appeared to flee", "it appears that", not "appeared on stage"
        return any(child.dep in _CLAUSE for child in head.children)
    if condition == "number":
        return any(
            child.tag == "CD" and 0 < child.i - last.i <= 2 and child.entity not in ("DATE", "TIME")
            for child in _near(last)
        )
    if condition == "before noun":
        return head.dep == "amod"
    if condition == "predicate":
        return head.dep in ("acomp", "oprd", "ROOT", "ccomp", "conj")
    if condition in ("have", "no have"):  # "must have known", "must leave"
        perfect = any(t.lemma == "have" and t.dep == "aux" for t in head.head.children)
        return perfect == (condition == "have")
    if condition == "no determiner":  # "sort of tired", not "any sort of help"
        return not any(child.dep == "det" for child in match.tokens[0].children)
    if condition == "no compound":  # "the military regime", not "the sanctions regime"
        return not any(c.dep == "compound" and c.pos == "NOUN" for c in head.children)
    if condition == "lower case":  # "democratic", not "Democratic"
        return match.tokens[0].text.islower()
    if condition == "preposition":  # "due to rain", not "due to leave"
        return last.dep in ("prep", "pcomp") or last.pos == "ADP"
    if condition == "not negated":
        return not negated(head)
    raise ValueError(f"The lexicon sets a condition {condition!r} that is not known.")


def _near(token: Token) -> list[Token]:
    """The tokens that share a noun phrase with a token that may modify its number."""
    top = token.head.head if token.head.tag in ("CD", "IN", "JJR") else token.head
    return top.subtree()
