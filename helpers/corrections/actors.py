"""Actors as corrections decide them: split, merged, described and renamed, in that order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from helpers.annotation import Annotation
from helpers.attribution import Attribution, Span
from helpers.corrections.files import OFFICIAL, Correction
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor, Mention

REASON = "a coder decided"


class Actors:
    """The actors of an article while corrections change them, under the program's names.

    Attributes:
        unfit: corrections that can't be applied, each with the reason.
        conflicts: groups of corrections that contradict each other.
    """

    def __init__(
        self,
        annotation: Annotation,
        actors: Sequence[Actor],
        corrections: Sequence[Correction],
        speakers: Iterable[str] = (),
    ) -> None:
        """Apply the corrections of actors.

        Args:
            annotation: of the article.
            actors: as the program finds them.
            corrections: of actors, each decision once.
            speakers: that corrections give to statements; those whom the program does not know are
                made of the article's words.
        """
        self._actors = {actor.name: actor for actor in actors}
        self._merged: dict[str, str] = {}  # a name -> the one that it was merged into
        self._split_off: list[tuple[Span, str]] = []
        self._moves: list[tuple[Mention, str, str]] = []
        self._new_name = {c.name: c.value for c in corrections if c.action == "rename"}
        self.unfit: list[tuple[Correction, str]] = []
        self.conflicts: list[tuple[Correction, ...]] = []
        self._made = {n for n in sorted(set(speakers)) if self._make(annotation.text, n)}
        agreed = self._agreed(corrections)
        self._new_name = {c.name: c.value for c in agreed if c.action == "rename"}
        steps = {"split": self._split, "merge": self._merge, "set": self._set, "rename": self._free}
        for action, step in steps.items():
            for correction in (c for c in agreed if c.action == action):
                why = step(correction)
                if why:
                    self.unfit.append((correction, why))

    def _make(self, text: str, name: str) -> bool:
        """Make an actor of words of the article that are no actor's; return whether it was."""
        if name == UNATTRIBUTED or self.known(name) is not None or not name.strip():
            return False
        taken = {(m.start, m.end) for a in self._actors.values() for m in a.mentions}
        spans = (m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        span = next((span for span in spans if span not in taken), None)
        if span is not None:
            mention = Mention(*span, "name", REASON)
            self._actors[name] = Actor(name, "unnamed", "", False, (), (mention,), decided="coder")
        return span is not None

    def _agreed(self, corrections: Sequence[Correction]) -> list[Correction]:
        """The corrections of actors that are there, without those that contradict each other."""
        groups: dict[tuple[Any, ...], list[Correction]] = {}
        for c in corrections:
            if c.name in self._actors:
                groups.setdefault((c.action, c.field, c.name, c.start, c.end), []).append(c)
            else:
                self.unfit.append((c, "no speaker has that name"))
        merges = (c for c in corrections if c.action == "merge" and c.name != c.value)
        merged = {c.name: c.value for c in merges}
        agreed = []
        for group in groups.values():
            first = group[0]
            alone = len({c.value for c in group}) == 1
            if first.action == "rename":  # two speakers can't get one name
                alone = alone and list(self._new_name.values()).count(first.value) == 1
            circle = first.action == "merge" and _leads_back(first.name, merged)
            if alone and not circle:
                agreed += group
            else:
                self.conflicts.append(tuple(group))
        return agreed

    def known(self, value: str) -> str | None:
        """Return the program's name of the actor that a value means, None where there is none."""
        old = next((old for old, new in self._new_name.items() if new == value), value)
        for name in (value, old):
            if name in self._actors or name in self._merged:
                return self._root(name)
        by_alias = [a.name for a in self._actors.values() if value in a.aliases]
        return by_alias[0] if len(by_alias) == 1 else None

    def _root(self, name: str) -> str:
        while name in self._merged:
            name = self._merged[name]
        return name

    def _split(self, c: Correction) -> str:
        actor = self._actors[c.name]
        moved = tuple(m for m in actor.mentions if m.start < c.end and c.start < m.end)
        if not moved:
            return f"{c.name} is not mentioned there"
        target = self.known(c.value) or c.value
        if target == c.name:
            return "that is the same speaker"
        left = tuple(m for m in actor.mentions if m not in moved)
        self._actors[c.name] = replace(actor, mentions=left, decided=_coders(actor, c))
        other = self._actors.get(target, Actor(target, actor.type, "", False, (), ()))
        self._actors[target] = _with(other, [replace(m, reason=REASON) for m in moved], c)
        self._split_off += [((m.start, m.end), target) for m in moved]
        return ""

    def _merge(self, c: Correction) -> str:
        target, name = self.known(c.value), self._root(c.name)
        if target is None:
            return f"no speaker is called {c.value}"
        if target == name:
            return "that is the same speaker" if c.name == c.value else ""
        gone, kept = self._actors.pop(name), self._actors[target]
        self._merged[name] = target
        names = dict.fromkeys((*kept.aliases, gone.name, *gone.aliases))
        aliases = tuple(n for n in names if n != kept.name)
        kept = replace(kept, aliases=aliases, role=kept.role or gone.role)
        self._actors[target] = _with(kept, gone.mentions, c)
        return ""

    def _set(self, c: Correction) -> str:
        actor = self._actors[self._root(c.name)]
        value: Any = OFFICIAL[c.value] if c.field == "official" else c.value
        change = {c.field: value, "decided": _coders(actor, c)}
        self._actors[actor.name] = replace(actor, **change)
        return ""

    def _free(self, c: Correction) -> str:
        """Why a new name can't be taken; "" where it can."""
        others = set(self._actors) - self._new_name.keys()
        if c.value in (NARRATOR, UNATTRIBUTED) or (c.value in others and c.name != c.value):
            del self._new_name[c.name]
            return "another speaker has that name; use merge"
        actor = self._actors[self._root(c.name)]
        self._actors[actor.name] = replace(actor, decided=_coders(actor, c))
        return ""

    def speaker_of(self, attribution: Attribution) -> str:
        """Return the speaker of an attribution after splits and merges."""
        for (start, end), name in self._split_off:
            if any(start < e and s < end for s, e in attribution.source):
                return self._root(name)
        return self._root(attribution.speaker)

    def give(self, attribution: Attribution, value: str) -> str | None:
        """Return the speaker that a value means; the attribution's source then mentions that one.

        None where the value is no speaker and no words of the article.
        """
        name = UNATTRIBUTED if value == UNATTRIBUTED else self.known(value)
        old = self._actors.get(self.speaker_of(attribution))
        if name in self._actors and old is not None and old.name != name:
            self._moves += [
                (m, old.name, str(name))
                for m in old.mentions
                if any(m.start < end and start < m.end for start, end in attribution.source)
            ]
        return name

    def named(self, name: str) -> str:
        """Return the name that an actor has in the end."""
        return self._new_name.get(name, name)

    def finished(self, speaking: Collection[str]) -> tuple[Actor, ...]:
        """Return the actors in the order of the text, under the names that they have in the end.

        Args:
            speaking: the speakers of all attributions, under the program's names.
        """
        for mention, old, new in self._moves:
            left = tuple(m for m in self._actors[old].mentions if m != mention)
            if left or old not in speaking:
                self._actors[old] = replace(self._actors[old], mentions=left)
                self._actors[new] = _with(
                    self._actors[new], [replace(mention, reason=REASON)], None
                )
        kept = [
            actor
            for name, actor in self._actors.items()
            if actor.mentions and (name not in self._made or name in speaking)
        ]
        return tuple(
            replace(a, name=self.named(a.name), aliases=(a.name, *a.aliases))
            if a.name in self._new_name
            else a
            for a in sorted(kept, key=lambda a: (a.mentions[0].start, a.name))
        )


def _leads_back(name: str, merged: dict[str, str]) -> bool:
    """Whether merging goes round in a circle that this name is part of."""
    seen, at = set(), merged.get(name)
    while at is not None and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = merged.get(at)
    return False


def _with(actor: Actor, mentions: Sequence[Mention], c: Correction | None) -> Actor:
    """The actor with more mentions, each place once."""
    by_place = {(m.start, m.end): m for m in (*actor.mentions, *mentions)}
    ordered = tuple(by_place[place] for place in sorted(by_place))
    return replace(actor, mentions=ordered, decided=_coders(actor, c) if c else actor.decided)


def _coders(actor: Actor, c: Correction) -> str:
    """The coders who decided something of an actor, with those of one more correction."""
    names = {*actor.decided.split("; "), *(c.coder or "coder").split("; ")} - {""}
    return "; ".join(sorted(names))
