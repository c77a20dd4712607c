"""Codebook: what each measure means, what counts, and which words or patterns are its evidence.

``data/codebook/index.tsv`` has a row for each measure and ``data/codebook/NAME.md`` a page. A user
may add both, or keep a codebook in a folder of their own (``data/codebook/README.md``). What does
not fit is refused with the file and the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from helpers.article import DATA
from helpers.lexicons import LEXICONS, LexiconError, numbered_entries
from helpers.measures.shared.word_categories import NO_CATEGORY, category_entries, check_words

CODEBOOK = DATA / "codebook"
INDEX = "index.tsv"
COLUMNS = ("measure", "title", "scale", "categories", "function", "lexicons", "source")
SCALES = {
    "any": "any number of the categories, or none",
    "one": "exactly one of the categories; the last where there is no evidence for another",
    "article": "measured over the whole article; no unit is coded",
}
SECTIONS = (
    *("Definition", "What counts", "What does not count", "Examples", "Source"),
    "Words or pattern",
)
MIN_EXAMPLES = 2
NOTHING = "-"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


class CodebookError(LexiconError):
    """A codebook can't be read; the message names the file, the line and what to do."""


@dataclass(frozen=True)
class Measure:
    """One measure of a codebook, as a row of its index and a page describe it.

    ``scale`` is a key of ``SCALES``. ``function`` finds the evidence in an analysis; it is None
    where the words of the one lexicon are the evidence, and where there is no lexicon either and
    only a coder can answer. ``sections`` has the text of the page by heading (``SECTIONS``).
    """

    name: str
    title: str
    scale: str
    categories: tuple[str, ...]
    function: Callable[..., Any] | None
    lexicons: tuple[Path, ...]
    source: str
    sections: Mapping[str, str]

    @property
    def coded(self) -> bool:
        """Whether units are coded by it, rather than the whole article."""
        return self.scale != "article"

    @property
    def answered(self) -> bool:
        """Whether the program finds evidence for it in units; else only a coder answers."""
        return self.coded and bool(self.function or self.lexicons)


def load_codebook(folder: Path | str | None = None) -> dict[str, Measure]:
    """Return the measures of a codebook by name, in the order of its index.

    The index, the pages and the lexicons are read anew each time and checked; a LexiconError names
    the line that does not fit. A folder of the user's own has ``index.tsv``, a page for each
    measure, and their lexicons, which are looked for there and then in ``data/lexicons``; without
    one it is the project's own, ``data/codebook``.
    """
    place = CODEBOOK if folder is None else Path(folder).expanduser()
    if not place.is_dir():
        raise CodebookError(f"There is no folder {place}: give the folder of a codebook.")
    measures: dict[str, Measure] = {}
    lines: dict[str, int] = {}
    for number, row in numbered_entries(place / INDEX, COLUMNS):
        where = f"{INDEX}, line {number}"
        name = row["measure"]
        if name in lines:
            raise CodebookError(f"{where}: {name} is already in line {lines[name]}.")
        lines[name] = number
        measures[name] = _measure(row, where, place)
    if not measures:
        raise CodebookError(f"{INDEX} in the folder {place.name} names no measure.")
    return measures


def chosen_measures(folder: Path | None = None, names: str | None = None) -> dict[str, Measure]:
    """Return the measures that units are coded by: the project's and a user's own.

    In a codebook of the user's own a measure replaces ours of the same name. ``names``, separated
    by commas, are those to keep, in that order; None keeps all.
    """
    known = load_codebook() | ({} if folder is None else load_codebook(folder))
    coded = {name: measure for name, measure in known.items() if measure.coded}
    if names is None:
        return coded
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in coded:
            raise CodebookError(
                f"No measure {name!r} is coded by units; there are {', '.join(coded)}."
            )
    return {name: coded[name] for name in wanted}


def _measure(row: Mapping[str, str], where: str, place: Path) -> Measure:
    """The checked measure of one row of the index."""
    name = row["measure"]
    if not _NAME.fullmatch(name):
        raise CodebookError(
            f"{where}: a measure is named in small letters, digits and _, not {name!r}."
        )
    if row["scale"] not in SCALES:
        raise CodebookError(f"{where}: scale is {row['scale']!r}; use {' or '.join(SCALES)}.")
    categories = _parts(row["categories"])
    _check_categories(categories, row["scale"], where)
    lexicons = tuple(_lexicon(part, where, place) for part in _parts(row["lexicons"]))
    path = row["function"].removeprefix(NOTHING)
    if not path and (len(lexicons) > 1 or row["scale"] == "article"):
        raise CodebookError(
            f"{where}: a measure without a function is coded by units and has one lexicon, or "
            f"none where only a coder answers."
        )
    if path:
        for lexicon in lexicons:
            check_words(lexicon.name, numbered_entries(lexicon))
    elif lexicons:
        category_entries(lexicons[0], categories)
    return Measure(
        name=name,
        title=row["title"],
        scale=row["scale"],
        categories=categories,
        function=_function(path, where) if path else None,
        lexicons=lexicons,
        source=row["source"],
        sections=_page(place / f"{name}.md"),
    )


def _check_categories(categories: tuple[str, ...], scale: str, where: str) -> None:
    if not categories and scale == "article":
        return
    if not categories or len(set(categories)) < len(categories):
        raise CodebookError(f"{where}: name each category once, separated by '; '.")
    if NO_CATEGORY in categories:
        raise CodebookError(f"{where}: 'none' says that no category applies, so it can't be one.")
    if scale == "one" and len(categories) < 2:
        raise CodebookError(f"{where}: the scale 'one' needs two categories or more.")


def _function(path: str, where: str) -> Callable[..., Any]:
    # a codebook is data: it may point at a measure of this program and at nothing else
    module, _, name = path.rpartition(".")
    try:
        found = getattr(import_module(module), name, None) if path.startswith("helpers.") else None
    except ImportError:
        found = None
    if not callable(found):
        raise CodebookError(
            f"{where}: there is no function {path}; give one of this program, or '-' where the "
            f"words of the lexicon decide."
        )
    return found


def _parts(cell: str) -> tuple[str, ...]:
    return () if cell == NOTHING else tuple(part.strip() for part in cell.split(";"))


def _lexicon(name: str, where: str, place: Path) -> Path:
    """The file of a lexicon: in the codebook's own folder or in ``data/lexicons``."""
    for folder in (place, LEXICONS):
        path = folder / f"{name.removesuffix('.tsv')}.tsv"
        if path.is_file() and path.name != INDEX:
            return path
    raise CodebookError(
        f"{where}: there is no lexicon {name}.tsv, neither in the folder {place.name} nor in "
        f"data/lexicons."
    )


def _page(path: Path) -> dict[str, str]:
    """The checked sections of a measure's page."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CodebookError(
            f"The page {path.name} is not there or no UTF-8 text: each measure of {INDEX} has one."
        ) from None
    sections: dict[str, str] = {}
    headings = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=True):
        name, words = heading[1], text[heading.end() : end].strip()
        examples = sum(line.startswith("- ") for line in words.splitlines())
        problem = ""
        if name in sections:
            problem = f"heading {name!r} is there twice"
        elif name not in SECTIONS:
            problem = f"heading {name!r} is none; use {', '.join(SECTIONS)}"
        elif not words:
            problem = f"there is nothing under {name!r}"
        elif name == "Examples" and examples < MIN_EXAMPLES:
            needed = f"{MIN_EXAMPLES} examples are needed, lines that begin with '- '"
            problem = f"{needed}; there are {examples}"
        if problem:
            line = text.count("\n", 0, heading.start()) + 1
            raise CodebookError(f"{path.name}, line {line}: {problem}.")
        sections[name] = words
    for name in SECTIONS:
        if name not in sections:
            raise CodebookError(f"{path.name}: there is no heading '## {name}'.")
    return {name: sections[name] for name in SECTIONS}
