"""Scores by rule: how often each rule is right, and what is lost when it is switched off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from helpers.annotation import Annotation
from helpers.attribution import RULES, find_attributions
from helpers.attribution.attribution_tables import interchange_record
from helpers.evaluation.attribution_scores import Document, match_attributions, score_documents
from helpers.evaluation.benchmarks import annotate_texts
from helpers.statistics import wilson_interval


def score_rules(gold: Iterable[Document], predicted: Mapping[str, Document]) -> pd.DataFrame:
    """Return how often the records of each rule are right, most frequent rule first.

    Columns: ``rule``, ``hits`` (records), ``right`` (content and source as annotated, speech or
    not), ``precision`` (0 to 1), ``low``, ``high`` (95 % Wilson interval; NaN below five hits).
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

    Columns: ``rule``, ``train_hits``, ``train_precision`` (0 to 1), ``train_low``,
    ``train_high`` (95 % Wilson interval), ``dev_hits``, ``dev_precision``, ``dev_gain`` (F1 end
    to end, speech, that is lost without the rule). A rule that only adds to the records of
    others has no hits of its own.
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
