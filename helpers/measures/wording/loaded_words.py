"""Loaded words: words that carry a judgement beyond what they report, in each voice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.attribution.fitted.confidence import probability
from helpers.attribution.fitted.weights import score
from helpers.lexicons import load_lexicon
from helpers.measures.shared.hits import Rows, hit, hits_table, listed, rows_of
from helpers.measures.wording.loaded_features import BIAS, Features, by_sentence
from helpers.statistics import wilson_interval
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

LEAST = 0.15  # a word less likely marked than this costs more precision than recall (F1 on train)
COLUMNS = ("likelihood", "reasons")
_REASONS = 3
# Features that tell of a word's place only: no reasons by themselves.
_GRAMMAR = (BIAS, "pos=", "tag=", "role=", "head=", "entity=", "letters", "listed, ")


def loaded_words(
    annotation: Annotation, segments: pd.DataFrame, *, least: float = LEAST
) -> pd.DataFrame:
    """Return one row for each word that readers would likely mark as loaded.

    A logistic regression over what is known of a word (which lexicons hold it, its part of speech
    and role, its ending, what stands around it) says how likely trained readers mark it. Its
    weights are the table ``data/lexicons/loaded_word_weights.tsv``; no word has a weight of its
    own. How often it is right stands in ``data/results/loaded_words_babe.csv``: two of three
    words that it finds, no reader marked. It points at words to read.

    Args:
        annotation: the article's.
        segments: the voices (``helpers.voices.voice_segments``).
        least: the likelihood from which on a word is a hit.

    Columns:
        start, end, text: the word; speaker, unit: the voice it stands in.
        measure: "loaded word"; category: "author" for the narrator's own words, else "speaker".
        entry: the lemma.
        likelihood: that readers mark it, 0 to 1.
        reasons: what speaks most for it, strongest first; "" where only its place does.

    Bias by word choice and its annotation: Spinde et al. (2021), "Neural media bias detection
    using distant supervision with BABE", Findings of EMNLP, 1166-1177; features of loaded
    language: Recasens, Danescu-Niculescu-Mizil & Jurafsky (2013), "Linguistic models for
    analyzing and detecting biased language", ACL, 1650-1659.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "The senator met farmers. His shamelessly dishonest cronies ranted."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> loaded_words(annotation, voice_segments(annotation, []))["text"].tolist()
    ['shamelessly', 'dishonest', 'ranted']
    """
    return hits_table(_evidence(annotation, VoiceIndex(segments), least), COLUMNS)


@rows_of(loaded_words)
def _evidence(annotation: Annotation, voices: VoiceIndex, least: float = LEAST) -> Rows:
    weights = load_weights()
    rows = []
    for around, words in by_sentence(annotation):
        known = score(around, weights)
        for token, own in words:
            likelihood = probability(own, weights, known)
            found = hit(annotation, voices, [token]) if likelihood >= least else None
            if found is None:
                continue
            rows.append(
                {
                    **found,
                    "measure": "loaded word",
                    "category": "author" if found["speaker"] == "narrator" else "speaker",
                    "entry": token.lemma.lower(),
                    "likelihood": round(likelihood, 2),
                    "reasons": _reasons({**around, **own}),
                }
            )
    return rows


@cache
def load_weights() -> dict[str, float]:
    """Return the weight of each feature (log odds); they are read once a process."""
    entries = load_lexicon("loaded_word_weights", required=("feature", "weight"))
    return {entry["feature"]: float(entry["weight"]) for entry in entries}


def _reasons(features: Features) -> str:
    """The features of the word itself that speak most for it."""
    weights = load_weights()
    weighed = [
        (weights.get(name, 0.0) * value, name)
        for name, value in features.items()
        if not name.startswith(_GRAMMAR) and "sentence" not in name
    ]
    return "; ".join(
        name for weight, name in sorted(weighed, reverse=True)[:_REASONS] if weight > 0
    )


def summarise_loaded_words(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how many units (voice x sentence) of each speaker hold a loaded word.

    Columns, most words first:
        speaker, words, n: all words and units of the speaker.
        hits: loaded words; units: units that hold one.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
        entries: the loaded words, with their numbers.
    """
    import pandas as pd

    table = segments.groupby("speaker").agg(n=("unit", "nunique"), words=("words", "sum"))
    table = table.sort_values("words", ascending=False, kind="stable")
    rows = []
    for speaker, n, words in zip(table.index, table["n"], table["words"], strict=True):
        own = hits[hits["speaker"] == speaker]
        units = own["unit"].nunique()
        low, high = wilson_interval(units, int(n))
        share = units / n
        rows.append((speaker, words, n, len(own), units, share, low, high, listed(own["entry"])))
    columns = ["speaker", "words", "n", "hits", "units", "share", "low", "high", "entries"]
    return pd.DataFrame(rows, columns=columns)
