"""Sourcing across articles: whose voices a corpus carries, with intervals over articles.

The rules of ``helpers.measures.sourcing`` for who has a voice hold here: acts of speech that stand
in no
other. Every interval is that of ``helpers.statistics.cluster_ratio``: articles are drawn, not
attributions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.corpus.counts import KNOWN, NOBODY, OFFICIALS, SPEAKING, Counts
from helpers.corpus.dataset import Corpus
from helpers.measures import sourcing
from helpers.measures.sourcing import KINDS
from helpers.statistics import MIN_UNITS, cluster_ratio

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

EVERYONE = "all speakers"
_SHARE = ["n", "articles", "share", "low", "high"]


def official_share(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return the part that officials have in the speech of a corpus.

    Columns: ``counted`` (attributions, words or speakers), ``official``, ``n``, ``articles`` (those
    with any), ``share`` (0 to 1), ``low``, ``high`` (95 %, by article). Speech that nobody is named
    for counts in ``n`` of attributions and words.

    Bennett (1990), "Toward a theory of press-state relations in the United States", Journal of
    Communication 40(2).
    """
    rows = []
    for counted, kinds in (("attributions", SPEAKING), ("words", SPEAKING), ("speakers", KNOWN)):
        rows.append((counted, counts.of(counted, [OFFICIALS]), counts.of(counted, kinds)))
    return shares(rows, ["counted"], "official", seed)


def directness(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how speech is rendered, for all speakers and by kind of speaker.

    Columns: ``speaker`` (all speakers, or one of ``KINDS_OF_SPEAKER``), ``kind`` (direct, indirect
    or mixed), ``attributions``, ``n`` (all of the speaker), ``articles``, ``share``, ``low``,
    ``high`` (95 %, by article).
    """
    rows = []
    for speaker in (EVERYONE, *SPEAKING):
        kinds = SPEAKING if speaker == EVERYONE else [speaker]
        whole = counts.of("attributions", kinds)
        rows += [((speaker, kind), counts.of(kind, kinds), whole) for kind in KINDS]
    return shares(rows, ["speaker", "kind"], "attributions", seed)


def naming(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return how much of the speech has a name to it.

    Columns: ``naming`` (named, anonymous or unattributed, as ``helpers.measures.sourcing.naming``
    has them),
    ``attributions``, ``n``, ``articles``, ``share``, ``low``, ``high`` (95 %, by article).
    """
    whole = counts.of("attributions", SPEAKING)
    anonymous = counts.of("anonymous")
    nobody = counts.of("attributions", [NOBODY])
    rows = [
        ("named", whole - anonymous - nobody, whole),
        ("anonymous", anonymous, whole),
        ("unattributed", nobody, whole),
    ]
    return shares(rows, ["naming"], "attributions", seed)


def who_speaks(counts: Counts, *, seed: int) -> pd.DataFrame:
    """Return the part of each kind of speaker in all attributions.

    Columns: ``speaker`` (of ``KINDS_OF_SPEAKER``, without the author), ``attributions``, ``n``,
    ``articles``, ``share``, ``low``, ``high`` (95 %, by article).
    """
    whole = counts.of("attributions", SPEAKING)
    rows = [(kind, counts.of("attributions", [kind]), whole) for kind in SPEAKING]
    return shares(rows, ["speaker"], "attributions", seed)


def shares(
    rows: Iterable[tuple[str | tuple[str, ...], NDArray, NDArray]],
    names: list[str],
    part: str,
    seed: int,
) -> pd.DataFrame:
    """Return a tidy frame of shares: the names, the part, ``n``, ``articles``, share and interval.

    Args:
        rows: the name or names of a share, its parts and its wholes by article.
        names: columns of the names.
        part: column of the sum of the parts.
        seed: of the draws, the same for each share, so that none hangs on those before it.
    """
    import pandas as pd

    found = []
    for name, parts, wholes in rows:
        ratio = cluster_ratio(parts, wholes, rng=np.random.default_rng(seed))
        key = (name,) if isinstance(name, str) else name
        numbers = (int(ratio.part), int(ratio.whole), ratio.articles)
        found.append((*key, *numbers, ratio.value, ratio.low, ratio.high))
    return pd.DataFrame(found, columns=[*names, part, *_SHARE])


def loudest(corpus: Corpus) -> pd.DataFrame:
    """Return who speaks across the articles of a corpus, most words first.

    Columns: ``actor``, ``type``, ``roles``, ``official``, ``articles`` (in which they speak),
    ``attributions``, ``words``, ``mentions`` (by others). Sources that only share their words
    ("officials") are left out. Without intervals: the words of a speaker come in few articles.
    """
    joined = _joined(corpus)
    heard = joined[joined["attributions"] > 0].drop(columns="articles")
    heard = heard.rename(columns={"articles_speaking": "articles"})
    order = ["words", "attributions", "actor"]
    heard = heard.sort_values(order, ascending=[False, False, True], ignore_index=True)
    columns = ["actor", "type", "roles", "official", "articles", "attributions", "words"]
    return heard[[*columns, "mentions"]]


def never_heard(corpus: Corpus, *, least: int = 2) -> pd.DataFrame:
    """Return who is spoken about in several articles and speaks in none, most articles first.

    Columns: ``actor``, ``type``, ``roles``, ``articles`` (that speak about them), ``mentions``.
    Sources without a name and places are left out: a country speaks through its people. Who bears a
    name that could not be joined with another may speak under that one.

    Args:
        corpus: read or opened.
        least: number of articles from which on somebody is listed.
    """
    joined = _joined(corpus)
    silent = (joined["attributions"] == 0) & (joined["articles"] >= least)
    rows = joined[silent & (joined["type"] != "place") & (joined["mentions"] > 0)]
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
    import pandas as pd

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
    """Return the same shares in a single article by name, NaN below ``MIN_UNITS`` attributions.

    Args:
        voices: of the article (``helpers.measures.sourcing.share_of_voice``).
    """
    found: dict[str, Any] = {
        "official": sourcing.official_share(voices).set_index("counted").loc["attributions"],
        "anonymous": sourcing.naming(voices).set_index("naming").loc["anonymous"],
    }
    return {
        name: float(row["share"]) if row["n"] >= MIN_UNITS else float("nan")
        for name, row in found.items()
    }
