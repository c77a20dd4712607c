"""How often attributions are right: matched with annotated ones.

Contents are compared on letters and digits, so that quotation marks and white space never
matter. A predicted attribution matches an annotated one when their contents share at least half
of the characters that either has (intersection over union, as in the PolNeAR scorers); it is
right end to end when the source is right too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.article import DATA, Article
from helpers.thresholds import MIN_OVERLAP

GOLD = DATA / "gold"
SEED = 0  # of the bootstrap

KINDS = ("all", "direct", "indirect", "mixed")

Record = Mapping[str, Any]  # one attribution of the interchange format
Document = Mapping[str, Any]  # id, text, attributions


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted attribution that match, by index."""

    gold: int
    predicted: int
    overlap: float  # intersection over union of the contents, 0.5 to 1
    source_right: bool  # the sources share a character, or neither has one


def match_attributions(
    text: str, gold: Sequence[Record], predicted: Sequence[Record]
) -> list[Pair]:
    """Return the one-to-one matches of two lists of attributions, best overlap first."""
    contents = [[_characters(text, r["content"]) for r in rs] for rs in (gold, predicted)]
    sources = [[_characters(text, r.get("source")) for r in rs] for rs in (gold, predicted)]
    candidates = []
    for i, wanted in enumerate(contents[0]):
        for j, found in enumerate(contents[1]):
            shared = len(wanted & found)
            if not shared or shared / len(wanted | found) < MIN_OVERLAP:
                continue
            touching = bool(sources[0][i] & sources[1][j])
            right = touching if sources[0][i] else not sources[1][j]
            candidates.append((-shared / len(wanted | found), not touching, i, j, right))
    pairs: list[Pair] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for overlap, _, i, j, right in sorted(candidates):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append(Pair(i, j, -overlap, right))
    return pairs


def agreement_f1(text: str, one: Sequence[Record], other: Sequence[Record]) -> tuple[float, float]:
    """Return the F1 of two coders' contents, and of contents with the same ``source_entity``.

    It is the same from either side; NaN where neither has an attribution.
    """
    pairs = match_attributions(text, one, other)
    alike = [
        p for p in pairs if one[p.gold]["source_entity"] == other[p.predicted]["source_entity"]
    ]
    both = len(one) + len(other) or float("nan")
    return 2 * len(pairs) / both, 2 * len(alike) / both


def content_overlap(text: str, one: Any, other: Any) -> float:
    """Return the share of letters and digits of two contents that both have (0 to 1)."""
    first, second = _characters(text, one), _characters(text, other)
    return len(first & second) / max(1, len(first | second))


def score_documents(
    gold: Iterable[Document],
    predicted: Mapping[str, Document],
    *,
    speech_only: bool = False,
    resamples: int = 0,
) -> pd.DataFrame:
    """Return how often the predictions are right, one row for each kind.

    The interval is NaN without ``resamples`` (bootstrap samples of documents). Recall counts an
    attribution under its gold kind, precision under its predicted kind. A document that is not
    predicted counts as empty. With ``speech_only`` what nobody uttered (``"speech": false``) is
    neither missed nor a false alarm.
    """
    rng = np.random.default_rng(SEED)
    counts = [_count(document, predicted.get(document["id"]), speech_only) for document in gold]
    total = sum(counts, Counter())
    rows = []
    for kind in KINDS:
        row = {"kind": kind} | _rates(total, kind) | {"low": float("nan"), "high": float("nan")}
        if resamples and counts:
            picks = rng.integers(len(counts), size=(resamples, len(counts)))
            sample = [
                _rates(sum((counts[i] for i in pick), Counter()), kind)["f1"] for pick in picks
            ]
            row["low"], row["high"] = pd.Series(sample).quantile([0.025, 0.975]).tolist()
        rows.append(row)
    return pd.DataFrame(rows)


def score_scopes(
    gold: Sequence[Document], predicted: Mapping[str, Document], resamples: int = 0
) -> pd.DataFrame:
    """Return :func:`score_documents` by ``scope``: over all attributions and over speech alone."""
    tables = {
        scope: score_documents(gold, predicted, speech_only=scope == "speech", resamples=resamples)
        for scope in ("all", "speech")
    }
    return pd.concat(tables, names=["scope", ""]).reset_index(level="scope").reset_index(drop=True)


def gold_of(article: Article) -> list[dict[str, Any]] | None:
    """Return the annotated attributions of exactly this text, or None where there are none.

    ``data/gold/README.md`` explains the records, and says who annotated.
    """
    for path in sorted(GOLD.glob("*.attributions.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if document["text"] == article.text:
                return list(document["attributions"])
    return None


def compare_with_gold(
    text: str, gold: Sequence[Record], predicted: Sequence[Record]
) -> pd.DataFrame:
    """Return every annotated and every predicted attribution of one article, side by side.

    Columns: ``outcome`` (right; other source; missed; added), ``start``, ``end`` (of the gold
    content, else of the predicted one), ``overlap`` (0 to 1), ``gold``, ``predicted`` (words of the
    contents), ``gold_speaker``, ``predicted_speaker`` (canonical name or the words of the source).
    """
    pairs = match_attributions(text, gold, predicted)
    by_gold = {pair.gold: pair for pair in pairs}
    matched = {pair.predicted for pair in pairs}
    rows = []
    for index, wanted in enumerate(gold):
        pair = by_gold.get(index)
        if pair is None:
            rows.append(_row(text, "missed", wanted, None))
        else:
            outcome = "right" if pair.source_right else "other source"
            rows.append(_row(text, outcome, wanted, predicted[pair.predicted], pair.overlap))
    for index, found in enumerate(predicted):
        if index not in matched:
            rows.append(_row(text, "added", None, found))
    columns = ["outcome", "start", "end", "overlap", "gold", "predicted"]
    table = pd.DataFrame(rows, columns=[*columns, "gold_speaker", "predicted_speaker"])
    return table.sort_values(["start", "end"], kind="stable", ignore_index=True)


def _row(
    text: str, outcome: str, gold: Record | None, predicted: Record | None, overlap: float = 0.0
) -> tuple[object, ...]:
    shown: Any = gold or predicted
    start, end = shown["content"][0][0], shown["content"][-1][1]
    words = [_words(text, record["content"]) if record else "" for record in (gold, predicted)]
    speakers = [_speaker(text, record) for record in (gold, predicted)]
    return (outcome, start, end, round(overlap, 2), *words, *speakers)


def _speaker(text: str, record: Record | None) -> str:
    if record is None:
        return ""
    return record.get("source_entity") or _words(text, record.get("source")) or "nobody named"


def _words(text: str, spans: Any) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans or [])


def _characters(text: str, spans: Any) -> set[int]:
    """The letters and digits of some spans by position; all characters where there are none."""
    every = {i for start, end in spans or [] for i in range(start, end)}
    return {i for i in every if text[i].isalnum()} or every


def _count(document: Document, prediction: Document | None, speech_only: bool) -> Counter[str]:
    """The counts of one document: "KIND gold", "KIND predicted", "KIND recalled" and so on."""
    text = document["text"]
    every = [r for r in document["attributions"] if _characters(text, r["content"])]
    found = (prediction or {"attributions": []})["attributions"]
    found = [r for r in found if _characters(text, r["content"])]
    if speech_only:
        found = [r for r in found if r.get("speech", True)]
    gold = [r for r in every if r.get("speech", True) or not speech_only]
    outside = [r for r in every if not r.get("speech", True)] if speech_only else []
    pairs = match_attributions(text, gold, found)
    used = {pair.predicted for pair in pairs}
    rest = [r for i, r in enumerate(found) if i not in used]
    forgiven = {pair.predicted for pair in match_attributions(text, outside, rest)}
    counted = [found[i] for i in sorted(used)]
    counted += [r for i, r in enumerate(rest) if i not in forgiven]
    count: Counter[str] = Counter()
    for record in gold:
        count.update(f"{kind} gold" for kind in ("all", record["kind"]))
    for record in counted:
        count.update(f"{kind} predicted" for kind in ("all", record["kind"]))
    for pair in pairs:
        wanted, given = gold[pair.gold]["kind"], found[pair.predicted]["kind"]
        named = bool(_characters(text, gold[pair.gold].get("source")))
        for kind in ("all", wanted):
            count.update({f"{kind} recalled": 1, f"{kind} right": pair.source_right})
            count.update({f"{kind} named": named, f"{kind} source": named and pair.source_right})
        for kind in ("all", given):
            count.update({f"{kind} precise": 1, f"{kind} correct": pair.source_right})
    return count


def _rates(count: Counter[str], kind: str) -> dict[str, float]:
    gold, predicted = count[f"{kind} gold"], count[f"{kind} predicted"]

    def f1(recalled: int, precise: int) -> tuple[float, float, float]:
        recall = recalled / gold if gold else float(not predicted)
        precision = precise / predicted if predicted else float(not gold)
        together = precision + recall
        return precision, recall, 2 * precision * recall / together if together else 0.0

    precision, recall, both = f1(count[f"{kind} right"], count[f"{kind} correct"])
    named = count[f"{kind} named"]
    return {
        "gold": gold,
        "predicted": predicted,
        "precision": precision,
        "recall": recall,
        "f1": both,
        "content_f1": f1(count[f"{kind} recalled"], count[f"{kind} precise"])[2],
        "source": count[f"{kind} source"] / named if named else float("nan"),
    }
