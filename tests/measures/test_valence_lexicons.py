"""Each lexicon as its authors apply it, with the places of the words that fired."""

import os
import sys
import warnings
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.measures.tone import valence_lexicons
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
@settings(max_examples=200)
def test_valences_of_made_up_texts_are_those_of_the_packages(pieces: list[str], gap: str) -> None:
    as_the_packages_say(gap.join(pieces))


@pytest.mark.cases
def test_hits_point_at_their_words(lexicon: str, text: str, words: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in LEXICONS[lexicon](text).hits] == words


@given(st.text(alphabet="aegobdnt'’\"“.,!?:)( -—", max_size=40) | st.text(max_size=30))
@example(": )")
@example(":) !")
def test_any_text_has_a_valence_and_hits_inside_it(text: str) -> None:
    for lexicon in LEXICONS.values():
        valence = lexicon(text)
        assert -1 <= valence.value <= 1
        assert all(0 <= hit.start < hit.end <= len(text) for hit in valence.hits)
        assert all(hit.effective and abs(hit.score) <= 5 for hit in valence.hits)


@pytest.mark.cases
def test_sign_follows_each_convention(value: float, lexicon: str, wanted: str) -> None:
    assert sign(value, lexicon) == wanted


def test_vader_loads_from_a_file_with_hard_links_as_uv_installs_it(tmp_path, monkeypatch):
    import vaderSentiment

    source = Path(vaderSentiment.__file__).with_name("vader_lexicon.txt")
    (tmp_path / source.name).write_bytes(source.read_bytes())
    os.link(tmp_path / source.name, tmp_path / "another")
    found = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(valence_lexicons, "find_spec", {"vaderSentiment": found}.get)
    analyser = valence_lexicons._vader_analyser.__wrapped__()
    assert analyser.polarity_scores("a terrible day")["compound"] == pytest.approx(-0.4767)


def test_the_code_of_afinn_which_is_gpl_and_warns_is_not_imported(monkeypatch):
    monkeypatch.delitem(sys.modules, "afinn", raising=False)
    ratings, _ = valence_lexicons._afinn_lexicon.__wrapped__()
    assert ratings["terrible"] == -3
    assert "afinn" not in sys.modules
