"""Taking back: what a coder changed in another program, as corrections of what this one finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from helpers.analysis import Analysis
from helpers.attribution import Span
from helpers.corrections import Correction
from helpers.corrections.files import ACTOR_FIELDS, FLAGS, SPANS
from helpers.evaluation.attribution_scores import match_attributions
from helpers.exchange.marked_text import ExchangeError, MarkedText, Speaker, Statement, marked_text
from helpers.speakers import UNATTRIBUTED

_SHOWN = 30  # characters of each text, where they differ


def of_this_text(given: Iterable[MarkedText], text: str, file: Path) -> MarkedText:
    """Return what is marked in a text, out of one or more that a file has.

    Raises:
        ExchangeError: the file has no such text; the sentence says where the nearest differs.
    """
    wrong = {-1: f"{file.name} has no text."}
    for marked in given:
        if marked.text == text:
            return marked
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(marked.text, text, strict=False))
        at = sum(1 for _ in alike)
        one, other = marked.text[at : at + _SHOWN], text[at : at + _SHOWN]
        wrong[at] = (
            f"{file.name} marks another text than this article: from character {at} on it has "
            f"{one!r} where the article has {other!r}."
        )
    raise ExchangeError(wrong[max(wrong)])


def corrections_from(
    found: Analysis, given: MarkedText, coder: str, *, whole: bool = False
) -> list[Correction]:
    """Return the corrections that make of an analysis what a coder has marked.

    A statement that the coder left out is rejected, one that is new is added. What corrections
    can't say is left as the program has it: a cue, source, role or the like that was emptied.

    Args:
        found: the analysis without corrections.
        given: statements and perhaps speakers, of the same text.
        coder: who marked them.
        whole: the coder has looked at every statement, so that those left as they were are
            accepted.
    """
    own = marked_text(found)
    names = _Names(found, own, given)
    lines = list(names.changes)
    pairs = _pairs(own, given)
    seen: set[Span] = set()  # of two statements at one place corrections reach the first
    for index, statement in enumerate(own.statements):
        if statement.place in seen:
            continue
        seen.add(statement.place)
        if index not in pairs:
            lines.append(_line(found.text, statement, "reject"))
            continue
        marked = given.statements[pairs[index]]
        changes = list(_changes(found.text, statement, marked, names))
        lines += changes or ([_line(found.text, statement, "accept")] if whole else [])
    for number, statement in enumerate(given.statements):
        if number not in pairs.values() and statement.place not in seen:
            seen.add(statement.place)
            name = names.speaker(statement) or UNATTRIBUTED
            lines.append(_line(found.text, statement, "add", value=name))
            new = Statement((statement.place,), speaker=statement.speaker)
            lines += _changes(found.text, new, statement, names)
    return [replace(line, coder=coder) for line in lines]


def _line(
    text: str, statement: Statement, action: str, field: str = "", value: str = ""
) -> Correction:
    start, end = statement.place
    return Correction(action, field, start=start, end=end, words=text[start:end], value=value)


def _changes(text: str, old: Statement, new: Statement, names: _Names) -> Iterator[Correction]:
    """The corrections that make one statement of another."""
    speaker = names.speaker(new, old)
    if speaker != names.merged.get(old.speaker, old.speaker) and new.speaker != old.speaker:
        yield _line(text, old, "set", "speaker", speaker or UNATTRIBUTED)
    for part in SPANS:
        spans = getattr(new, part)
        if spans and spans != getattr(old, part):
            value = " ".join(f"{start}-{end}" for start, end in spans)
            yield _line(text, old, "set", part, value)
    # other spans have another kind, unless it is given as well
    if new.kind and (new.kind != old.kind or new.content != old.content):
        yield _line(text, old, "set", "kind", new.kind)
    for flag in FLAGS:
        if getattr(new, flag) != getattr(old, flag):
            yield _line(text, old, "set", flag, getattr(new, flag))


def _pairs(own: MarkedText, given: MarkedText) -> dict[int, int]:
    """The number of the coder's statement for each of the program's that it has."""
    first: dict[Span, int] = {}
    for index, statement in enumerate(own.statements):
        first.setdefault(statement.place, index)
    pairs: dict[int, int] = {}
    for number, statement in enumerate(given.statements):
        at = first.get(statement.place)
        if at is not None:
            pairs.setdefault(at, number)
    places = {own.statements[index].place for index in pairs}
    left = [i for i, s in enumerate(own.statements) if s.place not in places]
    rest = [n for n, s in enumerate(given.statements) if s.place not in places]
    matched = match_attributions(
        own.text,
        [own.statements[i].record() for i in left],
        [given.statements[n].record() for n in rest],
    )
    return pairs | {left[pair.gold]: rest[pair.predicted] for pair in matched}


class _Names:
    """The program's names of the speakers that a coder marked.

    Attributes:
        changes: the corrections of speakers.
        merged: a name -> that of the speaker whom the coder takes for the same one.
    """

    def __init__(self, found: Analysis, own: MarkedText, given: MarkedText) -> None:
        self._text, self._actors = found.text, found.actors
        self._known = {s.name: s for s in own.speakers}
        self._renamed: dict[str, str] = {}  # the coder's name -> the program's
        self.changes: list[Correction] = []
        self.merged: dict[str, str] = {}
        at = {s.place: s for s in own.speakers}
        used = {s.speaker for s in given.statements}
        for s in given.speakers:
            old = at.get(s.place) or self._known.get(s.name)
            if old is not None and old.name != s.name:
                new = s.name not in self._known and s.name not in self._renamed
                action = "rename" if new else "merge"
                self.changes.append(Correction(action, name=old.name, value=s.name))
                (self._renamed if new else self.merged)[(s if new else old).name] = (
                    old.name if new else self._renamed.get(s.name, s.name)
                )
            elif old is None and not (s.name in used and self._in_text(s.name) == s.name):
                continue
            if old is None or old.name not in self.merged:
                self.changes += self._described(s, old)

    @staticmethod
    def _described(s: Speaker, old: Speaker | None) -> Iterator[Correction]:
        for field in ACTOR_FIELDS:
            value = getattr(s, field)
            if value and (old is None or value != getattr(old, field)):
                yield Correction("set", field, name=old.name if old else s.name, value=value)

    def _in_text(self, name: str) -> str:
        """Whom these words of the text mean: the speaker with that mention, or a new one."""
        mentions = {(m.start, m.end): a.name for a in self._actors for m in a.mentions}
        found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self._text) if name else ()
        meant = [mentions.get(match.span(), name) for match in found]
        return name if name in meant else next(iter(meant), "")

    def speaker(self, new: Statement, old: Statement | None = None) -> str:
        """Return the program's name of who makes a statement, "" for nobody.

        Where the coder names nobody, or a name that the article has not, that is whom the source
        mentions.
        """
        name = new.speaker
        if name in self._renamed or name in self._known:
            return self._renamed.get(name, name)
        with_alias = [a.name for a in self._actors if name in a.aliases]
        meant = with_alias[0] if len(with_alias) == 1 else self._in_text(name)
        if meant:
            return meant
        if old and _shared(old.source, new.source):
            return old.speaker
        length = sum(end - start for start, end in new.source)
        mentioned = [
            (shared / (length + m.end - m.start - shared), a.name)
            for a in self._actors
            for m in a.mentions
            if (shared := _shared([(m.start, m.end)], new.source))
        ]
        words = " ".join(self._text[start:end] for start, end in new.source)
        return max(mentioned)[1] if mentioned else words


def _shared(one: Iterable[Span], other: Iterable[Span]) -> int:
    """The number of characters that two parts of a text share."""
    return sum(max(0, min(e, end) - max(s, start)) for s, e in one for start, end in other)
