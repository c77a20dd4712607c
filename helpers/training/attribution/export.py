"""Export: the trained network as an ONNX file with the inputs of the token model."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch

from helpers.attribution.token_model.pieces import IN_CUE, LONGEST
from helpers.training.attribution.network import Network

OPSET = 20
INPUTS, OUTPUTS = ["pieces", "places", "words"], ["odds", "cue"]
_MOST_ROWS = 4096
_SHORTEST = 3  # [CLS], a piece, [SEP]


def export(network: Network, path: Path) -> None:
    """Write a network as an ONNX file; any number of sentences of any length may be asked."""
    rows, length = 3, 20
    inputs = (
        torch.ones(rows, length, dtype=torch.long),
        torch.full((rows, length), IN_CUE),
        torch.ones(rows, length),
    )
    free = {
        0: torch.export.Dim("rows", min=1, max=_MOST_ROWS),
        1: torch.export.Dim("length", min=_SHORTEST, max=LONGEST + 2),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own, about names and later versions
        torch.onnx.export(
            network.eval(),
            inputs,
            str(path),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_shapes=(free, free, free),
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
            verbose=False,
        )
