"""Described bodies: whom "the company", "the ministry" or "the group" means."""

from __future__ import annotations

from helpers.speakers.beside import GENERIC_BODIES, can_be_called
from helpers.speakers.candidates import Candidate
from helpers.speakers.chains import Chain
from helpers.speakers.kinds import is_body_of_two_words
from helpers.speakers.known import MAX_PARAGRAPHS_OF_BODY, Known, is_definite, latest_of


def body_named_before(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Body alone: the one with that word in its name; for "the company" the latest body."""
    noun = candidate.head.text.casefold()
    modifiers = candidate.head.i - candidate.first
    two_words = is_body_of_two_words(candidate.key)  # "the weather service"
    if candidate.plural or not is_definite(candidate, known.tokens):
        return None
    if modifiers > 1 and not two_words:
        return None
    named = [c for c in known.by_word.get(noun, ()) if c.first < candidate.start]
    if two_words:
        named = [c for c in named if any(set(candidate.key) <= set(k) for k in c.keys)]
    if named:
        chain = latest_of(named, candidate.start)
        return chain, f"the {noun} named before"
    described = [
        c
        for c in known.by_head.get(noun, ())
        if c.kind == "organisation" and c.first < candidate.start
    ]
    if described:
        return latest_of(described, candidate.start), f"the {noun} described before"
    if noun not in GENERIC_BODIES:
        return None
    latest: Chain | None = None
    for seen in reversed(known.discourse.bodies):
        gap = candidate.head.paragraph - seen.candidate.head.paragraph
        if gap > MAX_PARAGRAPHS_OF_BODY:
            break
        if seen.chain.kind == "organisation" and seen.candidate.head.dep != "pobj":
            places = [c for c, _ in seen.chain.mentions.values()]
            fits = can_be_called(noun, places, known.tokens)
            if fits == "surely":
                return seen.chain, f"the {noun} introduced as such"
            latest = latest or (seen.chain if fits else None)
    return None if latest is None else (latest, f"the {noun}: the latest body named before it")
