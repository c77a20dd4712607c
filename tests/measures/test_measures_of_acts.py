"""Actions by nouns and things, names of acts, sides, who acts on whom, introductions."""

import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.measures.shared.sides import NO_SIDE, actor_sides, country_in_words
from helpers.measures.sourcing import introductions
from helpers.measures.wording import (
    NAMINGS,
    act_names,
    acts_on,
    agency,
    labels,
    labels_by_side,
    summarise_act_names,
)
from helpers.measures.wording.agency import NOBODY, OTHERS


def read(text):
    return analyse(article_from_text(text, any_language=True))


# ---------------------------------------------------------------------- actions by things and nouns

THINGS = [
    ("Missiles struck the town.", "inanimate agent"),
    ("The town was struck by missiles.", "inanimate agent"),
    ("Rockets hit the base, killing two people.", "inanimate agent"),
    ("Rebels struck the town.", "active"),
    ("Denmark struck the town.", "active"),
    ("The army struck the town.", "active"),
    ("They struck the town.", "active"),
    ("Two struck the town.", "active"),
    ("The town was struck by rebels.", "passive with agent"),
    ("The town was struck on Friday.", "agentless passive"),
    ("The plan failed.", "active"),  # acts on nobody: hides no doer
]


@pytest.mark.parametrize(("text", "category"), THINGS)
def test_things_that_act_are_told_from_people(text, category):
    assert agency(read(text)).table()["category"].iloc[0] == category


NOUNS = [
    ("The killing of two men shocked the town.", [("killing", "", "two men")]),
    ("An attack by rebels followed.", [("attack", "rebels", "")]),
    ("The Danish attack on the port failed.", [("attack", "Danish", "the port")]),
    ("The army's attack failed.", [("attack", "The army", "")]),
    ("The man's arrest angered them.", [("arrest", "", "The man")]),
    ("Rebels launched an attack.", [("attack", "Rebels", "")]),
    ("Attacks were carried out by rebels.", [("Attacks", "rebels", "")]),
    ("The February attack failed.", [("attack", "", "")]),  # a month does nothing
    ("The Paris attacks shocked them.", [("attacks", "", "")]),  # where, not who
    ("Attack helicopters came.", []),
    ("A rocket attack hurt nobody.", [("attack", "", "")]),
    ("The building is old.", []),
    ("Kim Strike spoke.", []),
]


@pytest.mark.parametrize(("text", "expected"), NOUNS)
def test_actions_told_by_nouns(text, expected):
    events = agency(read(text)).table()
    found = events[events["voice"] == "nominalised action"]
    assert list(found[["text", "agent", "patient"]].itertuples(index=False, name=None)) == expected


# ------------------------------------------------------------------------------- names of acts

NAMED = [
    ("Rebels attacked the port.", ["plain"]),
    ("The attack was an act of aggression.", ["plain", "condemning"]),
    ("After the attack came the response.", ["plain", "as an answer"]),
    ("The retaliatory strike came at dawn.", ["as an answer", "plain"]),
    ("The bombing was a necessary deterrent.", ["plain", "as defence"]),
    ("The raid was a military operation.", ["plain", "abstract"]),
    ("He had a heart attack.", []),
    ("Workers went on strike.", []),
    ("Kim Roe's attacks on Lee Moss were loud.", []),  # in words
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_how_acts_are_named(text, expected):
    found = act_names(read(f"Shelling killed two men. {text}")).table()["category"].tolist()
    assert found == ["plain", "plain", *expected]


NO_FORCE = [
    "Roe attacked the budget.",
    "The response to it was kind.",
    "The operation saved his leg.",
    "The team's defence failed.",
]


@pytest.mark.parametrize("text", NO_FORCE)
def test_without_a_sure_name_of_force_no_other_counts(text):
    assert not act_names(read(text)).rows


def test_names_of_acts_know_who_did_it_where_the_words_say_so():
    text = "Danish forces bombed the port. The Swedish attack on Danish troops was an atrocity."
    hits = act_names(read(text)).table()
    found = hits[["text", "agent_side", "patient_side"]].values.tolist()
    assert found == [
        ["bombed", "Denmark", NO_SIDE],
        ["attack", "Sweden", "Denmark"],
        ["atrocity", NO_SIDE, NO_SIDE],
    ]
    table = summarise_act_names(hits)
    assert table["count"].sum() == len(hits)
    assert table["done_by"].tolist() == ["Denmark", "Sweden", NO_SIDE]
    assert set(table["category"]) <= set(NAMINGS)
    assert summarise_act_names(hits.iloc[:0]).empty


# --------------------------------------------------------------------------------------- sides

COUNTRIES = [
    ("the US military base", "United States"),
    ("Danish and Swedish troops", "Denmark and Sweden"),
    ("Danish and coalition forces", "Denmark and others"),
    ("non-Danish soldiers", ""),
    ("anti-Danish rebels", ""),
    ("Denmark's troops", "Denmark"),
    ("a Denmark-backed militia", "Denmark"),
    ("officials", ""),
    ("", ""),
]


@pytest.mark.parametrize(("words", "country"), COUNTRIES)
def test_country_in_words(words, country):
    assert country_in_words(words) == country


def test_sides_come_from_the_words_and_say_how():
    text = "Danish officials met Kim Roe. A Sweden-backed militia fled. The White House waited."
    analysis = read(text)
    table = actor_sides(analysis, {"Kim Roe": "Norway"}).set_index("actor")
    assert table.loc["Kim Roe", ["side", "rule"]].tolist() == ["Norway", "set by the user"]
    assert table.loc["Sweden-backed militia", "rule"] == "said to be tied to it"
    assert table.loc["White House", "side"] == "United States"
    other = actor_sides(analysis).set_index("actor")
    assert other.loc["Kim Roe", "side"] == NO_SIDE


# -------------------------------------------------------------------------- who acts on whom


def met(text):
    analysis = read(text)
    return acts_on(agency(analysis).table(), analysis)


ENCOUNTERS = [
    ("Danish troops shelled Swedish soldiers.", {("Denmark", "Sweden"): 1}),
    ("Swedish soldiers were shelled.", {(NOBODY, "Sweden"): 1}),
    ("Missiles hit a Swedish ship.", {("a thing or event", "Sweden"): 1}),
    ("Danish troops did not shell Swedish soldiers.", {}),
    ("Danish troops burned a barn.", {("Denmark", OTHERS): 1}),
    ("Danish troops fled.", {}),
]


@pytest.mark.parametrize(("text", "expected"), ENCOUNTERS)
def test_which_side_acts_on_which(text, expected):
    table = met(text)
    told = table[table["count"] > 0].set_index(["agent", "acted_on"])["count"]
    assert told.to_dict() == expected


def test_pairs_without_an_action_are_zeros():
    text = "Danish troops shelled Swedish soldiers. Swedish soldiers shelled a barn."
    table = met(text)
    assert len(table) == table["agent"].nunique() * table["acted_on"].nunique() == 4
    assert (table["count"] == 0).sum() == 2


def test_labels_of_each_side_have_zeros_for_sides_without():
    text = "Danish troops met a ruthless Sweden-backed militia. Danish officials waited."
    analysis = read(text)
    table = labels_by_side(labels(analysis).table(), analysis)
    counts = table.set_index(["side", "polarity"])["count"]
    assert counts["Denmark"].sum() == 0
    assert counts["Sweden", "negative"] == 2  # ruthless, militia
    assert set(table["by_coder"]) == {0}


# -------------------------------------------------------------------------------- introductions

ENTERED = [
    ("President Kim Roe spoke.", "Kim Roe", "titled"),
    ("Dr Kim Roe spoke.", "Kim Roe", "titled"),
    ("Defence Secretary Kim Roe spoke.", "Kim Roe", "titled"),
    ("Ministry spokesman Kim Roe spoke.", "Kim Roe", "introduced"),
    ("Kim Roe, a farmer from Odense, spoke.", "Kim Roe", "introduced"),
    ("Kim Roe spoke.", "Kim Roe", "name alone"),
    ("Kim Roe, 42, spoke.", "Kim Roe", "name alone"),
]


@pytest.mark.parametrize(("text", "actor", "category"), ENTERED)
def test_how_somebody_enters(text, actor, category):
    found = introductions(read(text)).table().set_index("actor")
    assert found.loc[actor, "category"] == category


def test_a_later_introduction_is_listed_and_not_coded():
    found = introductions(read("Roe spoke. Then Kim Roe, a farmer, left.")).table().iloc[0]
    assert (found["category"], found["later"]) == ("name alone", "farmer")


def test_groups_enter_without_a_name():
    found = introductions(read("Danish officials said it rained.")).table()
    assert found[["category", "speaks"]].values.tolist() == [["unnamed", True]]
