"""Lists: lexicons whose entries carry signs, checked line by line, since users edit them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from helpers.lexicons import LEXICONS, LexiconError, numbered_entries

SIGNS = ("-1", "0", "1")


@cache
def load_signed(
    name: str, required: tuple[str, ...], signs: tuple[str, ...], folder: Path | None = None
) -> tuple[dict[str, str], ...]:
    """Return the entries of ``data/lexicons/NAME.tsv``, whose columns ``signs`` hold -1, 0 or 1.

    Args:
        name: the file's name without ``.tsv``.
        required: columns that must be there and filled in.
        signs: those of them that hold a sign.
        folder: where the lexicon lies, ``data/lexicons`` where none is given.

    Raises:
        LexiconError: no such file, a line does not fit, or a sign is something else; the message
            names the file and the line.
    """
    entries = []
    for number, entry in numbered_entries((folder or LEXICONS) / f"{name}.tsv", required):
        for column in signs:
            if entry[column] not in SIGNS:
                raise LexiconError(
                    f"{name}.tsv, line {number}: {column} is {entry[column]!r}; "
                    f"use {', '.join(SIGNS[:-1])} or {SIGNS[-1]}."
                )
        entries.append(entry)
    return tuple(entries)
