"""Dataset: the tables of an analysed corpus, read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.corpus.partitions import PLAN, CorpusError
from helpers.corpus.schema import ACROSS_ARTICLES, TABLES, schema_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow.dataset


@dataclass(frozen=True)
class Corpus:
    """An analysed corpus: a folder with a Parquet dataset for each table of ``TABLES``."""

    folder: Path

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a table as a pandas frame, or some columns of it, in the order of the articles.

        Raises:
            KeyError: there is no table or no column of that name.
        """
        self._require(name, columns)
        chosen = None if columns is None else list(columns)
        return self.dataset(name).to_table(columns=chosen).to_pandas()

    def dataset(self, name: str) -> pyarrow.dataset.Dataset:
        """Return a table as an Arrow dataset, from which rows and columns can be read in parts."""
        import pyarrow.dataset

        self._require(name)
        files = sorted(map(str, (self.folder / name).glob("part-*.parquet")))
        return pyarrow.dataset.dataset(files, schema=schema_of(name), format="parquet")

    def dask(self, name: str, columns: Sequence[str] | None = None) -> Any:
        """Return a table as a Dask frame, for corpora that do not fit into memory."""
        import dask.dataframe

        self._require(name, columns)
        files = sorted(map(str, (self.folder / name).glob("part-*.parquet")))
        return dask.dataframe.read_parquet(files, columns=columns)

    def _require(self, name: str, columns: Sequence[str] | None = None) -> None:
        if name not in TABLES:
            raise KeyError(f"A corpus has no table {name!r}; it has {', '.join(TABLES)}.")
        for column in columns or ():
            if column not in schema_of(name).names:
                has = ", ".join(schema_of(name).names)
                raise KeyError(f"The table {name} has no column {column!r}; it has {has}.")


def read_corpus(folder: str | Path) -> Corpus:
    """Return the corpus that the command ``corpus`` wrote into a folder.

    Raises:
        CorpusError: the folder holds no corpus, or one that is not finished.
    """
    path = Path(folder).expanduser()
    if not (path / PLAN).is_file():
        raise CorpusError(f"{path} holds no corpus: make one with `python -m helpers corpus`.")
    if not all((path / table).is_dir() for table in ACROSS_ARTICLES):
        raise CorpusError(f"{path} is not finished: start the command that makes it once more.")
    return Corpus(path)
