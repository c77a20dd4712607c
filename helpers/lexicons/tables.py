"""Lexicons: the word lists in ``data/lexicons``, readable and editable as tab-separated tables.

The first line of a lexicon that is not a comment (``#``) names the columns; each later line is an
entry. A user may edit or add one; the error for a line that does not fit gives its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from helpers.article import DATA

LEXICONS = DATA / "lexicons"

NumberedEntries = list[tuple[int, dict[str, str]]]


class LexiconError(ValueError):
    """A table that users edit can't be read; the message names file, line and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the message alone, without lines of the program."""
        return [str(self)]


@cache
def load_lexicon(
    name: str, required: Sequence[str] = (), folder: Path | None = None
) -> tuple[dict[str, str], ...]:
    """Return the entries of ``data/lexicons/NAME.tsv`` in order, one dict (column -> text) each.

    A file is read once a process. ``required`` are the columns that must exist and be filled in on
    every line (a tuple); ``folder`` is another place than ``data/lexicons``.

    Raises:
        LexiconError: no such file, a column is missing, or a line does not fit.
    """
    return tuple(
        entry for _, entry in numbered_entries((folder or LEXICONS) / f"{name}.tsv", required)
    )


@cache
def by_entry(name: str, column: str) -> dict[str, str]:
    """Return a column of the lexicon ``data/lexicons/NAME.tsv`` by its entries."""
    return {row["entry"]: row[column] for row in load_lexicon(name, ("entry", column))}


def load_stances() -> tuple[dict[str, str], ...]:
    """Return the rows of the lexicon ``reporting_verbs`` that have a stance, in order.

    Columns of use here: ``entry``, ``pos`` (VERB, NOUN, PHRASE), ``stance`` and ``other_use``.
    """
    rows = load_lexicon("reporting_verbs", ("entry", "pos", "stance", "other_use", "source"))
    return tuple(row for row in rows if row["stance"] != "-")


def numbered_entries(path: Path, required: Sequence[str] = ()) -> NumberedEntries:
    """Return the entries of a tab-separated table in order, each with the number of its line.

    The file is read anew at each call, so that an edit shows at once. ``required`` and errors are
    those of :func:`load_lexicon`.
    """
    try:
        # Excel begins a file with a byte order mark
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise LexiconError(
            f"There is no file {path.name} in the folder {path.parent.name}."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise LexiconError(f"The table {path.name} can't be read as UTF-8 text.") from None
    entries: NumberedEntries = []
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
        entries.append((number, entry))
    return entries
