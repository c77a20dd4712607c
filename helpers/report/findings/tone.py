"""Tone findings: sentences on how voices sound to lexicons, computed for any article."""

from __future__ import annotations

import pandas as pd

from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS
from helpers.prose import count, interval, listing, percent
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.statistics import MIN_UNITS

MOST_WORDS = 6


def tone_of(speaker: str) -> str:
    """Return how a sentence names somebody's tone.

    >>> tone_of("narrator"), tone_of("Kim Roe"), tone_of("officials")
    ("the author's tone", "Kim Roe's tone", "officials' tone")
    """
    if speaker == UNATTRIBUTED:
        return "the tone of what nobody is named for"
    name = "the author" if speaker == NARRATOR else speaker
    return f"{name}{chr(39) if name.endswith('s') else chr(39) + 's'} tone"


def leading_voice(summary: pd.DataFrame) -> str:
    """Return the voice with the most sentences, from ``tone.summarise_specifications``.

    "unattributed", which is nobody's voice, is returned only if there is no other.
    """
    names = list(summary.loc[summary["baseline"] == "zero", "speaker"])
    return next((name for name in names if name != UNATTRIBUTED), names[0] if names else "")


def choices(summary: pd.DataFrame) -> str:
    """Return how far the specifications agree on the leading voice's tone.

    ``summary`` is what ``helpers.measures.tone.summarise_specifications`` returns.
    """
    own = summary["speaker"] == leading_voice(summary)
    known = summary[own & (summary["baseline"] == "zero") & (summary["n"] >= MIN_UNITS)]
    if known.empty:
        return f"No voice has the {MIN_UNITS} sentences that a specification curve needs"
    row = known.iloc[0]
    tone, every = tone_of(row["speaker"]), row["specifications"]
    if row["sign"] == "none":
        return f"The {every} ways to measure {tone} are undecided between positive and negative"
    other = {"positive": "negative", "negative": "positive"}[row["sign"]]
    return (
        f"Of {every} ways to measure {tone}, {row[row['sign']]} make it {row['sign']} and "
        f"{row[other]} {other}"
    )


def marked(words: pd.DataFrame, voices: pd.DataFrame) -> str:
    """Return which words mark the voice with the most words.

    The tables are those of ``helpers.measures.wording``: ``marking_words``, ``comparable_voices``.
    """
    able = voices[voices["compared"]]
    if able.empty:
        return "No voice has enough words to be compared with the others"
    speaker = str(able["speaker"].iloc[0])
    own = words[(words["speaker"] == speaker) & (words["low"] > 0)]
    name = "the author" if speaker == NARRATOR else speaker
    if own.empty:
        return f"No word marks {name} against all other voices"
    return f"Words that mark {name}: {listing(own['word'], most=MOST_WORDS)}"


def best_lexicon(results: pd.DataFrame) -> str:
    """Return the best macro F1 of a lexicon, from ``data/results/valence_newsmtsc_dev``."""
    read = results[results["masking"] == MASKINGS[-1]].set_index("lexicon")["macro_f1"]
    return f"No lexicon and no vote of them passes macro F1 {read.max():.2f}"


def turned_round(confused: pd.DataFrame) -> str:
    """Return how often the vote errs in the sign, from ``valence_confusion_newsmtsc_dev``."""
    votes = confused[confused["lexicon"] == "vote"]
    told = []
    for tone, read_as in (("negative", "positive"), ("positive", "negative")):
        cell = votes[(votes["tone"] == tone) & (votes["read_as"] == read_as)].iloc[0]
        told.append(
            f"{percent(cell['share'])} {interval(cell['low'], cell['high'])} of the {tone} "
            f"sentences for {read_as} ones (n = {cell['n']:.0f})"
        )
    return f"The vote of {count(len(LEXICONS), 'lexicon')} takes {listing(told)}"
