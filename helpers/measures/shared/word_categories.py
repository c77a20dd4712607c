"""Word categories: a measure that a list of words defines, a user's own included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.lexicons import LexiconError, NumberedEntries, numbered_entries
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import Hits, hit, listed
from helpers.measures.shared.matching import CONDITIONS, POS, Match, find_matches
from helpers.statistics import wilson_interval

COLUMNS = ("entry", "pos", "category", "source")
# An entry of this category keeps a phrase from counting by one of its words ("pay attention").
NO_CATEGORY = "none"


def word_categories(analysis: Analysis, path: Path, categories: Collection[str]) -> Hits:
    """Return one hit for each word or phrase of a lexicon with categories; ``item`` is its source.

    Stone, Dunphy, Smith & Ogilvie (1966), "The General Inquirer".
    """
    rows = [
        {**found, "item": match.entry["source"], "negated": negated(match.head)}
        for match, found in category_matches(analysis, path, categories)
    ]
    return Hits(rows, ("item", "negated"))


def category_matches(
    analysis: Analysis, path: Path, categories: Collection[str]
) -> Iterator[tuple[Match, dict[str, Any]]]:
    """Yield each match of a lexicon that has categories, with the columns that every hit has.

    At each place the longest entry counts; an entry of the category "none" gives no hit. The
    lexicon has the columns ``COLUMNS`` and perhaps ``condition``
    (``helpers.measures.shared.matching``); a LexiconError names a line that does not fit.
    """
    for match in find_matches(analysis.annotation, category_entries(path, categories)):
        entry = match.entry
        found = hit(analysis, match.tokens)
        if found is not None and entry["category"] != NO_CATEGORY:
            yield match, {**found, "category": entry["category"], "entry": entry["entry"]}


def summarise_categories(
    hits: pd.DataFrame, segments: pd.DataFrame, categories: Sequence[str]
) -> pd.DataFrame:
    """Return how often each speaker gives evidence of each category, explicit zeros included.

    Speakers have most words first, categories are in the order given; ``count`` is the hits.
    """
    found: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    columns_read = (hits[name] for name in ("speaker", "category", "unit", "entry"))
    # read once: to filter the table for each speaker would take the square of its length
    for speaker, category, unit, entry in zip(*columns_read, strict=True):
        found[speaker, category].append((unit, entry))
    sizes = segments.groupby("speaker").agg(n=("unit", "nunique"), words=("words", "sum"))
    sizes = sizes.sort_values("words", ascending=False, kind="stable")
    rows = []
    for name, n, words in zip(sizes.index, sizes["n"], sizes["words"], strict=True):
        for category in categories:
            own = found[name, category]
            k = len({unit for unit, _ in own})
            share = k / n, *wilson_interval(k, n)
            entries = listed(entry for _, entry in own)
            rows.append((name, category, len(own), k, n, words, *share, entries))
    columns = ["speaker", "category", "count", "units", "n", "words", "share", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "entries"])


def category_entries(path: Path, categories: Collection[str]) -> tuple[dict[str, str], ...]:
    """Return the checked entries of a lexicon that has categories (:func:`category_matches`).

    The file is read anew where it was written since: a user's edit shows at once.
    """
    status = path.stat()
    written = status.st_mtime_ns, status.st_ctime_ns, status.st_size
    return _entries_as_written(path, tuple(categories), written)


@lru_cache(maxsize=64)
def _entries_as_written(
    path: Path, categories: tuple[str, ...], written: tuple[int, ...]
) -> tuple[dict[str, str], ...]:
    rows = numbered_entries(path, COLUMNS)
    check_words(path.name, rows)
    for number, entry in rows:
        if entry["category"] not in (*categories, NO_CATEGORY):
            raise LexiconError(
                f"{path.name}, line {number}: the codebook has no category "
                f"{entry['category']!r}; it has {', '.join(categories)}."
            )
    return tuple(entry for _, entry in rows)


def check_words(name: str, rows: NumberedEntries) -> None:
    """Raise a LexiconError that names file and line where a line of a lexicon could not work.

    The first column holds the entry. Checked are, as far as the columns are there: ``pos``,
    ``condition``, ``source`` or ``reason`` (not empty), and that no entry is there twice.
    """
    seen: dict[tuple[str, str], int] = {}
    for number, entry in rows:
        words, pos = next(iter(entry.values())).lower(), entry.get("pos", "ANY")
        for problem in _problems(words, pos, entry):
            raise LexiconError(f"{name}, line {number}: {problem}")
        first = seen.setdefault((words, pos), number)
        if first != number and "pos" in entry:
            raise LexiconError(
                f"{name}, line {number}: {words!r} ({pos}) is already in line {first}: "
                f"remove one of the two."
            )


def _problems(words: str, pos: str, entry: Mapping[str, str]) -> Iterator[str]:
    """What keeps an entry of a lexicon from working."""
    if pos not in POS:
        yield f"pos is {pos!r}; use one of {', '.join(POS)}."
    if " " not in words and pos == "PHRASE":
        yield f"{words!r} is a single word: its pos is NOUN, VERB, ADJ, ADV or ANY."
    for condition in entry.get("condition", "-").split(", "):
        if condition not in CONDITIONS:
            yield f"condition is {condition!r}; use one of {', '.join(CONDITIONS)}."
    columns = [column for column in ("source", "reason") if column in entry]
    if columns and not any(entry[column] for column in columns):
        yield f"{columns[0]} is empty: say where the entry is from, or why it is there."
