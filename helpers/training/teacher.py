"""Teacher: a larger network, MPNet, from which the small one learns.

Song et al. (2020), "MPNet: masked and permuted pre-training for language understanding", NeurIPS.
It learns the examples first; then the small network learns from its chances for each label
(Hinton, Vinyals & Dean 2015, "Distilling the knowledge in a neural network"). It takes the same
pieces as the small one: both have the vocabulary of BERT, MPNet's with other numbers.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from helpers.measures.stance.encoding import CLS, LONGEST, MASK, PAD, SEP
from helpers.measures.stance.tone_model import LABELS
from helpers.training.network import DROPOUT, Layer, copy, mean_of

WIDTH, HEADS, INNER, LAYERS = 768, 12, 3072, 12
AS_THEY_ARE = 4  # the lowest layers do not learn: a quarter of the time is saved
EPSILON = 1e-5  # MPNet's
FURTHER = 4  # MPNet's number of a piece is BERT's and this
OWN_NUMBERS = {CLS: 0, PAD: 1, SEP: 2, MASK: 30526}
FIRST_PLACE = 2  # the vectors before it stand for padding
MARK = 0.2  # size of what tells target from context, to begin with
BUCKETS, FAR = 32, 128  # of the distance between two pieces


class Teacher(nn.Module):
    """MPNet with the head of ``Network``; words, places, distances and the lowest layers are kept.

    Where the target stands is told above those layers.
    """

    def __init__(self, weights: Path) -> None:
        """Start from the weights of an MPNet in the format safetensors."""
        super().__init__()
        start = load_file(str(weights))
        every = start["embeddings.word_embeddings.weight"]
        numbers = torch.arange(len(every) - FURTHER - 1) + FURTHER
        for piece, number in OWN_NUMBERS.items():
            numbers[piece] = number
        self.words = nn.Embedding.from_pretrained(every[numbers], freeze=True)
        places = start["embeddings.position_embeddings.weight"][FIRST_PLACE:][:LONGEST].clone()
        self.places = nn.Embedding.from_pretrained(places, freeze=True)
        self.segments = nn.Embedding.from_pretrained(torch.randn(2, WIDTH) * MARK, freeze=False)
        distances = start["encoder.relative_attention_bias.weight"]
        self.distances = nn.Embedding.from_pretrained(distances, freeze=True)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        copy(self.norm, start, "embeddings.LayerNorm")
        self.norm.requires_grad_(False)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(WIDTH, INNER, HEADS, EPSILON) for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            _copy_layer(layer, start, f"encoder.layer.{number}")
            layer.requires_grad_(number >= AS_THEY_ARE)
        self.hidden = nn.Linear(3 * WIDTH, WIDTH)
        self.labels = nn.Linear(WIDTH, len(LABELS))

    def forward(self, pieces: Tensor, segments: Tensor, words: Tensor, target: Tensor) -> Tensor:
        """Return the score of each label; ``words`` and ``target`` are 1 where there is one."""
        length = pieces.shape[1]
        near = self.distances(buckets(length)).permute(2, 0, 1)[None]
        bias = near + ((1 - words) * -1e4)[:, None, None]
        with torch.no_grad():
            x = self.drop(self.norm(self.words(pieces) + self.places.weight[:length]))
            for layer in self.layers[:AS_THEY_ARE]:
                x = layer(x, bias)
        x = x + self.segments(segments)
        for layer in self.layers[AS_THEY_ARE:]:
            x = layer(x, bias)
        pooled = torch.cat([x[:, 0], mean_of(x, target), mean_of(x, words)], -1)
        hidden = nn.functional.gelu(self.hidden(self.drop(pooled)))
        return self.labels(self.drop(hidden)).float()


def buckets(length: int) -> Tensor:
    """Return the bucket of the distance of each piece from each: exact when near, else coarse.

    >>> buckets(3).tolist()
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


def _copy_layer(layer: Layer, start: dict[str, Tensor], name: str) -> None:
    parts = (f"{name}.attention.attn.{part}" for part in ("q", "k", "v"))
    copy(layer.attention, start, *parts)
    copy(layer.mix, start, f"{name}.attention.attn.o")
    copy(layer.mix_norm, start, f"{name}.attention.LayerNorm")
    copy(layer.up, start, f"{name}.intermediate.dense")
    copy(layer.down, start, f"{name}.output.dense")
    copy(layer.norm, start, f"{name}.output.LayerNorm")
