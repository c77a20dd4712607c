"""Words: which an article uses often and where, and which mark a voice against all others.

Content words are counted by lemma, names as written. A voice is compared only where it, and the
rest, have enough sentences and words; for the others there are counts.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.article import count_words
from helpers.speakers import UNATTRIBUTED
from helpers.statistics import MIN_UNITS, log_odds
from helpers.thresholds import MIN_CONTENT_WORDS, MIN_TIMES

CONTENT_TAGS = {"NOUN", "PROPN", "VERB", "ADJ", "ADV"}
CONTEXT = 40  # characters on each side of a word in its concordance


def word_frequencies(annotation: Annotation, top: int) -> pd.DataFrame:
    """Return how often each content word is used, most frequent first.

    Columns: ``lemma``, ``pos`` (universal tag), ``count``, ``per_hundred`` (per 100 words of the
    analysed text). spaCy's English stop words are left out.
    """
    counts = Counter((_lemma(t), t.pos) for t in annotation.tokens if _is_content(t))
    words = sum(count_words(annotation.text[s.start : s.end]) for s in annotation.sentences)
    # ties in alphabetical order, so that the table is the same in every run
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
    rows = [(*key, times, 100 * times / words) for key, times in ranked]
    return pd.DataFrame(rows, columns=["lemma", "pos", "count", "per_hundred"])


def collocations(annotation: Annotation, top: int) -> pd.DataFrame:
    """Return the pairs of content words that occur together more often than by chance.

    Columns: ``pair``, ``count`` (at least two), ``likelihood_ratio`` (Dunning 1993, "Accurate
    methods for the statistics of surprise and coincidence", Computational Linguistics 19; it
    ranks pairs, and is not a test in a text this short), highest first.
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    sentences = [
        [t.text.lower() if t.pos != "PROPN" else t.text for t in annotation.tokens_of(s)]
        for s in annotation.sentences
    ]
    content = {
        word
        for s, words in zip(annotation.sentences, sentences, strict=True)
        for t, word in zip(annotation.tokens_of(s), words, strict=True)
        if _is_content(t)
    }
    finder = BigramCollocationFinder.from_documents(sentences)
    finder.apply_freq_filter(MIN_TIMES)
    finder.apply_word_filter(lambda word: word not in content)
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    rows = [
        (" ".join(pair), finder.ngram_fd[pair], ratio)
        for pair, ratio in sorted(scored, key=lambda item: (-round(item[1], 6), item[0]))[:top]
    ]
    return pd.DataFrame(rows, columns=["pair", "count", "likelihood_ratio"])


def concordance(annotation: Annotation, word: str) -> pd.DataFrame:
    """Return every occurrence of a word, as a form or a lemma, with the words around it.

    Columns: ``start``, ``end``, ``left``, ``word``, ``right`` (of the same paragraph),
    ``paragraph``.
    """
    text, wanted = annotation.text, word.casefold()
    rows = []
    for token in annotation.tokens:
        if wanted not in (token.text.casefold(), token.lemma.casefold()):
            continue
        paragraph = annotation.article.paragraphs[token.paragraph]
        left = text[max(paragraph.start, token.start - CONTEXT) : token.start]
        right = text[token.end : min(paragraph.end, token.end + CONTEXT)]
        rows.append((token.start, token.end, left, token.text, right, token.paragraph))
    return pd.DataFrame(rows, columns=["start", "end", "left", "word", "right", "paragraph"])


def word_counts(analysis: Analysis) -> pd.DataFrame:
    """Return how often each speaker says each content word, most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for token in analysis.annotation.tokens:
        voice = analysis.voices.at(token.start)
        if voice and _is_content(token):
            counts[voice[0], _lemma(token)] += 1
    rows = [(*key, number) for key, number in counts.items()]
    rows.sort(key=lambda row: (row[0], -row[2], row[1]))
    return pd.DataFrame(rows, columns=["speaker", "word", "count"])


def comparable_voices(counts: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return whose words can be compared with the rest, and why others can't, most words first."""
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
    """Return the words that mark each voice, against all others; nothing for small voices."""
    voices = comparable_voices(counts, segments)
    return mark(counts, voices.loc[voices["compared"], "speaker"])


def mark(counts: pd.DataFrame, speakers: Iterable[str]) -> pd.DataFrame:
    """Return how much more than all others each speaker says each word, by falling z.

    The counts (``speaker``, ``word``, ``count``) of all speakers are the prior.
    """
    prior = {str(word): int(n) for word, n in counts.groupby("word")["count"].sum().items()}
    columns = ["speaker", "word", "count", "others", "log_odds", "low", "high", "z"]
    tables = [pd.DataFrame(columns=columns)]
    for speaker in speakers:
        rows = counts[counts["speaker"] == speaker]
        own = Counter(dict(zip(rows["word"], rows["count"].tolist(), strict=True)))
        rest = {word: total - own[word] for word, total in prior.items()}
        table = log_odds(own, rest, prior).rename(columns={"first": "count", "second": "others"})
        tables.append(table.assign(speaker=speaker)[columns])
    return pd.concat(tables[1:] or tables, ignore_index=True)


def _lemma(token: Token) -> str:
    return token.text if token.pos == "PROPN" else token.lemma.lower()


def _is_content(token: Token) -> bool:
    from spacy.lang.en.stop_words import STOP_WORDS

    if token.pos not in CONTENT_TAGS or not token.is_word:
        return False
    word = token.text.lower().strip(string.punctuation)
    # "us" is a stop word, "US" is a country
    stop = word in STOP_WORDS and not (token.pos == "PROPN" and token.text.isupper())
    return not stop and any(c.isalpha() for c in word)
