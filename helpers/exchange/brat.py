"""brat standoff: a text file, and beside it a file of marks on its characters.

A statement is an event: its trigger is the content, its arguments are Cue, Source and Speaker. A
speaker is marked at one mention; what is no choice among few (name, role, whom it speaks for) is in
the note on it. https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from helpers.attribution import Span
from helpers.attribution.attribution import Kind
from helpers.corrections.files import OFFICIAL
from helpers.exchange.marked_text import ExchangeError, MarkedText, Speaker, Statement
from helpers.speakers.actor import ActorType, Level

# A mark is one line of its file, so that it is cut where its words have the end of one.
_PIECE = re.compile(r"[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CHOICES = {
    "Kind": ("Statement", get_args(Kind)),
    "Belief": ("Statement", ()),  # nobody uttered it
    "Topic": ("Statement", ()),
    "Type": ("Speaker", get_args(ActorType)),
    "Official": ("Speaker", tuple(OFFICIAL)),
    "Level": ("Speaker", get_args(Level)[1:]),
    "Gender": ("Speaker", ("woman", "man", "not told")),
}
_CONFIGURATION = """[entities]
Speaker
Cue
Source

[relations]

[events]
Statement\tCue?:Cue, Source?:Source, Speaker?:Speaker

[attributes]
"""
_NOTED = ("name", "role", "speaks_for")


def write_brat(marked: MarkedText, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files ``NAME.txt``, ``NAME.ann`` and ``annotation.conf``, which names the marks."""
    yield folder / f"{marked.name}.txt", marked.text.encode()
    yield folder / f"{marked.name}.ann", "".join(f"{line}\n" for line in _lines(marked)).encode()
    yield folder / "annotation.conf", _configuration().encode()


def _configuration() -> str:
    values = (
        f"{name}\tArg:{of}" + (f", Value:{'|'.join(map(_value, of_many))}" if of_many else "")
        for name, (of, of_many) in _CHOICES.items()
    )
    return _CONFIGURATION + "\n".join(values) + "\n"


def _value(word: str) -> str:
    return word.replace(" ", "_")  # a space begins the next field of a line


def _lines(marked: MarkedText) -> Iterator[str]:
    """The lines of the file of marks."""
    marks: dict[object, str] = {}
    attributes: list[tuple[str, str, object]] = []

    def mark(kind: str, spans: Iterable[Span], key: object) -> Iterator[str]:
        if key not in marks:
            marks[key] = f"T{len(marks) + 1}"
            yield _mark(marks[key], kind, marked.text, spans)

    for number, s in enumerate(marked.speakers, start=1):
        yield from mark("Speaker", [s.place], s.name)
        noted = ((name, " ".join(getattr(s, name).split())) for name in _NOTED)
        note = "; ".join(f"{name}: {words}" for name, words in noted if words)
        yield f"#{number}\tAnnotatorNotes {marks[s.name]}\t{note}"
        attributes += [
            (name, marks[s.name], getattr(s, name.lower()))
            for name, (of, _) in _CHOICES.items()
            if of == "Speaker"
        ]
    for number, statement in enumerate(marked.statements, start=1):
        event = f"E{number}"
        yield from mark("Statement", statement.content, event)
        arguments = ""
        for name, spans in (("Cue", statement.cue), ("Source", statement.source)):
            if spans:
                yield from mark(name, spans, (name, spans))
                arguments += f" {name}:{marks[name, spans]}"
        if statement.speaker in marks:
            arguments += f" Speaker:{marks[statement.speaker]}"
        yield f"{event}\tStatement:{marks[event]}{arguments}"
        attributes += [
            ("Kind", event, statement.kind),
            ("Belief", event, not statement.speech),
            ("Topic", event, statement.topic),
        ]
    given = ((name, target, value) for name, target, value in attributes if value)
    for number, (name, target, value) in enumerate(given, start=1):
        word = f" {_value(value)}" if isinstance(value, str) else ""
        yield f"A{number}\t{name} {target}{word}"


def _mark(identifier: str, kind: str, text: str, spans: Iterable[Span]) -> str:
    pieces = [
        (start + m.start(), start + m.end())
        for start, end in spans
        for m in _PIECE.finditer(text[start:end])
        if m[0].strip()
    ]
    places = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{identifier}\t{kind} {places}\t{' '.join(text[s:e] for s, e in pieces)}"


@dataclass
class _Marks:
    """The lines of a file of marks, by what they are."""

    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    events: dict[str, dict[str, str]] = field(default_factory=dict)
    attributes: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[str, str] = field(default_factory=dict)


def read_brat(path: Path) -> Iterator[MarkedText]:
    """Yield the one text of a pair of files, of which ``path`` is either.

    Marks of other names are left out: a coder may have added some for another purpose.

    Raises:
        ExchangeError: one of the two is missing, or a line does not fit.
    """
    files = [path.with_suffix(ending) for ending in (".txt", ".ann")]
    for file in files:
        if not file.is_file():
            raise ExchangeError(f"{file.name} is missing: brat's two files belong together.")
    text, lines = (file.read_bytes().decode("utf-8", "surrogateescape") for file in files)
    marks = _Marks()
    for number, line in enumerate(lines.split("\n"), start=1):
        try:
            _read_line(line.rstrip("\r"), marks)
        except (ValueError, IndexError):
            raise ExchangeError(f"{files[1].name}, line {number}, is no mark of brat.") from None
    speakers = {
        key: _speaker(text, marks, key) for key, kind in marks.kinds.items() if kind == "Speaker"
    }
    statements = (
        _statement(text, marks, key, parts, speakers)
        for key, parts in marks.events.items()
        if parts.get("Statement") in marks.spans
    )
    yield MarkedText(path.stem, text, tuple(statements), tuple(speakers.values())).checked(
        files[1].name
    )


def _read_line(line: str, marks: _Marks) -> None:
    identifier, _, rest = line.partition("\t")
    fields = rest.split("\t")
    if identifier[:1] == "T":
        kind, _, places = fields[0].partition(" ")
        pairs = (place.split() for place in places.split(";"))
        marks.kinds[identifier] = kind
        marks.spans[identifier] = tuple(sorted((int(start), int(end)) for start, end in pairs))
    elif identifier[:1] == "E":
        parts = (part.split(":") for part in fields[0].split())
        marks.events[identifier] = {role.rstrip("0123456789"): key for role, key in parts}
    elif identifier[:1] in ("A", "M"):
        name, target, *value = fields[0].split()
        marks.attributes[target][name] = " ".join(value).replace("_", " ")
    elif identifier[:1] == "#":
        marks.notes[fields[0].split()[1]] = fields[1]


def _speaker(text: str, marks: _Marks, key: str) -> Speaker:
    place = _joined(text, marks.spans[key])[0]
    parts = re.split(rf"(?:^|; )({'|'.join(_NOTED)}): ", marks.notes.get(key, ""))
    noted = dict(zip(parts[1::2], parts[2::2], strict=True))
    name = noted.pop("name", "") or " ".join(text[slice(*place)].split())
    chosen = {name.lower(): value for name, value in marks.attributes[key].items()}
    fields = {name: chosen.get(name, "") for name in ("type", "official", "level", "gender")}
    return Speaker(name, place, **fields, **noted)


def _statement(
    text: str, marks: _Marks, key: str, parts: Mapping[str, str], speakers: Mapping[str, Speaker]
) -> Statement:
    content, cue, source = (
        _joined(text, marks.spans.get(parts.get(role, ""), ()))
        for role in ("Statement", "Cue", "Source")
    )
    chosen = marks.attributes[key]
    speaker = speakers.get(parts.get("Speaker", ""))
    return Statement(
        *(content, cue, source, chosen.get("Kind", "")),
        speech="Belief" not in chosen,
        topic="Topic" in chosen,
        speaker=speaker.name if speaker else "",
    )


def _joined(text: str, pieces: Iterable[Span]) -> tuple[Span, ...]:
    """The spans of which pieces were cut at the ends of lines."""
    spans: list[Span] = []
    for start, end in pieces:
        between = text[spans[-1][1] : start] if spans else "-"
        if spans and between.isspace() and not _PIECE.fullmatch(between):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return tuple(spans)
