"""Described: whom a phrase without a name means ("the spokesman", "the company", "officials").

Each rule takes a description and gives the actor and the reason, or None; they are tried in
the order in which ``DESCRIPTION_RULES`` lists them.
"""

from __future__ import annotations

from helpers.speakers.context import Context, Resolved, is_definite
from helpers.speakers.descriptions.bodies import (
    body_named_before,
    body_with_another_description,
    named_by_its_modifier,
    place_named_before,
)
from helpers.speakers.descriptions.descriptions import is_collective
from helpers.speakers.descriptions.documents import document_issued_before, document_of_its_author
from helpers.speakers.descriptions.people import (
    another_description,
    introduces_a_name,
    person_by_age,
    role_of_a_person,
)
from helpers.speakers.descriptions.transcript_speakers import label_of_a_turn
from helpers.speakers.names.candidates import Candidate


def resolve_description(context: Context, candidate: Candidate) -> Resolved | None:
    """Whom a description means, by the first rule that fits."""
    for rule in DESCRIPTION_RULES:
        resolved = rule(context, candidate)
        if resolved is not None:
            return resolved
    if candidate.sources or is_collective(candidate.head):
        return context.new_unnamed(candidate), "described, not named"
    return None


def same_words(context: Context, candidate: Candidate) -> Resolved | None:
    """Collective and unnamed sources are one only where the words are the same."""
    cluster = context.unnamed.get(candidate.key)
    return None if cluster is None else (cluster, "the same words")


def same_noun(context: Context, candidate: Candidate) -> Resolved | None:
    """Noun alone ("the poster" after "one poster"): the only one called so."""
    bare = candidate.head.i - candidate.first == 1 and candidate.last == candidate.head.i + 1
    if not bare or not is_definite(candidate, context.tokens):
        return None
    found = context.by_noun.get(candidate.head.text.casefold(), [])
    if len(found) == 1:
        return found[0], "the only one called so before"
    return None


# in the order in which they are tried
DESCRIPTION_RULES = (
    label_of_a_turn,
    introduces_a_name,
    document_of_its_author,
    document_issued_before,
    person_by_age,
    role_of_a_person,
    place_named_before,
    body_named_before,
    named_by_its_modifier,
    same_words,
    same_noun,
    body_with_another_description,
    another_description,
)
