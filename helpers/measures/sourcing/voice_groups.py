"""Voice groups: shares of voice with the body somebody speaks for, by side and by gender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.speakers.gender import GENDERS_TOLD
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

NAN = float("nan")


def share_by_body(voices: pd.DataFrame) -> pd.DataFrame:
    """Return how much each body says, by itself and through those who speak for it.

    Whoever speaks for nobody else is a row of their own, so all words are counted once.

    Args:
        voices: the table of :func:`helpers.measures.sourcing.share_of_voice`.

    Columns: ``body``, ``speakers`` (number), ``names`` (of the speakers, joined by "; "),
    ``attributions``, ``words``, ``share`` (of all words, 0 to 1), ``share_of_speech`` (of all
    attributed words; NaN for the narrator).
    """
    return _grouped(voices.rename(columns={"speaks_for": "body"}), "body")


def share_by_side(voices: pd.DataFrame) -> pd.DataFrame:
    """Return how much each side says; the columns are those of :func:`share_by_body`.

    The first column is ``side``, as in the table ``voices``; a speaker without side is a row.
    """
    return _grouped(voices, "side")


def _grouped(voices: pd.DataFrame, name: str) -> pd.DataFrame:
    named = voices[name] != ""
    table = voices.assign(**{name: voices[name].where(named, voices["speaker"])})
    found = table.groupby(name, sort=False).agg(
        speakers=("speaker", "size"),
        names=("speaker", "; ".join),
        attributions=("attributions", "sum"),
        words=("words", "sum"),
        share=("share", "sum"),
        share_of_speech=("share_of_speech", lambda part: part.sum(min_count=1)),
    )
    order = ["words", "attributions"]
    return found.sort_values(order, ascending=False, kind="stable").reset_index()


def share_by_gender(voices: pd.DataFrame) -> pd.DataFrame:
    """Return the share of women and men among the people who speak, as the article tells it.

    Bodies, groups and speech without a source have no gender and are left out. Whose gender is
    not told counts in ``n``: a share of women is a share of all people who speak.

    Args:
        voices: the table of :func:`helpers.measures.sourcing.share_of_voice`.

    Columns: ``counted`` (speakers, attributions or words), ``gender`` (woman, man, not told),
    ``count``, ``n``, ``share`` (0 to 1), ``low``, ``high`` (95 % Wilson interval; NaN below five,
    and for words).

    Women and men among the people in the news: Global Media Monitoring Project (2020), "Who makes
    the news?".
    """
    import pandas as pd

    people = voices[(voices["gender"] != "") & (voices["attributions"] > 0)]
    table = people.assign(speakers=1)
    rows = []
    for counted in ("speakers", "attributions", "words"):
        n = int(table[counted].sum())
        for gender in GENDERS_TOLD:
            count = int(table.loc[table["gender"] == gender, counted].sum())
            low, high = (NAN, NAN) if counted == "words" else wilson_interval(count, n)
            rows.append((counted, gender, count, n, count / n if n else NAN, low, high))
    columns = ["counted", "gender", "count", "n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
