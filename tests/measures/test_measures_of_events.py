"""Entman's functions, war and peace journalism, blame, and casualties, on invented sentences."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.lexicons import load_lexicon
from helpers.measures.framing import (
    ACCOUNTS,
    FATES,
    FUNCTIONS,
    INDICATORS,
    blame_and_justification,
    casualties,
    entman_functions,
    summarise_casualties,
    summarise_orientation,
    war_peace,
)
from helpers.measures.framing.casualties import STATUSES
from helpers.measures.shared.word_categories import summarise_categories
from helpers.speakers import Actor, Mention
from helpers.voices import voice_segments


def read(text):
    annotation = annotate(article_from_text(text, any_language=True))
    return annotation, voice_segments(annotation, [])


# ------------------------------------------------------------------------------ Entman's functions

P, C, M, T = FUNCTIONS
ENTMAN = [
    ("The leak is a danger to the town.", [("danger", P)]),
    ("The drought worsened.", [("worsened", P)]),
    ("The delay is due to fog.", [("due to", C)]),
    ("The talks are due to begin.", []),
    ("Greed led to the collapse.", [("led to", C)]),
    ("She led the choir.", []),
    ("The delay resulted from fog.", [("resulted from", C)]),
    ("The results from the north are in.", []),
    ("The raid was shameful.", [("shameful", M)]),
    ("It was wrong to leave.", [("wrong", M)]),
    ("She took the wrong door.", []),
    ("They praised the crew.", [("praised", M)]),
    ("The town must act.", [("must", T)]),
    ("The crew must have left.", []),
    ("She called for a new law.", [("called for", T)]),
    ("The Justice Department moved to a new building.", []),
    ("There is no crisis.", [("crisis", P)]),
]


@pytest.mark.parametrize(("text", "expected"), ENTMAN)
def test_functions_of_a_frame(text, expected):
    hits = entman_functions(*read(text))
    assert list(zip(hits["text"], hits["category"], strict=True)) == expected


def test_a_denied_function_is_found_and_marked():
    hits = entman_functions(*read("There is no crisis."))
    assert hits["negated"].tolist() == [True]


# ----------------------------------------------------------------------------------- war and peace

WAR_PEACE = [
    ("The brutal raid went on.", "demonising language", "war"),
    ("The town lay in rubble.", "visible effects", "war"),
    ("Their victory was complete.", "zero-sum", "war"),
    ("It is good and evil that fight here.", "dichotomy", "war"),
    ("The massacre was filmed.", "emotive language", "war"),
    ("Both signed the ceasefire.", "agreement", "peace"),
    ("The villagers waited.", "people", "peace"),
    ("Their trauma goes on.", "invisible effects", "peace"),
    ("Poverty stood at its start.", "causes and consequences", "peace"),
    ("They rebuilt the school.", "aftermath", "peace"),
    ("A compromise was found.", "win-win", "peace"),
]


@pytest.mark.parametrize(("text", "indicator", "orientation"), WAR_PEACE)
def test_indicators(text, indicator, orientation):
    hits = war_peace(*read(text))
    assert hits[["category", "orientation"]].values.tolist() == [[indicator, orientation]]


def test_orientation_counts_distinct_indicators():
    text = "The brutal raid and the savage, brutal siege ended in defeat. Villagers mourned."
    annotation, segments = read(text)
    (row,) = summarise_orientation(war_peace(annotation, segments), segments).to_dict("records")
    assert (row["war"], row["peace"]) == (2, 2)
    assert (row["war_hits"], row["peace_hits"], row["n"]) == (4, 2, 6)
    assert row["share"] == pytest.approx(4 / 6)
    assert row["low"] < row["share"] < row["high"]


def test_orientation_of_a_voice_without_hits_is_unknown():
    annotation, segments = read("Grass is green.")
    (row,) = summarise_orientation(war_peace(annotation, segments), segments).to_dict("records")
    assert row["n"] == 0
    assert pd.isna([row["share"], row["low"], row["high"]]).all()


def test_the_lexicon_and_the_program_agree_on_orientations():
    for entry in load_lexicon("war_peace"):
        if entry["category"] != "none":
            assert entry["orientation"] == INDICATORS[entry["category"]], entry["entry"]


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
    hits = blame_and_justification(*read(text), [])
    columns = ["category", "by", "bearer"]
    assert hits[columns].values.tolist() == [[category, by, bearer]]


@pytest.mark.xfail(strict=True, reason="a duty of an office reads like the blame for a deed")
def test_a_duty_is_no_blame():
    assert blame_and_justification(*read("She is responsible for schools."), []).empty


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
    assert blame_and_justification(*read(text), []).empty


def test_blamed_actors_get_their_names():
    text = "Kim blamed the army."
    annotation, segments = read(text)
    people = [
        Actor("Kim Roe", "person", "", False, (), (Mention(0, 3, "name", "by hand"),)),
        Actor("Army", "organisation", "", True, (), (Mention(11, 19, "name", "by hand"),)),
    ]
    (row,) = blame_and_justification(annotation, segments, people).to_dict("records")
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
    hits = casualties(*read(text), [])
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
    assert casualties(*read(text), []).empty


@pytest.mark.parametrize(
    "text", ["The dam could break and kill two farmers.", "They threatened to kill two farmers."]
)
def test_feared_harm_is_marked_and_not_summed_up(text):
    hits = casualties(*read(text), [])
    assert hits[["category", "factual"]].values.tolist() == [["killed", False]]
    assert summarise_casualties(hits).empty


def test_both_numbers_of_a_sentence_are_found():
    hits = casualties(*read("At least 12 people were killed and 30 wounded."), [])
    assert hits[["category", "number"]].values.tolist() == [
        ["killed", "At least 12"],
        ["wounded", "30"],
    ]


def test_victims_by_side_are_listed_and_not_added_up():
    text = (
        "Ten Danish soldiers were killed. The ten Danish sailors were killed at sea. "
        "Two Swedish nurses were killed. No Swede was hurt."
    )
    table = summarise_casualties(casualties(*read(text), []))
    assert table[["side", "category", "mentions", *STATUSES[:2], "numbers"]].values.tolist() == [
        ["Denmark", "killed", 2, 0, 2, "ten (2)"],
        ["Sweden", "killed", 1, 1, 0, "two (1)"],
    ]


# -------------------------------------------------------------------------------------- invariants

NEWS = "Kim Roe blamed the army for the crisis. Ten brutal men killed two farmers. They must go."
NEUTRAL = ["The sun is yellow.", "Grass is green.", "It was a Tuesday."]


def all_hits(text):
    annotation, segments = read(text)
    return {
        "functions": entman_functions(annotation, segments),
        "war and peace": war_peace(annotation, segments),
        "blame": blame_and_justification(annotation, segments, []),
        "casualties": casualties(annotation, segments, []),
    }


BASE = all_hits(NEWS)


def test_every_hit_gives_its_words_back():
    categories = {*FUNCTIONS, *INDICATORS, *ACCOUNTS, *FATES}
    for name, hits in BASE.items():
        assert len(hits), name
        assert all(NEWS[hit.start : hit.end] == hit.text for hit in hits.itertuples())
        assert set(hits["category"]) <= categories


@given(st.lists(st.sampled_from(NEUTRAL), min_size=1, max_size=3))
@settings(max_examples=8)
def test_neutral_sentences_give_no_evidence(sentences):
    for name, hits in all_hits(f"{NEWS}\n\n{' '.join(sentences)}").items():
        pd.testing.assert_frame_equal(hits, BASE[name])


@given(st.sampled_from(["Ada Lowe", "Ben Gray", "Zoe Hart", "Sam Best"]))
@settings(max_examples=4)
def test_a_renamed_person_changes_no_evidence(name):
    for measure, hits in all_hits(NEWS.replace("Kim Roe", name)).items():
        columns = ["category", "entry"]
        pd.testing.assert_frame_equal(hits[columns], BASE[measure][columns])


@given(seed=st.integers(0, 1000))
@settings(max_examples=8)
def test_the_order_of_segments_changes_nothing(seed):
    annotation, segments = read(NEWS)
    shuffled = segments.sample(frac=1, random_state=seed)
    hits = entman_functions(annotation, shuffled)
    pd.testing.assert_frame_equal(hits, BASE["functions"])
    pd.testing.assert_frame_equal(
        summarise_categories(hits, shuffled, FUNCTIONS),
        summarise_categories(hits, segments, FUNCTIONS),
    )
