"""Causes of the error of shares of voice: how much of it comes from which kind of mistake.

The predictions of an article are corrected one kind of mistake at a time. Since the gain of a
correction depends on what was corrected before it, each cause is given the mean of its gains over
all orders (Shapley's value; Shorrocks 2013, "Decomposition procedures for distributional analysis",
Journal of Economic Inequality 11). The parts add up to the whole error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pandas as pd

from helpers.annotation import Annotation
from helpers.article import count_words
from helpers.attribution.attribution import Attribution
from helpers.evaluation.attribution_scores import Document, Record, match_attributions
from helpers.evaluation.benchmarks import annotate_texts
from helpers.evaluation.share_errors import NOBODY, SEED, best_partners, share_error
from helpers.speakers import find_actors
from helpers.speakers.actor import UNATTRIBUTED
from helpers.speakers.pronouns import BODY, FIRST_PERSON, GENDERS, PLURAL

ATTRIBUTION = (
    "missed",  # speech that the program does not find
    "added",  # what the program takes for speech and annotators do not
    "edges",  # contents that begin or end elsewhere
    "source",  # the wrong source, or none
)
JOINING = (
    "pronouns",  # he, she, it or they given to the wrong speaker
    "names",  # a speaker's name given to another, or two names of one speaker not joined
    "descriptions",  # a description or role given to the wrong speaker
)
CAUSES = (*ATTRIBUTION, *JOINING)
_PRONOUNS = frozenset({*GENDERS, *BODY, *PLURAL, *FIRST_PERSON, "who", "this", "that", "which"})
Causes = frozenset[str]
Joined = tuple[dict[str, Any], Record | None]  # a record, and what it should be


def share_causes(
    gold: Iterable[Document], predicted: Mapping[str, Document], resamples: int = 1000
) -> pd.DataFrame:
    """Return how much of the error of the shares of voice each kind of mistake causes.

    The predicted contents and sources are joined to speakers anew, with the speech and the beliefs
    that the file holds.
    """
    documents = [d for d in gold if any(r.get("speaker") for r in d["attributions"])]
    annotations = annotate_texts(d["text"] for d in documents)
    totals: Counter[str] = Counter()
    parts, errors = [], []
    for document, annotation in zip(documents, annotations, strict=True):
        found = predicted.get(document["id"], {"attributions": []})["attributions"]
        cases = Cases(annotation, document["attributions"], found)
        errors.append({corrected: cases.error(corrected) for corrected in _subsets()})
        parts.append(shapley(errors[-1].__getitem__))
        totals.update(cases.counts())
    rng = np.random.default_rng(SEED)
    picks = rng.integers(len(documents), size=(resamples, len(documents)))
    groups: dict[str, tuple[str, ...]] = {cause: (cause,) for cause in CAUSES}
    groups |= {"attribution": ATTRIBUTION, "joining": JOINING, "all": CAUSES}
    rows = []
    for label, causes in groups.items():
        values = np.array([sum(part[c] for c in causes) for part in parts])
        alone = np.mean([error[frozenset(CAUSES) - {*causes}] for error in errors])
        low, high = np.quantile(values[picks].mean(axis=1), [0.025, 0.975])
        records = sum(totals[c] for c in causes)
        rows.append((label, records, values.mean(), low, high, alone))
    return pd.DataFrame(rows, columns=["cause", "records", "part", "low", "high", "alone"])


def shapley(error: Callable[[Causes], float]) -> dict[str, float]:
    """Return each cause's mean gain over all orders of correction; they add up to the error."""
    n = len(CAUSES)
    return {
        cause: sum(
            factorial(len(corrected))
            * factorial(n - len(corrected) - 1)
            / factorial(n)
            * (error(corrected) - error(corrected | {cause}))
            for corrected in _subsets()
            if cause not in corrected
        )
        for cause in CAUSES
    }


def _subsets() -> list[Causes]:
    return [frozenset(c) for n in range(len(CAUSES) + 1) for c in combinations(CAUSES, n)]


class Cases:
    """The annotated and the predicted attributions of an article, matched."""

    def __init__(self, annotation: Annotation, gold: list[Record], found: list[Record]) -> None:
        self.annotation = annotation
        self.gold = gold
        self.found = [r for r in found if r.get("speech", True)]
        self.beliefs = [r for r in found if not r.get("speech", True)]
        self.pairs = match_attributions(annotation.text, gold, self.found)
        matched = ({p.gold for p in self.pairs}, {p.predicted for p in self.pairs})
        self.missed = [r for n, r in enumerate(gold) if n not in matched[0]]
        self.added = [r for n, r in enumerate(self.found) if n not in matched[1]]
        self._joined: dict[Causes, list[Joined]] = {}

    def error(self, corrected: Causes) -> float:
        """Return the error of the shares of voice after some kinds of mistakes are corrected."""
        base = corrected & frozenset(ATTRIBUTION)
        if base not in self._joined:
            self._joined[base] = self._joined_after(base)
        records = self._joined[base]
        spoken = [record for record, _ in records]
        if corrected & frozenset(JOINING):
            partner = self._partners(records)
            spoken = [
                r
                if truth is None or self.form(truth) not in corrected
                else {**r, "speaker": partner[truth["speaker"]]}
                for r, truth in records
            ]
        return share_error(self.annotation.text, self.gold, spoken)

    def counts(self) -> dict[str, int]:
        """Return how many records each cause concerns."""
        records = self._joined_after(frozenset())
        partner = self._partners(records)
        wrong = Counter(
            self.form(truth)
            for r, truth in records
            if truth is not None and r["speaker"] != partner.get(truth["speaker"], NOBODY)
        )
        text = self.annotation.text
        edges = [
            _words(text, self.gold[p.gold]) != _words(text, self.found[p.predicted])
            for p in self.pairs
        ]
        return {
            "missed": len(self.missed),
            "added": len(self.added),
            "edges": sum(edges),
            "source": sum(not p.source_right for p in self.pairs),
            **wrong,
        }

    def form(self, truth: Record) -> str:
        """Return the kind of mention that a source is: one of ``JOINING``."""
        text = self.annotation.text
        spans = truth.get("source") or []
        words = [word for s, e in spans for word in re.findall(r"\w+", text[s:e])]
        if len(words) == 1 and words[0].casefold() in _PRONOUNS:
            return "pronouns"
        named = set(re.findall(r"\w+", truth["speaker"].casefold()))
        capital = {word.casefold() for word in words if word[0].isupper()}
        return "names" if capital & named else "descriptions"

    def _joined_after(self, corrected: Causes) -> list[Joined]:
        """The records after corrections of attribution, joined to speakers by the program.

        Each with the annotated record whose speaker it should have, if there is one.
        """
        records: list[Joined] = []
        for pair in self.pairs:
            truth, record = self.gold[pair.gold], dict(self.found[pair.predicted])
            if "edges" in corrected:
                record["content"] = truth["content"]
            if "source" in corrected and not pair.source_right:
                record["source"] = truth.get("source") or []
            right = pair.source_right or "source" in corrected
            records.append((record, truth if right else None))
        if "missed" in corrected:
            records += [(dict(r), r) for r in self.missed]
        if "added" not in corrected:
            records += [(dict(r), None) for r in self.added]
        attributions = [_attribution(r) for r, _ in records]
        attributions += [_attribution(r) for r in self.beliefs]
        _, joined = find_actors(self.annotation, attributions)
        for (record, _), attribution in zip(records, joined, strict=False):
            nobody = attribution.speaker == UNATTRIBUTED
            record["speaker"] = NOBODY if nobody else attribution.speaker
        return records

    def _partners(self, records: list[Joined]) -> dict[str, str]:
        """Annotated speaker -> the predicted one with whom they share the most words."""
        shared: Counter[tuple[str, str]] = Counter()
        for record, truth in records:
            if truth is not None and truth["speaker"] and record["speaker"]:
                shared[truth["speaker"], record["speaker"]] += _words(self.annotation.text, truth)
        golds = sorted({r["speaker"] for r in self.gold if r["speaker"]})
        names = sorted({name for _, name in shared})
        partner = {g: f"annotated {g}" for g in golds} | best_partners(golds, names, shared)
        return {**partner, NOBODY: NOBODY}


def _words(text: str, record: Record) -> int:
    return sum(count_words(text[s:e]) for s, e in record["content"])


def _attribution(record: Record) -> Attribution:
    content, cue, source = (
        tuple((s, e) for s, e in record.get(part) or ()) for part in ("content", "cue", "source")
    )
    return Attribution(
        content,
        cue,
        source,
        record.get("kind") or "indirect",
        record.get("rule") or "annotated",
        record.get("speech", True),
    )
