"""Plan: what a run of a corpus is, so that a later one can tell whether it may go on with it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from helpers.corpus.inputs import Found
from helpers.corpus.partitions import PLAN, UNFINISHED, CorpusError
from helpers.corpus.schema import TABLES

FORMAT = "News Voices corpus, version 1"
_CHANGED = {
    "input": "from other articles, or these have changed",
    "any_language": "with another setting of --any-language",
    "program": "by another version of News Voices or of its packages",
    "format": "by another version of News Voices",
}


def plan_of(found: Found, version: str, size: int, any_language: bool) -> dict[str, Any]:
    """Return what a later run must find unchanged to go on with this one.

    Args:
        found: the input, with the sums of its files.
        version: of the program (``helpers.analysis.program_version``).
        size: articles in a batch.
        any_language: whether articles in other languages are read.
    """
    digest = hashlib.sha256()
    for source in found.sources:
        digest.update(f"{source.name}\0{source.sha256}\0{source.rows}\n".encode(errors="replace"))
    return {
        "format": FORMAT,
        "input": digest.hexdigest(),
        "articles": found.articles,
        "batch": size,
        "any_language": any_language,
        "program": version,
    }


def begin(out: Path, plan: dict[str, Any]) -> None:
    """Make the folder, or see to it that a run which lies there is the same.

    Raises:
        CorpusError: the folder holds another run, or something that no run wrote.
    """
    path = out / PLAN
    if path.is_file():
        try:
            earlier = json.loads(path.read_bytes())
        except ValueError:
            earlier = {}
        for key, how in _CHANGED.items():
            if earlier.get(key) != plan[key]:
                raise CorpusError(
                    f"{out} was made {how}: give another folder, or remove that one to begin anew."
                )
        for folder in (out, *(out / table for table in TABLES)):
            for left in folder.glob(f"{UNFINISHED}*"):  # of a run that was killed
                left.unlink(missing_ok=True)
        return
    if out.exists() and (not out.is_dir() or any(not _own(path) for path in out.iterdir())):
        raise CorpusError(
            f"{out} holds something that no run of this command wrote: give another folder."
        )
    out.mkdir(parents=True, exist_ok=True)
    write_text(path, json.dumps(plan, indent=1) + "\n")


def _own(path: Path) -> bool:
    return path.name.startswith(UNFINISHED)


def write_text(path: Path, text: str) -> None:
    """Write a text, all of it or nothing."""
    unfinished = path.with_name(f"{UNFINISHED}{path.name}-{uuid4().hex}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
