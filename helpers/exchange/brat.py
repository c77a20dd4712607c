"""brat standoff: a text file, and beside it a file of marks on its characters.

A statement is an event: its trigger is the content, its arguments are Cue, Source and Speaker. A
speaker is marked at one mention; what is no choice among few (name, role, whom it speaks for) is in
the note on it. https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from helpers.article import DATA
from helpers.attribution import Span
from helpers.corrections.files import ACTOR_FIELDS
from helpers.exchange.marked_text import WORDS, ExchangeError, MarkedText, Speaker, Statement

CONFIGURATION = DATA / "exchange" / "annotation.conf"  # brat's list of marks and their choices
# A mark is one line of its file, so that it is cut where its words have the end of one.
_PIECE = re.compile(r"[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NOTED = ("name", "role", "speaks_for")
_CHOSEN = [name for name in ACTOR_FIELDS if name not in _NOTED]


def write_brat(marked: MarkedText) -> Iterator[tuple[str, str]]:
    """Yield the files ``NAME.txt``, ``NAME.ann`` and ``annotation.conf``."""
    yield f"{marked.name}.txt", marked.text
    yield f"{marked.name}.ann", "".join(f"{line}\n" for line in _lines(marked))
    yield CONFIGURATION.name, CONFIGURATION.read_text(encoding="utf-8")


def _lines(marked: MarkedText) -> Iterator[str]:
    """The lines of the file of marks."""
    marks: dict[object, str] = {}
    chosen: list[tuple[str, str, str]] = []

    def mark(kind: str, spans: Iterable[Span], key: object) -> Iterator[str]:
        if key not in marks:
            marks[key] = f"T{len(marks) + 1}"
            pieces = list(_pieces(marked.text, spans))
            places = ";".join(f"{start} {end}" for start, end in pieces)
            words = " ".join(marked.text[start:end] for start, end in pieces)
            yield f"{marks[key]}\t{kind} {places}\t{words}"

    for number, s in enumerate(marked.speakers, start=1):
        yield from mark("Speaker", [s.place], s.name)
        noted = ((name, " ".join(getattr(s, name).split())) for name in _NOTED)
        note = "; ".join(f"{name}: {words}" for name, words in noted if words)
        yield f"#{number}\tAnnotatorNotes {marks[s.name]}\t{note}"
        chosen += [(name, marks[s.name], getattr(s, name)) for name in _CHOSEN]
    for number, statement in enumerate(marked.statements, start=1):
        event = f"E{number}"
        yield from mark("Statement", statement.content, event)
        arguments: dict[str, object] = {"Statement": event, "Speaker": statement.speaker}
        for name, spans in (("Cue", statement.cue), ("Source", statement.source)):
            if spans:
                yield from mark(name, spans, (name, spans))
                arguments[name] = (name, spans)
        roles = [f"{role}:{marks[key]}" for role, key in arguments.items() if key in marks]
        yield f"{event}\t{' '.join(roles)}"
        chosen += [(name, event, getattr(statement, name)) for name in WORDS]
    for number, (name, target, word) in enumerate((c for c in chosen if c[2]), start=1):
        yield f"A{number}\t{name.capitalize()} {target} {word.replace(' ', '_')}"


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans cut at the ends of lines."""
    for start, end in spans:
        pieces = (m.span() for m in _PIECE.finditer(text, start, end) if m[0].strip())
        yield from pieces


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
    marks = _Marks(text)
    for number, line in enumerate(lines.split("\n"), start=1):
        try:
            marks.read(line.rstrip("\r"))
        except (ValueError, IndexError):
            raise ExchangeError(f"{files[1].name}, line {number}, is no mark of brat.") from None
    yield marks.marked(path.stem).checked(files[1].name)


class _Marks:
    """The marks on a text, as the lines of their file have them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: dict[str, tuple[Span, ...]] = {}
        self._speakers: list[str] = []
        self._events: dict[str, dict[str, str]] = {}
        self._chosen: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def read(self, line: str) -> None:
        """Take up one line.

        Raises:
            ValueError, IndexError: it is no mark.
        """
        identifier, *fields = line.split("\t", 2)
        if line[:1] == "T":
            kind, places = fields[0].split(" ", 1)
            pairs = sorted(tuple(map(int, place.split())) for place in places.split(";"))
            self._spans[identifier] = self._joined((start, end) for start, end in pairs)
            self._speakers += [identifier] if kind == "Speaker" else []
        elif line[:1] == "E":
            roles = (part.split(":") for part in fields[0].split())
            self._events[identifier] = {role.rstrip("0123456789"): key for role, key in roles}
        elif line[:1] == "A":
            name, target, *words = fields[0].split()
            self._chosen[target][name.lower()] = " ".join(words).replace("_", " ")
        elif line[:1] == "#":
            parts = re.split(rf"(?:^|; )({'|'.join(_NOTED)}): ", fields[1])
            self._chosen[fields[0].split()[1]] |= dict(zip(parts[1::2], parts[2::2], strict=True))

    def _joined(self, pieces: Iterable[Span]) -> tuple[Span, ...]:
        """The spans of which pieces were cut at the ends of lines."""
        spans: list[Span] = []
        for start, end in pieces:
            between = self._text[spans[-1][1] : start] if spans else "-"
            if between.isspace() and not _PIECE.fullmatch(between):
                spans[-1] = spans[-1][0], end
            else:
                spans.append((start, end))
        return tuple(spans)

    def marked(self, name: str) -> MarkedText:
        """Return the text with its statements and speakers."""
        speakers = {key: self._speaker(key) for key in self._speakers}
        statements = []
        for key, roles in self._events.items():
            content, cue, source = (
                self._spans.get(roles.get(role, ""), ()) for role in ("Statement", "Cue", "Source")
            )
            name_of = speakers[roles["Speaker"]].name if "Speaker" in roles else ""
            words = {word: self._chosen[key][word] for word in WORDS if word in self._chosen[key]}
            if content:
                statements.append(Statement(content, cue, source, speaker=name_of, **words))
        return MarkedText(name, self._text, tuple(statements), tuple(speakers.values()))

    def _speaker(self, key: str) -> Speaker:
        place = self._spans[key][0]
        told = {"name": " ".join(self._text[slice(*place)].split())} | self._chosen[key]
        return Speaker(place=place, **{name: told.get(name, "") for name in (*_NOTED, *_CHOSEN)})
