"""Networks: MiniLM (a small BERT) and its teacher MPNet, with a head for the tone of a target.

Wang et al. (2020), "MiniLM: deep self-attention distillation for task-agnostic compression of
pre-trained transformers", NeurIPS; Song et al. (2020), "MPNet: masked and permuted pre-training for
language understanding", NeurIPS. The teacher learns the examples first; then the small network
learns from its chances for each label (Hinton, Vinyals & Dean 2015, "Distilling the knowledge in a
neural network"). Both read the same pieces: both have the vocabulary of BERT, MPNet's with other
numbers. Word and position vectors are not trained, except MiniLM's for the two marks and the mask.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from helpers.measures.stance.tone_model import (
    CLOSE,
    CLS,
    LABELS,
    LONGEST,
    MASK,
    OPEN,
    PAD,
    SEP,
    Encoded,
)


class Shape(NamedTuple):
    """Sizes of a transformer, and the names of its attention's weights in the file."""

    width: int
    heads: int
    inner: int
    layers: int
    epsilon: float
    attention: tuple[str, str, str]  # query, key, value
    mix: str
    mix_norm: str


_SELF, _OUTPUT = "attention.self.", "attention.output."
MINILM = Shape(
    *(384, 12, 1536, 6, 1e-12),
    (f"{_SELF}query", f"{_SELF}key", f"{_SELF}value"),
    f"{_OUTPUT}dense",
    f"{_OUTPUT}LayerNorm",
)
MPNET = Shape(
    *(768, 12, 3072, 12, 1e-5),
    ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    "attention.attn.o",
    "attention.LayerNorm",
)
DROPOUT = 0.1
ROUND_UP = 8  # lengths are made multiples of this: a new length costs more than the padding
LEARNED_PIECES = (OPEN, CLOSE, MASK)
FROZEN_LAYERS = 4  # the teacher's lowest layers do not learn: a quarter of the time is saved
NUMBER_SHIFT = 4  # MPNet's number of a piece is BERT's plus this
OWN_NUMBERS = {CLS: 0, PAD: 1, SEP: 2, MASK: 30526}
FIRST_PLACE = 2  # MPNet's position vectors before it are for padding
MARK = 0.2  # size, at the start, of the vectors that tell target from context
BUCKETS, FAR = 32, 128  # of the distance between two pieces

Start = dict[str, Tensor]  # the weights to start from, by name


class Layer(nn.Module):
    """One layer of a transformer as BERT has it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, self.heads = shape.width, shape.heads
        self.attention = nn.Linear(width, 3 * width)
        self.mix = nn.Linear(width, width)
        self.mix_norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.up = nn.Linear(width, shape.inner)
        self.down = nn.Linear(shape.inner, width)
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output; ``bias`` keeps attention from the padding."""
        rows, length, width = x.shape
        parts = self.attention(x).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads) + bias
        weights = scores.softmax(-1).to(value.dtype)  # no dropout here: it costs more than it gives
        mixed = (weights @ value).transpose(1, 2).reshape(rows, length, width)
        x = self.mix_norm(x + self.drop(self.mix(mixed)))
        return self.norm(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Head(nn.Module):
    """Scores of the labels from [CLS], the mean of the target and the mean of all pieces."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.hidden = nn.Linear(3 * width, width)
        self.labels = nn.Linear(width, len(LABELS))

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
        self.norm = nn.LayerNorm(MINILM.width, eps=MINILM.epsilon)
        _copy(self.norm, start, "embeddings.LayerNorm")
        self.drop = nn.Dropout(DROPOUT)
        self.layers = _layers(MINILM, start)
        self.head = Head(MINILM.width)

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


class Teacher(nn.Module):
    """MPNet with a head; words, places, distances and the lowest layers do not learn.

    The vectors that mark the target are added above those layers.
    """

    def __init__(self, weights: Path) -> None:
        """Start from the weights of an MPNet in the format safetensors."""
        super().__init__()
        start = load_file(str(weights))
        every = start["embeddings.word_embeddings.weight"]
        numbers = torch.arange(len(every) - NUMBER_SHIFT - 1) + NUMBER_SHIFT
        for piece, number in OWN_NUMBERS.items():
            numbers[piece] = number
        self.words = nn.Embedding.from_pretrained(every[numbers], freeze=True)
        places = start["embeddings.position_embeddings.weight"][FIRST_PLACE:][:LONGEST].clone()
        self.places = nn.Embedding.from_pretrained(places, freeze=True)
        marks = torch.randn(2, MPNET.width) * MARK
        self.segments = nn.Embedding.from_pretrained(marks, freeze=False)
        distances = start["encoder.relative_attention_bias.weight"]
        self.distances = nn.Embedding.from_pretrained(distances, freeze=True)
        self.norm = nn.LayerNorm(MPNET.width, eps=MPNET.epsilon)
        _copy(self.norm, start, "embeddings.LayerNorm")
        self.norm.requires_grad_(False)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = _layers(MPNET, start)
        self.layers[:FROZEN_LAYERS].requires_grad_(False)
        self.head = Head(MPNET.width)

    def forward(self, pieces: Tensor, segments: Tensor, words: Tensor, target: Tensor) -> Tensor:
        """Return the score of each label (arguments: :func:`side_by_side`)."""
        length = pieces.shape[1]
        bias = self.distances(distance_buckets(length)).permute(2, 0, 1)[None] + _padding(words)
        with torch.no_grad():
            x = self.drop(self.norm(self.words(pieces) + self.places.weight[:length]))
            for layer in self.layers[:FROZEN_LAYERS]:
                x = layer(x, bias)
        x = x + self.segments(segments)
        for layer in self.layers[FROZEN_LAYERS:]:
            x = layer(x, bias)
        return self.head(x, words, target)


def distance_buckets(length: int) -> Tensor:
    """Return the bucket of the distance of each piece from each: exact if near, else coarse.

    >>> distance_buckets(3).tolist()
    [[0, 17, 18], [1, 0, 17], [2, 1, 0]]
    """
    place = torch.arange(length)
    onward = place[None] - place[:, None]
    half = BUCKETS // 2
    exact = half // 2
    away = onward.abs()
    share = torch.log(away.clamp(min=1) / exact) / math.log(FAR / exact)
    coarse = (exact + (share * (half - exact)).long()).clamp(max=half - 1)
    return (onward > 0).long() * half + torch.where(away < exact, away, coarse)


def side_by_side(sentences: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return pieces, segments, words (1 where there is a piece) and target (1 where it is).

    A row for each sentence, padded to the length of the longest and a little more.
    """
    longest = max(len(s.pieces) for s in sentences)
    shape = len(sentences), min(-(-longest // ROUND_UP) * ROUND_UP, LONGEST)
    pieces = torch.full(shape, PAD, dtype=torch.long)
    segments = torch.zeros(shape, dtype=torch.long)
    words, target = torch.zeros(shape), torch.zeros(shape)
    for row, sentence in enumerate(sentences):
        length = len(sentence.pieces)
        pieces[row, :length] = torch.tensor(sentence.pieces)
        segments[row, :length] = torch.tensor(sentence.segments)
        words[row, :length] = 1
        target[row, slice(*sentence.target)] = 1
    return pieces, segments, words, target


def _mean(x: Tensor, which: Tensor) -> Tensor:
    """The mean of the vectors where ``which`` is 1."""
    return (x * which[..., None]).sum(1) / which.sum(1, keepdim=True)


def _padding(words: Tensor) -> Tensor:
    """What keeps attention from the padding, added to its scores."""
    return ((1 - words) * -1e4)[:, None, None]


def _layers(shape: Shape, start: Start) -> nn.ModuleList:
    layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
    for number, layer in enumerate(layers):
        name = f"encoder.layer.{number}."
        _copy(layer.attention, start, *(name + part for part in shape.attention))
        _copy(layer.mix, start, name + shape.mix)
        _copy(layer.mix_norm, start, name + shape.mix_norm)
        _copy(layer.up, start, f"{name}intermediate.dense")
        _copy(layer.down, start, f"{name}output.dense")
        _copy(layer.norm, start, f"{name}output.LayerNorm")
    return layers


def _copy(module: nn.Module, start: Start, *names: str) -> None:
    """Copy weights and biases, those of several modules one below the other."""
    module.weight.data = torch.cat([start[f"{name}.weight"] for name in names])
    module.bias.data = torch.cat([start[f"{name}.bias"] for name in names])
