"""What the small model of tone learns from a larger one, and what ``train`` says is missing."""

import random
from importlib.util import find_spec

import numpy as np
import pytest

from helpers.__main__ import main
from helpers.evaluation.tone_examples import Example
from helpers.measures.stance.tone_model import FOLDER
from helpers.training.distil import (
    as_often_neutral,
    further_targets,
    read_chances,
    with_chances,
)


def example(text: str, target: str, chances: tuple[float, ...] = (1.0, 0.0, 0.0)) -> Example:
    start = text.index(target)
    return Example(text, (start, start + len(target)), (), chances, "an article")


@pytest.mark.cases
def test_names_and_groups_that_nobody_labelled_are_found(text, target, names):
    found = further_targets([example(text, target)])
    assert [e.text[slice(*e.target)] for e in found] == names


def test_a_sentence_with_two_labelled_targets_is_asked_once():
    text = "Kim met Lee, and Ho met Kim; Ho left."
    found = further_targets([example(text, "Kim"), example(text, "Lee")])
    assert [e.target for e in found] == [(17, 19), (24, 27)]
    assert found[0].further == ((29, 31),)


def test_the_teacher_is_heard_by_its_share():
    one = example("Kim left.", "Kim")
    found = with_chances([one, one], np.array([[0.0, 0.5, 0.5]] * 2), np.array([0.5, 1.0]))
    assert [e.chances for e in found] == [(0.5, 0.25, 0.25), (0.0, 0.5, 0.5)]


def test_neutral_targets_become_no_commoner():
    toned, neutral = example("Kim left.", "Kim"), example("Kim left.", "Kim", (0.0, 1.0, 0.0))
    found = as_often_neutral([toned] * 10 + [neutral] * 90, [toned, neutral], random.Random(0))
    assert found.count(toned) == found.count(neutral) == 10
    assert len(as_often_neutral([toned, neutral], [toned, neutral, neutral], random.Random(0))) == 2


def test_the_shipped_chances_are_of_three_labels():
    chances = read_chances(FOLDER / "teacher.npz")
    assert chances.shape[1] == 3 and chances.sum(axis=1) == pytest.approx(1, abs=2e-4)


@pytest.mark.skipif(find_spec("torch") is not None, reason="PyTorch is installed here")
def test_without_pytorch_it_says_how_to_install_it(tmp_path, capsys):
    assert main(["train", "tone", str(tmp_path), str(tmp_path)]) == 2
    assert "training needs the package torch: helpers/training/README.md" in capsys.readouterr().err


def test_a_file_without_articles_is_refused(tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text("", encoding="utf-8")
    assert main(["train", "attribution", str(path)]) == 2
    assert "gold.jsonl holds no annotated article" in capsys.readouterr().err
