"""Findings on framing: sentences that state a result, true of any article, or "" for nothing."""

from __future__ import annotations

import pandas as pd

from helpers.coding.adjudication import CODED
from helpers.measures.framing import FRAMES
from helpers.measures.shared.sides import NO_SIDE
from helpers.measures.wording.agency import NAMINGS
from helpers.prose import count, in_words, listing, times, verb
from helpers.report.findings.tone import voice
from helpers.thresholds import MIN_DIFFERENT, MIN_EVIDENCE

MOST_QUOTED = 4  # words in one sentence
_ADVERBS = {
    "plain": "plainly",
    "abstract": "abstractly",
    "as an answer": "as an answer to others",
    "as defence": "as defence",
    "condemning": "in words that condemn them",
}


def as_words(hits: pd.DataFrame, noun: str, plural: str = "") -> str:
    """Return the matches of a measure as a sentence that quotes them, for a few of them."""
    number = count(len(hits), noun, plural or None)
    if hits.empty:
        return f"The program finds {number if not plural else f'no {noun}'}"
    known = with_words(hits)
    quoted = known["text"].str.strip("\"'“”‘’") + "” (" + known["speaker"].map(voice)
    shown = quoted.value_counts(sort=False).head(MOST_QUOTED)
    words = [f"“{word}{f', {times(n)}' if n > 1 else ''})" for word, n in shown.items()]
    more = len(hits) - int(shown.sum())
    words += [f"{in_words(more)} more"] if words and more else []
    told = f": {listing(words)}" if words else ""
    return f"The program finds {number}{told}"


def is_enough(hits: pd.DataFrame) -> bool:
    """Return whether matches are enough, and different enough, for a finding or a figure."""
    return len(hits) >= MIN_EVIDENCE and hits["entry"].str.lower().nunique() >= MIN_DIFFERENT


def leading_frame(hits: pd.DataFrame) -> str:
    """Return the leading generic frame, from the hits; "" where none leads or words are few."""
    found = hits[~hits["negated"].astype(bool) & hits["category"].isin(FRAMES)]
    totals = found["category"].value_counts()
    if totals.empty or not is_enough(found[found["category"] == totals.index[0]]):
        return ""
    if 2 * totals.iloc[0] <= len(found):  # no more than the others together
        return ""
    frame, n = totals.index[0], int(totals.iloc[0])
    told = f"is the most frequent of the five frames ({n} of {len(found)} times)"
    if n == len(found):
        told = f"is the only one of the five frames found ({n} times)"
    coded = int((found["entry"] == CODED).sum())
    which = f"{in_words(coded)} of these {verb(coded, 'was', 'were')}"
    without = f"; {which} coded without a listed word" if coded else ""
    return f"{frame.capitalize()} {told}{without}"


def certainty(hits: pd.DataFrame) -> str:
    """Return how many hedges, boosters and shields there are, from the hits; "" for too few."""
    if not is_enough(hits):
        return ""
    found = hits["category"].value_counts()
    return f"The article has {listing(count(int(n), str(name)) for name, n in found.items())}"


def labels_of_sides(hits: pd.DataFrame, table: pd.DataFrame) -> str:
    """Return whom the negative labels are for, from the hits and ``labels_by_side``."""
    total = int(table["count"].sum())
    if total < MIN_EVIDENCE:
        return ""
    negative = table[(table["polarity"] == "negative") & (table["count"] > 0)]
    number = int(negative["count"].sum())
    none = in_words(number) if number else "none"
    first = f"The program finds {count(total, 'label')}, {none} of them negative{_added(hits)}"
    if not number:
        return first
    known = negative[negative["side"] != NO_SIDE]
    sides = [
        f"{in_words(n)} {verb(n, 'is', 'are')} for the side of {side}"
        for side, n in zip(known["side"], map(int, known["count"]), strict=True)
    ]
    unknown = int(negative.loc[negative["side"] == NO_SIDE, "count"].sum())
    bear = verb(unknown, "is", "are")
    sides += [f"{in_words(unknown)} {bear} for people whose side is not named"] if unknown else []
    if number == 1 or unknown == number:
        return first
    return f"{first}; of the negative ones, {listing(sides)}"


def with_words(hits: pd.DataFrame) -> pd.DataFrame:
    """Return the hits without those that a coder added and no word of the program shows."""
    return hits[hits["entry"] != CODED]


def _added(hits: pd.DataFrame) -> str:
    number = int((hits["entry"] == CODED).sum())
    coded = f"{in_words(number)} more {verb(number, 'was', 'were')} coded without a listed word"
    return f" ({coded})" if number else ""


def act_names(hits: pd.DataFrame) -> str:
    """Return how acts of force and pressure are named, from ``act_names``; "" for too few."""
    if not is_enough(hits):
        return ""
    kinds = hits["category"].value_counts()
    told = []
    for naming in sorted((n for n in NAMINGS if n in kinds), key=lambda n: -kinds[n]):
        own = hits[(hits["category"] == naming) & (hits["entry"] != CODED)]
        word = own["entry"].value_counts().index[0] if len(own) else ""
        example = f" (“{word}”)" if word else ""
        told.append(f"{times(int(kinds[naming]))} {_ADVERBS[naming]}{example}")
    if len(told) == 1:  # all alike, so there is nothing to compare
        return ""
    return f"The article names acts of force or pressure {times(len(hits))}: {listing(told)}"


def actions(events: pd.DataFrame, table: pd.DataFrame) -> str:
    """Return how many actions name no agent, from the hits and ``acts_on``; "" for too few."""
    total, hidden = int(table["count"].sum()), int(table["hidden"].sum())
    if total < MIN_EVIDENCE:
        return ""
    none = in_words(hidden) if hidden else "none"
    return (
        f"{none} of the {count(total, 'action')} {verb(max(hidden, 1), 'is', 'are')} described "
        f"without saying who acted{_added(events)}"
    ).capitalize()


def alphas(table: pd.DataFrame) -> str:
    """Return where program and coder agree best and worst, from ``CodedArticle.compared``."""
    known = table[table["alpha"].notna()]
    if known.empty:
        return ""
    ranked = known.sort_values("alpha", kind="stable")
    worst, best = ranked.iloc[0], ranked.iloc[-1]
    good = int((known["alpha"] >= 0.667).sum())
    coder = next((n for n in [*known["first"], *known["second"]] if n != "machine"), "the coder")
    whose = "a language model" if "language model" in coder else coder
    return (
        f"Agreement between {whose} and the program ranges from α = {worst['alpha']:.2f} "
        f"({worst['measure'].replace('_', ' ')}) to {best['alpha']:.2f} "
        f"({best['measure'].replace('_', ' ')}); {in_words(good)} of "
        f"{count(len(known), 'measure')} {verb(good, 'reaches', 'reach')} the usual minimum, 0.667"
    )
