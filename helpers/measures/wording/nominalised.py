"""Nominalised actions: deeds told by a noun, which need neither doer nor sufferer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.measures.shared.event_participants import is_action_noun, parties_of_noun
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import MentionIndex, Rows, hit, hits_table, rows_of
from helpers.measures.shared.matching import NAME_LABELS
from helpers.measures.shared.phrases import noun_phrase
from helpers.measures.wording.agency import COLUMNS, agency_rows
from helpers.speakers import Actor
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

NOMINALISED = "nominalised action"


def nominalised_actions(
    annotation: Annotation, segments: pd.DataFrame, actors: Iterable[Actor]
) -> pd.DataFrame:
    """Return one row for each deed told by a noun ("the killing of two men", "rocket attacks").

    Columns: as :func:`helpers.measures.wording.agency`; ``category`` and ``voice`` are "nominalised
    action", ``action`` is the noun with its compounds ("rocket attack"), ``agent`` is "" where
    the noun phrase and its verb name no doer.

    Nouns of the lexicon ``action_nouns`` count, but not as the first part of another noun
    ("attack helicopter") nor in a name. Whether the deed happened a noun does not say: it may be
    feared or denied, and ``negated`` knows only what its own clause denies.

    Fowler (1991), "Language in the News", chapter 5, on nominalisation: the noun leaves out who
    did it, when, and whether it was done.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "The killing of two men followed an attack by rebels."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> deeds = nominalised_actions(annotation, voice_segments(annotation, []), [])
    >>> deeds[["text", "agent", "patient"]].values.tolist()
    [['killing', '', 'two men'], ['attack', 'rebels', '']]
    """
    return hits_table(_nominalised_rows(annotation, VoiceIndex(segments), actors), COLUMNS)


@rows_of(nominalised_actions)
def _nominalised_rows(annotation: Annotation, voices: VoiceIndex, actors: Iterable[Actor]) -> Rows:
    mentions = MentionIndex(actors)
    rows = []
    for token in annotation.tokens:
        if not is_action_noun(token) or token.dep == "compound" or token.entity in NAME_LABELS:
            continue
        found = hit(annotation, voices, [token])
        if found is None:
            continue
        doer, against = parties_of_noun(token)
        parts = [c.text.lower() for c in token.children if c.dep == "compound" and c.tag == "NN"]
        rows.append(
            {
                **found,
                "measure": "agency",
                "category": NOMINALISED,
                "voice": NOMINALISED,
                "entry": token.lemma.lower(),
                "action": " ".join([*parts, token.lemma.lower()]),
                "agent": noun_phrase(annotation, doer),
                "agent_actor": mentions.actor_at(doer) if doer is not None else "",
                "patient": noun_phrase(annotation, against),
                "patient_actor": mentions.actor_at(against) if against is not None else "",
                "negated": negated(token),
            }
        )
    return rows


def actions(
    annotation: Annotation, segments: pd.DataFrame, actors: Iterable[Actor]
) -> pd.DataFrame:
    """Return all deeds of an article, told by verbs and by nouns, in the order of the text.

    Columns: as :func:`helpers.measures.wording.agency`. It is the evidence of the codebook's
    measure
    *agency*.
    """
    return hits_table(_action_rows(annotation, VoiceIndex(segments), actors), COLUMNS)


@rows_of(actions)
def _action_rows(annotation: Annotation, voices: VoiceIndex, actors: Iterable[Actor]) -> Rows:
    actors = list(actors)
    told = agency_rows(annotation, voices, actors)
    verbs = {row["start"] for row in told}
    named = _nominalised_rows(annotation, voices, actors)
    # the start of both is a verb that the tagger took for a noun
    return [*told, *(row for row in named if row["start"] not in verbs)]
