"""Scores of classifications, and the samples that their intervals are made from."""

import numpy as np
import pytest

from helpers.evaluation.classification_scores import (
    area_under_curve,
    bootstrap_weights,
    f1,
    macro_f1,
    with_interval,
)

ONCE = np.ones((1, 4))


def test_scores_of_known_guesses():
    gold, guess = np.array(list("nnpp")), np.array(list("npp0"))
    assert f1(gold, guess, "n", ONCE)[0] == pytest.approx(2 / 3)
    assert f1(gold, guess, "p", ONCE)[0] == pytest.approx(1 / 2)
    assert macro_f1(gold, guess, ["n", "p"], ONCE)[0] == pytest.approx(7 / 12)


def test_area_under_curve_counts_ties_half():
    positive = np.array([True, True, False, False])
    score = np.array([2.0, 0, 0, -1])
    weights = np.array([[1, 1, 1, 1], [0, 2, 1, 0], [1, 1, 0, 0]])
    assert area_under_curve(positive, score, weights) == pytest.approx(
        [0.875, 0.5, np.nan], nan_ok=True
    )


def test_units_of_one_document_are_drawn_together():
    weights = bootstrap_weights(["a", "b", "a"], draws=200)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, :2].sum(axis=1) == 2).all()


def test_an_interval_leaves_out_samples_without_a_score():
    weights = np.array([[1, 1], [0, 2], [2, 0]])
    value, low, high = with_interval(lambda w: w[:, 0] / np.where(w[:, 0], 2, np.nan), weights)
    assert (value, low) == pytest.approx((0.5, 0.5125)) and high == pytest.approx(0.9875)
