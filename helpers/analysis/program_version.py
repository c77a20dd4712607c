"""Program version: one digest of everything that a result depends on beside the article.

A stored result may be used only where the same program would compute the same. A version number
that somebody must remember to raise cannot promise that, so the digest is made of the contents of
the program, its lexicons, models and codebook, and of the installed packages.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from helpers import IMPORTED_AT

ROOT = Path(__file__).resolve().parents[2]
# The Python files of the first folder and all files of the others decide results.
PROGRAM = "helpers"
DATA_FOLDERS = ("data/codebook", "data/lexicons", "data/models")
# A file system's clock runs a few hundredths of a second behind that of the program.
_CLOCK = 0.05

# Of each file: name, size, time of the last change of its metadata, time of the last write
Files = tuple[tuple[str, int, int, int], ...]


def program_digest(root: Path = ROOT) -> str:
    """Return a SHA-256, in hexadecimal, of the program and of what it reads beside an article.

    It covers the files of ``helpers`` (``.py``) and all of ``data/lexicons``, ``data/models`` and
    ``data/codebook``, the version of Python, and the name and version of every installed package,
    but neither times nor the folder's place. It is made once a process;
    :func:`program_unchanged` says whether it is still valid.
    """
    return _described(root)[0]


def program_unchanged(root: Path = ROOT) -> bool:
    """Return whether the program in memory is the one that :func:`program_digest` describes.

    It is not where a file was written after the program began or after the digest was made: the
    memory may then hold the old file or the new one.
    """
    files = _described(root)[1]
    newest = max((max(changed, written) for _, _, changed, written in files), default=0)
    return newest / 1e9 < IMPORTED_AT - _CLOCK and _files(root) == files


@cache
def _described(root: Path) -> tuple[str, Files]:
    """The digest, and the state of the files before it was made."""
    files = _files(root)
    digest = hashlib.sha256(sys.version.encode())
    for package in _packages():
        digest.update(f"\n{package}".encode())
    for name, *_ in files:
        content = hashlib.sha256((root / name).read_bytes())
        digest.update(f"\n{name} {content.hexdigest()}".encode())
    return digest.hexdigest(), files


def _files(root: Path) -> Files:
    found = []
    for path in _paths(root):
        try:
            status = path.stat()
        except FileNotFoundError:  # a temporary file of an editor
            continue
        name = path.relative_to(root).as_posix()
        found.append((name, status.st_size, status.st_ctime_ns, status.st_mtime_ns))
    return tuple(sorted(found))


def _paths(root: Path) -> Iterator[Path]:
    for folder in (PROGRAM, *DATA_FOLDERS):
        for place, _, names in os.walk(root / folder):
            for name in names:
                if name.endswith(".py") or folder != PROGRAM:
                    yield Path(place, name)


def _packages() -> list[str]:
    """Installed packages with their versions, from the names of their folders.

    ``importlib.metadata`` reads a file of each, which takes ten times as long as everything else.
    """
    folders = [Path(place) for place in sys.path]
    installed = [f for f in folders if f.name in ("site-packages", "dist-packages") and f.is_dir()]
    return sorted({p.name for f in installed for p in f.iterdir() if p.name.endswith("-info")})
