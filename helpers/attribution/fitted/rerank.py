"""Revision: each record with the likeliest source and edges, and how sure these are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.attribution.fitted.confidence import Candidate
from helpers.attribution.fitted.edge_choice import edge_options
from helpers.attribution.fitted.source_choice import source_options
from helpers.attribution.fitted.weights import Option, Weights, load_weights, shares
from helpers.attribution.parsed_article import Reading
from helpers.attribution.spans import kind_of, subtract, trim_all


def revised(
    reading: Reading,
    candidates: Iterable[Candidate],
    sources: Weights | None = None,
    edges: Weights | None = None,
) -> list[Candidate]:
    """Return the candidates with the likeliest of their possible sources and edges.

    Args:
        reading: the parse that led to the candidates.
        candidates: what the rules found.
        sources: weights of the source choice; None takes those of ``data/lexicons``.
        edges: weights of the edge choice; likewise.
    """
    of_sources = load_weights("source_weights") if sources is None else sources
    of_edges = load_weights("edge_weights") if edges is None else edges
    return [
        _with_edges(reading, _with_source(reading, candidate, of_sources), of_edges)
        for candidate in candidates
    ]


def _with_source(reading: Reading, candidate: Candidate, weights: Weights) -> Candidate:
    options = source_options(reading, candidate.attribution)
    if not options:
        return candidate
    likely = shares(options, weights)
    number, best = _best(options, likely)
    features = _sureness("source", likely[number]) | {"nobody": likely[-1]}
    a = candidate.attribution
    if not best.of_the_rule and (best.spans or number == len(options) - 1):
        a = replace(a, source=best.spans, revised="source")
        features["source revised"] = 1.0
    return replace(candidate, attribution=a, features={**candidate.features, **features})


def _with_edges(reading: Reading, candidate: Candidate, weights: Weights) -> Candidate:
    a = candidate.attribution
    options = edge_options(reading, a)
    if not options:
        return candidate
    likely = shares(options, weights)
    number, best = _best(options, likely)
    features = _sureness("edges", likely[number])
    content = tuple(trim_all(reading.text, subtract(best.spans, [*a.cue, *a.source])))
    if not best.of_the_rule and content:
        quotations = reading.quotations_near(content[0][0], content[-1][1])
        kind = kind_of(reading.text, content, quotations)
        changes = " and ".join(filter(None, [a.revised, "edges"]))
        a = replace(a, content=content, kind=kind, revised=changes)
        features["edges revised"] = 1.0
    return replace(candidate, attribution=a, features={**candidate.features, **features})


def _best(options: Sequence[Option], likely: Sequence[float]) -> tuple[int, Option]:
    number = max(range(len(options)), key=likely.__getitem__)
    return number, options[number]


def _sureness(what: str, share: float) -> dict[str, float]:
    return {f"{what} sure (log odds)": math.log(share / (1.001 - share)), f"{what} sure": share}
