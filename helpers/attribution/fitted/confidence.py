"""Confidence: how likely a record is right, and which records of two parses belong together.

The probability comes from a logistic regression over visible features: rule, kind, cue, length,
the marks at the edges, the place of the source, whether both parses led to the record. The
weights are the table ``data/lexicons/choice_weights.tsv``; those of the choices of a source and of
edges are beside it. ``python -m helpers train attribution`` fits all three on annotated news.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.parsed_article import Draft, ParsedArticle, head_of
from helpers.attribution.spans import overlap
from helpers.lexicons import load_lexicon

BIAS = "(always)"
_FIRST_WORDS = frozenset("that to it he she they the as and but which".split())
_PRONOUNS = frozenset("he she they it i we who you".split())

Weights = Mapping[str, float]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers to a question about a record: its spans, and what speaks for it."""

    spans: tuple[Span, ...]
    features: Features
    of_the_rule: bool = False  # the answer that the rule gave


@lru_cache(maxsize=4)
def load_weights(name: str = "choice_weights") -> Weights:
    """Return the weight of each feature of a table in ``data/lexicons``, read once a process."""
    entries = load_lexicon(name, ("feature", "weight"))
    return {entry["feature"]: float(entry["weight"]) for entry in entries}


def score(features: Features, weights: Weights) -> float:
    """Return the sum of the weights of some features; one without a weight adds nothing."""
    # sum() of floats gives other last digits since Python 3.12; fsum() the same on each version
    return math.fsum(value * weights[name] for name, value in features.items() if name in weights)


def shares(options: Sequence[Option], weights: Weights) -> list[float]:
    """Return how likely each option is, given that one of them is right (McFadden 1974).

    That is the conditional logit: McFadden, "Conditional logit analysis of qualitative choice
    behavior", in Zarembka (ed.), Frontiers in Econometrics, 105-142.
    """
    scores = [score(option.features, weights) for option in options]
    most = max(scores, default=0.0)
    odds = [math.exp(value - most) for value in scores]
    total = math.fsum(odds)
    return [value / total for value in odds]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution as one parse gives it, with its features."""

    attribution: Attribution
    features: Features


def as_if_agreed(candidate: Candidate) -> dict[str, float]:
    """Return the features of a candidate as if both parses led to it and to no other one."""
    return {**candidate.features, **_agreement("both", 2, 2, 1)}


def _agreement(readings: str, content: int, source: int, others: int) -> dict[str, float]:
    """Features of how far the parses agree: on the record, its content, its source."""
    return {
        f"readings={readings}": 1.0,
        f"readings with this content={content}": 1.0,
        f"readings with this source={source}": 1.0,
        f"readings of the cue={min(4, others)}": 1.0,
    }


def probability(features: Features, weights: Weights, known: float = 0.0) -> float:
    """Return how likely a candidate is right end to end (0 to 1).

    ``known`` is the score of further features, where it was computed before.
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, known + score(features, weights)))))


def features_of(parsed: ParsedArticle, draft: Draft, a: Attribution) -> dict[str, float]:
    """Return the features of an attribution by name; a named class counts 1."""
    text = parsed.text
    start, end = a.content[0][0], a.content[-1][1]
    words = text[start:end].split()
    classes = {
        "rule": a.rule,
        "kind": a.kind,
        "cue": draft.lemma or "none",
        "construction": draft.construction or "none",
        "before": _mark(text[max(0, start - 3) : start].strip()[-1:]),
        "after": _mark(text[end : end + 3].strip()[:1]) if a.cue else "label",
        "first": _first(words),
    }
    features = {BIAS: 1.0} | {f"{name}={value}": 1.0 for name, value in classes.items()}
    features |= {
        "cue rate": draft.rate,
        "words (log)": math.log(1 + len(words)),
        "stretches": float(len(a.content)),
    }
    if a.cue:
        cue = a.cue[0][0]
        features["content after cue"] = 1.0 if start > cue else -1.0
        features["cue inside"] = float(start < cue < end)
    inside = text[start:end]
    odd = inside.count("“") != inside.count("”") or inside.count('"') % 2 == 1
    features["odd marks"] = float(odd)
    return features | _of_words(parsed, draft, a) | _of_source(parsed, a)


def _of_words(parsed: ParsedArticle, draft: Draft, a: Attribution) -> dict[str, float]:
    """Features of the content's words and of the cue in the parse."""
    features: dict[str, float] = {}
    words = [t for s, e in a.content for t in parsed.tokens_between(s, e) if t.is_word]
    if words:
        finite = sum(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in words)
        features["finite verbs"] = min(4.0, finite)
        following = parsed.tokens[words[-1].i + 1 : words[-1].i + 2]
        features[f"next tag={following[0].tag if following else 'none'}"] = 1.0
    if draft.head is not None:
        deps = [child.dep for child in draft.head.children]
        features[f"cue hangs as={draft.head.dep}"] = 1.0
        features["cue has object"] = float("dobj" in deps)
        features["cue has subject"] = float("nsubj" in deps or "nsubjpass" in deps)
    return features


def _of_source(parsed: ParsedArticle, a: Attribution) -> dict[str, float]:
    if not a.source:
        return {"no source": 1.0}
    words = parsed.text[a.source[0][0] : a.source[-1][1]]
    head = head_of(parsed, a.source)
    return {
        f"source entity={(head.entity if head else '') or 'none'}": 1.0,
        "source characters (log)": math.log(1 + sum(e - s for s, e in a.source)),
        "source pronoun": float(words.lower() in _PRONOUNS),
        "source capital": float(words[:1].isupper()),
    }


def _mark(character: str) -> str:
    if not character:
        return "end"
    return "word" if character.isalnum() else character


def _first(words: Sequence[str]) -> str:
    if words[0].lower() in _FIRST_WORDS:
        return words[0].lower()
    return "capital" if words[0][:1].isupper() else "small"


def merge_readings(
    first: Iterable[Candidate], second: Iterable[Candidate]
) -> list[list[Candidate]]:
    """Return the candidates of both parses in groups, one for each attribution.

    Two belong together if they share a cue or most of their content. A candidate that both parses
    give is in its group once; each gets features of how far the parses agree.
    """
    items = [(candidate, "first") for candidate in first]
    boundary = len(items)
    items += [(candidate, "second") for candidate in second]
    parent = list(range(len(items)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    near: dict[int, list[int]] = {}
    for index in range(boundary):
        for block in _blocks(items[index][0].attribution):
            near.setdefault(block, []).append(index)
    for index in range(boundary, len(items)):
        attribution = items[index][0].attribution
        others = {i for b in _blocks(attribution) for i in near.get(b, [])}
        for other in sorted(others):
            if _same(attribution, items[other][0].attribution):
                parent[root(index)] = root(other)
    groups: dict[int, dict[object, tuple[Candidate, set[str]]]] = {}
    for index, (item, reading) in enumerate(items):
        group = groups.setdefault(root(index), {})
        key = (item.attribution.content, item.attribution.source)
        group.setdefault(key, (item, set()))[1].add(reading)
    return [_agreeing(list(group.values())) for group in groups.values()]


def _agreeing(group: Sequence[tuple[Candidate, set[str]]]) -> list[Candidate]:
    """The candidates of a group with features of how far the parses agree on them."""

    def readings_with(part: str, value: object) -> int:
        found = (readings for c, readings in group if getattr(c.attribution, part) == value)
        return len(set().union(*found))

    agreeing = []
    for candidate, readings in group:
        a = candidate.attribution
        agreement = _agreement(
            "both" if len(readings) == 2 else next(iter(readings)),
            readings_with("content", a.content),
            readings_with("source", a.source),
            len(group),
        )
        agreeing.append(replace(candidate, features={**candidate.features, **agreement}))
    return agreeing


_BLOCK = 200  # characters: candidates far apart need not be compared


def _blocks(a: Attribution) -> set[int]:
    return {
        block
        for start, end in (*a.content, *a.cue)
        for block in range(start // _BLOCK, end // _BLOCK + 1)
    }


def _holds_cue(one: Attribution, other: Attribution) -> bool:
    """Whether the content of one attribution holds the cue of the other."""
    return bool(other.cue) and any(s <= other.cue[0][0] < e for s, e in one.content)


def _same(one: Attribution, other: Attribution) -> bool:
    if overlap(one.cue, other.cue):
        return True
    if "transcript" in (one.rule, other.rule) and one.rule != other.rule:
        return False  # a turn holds what is reported in it
    if _holds_cue(one, other) or _holds_cue(other, one):
        return False  # “Late,” Kim said, according to Lee: two attributions, one in the other
    shared = overlap(one.content, other.content)
    sizes = [sum(e - s for s, e in a.content) for a in (one, other)]
    return shared > 0.5 * (sum(sizes) - shared)
