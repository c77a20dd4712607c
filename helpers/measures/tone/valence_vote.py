"""Valence votes: what most lexicons of sentiment say of a unit, each voter's answer, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.measures.shared.hits import Hits
from helpers.measures.tone.name_masking import masked_units
from helpers.measures.tone.valence_by_speaker import hit_rows
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, valence_of, vote

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

VOTE = "vote"
NEUTRAL = "neutral"
VALUES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def unit_votes(units: pd.DataFrame) -> pd.DataFrame:
    """Return how each lexicon votes on each unit, and what comes of it, in the text's order.

    Args:
        units: what ``helpers.measures.tone.valence_by_speaker.unit_valence`` returns, with all
        lexicons.

    Columns: ``unit``, ``speaker``, ``start``, ``end``, ``text``; a column for each lexicon with its
    sign (positive, neutral or negative, by its own convention); ``vote``: the sign that more than
    half of them give, else neutral.
    """
    import pandas as pd

    rows = []
    keys = ["unit", "speaker", "start", "end", "text"]
    for _, group in units.groupby("unit", sort=False):
        values = dict(zip(group["lexicon"], group["valence"], strict=True))
        signs = {name: sign(values[name], name) for name in LEXICONS}
        rows.append([*group[keys].iloc[0], *signs.values(), vote(signs.values())])
    return pd.DataFrame(rows, columns=[*keys, *LEXICONS, VOTE])


def with_votes(units: pd.DataFrame) -> pd.DataFrame:
    """Return the units with the vote as one more lexicon, of valence -1, 0 or 1.

    Args:
        units: what ``helpers.measures.tone.valence_by_speaker.unit_valence`` returns, with all
        lexicons.

    Columns: those of ``units``; a vote's ``hits`` are the words that fired in any lexicon, counted
    once for each that they fired in.
    """
    import pandas as pd

    votes = unit_votes(units)
    first = units.drop_duplicates("unit").reset_index(drop=True)
    fired = units.groupby("unit", sort=False)["hits"].sum()
    ballots = first.assign(
        lexicon=VOTE,
        valence=votes[VOTE].map(VALUES).astype(float),
        hits=first["unit"].map(fired).astype(int),
    )
    return pd.concat([units, ballots], ignore_index=True)


def valence_votes(analysis: Analysis) -> Hits:
    """Return the words that fired, in units that most lexicons read as the words sound.

    A unit is positive or negative where more than half of the lexicons say so; the words of the
    other side, and those of units without such a majority, are left out. So the category of a
    unit's rows is its vote, and a unit without rows is neutral.

    Columns: those of every hit, and ``lexicon``, ``score`` and ``effective`` as in
    ``helpers.measures.tone.valence_by_speaker.lexicon_hits``.

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "It was a splendid day. The walls are old."
    >>> hits = valence_votes(analyse(article_from_text(text, any_language=True)))
    >>> sorted({(row["text"], row["category"]) for row in hits.rows})
    [('splendid', 'positive')]
    """
    rows: list[dict[str, Any]] = []
    for unit in masked_units(analysis.annotation, analysis.segments):
        majority = _majority(unit.scored)
        if majority != NEUTRAL:
            found = hit_rows(analysis.annotation, unit)
            rows += (
                {**row, "entry": row["text"].lower()}
                for row in found
                if row["category"] == majority
            )
    return Hits(rows, ("lexicon", "score", "effective"))


def _majority(text: str) -> str:
    """The sign that more than half of the lexicons give a text, else "neutral".

    Where those that were asked leave no sign a majority, the others are not asked.
    """
    signs: list[str] = []
    for name in LEXICONS:
        signs.append(sign(valence_of(text, name).value, name))
        most = max(signs.count("negative"), signs.count("positive"))
        if 2 * (most + len(LEXICONS) - len(signs)) <= len(LEXICONS):
            return NEUTRAL
    return vote(signs)
