"""Counts: numbers of attributions, words and units by article and kind of speaker, as matrices.

Shares of a corpus and their intervals come from sums over articles, a row for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.corpus.corpus_folder import Corpus
from helpers.corpus.who_is_who import FILE, WhoIsWho
from helpers.speakers import NARRATOR, UNATTRIBUTED

OFFICIALS = "officials"
AUTHOR = "the author"
NOBODY = "unattributed speech"
# Officials are speakers of government, parliament, military, police, courts and diplomacy, whether
# people, bodies or unnamed; the other kinds hold everybody else.
KINDS_OF_SPEAKER = (
    *(OFFICIALS, "other people", "other bodies", "other groups", "unnamed others"),
    *(NOBODY, AUTHOR),
)
_OF_TYPE = {
    "person": "other people",
    "organisation": "other bodies",
    **dict.fromkeys(("state", "place", "work", "event", "document"), "other bodies"),
    "group": "other groups",
    "unnamed": "unnamed others",
    UNATTRIBUTED: NOBODY,
    NARRATOR: AUTHOR,
}
_SUMMED = ("attributions", "direct", "indirect", "mixed", "units", "words")
_READ = ["article", "speaker", "aliases", "type", "official", *_SUMMED]


@dataclass(frozen=True)
class Counts:
    """Counts of a corpus: for each name a matrix of articles x ``KINDS_OF_SPEAKER``.

    ``articles`` are the numbers of the articles, in order. Names: attributions, direct, indirect,
    mixed, units, words (as in the table ``speakers``), speakers (who have an attribution),
    anonymous (attributions to sources without a name, officials included), and (measure,
    category) for the units with evidence of it.
    """

    articles: NDArray
    matrices: dict[str | tuple[str, str], NDArray]

    def of(self, name: str | tuple[str, str], kinds: Sequence[str] = KINDS_OF_SPEAKER) -> NDArray:
        """Return one number for each article: the sum over kinds of speakers."""
        columns = [KINDS_OF_SPEAKER.index(kind) for kind in kinds]
        empty = np.zeros((len(self.articles), len(KINDS_OF_SPEAKER)), dtype=np.int64)
        return self.matrices.get(name, empty)[:, columns].sum(axis=1)

    def some(self, chosen: NDArray) -> Counts:
        """Return the counts of some articles: True or False for each of ``articles``."""
        matrices = {name: matrix[chosen] for name, matrix in self.matrices.items()}
        return Counts(self.articles[chosen], matrices)


SPEAKING = tuple(kind for kind in KINDS_OF_SPEAKER if kind != AUTHOR)
KNOWN = tuple(kind for kind in SPEAKING if kind != NOBODY)


def kinds_of_speakers(speakers: pd.DataFrame) -> pd.Series:
    """Return which of ``KINDS_OF_SPEAKER`` each speaker is."""
    return speakers["type"].map(_OF_TYPE).mask(speakers["official"].astype(bool), OFFICIALS)


def count_corpus(corpus: Corpus, measures: Sequence[str] = ()) -> Counts:
    """Return the counts of a corpus."""
    ids = corpus.table("articles", ["article", "id"])
    articles = np.sort(ids["article"].to_numpy())
    speakers = corpus.table("speakers", _READ)
    if known := WhoIsWho(corpus.folder / FILE):
        speakers = known.applied(speakers, ids)
    speakers["kind"] = kinds_of_speakers(speakers)
    shape = (len(articles), len(KINDS_OF_SPEAKER))

    def matrix(rows: pd.DataFrame, values: NDArray) -> NDArray:
        places = np.searchsorted(articles, rows["article"].to_numpy())
        kinds = rows["kind"].map(KINDS_OF_SPEAKER.index).to_numpy(dtype=np.int64)
        flat = np.bincount(
            places * shape[1] + kinds, weights=values.astype(float), minlength=shape[0] * shape[1]
        )
        return flat.reshape(shape).astype(np.int64)

    said = speakers["attributions"].to_numpy()
    matrices: dict[str | tuple[str, str], NDArray] = {
        **{name: matrix(speakers, speakers[name].to_numpy()) for name in _SUMMED},
        "speakers": matrix(speakers, said > 0),
        "anonymous": matrix(speakers, said * (speakers["type"] == "unnamed").to_numpy()),
    }
    if measures:
        columns = ["article", "speaker", "measure", "category", "units"]
        found = corpus.table("measures", columns)
        found = found[found["measure"].isin(list(measures))]
        found = found.merge(speakers[["article", "speaker", "kind"]], on=["article", "speaker"])
        for (measure, category), rows in found.groupby(["measure", "category"], observed=True):
            matrices[str(measure), str(category)] = matrix(rows, rows["units"].to_numpy())
    return Counts(articles, matrices)


def describe(corpus: Corpus) -> pd.DataFrame:
    """Return what a corpus holds: ``what`` and ``number``."""
    columns = ["words", "sentences", "attributions", "outlet", "date", "sha256"]
    articles = corpus.table("articles", columns)
    joined = corpus.table("joined_speakers", ["same_person", "attributions"])
    told_apart = joined[joined["same_person"]]
    numbers = {
        "articles": len(articles),
        "articles that could not be read": corpus.dataset("errors").count_rows(),
        "articles that are the same file or text as another": int(
            articles["sha256"].duplicated().sum()
        ),
        "words": int(articles["words"].sum()),
        "sentences": int(articles["sentences"].sum()),
        "attributions of speech": int(articles["attributions"].sum()),
        "people, bodies and groups": len(told_apart),
        "of these, speakers": int((told_apart["attributions"] > 0).sum()),
        "outlets named": int((articles["outlet"].replace("", None)).nunique()),
        "articles with a date": int((articles["date"] != "").sum()),
    }
    return pd.DataFrame(list(numbers.items()), columns=["what", "number"])
