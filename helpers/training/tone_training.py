"""Training of the model of tone toward a target: ``python -m helpers train tone``.

The model learns without the articles kept back, so that how often it is right on them is known of
the very file that is used. It is seeded, and runs on the CPU. The weights kept are a running mean
over the steps (Polyak & Juditsky 1992), which varies less than the last of them.
"""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import nn

from helpers.evaluation import tone_scores as evaluation
from helpers.evaluation.tone_examples import (
    PROBE,
    Example,
    read_newsmtsc,
    read_probes,
    split_by_article,
)
from helpers.measures.stance.tone_model import (
    FOLDER,
    Encoded,
    ToneModel,
    encode,
    softmax,
)
from helpers.thresholds import MIN_RIGHT
from helpers.training import distil
from helpers.training.networks import ToneNetwork, side_by_side
from helpers.training.onnx_export import export


@dataclass(frozen=True)
class Recipe:
    """All settings of the learning."""

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
    probes: int = 4  # how often each invented sentence is read in an epoch
    taught: float = 0.5  # weight of the teacher's chances beside the annotated label
    decay: float = 0.01  # of the weights
    clip: float = 1.0  # longest gradient


TEACHER = FOLDER / "teacher.npz"
_log = logging.getLogger("training")


def train_tone_model(
    weights: Path,
    newsmtsc: Path,
    recipe: Recipe,
    *,
    out: Path | None = None,
    threads: int = 1,
) -> None:
    """Train, export and calibrate the model; the losses are written to ``training.log``.

    ``weights`` is a folder with MiniLM's ``model.safetensors`` and ``tokenizer.json``, ``newsmtsc``
    one with the files of NewsMTSC; model, tokenizer, settings and log go to ``out``, the program's
    own if None. ``threads`` are PyTorch's.
    """
    out = out or FOLDER
    out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(out / "training.log", "w")],
    )
    torch.set_num_threads(threads)
    _log.info(json.dumps(asdict(recipe)))
    began = time.process_time()
    tokenizer = plain_tokenizer(weights / "tokenizer.json")
    tokenizer.save(str(out / "tokenizer.json"))
    learned, back = split_by_article(read_newsmtsc(newsmtsc / evaluation.TRAIN))
    known, further = [*learned, *read_probes()], distil.further_targets(learned)
    lessons = _lessons(known, further, distil.read_chances(TEACHER), recipe)
    torch.manual_seed(recipe.seed)  # the first weights of the head are drawn here
    network = ToneNetwork(weights / "model.safetensors")
    fit(network, tokenizer, lessons, recipe)
    path = out / "model.onnx"
    export(network, path)
    seen = read_newsmtsc(newsmtsc / evaluation.PARTS["dev"]) + back
    settings = choose_settings(_scores(path, tokenizer, seen), evaluation.right_labels(seen))
    (out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    _log.info("%s; %.0f CPU seconds in all", json.dumps(settings), time.process_time() - began)


def _lessons(
    known: list[Example], further: list[Example], chances: np.ndarray, recipe: Recipe
) -> list[Example]:
    """What the model learns from: labelled and further targets, with the teacher's chances.

    Where the sentences have changed since the teacher read them, the labels alone are learned.
    """
    asked = [*known, *further]
    if len(chances) != len(asked):
        _log.info("the teacher read %d targets, and there are %d", len(chances), len(asked))
        chances, further, asked = np.array([e.chances for e in known]), [], known
    shares = np.where(np.arange(len(asked)) < len(known), recipe.taught, 1.0)
    taught = distil.with_chances(asked, chances, shares)
    learned = [e for e in taught[: len(known)] if e.article != PROBE]
    probes = [e for e in taught[: len(known)] if e.article == PROBE]
    others = distil.as_often_neutral(taught[len(known) :], learned, random.Random(recipe.seed))
    numbers = len(learned), len(probes), len(others)
    _log.info("%d targets of NewsMTSC, %d invented, %d further ones", *numbers)
    return [*learned, *probes * recipe.probes, *others]


def plain_tokenizer(path: Path) -> Tokenizer:
    """Return a tokenizer that neither truncates nor pads."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def choose_settings(scores: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    """Return the temperature, and the lowest threshold from which enough labels are right."""
    temperature = evaluation.fit_temperature(scores, gold)
    curve = evaluation.coverage(softmax(scores / temperature), gold)
    enough = curve.loc[curve["precision_when_covered"] >= MIN_RIGHT, "threshold"]
    return {"temperature": temperature, "threshold": float(enough.min())}


def _scores(path: Path, tokenizer: Tokenizer, examples: list[Example]) -> np.ndarray:
    """The scores that the file gives, with names masked."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    model = ToneModel(session, tokenizer, 1.0, 0.0)
    return model.logits([encode(tokenizer, e.text, e.target, e.further) for e in examples])


def fit(
    network: nn.Module, tokenizer: Tokenizer, examples: Sequence[Example], recipe: Recipe
) -> None:
    """Train a network on the examples, and leave it with the running mean of its weights."""
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
            sentences = [_encoded(tokenizer, examples[i], recipe, chance) for i in rows]
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
                mean = _next_mean(mean, parameters, recipe.mean_keeps)
        told = epoch + 1, recipe.epochs, np.mean(losses), time.monotonic() - began
        _log.info("epoch %d of %d: loss %.4f, %.0f s", *told)
    for parameter, value in zip(parameters, mean, strict=True):
        parameter.data.copy_(value)
    network.eval()


def _encoded(
    tokenizer: Tokenizer, example: Example, recipe: Recipe, chance: random.Random
) -> Encoded:
    mask = chance.random() < recipe.masked
    further = example.further if chance.random() < recipe.further else ()
    return encode(tokenizer, example.text, example.target, further, mask=mask)


def _batches(examples: Sequence[Example], size: int, chance: random.Random) -> list[list[int]]:
    """Numbers of examples in random order, with sentences of similar length in one batch."""
    order = list(range(len(examples)))
    chance.shuffle(order)
    batches = []
    for first in range(0, len(order), size * 20):
        some = sorted(order[first : first + size * 20], key=lambda i: len(examples[i].text))
        batches += [some[i : i + size] for i in range(0, len(some), size)]
    chance.shuffle(batches)
    return batches


def _optimiser(network: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    head = list(network.head.parameters())
    in_head = {id(p) for p in head}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in in_head]
    groups = [
        {"params": [p for p in body if p.dim() > 1], "peak": recipe.rate},
        {"params": [p for p in body if p.dim() <= 1], "peak": recipe.rate, "weight_decay": 0.0},
        {"params": head, "peak": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=recipe.decay, fused=True)


def _set_rates(optimiser: torch.optim.Optimizer, done: float, warm_up: float) -> None:
    """Raise the learning rate linearly to its peak, then lower it linearly to 0."""
    share = min(done / warm_up, (1 - done) / (1 - warm_up))
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * share


@torch.no_grad()
def _next_mean(
    mean: list[torch.Tensor], parameters: Sequence[nn.Parameter], keeps: float
) -> list[torch.Tensor]:
    now = [p.detach() for p in parameters]
    if not mean:
        return [value.clone() for value in now]
    torch._foreach_lerp_(mean, now, 1 - keeps)
    return mean
