"""Valence of a text by three published lexicons, each as its package applies it.

Every lexicon gives the text a valence from -1 (negative) to 1 (positive) and the places of the
rated words. They were made for tweets and reviews; ``data/results/valence_newsmtsc_dev.csv`` says
how far they can be trusted on news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from string import punctuation
from typing import TYPE_CHECKING, Any

from helpers.thresholds import VALENCE_THRESHOLDS

if TYPE_CHECKING:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

# Nielsen's words are rated from -5 to 5.
AFINN_MAXIMUM = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A rated word in its place: ``text[start:end]``.

    ``score`` is the lexicon's own rating (VADER -4 to 4, AFINN -5 to 5, TextBlob -1 to 1),
    ``effective`` what the lexicon made of it in its place, after negation and boosters.
    """

    start: int
    end: int
    score: float
    effective: float


@dataclass(frozen=True, slots=True)
class Valence:
    """The valence of a text, -1 to 1, and its rated words in the order of the text."""

    value: float
    hits: tuple[Hit, ...]


def vader(text: str) -> Valence:
    """Return VADER's compound score (NLTK's implementation).

    Its list of negations has *none* but neither *no one* nor *nobody*, which are read as *none*. It
    takes *no* before a noun for a negative word and not for a negation.

    Hutto & Gilbert (2014), "VADER: a parsimonious rule-based model for sentiment analysis of social
    media text", ICWSM.
    """
    from nltk.sentiment.vader import SentiText

    analyser = _vader_analyser()
    words = (form for word in text.lower().split() for form in (word, word.strip(punctuation)))
    if analyser.lexicon.keys().isdisjoint(words):
        return Valence(0.0, ())  # most words are not rated, and SentiText takes long
    text = _NO_ONE.sub("none  ", text)
    scored = analyser.polarity_scores(text)
    constants = analyser.constants
    items = SentiText(text, constants.PUNC_LIST, constants.REGEX_REMOVE_PUNCTUATION)
    hits = []
    for match, item, effective in zip(
        _WORDS.finditer(text), items.words_and_emoticons, scored["sentiments"], strict=True
    ):
        score = analyser.lexicon.get(item.lower(), 0.0) if effective else 0.0
        if score:
            start = match.start() + max(match.group().find(item), 0)
            hits.append(Hit(start, start + len(item), score, round(effective, 4)))
    return Valence(scored["compound"], tuple(hits))


def afinn(text: str) -> Valence:
    """Return the mean of AFINN's ratings over the rated words, divided by 5; 0 without any.

    The author's package gives the sum of the ratings, which grows with the length of a sentence.
    There is no negation.

    Nielsen (2011), "A new ANEW: evaluation of a word list for sentiment analysis in microblogs",
    Workshop on Making Sense of Microposts, 93-98.
    """
    ratings, pattern = _afinn_lexicon()
    # lower case letter by letter, so that the offsets stay
    lowered = text.lower()
    if not text.isascii():
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    hits, reach = [], 0
    for word in _RUN.finditer(lowered):
        # the pattern tries all 3,300 entries: only where one may begin
        may_begin = word.start() >= reach and word.group() in _afinn_first_words()
        match = pattern.match(lowered, word.start()) if may_begin else None
        if match:
            reach = match.end()
            score = float(ratings[match.group()])
            if score:
                hits.append(Hit(match.start(), match.end(), score, score))
    mean = sum(hit.score for hit in hits) / len(hits) if hits else 0.0
    return Valence(mean / AFINN_MAXIMUM, tuple(hits))


def textblob(text: str) -> Valence:
    """Return TextBlob's polarity: the mean over the words it knows, the neutral ones included.

    It knows mostly adjectives; *not*, *no* and *never* right before a word turn its sign and
    halve it.

    De Smedt & Daelemans (2012), "Pattern for Python", Journal of Machine Learning Research 13,
    2063-2067, whose lexicon of adjectives TextBlob carries.
    """
    lexicon = _textblob_lexicon()
    words, at = [], 0
    for token in " ".join(lexicon.tokenizer(text)).split():
        start, at = _placed(token, text, at)
        words.append(_Placed(token.lower()))
        words[-1].start, words[-1].end = start, at
    scored = lexicon(words)
    hits = []
    for chunk, effective, _, _ in scored.assessments:
        known = [word for word in chunk if word in lexicon and word not in lexicon.negations]
        # TextBlob adds the exclamation mark behind an emoticon, without a place
        word = [word for word in known or chunk if isinstance(word, _Placed)][-1]
        score = lexicon[word][None][0] if known else effective
        if score and effective and word.start < word.end:
            hits.append(Hit(word.start, word.end, round(score, 4), round(effective, 4)))
    return Valence(float(scored[0]), tuple(hits))


LEXICONS: dict[str, Callable[[str], Valence]] = {
    "VADER": vader,
    "AFINN": afinn,
    "TextBlob": textblob,
}


@lru_cache(maxsize=8192)
def valence_of(text: str, lexicon: str) -> Valence:
    """Return the valence of a text by one of ``LEXICONS``; the same text is read once."""
    return LEXICONS[lexicon](text)


def sign(value: float, lexicon: str, threshold: float | None = None) -> str:
    """Return positive, neutral or negative: by a threshold, or the lexicon's own convention."""
    if value == 0 or abs(value) < (VALENCE_THRESHOLDS[lexicon] if threshold is None else threshold):
        return "neutral"
    return "positive" if value > 0 else "negative"


def vote(signs: Iterable[str]) -> str:
    """Return the sign that more than half of the lexicons give, else "neutral"."""
    counts = Counter(signs)
    winner, votes = counts.most_common(1)[0] if counts else ("neutral", 0)
    return winner if 2 * votes > sum(counts.values()) else "neutral"


@lru_cache(maxsize=1)
def _vader_analyser() -> SentimentIntensityAnalyzer:
    """NLTK's analyser with the lexicon that the package vaderSentiment brings.

    The lexicon does not come through ``nltk.data``, which refuses files outside its folders and
    files with several hard links, which is how uv installs packages.
    """
    from nltk.sentiment import vader as nltk_vader

    class Analyser(nltk_vader.SentimentIntensityAnalyzer):
        """NLTK's analyser, whose scores also have the effective rating of each word."""

        def __init__(self, lexicon: str) -> None:
            self.lexicon_file = lexicon
            self.lexicon = self.make_lex_dict()
            self.constants = nltk_vader.VaderConstants()

        def score_valence(self, sentiments: list[float], text: str) -> dict[str, Any]:
            return {**super().score_valence(sentiments, text), "sentiments": sentiments}

    package = find_spec("vaderSentiment")
    assert package is not None and package.origin is not None
    path = Path(package.origin).with_name("vader_lexicon.txt")
    return Analyser(path.read_text(encoding="utf-8").rstrip("\n"))


@lru_cache(maxsize=1)
def _afinn_lexicon() -> tuple[dict[str, int], re.Pattern[str]]:
    """AFINN's ratings, and the pattern that finds its words and phrases, the longest first.

    Only the list of the package is read, which is under the ODbL: its code is called GPL.
    """
    package = find_spec("afinn")
    assert package is not None and package.origin is not None
    path = Path(package.origin).parent / "data" / "AFINN-en-165.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    ratings = {word: int(score) for word, score in (line.strip().split("\t") for line in lines)}
    longest_first = sorted(ratings, key=len, reverse=True)
    return ratings, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


@lru_cache(maxsize=1)
def _afinn_first_words() -> frozenset[str]:
    """The first word of each word or phrase that AFINN rates."""
    return frozenset(run.group() for run in map(_RUN.match, _afinn_lexicon()[0]) if run)


@lru_cache(maxsize=1)
def _textblob_lexicon() -> Any:
    """TextBlob's lexicon, which is also the function that scores a list of words."""
    from textblob.en import sentiment

    sentiment.load()
    return sentiment


_NO_ONE = re.compile(r"\b(?:no[ -]one|nobody)\b", re.IGNORECASE)  # six letters each, as "none  "
_RUN = re.compile(r"\w+")
_WORDS = re.compile(r"\S\S+")  # VADER leaves single letters out
_NOT_BLANK = re.compile(r"\S|$")


def _placed(token: str, text: str, at: int) -> tuple[int, int]:
    """Start and end of a token of TextBlob's in a text from a place on; that place for none."""
    start = _NOT_BLANK.search(text, at).start()  # type: ignore[union-attr]  # the end at least
    if text.startswith(token, start):
        return start, start + len(token)
    # TextBlob writes the emoticon ": )" as ":)"
    found = _spaced(token).search(text, at)
    return found.span() if found else (at, at)


@lru_cache(maxsize=4096)
def _spaced(token: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, token)))


class _Placed(str):
    """A word that knows its place, which TextBlob hands back with its assessment."""

    start: int
    end: int
