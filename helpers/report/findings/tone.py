"""Findings on tone: how voices sound and who judges whom, true of any article, or ""."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.measures.tone.scored_units import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS
from helpers.prose import count, in_words, interval, listing, named, percent, verb
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.thresholds import MIN_EVIDENCE, MIN_UNITS

MOST_WORDS = 6
HELD_OUT, CHOSEN_ON = "train, articles kept back", "dev"  # parts of target_tone_newsmtsc


def voice(speaker: str) -> str:
    """Return how a sentence names a voice."""
    names = {NARRATOR: "the narration", UNATTRIBUTED: "unattributed speech"}
    return names.get(speaker, speaker)


def tone_of(speaker: str) -> str:
    """Return how a sentence names somebody's tone: "the narration's tone", "officials' tone"."""
    name = voice(speaker)
    return f"{name}{chr(39) if name.endswith('s') else chr(39) + 's'} tone"


def leading_voice(summary: pd.DataFrame) -> str:
    """Return the voice with the most sentences; "" where none has the five that a curve needs."""
    able = summary.loc[summary["n"] >= MIN_UNITS, "speaker"]
    names = [name for name in able if name != UNATTRIBUTED]
    return str(names[0]) if names else ""


def choices(summary: pd.DataFrame, speaker: str = "") -> str:
    """Return how far the specifications agree on a voice's tone, by default the leading one's."""
    whose = speaker or leading_voice(summary)
    known = summary[summary["speaker"] == whose]
    if known.empty or int(known["n"].iloc[0]) < MIN_UNITS:
        return ""
    row = known.iloc[0]
    every, clear = int(row["specifications"]), int(row["clear"])
    left = every - int(row["positive"]) - int(row["negative"])
    signs = {"negative": int(row["negative"]), "positive": int(row["positive"]), "neutral": left}
    ranked = [(f"{n:,}", sign) for sign, n in sorted(signs.items(), key=lambda p: -p[1]) if n]
    if int(row["positive"]) + int(row["negative"]) <= left:  # most find no tone at all
        return ""
    (first, sign), *others = ranked
    told = listing([f"{first} come out {sign}", *(f"{number} {name}" for number, name in others)])
    far = f"{clear:,} are" if clear > 1 else f"{in_words(clear) if clear else 'none'} is"
    if not others:
        told = f"All {every:,} ways to measure {tone_of(whose)} come out {sign}"
        return f"{told}; {far} clearly different from zero"
    return (
        f"Of {every:,} ways to measure {tone_of(whose)}, {told}; {far} clearly different from zero"
    )


def clear_choices(summary: pd.DataFrame) -> str:
    """Return :func:`choices` on the leading voice where most of them are clear, else ""."""
    known = summary[summary["speaker"] == leading_voice(summary)]
    clear = len(known) and 2 * known["clear"].iloc[0] > known["specifications"].iloc[0]
    return choices(summary) if clear else ""


def marked(words: pd.DataFrame, voices: pd.DataFrame) -> str:
    """Return which words mark the voice with the most words, "" where none does."""
    able = voices[voices["compared"]]
    if able.empty:
        return ""
    speaker = str(able["speaker"].iloc[0])
    own = words[(words["speaker"] == speaker) & (words["low"] > 0)]
    if own.empty:
        return ""
    are = verb(len(own), "One word is", f"{in_words(len(own)).capitalize()} words are")
    return f"{are} distinctive of {voice(speaker)}: {listing(own['word'], most=MOST_WORDS)}"


def judging_sentences(about: pd.DataFrame) -> str:
    """Return how the model labels the mentions, from ``stance.surest_labels``; "" for too few."""
    n = len(about)
    if n < MIN_EVIDENCE:
        return ""
    counts = about["label"].value_counts()
    told = [
        f"{in_words(int(counts[label]))} as {label}"
        for label in ("negative", "positive", "neutral")
        if label in counts
    ]
    unclear = int(counts.get("unclear", 0))
    every = f"{in_words(n)} mentions of somebody"
    if not told:
        return f"A trained model leaves the tone of all {every} open"
    doubt = f" and leaves {in_words(unclear)} open" if unclear else ""
    return f"Of {every}, a trained model reads {listing(told)}{doubt}"


def judged(about: pd.DataFrame, text: str = "") -> str:
    """Return who is mentioned five times or more and mostly in one tone; "" for nobody."""
    told = about[about["label"].isin(["negative", "positive"])]
    sizes: Any = told.groupby(["target", "label"]).size().nlargest(3)
    for (target, label), number in sizes.items():
        n = int((about["target"] == target).sum())
        if n >= MIN_UNITS and 2 * number > n:
            every = f"all {in_words(n)}" if n == number else f"{in_words(number)} of {in_words(n)}"
            return f"A trained model reads {every} mentions of {named(target, text)} as {label}"
    return ""


def loaded_voices(summary: pd.DataFrame) -> str:
    """Return how many loaded words there are, counted by voice."""
    own = summary[summary["speaker"] == NARRATOR]
    others = int(summary.loc[summary["speaker"] != NARRATOR, "count"].sum())
    use = f"the speakers use {in_words(others) if others else 'none'}"
    if own.empty:
        return f"The program flags {count(others, 'word')} of the speakers as possibly loaded"
    row = own.iloc[0]
    units = int(row["units"])
    first = f"{in_words(units) if units else 'none'} of the narration's {row['n']} sentences"
    return (
        f"{first[:1].upper()}{first[1:]} {verb(max(units, 1), 'contains', 'contain')} a possibly "
        f"loaded word; {use}"
    )


def best_lexicon(results: pd.DataFrame) -> str:
    """Return the best macro F1 of a lexicon, from ``data/results/valence_newsmtsc_dev``."""
    read = results[results["masking"] == MASKINGS[-1]].set_index("lexicon")["macro_f1"]
    return f"No lexicon, nor their vote, scores above {read.max():.2f} (macro F1)"


def turned_round(confused: pd.DataFrame) -> str:
    """Return how often the vote errs in the sign, from ``valence_confusion_newsmtsc_dev``."""
    votes = confused[confused["lexicon"] == "vote"]
    told = []
    for tone, read_as in (("negative", "positive"), ("positive", "negative")):
        cell = votes[(votes["tone"] == tone) & (votes["read_as"] == read_as)].iloc[0]
        told.append(
            f"{percent(cell['share'])} {interval(cell['low'], cell['high'])} of {tone} sentences "
            f"as {read_as} (n = {cell['n']:.0f})"
        )
    return f"The vote of the lexicons misreads {listing(told)}"


def loaded_against_people(table: pd.DataFrame) -> str:
    """Return how far loaded words can be trusted, from ``results/loaded_words_babe.csv``."""
    own = table[table["method"] == "loaded words"].iloc[0]
    best = table[table["method"] != "loaded words"].sort_values("recall").iloc[-1]
    return (
        f"Annotators marked {percent(own['precision'])} "
        f"{interval(own['precision_low'], own['precision_high'])} of the words that the program "
        f"flags as loaded, and the program flags {percent(own['recall'])} "
        f"{interval(own['recall_low'], own['recall_high'])} of those that they marked (BABE, "
        f"{own['sentences']} sentences); looking words up in the three lexicons gives "
        f"{percent(best['precision'])} and {percent(best['recall'])}"
    )


def model_accuracy(results: pd.DataFrame) -> str:
    """Return how often the model of tone is right with masked names, held-out articles first."""
    masked = results[results["names"] == "masked"]
    own = masked[masked["method"] == "this model"].set_index("part")
    rates = {part: own[["accuracy", "macro_f1"]].to_dict("index")[part] for part in own.index}
    held, dev = rates[HELD_OUT], rates[CHOSEN_ON]
    lexicons = masked[masked["method"].isin(list(LEXICONS))].set_index("part")["macro_f1"]
    return (
        f"On articles kept back from training the model gives {percent(held['accuracy'])} of the "
        f"tones as people marked them (macro F1 {held['macro_f1']:.2f}; the best lexicon: "
        f"{lexicons[HELD_OUT].max():.2f}); on the part that it was chosen on, "
        f"{percent(dev['accuracy'])} ({dev['macro_f1']:.2f}; {lexicons[CHOSEN_ON].max():.2f})"
    )
