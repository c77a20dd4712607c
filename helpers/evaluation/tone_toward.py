"""How far ``tone_toward`` can be trusted: against the tone that people read toward a person.

NewsMTSC (Hamborg & Donnay 2021, EACL) marks one person in a sentence of US political news, and
five readers said how the sentence speaks of this person. The person marked is the target, so that
errors of attribution play no part; the sentence counts as the author's, quotations included, as it
did for the readers. The lists were made with the training part in view and read once on this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.annotation import annotate_many
from helpers.article import article_from_text
from helpers.evaluation.results import RESULTS
from helpers.evaluation.samples import bootstrap_weights, f1, interval, macro_f1, share
from helpers.evaluation.valence import DRAWS, LABELS, SEED, load_targets, readings
from helpers.measures.stance.targets import targets
from helpers.measures.stance.word_rules.polarity import toward
from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.valence_lexicons import LEXICONS, sign
from helpers.speakers import Actor, Mention
from helpers.voices import voice_segments

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PARTS = {"dev": "newsmtsc-dev.jsonl", "multitarget dev": "newsmtsc-dev-multitarget.jsonl"}
TIED = "tone_toward"
ELSE_LEXICONS = "tone_toward, else VADER and AFINN where they agree"
_LABEL = {-1: "negative", 0: "neutral", 1: "positive"}


def tone_of(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, bool]]:
    """Return, for each target of NewsMTSC, the polarity (-1, 0, 1) and whether any word fired.

    Args:
        rows: dicts with ``text``, ``target`` and ``further_mentions`` (offsets into the text).
    """
    texts = list(dict.fromkeys(str(row["text"]) for row in rows))
    articles = [
        article_from_text(t, any_language=True, normalise_newlines=False, passage=True)
        for t in texts
    ]
    annotations = dict(zip(texts, annotate_many(articles), strict=True))
    tones = []
    for row in rows:
        annotation = annotations[row["text"]]
        segments = voice_segments(annotation, [])
        actors = [_marked(row)]
        spoken_of = targets(annotation, [], actors, segments)
        signs = toward(annotation, spoken_of, actors, segments)["polarity"].tolist()
        tones.append((int(np.sign(sum(signs))), bool(signs)))
    return tones


def _marked(row: Mapping[str, Any]) -> Actor:
    spans = [row["target"], *row.get("further_mentions", ())]
    mentions = tuple(Mention(start, end, "name", "marked") for start, end in spans)
    return Actor("target", "person", "", False, (), mentions)


def guesses(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[NDArray, NDArray]]:
    """Return for each method its labels and whether it had any evidence, target by target."""
    gold = [row["label"] for row in rows]
    most = max(LABELS, key=gold.count)
    tones = tone_of(rows)
    fires = np.array([fired for _, fired in tones])
    masked = readings([str(row["text"]) for row in rows])
    signs = {
        name: [sign(lexicon(masked[row["text"]][MASKINGS[-1]]).value, name) for row in rows]
        for name, lexicon in LEXICONS.items()
    }
    tied = [_LABEL[tone] for tone, _ in tones]
    agreed = [
        v if v == a else "neutral" for v, a in zip(signs["VADER"], signs["AFINN"], strict=True)
    ]
    filled = [t if fired else a for t, (_, fired), a in zip(tied, tones, agreed, strict=True)]
    found = {"majority": (np.full(len(rows), most), np.ones(len(rows), bool))}
    for name, labels in signs.items():
        found[name] = (np.array(labels), np.array(labels) != "neutral")
    found[TIED] = (np.array(tied), fires)
    found[ELSE_LEXICONS] = (np.array(filled), fires | (np.array(agreed) != "neutral"))
    return found


def evaluate_tone(
    part: str, rows: Sequence[Mapping[str, Any]], rng: np.random.Generator, *, draws: int = DRAWS
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how often each method reads the tone as people did, and its confusions.

    Columns of the first table:
        part, method, n (targets).
        fires: share of the targets for which the method has any evidence.
        right_where_it_fires, right_low, right_high: share of these with the right label, with
            its 95 % bootstrap interval over texts.
        accuracy: over all targets, no evidence read as neutral.
        macro_f1, low, high: mean of the labels' F1 with its 95 % bootstrap interval.
        f1_negative, f1_neutral, f1_positive.

    Columns of the second: part, method, gold (label), negative, neutral, positive (numbers of
    targets to which the method gives this label).
    """
    import pandas as pd

    gold = np.array([row["label"] for row in rows])
    weights = bootstrap_weights([row["text"] for row in rows], rng, draws)
    once = np.ones((1, len(rows)))
    scores, confusions = [], []
    for method, (guess, fires) in guesses(rows).items():
        right = guess == gold

        def macro(w: NDArray, guess: NDArray = guess) -> NDArray:
            return macro_f1(gold, guess, LABELS, w)

        def correct(w: NDArray, right: NDArray = right, fires: NDArray = fires) -> NDArray:
            return share(right, fires, w)

        low, high = interval(macro, weights)
        right_low, right_high = interval(correct, weights)
        scores.append(
            {
                "part": part,
                "method": method,
                "n": len(rows),
                "fires": float(fires.mean()),
                "right_where_it_fires": float(correct(once)[0]),
                "right_low": right_low,
                "right_high": right_high,
                "accuracy": float(right.mean()),
                "macro_f1": float(macro(once)[0]),
                "low": low,
                "high": high,
                **{f"f1_{label}": float(f1(gold, guess, label, once)[0]) for label in LABELS},
            }
        )
        for label in LABELS:
            counts = {other: int(((gold == label) & (guess == other)).sum()) for other in LABELS}
            confusions.append({"part": part, "method": method, "gold": label, **counts})
    return pd.DataFrame(scores), pd.DataFrame(confusions)


def write_results(benchmarks: Path, folder: Path = RESULTS, parts: Iterable[str] = PARTS) -> None:
    """Measure on NewsMTSC's development parts and write the two tables of results.

    Args:
        benchmarks: the folder ``benchmarks`` of the shared material.
        folder: where the tables go.
        parts: keys of ``PARTS``.
    """
    import pandas as pd

    tables = [
        evaluate_tone(
            part, load_targets(benchmarks / "sentiment" / PARTS[part]), np.random.default_rng(SEED)
        )
        for part in parts
    ]
    for name, index in (("tone_toward_newsmtsc", 0), ("tone_toward_confusions", 1)):
        table = pd.concat([pair[index] for pair in tables])
        path = folder / f"{name}.csv"
        table.to_csv(path, index=False, float_format="%.4f", lineterminator="\n")
