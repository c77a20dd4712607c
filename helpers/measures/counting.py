"""Measures: the evidence of any measure of a codebook, and how often each speaker gives it."""

from __future__ import annotations

import inspect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from helpers.analysis import Analysis
from helpers.measures.codebook import Measure, evidence_function
from helpers.measures.shared.hits import Hits, rows_function
from helpers.measures.shared.word_categories import (
    category_entries,
    category_rows,
    summarise_categories,
    word_categories,
)

if TYPE_CHECKING:
    import pandas as pd


def measure_hits(analysis: Analysis, measure: Measure) -> pd.DataFrame:
    """Return the evidence of a measure, one row for each place, as the measure's function does.

    Columns: those of ``helpers.measures.shared.hits.HIT_COLUMNS`` and more of the function's own;
    ``measure`` is the name in the codebook and ``category`` one of its categories. Evidence of
    what the codebook does not list as a category is left out.

    A function gets what its parameters are named for: ``analysis``, or of the analysis its
    ``annotation``, ``segments``, ``attributions``, ``actors``.

    Args:
        analysis: of one article.
        measure: of a codebook (``helpers.measures.codebook.load_codebook``).

    Raises:
        ValueError: the measure is one of the whole article.
    """
    if not measure.coded:
        raise ValueError(f"{measure.name} is measured over the whole article, not by units.")
    function = evidence_function(measure)
    if function is None:
        entries = category_entries(measure.lexicons[0], measure.categories)
        return word_categories(analysis.annotation, analysis.segments, entries, measure.name)
    found: Any = function(**_given(analysis, function))
    if isinstance(found, Hits):
        found = found.table()
    found = found.assign(measure=measure.name, category=found[measure.column])
    return found[found["category"].isin(measure.categories)].reset_index(drop=True)


def count_hits(hits: pd.DataFrame, segments: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return how often each speaker gives evidence of each category, explicit zeros included.

    Columns: ``measure`` (its name) and those of
    :func:`helpers.measures.shared.word_categories.summarise_categories`. On the scale "one" the
    last
    category, which holds where no evidence is, has no rows.

    Args:
        hits: what :func:`measure_hits` returned.
        segments: the voices of the article.
        measure: of the codebook.
    """
    shown = hits if "entry" in hits else hits.assign(entry=hits["text"].str.lower())
    counts = summarise_categories(shown, segments, _counted(measure))
    counts.insert(0, "measure", measure.name)
    return counts


def count_codebook(analysis: Analysis, codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return the counts of every measure of a codebook that units are coded by.

    Columns: as :func:`count_hits`; the measures stand one below the other.
    """
    import pandas as pd

    tables = [
        count_hits(measure_hits(analysis, measure), analysis.segments, measure)
        for measure in codebook.values()
        if measure.coded
    ]
    return pd.concat(tables, ignore_index=True)


def speaker_counts(analysis: Analysis, codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return how often each speaker gives evidence of each category, without the zeros.

    What :func:`count_codebook` counts, for many articles: a row that is not there means zero.

    Columns:
        speaker, measure, category: names; measures and categories in the order of the codebook,
            speakers in each by their words, most first.
        hits: places; units: units (sentence of one voice) with such a place, 1 or more.

    Args:
        analysis: of one article.
        codebook: of ``helpers.measures.codebook.load_codebook``; measures that units are not coded
        by
            are left out.
    """
    import pandas as pd

    segments = analysis.segments
    sizes: Counter[str] = Counter()
    for speaker, words in zip(segments["speaker"].tolist(), segments["words"], strict=True):
        sizes[speaker] += words
    # by words, and those of as many by name
    speakers = sorted(sorted(sizes), key=lambda speaker: -sizes[speaker])
    rows = []
    for measure in codebook.values():
        if not measure.coded:
            continue
        units: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for speaker, category, unit in _places(analysis, measure):
            units[speaker, category].append(unit)
        for speaker in speakers:
            for category in _counted(measure):
                own = units.get((speaker, category))
                if own:
                    rows.append((speaker, measure.name, category, len(own), len(set(own))))
    table = pd.DataFrame(rows, columns=["speaker", "measure", "category", "hits", "units"])
    return table.astype({"hits": "int64", "units": "int64"})


def _places(analysis: Analysis, measure: Measure) -> Iterator[tuple[str, str, int]]:
    """Speaker, category and unit of each place of a measure, without a table where it can be."""
    function = evidence_function(measure)
    column = measure.column
    rows: Iterable[Mapping[Any, Any]]
    if function is None:
        entries = category_entries(measure.lexicons[0], measure.categories)
        rows = category_rows(analysis.annotation, analysis.voices, entries, measure.name)
    else:
        find: Callable[..., Any] = rows_function(function) or function
        found = find(**_given(analysis, find))
        rows = found.rows if isinstance(found, Hits) else found
        if hasattr(rows, "to_dict"):
            rows = rows.to_dict("records")
    for row in rows:
        yield row["speaker"], row[column], row["unit"]


def _given(analysis: Analysis, function: Callable[..., object]) -> dict[str, Any]:
    """The arguments of a measure's function, by name."""
    return {
        name: analysis if name == "analysis" else getattr(analysis, name)
        for name in _wanted(function)
    }


@lru_cache(maxsize=256)
def _wanted(function: Callable[..., object]) -> tuple[str, ...]:
    """The names of what a function must be given."""
    parameters = inspect.signature(function).parameters.items()
    return tuple(name for name, given in parameters if given.default is given.empty)


def _counted(measure: Measure) -> Sequence[str]:
    """The categories that need evidence: on the scale "one" the last holds without any."""
    return measure.categories[:-1] if measure.scale == "one" else measure.categories
