"""Fitting the choices: the weights by which sources, edges and readings are preferred.

Three tables in ``data/lexicons``, fitted on annotated articles: ``source_weights`` and
``edge_weights`` (conditional logits over the options of a record), then, on records with the
sources and edges that these choose, ``choice_weights`` (a logistic regression over the candidates
of both readings; a candidate is right where its content and its source are).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from helpers.annotation.simplified_parse import simplified_annotation
from helpers.attribution.attribution import spans_of
from helpers.attribution.engine import apply_rules, nested
from helpers.attribution.fitted.confidence import Candidate, Features, Weights, merge_readings
from helpers.attribution.fitted.edge_choice import edge_options, rerank_candidates
from helpers.attribution.fitted.source_choice import source_options
from helpers.attribution.parsed_article import ParsedArticle
from helpers.evaluation.attribution_scores import (
    Document,
    Record,
    content_overlap,
    match_attributions,
)
from helpers.evaluation.benchmarks import annotate_texts
from helpers.lexicons import LEXICONS
from helpers.thresholds import KEPT_A_ROUND, MIN_OVERLAP, MIN_SEEN, SAME_EDGES

RIDGE = 10.0  # inverse of the variance that weights are expected to have
SOURCE_RIDGE = 3.0
# Weights kept in each table; with all (some 1,100) F1 on articles left out of the fit is .2 to
# .3 points higher.
MAX_SOURCE, MAX_EDGE, MAX_CHOICE = 75, 100, 150
_HEAD = """\
# {title}: log odds for one unit of
# a feature; candidates: how many had the feature, right: how many of those annotators confirm.
# Written by `python -m helpers train attribution` on annotated news:
# fit it anew after a change of the rules."""
_TITLES = {
    "source_weights": "Weights of the choice of a source (attribution/fitted/source_choice.py)",
    "edge_weights": "Weights of the choice of edges (attribution/fitted/edge_choice.py)",
    "choice_weights": "Weights of the choice between readings (attribution/fitted/confidence.py)",
}
Example = tuple[Features, bool]  # features of a candidate, and whether it is right
Group = Sequence[Example]  # the options of one question


@dataclass(frozen=True, slots=True)
class _Read:
    """An annotated document and what the rules find in both parses of it."""

    document: Document
    parses: tuple[tuple[ParsedArticle, list[Candidate]], tuple[ParsedArticle, list[Candidate]]]


def fit_choices(documents: Sequence[Document]) -> dict[str, pd.DataFrame]:
    """Return the three tables of weights by name (columns: :func:`fit_options`)."""
    every = list(_read(documents))
    sources = fit_options(list(_source_groups(every)), ridge=SOURCE_RIDGE, max_features=MAX_SOURCE)
    edges = fit_options(list(_edge_groups(every)), ridge=RIDGE, max_features=MAX_EDGE)
    examples = list(_examples(every, weights_of(sources), weights_of(edges)))
    return {
        "source_weights": sources,
        "edge_weights": edges,
        "choice_weights": weights_table(examples, MAX_CHOICE),
    }


def weights_of(table: pd.DataFrame) -> dict[str, float]:
    """Return the weights of a fitted table by feature."""
    return dict(zip(table["feature"], table["weight"], strict=True))


def write_weights(documents: Sequence[Document], corpus: str, folder: Path = LEXICONS) -> int:
    """Fit the choices on a corpus of this name, replace their tables; return how many weights."""
    number = 0
    for name, fitted in fit_choices(documents).items():
        table = fitted.assign(source=corpus)
        rows = ["\t".join(map(str, row)) for row in table.itertuples(index=False)]
        lines = [_HEAD.format(title=_TITLES[name]), "\t".join(table.columns), *rows, ""]
        (folder / f"{name}.tsv").write_text("\n".join(lines), encoding="utf-8")
        number += len(rows)
    return number


def _read(documents: Sequence[Document]) -> Iterator[_Read]:
    annotations = annotate_texts(d["text"] for d in documents)
    for document, annotation in zip(documents, annotations, strict=True):
        every = range(len(annotation.article.paragraphs))
        parses = apply_rules(annotation), apply_rules(simplified_annotation(annotation, every))
        yield _Read(document, parses)


def _source_groups(every: Iterable[_Read]) -> Iterator[Group]:
    """The possible sources of every record whose content was annotated."""
    for item in every:
        text = item.document["text"]
        for parsed, candidates in item.parses:
            for a in (candidate.attribution for candidate in _outermost(parsed, candidates)):
                options = source_options(parsed, a)
                gold = _nearest(item.document, a.content) if options else None
                if gold is None or content_overlap(text, gold["content"], a.content) < MIN_OVERLAP:
                    continue
                yield [(option.features, _shares_source(gold, option.spans)) for option in options]


def _edge_groups(every: Iterable[_Read]) -> Iterator[Group]:
    """The possible edges of every record whose cue was annotated; the nearest are right."""
    for item in every:
        text = item.document["text"]
        for parsed, candidates in item.parses:
            for a in (candidate.attribution for candidate in _outermost(parsed, candidates)):
                near = [
                    g
                    for g in item.document["attributions"]
                    if _touches(g["content"], a.content) and (not a.cue or _meet(g["cue"], a.cue))
                ]
                options = edge_options(parsed, a) if near else []
                if options:
                    shared = [
                        max(content_overlap(text, g["content"], option.spans) for g in near)
                        for option in options
                    ]
                    best = max(MIN_OVERLAP, max(shared) - SAME_EDGES)
                    yield [
                        (option.features, overlap >= best)
                        for option, overlap in zip(options, shared, strict=True)
                    ]


def _examples(every: Iterable[_Read], sources: Weights, edges: Weights) -> Iterator[Example]:
    """The features of every candidate of both readings, and whether it is right."""
    for item in every:
        first, second = (
            _outermost(parsed, rerank_candidates(parsed, candidates, sources, edges))
            for parsed, candidates in item.parses
        )
        for group in merge_readings(first, second):
            for candidate in group:
                yield candidate.features, _is_right(item.document, candidate)


def _nearest(document: Document, content: Sequence[Sequence[int]]) -> Record | None:
    """The annotated attribution whose content overlaps most."""
    near = [g for g in document["attributions"] if _touches(g["content"], content)]
    text = document["text"]
    return max(near, key=lambda g: content_overlap(text, g["content"], content), default=None)


def _shares_source(gold: Record, spans: Sequence[Sequence[int]]) -> bool:
    return _meet(gold["source"], spans) if gold["source"] else not spans


def _meet(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    return any(s < f and t < e for s, e in one for t, f in other)


def _outermost(parsed: ParsedArticle, candidates: Sequence[Candidate]) -> list[Candidate]:
    places = nested(parsed.annotation, [candidate.attribution for candidate in candidates])
    return [c for c, a in zip(candidates, places, strict=True) if a.nested_in is None]


def _is_right(document: Document, candidate: Candidate) -> bool:
    """Whether this content was annotated with this source."""
    record = spans_of(candidate.attribution)
    near = [g for g in document["attributions"] if _touches(g["content"], record["content"])]
    pairs = (match_attributions(document["text"], [gold], [record]) for gold in near)
    return any(pair.source_right for found in pairs for pair in found)


def _touches(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    return one[0][0] < other[-1][1] and other[0][0] < one[-1][1]


def weights_table(examples: Iterable[Example], max_features: int | None = None) -> pd.DataFrame:
    """Return the weights of a logistic regression: a choice against an option without features."""
    groups = [[(features, ok), ({}, not ok)] for features, ok in examples]
    return fit_options(groups, ridge=RIDGE, max_features=max_features)


def fit_options(
    groups: Sequence[Group], *, ridge: float, max_features: int | None = None
) -> pd.DataFrame:
    """Return the weights under which the right options of each group are likeliest.

    Columns: ``feature``, ``weight`` (log odds for one unit of it), ``candidates`` (how many
    options had it) and ``right`` (how many of those were right), most frequent first. A feature
    of fewer than ``MIN_SEEN`` options gets no weight. Groups without a right option are left out;
    where several options of a group are right, they count together.

    ``ridge`` is the inverse of the variance that weights are expected to have. To keep
    ``max_features``, the fit is repeated without the features that matter least (weight times the
    square root of the candidates), a few at a time (Guyon et al. 2002, "Gene selection for cancer
    classification", Machine Learning).

    McFadden (1974, "Conditional logit analysis of qualitative choice behavior").
    """
    known = [group for group in groups if any(right for _, right in group)]
    seen = Counter(n for group in known for f, _ in group for n, value in f.items() if value)
    hits = Counter(n for group in known for f, ok in group if ok for n, value in f.items() if value)
    names = sorted((n for n in seen if seen[n] >= MIN_SEEN), key=lambda n: (-seen[n], n))
    matrix = _matrix([features for group in known for features, _ in group], names)
    kept = np.arange(len(names))
    weights = _fitted(matrix, known, ridge)
    while max_features is not None and len(kept) > max_features:
        importance = np.abs(weights) * np.sqrt([seen[names[i]] for i in kept])
        number = max(max_features, int(KEPT_A_ROUND * len(kept)))
        kept = kept[np.sort(np.argsort(-importance, kind="stable")[:number])]
        weights = _fitted(matrix[:, kept], known, ridge)
    chosen = [names[i] for i in kept]
    return pd.DataFrame(
        {
            "feature": chosen,
            "weight": weights.round(3),
            "candidates": [seen[n] for n in chosen],
            "right": [hits[n] for n in chosen],
        }
    )


def _matrix(options: Sequence[Features], names: Sequence[str]) -> csr_matrix:
    """One row for each option, one column for each feature."""
    column = {name: index for index, name in enumerate(names)}
    cells = [
        (row, column[name], value)
        for row, features in enumerate(options)
        for name, value in features.items()
        if name in column
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((values, (rows, columns)), shape=(len(options), len(names)), dtype=float)


def _fitted(matrix: csr_matrix, groups: Sequence[Group], ridge: float) -> np.ndarray:
    """The weights of least penalised loss: minus the log likelihood of the right options."""
    sizes = np.array([len(group) for group in groups], dtype=int)
    right = np.array([ok for group in groups for _, ok in group], dtype=float)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    group_of = np.repeat(np.arange(len(sizes)), sizes)

    def total(odds: np.ndarray) -> np.ndarray:
        return np.add.reduceat(odds, starts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        odds = np.exp(score - np.maximum.reduceat(score, starts)[group_of])
        whole, good = total(odds), np.maximum(total(odds * right), 1e-300)
        value = float(np.log(whole / good).sum() + ridge / 2 * weights @ weights)
        excess = odds / whole[group_of] - odds * right / good[group_of]
        return value, matrix.T @ excess + ridge * weights

    start = np.zeros(matrix.shape[1])
    if not len(sizes):
        return start
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)
