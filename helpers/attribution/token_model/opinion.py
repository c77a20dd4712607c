"""Second opinion: what a token model says of a record, as features beside those of the rules.

The model reads the sentence of a cue and says of each piece of a word how likely it is said, or
is who says it. An option whose spans hold the pieces that are likely, and no others, is
supported. The weight that this support has against what the parse shows is fitted
(``helpers.attribution.fitted.rerank``); without a model there are no such features.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.fitted.weights import Option
from helpers.attribution.parsed_article import Reading

_LITTLE = 0.05  # of a piece: keeps a logarithm finite where nothing is shared


@dataclass(frozen=True, slots=True)
class Opinion:
    """Log odds of each piece of a sentence to be content and source; of the cue to report."""

    starts: tuple[int, ...]
    content: tuple[float, ...]
    source: tuple[float, ...]
    cue: float


Opinions = Callable[[Reading, Sequence[Attribution]], list[Opinion | None]]


def no_opinion(reading: Reading, attributions: Sequence[Attribution]) -> list[Opinion | None]:
    """Return None for each attribution: there is no model."""
    return [None] * len(attributions)


def edges_seconded(options: list[Option], a: Attribution, opinion: Opinion | None) -> list[Option]:
    """Return options of edges with what the model says of them, compared with the rule's own."""
    if opinion is None or not options:
        return options
    in_cue = _within(opinion.starts, a.cue)
    odds = [0.0 if cue else o for o, cue in zip(opinion.content, in_cue, strict=True)]
    chances = _without(opinion.content, in_cue)
    support = []
    for option in options:
        inside = _within(opinion.starts, option.spans)
        support.append((sum(compress(odds, inside)) / 10, shared(chances, inside)))
    own = support[0]
    return [
        replace(
            option,
            features={
                **option.features,
                "model inside": total - own[0],
                "model overlap": share - own[1],
            },
        )
        for option, (total, share) in zip(options, support, strict=True)
    ]


def sources_seconded(options: list[Option], opinion: Opinion | None) -> list[Option]:
    """Return options of a source with what the model says of them."""
    if opinion is None:
        return options
    return [replace(o, features={**o.features, **_of_source(o.spans, opinion)}) for o in options]


def _of_source(spans: Sequence[Span], opinion: Opinion) -> dict[str, float]:
    if not spans:
        return {"model nobody": 1.0, "model best source, nobody": max(opinion.source) / 5}
    inside = _within(opinion.starts, spans)
    odds = list(compress(opinion.source, inside))
    if not odds:
        return {"model source outside": 1.0}
    return {
        "model source mean": sum(odds) / len(odds) / 5,
        "model source most": max(odds) / 5,
        "model source sum": sum(odds) / 20,
        "model source overlap": shared([chance(o) for o in opinion.source], inside),
    }


def opinion_of_record(a: Attribution, opinion: Opinion | None) -> dict[str, float]:
    """Return features of a record as it stands: does the model think so too?"""
    if opinion is None:
        return {"model silent": 1.0}
    features = {"model cue": opinion.cue / 5}
    in_cue = _within(opinion.starts, a.cue)
    inside = [
        i and not cue for i, cue in zip(_within(opinion.starts, a.content), in_cue, strict=True)
    ]
    if any(inside):
        odds = list(compress(opinion.content, inside))
        features["model content"] = sum(odds) / len(odds) / 5
        features["model content overlap"] = shared(_without(opinion.content, in_cue), inside)
    else:
        features["model content outside"] = 1.0
    inside = _within(opinion.starts, a.source)
    if any(inside):
        features["model source"] = max(compress(opinion.source, inside)) / 5
        chances = [chance(o) for o in opinion.source]
        features["model source overlap"] = shared(chances, inside)
    else:
        features |= {"model no source": 1.0, "model best source": max(opinion.source) / 5}
    return features


def shared(chances: Sequence[float], inside: Sequence[bool]) -> float:
    """Return the logarithm of the intersection over union that is to be expected.

    >>> round(shared([1.0, 1.0, 0.0], [True, True, False]), 2)
    0.0
    """
    both = sum(compress(chances, inside))
    either = sum(inside) + sum(compress(chances, (not i for i in inside)))
    return math.log((both + _LITTLE) / (either + _LITTLE))


def chance(odds: float) -> float:
    """Return a probability from log odds.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-odds))


def _without(odds: Iterable[float], cue: Iterable[bool]) -> list[float]:
    return [0.0 if is_cue else chance(o) for o, is_cue in zip(odds, cue, strict=True)]


def _within(starts: Sequence[int], spans: Sequence[Span]) -> list[bool]:
    return [any(s <= start < e for s, e in spans) for start in starts]
