"""Word frequencies: which words an article uses often, which go together, and where each is."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.article import count_words
from helpers.thresholds import MIN_TIMES

if TYPE_CHECKING:
    import pandas as pd

CONTENT_TAGS = {"NOUN", "PROPN", "VERB", "ADJ", "ADV"}
CONTEXT = 40  # characters on each side of a word in its concordance


def word_frequencies(annotation: Annotation, top: int) -> pd.DataFrame:
    """Return how often each content word is used, most frequent first.

    Columns: ``lemma``, ``pos`` (universal tag), ``count``, ``per_hundred`` (per 100 words of the
    analysed text). Content words are nouns, names, verbs, adjectives and adverbs that are not on
    spaCy's list of English stop words.

    Args:
        annotation: the annotated article.
        top: how many rows at most.
    """
    import nltk
    import pandas as pd

    counts = nltk.FreqDist((_lemma(t), t.pos) for t in annotation.tokens if _is_content(t))
    words = sum(count_words(annotation.text[s.start : s.end]) for s in annotation.sentences)
    # ties in alphabetical order, so that the table is the same in every run
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
    rows = [
        {"lemma": lemma, "pos": pos, "count": times, "per_hundred": 100 * times / words}
        for (lemma, pos), times in ranked
    ]
    return pd.DataFrame(rows, columns=["lemma", "pos", "count", "per_hundred"])


def collocations(annotation: Annotation, top: int) -> pd.DataFrame:
    """Return the pairs of content words that occur together more often than by chance.

    Columns: ``pair``, ``count`` (at least two), ``likelihood_ratio`` (Dunning 1993, "Accurate
    methods for the statistics of surprise and coincidence", Computational Linguistics 19; it
    ranks pairs, and is not a test in a text this short), highest first.
    """
    import pandas as pd
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
        {"pair": " ".join(pair), "count": finder.ngram_fd[pair], "likelihood_ratio": ratio}
        for pair, ratio in sorted(scored, key=lambda item: (-round(item[1], 6), item[0]))[:top]
    ]
    return pd.DataFrame(rows, columns=["pair", "count", "likelihood_ratio"])


def concordance(annotation: Annotation, word: str) -> pd.DataFrame:
    """Return every occurrence of a word with the words around it (keyword in context).

    Columns: ``start``, ``end`` (of the word), ``left``, ``word``, ``right`` (at most 40 characters
    of the same paragraph), ``paragraph``.

    Args:
        annotation: the annotated article.
        word: a word form or a lemma; capital letters do not matter.
    """
    import pandas as pd
    from nltk.text import ConcordanceIndex

    text = annotation.text
    tokens = annotation.tokens
    wanted = word.casefold()
    index = ConcordanceIndex(
        [wanted if wanted in (t.text.casefold(), t.lemma.casefold()) else "" for t in tokens]
    )
    rows = []
    for number in index.offsets(wanted):
        token = tokens[number]
        paragraph = annotation.article.paragraphs[token.paragraph]
        left = text[max(paragraph.start, token.start - CONTEXT) : token.start]
        right = text[token.end : min(paragraph.end, token.end + CONTEXT)]
        rows.append(
            {
                "start": token.start,
                "end": token.end,
                "left": left,
                "word": token.text,
                "right": right,
                "paragraph": token.paragraph,
            }
        )
    return pd.DataFrame(rows, columns=["start", "end", "left", "word", "right", "paragraph"])


def content_lemma(token: Token) -> str:
    """Return the lemma of a content word in small letters, a name as it is written; else ""."""
    return _lemma(token) if _is_content(token) else ""


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
