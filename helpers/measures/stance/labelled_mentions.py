"""Labelled mentions: how each voice speaks of each actor it mentions, as the model labels it.

The author's narration is read without what others say in the sentence, and a speaker's words
without the reporting clause around them, so that nobody's tone is taken for another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.analysis import Analysis
from helpers.measures.shared.hits import Hits
from helpers.measures.stance.encoding import Span
from helpers.measures.stance.targets import STANCE, TONE_TOWARD, targets
from helpers.measures.stance.tone_model import LABELS, UNCLEAR, target_tone
from helpers.measures.stance.word_importance import moving_words
from helpers.statistics import wilson_interval
from helpers.thresholds import MIN_IMPORTANCE

if TYPE_CHECKING:
    import pandas as pd

# The columns of the exported table: the others are in the table of targets.
EXPORTED = (
    *("measure", "speaker", "target", "mention_start", "mention_end", "mention"),
    *("reporting", "oneself", "unit", "sentence", "read"),
    *("label", "probability", *LABELS, "words"),
)
# What the codebook calls each label; an unclear mention has no category.
CATEGORIES = {"negative": "against", "positive": "for", "neutral": "neither"}
MAX_WORDS = 4  # shown of one sentence
_BETWEEN = " "  # pieces of a voice in one sentence


def label_mentions(analysis: Analysis) -> pd.DataFrame:
    """Return the table of targets (``stance.targets``) with the model's label of each mention.

    Columns, beside those of ``targets``:
        read: the words that the model was given: the voice's in this sentence, and no others.
        spans: start and end, in ``read``, of the mention and then of the same actor's other
            mentions. The model sees none of these names.
        label: negative, neutral, positive or unclear.
        probability: of the likeliest label, 0 to 1.
        negative, neutral, positive: probability of each.

    Raises:
        ToneModelMissingError: the model can't be run here.
    """
    import pandas as pd

    found = targets(analysis)
    units = {int(str(number)): group for number, group in analysis.segments.groupby("unit")}
    mentions: dict[tuple[int, str], list[Span]] = {}
    row: Any
    for row in found.itertuples():
        span = (row.mention_start, row.mention_end)
        mentions.setdefault((row.unit, row.target), []).append(span)
    read, spans = [], []
    for row in found.itertuples():
        words, place = _words(analysis.text, units[row.unit])
        own = (row.mention_start, row.mention_end)
        others = (span for span in mentions[row.unit, row.target] if span != own)
        read.append(words)
        spans.append(tuple(_placed(span, place) for span in (own, *others)))
    labels = target_tone(read, [own for own, *_ in spans], [others for _, *others in spans])
    return found.assign(read=read, spans=pd.Series(spans, dtype=object)).join(labels)


def surest_labels(labelled: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each voice, actor and sentence: the likeliest label, in the text's order.

    Mentions that only name who speaks, and those of the speaker, are left out.

    Args:
        labelled: what :func:`label_mentions` returned.
    """
    about = labelled[~labelled["reporting"].astype(bool) & ~labelled["oneself"].astype(bool)]
    surest = about.sort_values("probability", ascending=False, kind="stable")
    return surest.drop_duplicates(["speaker", "target", "unit"]).sort_index()


def with_moving_words(labelled: pd.DataFrame) -> pd.DataFrame:
    """Return labelled mentions with a column ``words``: the words that moved each label.

    A cell has at most four words, each with the fall of the label's probability without it ("liar
    (.62)"). It is empty where no word by itself moves the label by .05 or more, for neutral and
    unclear mentions, and for those that only name who speaks or name the speaker. Each row takes
    as many runs of the model as its sentence has words.

    Args:
        labelled: rows of what :func:`label_mentions` returned.
    """
    cells = []
    row: Any
    for row in labelled.itertuples():
        plain = row.reporting or row.oneself or row.label in ("neutral", UNCLEAR)
        found = [] if plain else moving_words(row.read, row.spans[0], row.spans[1:])
        shown = [(word, fall) for word, fall in found[:MAX_WORDS] if fall >= MIN_IMPORTANCE]
        cells.append(", ".join(f"{word} ({f'{fall:.2f}'.lstrip('0')})" for word, fall in shown))
    return labelled.assign(words=cells)


def tone_by_pair(labelled: pd.DataFrame) -> pd.DataFrame:
    """Return how each voice speaks of each actor, those most spoken of first.

    A sentence counts once for each actor (:func:`surest_labels`).

    Columns:
        measure, speaker, target: as in ``labelled``.
        n: sentences; negative, neutral, positive, unclear: how many of each.
        low, high: 95 % Wilson interval of the share of negative ones; NaN below five sentences.
    """
    import pandas as pd

    rows = []
    for (measure, speaker, target), group in surest_labels(labelled).groupby(
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


def stance(analysis: Analysis) -> Hits:
    """Return a hit for each sentence and actor of whom a speaker speaks, as the model labels it.

    The label is the category: against (negative), for (positive) or neither (neutral). Unclear
    sentences have no hit.

    Columns: the text is the mention, the entry the actor's name; ``probability`` of the label.

    Raises:
        ToneModelMissingError: the model can't be run here.
    """
    return _hits_of(analysis, STANCE)


def tone_toward(analysis: Analysis) -> Hits:
    """Return a hit for each sentence and actor of whom the author speaks (as :func:`stance`)."""
    return _hits_of(analysis, TONE_TOWARD)


def _hits_of(analysis: Analysis, measure: str) -> Hits:
    labelled = surest_labels(label_mentions(analysis))
    clear = labelled[(labelled["measure"] == measure) & (labelled["label"] != UNCLEAR)]
    records: list[dict[str, Any]] = clear.to_dict("records")  # type: ignore[assignment]
    rows = [
        {
            "start": row["mention_start"],
            "end": row["mention_end"],
            "text": row["mention"],
            "speaker": row["speaker"],
            "unit": row["unit"],
            "category": CATEGORIES[row["label"]],
            "entry": row["target"],
            "probability": row["probability"],
        }
        for row in records
    ]
    return Hits(rows, ("probability",))


def _words(text: str, pieces: pd.DataFrame) -> tuple[str, dict[int, int]]:
    """A voice's words in a sentence, and where each piece of the article begins in them."""
    words, place = "", {}
    for start, end in sorted(zip(pieces["start"], pieces["end"], strict=True)):
        if words:
            words += _BETWEEN
        place[int(start)] = len(words)
        words += text[start:end]
    return words, place


def _placed(mention: Span, place: dict[int, int]) -> Span:
    """A mention's offsets in the voice's words; it begins in the last piece before it."""
    start, end = mention
    piece = max((p for p in place if p <= start), default=min(place))
    following = [p for p in place if p > piece]
    moved = max(start - piece, 0) + place[piece]
    limit = place[min(following)] - len(_BETWEEN) if following else moved + end - start
    return moved, max(min(moved + end - start, limit), moved + 1)
