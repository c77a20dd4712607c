"""Findings about a corpus: computed sentences that state a result; true of any corpus.

Each function takes the table of the function with its name in ``helpers.corpus.shares`` or
``helpers.corpus.comparing``, unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.corpus.counts import AUTHOR
from helpers.corpus.shares import EVERYONE
from helpers.prose import count, in_words, interval, listing, percent, verb
from helpers.statistics import MIN_UNITS

NOBODY_SPEAKS = "Nobody speaks in these articles"
MAX_NAMES, MAX_FRAMES, MAX_WORDS = 4, 2, 6  # in one sentence
_IN_SENTENCES = {"official": "officials", "anonymous": "unnamed sources"}


def official_share(table: pd.DataFrame) -> str:
    """Return the share of officials in all attributions."""
    row: Any = table.set_index("counted").loc["attributions"]
    if not row["n"]:
        return NOBODY_SPEAKS
    return (
        f"Officials have {percent(row['share'])} {interval(row['low'], row['high'])} of "
        f"{count(int(row['n']), 'attribution')} in {count(int(row['articles']), 'article')}"
    )


def who_speaks(table: pd.DataFrame) -> str:
    """Return which kinds of speakers have the most attributions."""
    heard = table[table["attributions"] > 0].sort_values("attributions", ascending=False)
    if heard.empty:
        return NOBODY_SPEAKS
    first = heard.head(3).to_dict("records")
    shown = [f"{row['speaker']} ({percent(row['share'])})" for row in first]
    return f"Most attributions go to {listing(shown)}"


def directness(table: pd.DataFrame) -> str:
    """Return how much of the speech is paraphrased, and who is quoted most and least directly."""
    own = table[(table["speaker"] == EVERYONE) & (table["kind"] == "indirect")].iloc[0]
    if not own["n"]:
        return NOBODY_SPEAKS
    return (
        f"{percent(own['share'])} {interval(own['low'], own['high'])} of the statements are "
        f"paraphrased{_extremes(table)}"
    )


def _extremes(table: pd.DataFrame) -> str:
    """Return who is quoted most and least directly, where their intervals do not overlap."""
    direct = table[(table["kind"] == "direct") & (table["speaker"] != EVERYONE)]
    known = direct[direct["low"].notna()].sort_values("share", kind="stable")
    if len(known) < 2 or not known["high"].iloc[0] < known["low"].iloc[-1]:
        return ""
    least, most = known.iloc[0], known.iloc[-1]
    return (
        f"; {most['speaker']} are quoted directly most often ({percent(most['share'])}), "
        f"{least['speaker']} least often ({percent(least['share'])})"
    )


def naming(table: pd.DataFrame) -> str:
    """Return how many attributions go to sources without a name."""
    row: Any = table.set_index("naming").loc["anonymous"]
    if not row["n"]:
        return NOBODY_SPEAKS
    return (
        f"{percent(row['share'])} {interval(row['low'], row['high'])} of the attributions go to "
        "sources without a name"
    )


def most_quoted(table: pd.DataFrame) -> str:
    """Return who has the most words across the articles."""
    if table.empty:
        return "No speaker of these articles has a name that can be compared"
    first = table.iloc[0]
    articles = count(int(first["articles"]), "article")
    return f"{first['actor']} is given the most space: {first['words']:,} words in {articles}"


def never_quoted(table: pd.DataFrame) -> str:
    """Return who is mentioned in the most articles and never quoted."""
    if table.empty:
        return "Everybody who is mentioned in several articles is also quoted"
    shown = [f"{row.actor} ({row.articles})" for row in table.head(MAX_NAMES).itertuples()]
    return (
        f"{listing(shown)} {verb(len(shown), 'is', 'are')} mentioned in the most articles without "
        "being quoted under this name"
    )


def tone(table: pd.DataFrame) -> str:
    """Return whose words are more negative than positive, and the other way round."""
    known = table[table["low"].notna()]
    if known.empty:
        return "No kind of speaker has enough articles for a tone"
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
        told.append(f"for {listing(open_)} there is no clear difference")
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def frames(table: pd.DataFrame) -> str:
    """Return which frames kinds of speakers use more than the reporters."""
    author = table[table["speaker"] == AUTHOR].set_index("frame")
    others = table[(table["speaker"] != AUTHOR) & table["low"].notna()]
    above: dict[str, list[str]] = {}
    for row in others.itertuples():
        if row.low > author["high"].get(row.frame, 1.0):
            above.setdefault(str(row.frame), []).append(str(row.speaker))
    if not above:
        return "No kind of speaker uses a frame more than the reporters do"
    ranked = sorted(above.items(), key=lambda item: -len(item[1]))
    told = [f"{frame} ({listing(speakers)})" for frame, speakers in ranked[:MAX_FRAMES]]
    if (more := len(ranked) - MAX_FRAMES) > 0:
        told.append(count(more, "more frame"))
    return f"Sources use {listing(told)} more than the reporters do"


def compare(table: pd.DataFrame, articles: int, of: int) -> str:
    """Return in what ``articles`` of ``of`` articles, those on a topic, differ from the rest."""
    apart = table[(table["low"] > 0) | (table["high"] < 0)]
    about = f"The {count(articles, 'article')} on the topic"
    if not articles or articles == of:
        return f"{articles} of {count(of, 'article')} are on the topic: there is nothing to compare"
    if apart.empty:
        return f"{about} do not differ from the other {of - articles:,} in any of {len(table)} ways"
    row = max(apart.to_dict("records"), key=lambda found: abs(found["difference"]))
    number = (lambda x: f"{x:+.2f}") if row["quantity"].startswith("tone") else percent
    return (
        f"{about} differ from the other {of - articles:,} in {len(apart)} of {len(table)} ways, "
        f"most in {row['quantity']}: {number(row['inside'])} against {number(row['outside'])}"
    )


def marking_words(words: pd.DataFrame, speaker: str) -> str:
    """Return which words mark a kind of speaker."""
    tried = words[words["speaker"] == speaker]
    own = tried[tried["low"] > 0]
    if own.empty:
        return f"No word is distinctive of {speaker}"
    found = f"{in_words(len(own))} of {count(len(tried), 'word')}".capitalize()
    found += verb(len(own), " is", " are")
    return f"{found} distinctive of {speaker}: {listing(own['word'], most=MAX_WORDS)}"


def official_share_by(table: pd.DataFrame, part: str) -> str:
    """Return the lowest and the highest official share by outlet, year or month."""
    if table.empty:
        return ""
    known = table[table["low"].notna()]
    if len(known) < 2:
        return f"There is no second {part} with enough articles to compare"
    ranked = known.sort_values("share", kind="stable").to_dict("records")
    low, high = ranked[0], ranked[-1]
    return (
        f"Officials have from {percent(low['share'])} ({low['part']}) to {percent(high['share'])} "
        f"({high['part']}) of the attributions"
    )


def place_among(shares: pd.DataFrame, own: Mapping[str, float], name: str) -> str:
    """Return where the shares of one article are among those of many (``shares_by_article``)."""
    who, mine = _IN_SENTENCES[name], own[name]
    others = shares.loc[shares["name"] == name, "share"]
    if mine != mine:
        return f"The share of {who} in the article can't be placed: too few attributions"
    if len(others) < MIN_UNITS:
        enough = count(len(others), "article")
        return f"The share of {who} can't be placed: {enough} with enough attributions to compare"
    below = float((others < mine - 1e-9).mean())
    above = float((others > mine + 1e-9).mean())
    return (
        f"{who.capitalize()} have {percent(mine)} of the article's attributions: more than in "
        f"{percent(below)} and less than in {percent(above)} of {count(len(others), 'article')}"
    )
