"""Articles and attributions in JSON Lines: reading the files that the commands exchange."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class InputError(ValueError):
    """An input file does not fit; the message says where, and what to do."""


def read_annotated(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a file with their attributions.

    Raises:
        InputError: a line is not of that form.
    """
    return [
        read_record(line, f"{path.name}, line {n}", "attributions")
        for n, line in numbered_lines(path)
    ]


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a text file, without the empty ones.

    A byte that is not UTF-8 costs its own line only: :func:`read_record` refuses it.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        yield from ((n, line) for n, line in enumerate(lines, start=1) if line.strip())


def read_record(line: str, source: str, needed: str = "text") -> dict[str, Any]:
    """Return a line's record, which has an ``id``, a ``text`` and the ``needed`` key.

    Args:
        line: a JSON object.
        source: file and line, for the message.
        needed: "text" or "attributions".

    Raises:
        InputError: the line is not of that form.
    """
    try:
        record = json.loads(line)
        if isinstance(record["id"], str) and isinstance(record["text"], str) and needed in record:
            (record["id"] + record["text"]).encode()  # halves of characters can't be written
            return dict(record)
    except UnicodeEncodeError:
        raise InputError(
            f"{source}, holds bytes that are not UTF-8 or half a character: mend or remove it."
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    form = '"id": "...", "text": "..."' + (', "attributions": [...]' * (needed != "text"))
    raise InputError(f"{source}, is not of the form {{{form}}}: mend or remove that line.")
