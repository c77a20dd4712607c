"""The network of the model of tone: MiniLM (a small BERT) with a head for the tone of a target.

Wang et al. (2020), "MiniLM: deep self-attention distillation for task-agnostic compression of
pre-trained transformers", NeurIPS. Word and position vectors are not trained, except those of the
two marks and the mask.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from helpers.measures.stance.tone_model import (
    CLOSE,
    LABELS,
    LONGEST,
    MASK,
    OPEN,
    Encoded,
    model_inputs,
)

WIDTH, HEADS, INNER, LAYERS, EPSILON = 384, 12, 1536, 6, 1e-12
DROPOUT = 0.1
ROUND_UP = 8  # lengths are made multiples of this: a new length costs more than the padding
LEARNED_PIECES = (OPEN, CLOSE, MASK)

Start = dict[str, Tensor]  # the weights to start from, by name


class Layer(nn.Module):
    """One layer of a transformer as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output; ``bias`` keeps attention from the padding."""
        rows, length, width = x.shape
        parts = self.attention(x).view(rows, length, 3, HEADS, width // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // HEADS) + bias
        weights = scores.softmax(-1).to(value.dtype)  # no dropout here: it costs more than it gives
        mixed = (weights @ value).transpose(1, 2).reshape(rows, length, width)
        x = self.mix_norm(x + self.drop(self.mix(mixed)))
        return self.norm(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Head(nn.Module):
    """Scores of the labels from [CLS], the mean of the target and the mean of all pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.hidden = nn.Linear(3 * WIDTH, WIDTH)
        self.labels = nn.Linear(WIDTH, len(LABELS))

    def forward(self, x: Tensor, words: Tensor, target: Tensor) -> Tensor:
        """Return the score of each label; ``words`` and ``target`` are 1 where there is one."""
        pooled = torch.cat([x[:, 0], _mean(x, target), _mean(x, words)], -1)
        hidden = nn.functional.gelu(self.hidden(self.drop(pooled)))
        return self.labels(self.drop(hidden)).float()


class ToneNetwork(nn.Module):
    """MiniLM with a head: what the program runs, once it is exported."""

    def __init__(self, weights: Path) -> None:
        """Start from the weights of a MiniLM in the format safetensors."""
        super().__init__()
        start = load_file(str(weights))
        words = start["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        places = start["embeddings.position_embeddings.weight"][:LONGEST].clone()
        self.places = nn.Embedding.from_pretrained(places, freeze=True)
        segments = start["embeddings.token_type_embeddings.weight"].clone()
        self.segments = nn.Embedding.from_pretrained(segments, freeze=False)
        self.learned = nn.Parameter(words[list(LEARNED_PIECES)].clone())
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        _copy(self.norm, start, "embeddings.LayerNorm")
        self.drop = nn.Dropout(DROPOUT)
        self.layers = _layers(start)
        self.head = Head()

    def forward(self, pieces: Tensor, segments: Tensor, words: Tensor, target: Tensor) -> Tensor:
        """Return the score of each label (arguments: :func:`side_by_side`)."""
        x = self.words(pieces)
        for number, piece in enumerate(LEARNED_PIECES):
            x = torch.where((pieces == piece)[..., None], self.learned[number], x)
        x = x + self.places.weight[: pieces.shape[1]] + self.segments(segments)
        x = self.drop(self.norm(x))
        bias = _padding(words)
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(x, words, target)


def side_by_side(sentences: Sequence[Encoded]) -> list[Tensor]:
    """Return pieces, segments, words (1 where there is a piece) and target, padded, as rows."""
    return [torch.from_numpy(rows) for rows in model_inputs(sentences, ROUND_UP).values()]


def _mean(x: Tensor, which: Tensor) -> Tensor:
    """The mean of the vectors where ``which`` is 1."""
    return (x * which[..., None]).sum(1) / which.sum(1, keepdim=True)


def _padding(words: Tensor) -> Tensor:
    """What keeps attention from the padding, added to its scores."""
    return ((1 - words) * -1e4)[:, None, None]


def _layers(start: Start) -> nn.ModuleList:
    layers = nn.ModuleList(Layer() for _ in range(LAYERS))
    for number, layer in enumerate(layers):
        name = f"encoder.layer.{number}."
        _copy(
            layer.attention,
            start,
            *(f"{name}attention.self.{x}" for x in ("query", "key", "value")),
        )
        _copy(layer.mix, start, f"{name}attention.output.dense")
        _copy(layer.mix_norm, start, f"{name}attention.output.LayerNorm")
        _copy(layer.up, start, f"{name}intermediate.dense")
        _copy(layer.down, start, f"{name}output.dense")
        _copy(layer.norm, start, f"{name}output.LayerNorm")
    return layers


def _copy(module: nn.Module, start: Start, *names: str) -> None:
    """Copy weights and biases, those of several modules one below the other."""
    module.weight.data = torch.cat([start[f"{name}.weight"] for name in names])
    module.bias.data = torch.cat([start[f"{name}.bias"] for name in names])
