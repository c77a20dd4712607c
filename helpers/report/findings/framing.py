"""Findings about framing: sentences that state a result, computed, true of any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coding.adjudication import CODED
from helpers.measures.shared.sides import NO_SIDE
from helpers.measures.sourcing.introductions import ALONE, INTRODUCED, TITLED, UNNAMED
from helpers.measures.wording.act_names import NAMINGS
from helpers.prose import count, in_words, listing, verb

if TYPE_CHECKING:
    import pandas as pd


def certainty(table: pd.DataFrame) -> str:
    """Return how many hedges, boosters and shields there are, from ``summarise_certainty``."""
    totals = table.groupby("measure", sort=False)["count"].sum()
    words = [count(int(number), str(measure)) for measure, number in totals.items()]
    return f"{listing(words)} in the whole article".capitalize()


def labels_of_sides(table: pd.DataFrame, without_word: int = 0) -> str:
    """Return which side bears the most labels, and which none, from ``labels_by_side``.

    ``without_word`` labels were added by a coder, and no word shows whose they are
    (:func:`without_words`): then no side can be said to bear none.
    """
    total = int(table["count"].sum())
    if not total:
        return "Nobody bears a label" + _more(without_word)
    negative = int(table.loc[table["polarity"] == "negative", "count"].sum())
    first = f"{negative} of {total} labels {verb(negative, 'is', 'are')} negative"
    named = table[table["side"] != NO_SIDE].groupby("side", sort=False)["count"].sum()
    if named.empty or not named.max():
        return f"{first}; none is of a side that the words name" + _more(without_word)
    top = named[named == named.max()]
    sides = listing(f"{side} ({number})" for side, number in top.items())
    most = f"; {sides} {verb(len(top), 'bears', 'bear')} the most"
    without = named.index[named == 0]
    none = f"; {listing(map(str, without))} {verb(len(without), 'bears', 'bear')} none"
    return first + most + (none if len(without) and not without_word else "") + _more(without_word)


def without_words(hits: pd.DataFrame) -> int:
    """Return how many hits a coder added that no word of the program shows."""
    return int((hits["entry"] == CODED).sum())


def _more(number: int) -> str:
    were = verb(number, "was", "were")
    return f"; {in_words(number)} more {were} added by a coder" if number else ""


def act_names(hits: pd.DataFrame) -> str:
    """Return how acts of force and pressure are named, from ``act_names``."""
    if hits.empty:
        return "No act of force or pressure is named"
    found = hits["category"].value_counts()
    words = [f"{naming} {int(found[naming])}" for naming in NAMINGS if naming in found]
    unknown = int((hits["agent_side"] == NO_SIDE).sum())
    return (
        f"{count(len(hits), 'name')} of acts: {listing(words)}; for {in_words(unknown)} of them "
        f"the words do not say which side did it"
    ).capitalize()


def actions(table: pd.DataFrame, without_word: int = 0) -> str:
    """Return how many actions are told without an agent, from ``acts_on``.

    ``without_word`` actions were added by a coder and have no parties, since no word tells them
    (:func:`without_words`).
    """
    total, hidden = int(table["count"].sum()), int(table["hidden"].sum())
    if not total:
        return "No action is told" + _more(without_word)
    do = verb(hidden, "names", "name")
    return f"{hidden} of {total} actions {do} no agent" + _more(without_word)


def introductions(table: pd.DataFrame) -> str:
    """Return how people enter the article, from ``summarise_introductions``."""
    people = table[table["type"] == "person"].set_index("category")
    nameless = int(table.loc[table["category"] == UNNAMED, "count"].sum())
    others = f"{count(nameless, 'actor')} {verb(nameless, 'has', 'have')} no name"
    if people.empty:
        return f"No person is named; {others}"
    numbers = {kind: int(people["count"].get(kind, 0)) for kind in (TITLED, INTRODUCED, ALONE)}
    names = str(people["actors"].get(ALONE, "")).split(", ")
    alone = f" ({listing(names, most=9)})" if numbers[ALONE] else ""
    n = int(people["n"].iloc[0])
    return (
        f"Of {count(n, 'person', 'people')} by name {in_words(numbers[TITLED])} "
        f"{verb(numbers[TITLED], 'has', 'have')} a title, {in_words(numbers[INTRODUCED])} "
        f"{verb(numbers[INTRODUCED], 'is', 'are')} introduced and {in_words(numbers[ALONE])} "
        f"{verb(numbers[ALONE], 'comes', 'come')} by name alone{alone}; {others}"
    )


def alphas(table: pd.DataFrame) -> str:
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
