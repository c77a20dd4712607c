"""Whole files: what is written is there as a whole or not at all; and CSV that runs no formula.

A file or folder is written under another name beside its place and then renamed, so that neither a
full disk nor a run that is stopped leaves half of it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

UNFINISHED = ".unfinished-"  # begins the name of what is being written
_UNFINISHED: set[Path] = set()  # all of this process, for whoever ends it in the middle
# What a spreadsheet program takes for a formula; marks before it are those of `guarded`.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class FolderError(ValueError):
    """The folder can't be written to; the message says why and what to do."""


def require_own(folder: Path, parts: Sequence[str], ours: bool) -> None:
    """Refuse a folder that holds one of ``parts``, unless a run of ours wrote it."""
    taken = [name for name in parts if (folder / name).exists()]
    if taken and not ours:
        raise FolderError(
            f"{folder} holds {taken[0]}, which no run of this program wrote: give another folder."
        )


@contextlib.contextmanager
def whole_file(path: Path, *, shared: bool = False) -> Iterator[Path]:
    """Give another name to write to; at the end the file replaces ``path``, so it is whole.

    Its folder is made where it is missing. If several processes may write it at once (``shared``),
    each takes a name of its own. Otherwise the next run takes the same name again and removes what
    a killed one left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    own = f"{path.stem}-{uuid.uuid4().hex}" if shared else path.name
    unfinished = path.parent / f"{UNFINISHED}{own}"
    with _removed_at_the_end(unfinished):
        yield unfinished
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)


@contextlib.contextmanager
def whole_folder(folder: Path, parts: Sequence[str]) -> Iterator[Path]:
    """Give a folder to write to; at the end ``parts`` of it replace those of ``folder``.

    What an earlier run left there stays until then. Parts that are not written are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{UNFINISHED}*"):  # of a run that was killed
        _remove(leftover)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    with _removed_at_the_end(unfinished):
        yield unfinished
        earlier = unfinished / "earlier"
        earlier.mkdir()
        for name in parts:
            if (folder / name).exists():
                (folder / name).rename(earlier / name)
            if (unfinished / name).exists():
                (unfinished / name).rename(folder / name)


@contextlib.contextmanager
def _removed_at_the_end(path: Path) -> Iterator[None]:
    with written_by_others(path):
        try:
            yield
        finally:
            _remove(path)


@contextlib.contextmanager
def written_by_others(folder: Path) -> Iterator[None]:
    """Have :func:`remove_unfinished` see to a folder that other processes write to as well."""
    _UNFINISHED.add(folder)
    try:
        yield
    finally:
        _UNFINISHED.discard(folder)


def remove_unfinished() -> None:
    """Remove all that this process, or others for it, have not finished: it is about to end."""
    for path in list(_UNFINISHED):
        own = path.name.startswith(UNFINISHED)
        for left in [path] if own else list(path.rglob(f"{UNFINISHED}*")):
            _remove(left)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def guarded(cell: str) -> str:
    """Return the text of a cell so that no spreadsheet program takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the text that :func:`guarded` was given."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def write_csv(table: pd.DataFrame, path: Path, *, encoding: str = "utf-8") -> None:
    """Write a table as CSV, whole or not at all, without formulas (:func:`guarded`)."""
    safe = table.copy()
    for name in table.select_dtypes(include=["object", "string", "category"]):
        cells = (guarded(cell) if isinstance(cell, str) else cell for cell in table[name])
        safe[name] = list(cells)
    with whole_file(path) as unfinished:
        safe.to_csv(unfinished, index=False, encoding=encoding)
