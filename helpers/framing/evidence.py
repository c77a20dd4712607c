"""Evidence: where the words of a lexicon stand in an article, and in whose voice.

What all measures of framing share. Every hit points at its words, names the voice that they
stand in and the entry of the lexicon that fired.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.speakers import Actor, Mention

if TYPE_CHECKING:
    import pandas as pd

HIT_COLUMNS = (
    "start",
    "end",
    "text",
    "speaker",
    "unit",
    "measure",
    "category",
    "entry",
)

# A word inside a name tells of no frame: "Justice Department", "Rebel Wilson".
NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"}
)
_CLAUSE = frozenset({"ccomp", "xcomp", "acomp", "oprd"})
_ENTRY_PART = re.compile(r"[^\s-]+|-")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a lexicon and the neighbouring tokens that it fits."""

    entry: Mapping[str, str]
    tokens: tuple[Token, ...]

    @property
    def head(self) -> Token:
        """The token that the others of the match hang on."""
        inside = set(map(id, self.tokens))
        return next((t for t in self.tokens if id(t.head) not in inside), self.tokens[-1])


class VoiceIndex:
    """Finds the voice of a character; the order of the segments' rows is of no account."""

    def __init__(self, segments: pd.DataFrame) -> None:
        rows = sorted(
            zip(
                segments["start"],
                segments["end"],
                segments["speaker"],
                segments["unit"],
                strict=True,
            )
        )
        self._rows = [(int(s), int(e), str(speaker), int(unit)) for s, e, speaker, unit in rows]
        self._starts = [row[0] for row in self._rows]

    def at(self, position: int) -> tuple[str, int] | None:
        """Return ``(speaker, unit)``, or None where the text is not analysed."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        _, end, speaker, unit = self._rows[index]
        return (speaker, unit) if position < end else None


def find_matches(
    annotation: Annotation, entries: Sequence[Mapping[str, str]], column: str
) -> Iterator[Match]:
    """Yield the entries of a lexicon that occur in the text; at each place the longest only.

    Args:
        annotation: of the article.
        entries: rows of a lexicon with the entry in ``column``, its part of speech in ``pos``
            (NOUN, VERB, ADJ, ADV, MD for the tag of modal verbs, ANY, or PHRASE) and, if it has
            the column, ``condition`` (see :func:`holds`).
        column: name of the column with lemmas; words of a phrase are separated by blanks and
            fit a token's lemma or its form.
    """
    by_first: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = {}
    for entry in entries:
        parts = tuple(_ENTRY_PART.findall(entry[column].lower()))
        by_first.setdefault(parts[0], []).append((parts, entry))
    for candidates in by_first.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    tokens = annotation.tokens
    at = 0
    while at < len(tokens):
        match = _longest(tokens, at, by_first)
        if match is not None:
            yield match
        at += len(match.tokens) if match is not None else 1


def _longest(
    tokens: Sequence[Token],
    at: int,
    by_first: Mapping[str, list[tuple[tuple[str, ...], Mapping[str, str]]]],
) -> Match | None:
    candidates = [
        pair for form in dict.fromkeys(_forms(tokens[at])) for pair in by_first.get(form, ())
    ]
    for parts, entry in sorted(candidates, key=lambda pair: -len(pair[0])):
        stretch = tuple(tokens[at : at + len(parts)])
        if len(stretch) < len(parts) or stretch[0].sentence != stretch[-1].sentence:
            continue
        if not all(part in _forms(token) for part, token in zip(parts, stretch, strict=True)):
            continue
        match = Match(entry, stretch)
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
    if any(t.pos == "PROPN" and t.entity in NAME_LABELS for t in match.tokens):
        return False
    if pos in ("ANY", "PHRASE"):
        return True
    if pos == "MD":
        return head.tag == "MD"
    if pos == "NOUN":  # a headline's capitals make the parser take a noun for a name
        return head.pos in ("NOUN", "PROPN")
    if pos == "ADJ":
        return head.pos == "ADJ" or head.dep in ("amod", "acomp") or len(match.tokens) > 1
    return head.pos == pos


def holds(condition: str, match: Match) -> bool:
    """Return whether a match meets a condition that its lexicon sets; "-" always holds.

    Raises:
        ValueError: there is no such condition.
    """
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
    if condition == "have":  # "must have known"
        return any(t.lemma == "have" and t.dep == "aux" for t in head.head.children)
    if condition == "not negated":
        return not negated(head)
    raise ValueError(f"The lexicon sets a condition {condition!r} that is not known.")


def _near(token: Token) -> list[Token]:
    """The tokens that share a noun phrase with a token that may modify its number."""
    top = token.head.head if token.head.tag in ("CD", "IN", "JJR") else token.head
    return top.subtree()


def negated(token: Token) -> bool:
    """Return whether a token is denied, by "not", "never" or "no", as far as the parse shows it.

    A negation counts where it stands on the word itself ("no war"), before the word on the verb
    that it completes ("did not solve the dispute"), on the verb of a modal ("could not"), or
    where the verb's subject is negative ("nobody was hurt").
    """
    if _denied(token) or (token.dep == "pobj" and token.head.lemma.lower() == "without"):
        return True
    if token.pos == "VERB":
        return _negative_subject(token)
    verb = token.head
    if token.dep in ("aux", "auxpass"):
        return _denied(verb)
    if token.dep not in ("acomp", "attr", "dobj", "oprd", "advmod"):
        return False
    return _negative_subject(verb) or any(child.i < token.i for child in _negations(verb))


def _denied(token: Token) -> bool:
    return bool(_negations(token)) or any(
        child.dep in ("det", "preconj") and child.lemma.lower() in ("no", "neither")
        for child in token.children
    )


def _negations(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep == "neg" or c.lemma.lower() in ("never", "hardly")]


def _negative_subject(verb: Token) -> bool:
    return any(
        child.dep in ("nsubj", "nsubjpass")
        and (child.lemma.lower() in ("nobody", "none", "nothing") or _denied(child))
        for child in verb.children
    )


def hit(
    annotation: Annotation, voices: VoiceIndex, tokens: Sequence[Token]
) -> dict[str, object] | None:
    """Return the first five columns of a hit, or None where the text is not analysed.

    The words belong to the voice of the first of them.
    """
    start, end = tokens[0].start, tokens[-1].end
    voice = voices.at(start)
    if voice is None:
        return None
    return {
        "start": start,
        "end": end,
        "text": annotation.text[start:end],
        "speaker": voice[0],
        "unit": voice[1],
    }


def hits_table(
    rows: Iterable[Mapping[str, object]], more_columns: Sequence[str] = ()
) -> pd.DataFrame:
    """Return hits as a table in the order of the text: ``HIT_COLUMNS`` and ``more_columns``."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=[*HIT_COLUMNS, *more_columns])
    return table.sort_values(["start", "end"], kind="stable", ignore_index=True)


def units_of_speakers(segments: pd.DataFrame) -> pd.DataFrame:
    """Return ``n`` (units) and ``words`` for each speaker (index), most words first."""
    table = segments.groupby("speaker", sort=False).agg(
        n=("unit", "nunique"), words=("words", "sum")
    )
    table = table.sort_index()
    return table.sort_values("words", ascending=False, kind="stable")


def listed(words: Iterable[object]) -> str:
    """Return words with their numbers, most frequent first: "say (3), tell (1)".

    >>> listed(["tell", "say", "say"])
    'say (2), tell (1)'
    """
    ranked = sorted(Counter(map(str, words)).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{word} ({count})" for word, count in ranked)


class MentionIndex:
    """Finds the actor whom a word names; the smallest mention that holds the word decides."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._mentions: list[tuple[Mention, str]] = [
            (mention, actor.name) for actor in actors for mention in actor.mentions
        ]

    def actor_at(self, token: Token) -> str:
        """Return the actor's name, or "" where no actor is mentioned.

        A word names an actor as the head of the mention: in "rebels near Paris" the word
        "rebels" names the rebels even where a smaller mention stands inside.
        """
        holding = [
            (mention.end - mention.start, name)
            for mention, name in self._mentions
            if mention.start <= token.start and token.end <= mention.end and _heads(token, mention)
        ]
        return min(holding)[1] if holding else ""


def _heads(token: Token, mention: Mention) -> bool:
    """Whether a token is the head of a mention or a part of the name that the head ends."""
    while token.head is not token and mention.start <= token.head.start < mention.end:
        if token.dep not in ("compound", "flat", "nmod", "appos"):
            return False
        token = token.head
    return True
