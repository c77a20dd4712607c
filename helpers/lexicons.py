"""Lexicons: the word lists in ``data/lexicons``, readable and editable as tab-separated tables.

The first line of a lexicon that is no comment (``#``) names the columns; every later line is an
entry. A user may edit an entry or add one; a line that does not fit is refused with its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from helpers.article import DATA

LEXICONS = DATA / "lexicons"


class LexiconError(ValueError):
    """A lexicon can't be read; the message names the file, the line and what to do."""


@cache
def load_lexicon(
    name: str, required: Sequence[str] = (), folder: Path = LEXICONS
) -> tuple[dict[str, str], ...]:
    """Return the entries of ``data/lexicons/NAME.tsv`` in order, one dict (column -> text) each.

    Args:
        name: the file's name without ``.tsv``.
        required: columns that must be there and filled in on every line (a tuple).
        folder: where the lexicon lies.

    Raises:
        LexiconError: no such file, a column is missing, or a line does not fit.
    """
    path = folder / f"{name}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise LexiconError(f"The lexicon {path.name} can't be read as UTF-8 text.") from None
    entries: list[dict[str, str]] = []
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
            missing = [column for column in required if column not in columns]
            if missing:
                raise LexiconError(
                    f"{path.name}, line {number}: no column {', '.join(missing)}; "
                    f"the first line must name {', '.join(required)}."
                )
            continue
        if len(cells) != len(columns):
            raise LexiconError(
                f"{path.name}, line {number}: {len(cells)} cells where the first line names "
                f"{len(columns)}; separate them with one tab each."
            )
        entry = dict(zip(columns, cells, strict=True))
        empty = [column for column in required if not entry[column]]
        if empty:
            raise LexiconError(f"{path.name}, line {number}: {', '.join(empty)} is empty.")
        entries.append(entry)
    return tuple(entries)
