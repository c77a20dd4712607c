"""Findings on trust: how often statements are wrong, and what that means for an article."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from helpers.analysis import Analysis
from helpers.attribution import Attribution
from helpers.attribution.attribution import spans_of
from helpers.evaluation import load_result
from helpers.evaluation.attribution_scores import match_attributions
from helpers.prose import count, in_words, interval, named, part, percent, verb
from helpers.report.findings.speakers import opening
from helpers.speakers import UNATTRIBUTED
from helpers.thresholds import MIN_LEAD
from helpers.voices import outermost_speech


def doubtful_statements(attributions: Sequence[Attribution], text: str) -> str:
    """Return how many statements may be wrong, which to check first, and how many are missed."""
    measured = load_result("attribution_polnear_dev")
    row = measured[(measured["scope"] == "speech") & (measured["kind"] == "all")].iloc[0]
    right = f"{percent(row['recall'])} of the statements with the right words and speaker"
    missed = f"on annotated news it finds {right}"
    outer = outermost_speech(attributions)
    known = {i: a.confidence for i, a in outer.items() if a.confidence is not None}
    if not known:
        return missed.replace("it finds", "the program finds")
    wrong = math.floor(sum(1 - sure for sure in known.values()) + 0.5)
    if len(outer) == 1:
        likely = "the one statement found is likely to be " + ("wrong" if wrong else "right")
        return f"By the program's own estimate {likely}; {missed}"
    likely = f"about {in_words(wrong)} of the {count(len(outer), 'statement')} found"
    likely += f" {verb(wrong, 'has', 'have')} a wrong speaker or wrong words"
    if not wrong:
        likely = f"{part(len(outer), len(outer), 'statement')} found are likely to be right"
    first = attributions[min(known, key=lambda i: known[i])]
    known_speaker = first.speaker and first.speaker != UNATTRIBUTED
    whose = named(first.speaker, text) if known_speaker else "no speaker found"
    check = f"the least certain is {opening(first, text)} ({whose})"
    return f"By the program's own estimate {likely}; {check}; {missed}"


def stability_of_lead(simulated: pd.DataFrame) -> str:
    """Return how often the first source stays first, from ``evaluation.share_errors``."""
    sources = simulated[simulated["speaker"] != UNATTRIBUTED]
    if sources.empty:
        return "There is no source whose share could vary"
    leader = sources.iloc[0]
    reliable = "fairly safe" if leader["first"] >= MIN_LEAD else "not safe"
    first = f"{named(leader['speaker'])} would come first in {percent(leader['first'])}"
    return (
        f"The first place is {reliable}: with errors as frequent as measured, {first} of "
        "simulated articles"
    )


def worth_of_correcting(found: Analysis, corrected: Analysis) -> str:
    """Return how often the program was right, if what was corrected is right."""
    said, true = (
        [spans_of(x) | {"source_entity": x.speaker} for x in outermost_speech(known).values()]
        for known in (found.attributions, corrected.attributions)
    )
    pairs = match_attributions(found.text, true, said)
    names = ((true[p.gold]["source_entity"], said[p.predicted]["source_entity"]) for p in pairs)
    right = sum(one == other for one, other in names)
    if not said or not true:
        return ""
    n, missed = len(said), len(true) - right
    if n == 1:
        first = f"the one statement found is {'right' if right else 'wrong'}"
    else:
        first = f"{part(right, n, 'statement')} found {verb(max(right, 1), 'is', 'are')} right"
    lost = f"{count(missed, 'statement')} {verb(missed, 'was', 'were')} missed or given to others"
    return f"Compared with the corrections, {first} in words and speaker" + f"; {lost}" * bool(
        missed
    )


def trust() -> str:
    """Return a paragraph on precision and recall of statements, measured on annotated news."""
    measured = load_result("attribution_polnear_dev")
    row = measured[(measured["scope"] == "speech") & (measured["kind"] == "all")].iloc[0]
    return (
        f"On 84 articles of US political news that trained people annotated (PolNeAR), "
        f"**{percent(row['precision'])} of the statements found are right** in words and "
        f"speaker, and the program finds **{percent(row['recall'])} of those there are** "
        f"(n = {row['gold']:.0f}; F1 {row['f1']:.2f} "
        f"{interval(row['low'], row['high'], decimals=2, scale=1)}; on 24 articles of the corpus "
        "two trained people agree at 0.88). Tone and frames come from word lists and "
        "a small trained model: they point at places to read."
    )
