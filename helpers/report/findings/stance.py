"""Stance findings: sentences on who speaks how about whom, computed for any article."""

from __future__ import annotations

import pandas as pd

from helpers.prose import count, interval, percent, verb
from helpers.speakers import NARRATOR


def judging_sentences(about: pd.DataFrame) -> str:
    """Return how the model labels the sentences about somebody, from ``stance.surest_labels``."""
    if about.empty:
        return "No sentence speaks of another person, body or group"
    counts = about["label"].value_counts()
    of = f"of {len(about)} {verb(len(about), 'sentence', 'sentences')} about somebody"
    parts = [(counts[label], label) for label in ("negative", "positive") if label in counts]
    found = f"none {of} negative or positive"
    if parts:
        (number, label), *more = parts
        found = " and ".join([f"{number} {of} {label}", *(f"{n} {other}" for n, other in more)])
    unclear = int(counts.get("unclear", 0))
    doubt = f"; {unclear} {verb(unclear, 'is', 'are')} unclear to it" if unclear else ""
    return f"The model finds {found}{doubt}"


def loaded_against_people(table: pd.DataFrame) -> str:
    """Return how far loaded words can be trusted, from ``results/loaded_words_babe.csv``."""
    own = table[table["method"] == "loaded words"].iloc[0]
    best = table[table["method"] != "loaded words"].sort_values("recall").iloc[-1]
    return (
        f"Of the words found as loaded readers marked {percent(own['precision'])} "
        f"{interval(own['precision_low'], own['precision_high'])}, and of those marked "
        f"{percent(own['recall'])} {interval(own['recall_low'], own['recall_high'])} are found "
        f"(BABE, {own['sentences']} sentences); looked up in all three lexicons the words reach "
        f"{percent(best['precision'])} and {percent(best['recall'])}"
    )


def found_words(table: pd.DataFrame) -> str:
    """Return how many words found as loaded are marked, from ``results/loaded_words_babe.csv``."""
    own = table[table["method"] == "loaded words"].iloc[0]
    best = table.loc[table["method"] != "loaded words", "precision"].max()
    return (
        f"{percent(own['precision'])} of the words found as loaded were marked by readers, "
        f"{percent(best)} at most of those looked up"
    )


def loaded_voices(summary: pd.DataFrame) -> str:
    """Return how many loaded words there are, from ``wording.summarise_loaded_words``."""
    own = summary[summary["speaker"] == NARRATOR]
    others = int(summary.loc[summary["speaker"] != NARRATOR, "hits"].sum())
    if own.empty:
        return f"{count(others, 'word').capitalize()} of speakers may be loaded"
    row = own.iloc[0]
    have = verb(int(row["units"]), "has", "have")
    return (
        f"{row['units']} of {row['n']} sentences of the author {have} a word that may be loaded; "
        f"speakers have {count(others, 'such word')}"
    )
