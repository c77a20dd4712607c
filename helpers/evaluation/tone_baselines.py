"""Baselines of tone, on NewsMTSC: the sign of a lexicon's valence.

NewsMTSC (Hamborg & Donnay 2021, "NewsMTSC: a dataset for (multi-)target-dependent sentiment
classification in political news articles", EACL) has sentences of US political news with the
author's tone toward one person. The baselines do not know the person: the valence of the whole
sentence is taken for the tone, as users of lexicons on news do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from helpers.evaluation.benchmarks import annotate_texts
from helpers.evaluation.classification_scores import bootstrap_weights, macro_f1, with_interval
from helpers.measures.stance.tone_model import LABELS
from helpers.measures.tone.scored_units import MASKINGS, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, vote
from helpers.statistics import wilson_interval

MAJORITY, VOTE, NOT_READ = "majority", "vote", "not read"


def lexicon_labels(targets: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the tone that each lexicon and their vote give to each target's text.

    Columns: ``text``, ``tone`` (as annotated), ``lexicon`` (a name; "vote": what more than half of
    the lexicons say, else neutral; "majority": the most frequent tone for all), ``masking`` (one
    of ``MASKINGS``; "not read" for the majority), ``read_as`` (the tone given).
    """
    texts = [str(target["text"]) for target in targets]
    tones = [str(target["label"]) for target in targets]
    masked = _masked_texts(texts)
    guesses = {(MAJORITY, NOT_READ): [max(LABELS, key=tones.count)] * len(texts)}
    for masking in MASKINGS:
        signs = {
            name: [sign(lexicon(masked[text][masking]).value, name) for text in texts]
            for name, lexicon in LEXICONS.items()
        }
        signs[VOTE] = [vote(ballot) for ballot in zip(*signs.values(), strict=True)]
        guesses |= {(name, masking): labels for name, labels in signs.items()}
    tables = [
        pd.DataFrame(
            {"text": texts, "tone": tones, "lexicon": name, "masking": masking, "read_as": labels}
        )
        for (name, masking), labels in guesses.items()
    ]
    return pd.concat(tables, ignore_index=True)


def score_lexicons(labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each lexicon gives the annotated tone, from :func:`lexicon_labels`.

    The bootstrap draws texts, since the targets of one text are scored alike.
    """
    rows = []
    weights: NDArray | None = None
    for (lexicon, masking), group in labels.groupby(["lexicon", "masking"], sort=False):
        gold, guess = group["tone"].to_numpy(), group["read_as"].to_numpy()
        if weights is None:  # the same for all lexicons, which have the same targets
            weights = bootstrap_weights(group["text"].tolist())
        score = partial(macro_f1, gold, guess, LABELS)
        accuracy = float((gold == guess).mean())
        rows.append((lexicon, masking, len(gold), accuracy, *with_interval(score, weights)))
    columns = ["lexicon", "masking", "n", "accuracy", "macro_f1", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def confusion(labels: pd.DataFrame) -> pd.DataFrame:
    """Return the tones that each lexicon gives to the sentences of each annotated tone, masked."""
    rows = []
    masked = labels[labels["masking"] == MASKINGS[-1]].groupby(["lexicon", "tone"])
    for lexicon in (*LEXICONS, VOTE):
        for tone in LABELS:
            given = masked.get_group((lexicon, tone))["read_as"]
            for label in LABELS:
                count, n = int((given == label).sum()), len(given)
                rows.append((lexicon, tone, label, count, n, count / n, *wilson_interval(count, n)))
    columns = ["lexicon", "tone", "read_as", "count", "n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _masked_texts(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Each text as the lexicons read it, by masking."""
    found = {}
    for text, annotation in zip(texts, annotate_texts(texts, passage=True), strict=True):
        whole = pd.DataFrame([{"unit": 0, "speaker": "", "start": 0, "end": len(text)}])
        found[text] = {
            masking: next(masked_units(annotation, whole, masking=masking)).scored
            for masking in MASKINGS
        }
    return found
