"""Files of corrections: one decision of a coder in each line, guarded by the words it covers.

The columns, with what each action needs::

    action  field    name     start end words   value
    accept                    x     x   x                      the statement is right
    reject                    x     x   x                      it is none
    add                       x     x   x       its speaker    a statement that was missed
    set     speaker           x     x   x       a name         also kind, speech, topic and the
                                                               spans of content, cue and source
    set     role     x                          words          also type, official, ... of a speaker
    merge            x                          a name         the speaker ``name`` is that one
    split            x        x     x   x       a name         this mention means that one
    rename           x                          a name         how the speaker is called

and ``reason`` and ``coder`` in each. Names and places are those that the program gives without
corrections, so the order of lines does not matter; a value may also be a name that a line of the
same file gives, and a line may set something of a statement that another line adds. ``start`` and
``end`` are offsets into the article's text, from the first to the last character of a statement's
content, and ``words`` the text between them. Spans are written as "120-160 175-190"; ``speech`` and
``topic`` are yes or no.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import get_args

from helpers.article import DATA, Article
from helpers.article.whole_files import guarded, whole_file
from helpers.attribution.attribution import Kind, Span
from helpers.corrections.tables import TableError, offsets, table_rows
from helpers.speakers.actor import ActorType, Level

COLUMNS = ("action", "field", "name", "start", "end", "words", "value", "reason", "coder")
FOLDER = DATA / "corrections"
VARIABLE = "NEWS_VOICES_CORRECTIONS"  # a file to use instead; "0" for none

SPANS = ("content", "cue", "source")
FLAGS = ("speech", "topic")
STATEMENT_FIELDS = ("speaker", "kind", *SPANS, *FLAGS)
YES_NO = {"yes": True, "no": False}
ACTOR_FIELDS = ("type", "role", "official", "level", "gender", "speaks_for")
OFFICIAL = {**YES_NO, "not introduced": None}
# What each action needs beside its own name.
NEEDS = {
    "accept": ("words",),
    "reject": ("words",),
    "add": ("words", "value"),
    "set": ("field", "value"),
    "merge": ("name", "value"),
    "split": ("name", "words", "value"),
    "rename": ("name", "value"),
}


class CorrectionError(TableError):
    """A file of corrections can't be used; the message names the line and what to do."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision; the attributes are the columns of the file (``helpers.corrections.files``)."""

    action: str
    field: str = ""
    name: str = ""
    start: int = -1
    end: int = -1
    words: str = ""
    value: str = ""
    reason: str = ""
    coder: str = ""

    @property
    def decision(self) -> tuple[str, str, str, int, int, str]:
        """What is decided, whoever decides it and why."""
        return self.action, self.field, self.name, self.start, self.end, self.value


def corrections_file(article: Article) -> Path | None:
    """Return where the corrections of an article are kept; None where they are turned off.

    The file is ``data/corrections/NAME.csv``, with the name of the article's file or address. The
    environment variable ``NEWS_VOICES_CORRECTIONS`` names another file, or is "0" for none.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        return None if named == "0" else Path(named).expanduser()
    return FOLDER / file_name(article_name(article))


def article_name(article: Article) -> str:
    """Return the name of the article's file, or of its address, without the ending."""
    return re.sub(r"\.\w{1,5}$", "", article.provenance.source.rstrip("/").split("/")[-1])


def file_name(identifier: str) -> str:
    """Return the name of the file of corrections of the article of a name or id.

    >>> file_name("a/b 7")
    'a-b-7.csv'
    """
    return f"{re.sub(r'[^-_.#0-9A-Za-z]+', '-', identifier) or 'article'}.csv"


def read_corrections(path: Path) -> list[Correction]:
    """Return the corrections of a file, in the order of its lines.

    Raises:
        CorrectionError: the file or a line does not fit; the message says which and why.
    """
    found = []
    for number, cells in table_rows(path, COLUMNS, CorrectionError):
        where = f"{path.name}, line {number}"
        cells = {column: cells[column].strip() for column in COLUMNS}
        placed = bool(cells["start"] or cells["end"])
        start, end = offsets(cells, where, CorrectionError) if placed else (-1, -1)
        cells.pop("start"), cells.pop("end")
        correction = Correction(start=start, end=end, **cells)
        wrong = _what_is_wrong(correction)
        if wrong:
            raise CorrectionError(f"{where}: {wrong}")
        found.append(correction)
    return found


def _what_is_wrong(correction: Correction) -> str:
    """What keeps a line from being a correction, as a sentence; "" for nothing."""
    action, field, value = correction.action, correction.field, correction.value
    if action not in NEEDS:
        return f"action is {action!r}; use one of {', '.join(NEEDS)}."
    needed = NEEDS[action]
    if action == "set":
        needed += ("name",) if field in ACTOR_FIELDS else ("words",)
    missing = [column for column in needed if not getattr(correction, column)]
    if "words" in needed and correction.start < 0:
        missing += ["start", "end"]
    if missing:
        return f"{action} needs {', '.join(missing)}."
    if action != "set":
        return f"{action} has no field; leave {field!r} out." if field else ""
    if field not in (*STATEMENT_FIELDS, *ACTOR_FIELDS):
        return f"field is {field!r}; use one of {', '.join((*STATEMENT_FIELDS, *ACTOR_FIELDS))}."
    if field in SPANS and not spans_of(value):
        return f"{field} is {value!r}; write spans such as 120-160 175-190."
    allowed = {
        "kind": get_args(Kind),
        "type": get_args(ActorType),
        "official": tuple(OFFICIAL),
        "level": get_args(Level),
        **dict.fromkeys(FLAGS, tuple(YES_NO)),
    }
    if field in allowed and value not in allowed[field]:
        return f"{field} is {value!r}; use one of {', '.join(allowed[field])}."
    return ""


def spans_of(value: str) -> tuple[Span, ...]:
    """Return the spans that a cell names, sorted; none where it names no spans.

    >>> spans_of("175-190 120-160"), spans_of("here")
    (((120, 160), (175, 190)), ())
    """
    found = []
    for part in value.split():
        matched = re.fullmatch(r"(\d+)-(\d+)", part)
        if not matched or int(matched[1]) >= int(matched[2]):
            return ()
        found.append((int(matched[1]), int(matched[2])))
    return tuple(sorted(found))


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Write corrections to a file, whole or not at all; its folder is made where it is missing."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for correction in corrections:
        cells = [getattr(correction, column) for column in COLUMNS]
        writer.writerow("" if cell == -1 else guarded(str(cell)) for cell in cells)
    with whole_file(path) as unfinished:
        unfinished.write_text(text.getvalue(), encoding="utf-8", newline="")


def save_correction(path: Path, correction: Correction) -> list[Correction]:
    """Put a correction into a file, on the disk when this returns, and return all that it holds.

    A coder has one decision on one thing: an earlier one of the same coder on the same field of
    the same statement or speaker is replaced, and a rejected statement has no other decision.

    Raises:
        CorrectionError: it is none that a file may hold; the file stays as it was.
    """
    wrong = _what_is_wrong(correction)
    if wrong:
        raise CorrectionError(wrong)
    kept = read_corrections(path) if path.is_file() else []
    kept = [c for c in kept if not _replaces(correction, c)]
    write_corrections(path, [*kept, correction])
    return [*kept, correction]


def _replaces(new: Correction, old: Correction) -> bool:
    """Whether a coder's new decision takes the place of an earlier one."""
    one_statement = not (new.name or old.name) and _place(new) == _place(old)
    rejects = one_statement and "reject" in (new.action, old.action)
    return rejects or _subject(new) == _subject(old)


def _place(correction: Correction) -> tuple[str, int, int]:
    return correction.coder, correction.start, correction.end


def withdraw_corrections(path: Path, coder: str, start: int, end: int) -> list[Correction]:
    """Take a coder's decisions on one statement out of a file, and return all that it still holds.

    Splits stay: they are decisions on a speaker.
    """
    kept = [
        c
        for c in (read_corrections(path) if path.is_file() else [])
        if _place(c) != (coder, start, end) or c.name
    ]
    write_corrections(path, kept)
    return kept


def _subject(correction: Correction) -> tuple[object, ...]:
    """What a coder decides: the verdict on a statement, or one field of it or of a speaker."""
    verdict = correction.action in ("accept", "reject", "add")
    action = "verdict" if verdict else correction.action
    return action, correction.field, correction.name, _place(correction)
