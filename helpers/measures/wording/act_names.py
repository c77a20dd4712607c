"""Names of acts: the words for acts of force and pressure, who did them, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.lexicons import LEXICONS
from helpers.measures.shared.grammar import negated, noun_phrase
from helpers.measures.shared.hits import Hits, MentionIndex, listed
from helpers.measures.shared.participants import participants_of_noun, participants_of_verb
from helpers.measures.shared.sides import NO_SIDE, country_named, side_of_actor
from helpers.measures.shared.word_categories import category_matches

NAMINGS = ("plain", "abstract", "as an answer", "as defence", "condemning")
_FORCE = ("armed force", "killing", "movement of forces")
NOT_SAID = "not said"
LEXICON = LEXICONS / "act_names.tsv"
COLUMNS = (
    *("kind", "named", "agent", "agent_actor", "agent_side", "patient", "patient_actor"),
    *("patient_side", "negated"),
)


def act_names(analysis: Analysis) -> Hits:
    """Return one hit for each word that names an act of force or pressure."""
    annotation = analysis.annotation
    mentions = MentionIndex(analysis.actors)
    known = side_of_actor(analysis)
    people = {actor.name for actor in analysis.actors if actor.type == "person"}
    rows = []
    for match, found in category_matches(analysis, LEXICON, NAMINGS):
        head = match.head
        verbal = head.pos == "VERB"
        named = found["text"] if verbal else noun_phrase(annotation, head)
        row = {**found, "kind": match.entry["kind"], "named": named, "negated": negated(head)}
        participants = participants_of_verb(head) if verbal else participants_of_noun(head)
        for role, token in zip(("agent", "patient"), participants, strict=True):
            actor = mentions.actor_at(token)
            row[role], row[f"{role}_actor"] = noun_phrase(annotation, token), actor
            side = known.get(actor, NO_SIDE)
            row[f"{role}_side"] = side if side != NO_SIDE else country_named(token) or NO_SIDE
        rows.append((row, match.entry["sure"] == "yes"))
    forceful = any(sure and row["kind"] in _FORCE for row, sure in rows)
    kept = [row for row, sure in rows if sure or (forceful and not _of_words(row, people))]
    return Hits(kept, COLUMNS)


def _of_words(row: Mapping[str, object], people: set[str]) -> bool:
    """Whether one named person attacks another, in words: "Roe's attacks on Moss"."""
    agent, patient = row["agent_actor"], row["patient_actor"]
    return (agent in people and (patient in people or not row["patient"])) or patient in people


def summarise_act_names(hits: pd.DataFrame) -> pd.DataFrame:
    """Return how the same kind of act is named by who did it and to whom, and by whom.

    "Side not named" comes last. The hits may have gone through ``helpers.coding.apply_codes``; a
    coding without a word of the lexicon has the kind "not said" and its whole unit.
    """
    keys = ["kind", "agent_side", "patient_side", "category"]
    hits = hits.assign(named=hits["named"].where(hits["named"] != "", hits["text"]))
    hits = hits.replace(
        {"kind": {"": NOT_SAID}, "agent_side": {"": NO_SIDE}, "patient_side": {"": NO_SIDE}}
    )
    rows: list[tuple] = [
        (*group, len(found), listed(found["named"]), listed(found["speaker"]))
        for group, found in hits.groupby(keys, sort=False)
    ]

    def place(row: Any) -> tuple:
        kind, by, to, naming = row[:4]
        return kind, by == NO_SIDE, by, to == NO_SIDE, to, NAMINGS.index(naming)

    columns = ["kind", "done_by", "done_to", "category", "count", "words", "said_by"]
    rows.sort(key=place)
    return pd.DataFrame(rows, columns=columns)
