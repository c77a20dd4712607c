"""Sentences on who speaks how about whom, for articles of every kind."""

import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.evaluation.results import load_result
from helpers.measures.wording import loaded_words, summarise_loaded_words
from helpers.report.findings import stance as findings


def about(*labels: str) -> pd.DataFrame:
    return pd.DataFrame({"label": pd.Series(labels, dtype=str)})


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], "No sentence speaks of another person, body or group"),
        (["neutral"], "The model finds none of 1 sentence about somebody negative or positive"),
        (
            ["positive", "unclear"],
            "The model finds 1 of 2 sentences about somebody positive; 1 is unclear to it",
        ),
        (
            ["negative", "negative", "positive", "unclear", "unclear"],
            "The model finds 2 of 5 sentences about somebody negative and 1 positive; 2 are "
            "unclear to it",
        ),
    ],
)
def test_how_many_sentences_judge_somebody(labels, expected):
    assert findings.judging_sentences(about(*labels)) == expected


def test_sentences_on_loaded_words_quote_the_table():
    babe = load_result("loaded_words_babe")
    assert "(BABE, 334 sentences)" in findings.loaded_against_people(babe)
    assert "were marked by readers" in findings.found_words(babe)


def loaded(text):
    analysis = analyse(article_from_text(text, any_language=True))
    hits = loaded_words(analysis).table()
    return hits, summarise_loaded_words(hits, analysis.segments)


def test_loaded_words_stand_in_the_voice_that_uses_them():
    text = 'The shameless senator ranted. "His dishonest cronies lied shamelessly," Jane Kim said.'
    hits, summary = loaded(text)
    voices = dict(zip(hits["text"], hits["speaker"], strict=True))
    assert voices["shameless"] == voices["ranted"] == "narrator"
    assert voices["dishonest"] == "Jane Kim"
    for row in hits.itertuples():
        assert text[row.start : row.end] == row.text and 0 <= row.likelihood <= 1
    assert summary["low"].isna().all()  # two sentences bear no interval
    assert findings.loaded_voices(summary).startswith("1 of 2 sentences of the author has a word")


def test_plain_words_are_not_loaded():
    hits, summary = loaded(
        "The committee met on Tuesday in the town hall, and twelve members of it came. "
        "Jane Kim, who is the chair, said that they will meet again in the spring of next year."
    )
    assert hits.empty and (summary["share"] == 0).all()
    assert hits.columns.tolist()[-2:] == ["likelihood", "reasons"]
