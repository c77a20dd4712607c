"""Findings on who speaks how about whom: computed sentences, true of any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.measures.stance.word_rules.polarity import MIXED, NEGATIVE, NO_EVIDENCE, POSITIVE
from helpers.prose import count, interval, listing, percent, verb
from helpers.speakers import NARRATOR

if TYPE_CHECKING:
    import pandas as pd

MOST = 4  # pairs that a sentence names


def judging_clauses(clauses: pd.DataFrame) -> str:
    """Return in how many clauses words speak for or against who is named, from ``clause_stances``.

    Clauses that do no more than name who speaks are left out.
    """
    told = clauses[~clauses["reporting"].astype(bool) | (clauses["reading"] != NO_EVIDENCE)]
    if told.empty:
        return "No clause speaks of another person, body or group"
    kinds = told["reading"].value_counts()
    judged = int(kinds.reindex([NEGATIVE, POSITIVE, MIXED]).fillna(0).sum())
    if not judged:
        return f"Words judge whom they name in none of {count(len(told), 'clause')}"
    parts = [f"{kinds[NEGATIVE]} against"] if NEGATIVE in kinds else []
    parts += [f"{kinds[POSITIVE]} for"] if POSITIVE in kinds else []
    parts += [f"{kinds[MIXED]} both"] if MIXED in kinds else []
    return f"Words judge whom they name in {judged} of {len(told)} clauses: {listing(parts)}"


def judging_pairs(summary: pd.DataFrame) -> str:
    """Return who speaks for or against whom, from ``summarise_toward``, most clauses first."""
    judged = summary["negative"] + summary["positive"] + summary["mixed"]
    pairs = summary.assign(judged=judged)[judged > 0]
    if pairs.empty:
        return "No voice has a word for or against somebody it names"
    pairs = pairs.sort_values("judged", ascending=False, kind="stable")
    shown = [_pair(row) for row in pairs.head(MOST).to_dict("records")]
    more = len(pairs) - len(shown)
    rest = f"; {count(more, 'pair')} more" if more else ""
    return "; ".join(shown) + rest


def _pair(row: dict) -> str:
    who = "the author" if row["speaker"] == NARRATOR else row["speaker"]
    words = {"against": row["words_against"], "for": row["words_for"]}
    told = [f"{side} {row['target']} ({said})" for side, said in words.items() if said]
    return f"{who} {listing(told)}" if told else f"{who} about {row['target']}"


def tone_against_people(table: pd.DataFrame) -> str:
    """Return how far ``tone_toward`` goes, from ``results/tone_toward_newsmtsc.csv``."""
    own = table[(table["part"] == "dev") & (table["method"] == "tone_toward")].iloc[0]
    return (
        f"On news sentences with a marked person (NewsMTSC, n = {own['n']}) words are tied to the "
        f"person in {percent(own['fires'])} and then agree with readers in "
        f"{percent(own['right_where_it_fires'])} "
        f"{interval(own['right_low'], own['right_high'])}; of the others nothing is said"
    )


def stance_against_people(table: pd.DataFrame) -> str:
    """Return how far ``stance`` goes, from ``results/stance_seesaw_dev.csv``."""
    own = table[table["method"].str.contains("any voice")].iloc[0]
    other = table[table["method"] == "VADER"].iloc[0]
    return (
        f"Of {own['stances']} stances that people marked in news (SEESAW) words are tied to the "
        f"target in {percent(own['fires'])} and take the side marked in "
        f"{percent(own['right_where_it_fires'])} {interval(own['right_low'], own['right_high'])} "
        f"of these; VADER takes a side in {percent(other['fires'])}, the right one in "
        f"{percent(other['right_where_it_fires'])}"
    )


def loaded_against_people(table: pd.DataFrame) -> str:
    """Return how far loaded words go, from ``results/loaded_words_babe.csv``."""
    own = table[table["method"] == "loaded words"].iloc[0]
    best = table[table["method"] != "loaded words"].sort_values("recall").iloc[-1]
    return (
        f"Of the words found as loaded readers marked {percent(own['precision'])} "
        f"{interval(own['precision_low'], own['precision_high'])}, and of those marked "
        f"{percent(own['recall'])} {interval(own['recall_low'], own['recall_high'])} are found "
        f"(BABE, {own['sentences']} sentences); looked up in all three lexicons the words reach "
        f"{percent(best['precision'])} and {percent(best['recall'])}"
    )


def loaded_voices(summary: pd.DataFrame) -> str:
    """Return in how many of the author's sentences loaded words stand, and how many are quoted.

    Args:
        summary: what ``helpers.measures.wording.summarise_loaded_words`` returned.
    """
    own = summary[summary["speaker"] == NARRATOR]
    others = int(summary.loc[summary["speaker"] != NARRATOR, "hits"].sum())
    if own.empty:
        return f"{count(others, 'word').capitalize()} of speakers may be loaded"
    row = own.iloc[0]
    hold = verb(int(row["units"]), "holds", "hold")
    return (
        f"{row['units']} of {row['n']} sentences of the author {hold} a word that may be loaded; "
        f"speakers have {count(others, 'such word')}"
    )


def tied_words(table: pd.DataFrame) -> str:
    """Return how often tied words stand and are right, from ``tone_toward_newsmtsc.csv``."""
    own = table[(table["part"] == "dev") & (table["method"] == "tone_toward")].iloc[0]
    return (
        f"Words tied to the target stand in {percent(own['fires'])} of the sentences and are right "
        f"in {percent(own['right_where_it_fires'])} of these"
    )


def found_words(table: pd.DataFrame) -> str:
    """Return how many words found as loaded are marked, from ``results/loaded_words_babe.csv``."""
    own = table[table["method"] == "loaded words"].iloc[0]
    best = table.loc[table["method"] != "loaded words", "precision"].max()
    return (
        f"{percent(own['precision'])} of the words found as loaded were marked by readers, "
        f"{percent(best)} at most of those looked up"
    )
