"""Error of the share of voice: how far the shares of an article's speakers are from the truth.

For an article with annotated speakers, p(s) is the share of speaker s in all words of annotated
speech, and q(t) the share of predicted speaker t in all words of predicted speech; words that
nobody is named for are a voice of their own. Predicted speakers are paired one to one with
annotated ones so that as many words as possible are shared between the contents of each pair.
The error is the total variation distance, half the sum of |p(s) - q(t)| over the pairs and over
who is left without a partner (there the other share is 0). It is 0 where the shares are right,
1 where nothing is; whoever merges two speakers or splits one pays for it, since only one of the
two finds a partner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article import DATA, count_words
from helpers.evaluation.attribution_scores import Document, Record
from helpers.lexicons import load_lexicon

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NOBODY = ""
POLNEAR_SPEAKERS = "polnear_speakers"
Naming = Callable[[str, Record], str]


def share_error(text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> float:
    """Return the error of the shares of voice of one article (0 to 1).

    Args:
        text: the article.
        gold: annotated attributions; ``speaker`` names who speaks ("" for nobody).
        predicted: predicted ones, in the same form.

    >>> text = "It rains, Kim said. It snows, Lee said."
    >>> truth = [{"content": [[0, 8]], "speaker": "Kim"}, {"content": [[20, 28]], "speaker": "Lee"}]
    >>> one_voice = [dict(record, speaker="Kim") for record in truth]
    >>> share_error(text, truth, truth), share_error(text, truth, one_voice)
    (0.0, 0.5)
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    shares = [_shares(text, records) for records in (gold, predicted)]
    if not any(shares):
        return 0.0
    if not all(shares):
        return 1.0
    names = [[name for name in share if name != NOBODY] for share in shares]
    common = np.array(
        [[_common(text, gold, predicted, s, t) for t in names[1]] for s in names[0]], dtype=float
    ).reshape(len(names[0]), len(names[1]))
    rows, columns = linear_sum_assignment(-common)
    partner = {
        names[0][r]: names[1][c] for r, c in zip(rows, columns, strict=True) if common[r, c] > 0
    }
    partner[NOBODY] = NOBODY
    left = set(shares[1]) - set(partner.values())
    distance = sum(abs(p - shares[1].get(partner.get(s, "\0"), 0.0)) for s, p in shares[0].items())
    if NOBODY not in shares[0]:
        distance += shares[1].get(NOBODY, 0.0)
    return float(distance + sum(shares[1][t] for t in left if t != NOBODY)) / 2


def share_errors(
    gold: Iterable[Document],
    predicted: Mapping[str, Document],
    *,
    resamples: int = 1000,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the mean error of the shares of voice, for this program and for simpler ways.

    Columns: ``speakers are`` (joined by this program; joined by last name; each source string a
    speaker of its own; and, where there is one, a second reader of the annotated contents),
    ``articles``, ``error`` (mean, 0 to 1), ``low``, ``high`` (95 % interval over ``resamples``
    bootstrap samples of articles).
    """
    import numpy as np
    import pandas as pd

    documents = [d for d in gold if any(r.get("speaker") for r in d["attributions"])]
    second = {d["id"]: d for d in with_speakers(documents, "second")}
    ways: dict[str, list[float]] = {}
    for label, naming in _NAMINGS.items():
        ways[label] = [
            share_error(
                d["text"],
                d["attributions"],
                [
                    {"content": r["content"], "speaker": naming(d["text"], r)}
                    for r in predicted.get(d["id"], {"attributions": []})["attributions"]
                    if r.get("speech", True)
                ],
            )
            for d in documents
        ]
    if len(second) == len(documents):
        ways["read by a second reader"] = [
            share_error(d["text"], d["attributions"], second[d["id"]]["attributions"])
            for d in documents
        ]
    rows = []
    picks = rng.integers(len(documents), size=(resamples, len(documents)))
    for label, errors in ways.items():
        low, high = np.quantile(np.array(errors)[picks].mean(axis=1), [0.025, 0.975])
        rows.append((label, len(errors), float(np.mean(errors)), float(low), float(high)))
    return pd.DataFrame(rows, columns=["speakers are", "articles", "error", "low", "high"])


def with_speakers(
    documents: Iterable[Document], reader: str = "speaker", folder: Path = DATA / "gold"
) -> list[Document]:
    """Return the documents whose speakers were annotated (``data/gold/polnear_speakers.tsv``).

    Each keeps the attributions that are speech, with their ``speaker`` as the first reader has
    it, or the ``second``.

    Raises:
        LexiconError: the table can't be read.
    """
    columns = ("article", "start", "end")
    speakers: dict[str, dict[tuple[int, int], str]] = {}
    for entry in load_lexicon(POLNEAR_SPEAKERS, columns, folder):
        place = (int(entry["start"]), int(entry["end"]))
        speakers.setdefault(entry["article"], {})[place] = entry[reader]
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


def _joined(text: str, record: Record) -> str:
    return record.get("source_entity") or _own(text, record)


def _own(text: str, record: Record) -> str:
    return " ".join(text[s:e] for s, e in record.get("source") or []).casefold()


def _last_name(text: str, record: Record) -> str:
    words = _own(text, record).split()
    return words[-1] if words else NOBODY


_NAMINGS: dict[str, Naming] = {
    "joined by this program": _joined,
    "joined by the last word of the source": _last_name,
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
    """Words that both speakers are given."""
    shared = 0
    for g in gold:
        for p in predicted if g["speaker"] == one else ():
            if p["speaker"] == other:
                for s, e in g["content"]:
                    for start, end in p["content"]:
                        if max(s, start) < min(e, end):
                            shared += count_words(text[max(s, start) : min(e, end)])
    return shared
