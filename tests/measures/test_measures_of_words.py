"""Reporting verbs, hedges, lists of words and casualties on sentences made for the purpose."""

import re

import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import Attribution
from helpers.lexicons import LEXICONS, load_lexicon
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import measure_hits
from helpers.measures.framing import FRAMES, casualties
from helpers.measures.shared.matching import CONDITIONS, find_matches, holds
from helpers.measures.shared.word_categories import summarise_categories
from helpers.measures.wording import (
    CERTAINTY,
    hedges_and_boosters,
    reporting_verbs,
)

CODEBOOK = load_codebook()


def read(text, *attributions):
    annotation = annotate(article_from_text(text, any_language=True))
    return Analysis(annotation, attributions, ())


def said(text, content, cue, speaker="", start=0, **more):
    """An attribution of some words, from an offset on."""

    def span(words):
        at = text.index(words, start)
        return ((at, at + len(words)),)

    cues = span(cue) if cue else ()
    return Attribution(span(content), cues, (), "indirect", "made up", speaker=speaker, **more)


def values(hits, *columns):
    return list(hits.table()[list(columns)].itertuples(index=False, name=None))


# --------------------------------------------------------------------------- reporting verbs


@pytest.mark.cases
def test_stance_of_a_cue(text, content, cue, entry, stance):
    hits = reporting_verbs(read(text, said(text, content, cue, "Kim")))
    assert values(hits, "entry", "category", "source", "speaker") == [
        (entry, stance, "Kim", "narrator")
    ]


def test_cue_inside_a_speech_is_in_the_voice_of_the_outer_speaker():
    text = "Kim said that Lee claimed it rained."
    outer = said(text, "that Lee claimed it rained", "said", "Kim")
    inner = said(text, "it rained", "claimed", "Lee", nested_in=0)
    hits = reporting_verbs(read(text, outer, inner))
    assert values(hits, "text", "speaker", "source") == [
        ("said", "narrator", "Kim"),
        ("claimed", "Kim", "Lee"),
    ]


def test_quotation_without_a_cue_gives_no_row():
    text = '"It rained all day."'
    hits = reporting_verbs(read(text, said(text, text, ""))).table()
    assert hits.empty


# -------------------------------------------------------------------------- hedges and boosters


@pytest.mark.cases
def test_hedges_and_boosters(text, expected):
    assert values(hedges_and_boosters(read(text)), "text", "category", "kind") == expected


def test_what_somebody_else_thinks_is_no_hedge_of_the_reporter():
    text = "Kim Roe believes that it may rain. I think that it will."
    hits = hedges_and_boosters(analyse(article_from_text(text, any_language=True)))
    assert values(hits, "text") == [("may",), ("I think",)]


SPOKEN = "It may rain. Kim said it might snow and it could hail."
SPEECH = read(SPOKEN, said(SPOKEN, "it might snow and it could hail", "said", "Kim"))


def test_certainty_of_each_speaker():
    hits = hedges_and_boosters(SPEECH).table()
    table = summarise_categories(hits, SPEECH.segments, CERTAINTY)
    table = table.set_index(["speaker", "category"])
    kim = table.loc[("Kim", "hedge")]
    assert (kim["count"], kim["units"], kim["n"], kim["words"]) == (2, 1, 1, 7)
    assert pd.isna(kim["low"])
    assert table.loc[("narrator", "hedge"), "entries"] == "may (1)"
    assert table.loc[("narrator", "booster"), "count"] == 0


# -------------------------------------------------------------------------------- lists of words


@pytest.mark.cases
def test_generic_frames(text, expected):
    hits = measure_hits(read(text), CODEBOOK["generic_frames"])
    found = hits[["text", "category", "negated"]].itertuples(index=False, name=None)
    assert list(found) == expected


def test_frames_of_each_speaker_with_zeros():
    text = "The war is a war. Kim said the war cost money."
    analysis = read(text, said(text, "the war cost money", "said", "Kim"))
    hits = measure_hits(analysis, CODEBOOK["generic_frames"])
    table = summarise_categories(hits, analysis.segments, FRAMES)
    assert len(table) == 2 * len(FRAMES)
    table = table.set_index(["speaker", "category"])
    narrator = table.loc[("narrator", "conflict"), ["count", "units", "n", "words"]]
    assert narrator.tolist() == [2, 1, 2, 7]
    assert table.loc[("Kim", "economic consequences"), "count"] == 1
    assert table.loc[("Kim", "morality"), ["count", "units", "n"]].tolist() == [0, 0, 1]


@pytest.mark.cases
def test_indicators_of_war_and_peace_journalism(text, indicator):
    assert measure_hits(read(text), CODEBOOK["war_peace"])["category"].tolist() == [indicator]


@pytest.mark.cases
def test_words_of_blame_and_justification(text, categories):
    hits = measure_hits(read(text), CODEBOOK["blame_and_justification"])
    assert hits["category"].tolist() == categories


# -------------------------------------------------------------------------------------- casualties

NOT_NAMED = "side not named"


@pytest.mark.cases
def test_victims(text, expected):
    hits = casualties(read(text)).table()
    columns = ["category", "status", "side", "negated"]
    assert list(map(tuple, hits[columns].values.tolist())) == [tuple(expected)]


@pytest.mark.cases
def test_no_victims(text):
    assert not casualties(read(text)).rows


@pytest.mark.parametrize(
    "text", ["The dam could break and kill two farmers.", "They threatened to kill two farmers."]
)
def test_feared_harm_is_marked(text):
    hits = casualties(read(text)).table()
    assert hits[["category", "factual"]].values.tolist() == [["killed", False]]


def test_all_victims_of_one_verb_are_told():
    hits = casualties(read("Shells injured a number of farmers and a nurse.")).table()
    assert hits["victims"].tolist() == ["a number of farmers and a nurse"]


def test_both_numbers_of_a_sentence_are_found():
    hits = casualties(read("At least 12 people were killed and 30 wounded.")).table()
    assert hits[["category", "victims"]].values.tolist() == [
        ["killed", "At least 12 people"],
        ["wounded", "30"],
    ]


# -------------------------------------------------------------------------------------- lexicons


def test_readme_counts_the_entries_of_each_lexicon():
    readme = (LEXICONS / "README.md").read_text(encoding="utf-8")
    counted = dict(re.findall(r"^\| `(\w+)\.tsv` \| (\d+)", readme, re.MULTILINE))
    assert {"hedges", "labels", "act_names"} <= set(counted)
    assert counted == {name: str(len(load_lexicon(name))) for name in counted}


def test_each_condition_that_a_lexicon_may_set_is_known():
    match = next(find_matches(SPEECH.annotation, load_lexicon("hedges")))
    for condition in CONDITIONS:
        holds(condition, match)
    with pytest.raises(ValueError, match="not known"):
        holds("on Sundays", match)
