"""Comparing parts of a corpus: a topic with the rest, outlets, years, and kinds of speakers' words.

``low`` and ``high`` are 95% intervals by article, unless a function says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow.compute
from numpy.typing import NDArray

from helpers.corpus.corpus_folder import Corpus
from helpers.corpus.counts import (
    AUTHOR,
    OFFICIALS,
    SPEAKING,
    Counts,
    kinds_of_speakers,
)
from helpers.corpus.shares import GENERIC_FRAMES, balance, shares
from helpers.measures.framing import FRAMES
from helpers.measures.wording import mark
from helpers.statistics import MIN_UNITS, NAN, cluster_difference
from helpers.thresholds import MIN_CONTENT_WORDS, MIN_LETTERS

PARTS = ("outlet", "year", "month")
_YEAR, _MONTH = 4, 7  # letters of a date such as 2001-12-31
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_POSSESSIVE = r"['’]s\b"
_CONTRACTED = r"['’](?:d|ll|m|re|t|ve)$"


def on_topic(corpus: Corpus, words: Sequence[str]) -> NDArray:
    """Return for each article, in their order, whether its text holds one of some words.

    Upper and lower case are the same; a word is a whole word or several ("cave complex").
    """
    if not any(word.strip() for word in words):
        raise ValueError("Give at least one word that an article of the topic must hold.")
    pattern = "|".join(re.escape(word.strip()) for word in words if word.strip())
    table = corpus.dataset("articles").to_table(columns=["article", "text"]).sort_by("article")
    found = pyarrow.compute.match_substring_regex(
        table["text"], rf"\b(?:{pattern})\b", ignore_case=True
    )
    return found.to_numpy(zero_copy_only=False).astype(bool)


def compare(counts: Counts, chosen: NDArray, *, seed: int) -> pd.DataFrame:
    """Return how some articles of a corpus (``chosen``: :func:`on_topic`) differ from the others.

    Columns: ``quantity`` (a share of attributions, words or units, from 0 to 1; "tone" is the
    balance of positive and negative units, -1 to 1), ``inside`` and ``outside`` (among those
    articles, and among the rest), ``inside_articles``, ``outside_articles`` (with any unit),
    ``difference`` (inside less outside), ``low``, ``high`` (each set of articles is drawn by
    itself). Nothing corrects for the number of intervals: of twelve, in every second table one
    leaves out 0 by chance alone. The counts need ``helpers.corpus.shares.MEASURES``.
    """
    inside, outside = _quantities(counts.some(chosen)), _quantities(counts.some(~chosen))
    rows = []
    for name, own in inside.items():
        pairs = own, outside[name]
        values = [parts.sum() / wholes.sum() if wholes.any() else NAN for parts, wholes in pairs]
        articles = [(wholes > 0).sum() for _, wholes in pairs]
        difference = cluster_difference(*pairs, rng=np.random.default_rng(seed))
        rows.append((name, *values, *articles, *difference))
    columns = ["quantity", "inside", "outside", "inside_articles", "outside_articles"]
    return pd.DataFrame(rows, columns=[*columns, "difference", "low", "high"])


def _quantities(counts: Counts) -> dict[str, tuple[NDArray, NDArray]]:
    """Return parts and wholes by article of what is compared, by name."""
    said, speech = counts.of("attributions", SPEAKING), counts.of("words", SPEAKING)
    found = {
        "attributions to officials": (counts.of("attributions", [OFFICIALS]), said),
        "attributed words of officials": (counts.of("words", [OFFICIALS]), speech),
        "direct attributions": (counts.of("direct", SPEAKING), said),
        "attributions to the unnamed": (counts.of("anonymous"), said),
        "words of the author": (counts.of("words", [AUTHOR]), counts.of("words")),
    }
    for name, kinds in (("officials", [OFFICIALS]), ("the author", [AUTHOR])):
        found[f"tone of {name}"] = (balance(counts, kinds), counts.of("units", kinds))
    for frame in FRAMES:
        found[f"frame: {frame}"] = (counts.of((GENERIC_FRAMES, frame)), counts.of("units"))
    return found


def official_share_by_part(corpus: Corpus, counts: Counts, *, seed: int) -> dict[str, pd.DataFrame]:
    """Return the share of attributions to officials by each of ``PARTS``.

    Columns: ``part`` (years and months in their order, outlets with most articles first), and those
    of ``helpers.corpus.shares.official_share``. Articles are left out if their column is empty, or
    if their date is not written as 2001-12-31, 2001-12 or (for years) 2001.
    """
    return {part: _official_share_by(corpus, counts, part, seed) for part in PARTS}


def _official_share_by(corpus: Corpus, counts: Counts, part: str, seed: int) -> pd.DataFrame:
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


def word_counts(corpus: Corpus) -> pd.DataFrame:
    """Return how often each kind of speaker uses each word, without the author.

    Columns: ``speaker`` (of ``SPEAKING``), ``word``, ``count``, ``articles`` (in which the kind of
    speaker uses it). Words are counted as written, in lower case, names among them; spaCy's English
    stop words and contractions ("don't") are left out. The segments are read a part at a time.
    """
    from spacy.lang.en.stop_words import STOP_WORDS

    speakers = corpus.table("speakers", ["article", "speaker", "type", "official"])
    speakers["kind"] = kinds_of_speakers(speakers)
    key = ["article", "speaker"]
    found = []
    for fragment in corpus.dataset("segments").get_fragments():
        rows = fragment.to_table(columns=[*key, "text"]).to_pandas()
        rows = rows.merge(speakers[[*key, "kind"]], on=key)
        # What marks narration against speech is above all the verb "said".
        rows = rows[rows["kind"] != AUTHOR]
        plain = rows["text"].str.lower().str.replace(_POSSESSIVE, "", regex=True)
        words = rows.assign(word=plain.str.findall(_WORD)).explode("word").dropna(subset="word")
        spoken = words["word"].astype(str)
        left_out = spoken.isin(STOP_WORDS) | spoken.str.contains(_CONTRACTED, regex=True)
        kept = words[~left_out & (spoken.str.len() >= MIN_LETTERS)]
        group = kept.groupby(["kind", "word"])["article"]
        found.append(group.agg(count="size", articles="nunique").reset_index())
    columns = ["speaker", "word", "count", "articles"]
    if not found:
        return pd.DataFrame(columns=columns)
    whole = pd.concat(found).groupby(["kind", "word"], as_index=False)[["count", "articles"]].sum()
    return whole.rename(columns={"kind": "speaker"})[columns]


def marking_words(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the words that mark each kind of speaker against all other speakers, by falling z.

    The prior is all speech of the corpus. Words that the kind of speaker uses in fewer than
    ``MIN_UNITS`` articles are not shown: one article alone can make a word frequent. Kinds with
    fewer than ``MIN_CONTENT_WORDS`` words are left out. Columns: those of
    ``helpers.measures.wording.mark``, whose intervals are too short, since they treat the words of
    an article as drawn independently, and ``articles``.
    """
    sizes = counts.groupby("speaker")["count"].sum()
    sizes = sizes[(sizes >= MIN_CONTENT_WORDS) & (sizes.sum() - sizes >= MIN_CONTENT_WORDS)]
    marked = mark(counts, [kind for kind in SPEAKING if kind in sizes])
    articles = counts[["speaker", "word", "articles"]]
    table = marked.merge(articles, on=["speaker", "word"])
    return table[table["articles"] >= MIN_UNITS].reset_index(drop=True)
