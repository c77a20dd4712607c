"""Causes of the error of shares of voice: how much of it comes from which kind of mistake.

The predictions of an article are mended one kind of mistake at a time, with what people
annotated: contents that were missed are put in, those that are none are taken out, edges and
sources are set right, and mentions are given to the speaker whom the annotation names. Since the
gain of a mend depends on what was mended before it, each cause is given the mean of its gains over
all orders (Shapley's value; Shorrocks 2013, "Decomposition procedures for distributional analysis:
a unified framework based on the Shapley value", Journal of Economic Inequality 11). The parts add
up to the whole error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any

from helpers.annotation import Annotation, annotate_many
from helpers.article import article_from_text, count_words
from helpers.attribution.attribution import Attribution
from helpers.evaluation.attribution_scores import Document, Record, match_attributions
from helpers.evaluation.share_errors import NOBODY, share_error
from helpers.speakers import find_actors
from helpers.speakers.actor import UNATTRIBUTED
from helpers.speakers.pronouns import BODY, FIRST_PERSON, GENDERS, PLURAL

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# cause -> what it is, in the order of the table
CAUSES = {
    "missed": "speech that the program does not find",
    "added": "what it takes for speech and people do not",
    "edges": "contents that begin or end elsewhere",
    "source": "the wrong source, or none",
    "pronouns": "he, she, it or they given to the wrong speaker",
    "names": "a speaker's name given to another, or two names of one speaker not joined",
    "descriptions": "a description or role given to the wrong speaker",
}
JOINING = ("pronouns", "names", "descriptions")
ATTRIBUTION = ("missed", "added", "edges", "source")
_PRONOUNS = frozenset({*GENDERS, *BODY, *PLURAL, *FIRST_PERSON, "who", "this", "that", "which"})
Part = frozenset[str]
Joined = tuple[dict[str, Any], Record | None]  # a record, and what it should be


def share_causes(
    gold: Iterable[Document],
    predicted: Mapping[str, Document],
    *,
    resamples: int = 1000,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return what part of the error of the shares of voice each kind of mistake makes.

    The predicted contents and sources are joined to speakers anew, with the speech and the
    beliefs that the file holds.

    Columns: ``cause`` (those of ``CAUSES``, their sums for attribution and for joining, and all),
    ``records`` (how many are concerned), ``part`` (of the mean error; the parts add up to it),
    ``low``, ``high`` (95 % interval over ``resamples`` bootstrap samples of articles), ``alone``
    (the error that were left if this were the only kind of mistake).
    """
    import numpy as np
    import pandas as pd

    documents = [d for d in gold if any(r.get("speaker") for r in d["attributions"])]
    articles = (
        article_from_text(d["text"], any_language=True, normalise_newlines=False) for d in documents
    )
    totals: Counter[str] = Counter()
    parts, alone = [], []
    for document, annotation in zip(documents, annotate_many(articles), strict=True):
        found = predicted.get(document["id"], {"attributions": []})["attributions"]
        cases = Cases(annotation, document["attributions"], found)
        errors = {mended: cases.error(mended) for mended in _subsets()}
        parts.append(shapley(errors.__getitem__))
        alone.append({c: errors[frozenset(CAUSES) - {c}] for c in CAUSES})
        for several in (ATTRIBUTION, JOINING):
            alone[-1]["+".join(several)] = errors[frozenset(CAUSES) - set(several)]
        totals.update(cases.counts())
    picks = rng.integers(len(documents), size=(resamples, len(documents)))
    rows = []
    for label, causes in (
        *((c, (c,)) for c in CAUSES),
        ("attribution", ATTRIBUTION),
        ("joining", JOINING),
        ("all", tuple(CAUSES)),
    ):
        values = np.array([sum(part[c] for c in causes) for part in parts])
        left = np.mean([a.get("+".join(causes), np.nan) for a in alone])
        low, high = np.quantile(values[picks].mean(axis=1), [0.025, 0.975])
        records = sum(totals[c] for c in causes)
        left = values.mean() if label == "all" else left
        rows.append((label, records, values.mean(), low, high, left))
    return pd.DataFrame(rows, columns=["cause", "records", "part", "low", "high", "alone"])


def shapley(error: Callable[[Part], float]) -> dict[str, float]:
    """Return each cause's mean gain over all orders of mending; they add up to the error.

    >>> parts = shapley(lambda mended: 0.0 if "edges" in mended else 0.3)
    >>> round(parts["edges"], 6), parts["names"]
    (0.3, 0.0)
    """
    n = len(CAUSES)
    return {
        cause: sum(
            factorial(len(mended))
            * factorial(n - len(mended) - 1)
            / factorial(n)
            * (error(mended) - error(mended | {cause}))
            for mended in _subsets()
            if cause not in mended
        )
        for cause in CAUSES
    }


def _subsets() -> list[Part]:
    return [frozenset(c) for n in range(len(CAUSES) + 1) for c in combinations(CAUSES, n)]


class Cases:
    """The annotated and the predicted attributions of an article, matched, with what is mended."""

    def __init__(self, annotation: Annotation, gold: list[Record], found: list[Record]) -> None:
        self.annotation = annotation
        self.gold = gold
        self.found = [r for r in found if r.get("speech", True)]
        self.beliefs = [r for r in found if not r.get("speech", True)]
        self.pairs = match_attributions(annotation.text, gold, self.found)
        matched = ({p.gold for p in self.pairs}, {p.predicted for p in self.pairs})
        self.missed = [r for n, r in enumerate(gold) if n not in matched[0]]
        self.added = [r for n, r in enumerate(self.found) if n not in matched[1]]
        self._joined: dict[Part, list[Joined]] = {}

    def error(self, mended: Part) -> float:
        """The error of the shares of voice after some kinds of mistakes are mended."""
        base = mended & frozenset(ATTRIBUTION)
        if base not in self._joined:
            self._joined[base] = self._joined_after(base)
        records = self._joined[base]
        if mended & frozenset(JOINING):
            partner = self._partners(records)
            records = [(self._with_truth(r, truth, partner, mended), truth) for r, truth in records]
        return share_error(self.annotation.text, self.gold, [r for r, _ in records])

    def counts(self) -> dict[str, int]:
        """How many records each cause concerns."""
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
        """The kind of mention that a source is: one of ``JOINING``."""
        words = self._source_words(truth)
        if len(words) == 1 and words[0].casefold() in _PRONOUNS:
            return "pronouns"
        named = set(re.findall(r"\w+", truth["speaker"].casefold()))
        capital = {word.casefold() for word in words if word[0].isupper()}
        return "names" if capital & named else "descriptions"

    def _source_words(self, record: Record) -> list[str]:
        text = self.annotation.text
        return [w for s, e in record.get("source") or [] for w in re.findall(r"\w+", text[s:e])]

    def _joined_after(self, mended: Part) -> list[Joined]:
        """The records after mends of attribution, joined by the program.

        Beside each stands the annotated record whose speaker it should have; None where there is
        none, or where its source is another's.
        """
        records: list[Joined] = []
        for pair in self.pairs:
            truth, record = self.gold[pair.gold], dict(self.found[pair.predicted])
            if "edges" in mended:
                record["content"] = truth["content"]
            if "source" in mended and not pair.source_right:
                record["source"] = truth.get("source") or []
            right = pair.source_right or "source" in mended
            records.append((record, truth if right else None))
        if "missed" in mended:
            records += [(dict(r), r) for r in self.missed]
        if "added" not in mended:
            records += [(dict(r), None) for r in self.added]
        attributions = [_attribution(r) for r, _ in records]
        attributions += [_attribution(r) for r in self.beliefs]
        _, joined = find_actors(self.annotation, attributions)
        for (record, _), attribution in zip(records, joined, strict=False):
            nobody = attribution.speaker == UNATTRIBUTED
            record["speaker"] = NOBODY if nobody else attribution.speaker
        return records

    def _partners(self, records: list[Joined]) -> dict[str, str]:
        """Annotated speaker -> the predicted one to whom most of their words are given.

        Nobody is two speakers' partner; who is left is called by the annotated name.
        """
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        shared: Counter[tuple[str, str]] = Counter()
        for record, truth in records:
            if truth is not None and truth["speaker"] and record["speaker"]:
                shared[truth["speaker"], record["speaker"]] += _words(self.annotation.text, truth)
        golds = sorted({r["speaker"] for r in self.gold if r["speaker"]})
        names = sorted({name for _, name in shared})
        table = np.array([[shared[g, n] for n in names] for g in golds], dtype=float)
        rows, columns = linear_sum_assignment(-table.reshape(len(golds), len(names)))
        partner = {g: f"annotated {g}" for g in golds}
        for r, c in zip(rows, columns, strict=True):
            if table[r, c] > 0:
                partner[golds[r]] = names[c]
        return {**partner, NOBODY: NOBODY}

    def _with_truth(
        self, record: dict[str, Any], truth: Record | None, partner: Mapping[str, str], mended: Part
    ) -> dict[str, Any]:
        if truth is None or self.form(truth) not in mended:
            return record
        return {**record, "speaker": partner[truth["speaker"]]}


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
