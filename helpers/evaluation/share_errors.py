"""Error of the share of voice: how far the shares of an article's speakers are from the truth.

For an article with annotated speakers, p(s) is the share of speaker s in all words of annotated
speech, and q(t) the share of predicted speaker t; words without a named speaker are a voice of
their own. Predicted speakers are paired one to one with annotated ones so that as many words as
possible are shared. The error is the total variation distance, half the sum of |p(s) - q(t)| over
the pairs and over the speakers without a partner (there the other share is 0): 0 if all shares are
right, 1 if none is. Two speakers that are merged and one that is split add to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.article import DATA, count_words
from helpers.evaluation.attribution_scores import Document, Record
from helpers.lexicons import load_lexicon
from helpers.speakers import NARRATOR

NOBODY = ""
SEED = 0  # of the bootstrap
SIMULATION_SEED = 2026  # of the simulation that findings use, the same in every run
POLNEAR_SPEAKERS = "polnear_speakers"
_STABILITY = ["speaker", "attributions", "share", "low", "high", "first"]
Naming = Callable[[str, Record], str]


def share_error(text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> float:
    """Return the error of the shares of voice of one article (0 to 1).

    Of annotated and predicted attributions, ``speaker`` names who speaks ("" for nobody).
    """
    shares = [_shares(text, records) for records in (gold, predicted)]
    if not any(shares):
        return 0.0
    if not all(shares):
        return 1.0
    golds, names = ([name for name in share if name != NOBODY] for share in shares)
    shared = {(s, t): _common(text, gold, predicted, s, t) for s in golds for t in names}
    partner = {**best_partners(golds, names, shared), NOBODY: NOBODY}
    pairs = [(p, shares[1].get(partner.get(s, "\0"), 0.0)) for s, p in shares[0].items()]
    without = set(shares[1]) - {partner[s] for s in shares[0] if s in partner}
    pairs += [(0.0, shares[1][t]) for t in without]
    return sum(abs(p - q) for p, q in pairs) / 2


def best_partners(
    golds: Sequence[str], names: Sequence[str], shared: Mapping[tuple[str, str], int]
) -> dict[str, str]:
    """Return the predicted speaker of each annotated one, so that the most words are ``shared``.

    Each predicted speaker is the partner of one annotated speaker at most; speakers that share no
    word with any are left out.
    """
    from scipy.optimize import linear_sum_assignment

    table = np.array([[shared[g, n] for n in names] for g in golds], dtype=float)
    rows, columns = linear_sum_assignment(-table.reshape(len(golds), len(names)))
    pairs = zip(rows, columns, strict=True)
    return {golds[r]: names[c] for r, c in pairs if table[r, c] > 0}


def share_errors(
    gold: Iterable[Document], predicted: Mapping[str, Document], resamples: int = 1000
) -> pd.DataFrame:
    """Return the mean error of the shares of voice, for this program and for simpler ways.

    Speakers are joined by this program, by last name, or not at all; for the articles of
    ``POLNEAR_SPEAKERS`` they are also named by a second language model from the annotated contents.
    """
    documents = [d for d in gold if any(r.get("speaker") for r in d["attributions"])]
    found = [predicted.get(d["id"], {"attributions": []})["attributions"] for d in documents]
    speech = [[r for r in records if r.get("speech", True)] for records in found]
    ways = {
        label: [
            [{"content": r["content"], "speaker": naming(d["text"], r)} for r in records]
            for d, records in zip(documents, speech, strict=True)
        ]
        for label, naming in _NAMINGS.items()
    }
    second = {d["id"]: d["attributions"] for d in with_speakers(documents, "second")}
    if len(second) == len(documents):
        ways["named by a second language model"] = [second[d["id"]] for d in documents]
    picks = np.random.default_rng(SEED).integers(len(documents), size=(resamples, len(documents)))
    rows = []
    for label, named in ways.items():
        errors = [
            share_error(d["text"], d["attributions"], records)
            for d, records in zip(documents, named, strict=True)
        ]
        low, high = np.quantile(np.array(errors)[picks].mean(axis=1), [0.025, 0.975])
        rows.append((label, len(errors), float(np.mean(errors)), float(low), float(high)))
    return pd.DataFrame(rows, columns=["speakers", "articles", "error", "low", "high"])


def with_speakers(documents: Iterable[Document], column: str = "speaker") -> list[Document]:
    """Return the documents whose speakers are in ``data/gold/polnear_speakers.tsv``.

    Each keeps the attributions that are speech, with the ``speaker`` of a column: "speaker" (named
    by a language model) or "second" (by another one).
    """
    columns = ("article", "start", "end")
    speakers: dict[str, dict[tuple[int, int], str]] = {}
    for entry in load_lexicon(POLNEAR_SPEAKERS, columns, DATA / "gold"):
        place = (int(entry["start"]), int(entry["end"]))
        speakers.setdefault(entry["article"], {})[place] = entry[column]
    return [
        {
            **document,
            "attributions": [
                {**r, "speaker": names[place]}
                for r in document["attributions"]
                if (place := (r["content"][0][0], r["content"][-1][1])) in names
            ],
        }
        for document in documents
        if (names := speakers.get(document["id"]))
    ]


def with_entities(documents: Iterable[Document]) -> list[Document]:
    """Return documents whose golds carry ``source_entity``, with it as the ``speaker``."""
    return [
        {
            **d,
            "attributions": [
                {**r, "speaker": r.get("source_entity") or NOBODY}
                for r in d["attributions"]
                if r.get("speech", True)
            ],
        }
        for d in documents
    ]


def error_rates(measured: pd.DataFrame) -> tuple[float, float]:
    """Return ``(false_content, wrong_source)`` of speech, from ``attribution_polnear_dev``."""
    row = measured[(measured["scope"] == "speech") & (measured["kind"] == "all")].iloc[0]
    return float(1 - row["precision"] / row["source"]), float(1 - row["source"])


def stability_of_shares(
    segments: pd.DataFrame,
    *,
    false_content: float,
    wrong_source: float,
    rng: np.random.Generator,
    draws: int = 4000,
) -> pd.DataFrame:
    """Return how far each speaker's share of speech can be trusted, by simulation.

    In each draw every attribution errs by chance, independently of the others: at the rate
    ``false_content`` it is no speech at all, and its words are the narrator's; otherwise, at the
    rate ``wrong_source``, it is another speaker's, drawn evenly from those of the article. What
    no rule found cannot be simulated, so the true uncertainty is wider.

    Columns: ``speaker``, ``attributions``, ``share`` (of all attributed words, 0 to 1), ``low``,
    ``high`` (the middle 95% of the draws), ``first`` (share of the draws in which this speaker
    has the most words); largest share first.
    """
    spoken = segments[segments["speaker"] != NARRATOR]
    sizes = spoken.groupby(["attribution", "speaker"], sort=True)["words"].sum().reset_index()
    names = list(dict.fromkeys(sizes["speaker"]))
    words = sizes["words"].to_numpy(dtype=float)
    owner = np.array([names.index(name) for name in sizes["speaker"]], dtype=int)
    if not names:
        return pd.DataFrame(columns=_STABILITY)
    shape = (draws, len(owner))
    false = rng.random(shape) < false_content
    moved = rng.random(shape) < wrong_source
    # a step of 1 .. n-1 round the list of names reaches every other speaker equally often
    step = rng.integers(1, max(len(names), 2), size=shape)
    who = np.where(moved & (len(names) > 1), (owner + step) % len(names), owner)
    simulated = np.zeros((draws, len(names)))
    for speaker in range(len(names)):
        simulated[:, speaker] = (words * ((who == speaker) & ~false)).sum(axis=1)
    total = simulated.sum(axis=1, keepdims=True)
    shares = np.divide(simulated, total, out=np.zeros_like(simulated), where=total > 0)
    lead = np.where(total[:, 0] > 0, simulated.argmax(axis=1), -1)
    rows = []
    for index, name in enumerate(names):
        own = owner == index
        low, high = np.quantile(shares[:, index], [0.025, 0.975])
        share = words[own].sum() / words.sum()
        rows.append((name, int(own.sum()), share, low, high, float((lead == index).mean())))
    table = pd.DataFrame(rows, columns=_STABILITY)
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _own(text: str, record: Record) -> str:
    return " ".join(text[s:e] for s, e in record.get("source") or []).casefold()


_NAMINGS: dict[str, Naming] = {
    # as in the shares that the program reports
    "joined by this program": lambda _, record: record.get("source_entity") or NOBODY,
    "joined by the last word of the source": lambda *source: (_own(*source).split() or [NOBODY])[
        -1
    ],
    "each source string by itself": _own,
}


def _shares(text: str, records: Sequence[Record]) -> dict[str, float]:
    words: Counter[str] = Counter()
    for record in records:
        words[record["speaker"]] += sum(count_words(text[s:e]) for s, e in record["content"])
    total = sum(words.values())
    return {name: count / total for name, count in words.items()} if total else {}


def _common(
    text: str, gold: Sequence[Record], predicted: Sequence[Record], one: str, other: str
) -> int:
    """The number of words that are given to both speakers."""
    return sum(
        count_words(text[max(s, start) : min(e, end)])
        for g in gold
        if g["speaker"] == one
        for p in predicted
        if p["speaker"] == other
        for s, e in g["content"]
        for start, end in p["content"]
        if max(s, start) < min(e, end)
    )
