"""Wording across articles: which words mark a kind of speaker, against all other speakers.

Words are counted as they are written, in lower case; names are among them. Words on spaCy's list of
English stop words and contractions ("don't") are left out. The author is no speaker here: what
marks narration against speech is above all the verb *said*.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from helpers.corpus.counts import AUTHOR, SPEAKING, kinds_of_speakers
from helpers.corpus.dataset import Corpus
from helpers.measures.wording.marking_words import MIN_WORDS
from helpers.statistics import MIN_UNITS, log_odds

if TYPE_CHECKING:
    import pandas as pd

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_POSSESSIVE = r"['’]s\b"
_CONTRACTED = r"['’](?:d|ll|m|re|t|ve)$"
_SHORTEST = 2


def word_counts(corpus: Corpus) -> pd.DataFrame:
    """Return how often each kind of speaker uses each word.

    Columns: ``speaker`` (of ``SPEAKING``), ``word``, ``count``, ``articles`` (in which the
    kind of speaker uses it). The segments are read a part at a time.
    """
    import pandas as pd
    from spacy.lang.en.stop_words import STOP_WORDS

    speakers = corpus.table("speakers", ["article", "speaker", "type", "official"])
    speakers["kind"] = kinds_of_speakers(speakers)
    key = ["article", "speaker"]
    found = []
    for fragment in corpus.dataset("segments").get_fragments():
        rows = fragment.to_table(columns=[*key, "text"]).to_pandas()
        rows = rows.merge(speakers[[*key, "kind"]], on=key)
        rows = rows[rows["kind"] != AUTHOR]
        plain = rows["text"].str.lower().str.replace(_POSSESSIVE, "", regex=True)
        words = rows.assign(word=plain.str.findall(_WORD)).explode("word").dropna(subset="word")
        spoken = words["word"].astype(str)
        left_out = spoken.isin(STOP_WORDS) | spoken.str.contains(_CONTRACTED, regex=True)
        group = words[~left_out & (spoken.str.len() >= _SHORTEST)].groupby(["kind", "word"])[
            "article"
        ]
        found.append(group.agg(count="size", articles="nunique").reset_index())
    columns = ["speaker", "word", "count", "articles"]
    if not found:
        return pd.DataFrame(columns=columns)
    whole = pd.concat(found).groupby(["kind", "word"], as_index=False)[["count", "articles"]].sum()
    return whole.rename(columns={"kind": "speaker"})[columns]


def marking_words(counts: pd.DataFrame, *, least: int = MIN_UNITS) -> pd.DataFrame:
    """Return the words that mark each kind of speaker against all other speakers.

    The prior is all speech of the corpus. Words that the kind of speaker uses in fewer than
    ``least`` articles are not shown: one article alone can make a word frequent.

    Args:
        counts: what :func:`word_counts` returns.
        least: number of articles.

    Columns: ``speaker`` (kinds with fewer than ``MIN_WORDS`` words are left out), ``word``,
    ``count``, ``others`` (how often all other speakers use it), ``articles``, ``log_odds``,
    ``low``, ``high`` (approximate 95 %: too short, since the words of an article are not drawn
    apart), ``z``, the order of the rows.

    Monroe, Colaresi & Quinn (2008): ``helpers.statistics.log_odds``.
    """
    import pandas as pd

    prior = _counter(counts.groupby("word")["count"].sum())
    columns = ["speaker", "word", "count", "others", "articles", "log_odds", "low", "high", "z"]
    tables = []
    for kind in SPEAKING:
        own = counts[counts["speaker"] == kind].set_index("word")
        used = _counter(own["count"])
        rest = Counter({word: n - used[word] for word, n in prior.items()})
        if min(used.total(), rest.total()) < MIN_WORDS:
            continue
        table = log_odds(used, rest, prior).rename(columns={"first": "count", "second": "others"})
        table["articles"] = table["word"].map(own["articles"]).fillna(0).astype(int)
        tables.append(table[table["articles"] >= least].assign(speaker=kind)[columns])
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def _counter(numbers: pd.Series) -> Counter[str]:
    return Counter({str(word): int(number) for word, number in numbers.items()})
