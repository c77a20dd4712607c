"""Joint test: do all specifications together tell a speaker from the narrator?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.annotation import Annotation
from helpers.measures.tone.specifications import UNITS, scored_texts
from helpers.prose import count
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.statistics import ALPHA, MIN_UNITS, NAN, holm

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

SEED = 2020
DRAWS = 2_000
_COLUMNS = (
    *("speaker", "n", "n_narrator", "specifications", "median", "agree", "p_median", "p_agree"),
    *("p_holm", "result"),
)


def joint_test(
    annotation: Annotation,
    segments: pd.DataFrame,
    narrator: str = NARRATOR,
    *,
    draws: int = DRAWS,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Return for each speaker a test over all specifications by sentence, most sentences first.

    The sentences of speaker and narrator are dealt out anew, ``draws`` times, each time all
    specifications are made, and the curve is set against those curves. The 45 specifications by
    sentence are used; those by attribution or speaker can't be dealt out.

    Args:
        annotation: the article's.
        segments: the stretches of one voice, in any order.
        narrator: whom the speakers are set against.
        draws: how often sentences are dealt out.
        rng: for it; ``default_rng(SEED)`` if none is given.

    Columns:
        speaker, n, n_narrator: name, and sentences of both.
        specifications: how many there are.
        median: median difference from the narrator over them, -2 to 2.
        agree: share of them with the commoner sign, 0 to 1.
        p_median, p_agree: share of the deals (the real one counted) whose median lies as far from
            0, whose signs agree as far; NaN where the two cannot be tested.
        p_holm: p_median corrected for all speakers tested.
        result: "differs", "no difference shown" or "cannot be tested (three sentences)".

    Simonsohn, Simmons & Nelson (2020), step 3; p never 0: Phipson & Smyth (2010).
    """
    import pandas as pd

    names, tones = _tones_by_sentence(annotation, segments)
    base = np.flatnonzero(names == narrator)
    generator = rng if rng is not None else np.random.default_rng(SEED)
    rows = []
    others = sorted(set(names) - {narrator, UNATTRIBUTED}) if len(base) else []
    for speaker in sorted(others, key=lambda name: (-int((names == name).sum()), name)):
        own = np.flatnonzero(names == speaker)
        few = min(len(own), len(base))
        shares = np.concatenate(
            [np.full(len(own), 1 / len(own)), np.full(len(base), -1 / len(base))]
        )
        pooled = tones[:, np.concatenate([own, base])]
        median, agree = _curve((pooled @ shares)[:, None])
        p_median, p_agree = NAN, NAN
        if few >= MIN_UNITS:
            dealt = np.array([generator.permutation(shares) for _ in range(draws)]).T
            medians, agrees = _curve(pooled @ dealt)
            p_median = (1 + (np.abs(medians) >= abs(median[0])).sum()) / (1 + draws)
            p_agree = (1 + (agrees >= agree[0]).sum()) / (1 + draws)
        rows.append(
            {
                **{"speaker": speaker, "n": len(own), "n_narrator": len(base)},
                **{"specifications": len(tones), "median": median[0], "agree": agree[0]},
                **{"p_median": p_median, "p_agree": p_agree, "few": few},
            }
        )
    corrected = holm([row["p_median"] for row in rows])
    for row, p in zip(rows, corrected, strict=True):
        row |= {"p_holm": p, "result": "differs" if p <= ALPHA else "no difference shown"}
        if row["few"] < MIN_UNITS:
            row["result"] = f"cannot be tested ({count(row['few'], 'sentence')})"
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _tones_by_sentence(annotation: Annotation, segments: pd.DataFrame) -> tuple[NDArray, NDArray]:
    """The speaker of each sentence, and its tone (columns) by each specification (rows)."""
    names: list[str] = []
    rows = []
    for _, speakers, tones, _ in scored_texts(annotation, segments, UNITS[:1]):
        names = speakers
        rows.append(tones)
    return np.array(names, dtype=object), np.array(rows, dtype=float)


def _curve(estimates: NDArray) -> tuple[NDArray, NDArray]:
    """For each column of estimates their median, and the share with the commoner sign."""
    rounded = estimates.round(12)
    positive, negative = (rounded > 0).mean(axis=0), (rounded < 0).mean(axis=0)
    return np.median(rounded, axis=0), np.maximum(positive, negative)
