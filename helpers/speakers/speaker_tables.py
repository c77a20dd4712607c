"""Tables of actors and of their mentions, for notebooks, figures and export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.attribution.attribution import Attribution
from helpers.speakers.actor import Actor

if TYPE_CHECKING:
    import pandas as pd

ACTOR_COLUMNS = "actor type role official aliases mentions attributions start end".split()
MENTION_COLUMNS = "actor start end text form reason".split()


def actors_table(
    annotation: Annotation, actors: Sequence[Actor], attributions: Sequence[Attribution]
) -> pd.DataFrame:
    """Return one row for each actor, in order of first mention.

    Columns: ``actor`` (name), ``type``, ``role`` ("" for none), ``official`` (bool), ``aliases``
    (joined by "; "), ``mentions`` and ``attributions`` (counts, beliefs and nested ones
    included), ``start``, ``end`` of the first mention.
    """
    import pandas as pd

    spoken = Counter(attribution.speaker for attribution in attributions)
    rows = [
        {
            "actor": actor.name,
            "type": actor.type,
            "role": actor.role,
            "official": actor.official,
            "aliases": "; ".join(actor.aliases),
            "mentions": len(actor.mentions),
            "attributions": spoken[actor.name],
            "start": actor.mentions[0].start,
            "end": actor.mentions[0].end,
        }
        for actor in actors
    ]
    return pd.DataFrame(rows, columns=ACTOR_COLUMNS)


def mentions_table(annotation: Annotation, actors: Sequence[Actor]) -> pd.DataFrame:
    """Return one row for each mention, in the order of the text.

    Columns: ``actor``, ``start``, ``end``, ``text``, ``form`` (name, acronym, pronoun, role or
    description), ``reason`` (why it means this actor).
    """
    import pandas as pd

    rows = [
        {
            "actor": actor.name,
            "start": mention.start,
            "end": mention.end,
            "text": annotation.text[mention.start : mention.end],
            "form": mention.form,
            "reason": mention.reason,
        }
        for actor in actors
        for mention in actor.mentions
    ]
    rows.sort(key=lambda row: (row["start"], row["end"]))
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)
