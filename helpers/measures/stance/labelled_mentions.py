"""Labelled mentions: whom each voice speaks of, and with which tone, as the model labels it.

An actor whom a speaker mentions in the words attributed to this speaker is a target of the measure
``stance``; an actor whom the author mentions outside all attributions one of ``tone_toward``. The
narration is read without what others say in the sentence, and a speaker's words without the
reporting clause around them, so that nobody's tone is taken for another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Token
from helpers.measures.shared.grammar import head_of
from helpers.measures.shared.hits import HIT_COLUMNS, Hits, TokenIndex
from helpers.measures.stance.tone_model import UNCLEAR, Span, moving_words, target_tone
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor, Mention
from helpers.thresholds import MIN_IMPORTANCE

STANCE = "stance"
TONE_TOWARD = "tone_toward"
COLUMNS = (
    *("measure", "speaker", "target", "mention_start", "mention_end", "mention"),
    *("reporting", "oneself", "unit", "sentence"),
)
# What the codebook calls each label; an unclear mention has no category.
CATEGORIES = {"negative": "against", "positive": "for", "neutral": "neither"}
MAX_WORDS = 4  # shown of one sentence
_BETWEEN = " "  # pieces of a voice in one sentence


def targets(analysis: Analysis) -> pd.DataFrame:
    """Return one row for each mention of an actor in the analysed text, in the order of the text.

    A mention that only names who speaks (``reporting``) is in the author's voice, since the source
    of an attribution is: it makes nobody a target of their own words.
    """
    words = TokenIndex(analysis.annotation)
    sources: dict[int, list[Span]] = {}  # those that each word is in
    for span in (span for attribution in analysis.attributions for span in attribution.source):
        for word in words.between(*span):
            sources.setdefault(word.i, []).append(span)
    rows = []
    for actor, mention in _mentions(analysis.actors):
        head = _head_of(words.between(mention.start, mention.end))
        voice = analysis.voices.at(head.start) if head is not None else None
        if head is None or voice is None:
            continue
        speaker, unit = voice
        measure = TONE_TOWARD if speaker == NARRATOR else STANCE
        reporting = any(_names_source(words, head, span) for span in sources.get(head.i, ()))
        named = mention.start, mention.end, analysis.text[mention.start : mention.end]
        about = reporting, speaker == actor.name, unit, head.sentence
        rows.append((measure, speaker, actor.name, *named, *about))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["mention_start", "mention_end", "target"], ignore_index=True)


def label_mentions(analysis: Analysis) -> pd.DataFrame:
    """Return the table of :func:`targets` with the model's label of each mention (``model_tone``).

    ``spans`` are start and end, in the words ``read``, of the mention and of the same actor's other
    mentions, none of which the model sees. A ToneModelMissingError says that it can't be run here.
    """
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
    """
    about = labelled[~labelled["reporting"].astype(bool) & ~labelled["oneself"].astype(bool)]
    surest = about.sort_values("probability", ascending=False, kind="stable")
    return surest.drop_duplicates(["speaker", "target", "unit"]).sort_index()


def with_moving_words(labelled: pd.DataFrame) -> pd.DataFrame:
    """Return labelled mentions with a column ``words``: the words that moved each label.

    Each row takes as many runs of the model as its sentence has words.
    """
    cells = []
    row: Any
    for row in labelled.itertuples():
        plain = row.reporting or row.oneself or row.label in ("neutral", UNCLEAR)
        found = [] if plain else moving_words(row.read, row.spans[0], row.spans[1:])
        shown = [(word, fall) for word, fall in found[:MAX_WORDS] if fall >= MIN_IMPORTANCE]
        cells.append(", ".join(f"{word} ({f'{fall:.2f}'.lstrip('0')})" for word, fall in shown))
    return labelled.assign(words=cells)


def stance(analysis: Analysis) -> Hits:
    """Return a hit for each sentence and actor of whom a speaker speaks, as the model labels it.

    The text is the mention, the entry the actor's name. Errors: as :func:`label_mentions`.
    """
    return _hits_of(analysis, STANCE)


def tone_toward(analysis: Analysis) -> Hits:
    """Return a hit for each sentence and actor of whom the author speaks (as :func:`stance`)."""
    return _hits_of(analysis, TONE_TOWARD)


def _hits_of(analysis: Analysis, measure: str) -> Hits:
    labelled = surest_labels(label_mentions(analysis))
    clear = labelled[(labelled["measure"] == measure) & (labelled["label"] != UNCLEAR)]
    names = {"mention_start": "start", "mention_end": "end", "mention": "text", "target": "entry"}
    found = clear.rename(columns=names).assign(category=clear["label"].map(CATEGORIES))
    rows: Any = found[[*HIT_COLUMNS, "probability"]].to_dict("records")
    return Hits(rows, ("probability",))


def _mentions(actors: Iterable[Actor]) -> Iterator[tuple[Actor, Mention]]:
    """Each actor with each mention; a mention inside another of the same actor is left out."""
    for actor in actors:
        if actor.name == UNATTRIBUTED:
            continue
        reach = -1
        for mention in sorted(actor.mentions, key=lambda m: (m.start, -m.end)):
            if mention.end > reach:
                yield actor, mention
                reach = mention.end


def _head_of(tokens: Iterable[Token]) -> Token | None:
    """Return the syntactic head of a mention, None where the mention has no word."""
    return head_of([token for token in tokens if token.is_word])


def _names_source(words: TokenIndex, head: Token, span: tuple[int, int]) -> bool:
    """Whether a word heads the source of an attribution, or a name in apposition to it."""
    top = _head_of(words.between(*span))
    while head is not top and head.dep in ("appos", "compound", "conj") and head.head is not head:
        head = head.head
    return head is top


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
