"""The test over all specifications at once."""

import math

import numpy as np
import pandas as pd
import pytest

from helpers.annotation import Annotation
from helpers.article import article_from_text
from helpers.measures.tone.joint_test import joint_test

SAD = ["It was a terrible war.", "A bad day.", "The awful, bad war.", "Terrible.", "It is bad."]
GLAD = ["We love peace.", "A good day.", "The great, good win.", "Great.", "Hope is good."]
MIXED = ["They met.", "A good day.", "A bad day.", "It rained.", "They love a bad day."]


def spoken(sentences: list[tuple[str, str]]) -> tuple[Annotation, pd.DataFrame]:
    text, rows = "", []
    for number, (speaker, sentence) in enumerate(sentences):
        start = len(text)
        text += sentence + " "
        rows.append((number, speaker, start, start + len(sentence), number, number))
    columns = ["unit", "speaker", "start", "end", "attribution", "paragraph"]
    annotation = Annotation(article_from_text(text, any_language=True), (), (), (), ())
    return annotation, pd.DataFrame(rows, columns=columns)


ARTICLE = [
    *[("narrator", s) for s in [*SAD, *MIXED]],
    *[("Kim", s) for s in GLAD],
    *[("Lee", s) for s in [*SAD, *MIXED]],
    ("Mo", "We love peace."),
]


def test_a_speaker_who_sounds_otherwise_differs_and_one_who_does_not_does_not() -> None:
    found = joint_test(*spoken(ARTICLE)).set_index("speaker")
    assert list(found.index) == ["Lee", "Kim", "Mo"]
    assert (found["specifications"] == 45).all()
    assert found.loc["Kim", "result"] == "differs" and found.loc["Kim", "agree"] == 1
    assert found.loc["Kim", "p_median"] <= found.loc["Kim", "p_holm"] <= 0.05
    assert found.loc["Lee", ["median", "agree", "p_median", "p_agree"]].tolist() == [0, 0, 1, 1]
    assert found.loc["Mo", "result"] == "cannot be tested (one sentence)"
    assert math.isnan(found.loc["Mo", "p_median"])


def test_the_order_of_the_sentences_changes_no_curve() -> None:
    annotation, segments = spoken(ARTICLE)
    one = joint_test(annotation, segments, draws=50)
    other = joint_test(annotation, segments.sample(frac=1, random_state=1), draws=50)
    pd.testing.assert_frame_equal(one, other)


def test_under_chance_alone_a_small_p_is_rare() -> None:
    """Sentences dealt out at random: p up to .2 in some 20 % of 25 articles."""
    rng = np.random.default_rng(9)
    sentences = [*SAD, *MIXED, *GLAD, *MIXED]
    small = 0
    for _ in range(25):
        order = rng.permutation(len(sentences))
        dealt = [("Kim" if i < 8 else "narrator", sentences[j]) for i, j in enumerate(order)]
        small += joint_test(*spoken(dealt), draws=99, rng=rng)["p_median"].iloc[0] <= 0.2
    assert 1 <= small <= 11


@pytest.mark.parametrize("sentences", [[("narrator", "They met.")], [("Kim", "They met.")]])
def test_one_voice_has_nobody_to_be_set_against(sentences: list[tuple[str, str]]) -> None:
    found = joint_test(*spoken(sentences))
    assert found.empty and list(found.columns)[:2] == ["speaker", "n"]
