"""Export of the trained network as an ONNX file whose weights are 8-bit numbers.

Only the weights are rounded, each column of a matrix and each word vector with a scale of its own;
the arithmetic is in 32 bits. So the file is a quarter as large and the result hardly changes,
whatever sentences are read together and whatever the processor.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from helpers.training.networks import EPSILON, HEADS, LEARNED_PIECES, WIDTH, Layer, ToneNetwork

OPSET = 20  # the first with Gelu
IR_VERSION = 9
_INT8 = 127


class _Graph:
    """The nodes of a graph under construction; each method returns the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def floats(self, *values: float) -> str:
        return self.constant(np.array(values, dtype=np.float32))

    def numbers(self, *values: int) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: object) -> str:
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names[0]

    def linear(self, x: str, module: object) -> str:
        """Add a matrix with 8 bits a weight and a scale for each column, and its bias."""
        rounded, scale = eight_bits(_array(module.weight))  # type: ignore[attr-defined]
        weights = self.add("Cast", self.constant(rounded.T), to=TensorProto.FLOAT)
        weights = self.add("Mul", weights, self.constant(scale.T))
        product = self.add("MatMul", x, weights)
        return self.add("Add", product, self.constant(_array(module.bias)))  # type: ignore[attr-defined]

    def norm(self, x: str, module: object) -> str:
        weight, bias = (self.constant(_array(getattr(module, n))) for n in ("weight", "bias"))
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=EPSILON)

    def mean(self, x: str, which: str) -> str:
        """Add the mean of the vectors where ``which`` is 1."""
        marked = self.add("Unsqueeze", which, self.numbers(-1))
        total = self.add("ReduceSum", self.add("Mul", x, marked), self.numbers(1), keepdims=0)
        count = self.add("ReduceSum", which, self.numbers(1), keepdims=1)
        return self.add("Div", total, count)


def eight_bits(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix as whole numbers from -127 to 127, and the scale of each of its rows."""
    scale = np.abs(matrix).max(axis=1, keepdims=True) / _INT8
    scale = np.maximum(scale, 1e-12).astype(np.float32)
    return np.round(matrix / scale).clip(-_INT8, _INT8).astype(np.int8), scale


def export(network: ToneNetwork, path: Path) -> None:
    """Write a network as an ONNX file with the inputs of ``helpers.measures.stance.tone_model``."""
    graph = _Graph()
    x = _embeddings(graph, network)
    inverse = graph.add("Sub", graph.floats(1.0), "words")
    bias = graph.add("Mul", inverse, graph.floats(-1e4))
    bias = graph.add("Unsqueeze", bias, graph.numbers(1, 2))
    for layer in network.layers:
        x = _layer(graph, x, bias, layer)
    first = graph.add("Gather", x, graph.constant(np.array(0, dtype=np.int64)), axis=1)
    pooled = graph.add("Concat", first, graph.mean(x, "target"), graph.mean(x, "words"), axis=-1)
    hidden = graph.add("Gelu", graph.linear(pooled, network.head.hidden))
    scores = graph.linear(hidden, network.head.labels)
    graph.nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    kinds = {"pieces": TensorProto.INT64, "segments": TensorProto.INT64}
    kinds |= {"words": TensorProto.FLOAT, "target": TensorProto.FLOAT}
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "target_tone",
            [helper.make_tensor_value_info(n, k, ["rows", "length"]) for n, k in kinds.items()],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 3])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _embeddings(graph: _Graph, network: ToneNetwork) -> str:
    words = _array(network.words.weight).copy()
    words[list(LEARNED_PIECES)] = _array(network.learned)
    rounded, scale = eight_bits(words)
    x = graph.add("Gather", graph.constant(rounded), "pieces")
    x = graph.add("Cast", x, to=TensorProto.FLOAT)
    x = graph.add("Mul", x, graph.add("Gather", graph.constant(scale), "pieces"))
    length = graph.add("Shape", "pieces", start=1, end=2)
    places = graph.constant(_array(network.places.weight))
    places = graph.add("Slice", places, graph.numbers(0), length, graph.numbers(0))
    segments = graph.add("Gather", graph.constant(_array(network.segments.weight)), "segments")
    return graph.norm(graph.add("Add", graph.add("Add", x, places), segments), network.norm)


def _layer(graph: _Graph, x: str, bias: str, layer: Layer) -> str:
    size = WIDTH // HEADS
    heads = graph.numbers(0, 0, 3 * HEADS, size)
    parts = graph.add("Reshape", graph.linear(x, layer.attention), heads)
    parts = graph.add("Transpose", parts, perm=[0, 2, 1, 3])
    graph.add("Split", parts, outputs=3, axis=1, num_outputs=3)
    query, key, value = graph.nodes[-1].output
    query = graph.add("Mul", query, graph.floats(1 / math.sqrt(size)))
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    weights = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
    mixed = graph.add("Transpose", graph.add("MatMul", weights, value), perm=[0, 2, 1, 3])
    mixed = graph.add("Reshape", mixed, graph.numbers(0, 0, WIDTH))
    x = graph.norm(graph.add("Add", x, graph.linear(mixed, layer.mix)), layer.mix_norm)
    inner = graph.add("Gelu", graph.linear(x, layer.up))
    return graph.norm(graph.add("Add", x, graph.linear(inner, layer.down)), layer.norm)


def _array(tensor: object) -> np.ndarray:
    return tensor.detach().float().numpy()  # type: ignore[attr-defined]
