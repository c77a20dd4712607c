"""Findings about a corpus: sentences that state a result, computed, true of any corpus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.corpus.counts import AUTHOR
from helpers.corpus.source_shares import EVERYONE
from helpers.prose import count, interval, listing, percent, verb
from helpers.statistics import MIN_UNITS

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMES = 4
MOST_FRAMES = 2
_IN_SENTENCES = {"official": "officials", "anonymous": "unnamed sources"}


def officials(table: pd.DataFrame) -> str:
    """Return the part of officials in all attributions, from ``corpus.sourcing.official_share``.

    >>> import pandas as pd
    >>> columns = ["counted", "official", "n", "articles", "share", "low", "high"]
    >>> rows = pd.DataFrame([("attributions", 40, 80, 20, 0.5, 0.41, 0.6)], columns=columns)
    >>> officials(rows)
    'Officials have 50 % [41 to 60] of 80 attributions in 20 articles'
    """
    row: Any = table.set_index("counted").loc["attributions"]
    if not row["n"]:
        return "Nobody speaks in these articles"
    return (
        f"Officials have {percent(row['share'])} {interval(row['low'], row['high'])} of "
        f"{count(int(row['n']), 'attribution')} in {count(int(row['articles']), 'article')}"
    )


def most_speaking(table: pd.DataFrame) -> str:
    """Return which kinds of speakers have most attributions (``sourcing.who_speaks``)."""
    heard = table[table["attributions"] > 0].sort_values("attributions", ascending=False)
    if heard.empty:
        return "Nobody speaks in these articles"
    first = heard.head(3).to_dict("records")
    shown = [f"{row['speaker']} ({percent(row['share'])})" for row in first]
    return f"Most attributions go to {listing(shown)}"


def wording(table: pd.DataFrame) -> str:
    """Return how much is said in the author's wording, from ``corpus.sourcing.directness``."""
    own = table[(table["speaker"] == EVERYONE) & (table["kind"] == "indirect")].iloc[0]
    if not own["n"]:
        return "Nobody speaks in these articles"
    return (
        f"{percent(own['share'])} {interval(own['low'], own['high'])} of what is said stands in "
        f"the author's wording alone{_extremes(table)}"
    )


def _extremes(table: pd.DataFrame) -> str:
    """Which kinds of speakers get most and least of their own words, where intervals part them."""
    direct = table[(table["kind"] == "direct") & (table["speaker"] != EVERYONE)]
    known = direct[direct["low"].notna()].sort_values("share", kind="stable")
    if len(known) < 2 or not known["high"].iloc[0] < known["low"].iloc[-1]:
        return ""
    least, most = known.iloc[0], known.iloc[-1]
    return (
        f"; {most['speaker']} are quoted directly in {percent(most['share'])} of cases, "
        f"{least['speaker']} in {percent(least['share'])}"
    )


def names(table: pd.DataFrame) -> str:
    """Return how much of the speech has no name to it, from ``corpus.sourcing.naming``."""
    row: Any = table.set_index("naming").loc["anonymous"]
    if not row["n"]:
        return "Nobody speaks in these articles"
    return (
        f"{percent(row['share'])} {interval(row['low'], row['high'])} of the attributions go to "
        "sources without a name"
    )


def loudest(table: pd.DataFrame) -> str:
    """Return who has most words across the articles, from ``corpus.sourcing.loudest``."""
    if table.empty:
        return "Nobody who can be told by name speaks in these articles"
    first = table.iloc[0]
    articles = count(int(first["articles"]), "article")
    return f"The loudest: {first['actor']}, {first['words']:,} words in {articles}"


def unheard(table: pd.DataFrame) -> str:
    """Return who is spoken about and never heard, from ``corpus.sourcing.never_heard``."""
    if table.empty:
        return "Whoever is spoken about in several articles is also heard"
    shown = [f"{row.actor} ({row.articles})" for row in table.head(MOST_NAMES).itertuples()]
    return f"Spoken about in most articles, never heard under this name: {listing(shown)}"


def tones(table: pd.DataFrame) -> str:
    """Return whose words sound more negative than positive (``tone_and_frames.tone``)."""
    known = table[table["low"].notna()]
    if known.empty:
        return "No kind of speaker has articles enough to tell a tone"
    negative = list(known.loc[known["high"] < 0, "speaker"])
    positive = list(known.loc[known["low"] > 0, "speaker"])
    open_ = list(known.loc[(known["low"] <= 0) & (known["high"] >= 0), "speaker"])
    told = [
        f"{listing(kinds)} {verb(len(kinds), 'sounds', 'sound')} more {sign} than {other}"
        for kinds, sign, other in (
            (negative, "negative", "positive"),
            (positive, "positive", "negative"),
        )
        if kinds
    ]
    if open_:
        told.append(f"nothing can be told of {listing(open_)}")
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def frames(table: pd.DataFrame) -> str:
    """Return which frame speakers use more than the author (``tone_and_frames.frames``)."""
    author = table[table["speaker"] == AUTHOR].set_index("frame")
    others = table[(table["speaker"] != AUTHOR) & table["low"].notna()]
    above: dict[str, list[str]] = {}
    for row in others.itertuples():
        if row.low > author["high"].get(row.frame, 1.0):
            above.setdefault(str(row.frame), []).append(str(row.speaker))
    if not above:
        return "No kind of speaker uses a frame more than the author"
    ranked = sorted(above.items(), key=lambda item: -len(item[1]))
    told = [f"{frame} by {listing(speakers)}" for frame, speakers in ranked[:MOST_FRAMES]]
    if (more := len(ranked) - MOST_FRAMES) > 0:
        told.append(f"and {count(more, 'more frame')}")
    return f"Used more than by the author: {'; '.join(told)}"


def topic(table: pd.DataFrame, articles: int, of: int) -> str:
    """Return in what articles on a topic differ from the rest (``corpus.comparing.compare``)."""
    apart = table[(table["low"] > 0) | (table["high"] < 0)]
    about = f"The {count(articles, 'article')} on the topic"
    if not articles or articles == of:
        return f"{articles} of {count(of, 'article')} are on the topic: there is nothing to compare"
    if apart.empty:
        return f"{about} can't be told from the other {of - articles:,} in any of {len(table)} ways"
    row = max(apart.to_dict("records"), key=lambda found: abs(found["difference"]))
    number = (lambda x: f"{x:+.2f}") if row["quantity"].startswith("tone") else percent
    return (
        f"{about} differ from the other {of - articles:,} in {len(apart)} of {len(table)} ways, "
        f"most in {row['quantity']}: {number(row['inside'])} against {number(row['outside'])}"
    )


def marked(words: pd.DataFrame, speaker: str, most: int = 6) -> str:
    """Return which words mark a kind of speaker, from ``corpus.wording.marking_words``."""
    tried = words[words["speaker"] == speaker]
    own = tried[tried["low"] > 0]
    if own.empty:
        return f"No word marks {speaker} against all other speakers"
    found = f"{len(own)} of {count(len(tried), 'word')}"
    return f"Words that mark {speaker}, {found}: {listing(own['word'].head(most))}"


def parts(table: pd.DataFrame, part: str) -> str:
    """Return how the official share goes with outlets or time, from ``official_share_by``."""
    if table.empty:
        lacks = "an outlet" if part == "outlet" else "a date written as 2001-12-31"
        return f"No article has {lacks}, so nothing is compared by {part}"
    known = table[table["low"].notna()]
    if len(known) < 2:
        return f"There is no second {part} with articles enough to compare"
    ranked = known.sort_values("share", kind="stable").to_dict("records")
    low, high = ranked[0], ranked[-1]
    return (
        f"Officials have from {percent(low['share'])} ({low['part']}) to {percent(high['share'])} "
        f"({high['part']}) of the attributions"
    )


def place(shares: pd.DataFrame, own: Mapping[str, float], name: str) -> str:
    """Return where one article stands among many, from ``corpus.sourcing.shares_by_article``.

    Args:
        shares: of the articles.
        own: the shares of our own article by name, NaN where it has too few attributions.
        name: "official" or "anonymous".
    """
    who, mine = _IN_SENTENCES[name], own[name]
    others = shares.loc[shares["name"] == name, "share"]
    if mine != mine:
        return f"The share of {who} in the article can't be placed: too few attributions"
    if len(others) < MIN_UNITS:
        enough = count(len(others), "article")
        return f"The share of {who} can't be placed: {enough} with attributions enough to compare"
    below = float((others < mine - 1e-9).mean())
    above = float((others > mine + 1e-9).mean())
    return (
        f"{who.capitalize()} have {percent(mine)} of the article's attributions: more than in "
        f"{percent(below)} and less than in {percent(above)} of {count(len(others), 'article')}"
    )
