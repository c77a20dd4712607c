"""Specifications: the tone of a speaker under every reasonable way to measure it.

Lexicon, unit, masking and threshold are choices that nobody can justify against all others. A
specification curve (Simonsohn, Simmons & Nelson 2020, "Specification curve analysis", Nature Human
Behaviour 4, 1208-1214) makes all of them and shows how far the answer depends on the choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from helpers.annotation import Annotation
from helpers.measures.tone.scored_units import MASKINGS, unit_valence
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, vote
from helpers.statistics import mean_interval

VOTE = "vote"
VALUES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
# What is scored as one text: a sentence of one voice; the whole of one attribution, for the
# narrator a paragraph; everything that a voice says.
UNITS = ("sentence", "attribution", "whole speaker")
# From which distance from 0 a text counts as positive or negative, so that the estimate is the
# share of positive less that of negative texts. "none": the mean of the values themselves. "own":
# the convention of the lexicon's authors.
THRESHOLDS: dict[str, float | None] = {"none": None, "own": None, "0.1": 0.1, "0.2": 0.2}
CHOICES = {
    "lexicon": (*LEXICONS, VOTE),
    "unit": UNITS,
    "masking": MASKINGS,
    "threshold": tuple(THRESHOLDS),
}
_COLUMNS = ("speaker", *CHOICES, "n", "hits", "estimate", "low", "high", "sign")


def specifications(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return the tone of each speaker by each specification, in the order of the speakers' names.

    There is no interval below five texts and where all are equal.
    """
    frame = pd.DataFrame(_estimates(annotation, segments), columns=list(_COLUMNS))
    frame["estimate"] = frame["estimate"].astype(float).round(9) + 0.0
    frame["sign"] = [_side(x) for x in frame["estimate"]]
    orders = {name: {c: i for i, c in enumerate(v)} for name, v in CHOICES.items()}
    return frame.sort_values(
        ["speaker", *CHOICES],
        key=lambda column: column.map(orders[column.name]) if column.name in orders else column,
        ignore_index=True,
    )


def _estimates(annotation: Annotation, segments: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The estimate of each speaker by each specification."""
    for unit, masking in product(UNITS, MASKINGS):
        cut = segments.assign(unit=_unit_numbers(segments, unit))
        scored = unit_valence(annotation, cut, masking=masking).set_index(["unit", "lexicon"])
        values, hits = scored["valence"].unstack(), scored["hits"].unstack()
        hits[VOTE] = hits.sum(axis=1)
        speakers = scored["speaker"].groupby("unit").first()
        places = speakers.groupby(speakers).indices
        for lexicon, threshold in product(CHOICES["lexicon"] if places else (), THRESHOLDS):
            if lexicon == VOTE and threshold == "none":
                continue
            choices = {"lexicon": lexicon, "unit": unit, "masking": masking, "threshold": threshold}
            tones, rated = np.array(_tones(values, lexicon, threshold)), hits[lexicon].to_numpy()
            for speaker, own in places.items():
                # sorted: sums of the same numbers in another order differ in the last digit
                spoken = np.sort(tones[own])
                low, high = mean_interval(spoken, bounds=(-1.0, 1.0))
                about = {"speaker": speaker, "n": len(own), "hits": rated[own].sum()}
                yield {**choices, **about, "estimate": spoken.mean(), "low": low, "high": high}


def summarise_specifications(specified: pd.DataFrame) -> pd.DataFrame:
    """Return how far the specifications of each speaker agree, most sentences first."""
    rows = []
    for speaker, group in specified.groupby("speaker", sort=False):
        sentences = group.loc[group["unit"] == UNITS[0], "n"]
        n = int(sentences.max()) if len(sentences) else 0
        counts = [int((group["sign"] == name).sum()) for name in ("positive", "negative", "zero")]
        positive, negative, _ = counts
        above, below = int((group["low"] > 0).sum()), int((group["high"] < 0).sum())
        clear = 0 if positive == negative else above if positive > negative else below
        rows.append((speaker, n, len(group), *counts, clear))
    columns = ["speaker", "n", "specifications", "positive", "negative", "zero", "clear"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["n", "speaker"], ascending=[False, True], ignore_index=True)


def _tones(values: pd.DataFrame, lexicon: str, threshold: str) -> list[float]:
    """The tone of each text, by its value or by its sign; the vote of one lexicon is its sign."""
    if threshold == "none":
        return values[lexicon].tolist()
    names = list(LEXICONS) if lexicon == VOTE else [lexicon]
    limit = THRESHOLDS[threshold]
    return [
        VALUES[vote(sign(value, name, limit) for value, name in zip(row, names, strict=True))]
        for row in values[names].to_numpy()
    ]


def _unit_numbers(segments: pd.DataFrame, unit: str) -> list[int]:
    """A number for the unit that each segment belongs to."""
    if unit == UNITS[0]:
        return [int(number) for number in segments["unit"]]
    keys = ["speaker"] if unit == UNITS[2] else ["speaker", "attribution", "narrated"]
    narrated = segments["paragraph"].where(segments["attribution"] < 0, -1)
    return [int(n) for n in segments.assign(narrated=narrated).groupby(keys).ngroup()]


def _side(estimate: float) -> str:
    if abs(estimate) < 1e-9:
        return "zero"
    return "positive" if estimate > 0 else "negative"
