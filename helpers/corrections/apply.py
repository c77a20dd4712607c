"""Applying corrections: the attributions and actors of an article as coders decided them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.annotation import Annotation
from helpers.attribution import Attribution, Span
from helpers.attribution.engine import nested
from helpers.attribution.spans import kind_of
from helpers.corrections.actors import Actors
from helpers.corrections.files import (
    FLAGS,
    SPANS,
    STATEMENT_FIELDS,
    YES_NO,
    Correction,
    spans_of,
)
from helpers.prose import count, in_words, listing, sentence, verb
from helpers.speakers import Actor
from helpers.thresholds import SAME_UNIT

RULE = "coder"  # the rule of an attribution that a coder added


@dataclass(frozen=True)
class Corrected:
    """What corrections make of an article.

    Attributes:
        attributions: in the order of the text; ``decided`` names the coders of those that a
            correction accepted, changed or added.
        actors: in the order of the text; ``decided`` as above.
        applied: the corrections that were applied, each decision once.
        unfit: those that do not fit the article, each with the reason as a sentence.
        conflicts: groups of corrections that contradict each other; none of them is applied.
        rejected: how many statements were taken out.
        places: where the program, or the line that added it, has each of ``attributions``: what a
            further correction of it must name.
    """

    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...]
    applied: tuple[Correction, ...] = ()
    unfit: tuple[tuple[Correction, str], ...] = ()
    conflicts: tuple[tuple[Correction, ...], ...] = ()
    rejected: int = 0
    places: tuple[Span, ...] = ()

    @property
    def given(self) -> list[Correction]:
        """All corrections, whatever became of them."""
        disputed = (c for group in self.conflicts for c in group)
        return [*self.applied, *disputed, *(c for c, _ in self.unfit)]

    def summary(self) -> list[str]:
        """Return sentences on what was corrected, what no longer fits and what is contradicted."""
        if not (self.applied or self.unfit or self.conflicts):
            return []
        lines = [self._what_was_decided()] if self.applied else []
        if self.unfit:
            number = len(self.unfit)
            reasons = listing(f"“{c.words or c.name}” ({why})" for c, why in self.unfit)
            lines.append(
                f"{count(number, 'correction')} {verb(number, 'does', 'do')} not fit the article "
                f"and {verb(number, 'is', 'are')} left out: {reasons}"
            )
        if self.conflicts:
            places = listing(f"“{group[0].words or group[0].name}”" for group in self.conflicts)
            lines.append(
                f"corrections contradict each other about {places}, so that the program's answer "
                "stays"
            )
        return [sentence(line) for line in lines]

    def _what_was_decided(self) -> str:
        """How many statements and speakers were decided, by whom and how, as a sentence."""
        statements = sum(bool(a.decided) for a in self.attributions) + self.rejected
        accepted = {(c.start, c.end) for c in self.applied if c.action == "accept"}
        others = statements - len(accepted) - self.rejected
        numbers = {"accepted": len(accepted), "changed or added": others, "rejected": self.rejected}
        how = listing(f"{in_words(n)} {done}" for done, n in numbers.items() if n > 0)
        coders = sorted({name for c in self.applied for name in c.coder.split("; ") if name})
        total = count(len(self.attributions) + self.rejected, "statement")
        parts = [f"checked {in_words(statements)} of {total} ({how})"] if statements else []
        people = sum(bool(a.decided) for a in self.actors)
        parts += [f"corrected {count(people, 'speaker')}"] if people else []
        return f"{listing(coders) or 'a coder'} {listing(parts)}"


def apply_corrections(
    annotation: Annotation,
    attributions: Sequence[Attribution],
    actors: Sequence[Actor],
    corrections: Iterable[Correction],
) -> Corrected:
    """Return attributions and actors as the corrections decide them.

    The order of corrections changes nothing, and the same decision twice is one. Where corrections
    contradict each other, nothing is changed there. A statement is found by its place, or, where
    the program now cuts it otherwise, by the overlap with it (``SAME_UNIT``).

    Args:
        annotation: of the article.
        attributions: as the program finds them, without corrections.
        actors: the same.
        corrections: of one or more coders.
    """
    decisions = _once(corrections)
    sorted_ = _Sorted(annotation.text, attributions, decisions)
    conflicts = list(sorted_.contradictions())
    disputed = {c for group in conflicts for c in group}
    statements = {
        index: [c for c in given if c not in disputed]
        for index, given in sorted_.statements.items()
    }
    added = [[c for c in group if c not in disputed] for group in sorted_.added.values()]
    given = [c for group in (*added, *statements.values()) for c in group]
    speakers = [c.value for c in given if c.action == "add" or c.field == "speaker"]
    names = Actors(annotation, actors, sorted_.on_actors, speakers)

    kept = []
    place_of: dict[Any, Span] = {}
    for index, attribution in enumerate(attributions):
        if not any(c.action == "reject" for c in statements.get(index, ())):
            kept.append(_changed(annotation, attribution, statements.get(index, ()), names))
            place_of[_spans(kept[-1])] = _hull(attribution)
    for group in filter(None, added):
        place = group[0].start, group[0].end
        kind = kind_of(annotation.text, [place], annotation.quotations)
        new = _changed(annotation, Attribution((place,), (), (), kind, RULE), group, names)
        kept += [new] if new.speaker else []
    finished = names.finished({a.speaker for a in kept})
    ordered = nested(annotation, [replace(a, speaker=names.named(a.speaker)) for a in kept])
    conflicts += names.conflicts
    unfit = (*sorted_.unfit, *names.unfit)
    dropped = {c for c, _ in unfit} | {c for group in conflicts for c in group}
    return Corrected(
        tuple(ordered),
        finished,
        tuple(c for c in decisions if c not in dropped),
        unfit,
        tuple(conflicts),
        sum(any(c.action == "reject" for c in group) for group in statements.values()),
        tuple(place_of.get(_spans(a), _hull(a)) for a in ordered),
    )


class _Sorted:
    """Decisions by what they are about.

    Attributes:
        statements: index of an attribution -> the decisions on it.
        added: place of a statement that a line adds -> the decisions on it.
        on_actors: the decisions on actors.
        unfit: the decisions that fit nothing, each with the reason.
    """

    def __init__(
        self, text: str, attributions: Sequence[Attribution], decisions: Collection[Correction]
    ) -> None:
        self.statements: dict[int, list[Correction]] = {}
        self.added: dict[tuple[int, int], list[Correction]] = {}
        self.on_actors: list[Correction] = []
        self.unfit: list[tuple[Correction, str]] = []
        added = (c for c in decisions if c.action == "add" and _fits(text, c))
        new = {(c.start, c.end) for c in added} - {_hull(a) for a in attributions}
        for c in decisions:
            place = c.start, c.end
            if not _fits(text, c):
                self.unfit.append((c, "the article has other words there"))
                continue
            if c.field in SPANS and spans_of(c.value)[-1][1] > len(text):
                self.unfit.append((c, "the article is shorter than that"))
                continue
            if c.name and c.field not in STATEMENT_FIELDS:
                self.on_actors.append(c)
                continue
            index = _statement(attributions, place)
            if place in new:
                self.added.setdefault(place, []).append(c)
            elif index is not None:
                self.statements.setdefault(index, []).append(c)
            elif c.action != "reject":  # what the program no longer finds is out already
                self.unfit.append((c, "the program finds no statement there"))

    def contradictions(self) -> Iterator[tuple[Correction, ...]]:
        """Yield the groups of decisions on one statement that can't all be true."""
        for place, given in (*self.statements.items(), *self.added.items()):
            if 0 < sum(c.action == "reject" for c in given) < len(given):
                yield tuple(given)
                continue
            by_field: dict[str, list[Correction]] = {}
            for c in given:
                if c.action in ("set", "add"):
                    by_field.setdefault(c.field or "speaker", []).append(c)
            for field, group in by_field.items():
                if len({c.value for c in group}) > 1:
                    # an added statement without a speaker is none
                    yield tuple(given if field == "speaker" and place in self.added else group)


def _fits(text: str, c: Correction) -> bool:
    """Whether the text has the words that a correction covers, at its place."""
    return c.start < 0 or text[c.start : c.end].split() == c.words.split()


def _once(corrections: Iterable[Correction]) -> list[Correction]:
    """Each decision once, with all its coders, in an order that does not depend on the file's."""
    found: dict[tuple[Any, ...], list[Correction]] = {}
    for correction in corrections:
        found.setdefault(correction.decision, []).append(correction)
    return [
        replace(
            group[0],
            coder="; ".join(sorted({c.coder for c in group if c.coder})),
            reason="; ".join(sorted({c.reason for c in group if c.reason})),
            words=min(c.words for c in group),
        )
        for _, group in sorted(found.items())
    ]


def _hull(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0][0], attribution.content[-1][1]


def _spans(attribution: Attribution) -> tuple[tuple[Span, ...], ...]:
    return attribution.content, attribution.cue, attribution.source


def _statement(attributions: Sequence[Attribution], place: tuple[int, int]) -> int | None:
    """The attribution at a place: of the same extent, else the one that shares most with it."""

    def likeness(index: int) -> tuple[float, bool]:
        start, end = _hull(attributions[index])
        shared = max(0, min(end, place[1]) - max(start, place[0]))
        outer = attributions[index].nested_in is None
        return shared / (max(end, place[1]) - min(start, place[0])), outer

    best = max(range(len(attributions)), key=likeness, default=None)
    return best if best is not None and likeness(best)[0] > SAME_UNIT else None


def _changed(
    annotation: Annotation, attribution: Attribution, given: Sequence[Correction], names: Actors
) -> Attribution:
    """An attribution as its corrections have it, with the program's name of its speaker."""
    if attribution.speaker:
        attribution = replace(attribution, speaker=names.speaker_of(attribution))
    fields: dict[str, Any] = {}
    applied = []
    for c in given:
        if c.action == "add" or c.field == "speaker":
            speaker = names.give(attribution, c.value)
            if speaker is None:
                why = f"{c.value} is no speaker and no words of the article"
                names.unfit.append((c, why))
                continue
            fields["speaker"] = speaker
        elif c.field == "kind":
            fields["kind"] = c.value
        elif c.field in SPANS:
            fields[c.field] = spans_of(c.value)
        elif c.field in FLAGS:
            fields[c.field] = YES_NO[c.value]
        applied.append(c)
    if not applied:
        return attribution
    if "content" in fields and "kind" not in fields:
        fields["kind"] = kind_of(annotation.text, fields["content"], annotation.quotations)
    coders = sorted({name for c in applied for name in c.coder.split("; ") if name})
    return replace(attribution, confidence=1.0, decided="; ".join(coders) or "coder", **fields)
