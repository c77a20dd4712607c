"""Specifications: the tone of a speaker under every reasonable way to measure it.

Lexicon, unit, masking and threshold are choices that nobody can justify against all others. A
specification curve (Simonsohn, Simmons & Nelson 2020, "Specification curve analysis", Nature Human
Behaviour 4, 1208-1214) makes all of them and shows how far the answer depends on the choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from helpers.annotation import Annotation
from helpers.measures.tone.content_valence import unit_valence
from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, vote
from helpers.speakers import NARRATOR
from helpers.statistics import MIN_UNITS, difference_interval, mean_interval

if TYPE_CHECKING:
    import pandas as pd

VOTE = "vote"
VALUES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
# What is scored as one text: a sentence of one voice; the whole of one attribution, for the
# narrator a paragraph; everything that a voice says.
UNITS = ("sentence", "attribution", "whole speaker")
# From which distance from 0 a text counts as positive or negative, so that the estimate is the
# share of positive less that of negative texts. "none": the mean of the values themselves. "own":
# the convention of the lexicon's authors.
THRESHOLDS: dict[str, float | None] = {"none": None, "own": None, "0.1": 0.1, "0.2": 0.2}
# The estimate is a mean, or the difference of the speaker's and the narrator's.
BASELINES = ("zero", "narrator")
CHOICES = {
    "lexicon": (*LEXICONS, VOTE),
    "unit": UNITS,
    "masking": MASKINGS,
    "threshold": tuple(THRESHOLDS),
}
_COLUMNS = (
    *("speaker", "baseline", "lexicon", "unit", "masking", "threshold"),
    *("n", "n_narrator", "hits", "estimate", "low", "high", "sign"),
)


def specifications(annotation: Annotation, segments: pd.DataFrame) -> pd.DataFrame:
    """Return the tone of each speaker by each specification, in the order of the speakers' names.

    135 specifications for each speaker: four lexicons (the vote is one), three units, three
    maskings, four thresholds; the vote has signs only and so no threshold "none".

    Args:
        annotation: the article's.
        segments: the stretches of one voice (``helpers.voices.voice_segments``), in any order.

    Columns:
        speaker: name; the narrator is one too, against zero.
        baseline: "zero", or "narrator" (not for the narrator, nor where there is none).
        lexicon, unit, masking, threshold: the choices (``CHOICES``).
        n, n_narrator: texts scored, of the speaker and of the narrator.
        hits: rated words of the speaker (for the vote: in all lexicons).
        estimate: mean tone, -1 to 1; against the narrator a difference, -2 to 2.
        low, high: 95 % interval (``mean_interval``, ``difference_interval``); NaN below five texts
            and where all are equal.
        sign: "positive", "negative" or "zero".
    """
    import pandas as pd

    rows = [
        {**choices, **row}
        for choices, speakers, tones, hits in _scored_texts(annotation, segments)
        for row in _estimates(speakers, tones, hits)
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    frame["estimate"] = frame["estimate"].astype(float).round(9) + 0.0
    frame["sign"] = [_side(x) for x in frame["estimate"]]
    orders = {name: {c: i for i, c in enumerate(v)} for name, v in CHOICES.items()}
    orders["baseline"] = {name: i for i, name in enumerate(BASELINES)}
    return frame.sort_values(
        ["speaker", "baseline", *CHOICES],
        key=lambda column: column.map(orders[column.name]) if column.name in orders else column,
        ignore_index=True,
    )


def _estimates(
    speakers: list[str], tones: list[float], hits: list[int]
) -> Iterator[dict[str, object]]:
    """The estimates of one specification: each speaker's against zero and the narrator's."""
    spoken: dict[str, list[float]] = {}
    rated: dict[str, int] = {}
    for speaker, tone, n in zip(speakers, tones, hits, strict=True):
        spoken.setdefault(speaker, []).append(tone)
        rated[speaker] = rated.get(speaker, 0) + n
    # sorted: sums of the same numbers in another order differ in the last digit
    values = {name: np.sort(np.array(own)) for name, own in spoken.items()}
    base = values.get(NARRATOR, np.array([]))
    for speaker, own in values.items():
        shared = {"speaker": speaker, "n": len(own), "n_narrator": len(base)}
        shared["hits"] = rated[speaker]
        low, high = mean_interval(own, bounds=(-1.0, 1.0))
        row = {"baseline": "zero", "estimate": own.mean(), "low": low, "high": high}
        yield {**shared, **row}
        if speaker != NARRATOR and len(base):
            low, high = difference_interval(own, base)
            row = {"baseline": "narrator", "estimate": own.mean() - base.mean()}
            yield {**shared, **row, "low": low, "high": high}


def summarise_specifications(specified: pd.DataFrame) -> pd.DataFrame:
    """Return how far the specifications of each speaker agree, most sentences first.

    Args:
        specified: what :func:`specifications` returns.

    Columns:
        speaker, baseline: as in ``specified``.
        n: sentences of the speaker.
        specifications: how many there are; positive, negative, zero: how many have that sign.
        sign: the commoner of positive and negative ("none" where they are as many).
        agree: share of all specifications that have it, 0 to 1.
        median, min, max: of the estimates.
        clear: specifications of that sign whose interval leaves out 0.
        reading: in words: "fewer than 5 sentences", "every specification agrees", "the sign
            depends on the choices" or "no word is rated".
    """
    import pandas as pd

    rows = []
    for (speaker, baseline), group in specified.groupby(["speaker", "baseline"], sort=False):
        positive, negative, zero = (
            int((group["sign"] == name).sum()) for name in ("positive", "negative", "zero")
        )
        side = "none"
        if positive != negative:
            side = "positive" if positive > negative else "negative"
        clear = group["low"] > 0 if side == "positive" else group["high"] < 0
        sentences = group.loc[group["unit"] == UNITS[0], "n"]
        n = int(sentences.max()) if len(sentences) else 0
        estimates = group["estimate"]
        rows.append(
            {
                **{"speaker": speaker, "baseline": baseline, "n": n, "specifications": len(group)},
                **{"positive": positive, "negative": negative, "zero": zero, "sign": side},
                "agree": max(positive, negative) / len(group),
                "median": float(estimates.median()),
                "min": float(estimates.min()),
                "max": float(estimates.max()),
                "clear": int(clear.sum()) if side != "none" else 0,
                "reading": _reading(n, positive, negative, len(group)),
            }
        )
    columns = [
        *("speaker", "baseline", "n", "specifications", "positive", "negative", "zero", "sign"),
        *("agree", "median", "min", "max", "clear", "reading"),
    ]
    frame = pd.DataFrame(rows, columns=columns).assign(order=lambda t: -t["n"])
    ranked = frame.sort_values(["order", "speaker"], kind="stable", ignore_index=True)
    return ranked.drop(columns="order")


def _scored_texts(
    annotation: Annotation, segments: pd.DataFrame
) -> Iterator[tuple[dict[str, str], list[str], list[float], list[int]]]:
    """Each specification's choices, and speaker, tone and number of rated words of each text."""
    for unit in UNITS:
        cut = segments.assign(unit=_unit_numbers(segments, unit))
        for masking in MASKINGS:
            scored = unit_valence(annotation, cut, masking=masking)
            by_lexicon = {str(name): group for name, group in scored.groupby("lexicon")}
            values = {name: list(group["valence"]) for name, group in by_lexicon.items()}
            hits = {name: [int(n) for n in group["hits"]] for name, group in by_lexicon.items()}
            hits[VOTE] = [sum(each) for each in zip(*hits.values(), strict=True)]
            speakers = [str(name) for name in scored.drop_duplicates("unit")["speaker"]]
            for lexicon, threshold in product(CHOICES["lexicon"] if speakers else (), THRESHOLDS):
                if lexicon == VOTE and threshold == "none":
                    continue
                choices = {"lexicon": lexicon, "unit": unit, "masking": masking}
                tones = _tones(values, lexicon, threshold)
                yield {**choices, "threshold": threshold}, speakers, tones, hits[lexicon]


def _tones(values: dict[str, list[float]], lexicon: str, threshold: str) -> list[float]:
    """The tone of each text, by its value or by its sign."""
    limit = THRESHOLDS[threshold]
    if lexicon == VOTE:
        ballots = (
            [sign(value, name, limit) for value, name in zip(row, values, strict=True)]
            for row in zip(*values.values(), strict=True)
        )
        return [VALUES[vote(signs)] for signs in ballots]
    if threshold == "none":
        return values[lexicon]
    return [VALUES[sign(value, lexicon, limit)] for value in values[lexicon]]


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


def _reading(n: int, positive: int, negative: int, every: int) -> str:
    if n < MIN_UNITS:
        return f"fewer than {MIN_UNITS} sentences"
    if not positive and not negative:
        return "no word is rated"
    if every in (positive, negative):
        return "every specification agrees"
    return "the sign depends on the choices"
