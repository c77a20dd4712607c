"""Who: what a card says about a speaker, beside the words; the one place that reads an actor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from helpers.measures.sourcing import introductions
from helpers.measures.sourcing.introductions import ALONE, INTRODUCED, TITLED
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor

if TYPE_CHECKING:
    from helpers.analysis import Analysis

KINDS = {
    "person": "a person",
    "organisation": "an organisation",
    "group": "a group",
    "state": "a government, named by its country or capital",
    "place": "a country or city, meaning its government",
    "work": "a work",
    "event": "an event",
    "document": "a document",
    "unnamed": "not named",
}
# Anything else (None): the article does not introduce the actor.
OFFICIAL = {True: "an official source", False: "not introduced as an official"}
# Fields that an actor may have -> how a card gives them.
_FURTHER = {"level": "{} level", "speaks_for": "speaks for {}", "gender": "gender as told: {}"}
OF_NOBODY = {
    NARRATOR: "the reporter's own words, reporting phrases included",
    UNATTRIBUTED: "words in quotation marks; the article does not say whose",
}


def who_is(actor: Actor, introduced: Mapping[str, str] | None = None) -> list[str]:
    """Return what the article tells about somebody, in short phrases for a card.

    Args:
        actor: whoever is quoted.
        introduced: how each actor enters the article (:func:`introductions_of`).
    """
    former = getattr(actor, "former", False)
    official = "a former official" if former else OFFICIAL.get(actor.official, "not introduced")
    told = [KINDS.get(actor.type, ""), official]
    for field, words in _FURTHER.items():
        value = str(getattr(actor, field, "") or "")
        told.append(words.format(value) if value and value != "unknown" else "")
    told.append((introduced or {}).get(actor.name, ""))
    if actor.aliases:
        told.append("also " + ", ".join(f"“{alias}”" for alias in actor.aliases))
    return [phrase for phrase in told if phrase]


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
