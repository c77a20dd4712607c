"""Comparing parts of a corpus: articles on a topic against the rest, outlets, years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.corpus.counts import AUTHOR, KINDS_OF_SPEAKER, OFFICIALS, SPEAKING, Counts
from helpers.corpus.dataset import Corpus
from helpers.corpus.source_shares import shares
from helpers.corpus.tone_and_frames import GENERIC_FRAMES, balance
from helpers.measures.framing import FRAMES
from helpers.statistics import cluster_difference

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PARTS = ("outlet", "year", "month")
_YEAR, _MONTH = 4, 7  # letters of a date such as 2001-12-31


def about(corpus: Corpus, words: Sequence[str]) -> NDArray:
    """Return for each article, in their order, whether its text holds one of some words.

    Upper and lower case are the same; a word is a whole word or several ("cave complex").

    Raises:
        ValueError: no word is given.
    """
    import pyarrow.compute

    if not any(word.strip() for word in words):
        raise ValueError("Give at least one word that an article of the topic must hold.")
    pattern = "|".join(re.escape(word.strip()) for word in words if word.strip())
    table = corpus.dataset("articles").to_table(columns=["article", "text"]).sort_by("article")
    found = pyarrow.compute.match_substring_regex(
        table["text"], rf"\b(?:{pattern})\b", ignore_case=True
    )
    return found.to_numpy(zero_copy_only=False).astype(bool)


def quantities(counts: Counts) -> dict[str, tuple[NDArray, NDArray]]:
    """Return parts and wholes by article of what is compared, by name.

    Shares of attributions, then of words, then of units; "tone" is the balance of positive and
    negative units, -1 to 1, all others 0 to 1.
    """
    said, words = counts.of("attributions", SPEAKING), counts.of("words")
    units = counts.of("units")
    speech = counts.of("words", SPEAKING)
    found = {
        "attributions to officials": (counts.of("attributions", [OFFICIALS]), said),
        "attributed words of officials": (counts.of("words", [OFFICIALS]), speech),
        "direct attributions": (counts.of("direct", SPEAKING), said),
        "attributions to the unnamed": (counts.of("anonymous"), said),
        "words of the author": (counts.of("words", [AUTHOR]), words),
    }
    for name, kinds in (("officials", [OFFICIALS]), ("the author", [AUTHOR])):
        found[f"tone of {name}"] = (balance(counts, kinds), counts.of("units", kinds))
    for frame in FRAMES:
        found[f"frame: {frame}"] = (counts.of((GENERIC_FRAMES, frame), KINDS_OF_SPEAKER), units)
    return found


def compare(counts: Counts, chosen: NDArray, *, seed: int) -> pd.DataFrame:
    """Return how some articles of a corpus differ from the others.

    Columns: ``quantity`` (of :func:`quantities`), ``inside`` and ``outside`` (the share among those
    articles, and among the rest), ``inside_articles``, ``outside_articles`` (with any unit),
    ``difference`` (inside less outside), ``low``, ``high`` (95 %, by article; each set is drawn by
    itself). Nothing corrects for their number: of twelve intervals, in every second table one
    leaves out 0 by chance alone.

    Args:
        counts: with the measures of ``helpers.corpus.tone_and_frames.MEASURES``.
        chosen: a truth for each article (:func:`about`).
        seed: of the draws.
    """
    import pandas as pd

    inside, outside = quantities(counts.some(chosen)), quantities(counts.some(~chosen))
    rows = []
    for name in inside:
        one, other = inside[name], outside[name]
        values = [_ratio(one), _ratio(other)]
        articles = [int((pair[1] > 0).sum()) for pair in (one, other)]
        rng = np.random.default_rng(seed)
        rows.append((name, *values, *articles, *cluster_difference(one, other, rng=rng)))
    columns = ["quantity", "inside", "outside", "inside_articles", "outside_articles"]
    return pd.DataFrame(rows, columns=[*columns, "difference", "low", "high"])


def _ratio(pair: tuple[NDArray, NDArray]) -> float:
    whole = pair[1].sum()
    return float(pair[0].sum() / whole) if whole else float("nan")


def official_share_by_part(corpus: Corpus, counts: Counts, *, seed: int) -> dict[str, pd.DataFrame]:
    """Return what :func:`official_share_by` does, for each of ``PARTS``."""
    return {part: official_share_by(corpus, counts, part, seed=seed) for part in PARTS}


def official_share_by(corpus: Corpus, counts: Counts, part: str, *, seed: int) -> pd.DataFrame:
    """Return the share of attributions to officials by outlet, or over time.

    Columns: ``part`` (the outlet, year or month; years and months in their order, outlets with most
    articles first), ``official``, ``n``, ``articles``, ``share``, ``low``, ``high`` (95 %, by
    article). Articles whose column is empty are left out, and those whose date is not written as
    2001-12-31, 2001-12 or (for years) 2001: no rows where that is so for all.

    Args:
        corpus: read or opened.
        counts: of the same corpus.
        part: "outlet", "year" or "month".
        seed: of the draws.

    Raises:
        ValueError: another part.
    """
    if part not in PARTS:
        raise ValueError(f"A corpus is compared by {', '.join(PARTS)}, not by {part!r}.")
    column = "outlet" if part == "outlet" else "date"
    values = corpus.table("articles", ["article", column]).sort_values("article")[column]
    if part != "outlet":
        length = _YEAR if part == "year" else _MONTH
        month = "" if part == "month" else "?"  # a year alone is enough for years
        dated = values.str.fullmatch(rf"\d{{4}}(-\d{{2}}(-\d{{2}}.*)?){month}")
        values = values.str.slice(0, length).where(dated, "")
    sizes = values[values != ""].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name] * (part == "outlet"), name))
    said = counts.of("attributions", SPEAKING)
    officials = counts.of("attributions", [OFFICIALS])
    chosen = {name: (values == name).to_numpy() for name in names}
    rows = [(name, officials[chosen[name]], said[chosen[name]]) for name in names]
    return shares(rows, ["part"], "official", seed)
