"""The command that makes the model anew: ``python -m helpers.training WEIGHTS NEWSMTSC``.

It fits the model without the articles kept back, so that how often it is right on them is said of
the very file that is used. README.md in this folder tells more.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from helpers.evaluation import target_tone as evaluation
from helpers.evaluation.tone_examples import Example, read_newsmtsc, read_probes, split_by_article
from helpers.target_tone import model as running
from helpers.target_tone.model import ToneModel
from helpers.training.export import export
from helpers.training.fit import Recipe, fit
from helpers.training.network import Network

LEAST_RIGHT = 0.85  # share of labels that are right, of those at or above the threshold
_log = logging.getLogger("training")


def main() -> None:
    """Fit, export and set the model; the losses are written to the log."""
    parser = argparse.ArgumentParser(prog="python -m helpers.training", description=__doc__)
    parser.add_argument("weights", type=Path, help="folder with model.safetensors, tokenizer.json")
    parser.add_argument("newsmtsc", type=Path, help="folder with newsmtsc-*.jsonl")
    parser.add_argument("--out", type=Path, default=running.FOLDER, help="where the model goes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(message)s",
        handlers=[
            logging.StreamHandler(),
            logging.FileHandler(arguments.out / "training.log", "w"),
        ],
    )
    torch.set_num_threads(arguments.threads)
    recipe = Recipe(epochs=arguments.epochs)
    _log.info(json.dumps(asdict(recipe)))
    began = time.process_time()
    tokenizer = plain_tokenizer(arguments.weights / "tokenizer.json")
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    every = read_newsmtsc(arguments.newsmtsc / evaluation.TRAIN)
    dev = read_newsmtsc(arguments.newsmtsc / evaluation.PARTS["dev"])
    learned, back = split_by_article(every)
    by_hand = read_probes() * recipe.by_hand
    _log.info("%d targets of NewsMTSC and %d made by hand", len(learned), len(by_hand))
    torch.manual_seed(recipe.seed)  # the first weights of the head are drawn here
    network = Network(arguments.weights / "model.safetensors")
    fit(network, tokenizer, [*learned, *by_hand], recipe, _log.info)
    path = arguments.out / "model.onnx"
    export(network, path)
    seen = dev + back
    settings = choose_settings(_scores(path, tokenizer, seen), evaluation.gold_of(seen))
    text = json.dumps(settings, indent=1) + "\n"
    (arguments.out / "settings.json").write_text(text, encoding="utf-8")
    _log.info("%s; %.0f CPU seconds in all", json.dumps(settings), time.process_time() - began)


def plain_tokenizer(path: Path) -> Tokenizer:
    """Return a tokenizer that neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def choose_settings(scores: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    """Return the temperature, and the threshold from which labels are right often enough.

    >>> scores = np.log([[0.8, 0.1, 0.1], [0.5, 0.3, 0.2]] * 50)
    >>> choose_settings(scores, np.array([0, 1] * 50))["threshold"] > 0.4
    True
    """
    temperature = evaluation.fit_temperature(scores, gold)
    curve = evaluation.coverage(running.softmax(scores / temperature), gold)
    enough = curve.loc[curve["right"] >= LEAST_RIGHT, "threshold"]
    return {"temperature": temperature, "threshold": float(enough.min())}


def _scores(path: Path, tokenizer: Tokenizer, examples: list[Example]) -> np.ndarray:
    """The scores that the file gives, with names masked."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    model = ToneModel(session, tokenizer, 1.0, 0.0)
    return model.logits([model.encode(e.text, e.target, e.further) for e in examples])


if __name__ == "__main__":
    main()
