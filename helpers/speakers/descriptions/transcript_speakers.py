"""Labels: who speaks under the label of a turn in an interview or transcript.

A label in capitals gets the spelling that the article gives it elsewhere. A label that names
nobody ("HOST", "Q") is an unnamed speaker of its own and never one of the people named, unless
a label of the transcript says who that is ("HOST KIM LEE:").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpers.annotation import Annotation
from helpers.annotation.transcript_turns import find_turns, plain_labels, spelt_plainly
from helpers.speakers.names.candidates import Candidate


def spell_names(annotation: Annotation, names: Sequence[Candidate]) -> list[Candidate]:
    """Return the names without those in labels that name nobody; capitals of labels are lowered."""
    turns = find_turns(annotation.article)
    if not turns:
        return list(names)
    plain = plain_labels(annotation.article, turns)
    unnamed = [turn.name for turn in turns if turn.role]
    kept = [n for n in names if not any(s < n.end and n.start < e for s, e in unnamed)]
    for name in kept:
        text = " ".join(
            spelt_plainly(annotation.text[name.start : name.end], name.start, plain).split()
        )
        if text != name.text:
            name.text = text
            name.form = "name"
        for role in ("role", "apposition"):
            found = getattr(name, role)
            if found is not None and found.words.isupper():
                setattr(name, role, replace(found, words=_small(found.words)))
    return kept


def _small(words: str) -> str:
    """A role in capitals in small letters, initials apart: "FBI DIRECTOR" is FBI director."""
    return " ".join(w if len(w) <= 3 and w.isalpha() else w.lower() for w in words.split())
