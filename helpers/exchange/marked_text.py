"""Marked text: what all formats exchange, and the JSON Lines that hold the whole of it.

The mapping is one: a statement has the spans of its content, cue and source, a speaker, and words
for the rest; a speaker has a mention as place, and words. ``data/corrections/README.md`` says under
which name each format has each, and what it can't hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from helpers.analysis import Analysis
from helpers.attribution import Attribution, Span
from helpers.corrections.files import (
    ACTOR_FIELDS,
    FLAGS,
    OFFICIAL,
    SPANS,
    YES_NO,
    article_name,
    file_name,
)
from helpers.corrections.tables import TableError
from helpers.speakers import UNATTRIBUTED, Actor

WORDS = ("kind", *FLAGS)  # what is told of a statement in words
_WORD_OF = {value: word for word, value in OFFICIAL.items()}


class ExchangeError(TableError):
    """A file of another program can't be used; the message names it and what to do."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what: the fields of an attribution that other programs can hold.

    ``speaker`` is the name of a :class:`Speaker`, or "" where the text has nobody; ``speech`` and
    ``topic`` are yes or no.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: str = ""
    speech: str = "yes"
    topic: str = "no"
    speaker: str = ""

    @property
    def place(self) -> Span:
        """From the first to the last character of the content."""
        return self.content[0][0], self.content[-1][1]

    def record(self) -> dict[str, Any]:
        """Return the statement as an attribution of the interchange format."""
        fields = asdict(self) | {flag: YES_NO[getattr(self, flag)] for flag in FLAGS}
        return fields | {"source_entity": fields.pop("speaker") or None}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whom the text mentions; all but ``place`` are words, "" where nothing is said.

    ``place`` is the mention by which other programs know the speaker: of the full name, if any.
    """

    name: str
    place: Span
    type: str = ""
    role: str = ""
    official: str = ""
    level: str = ""
    gender: str = ""
    speaks_for: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its statements and speakers, both in the order of the text."""

    name: str  # of its files, without an ending
    text: str
    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]

    def checked(self, file: str) -> MarkedText:
        """Return the same, in the order of the text.

        Raises:
            ExchangeError: a span is outside the text or empty; the sentence names ``file``.
        """
        spans = [s.place for s in self.speakers]
        spans += [span for s in self.statements for part in SPANS for span in getattr(s, part)]
        for start, end in spans:
            if not 0 <= start < end <= len(self.text):
                raise ExchangeError(
                    f"{file} marks the characters {start} to {end}, but its text has "
                    f"{len(self.text)}: text and marks do not belong together."
                )
        statements = sorted(self.statements, key=lambda s: (s.content, s.cue, s.source))
        speakers = sorted(self.speakers, key=lambda s: (s.place, s.name))
        return replace(self, statements=tuple(statements), speakers=tuple(speakers))

    def not_in_xml(self) -> ExchangeError:
        """Return the error of a text with a character that XML can't hold."""
        return ExchangeError(
            f"{self.name} has a control character, which XML can't hold: use brat or jsonl."
        )


def marked_text(analysis: Analysis) -> MarkedText:
    """Return the statements and speakers of an analysis as they are exchanged."""
    name = file_name(article_name(analysis.article)).removesuffix(".csv")
    places: set[Span] = set()
    speakers = [_speaker(analysis.text, actor, places) for actor in analysis.actors]
    statements = tuple(_statement(a) for a in analysis.attributions)
    return MarkedText(name, analysis.text, statements, tuple(speakers)).checked(name)


def _statement(a: Attribution) -> Statement:
    speaker = "" if a.speaker == UNATTRIBUTED else a.speaker
    flags = (_WORD_OF[a.speech], _WORD_OF[a.topic])
    return Statement(a.content, a.cue, a.source, a.kind, *flags, speaker)


def _speaker(text: str, actor: Actor, taken: set[Span]) -> Speaker:
    """A speaker, at a mention that is no other speaker's place where there is one."""
    mentions = [(m.start, m.end) for m in actor.mentions]
    free = [span for span in mentions if span not in taken] or mentions
    place = next((span for span in free if text[slice(*span)] == actor.name), free[0])
    taken.add(place)
    fields = {field: getattr(actor, field) for field in ACTOR_FIELDS}
    return Speaker(actor.name, place, **(fields | {"official": _WORD_OF[actor.official]}))


def write_json_lines(marked: MarkedText) -> Iterator[tuple[str, str]]:
    """Yield the file ``NAME.jsonl``: one line of the interchange format, with the speakers."""
    record = {
        "id": marked.name,
        "text": marked.text,
        "attributions": [s.record() for s in marked.statements],
        "actors": [asdict(s) for s in marked.speakers],
    }
    yield f"{marked.name}.jsonl", json.dumps(record, ensure_ascii=False) + "\n"


def read_json_lines(path: Path) -> Iterator[MarkedText]:
    """Yield the texts of a file, one a line; speakers and all but the content may be missing.

    Raises:
        ExchangeError: a line is not of that form.
    """
    lines = path.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            where = f"{path.name}, line {number},"
            try:
                marked = marked_record(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ExchangeError(
                    f'{where} is not of the form {{"text": "...", "attributions": [{{"content": '
                    f"[[start, end]], ...}}, ...]}}: mend or remove it."
                ) from None
            yield marked.checked(where)


def marked_record(record: dict[str, Any]) -> MarkedText:
    """Return what a record of the interchange format marks; its spans are not checked."""

    def spans(value: Any) -> tuple[Span, ...]:
        return tuple(sorted((int(start), int(end)) for start, end in value or ()))

    record["text"].encode()  # half a character can't be written
    statements = (
        Statement(
            spans(r["content"]),
            spans(r.get("cue")),
            spans(r.get("source")),
            r.get("kind") or "",
            _WORD_OF[bool(r.get("speech", True))],
            _WORD_OF[bool(r.get("topic", False))],
            r.get("source_entity") or "",
        )
        for r in record["attributions"]
        if r["content"]
    )
    actors = record.get("actors", ())
    speakers = (Speaker(**(fields | {"place": tuple(fields["place"])})) for fields in actors)
    return MarkedText(record.get("id", ""), record["text"], tuple(statements), tuple(speakers))
