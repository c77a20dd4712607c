"""Two articles side by side: who is in both, what both quote, and the sentences about it."""

import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.corpus import two_articles

FIRST = """Council votes on the bridge

“We will close the old bridge before the winter comes,” Mayor Ann Holt said on Monday.

Residents said that nobody had asked them. Peter Marsh was not at the meeting."""
SECOND = """Bridge to close

Holt, the mayor, told the council on Monday: “We will close the old bridge before spring.”

“It is a mistake,” Peter Marsh said. Residents said that they would march. Mayor Ann Holt left."""


@pytest.fixture(scope="module")
def both():
    return [analyse(article_from_text(text, any_language=True)) for text in (FIRST, SECOND)]


@pytest.fixture(scope="module")
def people(both):
    return two_articles.side_by_side(*both).set_index("speaker")


def test_a_speaker_of_both_is_one_row_with_the_words_of_each(people):
    holt = people.loc["Ann Holt"]
    assert holt["heard"] == two_articles.BOTH
    assert (holt["words_1"], holt["words_2"]) == (10, 8)
    assert holt["reason"].startswith("same full name")


def test_sources_without_a_name_are_not_the_same_people(people):
    assert list(people.loc["Residents", "heard"]) == [two_articles.FIRST, two_articles.SECOND]


def test_whoever_is_only_talked_about_in_one_is_told(people):
    told = two_articles.heard_in_one(people.reset_index())
    assert told == [
        "Peter Marsh speaks in the second article and is mentioned in the first without being "
        "quoted"
    ]


def test_the_words_that_both_quote_are_found_in_both_texts(both):
    (row,) = two_articles.shared_quotations(*both).to_dict("records")
    assert row["words"] == "We will close the old bridge before"
    assert row["speaker_1"] == row["speaker_2"] == "Ann Holt"
    for number, analysis in enumerate(both, 1):
        found = analysis.text[row[f"start_{number}"] : row[f"end_{number}"]]
        assert found == row["words"]


def test_a_quotation_is_not_joined_with_the_next_one():
    texts = ['"We will come home," Lee said. "It rains a lot," he added.'] * 2
    pair = [analyse(article_from_text(text, any_language=True)) for text in texts]
    assert two_articles.shared_quotations(*pair).empty, "two quotations of four words are no eight"


@pytest.mark.cases
def test_who_is_in_both_for_none_one_and_many(heard, sentence):
    table = pd.DataFrame({"speaker": list(heard), "heard": list(heard.values())}, dtype=object)
    table["type"] = "person"
    table.loc[len(table)] = ["officials", two_articles.FIRST, "unnamed"]
    assert two_articles.who_is_in_both(table) == sentence


@pytest.mark.cases
def test_what_both_quote_for_none_one_and_many(speakers, sentence):
    table = pd.DataFrame(speakers, columns=["speaker_1", "speaker_2"])
    found = two_articles.what_both_quote(table)
    assert found[:1].upper() + found[1:] == sentence


def test_what_each_calls_the_same_kind_of_act():
    columns = ["kind", "category", "named", "agent_side"]
    first = pd.DataFrame([("killing", "plain", "killed", "")] * 2, columns=columns)
    second = pd.DataFrame([("killing", "condemning", "murder", "Peru")], columns=columns)
    found = two_articles.names_of_acts(first, second)
    assert found.to_numpy().tolist() == [
        ["killing", "Peru", "condemning", "", "murder (1)"],
        ["killing", "side not named", "plain", "killed (2)", ""],
    ]
    none = two_articles.names_of_acts(first[:0], second[:0])
    assert none.empty and "words_2" in none
