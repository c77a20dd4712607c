"""Weights: tables of fitted coefficients, and the probabilities that they give.

Three choices use such tables in ``data/lexicons``: which source (``source_weights``), where
content begins and ends (``edge_weights``), and which record to keep (``choice_weights``).
``python -m helpers train attribution`` fits all three on annotated news.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.attribution.attribution import Span
from helpers.lexicons import load_lexicon

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
