"""The command that makes the model anew: ``python -m helpers.training WEIGHTS NEWSMTSC``.

It fits the model twice: once without the articles kept back, to see how often it is right on
them, and once with all, which is the model that is kept. README.md in this folder tells more.
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
import pandas as pd
import torch
from tokenizers import Tokenizer

from helpers.evaluation import target_tone as evaluation
from helpers.evaluation.tone_examples import Example, read_newsmtsc, read_probes, split_by_article
from helpers.target_tone import model as running
from helpers.target_tone.encoding import encode
from helpers.target_tone.model import LABELS, ToneModel
from helpers.training.export import export
from helpers.training.fit import Recipe, fit
from helpers.training.network import Network

LEAST_RIGHT = 0.5  # below the threshold, a label is right less often than this
_log = logging.getLogger("training")


def main() -> None:
    """Fit, export and set the model; the figures are written to the log."""
    parser = argparse.ArgumentParser(prog="python -m helpers.training", description=__doc__)
    parser.add_argument("weights", type=Path, help="folder with model.safetensors, tokenizer.json")
    parser.add_argument("newsmtsc", type=Path, help="folder with newsmtsc-*.jsonl")
    parser.add_argument("--out", type=Path, default=running.FOLDER, help="where the model goes")
    parser.add_argument("--threads", type=int, default=2)
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

    trial = arguments.out / "trial.onnx"
    _make(learned, recipe, arguments.weights, tokenizer, trial)
    scores = _kept_back(_load(trial, tokenizer), back)
    scores.to_csv(arguments.out / "kept_back.csv", index=False, float_format="%.3f")
    trial.unlink()

    path = arguments.out / "model.onnx"
    _make(every, recipe, arguments.weights, tokenizer, path)
    made = _load(path, tokenizer)
    settings = choose_settings(_scores(made, dev), evaluation.gold_of(dev))
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
    """Return the temperature, and the threshold: below it, labels are mostly wrong.

    The threshold is the lowest at which the labels of the ten hundredths of probability above it
    are right more often than not.
    """
    temperature = evaluation.fit_temperature(scores, gold)
    chances = running.softmax(scores / temperature)
    top, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    threshold = 1 / len(LABELS)
    for candidate in evaluation.THRESHOLDS:
        inside = (top >= candidate) & (top < candidate + 0.1)
        if inside.sum() >= 10 and right[inside].mean() <= LEAST_RIGHT:
            threshold = candidate + 0.1
    return {"temperature": temperature, "threshold": round(threshold, 2)}


def _make(
    examples: list[Example], recipe: Recipe, weights: Path, tokenizer: Tokenizer, path: Path
) -> None:
    by_hand = read_probes() * recipe.by_hand
    _log.info("%d targets of NewsMTSC and %d made by hand", len(examples), len(by_hand))
    network = Network(weights / "model.safetensors")
    export(fit(network, tokenizer, [*examples, *by_hand], recipe, _log.info), path)


def _load(path: Path, tokenizer: Tokenizer) -> ToneModel:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return ToneModel(session, tokenizer, 1.0, 0.0)


def _scores(model: ToneModel, examples: list[Example], *, mask: bool = True) -> np.ndarray:
    sentences = [encode(model.tokenizer, e.text, e.target, e.further, mask=mask) for e in examples]
    return model.logits(sentences)


def _kept_back(model: ToneModel, back: list[Example]) -> pd.DataFrame:
    """The scores of the examples kept back, names masked and kept, beside the right labels."""
    table = pd.DataFrame({"label": [LABELS[g] for g in evaluation.gold_of(back)]})
    for names in ("masked", "kept"):
        scores = _scores(model, back, mask=names == "masked")
        for number, label in enumerate(LABELS):
            table[f"{label}_{names}"] = scores[:, number]
    return table


if __name__ == "__main__":
    main()
