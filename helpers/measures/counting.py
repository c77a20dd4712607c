"""Counting: the hits of any measure of a codebook, and how often each speaker has them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import Analysis
from helpers.measures.codebook import CodebookError, Measure
from helpers.measures.shared.hits import Hits
from helpers.measures.shared.word_categories import summarise_categories, word_categories


def measure_hits(analysis: Analysis, measure: Measure) -> pd.DataFrame:
    """Return the hits of a measure, one row for each place in the order of the text.

    The first columns are ``HIT_COLUMNS``, with the measure's name in the codebook. A hit whose
    category the codebook does not list is left out.
    """
    if not measure.answered:
        why = "only a coder answers it" if measure.coded else "it is measured over the article"
        raise ValueError(f"{measure.name} has no hits: {why}.")
    table = _find(analysis, measure).table()
    table = table[table["category"].isin(measure.categories)].reset_index(drop=True)
    table.insert(list(table.columns).index("category"), "measure", measure.name)
    return table


def _find(analysis: Analysis, measure: Measure) -> Hits:
    if measure.function is None:
        return word_categories(analysis, measure.lexicons[0], measure.categories)
    found: Hits = measure.function(analysis)
    return found


def count_codebook(analysis: Analysis, codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return the counts of every measure of a codebook that the program answers.

    Columns: ``measure`` (in the order of the codebook) and those of ``summarise_categories``. On
    the scale "one" the last category, which applies where there is no evidence, has no rows.
    """
    answered = [measure for measure in codebook.values() if measure.answered]
    if not answered:
        raise CodebookError(
            f"Only a coder answers {', '.join(codebook)}: there is nothing to count."
        )
    tables = []
    for measure in answered:
        hits = measure_hits(analysis, measure)
        counts = summarise_categories(hits, analysis.segments, _counted(measure))
        counts.insert(0, "measure", measure.name)
        tables.append(counts)
    return pd.concat(tables, ignore_index=True)


def speaker_counts(analysis: Analysis, codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return how often each speaker gives evidence of each category, without the zeros.

    These are the counts of :func:`count_codebook` for many articles: a missing row means zero.
    Measures and categories are in the order of the codebook, speakers in each by their words.
    """
    segments = analysis.segments
    sizes: Counter[str] = Counter()
    for speaker, words in zip(segments["speaker"].tolist(), segments["words"], strict=True):
        sizes[speaker] += words
    # by words, and those of as many by name
    speakers = sorted(sorted(sizes), key=lambda speaker: -sizes[speaker])
    rows = []
    for measure in codebook.values():
        if not measure.answered:
            continue
        units: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for row in _find(analysis, measure).rows:
            units[row["speaker"], row["category"]].append(row["unit"])
        for speaker in speakers:
            for category in _counted(measure):
                own = units.get((speaker, category))
                if own:
                    rows.append((speaker, measure.name, category, len(own), len(set(own))))
    table = pd.DataFrame(rows, columns=["speaker", "measure", "category", "hits", "units"])
    return table.astype({"hits": "int64", "units": "int64"})


def _counted(measure: Measure) -> Sequence[str]:
    """The categories that need evidence: on the scale "one" the last applies without any."""
    return measure.categories[:-1] if measure.scale == "one" else measure.categories
