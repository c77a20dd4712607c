"""The command that makes the model anew: ``python -m helpers.training WEIGHTS NEWSMTSC``.

It fits the model without the articles kept back, so that how often it is right on them is said of
the very file that is used. What a larger network, the teacher, made of the sentences is read from a
file, or found anew. README.md in this folder tells more.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from helpers.evaluation import tone_on_newsmtsc as evaluation
from helpers.evaluation.tone_examples import (
    BY_HAND,
    Example,
    read_newsmtsc,
    read_probes,
    split_by_article,
)
from helpers.measures.stance import tone_model as running
from helpers.measures.stance.tone_model import ToneModel
from helpers.training.distil import (
    as_often_neutral,
    further_targets,
    read_chances,
    with_chances,
    write_chances,
)
from helpers.training.export import export
from helpers.training.fit import Recipe, chances_of, fit
from helpers.training.network import Network
from helpers.training.teacher import Teacher

TEACHING = Recipe(epochs=3, rate=5e-5, head_rate=5e-4, by_hand=3)  # how the teacher learns
TEACHER = "teacher.npz"  # its chances, beside the model
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
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument(
        "--teacher", type=Path, help="folder with MPNet's model.safetensors, to teach it anew"
    )
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
    recipe = Recipe(epochs=arguments.epochs, seed=arguments.seed)
    _log.info(json.dumps(asdict(recipe)))
    began = time.process_time()
    tokenizer = plain_tokenizer(arguments.weights / "tokenizer.json")
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    every = read_newsmtsc(arguments.newsmtsc / evaluation.TRAIN)
    dev = read_newsmtsc(arguments.newsmtsc / evaluation.PARTS["dev"])
    learned, back = split_by_article(every)
    lessons = _lessons(arguments, tokenizer, learned, recipe)
    torch.manual_seed(recipe.seed)  # the first weights of the head are drawn here
    network = Network(arguments.weights / "model.safetensors")
    fit(network, tokenizer, lessons, recipe, _log.info)
    path = arguments.out / "model.onnx"
    export(network, path)
    seen = dev + back
    settings = choose_settings(_scores(path, tokenizer, seen), evaluation.gold_of(seen))
    text = json.dumps(settings, indent=1) + "\n"
    (arguments.out / "settings.json").write_text(text, encoding="utf-8")
    _log.info("%s; %.0f CPU seconds in all", json.dumps(settings), time.process_time() - began)


def _lessons(
    arguments: argparse.Namespace, tokenizer: Tokenizer, learned: list[Example], recipe: Recipe
) -> list[Example]:
    """What the model learns from: examples and further targets, with the teacher's chances."""
    by_hand, further = read_probes(), further_targets(learned)
    asked, known = [*learned, *by_hand, *further], len(learned) + len(by_hand)
    if arguments.teacher:
        chances = _teach(arguments.teacher, tokenizer, asked[:known], asked)
        write_chances(chances, arguments.out / TEACHER)
    chances = read_chances((arguments.out if arguments.teacher else running.FOLDER) / TEACHER)
    if len(chances) != len(asked):
        raise SystemExit(
            f"The teacher's chances are for {len(chances)} targets, but there are {len(asked)}: "
            "the sentences have changed since. Teach it anew with --teacher."
        )
    shares = np.where(np.arange(len(asked)) < known, recipe.taught, 1.0)
    told = with_chances(asked, chances, shares)
    learned, by_hand = told[: len(learned)], told[len(learned) : known]
    further = as_often_neutral(told[known:], learned, random.Random(recipe.seed))
    numbers = len(learned), len(by_hand), len(further)
    _log.info("%d targets of NewsMTSC, %d made by hand, %d further ones", *numbers)
    return [*learned, *by_hand * recipe.by_hand, *further]


def _teach(
    weights: Path, tokenizer: Tokenizer, examples: list[Example], asked: list[Example]
) -> np.ndarray:
    """Teach the teacher the examples, and return its chances for the labels of what it is asked."""
    _log.info("teacher: %s", json.dumps(asdict(TEACHING)))
    torch.manual_seed(TEACHING.seed)  # the first weights of its head are drawn here
    teacher = Teacher(weights / "model.safetensors")
    by_hand = [e for e in examples if e.article == BY_HAND]
    fit(teacher, tokenizer, examples + by_hand * (TEACHING.by_hand - 1), TEACHING, _log.info)
    return chances_of(teacher, tokenizer, asked)


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
