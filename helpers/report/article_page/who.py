"""Who: what a card says about a speaker, beside the words; the one place that reads an actor."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.analysis import Analysis
from helpers.measures.sourcing import introductions
from helpers.measures.sourcing.mentioned import ALONE, INTRODUCED, TITLED
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor
from helpers.thresholds import SURE_KIND

KINDS = {
    "person": "a person",
    "organisation": "an organisation",
    "group": "a group",
    "state": "a country, region or city, speaking through its government",
    "place": "a place",
    "work": "a work",
    "event": "an event",
    "document": "a text",
    "unnamed": "not named",
}
OF_NOBODY = {
    NARRATOR: "the reporter's own words, reporting phrases included",
    UNATTRIBUTED: "words in quotation marks; the article does not say whose",
}


def who_is(actor: Actor, introduced: Mapping[str, str] | None = None) -> list[str]:
    """Return what the article tells about somebody, in short phrases for a card.

    ``introduced`` says how each actor enters the article (:func:`introductions_of`).
    """
    kind = KINDS.get(actor.type, "")
    told = [f"possibly {kind}" if kind and actor.confidence < SURE_KIND else kind]
    told.append(_office(actor))
    told.append(f"speaks for {actor.speaks_for}" if actor.speaks_for else "")
    if actor.gender in ("woman", "man"):
        told.append(f"a {actor.gender}, as “{actor.gender_words}” tells")
    told.append((introduced or {}).get(actor.name, ""))
    if actor.aliases:
        told.append("also " + ", ".join(f"“{alias}”" for alias in actor.aliases))
    return [phrase for phrase in told if phrase]


def _office(actor: Actor) -> str:
    """Whether somebody is an official, at which level, or once was."""
    if actor.official is None:
        return "not introduced"
    if not actor.official:
        return "a former official" if actor.former else "not an official"
    kind = f"{actor.level} official" if actor.level else "official"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def introductions_of(analysis: Analysis) -> dict[str, str]:
    """Return how each named person, body and group enters the article, in one phrase each."""
    phrases = {TITLED: "named with the title “{}”", INTRODUCED: "introduced as “{}”"}
    told = {}
    for row in introductions(analysis).rows:
        phrase = phrases.get(row["category"], "")
        if row["category"] == ALONE and row["type"] == "person":
            later = row["later"]
            phrase = "named without an introduction" + (f", later as “{later}”" if later else "")
        if row["words"] != row["actor"]:
            told[row["actor"]] = phrase.format(row["words"])
    return told
