"""Sentences on who speaks how about whom, for articles of every kind."""

import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.evaluation.results import load_result
from helpers.measures.stance.word_rules import clause_stances, summarise_toward
from helpers.measures.wording import loaded_words, summarise_loaded_words
from helpers.report.findings import stance as findings


def told(text):
    analysis = analyse(article_from_text(text, any_language=True))
    clauses = clause_stances(analysis.targets, analysis.toward)
    pairs = findings.judging_pairs(summarise_toward(clauses))
    return findings.judging_clauses(clauses), pairs


@pytest.mark.parametrize(
    ("text", "clauses", "pairs"),
    [
        (
            "It rained.",
            "No clause speaks of another person, body or group",
            "No voice has a word for or against somebody it names",
        ),
        (
            "Jane Kim met Bob Lee.",
            "Words judge whom they name in none of two clauses",
            "No voice has a word for or against somebody it names",
        ),
        (
            "Jane Kim said that Bob Lee is a liar. Bob Lee arrived.",
            "Words judge whom they name in 1 of 2 clauses: 1 against",
            "Jane Kim against Bob Lee (liar (1))",
        ),
        (
            "The brave Bob Lee, a liar, left.",
            "Words judge whom they name in 1 of 1 clauses: 1 both",
            "the author against Bob Lee (liar (1)) and for Bob Lee (brave (1))",
        ),
    ],
)
def test_judgements_in_a_sentence(text, clauses, pairs):
    assert told(text) == (clauses, pairs)


def test_many_pairs_are_cut():
    names = ["Ann Poe", "Bob Lee", "Jane Kim", "Tom Park", "Eve Choi", "Max Roth"]
    _, pairs = told("\n\n".join(f"{name} is a liar." for name in names))
    assert pairs.count("against") == findings.MOST and pairs.endswith("; two pairs more")


def test_sentences_on_trust_quote_the_tables():
    tone = findings.tone_against_people(load_result("tone_toward_newsmtsc"))
    assert tone.startswith("On news sentences with a marked person (NewsMTSC, n = 343) words")
    stance = findings.stance_against_people(load_result("stance_seesaw_dev"))
    assert stance.startswith("Of 1552 stances") and "VADER takes a side in" in stance
    babe = load_result("loaded_words_babe")
    assert "(BABE, 334 sentences)" in findings.loaded_against_people(babe)
    assert "were marked by readers" in findings.found_words(babe)
    assert "stand in" in findings.tied_words(load_result("tone_toward_newsmtsc"))


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
    assert findings.loaded_voices(summary).startswith("1 of 2 sentences of the author holds a word")


def test_plain_words_are_not_loaded():
    hits, summary = loaded(
        "The committee met on Tuesday in the town hall, and twelve members of it came. "
        "Jane Kim, who is the chair, said that they will meet again in the spring of next year."
    )
    assert hits.empty and (summary["share"] == 0).all()
    assert hits.columns.tolist()[-2:] == ["likelihood", "reasons"]
