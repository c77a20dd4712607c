"""Blame and casualties on invented sentences."""

import pytest

from helpers.analysis import Analysis
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.measures.framing import blame_and_justification, casualties, summarise_casualties
from helpers.measures.framing.casualties import STATUSES
from helpers.speakers import Actor, Mention


def read(text, *actors):
    return Analysis(annotate(article_from_text(text, any_language=True)), (), actors)


# ------------------------------------------------------------------------------------------- blame

BLAME = [
    ("Kim blamed the army for the fire.", "blame", "Kim", "the army"),
    ("Kim blamed the fire on the army.", "blame", "Kim", "the army"),
    ("The army was blamed for the fire.", "blame", "", "The army"),
    ("The mayor was accused by Lee.", "blame", "Lee", "The mayor"),
    ("They were charged with murder.", "blame", "", "They"),
    ("The army is responsible for the fire.", "blame", "", "The army"),
    ("Kim holds the army responsible for the fire.", "blame", "Kim", "the army"),
    ("The army is to blame.", "blame", "", "The army"),
    ("It was the army's fault.", "blame", "", "the army"),
    ("The army is not responsible.", "denial", "", "The army"),
    ("Lee denied the charge.", "denial", "", "Lee"),
    ("Lee had nothing to do with the fire.", "denial", "", "Lee"),
    ("The fire was accidental.", "excuse", "", ""),
    ("Lee had no choice.", "excuse", "", ""),
    ("Kim justified the raid.", "justification", "", "Kim"),
    ("The raid came in response to the shelling.", "justification", "", ""),
    ("They fired in self-defence.", "justification", "", ""),
]


@pytest.mark.parametrize(("text", "category", "by", "bearer"), BLAME)
def test_who_is_blamed_by_whom(text, category, by, bearer):
    hits = blame_and_justification(read(text)).table()
    assert hits[["category", "by", "bearer"]].values.tolist() == [[category, by, bearer]]


@pytest.mark.xfail(strict=True, reason="a duty of an office reads like the blame for a deed")
def test_a_duty_is_no_blame():
    assert not blame_and_justification(read("She is responsible for schools.")).rows


@pytest.mark.parametrize(
    "text",
    [
        "They were denied entry.",
        "The office denied them visas.",
        "Kim found no fault with the plan.",
        "Troops defend the country.",
        "She answered in response to a question.",
        "He spoke in response to the mayor's letter.",
        "Kim did not blame the army.",
        "The doubt was not unfounded.",
    ],
)
def test_no_blame_and_no_account(text):
    assert not blame_and_justification(read(text)).rows


def test_blamed_actors_get_their_names():
    actors = (
        Actor("Kim Roe", "person", "", False, (), (Mention(0, 3, "name", "made up"),)),
        Actor("Army", "organisation", "", True, (), (Mention(11, 19, "name", "made up"),)),
    )
    (row,) = blame_and_justification(read("Kim blamed the army.", *actors)).rows
    assert (row["by_actor"], row["bearer_actor"]) == ("Kim Roe", "Army")


# -------------------------------------------------------------------------------------- casualties

NOT_NAMED = "side not named"
CASUALTIES = [
    ("Ten Danish soldiers were killed.", ("killed", "Ten", "combatant", "Denmark", False)),
    ("Dozens of villagers died.", ("killed", "Dozens", "civilian", NOT_NAMED, False)),
    ("The storm left two children dead.", ("killed", "two", "civilian", NOT_NAMED, False)),
    ("Ten dead sailors were found.", ("killed", "Ten", "combatant", NOT_NAMED, False)),
    ("The dead were buried.", ("killed", "", "unspecified", NOT_NAMED, False)),
    ("The death of two nurses was a shock.", ("killed", "two", "civilian", NOT_NAMED, False)),
    ("Some 20 Danes died.", ("killed", "Some 20", "unspecified", "Denmark", False)),
    ("There were no civilian casualties.", ("killed", "no", "civilian", NOT_NAMED, True)),
    ("No one was hurt.", ("wounded", "", "unspecified", NOT_NAMED, True)),
    ("Nobody was injured.", ("wounded", "", "unspecified", NOT_NAMED, True)),
    ("Soldiers from Denmark were wounded.", ("wounded", "", "combatant", "Denmark", False)),
    ("Three sailors are missing.", ("missing", "Three", "combatant", NOT_NAMED, False)),
    ("The flood displaced 2,000 families.", ("displaced", "2,000", "civilian", NOT_NAMED, False)),
    ("Two policemen were kidnapped.", ("held", "Two", "police", NOT_NAMED, False)),
    ("Two survivors were found.", ("victims", "Two", "unspecified", NOT_NAMED, False)),
]


@pytest.mark.parametrize(("text", "expected"), CASUALTIES)
def test_victims(text, expected):
    hits = casualties(read(text)).table()
    columns = ["category", "number", "status", "side", "negated"]
    assert list(map(tuple, hits[columns].values.tolist())) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The bill was killed by the senate.",
        "The tax hurt the firm.",
        "The keys are missing.",
        "Kim was missing the bus.",
        "He was sentenced to death.",
        "They were charged with murder.",
        "The plan died.",
        "She has refugee status.",
        "Kim was missing out.",
        "She captured the support of farmers.",
    ],
)
def test_no_victims(text):
    assert not casualties(read(text)).rows


@pytest.mark.parametrize(
    "text", ["The dam could break and kill two farmers.", "They threatened to kill two farmers."]
)
def test_feared_harm_is_marked_and_not_summed_up(text):
    hits = casualties(read(text)).table()
    assert hits[["category", "factual"]].values.tolist() == [["killed", False]]
    assert summarise_casualties(hits).empty


def test_both_numbers_of_a_sentence_are_found():
    hits = casualties(read("At least 12 people were killed and 30 wounded.")).table()
    assert hits[["category", "number"]].values.tolist() == [
        ["killed", "At least 12"],
        ["wounded", "30"],
    ]


def test_victims_by_side_are_listed_and_not_added_up():
    text = (
        "Ten Danish soldiers were killed. The ten Danish sailors were killed at sea. "
        "Two Swedish nurses were killed. No Swede was hurt."
    )
    table = summarise_casualties(casualties(read(text)).table())
    assert table[["side", "category", "mentions", *STATUSES[:2], "numbers"]].values.tolist() == [
        ["Denmark", "killed", 2, 0, 2, "ten (2)"],
        ["Sweden", "killed", 1, 1, 0, "two (1)"],
    ]
