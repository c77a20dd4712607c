"""The folder of a corpus: its plan, by which a run that was stopped is continued, and its tables.

``corpus.json`` keeps the plan: which articles, read how, by which version of the program. A later
run goes on in the folder only if its own plan is the same.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.article.whole_files import (
    UNFINISHED,
    remove_unfinished,
    whole_file,
    written_by_others,
)
from helpers.corpus.inputs import Found
from helpers.corpus.partitions import (
    ACROSS_ARTICLES,
    BY_ARTICLE,
    PLAN,
    TABLES,
    CorpusError,
    is_whole,
    part_path,
    schema_of,
)

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow.dataset

_FORMAT = "News Voices corpus, version 1"
_CHANGED = {
    "input": "from other articles, or these have changed",
    "any_language": "with another setting of --any-language",
    "program": "by another version of News Voices or of its packages",
    "format": "by another version of News Voices",
    "corrections_sha256": "with other corrections",
}


def plan_of(
    found: Found, version: str, size: int, any_language: bool, corrections: Path | None = None
) -> dict[str, Any]:
    """Return what a later run must find unchanged to go on; ``size`` is that of a batch."""
    return {
        "format": _FORMAT,
        "input": found.digest,
        "articles": found.articles,
        "batch": size,
        "any_language": any_language,
        "program": version,
        "corrections": str(corrections.resolve()) if corrections else "",
        "corrections_sha256": _digest_of_corrections(corrections) if corrections else "",
    }


def _digest_of_corrections(folder: Path) -> str:
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {folder}: give one with corrections, ID.csv.")
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(f"{path.name}\0".encode(errors="replace") + path.read_bytes() + b"\0")
    return digest.hexdigest()


@contextlib.contextmanager
def begun(out: Path, plan: dict[str, Any], *, alone: bool = True) -> Iterator[None]:
    """Make the folder, or check that the run in it has the same plan.

    Meanwhile other runs are refused, except where neither this one nor they work ``alone``.
    """
    path = out / PLAN
    held = [own.name for own in out.iterdir()] if out.is_dir() else []
    if not path.is_file():
        if any(not name.startswith((UNFINISHED, PLAN)) for name in held) or out.is_file():
            raise CorpusError(
                f"{out} holds something that no run of this command wrote: give another folder."
            )
        write_text(path, json.dumps(plan, indent=1) + "\n")
    _require_same(out, plan)
    with path.open("rb") as file, written_by_others(out) if alone else contextlib.nullcontext():
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CorpusError(
                f"Another run works in {out}: wait until it has ended, or stop it."
            ) from None
        except OSError:  # a file system without locks
            pass
        if alone:
            remove_unfinished()  # of a run that was killed
        yield


def _require_same(out: Path, plan: dict[str, Any]) -> None:
    """Refuse a folder whose run has another plan."""
    try:
        earlier = json.loads((out / PLAN).read_bytes())
    except ValueError:
        earlier = {}
    for key, how in _CHANGED.items():
        if earlier.get(key) != plan[key]:
            raise CorpusError(
                f"{out} was made {how}: give another folder, or remove that one to begin anew."
            )


def write_text(path: Path, text: str) -> None:
    """Write a text, all of it or nothing."""
    with whole_file(path, shared=True) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Corpus:
    """An analysed corpus: a folder with a Parquet dataset for each table of ``TABLES``."""

    folder: Path

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a table as a pandas frame, or some columns of it, in the order of the articles."""
        self._require(name, columns)
        import pyarrow

        chosen = None if columns is None else list(columns)
        try:
            return self.dataset(name).to_table(columns=chosen).to_pandas()
        except (pyarrow.ArrowException, OSError):
            raise _damaged(self.folder, f"a file of {name}") from None

    def dataset(self, name: str) -> pyarrow.dataset.Dataset:
        """Return a table as an Arrow dataset, from which rows and columns can be read in parts."""
        import pyarrow.dataset

        self._require(name)
        return pyarrow.dataset.dataset(self._files(name), schema=schema_of(name), format="parquet")

    def input_digest(self) -> str:
        """Return the SHA-256 sum of the articles that the corpus was made from, and their names."""
        return str(json.loads((self.folder / PLAN).read_bytes())["input"])

    def _files(self, name: str) -> list[str]:
        return sorted(map(str, (self.folder / name).glob("part-*.parquet")))

    def _require(self, name: str, columns: Sequence[str] | None = None) -> None:
        if name not in TABLES:
            raise KeyError(f"A corpus has no table {name!r}; it has {', '.join(TABLES)}.")
        for column in columns or ():
            if column not in schema_of(name).names:
                has = ", ".join(schema_of(name).names)
                raise KeyError(f"The table {name} has no column {column!r}; it has {has}.")


def read_corpus(folder: str | Path) -> Corpus:
    """Return the corpus that the command ``corpus`` wrote into a folder, if it is whole."""
    path = Path(folder).expanduser()
    if not (path / PLAN).is_file():
        raise CorpusError(f"{path} holds no corpus: make one with `python -m helpers corpus`.")
    if not all((path / table).is_dir() for table in ACROSS_ARTICLES):
        raise CorpusError(f"{path} is not finished: start the command that makes it once more.")
    plan = json.loads((path / PLAN).read_bytes())
    parts = -(-plan["articles"] // plan["batch"])
    files = [part_path(path, table, n) for table in BY_ARTICLE for n in range(parts)]
    files += [part_path(path, table, 0) for table in ACROSS_ARTICLES]
    for file in files:
        if not is_whole(file):
            raise _damaged(path, file.relative_to(path).as_posix())
    return Corpus(path)


def _damaged(folder: Path, what: str) -> CorpusError:
    return CorpusError(
        f"{folder} is damaged, since {what} is missing or not whole: remove that file if it is "
        "there, and start the command that made the corpus once more."
    )
