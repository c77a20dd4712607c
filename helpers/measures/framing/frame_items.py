"""Frame items: the yes-or-no questions behind the five frames of Semetko and Valkenburg (2000)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from helpers.annotation import Annotation, Token
from helpers.lexicons import load_lexicon
from helpers.lexicons.actor_words import country_key, vocabulary
from helpers.measures.framing.blame import answerable
from helpers.measures.framing.casualties import casualty_rows
from helpers.measures.framing.generic_frames import FRAMES, frame_rows
from helpers.measures.shared.grammar import antecedent
from helpers.measures.shared.hits import MentionIndex, Rows, TokenIndex, hits_table, listed, rows_of
from helpers.speakers import Actor
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

GOVERNMENT = "government responsible"
PERSON_OR_GROUP = "person or group responsible"
AFFECTED = "people affected"
NOT_OF_A_TEXT = "visual information"  # asks for pictures
WHOLE_ARTICLE = "whole article"
YES, NO, NOT_ASKED = "yes", "no", "not asked"
ITEM_COLUMNS = ("item", "frame", "question", "source")


def items() -> tuple[dict[str, str], ...]:
    """Return the twenty questions: item, frame, question, source (lexicon ``frame_items``).

    >>> len(items()), items()[0]["item"]
    (20, 'government can act')
    """
    return load_lexicon("frame_items", ITEM_COLUMNS)


def frame_items(
    annotation: Annotation, segments: pd.DataFrame, actors: Iterable[Actor]
) -> pd.DataFrame:
    """Return one row for each place that speaks for a yes to one of the twenty questions.

    Columns:
        start, end, text: the words; speaker, unit: the voice they stand in.
        measure: "frame item"; category: the item, as in :func:`items`; frame: its frame.
        entry: the entry of the lexicon ``generic_frames`` or ``casualty_words`` that fired.
        negated: whether the words are denied.

    Words of answering for something ask two questions of the scheme: whoever answers is taken for
    a government where the words name a country or an official body or person, else for a person
    or group. People who come to harm (:func:`helpers.measures.framing.casualties`, told as a fact
    and not
    denied) are *people affected*. A text alone never answers for its pictures.

    Semetko & Valkenburg (2000), "Framing European politics", Journal of Communication 50(2), put
    the questions to a whole story; here they are put to each unit, as a suggestion for a coder.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "Lee holds the firm responsible. Two miners were hurt."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = frame_items(annotation, voice_segments(annotation, []), [])
    >>> hits[["text", "category"]].values.tolist()
    [['responsible', 'person or group responsible'], ['hurt', 'people affected']]
    """
    return hits_table(_evidence(annotation, VoiceIndex(segments), actors), ("frame", "negated"))


@rows_of(frame_items)
def _evidence(annotation: Annotation, voices: VoiceIndex, actors: Iterable[Actor]) -> Rows:
    actors = list(actors)
    frame_of = {entry["item"]: entry["frame"] for entry in items()}
    words = TokenIndex(annotation)
    mentions = MentionIndex(actors)
    official = {actor.name for actor in actors if actor.official or actor.type == "place"}
    rows: list[dict[str, Any]] = []
    for found in frame_rows(annotation, voices):
        item = found["answers"]
        if item == PERSON_OR_GROUP:
            head = words.between(found["start"], found["end"])[0]
            bearer = answerable(head)
            if bearer is not None and _is_government(bearer, mentions, official):
                item = GOVERNMENT
        rows.append(_row(found, str(item)))
    for found in casualty_rows(annotation, voices, actors):
        if found["factual"] and not found["negated"]:
            rows.append(_row(found, AFFECTED))
    unique = {(row["start"], row["category"]): row for row in rows}
    return [row | {"frame": frame_of[str(row["category"])]} for row in unique.values()]


def _row(found: Mapping[Any, Any], item: str) -> dict[str, Any]:
    kept = ("start", "end", "text", "speaker", "unit", "entry", "negated")
    return {name: found[name] for name in kept} | {"measure": "frame item", "category": item}


def _is_government(bearer: Token, mentions: MentionIndex, official: set[str]) -> bool:
    noun = antecedent(bearer)
    known = vocabulary()
    if mentions.actor_at(noun) in official or noun.lemma.lower() in known.official:
        return True
    return country_key(noun.text) in known.countries | known.capitals


def answer_items(hits: pd.DataFrame, *, speaker: str | None = None) -> pd.DataFrame:
    """Return the answer to each of the twenty questions, for the article or for one voice.

    Columns:
        frame, item, question: as in :func:`items`.
        answer: "yes" where one unit or more speaks for it, "no", or "not asked" (pictures).
        units: units that speak for it; places: the words, with how often.
        decided_by: whose coding the yes rests on; "machine" for evidence that nobody coded.

    Args:
        hits: what :func:`frame_items` returned, or the same after ``helpers.coding.outrank``.
        speaker: whose units; None for all of the article.
    """
    import pandas as pd

    own = hits if speaker is None else hits[hits["speaker"] == speaker]
    if "decided_by" not in own:
        own = own.assign(decided_by="machine")
    found: defaultdict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for row in own.to_dict("records"):
        found[row["category"]].append(row)
    rows = []
    for entry in items():
        places = found[entry["item"]]
        no = NOT_ASKED if entry["item"] == NOT_OF_A_TEXT else NO
        deciders = ", ".join(sorted({str(row["decided_by"]) for row in places}))
        what = entry["frame"], entry["item"], entry["question"], YES if places else no
        units = len({row["unit"] for row in places})
        words = (_shown(row) for row in places)
        rows.append((*what, units, listed(words), deciders))
    columns = ["frame", "item", "question", "answer", "units", "places", "decided_by"]
    return pd.DataFrame(rows, columns=columns)


def _shown(row: Mapping[Any, Any]) -> str:
    """The words of a hit; for a coding without a word its note "(coded by hand)", not the unit."""
    entry = str(row["entry"])
    return entry if entry.startswith("(") else str(row["text"])


def frame_scores(hits: pd.DataFrame, speakers: Iterable[str] = ()) -> pd.DataFrame:
    """Return the score of each frame as the paper forms it: the mean of its items' answers.

    Yes counts 1 and no 0; an item that is not asked is left out of the mean.

    Columns:
        voice: "whole article", then the speakers asked for; frame: one of ``FRAMES``.
        yes: items answered yes; items: those asked; score: ``yes / items``, 0 to 1.

    A score of one article is a description of it and has no interval: its items were not drawn.

    Args:
        hits: as for :func:`answer_items`.
        speakers: for whom to give scores besides the article's.
    """
    import pandas as pd

    rows = []
    for voice in (None, *speakers):
        answers = answer_items(hits, speaker=voice)
        for frame in FRAMES:
            own = answers[answers["frame"] == frame]["answer"]
            yes, asked = int((own == YES).sum()), int((own != NOT_ASKED).sum())
            rows.append((voice or WHOLE_ARTICLE, frame, yes, asked, yes / asked))
    return pd.DataFrame(rows, columns=["voice", "frame", "yes", "items", "score"])
