"""Frame axes: where the words of a voice stand between two opposites (FrameAxis)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.annotation import Annotation
from helpers.lexicons import LexiconError, load_lexicon
from helpers.lexicons.actor_words import vocabulary
from helpers.measures.framing.word_vectors import word_vectors
from helpers.measures.shared.hits import TokenIndex
from helpers.measures.shared.matching import NAME_LABELS
from helpers.statistics import MIN_UNITS, NAN
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

RESAMPLES = 10_000  # so that p can pass Holm's correction for some hundred tests
SHOWN_WORDS = 3
ALPHA = 0.05
AXIS_COLUMNS = ("axis", "positive", "negative", "source")
COLUMNS = (
    *("speaker", "axis", "n", "units", "bias", "bias_null", "bias_low", "bias_high", "bias_p"),
    *("intensity", "intensity_null", "intensity_low", "intensity_high", "intensity_p"),
)
_OPEN_CLASS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


def frame_axis(
    annotation: Annotation,
    segments: pd.DataFrame,
    *,
    rng: np.random.Generator,
    vectors: Mapping[str, NDArray] | None = None,
    axes: Sequence[Mapping[str, str]] | None = None,
    resamples: int = RESAMPLES,
) -> pd.DataFrame:
    """Return the bias and the intensity of each voice on each axis, against a bootstrap null.

    The bias of a voice on an axis is the mean cosine of its words with the axis (the vector of
    the positive end less that of the negative end): above 0 they lie nearer the positive end.
    The intensity is the mean squared distance of those cosines from the article's bias: how much
    the voice uses the axis at all, in whichever direction. The null draws as many words at random
    from the article, ``resamples`` times. Counted are nouns, verbs, adjectives and adverbs, as
    they stand, in small letters and without names; left out are reporting verbs (an author's
    "said" tells of no frame) and words that have no vector.

    Columns:
        speaker: most words first; axis: as in the lexicon ``frame_axes``.
        n: words counted; units: units (sentences of the voice) with at least one.
        bias, intensity: of the voice; -1 to 1 and 0 to 4.
        bias_null, bias_low, bias_high: mean and 95 % range of the null; the same of intensity.
        bias_p, intensity_p: two-sided, by rank in the null (at least ``2 / (resamples + 1)``),
            corrected after Holm over all voices and axes tested. NaN, as the range, below five
            units.
        words: the words that pull the bias most, with their cosines.

    Kwak, An, Jing & Ahn (2021), "FrameAxis: characterizing microframe bias and intensity with
    word embedding", PeerJ Computer Science 7:e644. The null takes words as independent, which
    words of one sentence are not; it is too narrow, never too wide.

    Args:
        annotation: of the article.
        segments: its voices.
        rng: for the null.
        vectors: by word; None takes those of :func:`helpers.measures.framing.word_vectors`.
        axes: rows of the lexicon; None takes ``frame_axes``.
        resamples: draws of the null.

    Raises:
        VectorsMissingError: no vectors are given and none are installed.
        LexiconError: an end of an axis has no vector.
    """
    import pandas as pd

    chosen = load_lexicon("frame_axes", AXIS_COLUMNS) if axes is None else axes
    voices = _words_of_voices(annotation, segments)
    said = [word for words in voices.values() for word, _ in words]
    ends = [axis[end] for axis in chosen for end in ("positive", "negative")]
    known = word_vectors([*said, *ends]) if vectors is None else vectors
    directions = np.array([_direction(axis, known) for axis in chosen])
    everything = [word for word in said if word in known]
    cosines = {word: _unit(known[word]) @ directions.T for word in set(everything)}
    if not everything:
        return pd.DataFrame(columns=[*COLUMNS, "words"])
    pool = np.array([cosines[word] for word in everything])
    baseline = pool.mean(axis=0)
    rows: list[dict[str, Any]] = []
    for speaker, words in voices.items():
        kept = [(word, unit) for word, unit in words if word in known]
        if not kept:
            continue
        own = np.array([cosines[word] for word, _ in kept])
        units = len({unit for _, unit in kept})
        null = _null(pool, baseline, len(kept), rng, resamples) if units >= MIN_UNITS else None
        counted = Counter(word for word, _ in kept)
        for k, axis in enumerate(chosen):
            row = {"speaker": speaker, "axis": axis["axis"], "n": len(kept), "units": units}
            values = own[:, k].mean(), ((own[:, k] - baseline[k]) ** 2).mean()
            for j, (name, value) in enumerate(zip(("bias", "intensity"), values, strict=True)):
                drawn = null[j][:, k] if null is not None else None
                row |= _against(name, float(value), drawn)
            row["words"] = _pulling(counted, cosines, k, float(values[0] - baseline[k]))
            rows.append(row)
    table = pd.DataFrame(rows, columns=[*COLUMNS, "words"])
    return _corrected(table)


def _words_of_voices(
    annotation: Annotation, segments: pd.DataFrame
) -> dict[str, list[tuple[str, int]]]:
    """The words of the open classes of each voice with their units, most words first."""
    index, tokens = VoiceIndex(segments), TokenIndex(annotation)
    reporting = vocabulary().reporting
    found: dict[str, list[tuple[str, int]]] = {}
    for start, end in zip(segments["start"], segments["end"], strict=True):
        for token in tokens.between(start, end):
            voice = index.at(token.start)
            named = token.pos == "PROPN" or token.entity in NAME_LABELS
            reports = token.pos == "VERB" and token.lemma.lower() in reporting
            counts = token.pos in _OPEN_CLASS and token.is_word and not (named or reports)
            if voice is not None and counts:
                found.setdefault(voice[0], []).append((token.text.lower(), voice[1]))
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _direction(axis: Mapping[str, str], vectors: Mapping[str, NDArray]) -> NDArray:
    for end in ("positive", "negative"):
        if axis[end] not in vectors:
            raise LexiconError(
                f"frame_axes.tsv, axis {axis['axis']!r}: the vectors don't know the word "
                f"{axis[end]!r}; choose another."
            )
    difference = np.asarray(vectors[axis["positive"]], dtype=float) - vectors[axis["negative"]]
    return _unit(difference)


def _unit(vector: NDArray) -> NDArray:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector, dtype=float) / length if length else np.asarray(vector, dtype=float)


def _null(
    pool: NDArray, baseline: NDArray, size: int, rng: np.random.Generator, resamples: int
) -> tuple[NDArray, NDArray]:
    """Bias and intensity of ``resamples`` random draws of ``size`` words from the article."""
    bias, intensity = (np.empty((resamples, pool.shape[1])) for _ in range(2))
    for i in range(resamples):
        drawn = pool[rng.integers(0, len(pool), size)]
        bias[i] = drawn.mean(axis=0)
        intensity[i] = ((drawn - baseline) ** 2).mean(axis=0)
    return bias, intensity


def _against(name: str, value: float, drawn: NDArray | None) -> dict[str, float]:
    """A value beside its null: mean, 95 % range and two-sided p."""
    if drawn is None:
        return {name: value} | dict.fromkeys(
            (f"{name}_null", f"{name}_low", f"{name}_high", f"{name}_p"), NAN
        )
    low, high = np.quantile(drawn, (0.025, 0.975))
    tail = min((drawn >= value).sum(), (drawn <= value).sum())
    p = min(1.0, 2 * (float(tail) + 1) / (len(drawn) + 1))
    return {
        name: value,
        f"{name}_null": float(drawn.mean()),
        f"{name}_low": float(low),
        f"{name}_high": float(high),
        f"{name}_p": p,
    }


def _pulling(
    counted: Mapping[str, int], cosines: Mapping[str, NDArray], axis: int, shift: float
) -> str:
    """The words that pull a bias most in the direction in which it lies from the article's."""
    sign = 1 if shift >= 0 else -1
    ranked = sorted(counted, key=lambda word: (-sign * counted[word] * cosines[word][axis], word))
    return ", ".join(f"{word} ({cosines[word][axis]:+.2f})" for word in ranked[:SHOWN_WORDS])


def _corrected(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its p corrected after Holm, bias and intensity together."""
    from statsmodels.stats.multitest import multipletests

    columns = ["bias_p", "intensity_p"]
    tested = table[columns].to_numpy(dtype=float, copy=True)
    there = ~np.isnan(tested)
    if there.any():
        tested[there] = multipletests(tested[there], alpha=ALPHA, method="holm")[1]
    return table.assign(**{name: tested[:, j] for j, name in enumerate(columns)})
