"""Fitting the choice: the weights by which one reading of an attribution is preferred.

A logistic regression with a small ridge penalty over all candidates of annotated articles; a
candidate is right where its content and its source are. The table it gives
(``data/lexicons/choice_weights.tsv``) has a row for each feature that was seen often enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.annotation import annotate_many
from helpers.article import article_from_text
from helpers.attribution.choice import Candidate, all_features, united
from helpers.attribution.engine import read
from helpers.attribution.tables import spans_of
from helpers.evaluation.attributions import Document, match_attributions
from helpers.lexicons import LEXICONS
from helpers.second_parse import second_annotation

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LEAST_SEEN = 25  # a feature of fewer candidates would be a weight for a handful of articles
RIDGE = 10.0  # inverse of the variance that weights are expected to have
WEIGHTS = LEXICONS / "choice_weights.tsv"
_HEAD = """\
# Weights of the choice between readings (helpers/attribution/choice.py): log odds for one unit of
# a feature; candidates: how many had the feature, right: how many of those people bear out.
# Written by `python -m helpers fit` on annotated news: fit it anew after a change of the rules."""
Example = tuple[dict[str, float], bool]


def fit_choice(documents: Sequence[Document]) -> pd.DataFrame:
    """Return the weights of the choice, fitted on annotated documents.

    Columns: ``feature``, ``weight`` (log odds for one unit of it), ``candidates`` (how many
    had it) and ``right`` (how many of those were right), most frequent first.
    """
    return weights_table(list(examples(documents)))


def write_weights(documents: Sequence[Document], corpus: str, path: Path = WEIGHTS) -> int:
    """Fit the choice anew, write its table, return how many weights it has.

    Args:
        documents: annotated documents.
        corpus: their name, for the column ``source``.
        path: where to write; what stands there is replaced.
    """
    table = fit_choice(documents).assign(source=corpus)
    rows = ["\t".join(map(str, row)) for row in table.itertuples(index=False)]
    path.write_text("\n".join([_HEAD, "\t".join(table.columns), *rows, ""]), encoding="utf-8")
    return len(rows)


def examples(documents: Sequence[Document]) -> Iterable[Example]:
    """Yield the features of every candidate of both readings, and whether it is right."""
    articles = (
        article_from_text(d["text"], any_language=True, normalise_newlines=False) for d in documents
    )
    for document, annotation in zip(documents, annotate_many(articles), strict=True):
        every = range(len(annotation.article.paragraphs))
        first, second = read(annotation), read(second_annotation(annotation, every))
        for group in united(_outermost(first), _outermost(second)):
            for candidate in group:
                yield all_features(candidate), _is_right(document, candidate)


def _outermost(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [c for c in candidates if c.attribution.nested_in is None]


def _is_right(document: Document, candidate: Candidate) -> bool:
    """Whether people marked this content, with this source."""
    record = spans_of(candidate.attribution)
    near = [g for g in document["attributions"] if _touches(g["content"], record["content"])]
    pairs = (match_attributions(document["text"], [gold], [record]) for gold in near)
    return any(pair.source_right for found in pairs for pair in found)


def _touches(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    return one[0][0] < other[-1][1] and other[0][0] < one[-1][1]


def weights_table(data: Sequence[Example]) -> pd.DataFrame:
    """Return the fitted weights of examples (columns: ``fit_choice``)."""
    import numpy as np
    import pandas as pd

    seen = Counter(name for features, _ in data for name, value in features.items() if value)
    hits = Counter(n for features, ok in data if ok for n, value in features.items() if value)
    names = sorted((n for n in seen if seen[n] >= LEAST_SEEN), key=lambda n: (-seen[n], n))
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for row, (features, _) in enumerate(data):
        for name, value in features.items():
            if name in column:
                matrix[row, column[name]] = value
    weights = _fitted(matrix, np.array([ok for _, ok in data], dtype=float))
    return pd.DataFrame(
        {
            "feature": names,
            "weight": weights.round(3),
            "candidates": [seen[n] for n in names],
            "right": [hits[n] for n in names],
        }
    )


def _fitted(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights of least penalised logistic loss."""
    import numpy as np
    from scipy.optimize import minimize

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        probability = 1 / (1 + np.exp(-score))
        value = np.logaddexp(0, score).sum() - right @ score + RIDGE / 2 * weights @ weights
        return float(value), matrix.T @ (probability - right) + RIDGE * weights

    start = np.zeros(matrix.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)
