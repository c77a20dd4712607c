"""Loaded features: what is known of a word that may be loaded, from lexicons, grammar and place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from helpers.annotation import Annotation, Token
from helpers.lexicons import load_lexicon, load_stances
from helpers.measures.tone.valence_lexicons import afinn, is_rated, textblob, vader

Features = dict[str, float]
BIAS = "(always)"
# A word of these kinds can't be loaded by itself.
_FUNCTION = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PART", "AUX", "PRON", "NUM", "PUNCT"})
_ENDINGS = (
    *("ist", "ism", "ous", "less", "ful", "ize", "ise", "ly", "ing", "ed", "ity", "ness"),
    *("tion", "able", "ive", "al", "ic", "ers", "er"),
)
_STRONG = 0.5  # from here on a word's valence counts as strong
_SHORT = 3  # a quotation of no more words may keep a distance ("scare quotes")


def candidates(annotation: Annotation) -> Iterator[tuple[Token, Features]]:
    """Yield each word that may be loaded with its features, in the order of the text.

    Names of people and places and function words are left out; they are never found.
    """
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
    word = token.text.lower()
    head = token.head.pos if token.head is not token else "none"
    known = _of_form(word, token.lemma.lower(), token.pos, token.tag, token.dep)
    found = {**known, f"head={head}": 1.0, f"entity={token.entity or 'none'}": 1.0}
    if _hyphen(annotation, token):
        found["hyphen beside"] = 1.0
    if token.text[0].isupper() and token.i != tokens[0].i:
        found["capital"] = 1.0
    if token.text.isupper() and len(word) > 3:
        found["capitals only"] = 1.0
    if token.quotation >= 0:
        found["in quotation"] = 1.0
        if annotation.quotations[token.quotation].words <= _SHORT:
            found["in a short quotation"] = 1.0
    if token.i != tokens[0].i:
        found["place in sentence"] = (token.i - tokens[0].i) / max(1, len(tokens) - 1)
    if token.dep == "amod":
        if token.head.pos == "PROPN":
            found["before a name"] = 1.0
        if _is_listed(token.head):
            found["head is listed"] = 1.0
    for child in token.children:
        if child.dep in ("amod", "advmod", "compound") and _is_listed(child):
            found["modifier is listed"] = 1.0
        if child.dep == "advmod" and "boosters" in _all_lists(child):
            found["intensified"] = 1.0
    return found


@lru_cache(maxsize=2**15)
def _of_form(word: str, lemma: str, pos: str, tag: str, dep: str) -> Features:
    """What hangs on a word's form and its place in the grammar alone."""
    found: Features = {BIAS: 1.0, f"pos={pos}": 1.0, f"tag={tag}": 1.0, f"role={dep}": 1.0}
    valence = _valence(word)
    found.update(valence)
    lists = _lists().get(lemma, frozenset()) | _lists().get(word, frozenset())
    found.update({f"list={name}": 1.0 for name in sorted(lists)})
    if lists or valence.get("any lexicon"):
        found[f"listed, pos={pos}"] = 1.0
        found[f"listed, role={dep}"] = 1.0
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 2), "other")
    found[f"ending={ending}"] = 1.0
    if len(word) > 1:
        found["letters (log)"] = math.log(len(word))
    return found


def _of_sentence(tokens: Sequence[Token]) -> Features:
    """What stands around a word: how much of its sentence is listed, reported or counted."""
    words = [token for token in tokens if token.is_word]
    listed = sum(_is_listed(token) for token in words)
    tags = Counter(token.tag for token in words)
    size = max(1, len(words))
    return {
        "listed words of sentence": min(6.0, listed),
        "share of listed words": listed / size,
        "words of sentence (log)": math.log(size),
        "quoted share of sentence": sum(t.quotation >= 0 for t in words) / size,
        "numbers in sentence": min(3.0, tags["CD"]),
        "adverbs in sentence": min(4.0, tags["RB"]),
        "adjectives in sentence": min(5.0, tags["JJ"]),
        "names in sentence": min(5.0, sum(t.pos == "PROPN" for t in words)),
        "we or you in sentence": float(
            any(t.text.lower() in ("we", "us", "our", "you", "your", "i") for t in words)
        ),
        "saying in sentence": float(
            any(t.lemma.lower() in ("say", "tell", "accord", "report", "announce") for t in words)
        ),
        "question or exclamation": float(any(t.text in "?!" for t in tokens)),
        "past tense in sentence": min(3.0, tags["VBD"]),
        "present tense in sentence": min(3.0, tags["VBZ"] + tags["VBP"]),
    }


def _hyphen(annotation: Annotation, token: Token) -> bool:
    around = annotation.text[max(0, token.start - 1) : token.end + 1]
    return around[:1] == "-" or around[-1:] == "-"


@lru_cache(maxsize=2**15)
def _valence(word: str) -> Features:
    """What the published lexicons of valence say of a word in small letters."""
    found: Features = {}
    if not is_rated(word):
        return found
    for name, lexicon, top in (("VADER", vader, 4.0), ("AFINN", afinn, 5.0)):
        hits = lexicon(word).hits
        score = hits[0].score / top if hits else 0.0
        if score:
            strength = "strong" if abs(score) >= _STRONG else "weak"
            found[f"{name}={'negative' if score < 0 else 'positive'}, {strength}"] = 1.0
    hits = textblob(word).hits
    if hits:
        found[f"TextBlob={'negative' if hits[0].score < 0 else 'positive'}"] = 1.0
    if found:
        found["any lexicon"] = 1.0
        found["lexicons that know it"] = float(len(found) - 1)
    return found


def _is_listed(token: Token) -> bool:
    return bool(_all_lists(token)) or bool(_valence(token.text.lower()))


def _all_lists(token: Token) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return _lists().get(token.lemma.lower(), none) | _lists().get(token.text.lower(), none)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """The classes of our own lists that hold each word; phrases give each of their words."""
    found: dict[str, set[str]] = {}

    def put(entry: str, name: str) -> None:
        if " " not in entry and "-" not in entry:
            found.setdefault(entry.lower(), set()).add(name)

    for row in load_lexicon("evaluative_words"):
        put(row["entry"], f"evaluative {row['kind']} {row['polarity']}")
    for row in load_lexicon("labels"):
        put(row["label"], f"label {row['kind']}")
    for row in load_lexicon("connotation_frames"):
        put(row["verb"], f"verb {row['kind']}")
    for row in load_stances():
        put(row["entry"], f"reporting {row['stance']}")
    for row in load_lexicon("boosters"):
        put(row["entry"], "boosters")
    for row in load_lexicon("entman_functions"):
        put(row["entry"], f"Entman {row['category']}")
    for row in load_lexicon("war_peace"):
        put(row["entry"], f"{row['orientation']} journalism")
    return {word: frozenset(names) for word, names in found.items()}
