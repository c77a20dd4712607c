"""Valence packages: VADER, AFINN and TextBlob as their packages bring them, loaded once.

They read an article many times faster than the packages by themselves, with the same results
(``tests/test_valence.py`` compares them).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from string import punctuation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afinn import Afinn
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

RUN = re.compile(r"\w+")  # a word of AFINN's, or the first of a phrase
_MARKS = frozenset(punctuation)


@lru_cache(maxsize=1)
def vader_analyser() -> SentimentIntensityAnalyzer:
    """Return NLTK's analyser with the lexicon that the package vaderSentiment brings.

    Not through ``nltk.data``: it refuses files outside its folders and files with several hard
    links, which is how uv installs packages.
    """
    from importlib.util import find_spec

    from nltk.sentiment import vader as nltk_vader

    class Words(nltk_vader.SentiText):
        """NLTK's words of a text, which it makes by setting each mark beside each word."""

        def _words_and_emoticons(self) -> list[str]:
            return [_unmarked(word, self.PUNC_LIST) for word in self.text.split() if len(word) > 1]

    class Analyser(nltk_vader.SentimentIntensityAnalyzer):
        """NLTK's analyser, which also tells what it made of each word."""

        def __init__(self, lexicon: str) -> None:
            self.lexicon_file = lexicon
            self.lexicon = self.make_lex_dict()
            self.constants = nltk_vader.VaderConstants()

        def polarity_scores(self, text: str) -> dict[str, Any]:
            """As NLTK's own, which takes the text apart by a slower way."""
            words = Words(text, self.constants.PUNC_LIST, None)
            items = words.words_and_emoticons
            lowered = [item.lower() for item in items]
            if self.lexicon.keys().isdisjoint(lowered):
                return {"compound": 0.0, "sentiments": [], "items": []}
            first: dict[str, int] = {}
            for place, item in enumerate(items):
                first.setdefault(item, place)
            sentiments: list[float] = []
            for item, low in zip(items, lowered, strict=True):
                kind_of = low == "kind" and lowered[first[item] + 1 : first[item] + 2] == ["of"]
                if kind_of or low not in self.lexicon or low in self.constants.BOOSTER_DICT:
                    sentiments.append(0)
                else:
                    sentiments = self.sentiment_valence(0, words, item, first[item], sentiments)
            sentiments = self._but_check(items, sentiments)
            scores: dict[str, Any] = self.score_valence(sentiments, text)
            return {**scores, "sentiments": sentiments, "items": items}

    package = find_spec("vaderSentiment")
    assert package is not None and package.origin is not None
    path = Path(package.origin).with_name("vader_lexicon.txt")
    return Analyser(path.read_text(encoding="utf-8").rstrip("\n"))


def _unmarked(word: str, marks: Collection[str]) -> str:
    """A word without the mark before or after it, where nothing else in it is a mark."""
    if word.isalnum():
        return word
    for bare in (word.rstrip(punctuation), word.lstrip(punctuation)):
        if 1 < len(bare) < len(word) and word.replace(bare, "", 1) in marks:
            return bare if _MARKS.isdisjoint(bare) else word
    return word


@lru_cache(maxsize=1)
def afinn_lexicon() -> Afinn:
    """Return AFINN as its author's package reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an escape in the package that Python 3.11 deprecates
        from afinn import Afinn
    return Afinn(language="en")


@lru_cache(maxsize=1)
def afinn_phrases() -> dict[str, list[str]]:
    """Return AFINN's words and phrases by their first word, the longest first."""
    phrases: dict[str, list[str]] = {}
    for phrase in sorted(afinn_lexicon()._dict, key=len, reverse=True):
        first = RUN.match(phrase)
        assert first is not None, phrase
        phrases.setdefault(first.group(), []).append(phrase)
    return phrases


@lru_cache(maxsize=1)
def textblob_lexicon() -> Any:
    """Return TextBlob's lexicon, which is also what reads a text by it."""
    from textblob.en import sentiment

    sentiment.load()
    return sentiment
