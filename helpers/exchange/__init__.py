"""Exchange: an article's statements and speakers in the formats of other programs, and back.

``marked_text`` has what is exchanged; a format is a module of its own and an entry of ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.exchange.brat import read_brat, write_brat
from helpers.exchange.marked_text import (
    ExchangeError,
    MarkedText,
    Speaker,
    Statement,
    marked_record,
    marked_text,
    read_json_lines,
    write_json_lines,
)
from helpers.exchange.taking_back import corrections_from, of_this_text
from helpers.exchange.tei import write_tei
from helpers.exchange.uima_cas import read_cas, write_cas
from helpers.exchange.web_annotation import write_web_annotation


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written, by which endings its files are known, and how they are read."""

    write: Callable[[MarkedText], Iterator[tuple[str, str]]]  # names and contents of files
    endings: tuple[str, ...] = ()
    read: Callable[[Path], Iterator[MarkedText]] | None = None


FORMATS = {
    "brat": Format(write_brat, (".ann", ".txt"), read_brat),
    "inception": Format(write_cas, (".xmi", ".json"), read_cas),
    "jsonl": Format(write_json_lines, (".jsonl",), read_json_lines),
    "web-annotation": Format(write_web_annotation),
    "tei": Format(write_tei),
}


def read_marked(path: Path) -> Iterator[MarkedText]:
    """Return the texts of a file of another program, which its ending tells.

    Raises:
        ExchangeError: no format that can be read has that ending, or the file does not fit.
    """
    for format_ in FORMATS.values():
        if format_.read is not None and path.name.endswith(format_.endings):
            return format_.read(path)
    known = ", ".join(ending for f in FORMATS.values() for ending in f.endings)
    raise ExchangeError(f"{path.name} is of no format that can be read back: give {known}.")
