"""Fit: what the network learns from annotated articles, and how; seeded, on the CPU.

Devlin et al. (2019), "BERT: pre-training of deep bidirectional transformers", NAACL, for the
fine-tuning; the weights kept are a running mean over the steps (Polyak & Juditsky 1992, SIAM
Journal on Control and Optimization 30).
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from helpers.attribution.attribution import Span
from helpers.attribution.fitted.confidence import Candidate
from helpers.attribution.parsed_article import Reading
from helpers.attribution.spans import overlap
from helpers.attribution.token_model.pieces import Sentence, pieces_of
from helpers.evaluation.attribution_scores import Document
from helpers.training.attribution.network import Network, side_by_side


@dataclass(frozen=True)
class Recipe:
    """What the learning hangs on."""

    seed: int = 0
    epochs: int = 3
    rate: float = 1e-4
    head_rate: float = 5e-4
    batch: int = 32
    cue_share: float = 0.2  # of the loss that is about the cue
    warm_up: float = 0.1  # share of the steps in which the rate rises
    mean_from: float = 0.4  # share of the steps after which the running mean begins
    mean_keeps: float = 0.99
    decay: float = 0.01  # of the weights
    clip: float = 1.0  # longest gradient


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with a cue; whether people marked the cue, and which pieces are what."""

    sentence: Sentence
    reports: bool
    content: tuple[bool, ...]
    source: tuple[bool, ...]


def examples_of(
    tokenizer: Tokenizer, document: Document, reading: Reading, candidates: Iterable[Candidate]
) -> Iterator[Example]:
    """Return the cues that people marked in a document, and those that only the rules see."""
    golds = [gold for gold in document["attributions"] if gold["cue"]]
    others = [
        {"cue": c.attribution.cue, "content": (), "source": ()}
        for c in candidates
        if c.attribution.cue
        and c.attribution.nested_in is None
        and not any(overlap(gold["cue"], c.attribution.cue) for gold in golds)
    ]
    for record in (*golds, *others):
        number = max(0, reading.sentence_at(record["cue"][0][0]))
        place = reading.annotation.sentences[number]
        sentence = pieces_of(tokenizer, reading.text, (place.start, place.end), record["cue"])
        if sentence is not None:
            content, source = (_within(sentence, record[p]) for p in ("content", "source"))
            yield Example(sentence, bool(record["content"]), content, source)


def fit(
    network: Network,
    examples: Sequence[Example],
    recipe: Recipe,
    report: Callable[[str], object] = print,
) -> Network:
    """Teach a network the examples, and return it with the mean of its weights."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimiser = _optimiser(network, recipe)
    steps = recipe.epochs * math.ceil(len(examples) / recipe.batch)
    step, began = 0, time.monotonic()
    mean: list[Tensor] = []
    network.train()
    for epoch in range(recipe.epochs):
        losses = []
        for rows in _batches(examples, recipe.batch, chance):
            _set_rates(optimiser, step / steps, recipe.warm_up)
            loss = _loss(network, [examples[i] for i in rows], recipe)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, recipe.clip)
            optimiser.step()
            losses.append(loss.item())
            step += 1
            if step > steps * recipe.mean_from:
                mean = _onward(mean, parameters, recipe.mean_keeps)
        report(
            f"epoch {epoch + 1} of {recipe.epochs}: loss {np.mean(losses):.4f}, "
            f"{time.monotonic() - began:.0f} s"
        )
    for parameter, value in zip(parameters, mean, strict=True):
        parameter.data.copy_(value)
    return network.eval()


def _loss(network: Network, examples: Sequence[Example], recipe: Recipe) -> Tensor:
    """Cross entropy of pieces where people marked the cue, and of the cue itself."""
    inputs = side_by_side([example.sentence for example in examples])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        odds, cue = network(*inputs)
    goal, counted = torch.zeros_like(odds), torch.zeros(odds.shape[:2])
    reports = torch.tensor([float(example.reports) for example in examples])
    for row, example in enumerate(examples):
        length = len(example.content)
        goal[row, 1 : length + 1] = torch.tensor([example.content, example.source]).T.float()
        counted[row, 1 : length + 1] = 1
    entropy = nn.functional.binary_cross_entropy_with_logits
    each = (entropy(odds, goal, reduction="none").sum(-1) * counted).sum(1) / counted.sum(1)
    of_pieces = (each * reports).sum() / reports.sum().clamp(min=1)
    return of_pieces + recipe.cue_share * entropy(cue, reports)


def _within(sentence: Sentence, spans: Iterable[Span]) -> tuple[bool, ...]:
    marked = list(spans)
    return tuple(any(s <= start < e for s, e in marked) for start in sentence.starts)


def _batches(examples: Sequence[Example], size: int, chance: random.Random) -> list[list[int]]:
    """Numbers of examples in chance order, those of like length in one batch."""
    order = list(range(len(examples)))
    chance.shuffle(order)
    batches = []
    for first in range(0, len(order), size * 20):
        some = order[first : first + size * 20]
        some.sort(key=lambda i: len(examples[i].sentence.pieces))
        batches += [some[i : i + size] for i in range(0, len(some), size)]
    chance.shuffle(batches)
    return batches


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    head = network.head()
    in_head = {id(p) for p in head}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in in_head]
    groups = [
        {"params": body, "peak": recipe.rate},
        {"params": head, "peak": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=recipe.decay, fused=True)


def _set_rates(optimiser: torch.optim.Optimizer, done: float, warm_up: float) -> None:
    """Raise the learning rate to its peak, then lower it to nothing, in straight lines."""
    share = min(done / warm_up, (1 - done) / (1 - warm_up))
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * share


@torch.no_grad()
def _onward(mean: list[Tensor], parameters: Sequence[nn.Parameter], keeps: float) -> list[Tensor]:
    now = [p.detach() for p in parameters]
    if not mean:
        return [value.clone() for value in now]
    torch._foreach_lerp_(mean, now, 1 - keeps)
    return mean
