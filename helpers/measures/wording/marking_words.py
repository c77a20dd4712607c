"""Marking words: which words mark a voice, against all other voices of the article.

Content words are counted by lemma in the speaker's own words, names included. A voice is compared
only where it, and the rest, have enough sentences and words; for the others there are counts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from helpers.measures.wording.word_frequencies import content_lemma
from helpers.speakers import UNATTRIBUTED
from helpers.statistics import MIN_UNITS, log_odds
from helpers.thresholds import MIN_CONTENT_WORDS

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis


def word_counts(analysis: Analysis) -> pd.DataFrame:
    """Return how often each speaker says each content word, most frequent first.

    Columns: ``speaker``, ``word`` (lemma; names as written), ``count``, ``starts`` (where the word
    is, offsets into the article's text).
    """
    import pandas as pd

    places: dict[tuple[str, str], list[int]] = {}
    for token in analysis.annotation.tokens:
        lemma, voice = content_lemma(token), analysis.voices.at(token.start)
        if lemma and voice:
            places.setdefault((voice[0], lemma), []).append(token.start)
    rows = [(*key, len(starts), tuple(starts)) for key, starts in places.items()]
    rows.sort(key=lambda row: (row[0], -row[2], row[1]))
    return pd.DataFrame(rows, columns=["speaker", "word", "count", "starts"])


def comparable_voices(counts: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return whose words can be compared with the rest, most words first.

    Args:
        counts: what :func:`word_counts` returns.
        segments: the voices of the article.

    Columns: ``speaker``, ``n`` (units: sentences of this voice), ``words`` (content words),
    ``others`` (those of all other voices), ``compared``, ``reason`` (why not; "" if it is).
    """
    import pandas as pd

    units = segments.groupby("speaker")["unit"].nunique()
    words = counts.groupby("speaker")["count"].sum().reindex(units.index, fill_value=0)
    rows = []
    for speaker in sorted(units.index, key=lambda s: (-words[s], s)):
        n, own, rest = int(units[speaker]), int(words[speaker]), int(words.sum() - words[speaker])
        reason = ""
        if speaker == UNATTRIBUTED:
            reason = "nobody is named for these words"
        elif n < MIN_UNITS:
            reason = f"{n} of the {MIN_UNITS} sentences that are needed"
        elif min(own, rest) < MIN_CONTENT_WORDS:
            side = "its own" if own < MIN_CONTENT_WORDS else "the others'"
            reason = (
                f"{min(own, rest)} of the {MIN_CONTENT_WORDS} content words that are needed, {side}"
            )
        rows.append((str(speaker), n, own, rest, not reason, reason))
    columns = ["speaker", "n", "words", "others", "compared", "reason"]
    return pd.DataFrame(rows, columns=columns)


def marking_words(counts: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return the words that mark each voice, against all others; nothing for small voices.

    The prior is the article itself: each word as often as all voices together say it.

    Args:
        counts: what :func:`word_counts` returns.
        segments: the voices of the article.

    Columns:
        speaker: a voice that :func:`comparable_voices` says can be compared.
        word, count, others: the word, how often the voice says it, and all others.
        log_odds, low, high: log-odds ratio, above 0 for the voice's words, and its approximate
            95 % interval.
        z: log_odds over its standard error: the order of the rows. It is not a test: the words
            of a sentence depend on each other, and some of many words differ by chance.

    Monroe, Colaresi & Quinn (2008): ``helpers.statistics.log_odds``.
    """
    import pandas as pd

    prior: Counter[str] = Counter()
    for word, count in zip(counts["word"], counts["count"], strict=True):
        prior[str(word)] += int(count)
    voices = comparable_voices(counts, segments)
    columns = ["speaker", "word", "count", "others", "log_odds", "low", "high", "z"]
    tables = [pd.DataFrame(columns=columns)]
    for speaker in voices.loc[voices["compared"], "speaker"]:
        rows = counts[counts["speaker"] == speaker]
        own: Counter[str] = Counter(dict(zip(rows["word"], rows["count"], strict=True)))
        rest = {word: total - own[word] for word, total in prior.items()}
        table = log_odds(own, rest, prior).rename(columns={"first": "count", "second": "others"})
        table.insert(0, "speaker", speaker)
        tables.append(table[columns])
    return pd.concat(tables[1:] or tables, ignore_index=True)
