"""Network: MiniLM (a small BERT) that reads a sentence with one cue marked in it.

Wang et al. (2020), "MiniLM: deep self-attention distillation for task-agnostic compression of
pre-trained transformers", NeurIPS. Each piece gets the vector of its place with respect to the
cue, as in Shi & Lin (2019), "Simple BERT models for relation extraction and semantic role
labeling", arXiv:1904.05255. Word and position vectors stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from helpers.attribution.token_model.pieces import LONGEST, OUTSIDE, PLACES, Sentence

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
HIDDEN = 256  # of the head
DROPOUT = 0.1
ROUND_UP = 8  # lengths are made multiples of this: a new length costs more than the padding
EPSILON = 1e-12  # BERT's
_PLACE_SCALE = 4.0  # vectors of places learn this much faster


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
        rows, length, _ = x.shape
        parts = self.attention(x).view(rows, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias
        mixed = scores.softmax(-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.mix_norm(x + self.drop(self.mix(mixed)))
        inner = nn.functional.gelu(self.up(x), approximate="tanh")
        return self.norm(x + self.drop(self.down(inner)))


class Network(nn.Module):
    """The layers; a head for each piece (content, source), and one for the cue."""

    def __init__(self, weights: Path) -> None:
        """Start from the weights of a MiniLM in the format safetensors."""
        super().__init__()
        start = load_file(str(weights))
        words = start["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        positions = start["embeddings.position_embeddings.weight"][: LONGEST + 2].clone()
        positions += start["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Embedding.from_pretrained(positions, freeze=True)
        self.places = nn.Embedding(PLACES, WIDTH)
        nn.init.normal_(self.places.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        _copy(self.norm, start, "embeddings.LayerNorm")
        self.norm.requires_grad_(False)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            _copy_layer(layer, start, f"encoder.layer.{number}")
        self.pieces = nn.Sequential(
            nn.Linear(2 * WIDTH, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, 2)
        )
        self.cue = nn.Linear(WIDTH, 1)

    def forward(self, pieces: Tensor, places: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return log odds of each piece (content, source) and of each cue.

        ``words`` is 1 where there is a piece, 0 where there is padding.
        """
        x = self.norm(self.words(pieces) + self.positions.weight[: pieces.shape[1]])
        x = x + self.places(places) * _PLACE_SCALE
        bias = ((1 - words) * -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        x = x.float()
        in_cue = ((places == 0) * words)[..., None]
        cue = (x * in_cue).sum(1) / in_cue.sum(1)
        together = torch.cat([x, cue[:, None].expand_as(x)], -1)
        return self.pieces(together).float(), self.cue(cue)[:, 0].float()

    def head(self) -> list[nn.Parameter]:
        """Return the parameters that don't come from MiniLM."""
        modules = (self.places, self.pieces, self.cue)
        return [parameter for module in modules for parameter in module.parameters()]


def side_by_side(sentences: Sequence[Sentence]) -> tuple[Tensor, Tensor, Tensor]:
    """Return sentences as the network takes them, padded to the longest and a little more."""
    longest = max(len(s.pieces) for s in sentences)
    shape = len(sentences), min(-(-longest // ROUND_UP) * ROUND_UP, LONGEST + 2)
    pieces = torch.zeros(shape, dtype=torch.long)
    places = torch.full(shape, OUTSIDE, dtype=torch.long)
    words = torch.zeros(shape)
    for row, sentence in enumerate(sentences):
        length = len(sentence.pieces)
        pieces[row, :length] = torch.tensor(sentence.pieces)
        places[row, :length] = torch.tensor(sentence.places)
        words[row, :length] = 1
    return pieces, places, words


def _copy(module: nn.Module, start: dict[str, Tensor], *names: str) -> None:
    """Copy weights and biases, those of several modules one below the other."""
    module.weight.data = torch.cat([start[f"{name}.weight"] for name in names])
    module.bias.data = torch.cat([start[f"{name}.bias"] for name in names])


def _copy_layer(layer: Layer, start: dict[str, Tensor], name: str) -> None:
    parts = (f"{name}.attention.self.{part}" for part in ("query", "key", "value"))
    _copy(layer.attention, start, *parts)
    _copy(layer.mix, start, f"{name}.attention.output.dense")
    _copy(layer.mix_norm, start, f"{name}.attention.output.LayerNorm")
    _copy(layer.up, start, f"{name}.intermediate.dense")
    _copy(layer.down, start, f"{name}.output.dense")
    _copy(layer.norm, start, f"{name}.output.LayerNorm")
