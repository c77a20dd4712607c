"""Loaded words: words that carry a judgement beyond what they report, in each voice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.attribution.fitted.confidence import probability, score
from helpers.lexicons import load_lexicon, load_stances
from helpers.measures.shared.hits import Hits, hit
from helpers.measures.tone.valence_lexicons import afinn, vader
from helpers.thresholds import MIN_LIKELIHOOD, STRONG_VALENCE

Features = dict[str, float]
BIAS = "(always)"
CATEGORY = "loaded word"
_REASONS = 3
# Features that describe a word's place only: no reasons by themselves.
_GRAMMAR = (BIAS, "pos=", "tag=", "role=", "head=", "entity=", "letters", "listed, ")
# A word of these kinds can't be loaded by itself.
_FUNCTION = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PART", "AUX", "PRON", "NUM", "PUNCT"})
_ENDINGS = (
    *("ist", "ism", "ous", "less", "ful", "ize", "ise", "ly", "ing", "ed", "ity", "ness"),
    *("tion", "able", "ive", "al", "ic", "ers", "er"),
)


def loaded_words(analysis: Analysis) -> Hits:
    """Return one hit for each word that trained readers would likely mark as loaded."""
    weights = load_weights()
    rows = []
    for around, words in by_sentence(analysis.annotation):
        known = score(around, weights)
        for token, own in words:
            likelihood = probability(own, weights, known)
            found = hit(analysis, [token]) if likelihood >= MIN_LIKELIHOOD else None
            if found is not None:
                more = {"category": CATEGORY, "entry": token.lemma.lower()}
                more["reasons"] = _reasons(own)
                rows.append({**found, **more, "likelihood": round(likelihood, 2)})
    return Hits(rows, ("likelihood", "reasons"))


@cache
def load_weights() -> dict[str, float]:
    """Return the weight of each feature (log odds); they are read once a process."""
    entries = load_lexicon("loaded_word_weights", required=("feature", "weight"))
    return {entry["feature"]: float(entry["weight"]) for entry in entries}


def _reasons(features: Features) -> str:
    """The features of the word itself with the largest weights."""
    weights = load_weights()
    weighed = [
        (weights.get(name, 0.0) * value, name)
        for name, value in features.items()
        if not name.startswith(_GRAMMAR) and "sentence" not in name
    ]
    return "; ".join(
        name for weight, name in sorted(weighed, reverse=True)[:_REASONS] if weight > 0
    )


def candidates(annotation: Annotation) -> Iterator[tuple[Token, Features]]:
    """Yield each word that may be loaded with its features, in the order of the text."""
    for around, words in by_sentence(annotation):
        for token, own in words:
            yield token, {**around, **own}


def by_sentence(
    annotation: Annotation,
) -> Iterator[tuple[Features, Iterator[tuple[Token, Features]]]]:
    """Yield for each sentence the features of all its words, and each word with its own."""
    for sentence in annotation.sentences:
        tokens = annotation.tokens_of(sentence)
        own = (
            (token, _of_word(annotation, token, tokens)) for token in tokens if may_be_loaded(token)
        )
        yield _of_sentence(tokens), own


def may_be_loaded(token: Token) -> bool:
    """Return whether a token is a word of content and no name of a person, a place or a date."""
    if not token.is_word or token.pos in _FUNCTION or not token.text[0].isalpha():
        return False
    return token.entity not in ("PERSON", "GPE", "DATE", "TIME", "FAC", "LOC")


def _of_word(annotation: Annotation, token: Token, tokens: Sequence[Token]) -> Features:
    known = _of_form(token.text.lower(), token.lemma.lower(), token.pos, token.tag, token.dep)
    found = {**known, f"head={token.head.pos}": 1.0, f"entity={token.entity or 'none'}": 1.0}
    around = annotation.text[max(0, token.start - 1) : token.end + 1]
    if "-" in (around[:1], around[-1:]):
        found["hyphen beside"] = 1.0
    if token.i != tokens[0].i:
        found["place in sentence"] = (token.i - tokens[0].i) / max(1, len(tokens) - 1)
        if token.text[0].isupper():
            found["capital"] = 1.0
    if token.quotation >= 0:
        found["in quotation"] = 1.0
    modifiers = (c for c in token.children if c.dep in ("amod", "advmod", "compound"))
    if any(map(_is_listed, modifiers)):
        found["modifier is listed"] = 1.0
    return found


@lru_cache(maxsize=2**15)
def _of_form(word: str, lemma: str, pos: str, tag: str, dep: str) -> Features:
    """What depends on a word's form and its place in the grammar alone."""
    found: Features = {BIAS: 1.0, f"pos={pos}": 1.0, f"tag={tag}": 1.0, f"role={dep}": 1.0}
    found.update(_valence(word))
    lists = _lists_of(word, lemma)
    found.update({f"list={name}": 1.0 for name in sorted(lists)})
    if lists or _valence(word):
        found[f"listed, pos={pos}"] = 1.0
        found[f"listed, role={dep}"] = 1.0
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 2), "other")
    found[f"ending={ending}"] = 1.0
    if len(word) > 1:
        found["letters (log)"] = math.log(len(word))
    return found


def _of_sentence(tokens: Sequence[Token]) -> Features:
    """How long a sentence is, and how much of it is listed, reported or counted."""
    words = [token for token in tokens if token.is_word]
    tags = Counter(token.tag for token in words)
    we = any(t.text.lower() in ("we", "us", "our", "you", "your", "i") for t in words)
    saying = ("say", "tell", "accord", "report", "announce")
    return {
        "listed words of sentence": min(6.0, sum(map(_is_listed, words))),
        "words of sentence (log)": math.log(max(1, len(words))),
        "numbers in sentence": min(3.0, tags["CD"]),
        "adverbs in sentence": min(4.0, tags["RB"]),
        "adjectives in sentence": min(5.0, tags["JJ"]),
        "we or you in sentence": float(we),
        "saying in sentence": float(any(t.lemma.lower() in saying for t in words)),
        "past tense in sentence": min(3.0, tags["VBD"]),
        "present tense in sentence": min(3.0, tags["VBZ"] + tags["VBP"]),
    }


@lru_cache(maxsize=2**15)
def _valence(word: str) -> Features:
    """What the published lexicons of sentiment say of a word in small letters."""
    from textblob.en import sentiment

    found: Features = {}
    negative = 0.0
    for name, lexicon, top in (("VADER", vader, 4.0), ("AFINN", afinn, 5.0)):
        hits = lexicon(word).hits
        score = hits[0].score / top if hits else 0.0
        negative = max(negative, -score)
        if score:
            strength = "strong" if abs(score) >= STRONG_VALENCE else "weak"
            found[f"{name}={'negative' if score < 0 else 'positive'}, {strength}"] = 1.0
    polarity, subjectivity = sentiment(word)
    if polarity:
        found[f"TextBlob={'negative' if polarity < 0 else 'positive'}"] = 1.0
    if negative:
        found["negative strength"] = negative
    if subjectivity:
        found["subjective"], found["subjectivity"] = 1.0, subjectivity
    return found


def _is_listed(token: Token) -> bool:
    word = token.text.lower()
    return bool(_lists_of(word, token.lemma.lower())) or bool(_valence(word))


def _lists_of(word: str, lemma: str) -> frozenset[str]:
    return _lists().get(lemma, frozenset()) | _lists().get(word, frozenset())


@cache
def _lists() -> dict[str, frozenset[str]]:
    """The classes of our own lists that hold each single word."""
    judging = load_lexicon("evaluative_words")
    evaluative = ((r["entry"], f"evaluative {r['kind']} {r['polarity']}") for r in judging)
    labels = ((row["entry"], f"label {row['kind']}") for row in load_lexicon("labels"))
    cues = ((row["entry"], f"reporting {row['stance']}") for row in load_stances())
    found: dict[str, set[str]] = {}
    for entry, name in (*evaluative, *labels, *cues):
        if " " not in entry and "-" not in entry:
            found.setdefault(entry.lower(), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
