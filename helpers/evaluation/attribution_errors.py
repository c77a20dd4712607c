"""Errors by class, and whether the confidence of a record keeps what it promises."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from helpers.evaluation.attribution_scores import KINDS, Document, Record, match_attributions
from helpers.statistics import wilson_interval

CLASSES = (
    "right",
    "source wrong",
    "content cut wrongly",
    "inside another record",
    "not found",
    "false alarm",
)
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def error_classes(gold: Iterable[Document], predicted: Mapping[str, Document]) -> pd.DataFrame:
    """Return how many annotated attributions of speech fall into which class, by kind.

    Columns: ``class`` and the number of each kind (``all``, ``direct``, ``indirect``,
    ``mixed``). An annotated attribution is *right*; or its content is found with a wrong source;
    or a record with its cue has another content; or its words are in another record; or it is
    not found at all. A false alarm, counted under its predicted kind, is a record of speech that
    shares neither half of its content nor its cue with any annotated one.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for document in gold:
        text, every = document["text"], document["attributions"]
        wanted = [r for r in every if r.get("speech", True)]
        found = predicted.get(document["id"], {"attributions": []})["attributions"]
        found = [r for r in found if r.get("speech", True)]
        pairs = match_attributions(text, wanted, found)
        matched = {pair.gold: pair for pair in pairs}
        for index, record in enumerate(wanted):
            pair = matched.get(index)
            if pair is None:
                label = _missed(record, found)
            else:
                label = "right" if pair.source_right else "source wrong"
            counts.update((label, kind) for kind in ("all", record["kind"]))
        taken = {pair.predicted for pair in match_attributions(text, every, found)}
        for index, record in enumerate(found):
            if index not in taken and not any(_share(record, r, "cue") for r in every):
                counts.update(("false alarm", kind) for kind in ("all", record["kind"]))
    rows = [(label, *(counts[label, kind] for kind in KINDS)) for label in CLASSES]
    return pd.DataFrame(rows, columns=["class", *KINDS])


def calibration(gold: Iterable[Document], predicted: Mapping[str, Document]) -> pd.DataFrame:
    """Return how often records of a confidence are right, by bands of confidence.

    Columns: ``from``, ``to`` (of the band), ``records``, ``confidence`` (mean), ``right`` (share
    with content and source as annotated, speech or not), ``low``, ``high`` (95 % Wilson
    interval).
    """
    pairs: list[tuple[float, bool]] = []
    for document in gold:
        found = predicted.get(document["id"], {"attributions": []})["attributions"]
        matched = match_attributions(document["text"], document["attributions"], found)
        right = {pair.predicted for pair in matched if pair.source_right}
        pairs += [
            (record["confidence"], index in right)
            for index, record in enumerate(found)
            if record.get("confidence") is not None
        ]
    rows = []
    for start, stop in itertools.pairwise(BANDS):
        band = [(c, ok) for c, ok in pairs if start <= c < stop or c == stop == 1]
        if band:
            hits = sum(ok for _, ok in band)
            mean = sum(c for c, _ in band) / len(band)
            low, high = wilson_interval(hits, len(band))
            rows.append((start, stop, len(band), mean, hits / len(band), low, high))
    columns = ["from", "to", "records", "confidence", "right", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _missed(record: Record, found: Sequence[Record]) -> str:
    if any(_share(record, other, "cue") for other in found):
        return "content cut wrongly"
    if any(_share(record, other, "content") for other in found):
        return "inside another record"
    return "not found"


def _share(one: Record, other: Record, part: str) -> bool:
    """Whether two records share a character of their cues or contents."""
    return any(
        max(s, start) < min(e, end)
        for s, e in one.get(part) or []
        for start, end in other.get(part) or []
    )
