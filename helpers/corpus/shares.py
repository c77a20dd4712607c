"""Shares across articles: who speaks, how, in which tone and inside which frames, with intervals.

As in ``helpers.measures.sourcing``, an attribution counts if it is an act of speech and not inside
another one. The units of tone and frames are those of the codebook (one voice in one sentence); how
often its measures are right is in notebook 10.

Each table has, beside its own columns (those that :func:`shares` is given), ``n`` (the whole),
``articles`` (those with any), ``share`` (0 to 1), ``low`` and ``high``: 95% intervals by article
(``helpers.statistics.cluster_ratio``), since articles are drawn, not attributions. ``seed`` is that
of the draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.corpus.corpus_folder import Corpus
from helpers.corpus.counts import KINDS_OF_SPEAKER, KNOWN, NOBODY, OFFICIALS, SPEAKING, Counts
from helpers.measures import sourcing
from helpers.measures.framing import FRAMES
from helpers.measures.sourcing import KINDS
from helpers.statistics import MIN_UNITS, cluster_ratio

EVERYONE = "all speakers"
VALENCE = "content_valence"
GENERIC_FRAMES = "generic_frames"
MEASURES = (VALENCE, GENERIC_FRAMES)


def official_share(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return the share of officials in the speech of a corpus.

    Speech without a source counts in ``n`` of attributions and words. Bennett (1990), "Toward a
    theory of press-state relations in the United States", Journal of Communication 40(2).
    """
    rows = []
    for counted, kinds in (("attributions", SPEAKING), ("words", SPEAKING), ("speakers", KNOWN)):
        rows.append((counted, counts.of(counted, [OFFICIALS]), counts.of(counted, kinds)))
    return shares(rows, ["counted"], "official", seed)


def directness(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how speech is rendered, for all speakers and by kind of speaker."""
    rows = []
    for speaker in (EVERYONE, *SPEAKING):
        kinds = SPEAKING if speaker == EVERYONE else [speaker]
        whole = counts.of("attributions", kinds)
        rows += [((speaker, kind), counts.of(kind, kinds), whole) for kind in KINDS]
    return shares(rows, ["speaker", "kind"], "attributions", seed)


def naming(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how much of the speech has a named source, as ``helpers.measures.sourcing.naming``."""
    whole = counts.of("attributions", SPEAKING)
    anonymous, nobody = counts.of("anonymous"), counts.of("attributions", [NOBODY])
    parts = (whole - anonymous - nobody, anonymous, nobody)
    names = ("named", "anonymous", "unattributed")
    rows = [(name, part, whole) for name, part in zip(names, parts, strict=True)]
    return shares(rows, ["naming"], "attributions", seed)


def who_speaks(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return the share of each kind of speaker, without the author, in all attributions."""
    whole = counts.of("attributions", SPEAKING)
    rows = [(kind, counts.of("attributions", [kind]), whole) for kind in SPEAKING]
    return shares(rows, ["speaker"], "attributions", seed)


def tone(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how positive and negative the words of each kind of speaker are.

    Columns: ``speaker``, ``positive`` and ``negative`` (units that the vote of the lexicons marks
    so), ``balance`` (positive less negative, as a share of all units, -1 to 1) in place of the
    share. The counts need the measure ``content_valence``.
    """
    kinds = [[kind] for kind in KINDS_OF_SPEAKER]
    rows = [(kind[0], balance(counts, kind), counts.of("units", kind)) for kind in kinds]
    table = shares(rows, ["speaker"], "difference", seed).rename(columns={"share": "balance"})
    signs = {
        sign: [int(counts.of((VALENCE, sign), kind).sum()) for kind in kinds]
        for sign in ("positive", "negative")
    }
    columns = ["speaker", "positive", "negative", "n", "articles", "balance", "low", "high"]
    return table.assign(**signs)[columns]


def balance(counts: Counts, kinds: list[str]) -> NDArray:
    """Return for each article the positive less the negative units of some kinds of speakers."""
    positive, negative = (counts.of((VALENCE, s), kinds) for s in ("positive", "negative"))
    return positive - negative


def frames(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how often each kind of speaker uses each of the generic frames.

    A unit may have several. The counts need the measure ``generic_frames``. Semetko & Valkenburg
    (2000), "Framing European politics", Journal of Communication 50(2).
    """
    rows = [
        ((kind, frame), counts.of((GENERIC_FRAMES, frame), [kind]), counts.of("units", [kind]))
        for kind in KINDS_OF_SPEAKER
        for frame in FRAMES
    ]
    return shares(rows, ["speaker", "frame"], "units", seed)


def shares(
    rows: Iterable[tuple[str | tuple[str, ...], NDArray, NDArray]],
    names: list[str],
    part: str,
    seed: int,
) -> pd.DataFrame:
    """Return a table of shares, with ``names`` as columns of their names and ``part`` of the sums.

    Each row has the name or names of a share, its parts and its wholes by article. The seed is the
    same for each, so that none depends on those before it.
    """
    found = []
    for name, parts, wholes in rows:
        ratio = cluster_ratio(parts, wholes, rng=np.random.default_rng(seed))
        key = (name,) if isinstance(name, str) else name
        numbers = (int(ratio.part), int(ratio.whole), ratio.articles)
        found.append((*key, *numbers, ratio.value, ratio.low, ratio.high))
    columns = [*names, part, "n", "articles", "share", "low", "high"]
    return pd.DataFrame(found, columns=columns)


def most_quoted(corpus: Corpus) -> pd.DataFrame:
    """Return who speaks across the articles of a corpus, most words first.

    Columns: ``actor``, ``type``, ``roles``, ``official``, ``articles`` (in which they speak),
    ``attributions``, ``words``, ``mentions`` (by others). Sources that only share their words
    ("officials") are left out. There are no intervals: the words of a speaker come in few articles.
    """
    joined = _joined(corpus)
    heard = joined[joined["attributions"] > 0].drop(columns="articles")
    heard = heard.rename(columns={"articles_speaking": "articles"})
    order = ["words", "attributions", "actor"]
    heard = heard.sort_values(order, ascending=[False, False, True], ignore_index=True)
    columns = ["actor", "type", "roles", "official", "articles", "attributions", "words"]
    return heard[[*columns, "mentions"]]


def never_quoted(corpus: Corpus) -> pd.DataFrame:
    """Return who is mentioned in two articles or more and speaks in none, most articles first.

    Columns: ``actor``, ``type``, ``roles``, ``articles`` (that mention them), ``mentions``. Sources
    without a name and places are left out: a country speaks through its people. An actor whose name
    could not be joined with another may speak under that one.
    """
    joined = _joined(corpus)
    never = (joined["attributions"] == 0) & (joined["articles"] > 1)
    rows = joined[never & ~joined["type"].isin(("state", "place")) & (joined["mentions"] > 0)]
    order = ["articles", "mentions", "actor"]
    rows = rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return rows[["actor", "type", "roles", "articles", "mentions"]]


def _joined(corpus: Corpus) -> pd.DataFrame:
    joined = corpus.table("joined_speakers")
    return joined[joined["same_person"]].rename(columns={"name": "actor"})


SHARES = ("official", "anonymous")


def shares_by_article(counts: Counts) -> pd.DataFrame:
    """Return two shares of the attributions in each article that has ``MIN_UNITS`` or more.

    Columns: ``name`` (of ``SHARES``), ``article``, ``n`` (attributions), ``share`` (0 to 1).
    """
    parts = (counts.of("attributions", [OFFICIALS]), counts.of("anonymous"))
    wholes = counts.of("attributions", SPEAKING)
    enough = wholes >= MIN_UNITS
    numbers = {"article": counts.articles[enough], "n": wholes[enough]}
    tables = [
        pd.DataFrame({"name": name, **numbers, "share": part[enough] / wholes[enough]})
        for name, part in zip(SHARES, parts, strict=True)
    ]
    return pd.concat(tables, ignore_index=True)


def shares_in_article(voices: pd.DataFrame) -> dict[str, float]:
    """Return the same shares in a single article by name, NaN below ``MIN_UNITS`` attributions."""
    found: dict[str, Any] = {
        "official": sourcing.official_share(voices).set_index("counted").loc["attributions"],
        "anonymous": sourcing.naming(voices).set_index("naming").loc["anonymous"],
    }
    return {
        name: float(row["share"]) if row["n"] >= MIN_UNITS else float("nan")
        for name, row in found.items()
    }
