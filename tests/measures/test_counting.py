"""The counts of many articles are those of one article, without the zeros."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import analyse
from helpers.article import article_from_text, load_article
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import count_codebook, measure_hits, speaker_counts
from helpers.measures.shared.hits import HIT_COLUMNS

CODEBOOK = load_codebook()
COLUMNS = ["speaker", "measure", "category", "hits", "units"]

# What the measures find, by several voices, and what none of them finds
SENTENCES = (
    "Rebels brutally attacked the town, and 12 people were killed.",
    '"The regime is to blame for this horrific crime", Prime Minister Kim Roe said.',
    "Lee Moss claimed that the minister was a corrupt liar.",
    "The tax may cost workers $3 million, the ministry admitted.",
    '"We must help the refugees and end this war now," Moss told reporters.',
    '"I perhaps agree," she said, praising Kim Roe.',
    "The train was late.",
)


def rows_that_are_not_zero(analysis, codebook):
    counts = count_codebook(analysis, codebook)
    return counts[counts["count"] > 0].rename(columns={"count": "hits"})[COLUMNS]


def same(found, expected):
    assert list(found) == COLUMNS
    assert found.to_dict("records") == expected.to_dict("records")


def test_the_counts_of_the_bundled_article():
    analysis = analyse(load_article())
    found = speaker_counts(analysis, CODEBOOK)
    same(found, rows_that_are_not_zero(analysis, CODEBOOK))
    assert found["measure"].nunique() == sum(measure.answered for measure in CODEBOOK.values())
    assert (found["units"] >= 1).all() and (found["hits"] >= found["units"]).all()


ALL = analyse(article_from_text("\n\n".join(SENTENCES), any_language=True))
ANSWERED = [name for name, measure in CODEBOOK.items() if measure.answered]


@pytest.mark.parametrize("name", ANSWERED)
def test_every_hit_of_a_measure_gives_its_words_back_and_has_a_category(name):
    hits = measure_hits(ALL, CODEBOOK[name])
    assert {*HIT_COLUMNS, "measure"} <= set(hits)
    assert len(hits) or name == "tone_toward"
    assert all(ALL.text[hit.start : hit.end] == hit.text for hit in hits.itertuples())
    assert set(hits["category"]) <= set(CODEBOOK[name].categories)
    assert set(hits["speaker"]) <= set(ALL.segments["speaker"])
    assert hits["start"].is_monotonic_increasing


@settings(max_examples=6)
@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
def test_the_counts_are_those_of_the_codebook_that_are_not_zero(sentences):
    text = "\n\n".join(sentences) or "Nothing."
    analysis = analyse(article_from_text(text, any_language=True))
    same(speaker_counts(analysis, CODEBOOK), rows_that_are_not_zero(analysis, CODEBOOK))


@pytest.mark.parametrize("names", [["voice_gap"], [], ["war_peace"]])
def test_without_evidence_or_a_measure_of_units_there_are_columns_and_no_rows(names):
    analysis = analyse(article_from_text("The train was late.", any_language=True))
    chosen = {name: CODEBOOK[name] for name in names}
    same(speaker_counts(analysis, chosen), pd.DataFrame(columns=COLUMNS))
