"""Fit: how the network learns, seeded, on the CPU.

Devlin et al. (2019), "BERT: pre-training of deep bidirectional transformers", NAACL, for the
fine-tuning; the weights kept are a running mean over the steps (Polyak & Juditsky 1992, SIAM
Journal on Control and Optimization 30), which is steadier than the last of them.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from helpers.evaluation.tone_examples import Example
from helpers.measures.stance.encoding import Encoded, encode
from helpers.measures.stance.tone_model import LABELS
from helpers.training.network import side_by_side


@dataclass(frozen=True)
class Recipe:
    """What the learning hangs on."""

    seed: int = 0
    epochs: int = 4
    rate: float = 2e-4
    head_rate: float = 6e-4
    batch: int = 32
    masked: float = 0.7  # share of sentences whose target is masked
    further: float = 0.5  # share of sentences whose further mentions are marked
    smoothing: float = 0.05
    warm_up: float = 0.1  # share of the steps in which the rate rises
    mean_from: float = 0.3  # share of the steps after which the running mean begins
    mean_keeps: float = 0.995
    by_hand: int = 4  # how often each sentence made by hand is read in an epoch
    taught: float = 0.5  # weight of the teacher's chances beside the label that people gave
    decay: float = 0.01  # of the weights
    clip: float = 1.0  # longest gradient


def fit(
    network: nn.Module,
    tokenizer: Tokenizer,
    examples: Sequence[Example],
    recipe: Recipe,
    report: Callable[[str], object] = print,
) -> nn.Module:
    """Teach a network the examples, and return it with the mean of its weights."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimiser = _optimiser(network, recipe)
    goal = torch.tensor([e.chances for e in examples])
    goal = goal * (1 - recipe.smoothing) + recipe.smoothing / goal.shape[1]
    steps = recipe.epochs * math.ceil(len(examples) / recipe.batch)
    step, began = 0, time.monotonic()
    mean: list[torch.Tensor] = []
    network.train()
    for epoch in range(recipe.epochs):
        losses = []
        for rows in _batches(examples, recipe.batch, chance):
            sentences = [_read(tokenizer, examples[i], recipe, chance) for i in rows]
            _set_rates(optimiser, step / steps, recipe.warm_up)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(*side_by_side(sentences))
            loss = nn.functional.cross_entropy(scores, goal[rows])
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


@torch.inference_mode()
def chances_of(
    network: nn.Module, tokenizer: Tokenizer, examples: Sequence[Example], batch: int = 32
) -> np.ndarray:
    """Return the network's chances for the labels of each example, with names masked."""
    network.eval()
    sentences = [encode(tokenizer, e.text, e.target, e.further) for e in examples]
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].pieces))
    chances = np.zeros((len(sentences), len(LABELS)), dtype=np.float32)
    for first in range(0, len(order), batch):
        rows = order[first : first + batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network(*side_by_side([sentences[i] for i in rows]))
        chances[rows] = scores.softmax(-1).numpy()
    return chances


def _read(tokenizer: Tokenizer, example: Example, recipe: Recipe, chance: random.Random) -> Encoded:
    mask = chance.random() < recipe.masked
    further = example.further if chance.random() < recipe.further else ()
    return encode(tokenizer, example.text, example.target, further, mask=mask)


def _batches(examples: Sequence[Example], size: int, chance: random.Random) -> list[list[int]]:
    """Numbers of examples in chance order, those of like length in one batch."""
    order = list(range(len(examples)))
    chance.shuffle(order)
    batches = []
    for first in range(0, len(order), size * 20):
        some = sorted(order[first : first + size * 20], key=lambda i: len(examples[i].text))
        batches += [some[i : i + size] for i in range(0, len(some), size)]
    chance.shuffle(batches)
    return batches


def _optimiser(network: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    head = [*network.hidden.parameters(), *network.labels.parameters()]
    in_head = {id(p) for p in head}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in in_head]
    groups = [
        {"params": [p for p in body if p.dim() > 1], "peak": recipe.rate},
        {"params": [p for p in body if p.dim() <= 1], "peak": recipe.rate, "weight_decay": 0.0},
        {"params": head, "peak": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=recipe.decay, fused=True)


def _set_rates(optimiser: torch.optim.Optimizer, done: float, warm_up: float) -> None:
    """Raise the learning rate to its peak, then lower it to nothing, in straight lines."""
    share = min(done / warm_up, (1 - done) / (1 - warm_up))
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * share


@torch.no_grad()
def _onward(
    mean: list[torch.Tensor], parameters: Sequence[nn.Parameter], keeps: float
) -> list[torch.Tensor]:
    now = [p.detach() for p in parameters]
    if not mean:
        return [value.clone() for value in now]
    torch._foreach_lerp_(mean, now, 1 - keeps)
    return mean
