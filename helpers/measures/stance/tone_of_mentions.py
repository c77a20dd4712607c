"""The model's reading of an article: each mention of an actor, in the words of one voice.

The author's narration is read without what others say in the sentence, and a speaker's words
without the reporting clause around them: nobody's tone is taken for another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.measures.stance.encoding import Span
from helpers.measures.stance.tone_model import LABELS, UNCLEAR, target_tone
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

# What is worth a table of its own: the rest stands in the table of targets.
EXPORTED = (
    *("measure", "speaker", "target", "mention_start", "mention_end", "mention"),
    *("reporting", "oneself", "unit", "sentence", "read"),
    *("label", "probability", *LABELS),
)
_JOINT = " "


def model_readings(
    text: str, targets: pd.DataFrame, segments: pd.DataFrame, *, mask: bool = True
) -> pd.DataFrame:
    """Return the table of targets with what the model says of each mention.

    Args:
        text: the article's.
        targets: its mentions of actors by voice (``helpers.measures.stance.targets.targets``).
        segments: its voices (``helpers.voices.voice_segments``).
        mask: whether the target's name is masked, in all its mentions.

    Columns, beside those of ``targets``:
        read: the words that the model was given: the voice's in this sentence, and no others.
        label: negative, neutral, positive or unclear.
        probability: of the likeliest label, 0 to 1.
        negative, neutral, positive: probability of each.

    Raises:
        ToneModelMissingError: the model can't be run here.
    """
    units = {int(str(number)): group for number, group in segments.groupby("unit")}
    of_target: dict[tuple[int, str], list[Span]] = {}
    row: Any
    for row in targets.itertuples():
        mention = (row.mention_start, row.mention_end)
        of_target.setdefault((row.unit, row.target), []).append(mention)
    texts, spans, further = [], [], []
    for row in targets.itertuples():
        words, place = _words(text, units[row.unit])
        mention = (row.mention_start, row.mention_end)
        others = [m for m in of_target[row.unit, row.target] if m != mention]
        texts.append(words)
        spans.append(_placed(mention, place))
        further.append([_placed(other, place) for other in others])
    found = target_tone(texts, spans, further=further, mask=mask)
    return targets.reset_index(drop=True).assign(read=texts).join(found)


def surest_readings(readings: pd.DataFrame) -> pd.DataFrame:
    """Return one reading for each voice, actor and sentence: the one the model is surest of.

    Mentions that only name who speaks, and those of a speaker himself, are left out.

    Args:
        readings: what :func:`model_readings` returned; the order of the text is kept.
    """
    about = readings[~readings["reporting"].astype(bool) & ~readings["oneself"].astype(bool)]
    surest = about.sort_values("probability", ascending=False, kind="stable")
    return surest.drop_duplicates(["speaker", "target", "unit"]).sort_index()


def tone_by_pair(readings: pd.DataFrame) -> pd.DataFrame:
    """Return how each voice speaks of each actor, those most spoken of first.

    A sentence counts once for each actor (:func:`surest_readings`).

    Columns:
        measure, speaker, target: as in ``readings``.
        n: sentences; negative, neutral, positive, unclear: how many of each.
        low, high: 95 % Wilson interval of the share of negative ones; NaN below five sentences.
    """
    import pandas as pd

    once = surest_readings(readings)
    rows = []
    for (measure, speaker, target), group in once.groupby(
        ["measure", "speaker", "target"], sort=False
    ):
        counts = {label: int((group["label"] == label).sum()) for label in (*LABELS, UNCLEAR)}
        low, high = wilson_interval(counts["negative"], len(group))
        names = {"measure": measure, "speaker": speaker, "target": target, "n": len(group)}
        rows.append({**names, **counts, "low": low, "high": high})
    columns = ["measure", "speaker", "target", "n", *LABELS, UNCLEAR, "low", "high"]
    table = pd.DataFrame(rows, columns=columns)
    order = ["n", "measure", "speaker", "target"]
    return table.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


def _words(text: str, pieces: pd.DataFrame) -> tuple[str, dict[int, int]]:
    """A voice's words in a sentence, and where each piece of the article begins in them."""
    words, place = "", {}
    for start, end in sorted(zip(pieces["start"], pieces["end"], strict=True)):
        if words:
            words += _JOINT
        place[int(start)] = len(words)
        words += text[start:end]
    return words, place


def _placed(mention: Span, place: dict[int, int]) -> Span:
    """A mention's offsets in the voice's words; it begins in the last piece before it."""
    start, end = mention
    piece = max((p for p in place if p <= start), default=min(place))
    following = [p for p in place if p > piece]
    moved = max(start - piece, 0) + place[piece]
    limit = place[min(following)] - len(_JOINT) if following else moved + end - start
    return moved, max(min(moved + end - start, limit), moved + 1)
