"""Reranking: each record with its likeliest source and edges, and how sure these are."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpers.attribution.attribution import Attribution
from helpers.attribution.fitted.confidence import Candidate, Option, Weights, load_weights, shares
from helpers.attribution.fitted.edge_choice import edge_options
from helpers.attribution.fitted.source_choice import source_options
from helpers.attribution.parsed_article import ParsedArticle
from helpers.attribution.spans import kind_of, subtract, trim_all


def rerank_candidates(
    parsed: ParsedArticle,
    candidates: Iterable[Candidate],
    sources: Weights | None = None,
    edges: Weights | None = None,
) -> list[Candidate]:
    """Return the candidates with their likeliest sources and edges, in the order of the text.

    The weights of the two choices are those of ``data/lexicons`` where none are given.
    """
    of_sources = load_weights("source_weights") if sources is None else sources
    of_edges = load_weights("edge_weights") if edges is None else edges
    chosen = (
        _with_edges(parsed, _with_source(parsed, candidate, of_sources), of_edges)
        for candidate in candidates
    )
    return sorted(chosen, key=lambda c: (c.attribution.content[0], c.attribution.cue))


def _with_source(parsed: ParsedArticle, candidate: Candidate, weights: Weights) -> Candidate:
    a = candidate.attribution
    options = source_options(parsed, a)
    if not options:
        return candidate
    likely = shares(options, weights)
    number, best = _best(options, likely)
    features = _sureness("source", likely[number]) | {"nobody": likely[-1]}
    if not best.of_the_rule and (best.spans or number == len(options) - 1):
        a = replace(a, source=best.spans, revised="source")
        features["source revised"] = 1.0
    return Candidate(a, {**candidate.features, **features})


def _with_edges(parsed: ParsedArticle, candidate: Candidate, weights: Weights) -> Candidate:
    a = candidate.attribution
    options = edge_options(parsed, a)
    if not options:
        return candidate
    likely = shares(options, weights)
    number, best = _best(options, likely)
    features = _sureness("edges", likely[number])
    content = tuple(trim_all(parsed.text, subtract(best.spans, [*a.cue, *a.source])))
    if not best.of_the_rule and content:
        quotations = parsed.quotations_near(content[0][0], content[-1][1])
        kind = kind_of(parsed.text, content, quotations)
        changes = " and ".join(filter(None, [a.revised, "edges"]))
        a = replace(a, content=content, kind=kind, revised=changes)
        features["edges revised"] = 1.0
    return Candidate(a, {**candidate.features, **features})


def _best(options: Sequence[Option], likely: Sequence[float]) -> tuple[int, Option]:
    number = max(range(len(options)), key=likely.__getitem__)
    return number, options[number]


def _sureness(what: str, share: float) -> dict[str, float]:
    return {f"{what} sure (log odds)": math.log(share / (1.001 - share)), f"{what} sure": share}


def without_second_reports(text: str, kept: list[Attribution]) -> list[Attribution]:
    """Attributions cut before what the same source asks or charges with a second verb.

    In "The MP said the letters were false and called on the firm to pay" the fitted edges may
    take the call for a part of what was said. Annotated news takes other second verbs so too.
    """
    asking: defaultdict[tuple[Any, int], list[int]] = defaultdict(list)  # by source and end
    for b in kept:
        asks = b.rule == "infinitive" or (b.cue and text.startswith("accus", b.cue[0][0]))
        if asks and b.cue and b.source and b.speech:
            asking[b.source, b.content[-1][1]].append(b.cue[0][0])
    return [_cut_before(asking, text, a) if a.speech and a.cue else a for a in kept]


def _cut_before(
    asking: Mapping[tuple[Any, int], Sequence[int]], text: str, a: Attribution
) -> Attribution:
    """An attribution without the second reports that begin at cues inside its last words."""
    start, end = a.content[-1]
    for cue in asking.get((a.source, end), ()):
        joint = re.search(r",? (?:and|but) $", text[start:cue]) if start < cue else None
        if joint and a.cue[0][0] < start:
            shorter = replace(a, content=(*a.content[:-1], (start, start + joint.start())))
            return _cut_before(asking, text, shorter)
    return a
