"""Blame and casualties on invented sentences."""

import pytest

from helpers.analysis import Analysis
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import measure_hits
from helpers.measures.framing import casualties


def read(text, *actors):
    return Analysis(annotate(article_from_text(text, any_language=True)), (), actors)


BLAME = [
    ("Kim blamed the army for the fire.", ["blame"]),
    ("The army was blamed for the fire.", ["blame"]),
    ("Kim holds the army responsible for the fire.", ["blame"]),
    ("The army is to blame.", ["blame"]),
    ("It was the army's fault.", ["blame"]),
    ("The army is not responsible.", ["denial"]),
    ("Lee denied the charge.", ["denial"]),
    ("Lee had nothing to do with the fire.", ["denial"]),
    ("The fire was accidental.", ["excuse"]),
    ("Lee had no choice.", ["excuse"]),
    ("Kim justified the raid.", ["justification"]),
    ("The raid came in response to the shelling.", ["justification"]),
    ("They fired in self-defence.", ["justification"]),
    ("Kim found no fault with the plan.", []),
    ("Troops defend the country.", []),
    ("She answered in response to a question.", []),
    ("Kim did not blame the army.", []),
    ("The doubt was not unfounded.", []),
]


@pytest.mark.parametrize(("text", "categories"), BLAME)
def test_words_of_blame_and_justification(text, categories):
    hits = measure_hits(read(text), load_codebook()["blame_and_justification"])
    assert hits["category"].tolist() == categories


# -------------------------------------------------------------------------------------- casualties

NOT_NAMED = "side not named"
CASUALTIES = [
    ("Ten Danish soldiers were killed.", ("killed", "combatant", "Denmark", False)),
    ("Dozens of villagers died.", ("killed", "civilian", NOT_NAMED, False)),
    ("The storm left two children dead.", ("killed", "civilian", NOT_NAMED, False)),
    ("Ten dead sailors were found.", ("killed", "combatant", NOT_NAMED, False)),
    ("The dead were buried.", ("killed", "unspecified", NOT_NAMED, False)),
    ("The death of two nurses was a shock.", ("killed", "civilian", NOT_NAMED, False)),
    ("Some 20 Danes died.", ("killed", "unspecified", "Denmark", False)),
    ("There were no civilian casualties.", ("killed", "civilian", NOT_NAMED, True)),
    ("No one was hurt.", ("wounded", "unspecified", NOT_NAMED, True)),
    ("Nobody was injured.", ("wounded", "unspecified", NOT_NAMED, True)),
    ("Soldiers from Denmark were wounded.", ("wounded", "combatant", "Denmark", False)),
    ("Three sailors are missing.", ("missing", "combatant", NOT_NAMED, False)),
    ("The flood displaced 2,000 families.", ("displaced", "civilian", NOT_NAMED, False)),
    ("Two policemen were kidnapped.", ("held", "police", NOT_NAMED, False)),
    ("Two survivors were found.", ("victims", "unspecified", NOT_NAMED, False)),
]


@pytest.mark.parametrize(("text", "expected"), CASUALTIES)
def test_victims(text, expected):
    hits = casualties(read(text)).table()
    columns = ["category", "status", "side", "negated"]
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
def test_feared_harm_is_marked(text):
    hits = casualties(read(text)).table()
    assert hits[["category", "factual"]].values.tolist() == [["killed", False]]


def test_both_numbers_of_a_sentence_are_found():
    hits = casualties(read("At least 12 people were killed and 30 wounded.")).table()
    assert hits[["category", "victims"]].values.tolist() == [
        ["killed", "At least 12 people"],
        ["wounded", "30"],
    ]
