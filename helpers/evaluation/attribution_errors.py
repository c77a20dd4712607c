"""Errors of attributions by class, by stated confidence and by rule."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from helpers.annotation import Annotation
from helpers.attribution import RULES, find_attributions
from helpers.attribution.attribution import interchange_record
from helpers.evaluation.attribution_scores import (
    KINDS,
    Document,
    Record,
    match_attributions,
    score_documents,
)
from helpers.evaluation.benchmarks import annotate_texts
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

    An annotated attribution is *right*; or its content is found with a wrong source; or a record
    with its cue has another content; or its words are in another record; or it is not found at all.
    A false alarm, counted under its predicted kind, is a record of speech that shares neither half
    of its content nor its cue with any annotated one.
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
    """Return how often records of a confidence are right (``attribution_confidence_dev``)."""
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


def score_rules(gold: Iterable[Document], predicted: Mapping[str, Document]) -> pd.DataFrame:
    """Return how often the records of each rule are right, most frequent rule first.

    Columns: ``rule``, ``hits`` (records), ``right`` (content and source as annotated, speech or
    not), ``precision`` (0 to 1), ``low``, ``high`` (95% Wilson interval).
    """
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document in gold:
        found = predicted.get(document["id"], {"attributions": []})["attributions"]
        pairs = match_attributions(document["text"], document["attributions"], found)
        hits.update(record["rule"] for record in found)
        right.update(found[pair.predicted]["rule"] for pair in pairs if pair.source_right)
    rows = []
    for rule, number in hits.most_common():
        low, high = wilson_interval(right[rule], number)
        rows.append((rule, number, right[rule], right[rule] / number, low, high))
    columns = ["rule", "hits", "right", "precision", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def rule_gains(documents: Sequence[Document]) -> dict[str, float]:
    """Return for each rule the F1 (end to end, speech, 0 to 1) that is lost without it.

    The engine runs once for each rule: a minute for every 20 articles.
    """
    annotations = list(annotate_texts(d["text"] for d in documents))

    def f1(rules: list[str]) -> float:
        predicted = _predicted(documents, annotations, rules)
        table = score_documents(documents, predicted, speech_only=True)
        return float(table.set_index("kind")["f1"]["all"])

    full = f1(list(RULES))
    return {rule: full - f1([r for r in RULES if r != rule]) for rule in RULES}


def rule_table(train: Sequence[Document], dev: Sequence[Document]) -> pd.DataFrame:
    """Return hits, precision and gain of every rule, in their order of trust.

    A rule that only adds to the records of others has no hits of its own.
    """
    every = list(RULES)
    table = pd.DataFrame({"rule": every}).set_index("rule")
    for name, part in (("train", train), ("dev", dev)):
        predicted = _predicted(part, annotate_texts(d["text"] for d in part), every)
        known = score_rules(part, predicted).set_index("rule").reindex(every)
        table[f"{name}_hits"] = known["hits"].fillna(0).astype(int)
        table[f"{name}_precision"] = known["precision"]
        if name == "train":
            table["train_low"], table["train_high"] = known["low"], known["high"]
    table["dev_gain"] = pd.Series(rule_gains(dev))
    return table.reset_index().round(4)


def _predicted(
    documents: Iterable[Document], annotations: Iterable[Annotation], rules: list[str]
) -> dict[str, Document]:
    return {
        d["id"]: interchange_record(d["id"], d["text"], find_attributions(a, rules=rules))
        for d, a in zip(documents, annotations, strict=True)
    }


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
