"""Each lexicon as its authors apply it, with the places of the words that fired."""

import os
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.measures.tone.valence_lexicons import LEXICONS, sign

# What the packages treat in ways of their own; nothing stands beside it that would be "no one".
PIECES = [
    *"good GOOD bad terrible kind of least at never so this but very uber not n't cannot".split(),
    *"some kind can't stand cool stuff stuff.) :) : ) (! !! ?!? ... - — ' \" , ; x A".split(),
    *"rock-n-roll so-called good!! 'bad' \"good\" (terrible) naïve ΣΑΣ İstanbul hand to".split(),
    *["kind of", "some kind", "does not work", "cashing in", "the shit", "yeah right", " ", "  "],
]


@cache
def packages():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an escape in the package that Python deprecates
        from afinn import Afinn
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
    from textblob import TextBlob
    from vaderSentiment import vaderSentiment

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.constants = VaderConstants()
    analyser.lexicon = vaderSentiment.SentimentIntensityAnalyzer().lexicon
    return analyser, Afinn(), TextBlob


def as_the_packages_say(text: str) -> None:
    found = {name: lexicon(text) for name, lexicon in LEXICONS.items()}
    analyser, afinn, blob = packages()
    assert found["VADER"].value == analyser.polarity_scores(text)["compound"]
    ratings = [hit.score for hit in found["AFINN"].hits]
    assert ratings == [score for score in afinn.scores(text) if score]
    assert found["TextBlob"].value == pytest.approx(blob(text).polarity)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=300)
def test_valences_of_made_up_texts_are_those_of_the_packages(pieces: list[str], gap: str) -> None:
    as_the_packages_say(gap.join(pieces))


@pytest.mark.parametrize(
    "lexicon, text, words",
    [
        ("VADER", "It was good, they said: 'a disaster'", ["good", "disaster"]),
        ("VADER", "No one was hurt", ["hurt"]),
        ("AFINN", "They can't stand it. BAD news", ["can't stand", "BAD"]),
        ("AFINN", "İİ a bad day", ["bad"]),  # a letter whose lower case is two
        ("TextBlob", "That was not a very good day, however sad", ["good", "sad"]),
        ("TextBlob", "the tall tower", []),
    ],
)
def test_hits_point_at_their_words(lexicon: str, text: str, words: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in LEXICONS[lexicon](text).hits] == words


@given(st.text(alphabet="aegobdnt'’\"“.,!?:)( -—", max_size=40) | st.text(max_size=30))
@settings(deadline=None)
@example(": )")
@example(":) !")
def test_any_text_has_a_valence_and_hits_inside_it(text: str) -> None:
    for lexicon in LEXICONS.values():
        valence = lexicon(text)
        assert -1 <= valence.value <= 1
        assert all(0 <= hit.start < hit.end <= len(text) for hit in valence.hits)
        assert all(hit.effective and abs(hit.score) <= 5 for hit in valence.hits)


@pytest.mark.parametrize(
    "value, lexicon, wanted",
    [
        (0.05, "VADER", "positive"),
        (0.0499, "VADER", "neutral"),
        (-0.05, "VADER", "negative"),
        (0.01, "AFINN", "positive"),
        (-0.01, "TextBlob", "negative"),
        (0.0, "AFINN", "neutral"),
        (-0.0, "TextBlob", "neutral"),
    ],
)
def test_sign_follows_each_convention(value: float, lexicon: str, wanted: str) -> None:
    assert sign(value, lexicon) == wanted


@pytest.mark.parametrize("links", [1, 2])
def test_lexicons_load_with_hard_links_and_without_warnings(tmp_path: Path, links: int) -> None:
    """As uv installs (links) and as pip does; with nothing compiled, so that warnings show."""
    import vaderSentiment

    source = Path(vaderSentiment.__file__).with_name("vader_lexicon.txt")
    package = tmp_path / "vaderSentiment"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / source.name).write_bytes(source.read_bytes())
    if links == 2:
        os.link(package / source.name, tmp_path / "another")
    code = (
        "from helpers.measures.tone.valence_lexicons import LEXICONS; import vaderSentiment;"
        f"assert vaderSentiment.__file__.startswith({str(tmp_path)!r});"
        "print([round(f('a terrible day').value, 2) for f in LEXICONS.values()])"
    )
    root = str(Path(__file__).resolve().parents[2])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), root]),
        "PYTHONPYCACHEPREFIX": str(tmp_path / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[-0.48, -0.6, -1.0]"
    assert "afinn" not in done.stderr
