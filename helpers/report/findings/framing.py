"""Findings about framing: sentences that state a result, computed, true of any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coding.settling import CODED_BY_PEOPLE
from helpers.measures.framing.frame_items import WHOLE_ARTICLE
from helpers.measures.shared.sides import NO_SIDE
from helpers.measures.sourcing.introductions import ALONE, INTRODUCED, TITLED, UNNAMED
from helpers.measures.wording.act_names import NAMINGS
from helpers.prose import count, in_words, listing, verb

if TYPE_CHECKING:
    import pandas as pd


def frame_scores(scores: pd.DataFrame) -> str:
    """Return which frame has most of its questions answered yes, from ``frame_scores``."""
    own = scores[scores["voice"] == WHOLE_ARTICLE]
    best = own[own["score"] == own["score"].max()]
    if best.empty or not best["yes"].iloc[0]:
        return "No question behind the five frames is answered with yes"
    shown = listing(f"{row.frame} ({row.yes} of {row.items})" for row in best.itertuples())
    return f"Most questions answered with yes: {shown}"


def certainty(table: pd.DataFrame) -> str:
    """Return how many hedges, boosters and shields there are, from ``summarise_certainty``."""
    totals = table.groupby("measure", sort=False)["count"].sum()
    words = [count(int(number), str(measure)) for measure, number in totals.items()]
    return f"{listing(words)} in the whole article".capitalize()


def labels_of_sides(table: pd.DataFrame, bare: int = 0) -> str:
    """Return which side bears most labels, and which none, from ``labels_by_side``.

    ``bare`` labels were coded by hand and no word of the program shows whose they are
    (:func:`without_words`): then no side can be said to bear none.
    """
    total = int(table["count"].sum())
    if not total:
        return "Nobody bears a label" + _more(bare)
    negative = int(table.loc[table["polarity"] == "negative", "count"].sum())
    first = f"{negative} of {total} labels {verb(negative, 'is', 'are')} negative"
    named = table[table["side"] != NO_SIDE].groupby("side", sort=False)["count"].sum()
    if named.empty or not named.max():
        return f"{first}; none falls on a side that the words name" + _more(bare)
    most = listing(f"{side} ({number})" for side, number in named[named == named.max()].items())
    without = listing(str(side) for side in named.index[named == 0])
    none = f"; without any: {without}" if without and not bare else ""
    return f"{first}; the side with most: {most}{none}{_more(bare)}"


def without_words(hits: pd.DataFrame) -> int:
    """Return how many codings by hand rest on no word that the program found."""
    return int((hits["entry"] == CODED_BY_PEOPLE).sum())


def _more(bare: int) -> str:
    return f"; {in_words(bare)} more, coded by hand, stand on no word of the lists" if bare else ""


def act_names(hits: pd.DataFrame) -> str:
    """Return how acts of force and pressure are named, from ``act_names``."""
    if hits.empty:
        return "No act of force or pressure is named"
    found = hits["category"].value_counts()
    words = [f"{naming} {int(found[naming])}" for naming in NAMINGS if naming in found]
    unknown = int((hits["side"] == NO_SIDE).sum())
    return (
        f"{count(len(hits), 'name')} of acts: {listing(words)}; for {in_words(unknown)} of them "
        f"the words do not say which side did it"
    ).capitalize()


def deeds(table: pd.DataFrame, bare: int = 0) -> str:
    """Return how many deeds are told without a doer, from ``acts_on``.

    ``bare`` deeds were coded by hand and no word of the program tells them, so that they have no
    parties (:func:`without_words`).
    """
    total, hidden = int(table["count"].sum()), int(table["hidden"].sum())
    if not total:
        return "No deed is told" + _more(bare)
    do = verb(hidden, "names", "name")
    return f"{hidden} of {total} deeds {do} nobody who did it" + _more(bare)


def introductions(table: pd.DataFrame) -> str:
    """Return how people enter the article, from ``summarise_introductions``."""
    people = table[table["type"] == "person"].set_index("category")
    nameless = int(table.loc[table["category"] == UNNAMED, "count"].sum())
    others = f"{count(nameless, 'actor')} {verb(nameless, 'has', 'have')} no name"
    if people.empty:
        return f"No person is named; {others}"
    numbers = {kind: int(people["count"].get(kind, 0)) for kind in (TITLED, INTRODUCED, ALONE)}
    bare = str(people["actors"].get(ALONE, "")).split(", ")
    alone = f" ({listing(bare, most=9)})" if numbers[ALONE] else ""
    n = int(people["n"].iloc[0])
    return (
        f"Of {count(n, 'person', 'people')} by name {in_words(numbers[TITLED])} "
        f"{verb(numbers[TITLED], 'has', 'have')} a title, {in_words(numbers[INTRODUCED])} "
        f"{verb(numbers[INTRODUCED], 'is', 'are')} introduced and {in_words(numbers[ALONE])} "
        f"{verb(numbers[ALONE], 'comes', 'come')} by name alone{alone}; {others}"
    )


def agreement(table: pd.DataFrame) -> str:
    """Return where program and coder agree best and worst, from ``CodedArticle.compared``."""
    known = table[table["alpha"].notna()]
    if known.empty:
        return "Nobody has coded this article by the codebook (data/gold)"
    ranked = known.sort_values("alpha", kind="stable")
    worst, best = ranked.iloc[0], ranked.iloc[-1]
    good = int((known["alpha"] >= 0.667).sum())
    return (
        f"Alpha from {worst['alpha']:.2f} ({worst['measure']}) to {best['alpha']:.2f} "
        f"({best['measure']}); {in_words(good)} of {count(len(known), 'measure')} "
        f"{verb(good, 'reaches', 'reach')} .667"
    )
