"""Deeds by nouns and things, names of acts, sides, encounters, introductions, frame questions."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.measures.framing import answer_items, frame_items, frame_scores
from helpers.measures.framing.frame_items import NO, NOT_ASKED, YES, items
from helpers.measures.shared.sides import NO_SIDE, actor_sides, country_in_words
from helpers.measures.sourcing import introductions, summarise_introductions
from helpers.measures.wording import (
    NAMINGS,
    act_names,
    actions,
    acts_on,
    agency,
    labels,
    labels_by_side,
    nominalised_actions,
    summarise_act_names,
)
from helpers.measures.wording.who_acts_on_whom import NOBODY, OTHERS


def analysed(text):
    return analyse(article_from_text(text, any_language=True))


def parts(text):
    analysis = analysed(text)
    return analysis.annotation, analysis.segments, analysis.actors


# ------------------------------------------------------------------------ deeds by things and nouns

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
    annotation, segments, _ = parts(text)
    events = agency(annotation, segments, [])
    assert events["category"].iloc[0] == category


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
def test_deeds_told_by_nouns(text, expected):
    annotation, segments, _ = parts(text)
    found = nominalised_actions(annotation, segments, [])
    assert list(found[["text", "agent", "patient"]].itertuples(index=False, name=None)) == expected


def test_all_deeds_stand_once_in_the_order_of_the_text():
    annotation, segments, actors = parts("The killing of two men was first. Rebels burned a port.")
    found = actions(annotation, segments, actors)
    assert found["text"].tolist() == ["killing", "burned"]
    assert not found.duplicated("start").any()
    empty = actions(*parts("It rained."))
    assert empty.empty and "category" in empty


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
    annotation, segments, actors = parts(f"Shelling killed two men. {text}")
    found = act_names(annotation, segments, actors)["category"].tolist()
    assert found == ["plain", "plain", *expected]


NO_FORCE = [
    "Roe attacked the budget.",
    "The response to it was kind.",
    "The operation saved his leg.",
    "The team's defence failed.",
]


@pytest.mark.parametrize("text", NO_FORCE)
def test_without_a_sure_name_of_force_no_other_counts(text):
    assert act_names(*parts(text)).empty


def test_names_of_acts_know_who_did_it_where_the_words_say_so():
    text = "Danish forces bombed the port. The Swedish attack on Danish troops was an atrocity."
    hits = act_names(*parts(text))
    found = hits[["text", "side", "against_side"]].values.tolist()
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


def test_a_user_says_whose_side_somebody_is_on():
    annotation, segments, actors = parts("The rebels bombed Danish troops near Odense.")
    rebels = next(actor.name for actor in actors if "rebels" in actor.name)
    hits = act_names(annotation, segments, actors, {rebels: "Sweden"})
    assert hits["side"].tolist() == ["Sweden"]


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
    annotation, _, actors = parts(text)
    table = actor_sides(annotation, actors, {"Kim Roe": "Norway"}).set_index("actor")
    assert table.loc["Kim Roe", ["side", "rule"]].tolist() == ["Norway", "set by the user"]
    assert table.loc["Sweden-backed militia", "rule"] == "said to be tied to it"
    assert table.loc["White House", "side"] == "United States"
    other = actor_sides(annotation, actors).set_index("actor")
    assert other.loc["Kim Roe", "side"] == NO_SIDE


# ---------------------------------------------------------------------------------- encounters


def met(text):
    annotation, segments, actors = parts(text)
    table = acts_on(actions(annotation, segments, actors), annotation, actors)
    told = table[table["count"] > 0].set_index(["doer", "acted_on"])["count"]
    return told.to_dict()


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
    assert met(text) == expected


def test_pairs_without_a_deed_are_zeros():
    text = "Danish troops shelled Swedish soldiers. Swedish soldiers shelled a barn."
    annotation, segments, actors = parts(text)
    table = acts_on(actions(annotation, segments, actors), annotation, actors)
    assert len(table) == table["doer"].nunique() * table["acted_on"].nunique() == 4
    assert (table["count"] == 0).sum() == 2


def test_labels_of_each_side_have_zeros_for_sides_without():
    text = "Danish troops met a ruthless Sweden-backed militia. Danish officials waited."
    annotation, segments, actors = parts(text)
    table = labels_by_side(labels(annotation, actors, segments), annotation, actors)
    counts = table.set_index(["side", "polarity"])["count"]
    assert counts["Denmark"].sum() == 0
    assert counts["Sweden", "negative"] == 2  # ruthless, militia
    assert set(table["by_people"]) == {0}


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
    found = introductions(*parts(text)).set_index("actor")
    assert found.loc[actor, "category"] == category


def test_a_later_introduction_is_listed_and_not_coded():
    found = introductions(*parts("Roe spoke. Then Kim Roe, a farmer, left.")).iloc[0]
    assert (found["category"], found["later"]) == ("name alone", "farmer")


def test_groups_enter_without_a_name():
    found = introductions(*parts("Danish officials said it rained."))
    assert found["category"].tolist() == ["unnamed"]
    table = summarise_introductions(found)
    assert table[["count", "n", "speaking"]].values.tolist() == [[1, 1, 1]]


# ------------------------------------------------------------------------------ twenty questions


def test_there_are_the_twenty_questions_of_the_paper():
    sizes = pd.Series([entry["frame"] for entry in items()]).value_counts().to_dict()
    assert sizes == {
        "responsibility": 5,
        "human interest": 5,
        "conflict": 4,
        "morality": 3,
        "economic consequences": 3,
    }


ASKED = [
    ("Lee holds Denmark responsible for the leak.", ["government responsible"]),
    ("The firm is responsible for the leak.", ["person or group responsible"]),
    ("Lee blamed the government.", ["government responsible"]),
    ("Lee blamed the firm.", ["person or group responsible"]),
    ("Two miners were hurt.", ["people affected"]),
    ("No one was hurt.", []),
    ("Both camps clashed.", ["disagreement"]),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_speaks_for_a_yes(text, expected):
    found = frame_items(*parts(text))["category"].tolist()
    assert [item for item in expected if item not in found] == []
    assert expected or not found


def test_answers_and_scores_follow_the_paper():
    hits = frame_items(*parts("Lee holds Denmark responsible. Two miners were hurt."))
    answers = answer_items(hits).set_index("item")["answer"]
    assert answers["government responsible"] == answers["people affected"] == YES
    assert answers["visual information"] == NOT_ASKED
    assert (answers == NO).sum() == 17
    scores = frame_scores(hits, ["narrator", "nobody"]).set_index(["voice", "frame"])
    assert scores.loc[("whole article", "responsibility"), "score"] == 1 / 5
    assert scores.loc[("whole article", "human interest"), ["yes", "items"]].tolist() == [1, 4]
    assert scores.loc["nobody"]["yes"].sum() == 0


@given(
    st.lists(st.sampled_from(["The grass is green.", "It was a Tuesday."]), min_size=1, max_size=3)
)
@settings(max_examples=6, deadline=None)
def test_neutral_sentences_change_no_evidence(sentences):
    text = "Rebels bombed Danish troops, and Kim Roe, a farmer, was hurt."
    before, after = parts(text), parts(f"{text} {' '.join(sentences)}")
    for measure in (act_names, actions, frame_items, introductions):
        pd.testing.assert_frame_equal(measure(*before), measure(*after))
