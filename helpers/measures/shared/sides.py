"""Sides: the country or party with which the words of an article connect somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.lexicons import by_entry, load_lexicon
from helpers.measures.shared.hits import TokenIndex
from helpers.speakers import Actor

NO_SIDE = "side not named"
BY_USER, BY_NAME, BY_LINK = "set by the user", "country in the words", "said to be tied to it"
BY_SEAT = "seat of a government"
# "X-backed", "pro-X": the article claims that there is a tie
_TIES = frozenset(
    "back fund arm train support allied ally align sponsor link pro finance supply lead".split()
)
# parties that news names beside a person; the letters stand with a state ("D-Ohio")
_PARTIES = {
    "Republican": re.compile(r"\b(?:Republicans?|GOP)\b|\bR-[A-Z]"),
    "Democratic": re.compile(r"\b(?:Democrats?|Democratic(?! Republic))\b|\bD-[A-Z]"),
    "Independent": re.compile(r"\bI-[A-Z]"),
    "Labour": re.compile(r"\bLabour\b(?! (?:Ministry|Minister|Department|Office))"),
    "Conservative": re.compile(r"\b(?:Conservatives?|Tor(?:y|ies))\b"),
    "Liberal Democrat": re.compile(r"\bLib(?:eral)? Dem"),
}
_AFFILIATION = re.compile(r",? ?\(?[RDI]-[A-Z][\w.]*")
_CAUSE = re.compile(r"\b(?:pro|anti)-\w+", re.IGNORECASE)
_DENIALS = frozenset({"non", "anti"})


def country_named(head: Token | None) -> str:
    """Return the country whose people or body the words around a noun name, "" for none.

    "Danish soldiers", "soldiers from Denmark", "dozens of Danish soldiers", "Denmark-backed
    rebels"; not "non-Danish soldiers" or "anti-Danish rebels", nor "allied groups in Denmark",
    who are tied to somebody else.
    """
    if head is None:
        return ""
    tied = any(c.lemma.lower() in _TIES for c in head.children)
    parts = [c for c in head.children if not (tied and c.text == "in")]
    below = [c for o in parts for c in o.children]
    counted = [c for o in below if o.head.lemma.lower() == "of" for c in o.children]
    for token in [head, *head.children, *below, *counted]:
        if token.text in _countries() and not _denied(token):
            return _countries()[token.text]
    return ""


def _denied(country: Token) -> bool:
    """Whether "non" or "anti" is before a country, joined by a hyphen or written as one."""
    around = [*country.children, *country.head.children]
    return any(t.lemma.lower() in _DENIALS and 0 < country.i - t.i <= 2 for t in around)


def actor_sides(analysis: Analysis, sides: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the side of each actor, as the words of the article give it.

    That somebody is tied to a country ("X-backed", "pro-X") is the article's claim. A side is what
    the words say and no judgement of loyalty: "Danish rebels" may fight against Denmark. A user who
    knows better sets it (actor -> side).
    """
    rows = [(actor.name, actor.type, *found) for actor, found in _sides(analysis, sides or {})]
    return pd.DataFrame(rows, columns=["actor", "type", "side", "rule", "words"])


def side_of_actor(analysis: Analysis, sides: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the side of each actor by name, as :func:`actor_sides` has it."""
    return {actor.name: side for actor, (side, _, _) in _sides(analysis, sides or {})}


def sides_of_speakers(analysis: Analysis, sides: Mapping[str, str]) -> dict[str, str]:
    """Return the side of each actor as readers of domestic news see it, "" for none.

    The user's own side first, then a party that the words tell ("R-Ohio", "Democratic senator"),
    a country, a cause ("pro-democracy"), and the side of the body that somebody speaks for.
    """
    found = {}
    for actor, (side, rule, _) in _sides(analysis, sides):
        words = " ".join(_words_about(analysis.text, actor))
        party = next((name for name, form in _PARTIES.items() if form.search(words)), "")
        cause = _CAUSE.search(words)
        told = side if rule else ""
        found[actor.name] = (
            told if rule == BY_USER else party or told or (cause[0].casefold() if cause else "")
        )
    for actor in analysis.actors:
        if not found.get(actor.name):
            found[actor.name] = found.get(actor.speaks_for) or actor.speaks_for
    return found


def _words_about(text: str, actor: Actor) -> Iterator[str]:
    """The name and role of an actor, and what follows a name at once ("X (R-Ohio)")."""
    yield from (actor.name, actor.role)
    for mention in actor.mentions:
        if mention.form == "name":
            after = _AFFILIATION.match(text, mention.end)
            yield after[0] if after else ""


def _sides(
    analysis: Analysis, sides: Mapping[str, str]
) -> Iterator[tuple[Actor, tuple[str, str, str]]]:
    """Each actor with side, rule and words."""
    words = TokenIndex(analysis.annotation)
    for actor in analysis.actors:
        if not actor.can_act:
            continue
        if actor.name in sides:
            yield actor, (sides[actor.name], BY_USER, "")
        else:
            yield actor, _side_of(analysis.annotation, words, actor)


def _side_of(annotation: Annotation, words: TokenIndex, actor: Actor) -> tuple[str, str, str]:
    for shown in (actor.name, actor.role):
        country = country_in_words(shown)
        if country:
            return country, _rule(shown), shown
    if seat := by_entry("headquarters", "where").get(actor.name):
        return seat, BY_SEAT, actor.name
    for mention in actor.mentions:
        if mention.form == "pronoun":
            continue
        inside = words.between(mention.start, mention.end)
        heads = [
            t for t in inside if t.head is t or not mention.start <= t.head.start < mention.end
        ]
        country = next(filter(None, map(country_named, heads)), "")
        if country:
            first = min([mention.start, *(t.start for t in heads[0].subtree()[:1])])
            shown = " ".join(annotation.text[first : mention.end].split())
            return country, _rule(shown), shown
    named = actor.type in ("organisation", "group", "state")
    return (actor.name if named else NO_SIDE), "", ""


def country_in_words(shown: str) -> str:
    """Return the country that words name, "" for none; both where "and" joins two."""
    kept = re.sub(r"\b(?:non|anti)[- ]?\w+", " ", shown, flags=re.IGNORECASE)
    parts = [part.strip(",;") for part in re.split(r"[\s-]+|['’]s", kept) if part]
    found: list[str] = []
    at = 0
    while at < len(parts):
        lengths = range(min(4, len(parts) - at), 0, -1)
        named = [(n, _countries().get(" ".join(parts[at : at + n]))) for n in lengths]
        length, country = next(((n, name) for n, name in named if name), (1, None))
        found += [country] if country and country not in found else []
        at += length
    if len(found) == 1 and _joined(parts):
        return f"{found[0]} and others"
    return " and ".join(found) if _joined(parts) else "".join(found[:1])


def _joined(parts: Sequence[str]) -> bool:
    """Whether "and" joins a country to another party: "US and coalition forces"."""
    ands = [at for at, part in enumerate(parts) if part == "and" and 0 < at < len(parts) - 1]
    return any({parts[at - 1], parts[at + 1]} & set(_countries()) for at in ands)


def _rule(shown: str) -> str:
    parts = shown.casefold().replace("-", " ").split()
    tied = any(part == tie or part.removesuffix("ed") == tie for part in parts for tie in _TIES)
    return BY_LINK if tied else BY_NAME


@cache
def _countries() -> dict[str, str]:
    rows = load_lexicon("countries", ("entry", "country", "kind"))
    return {row["entry"]: row["country"] for row in rows if row["kind"] != "region"}
