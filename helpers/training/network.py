"""Network: MiniLM (a small BERT) with a head for the tone toward the marked target.

Wang et al. (2020), "MiniLM: deep self-attention distillation for task-agnostic compression of
pre-trained transformers", NeurIPS. Word and place vectors stay as they are; only those of the two
marks and of the mask are learned.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from helpers.measures.stance.encoding import CLOSE, LONGEST, MASK, OPEN, PAD, Encoded
from helpers.measures.stance.tone_model import LABELS

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
DROPOUT = 0.1
ROUND_UP = 8  # lengths are made multiples of this: a new length costs more than the padding
EPSILON = 1e-12  # BERT's
LEARNED_PIECES = (OPEN, CLOSE, MASK)


class Layer(nn.Module):
    """One layer of a transformer as BERT has it."""

    def __init__(
        self, width: int = WIDTH, inner: int = INNER, heads: int = HEADS, epsilon: float = EPSILON
    ) -> None:
        super().__init__()
        self.heads = heads
        self.attention = nn.Linear(width, 3 * width)
        self.mix = nn.Linear(width, width)
        self.mix_norm = nn.LayerNorm(width, eps=epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
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


class Network(nn.Module):
    """The layers, and a head over [CLS], the mean of the target and the mean of all pieces."""

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
        copy(self.norm, start, "embeddings.LayerNorm")
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            _copy_layer(layer, start, f"encoder.layer.{number}")
        self.hidden = nn.Linear(3 * WIDTH, WIDTH)
        self.labels = nn.Linear(WIDTH, len(LABELS))

    def forward(self, pieces: Tensor, segments: Tensor, words: Tensor, target: Tensor) -> Tensor:
        """Return the score of each label; ``words`` and ``target`` are 1 where there is one."""
        x = self.words(pieces)
        for number, piece in enumerate(LEARNED_PIECES):
            x = torch.where((pieces == piece)[..., None], self.learned[number], x)
        x = x + self.places.weight[: pieces.shape[1]] + self.segments(segments)
        x = self.drop(self.norm(x))
        bias = ((1 - words) * -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        pooled = torch.cat([x[:, 0], mean_of(x, target), mean_of(x, words)], -1)
        hidden = nn.functional.gelu(self.hidden(self.drop(pooled)))
        return self.labels(self.drop(hidden)).float()


def side_by_side(sentences: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return sentences as the network takes them, padded to the longest and a little more."""
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


def mean_of(x: Tensor, which: Tensor) -> Tensor:
    """Return the mean of the vectors where ``which`` is 1."""
    return (x * which[..., None]).sum(1) / which.sum(1, keepdim=True)


def copy(module: nn.Module, start: dict[str, Tensor], *names: str) -> None:
    """Copy weights and biases, those of several modules one below the other."""
    module.weight.data = torch.cat([start[f"{name}.weight"] for name in names])
    module.bias.data = torch.cat([start[f"{name}.bias"] for name in names])


def _copy_layer(layer: Layer, start: dict[str, Tensor], name: str) -> None:
    parts = (f"{name}.attention.self.{part}" for part in ("query", "key", "value"))
    copy(layer.attention, start, *parts)
    copy(layer.mix, start, f"{name}.attention.output.dense")
    copy(layer.mix_norm, start, f"{name}.attention.output.LayerNorm")
    copy(layer.up, start, f"{name}.intermediate.dense")
    copy(layer.down, start, f"{name}.output.dense")
    copy(layer.norm, start, f"{name}.output.LayerNorm")
