"""Labels, who acts on whom, names of acts, sides and introductions on sentences made up."""

import pytest

from helpers.analysis import Analysis, analyse
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import Attribution
from helpers.measures.shared.grammar import antecedent
from helpers.measures.shared.hits import MentionIndex
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
from helpers.speakers import Actor, Mention


def read(text, actors=(), attributions=()):
    annotation = annotate(article_from_text(text, any_language=True))
    return Analysis(annotation, tuple(attributions), tuple(actors))


def analysed(text):
    return analyse(article_from_text(text, any_language=True))


def actor(text, name, *mentions, kind="person"):
    found = []
    for words in mentions or (name,):
        at = text.index(words)
        found.append(Mention(at, at + len(words), "name", "made up"))
    return Actor(name, kind, "", False, (), tuple(found))


@pytest.mark.cases
def test_labels(text, expected):
    hits = labels(read(text)).table()
    found = hits[["text", "category", "target"]].itertuples(index=False, name=None)
    assert sorted(found) == sorted(expected)


def test_fragment_that_somebody_is_quoted_with_is_no_scare_quotes():
    text = 'Kim said the "reform" failed.'
    said = Attribution(((9, 28),), ((4, 8),), ((0, 3),), "mixed", "made up", speaker="Kim")
    hits = labels(read(text, attributions=[said])).table()
    assert hits[["text", "category", "speaker"]].values.tolist() == [
        ['"reform"', "quoted fragment", "Kim"]
    ]


def test_labels_find_the_actor_they_are_given_to():
    text = "Lee called Kim a terrorist. The army, a brutal force, met supporters of Park."
    actors = [
        actor(text, "Kim"),
        actor(text, "Lee"),
        actor(text, "the army", "The army", kind="organisation"),
        actor(text, "supporters of Park", kind="group"),
        actor(text, "Park"),
    ]
    hits = labels(read(text, actors)).table()
    assert hits[["text", "actor"]].values.tolist() == [["terrorist", "Kim"], ["brutal", "the army"]]


@pytest.mark.cases
def test_antecedent(text, pronoun, expected):
    token = next(token for token in read(text).annotation.tokens if token.text == pronoun)
    assert antecedent(token).text == expected


def test_smallest_mention_names_the_actor():
    text = "The Kim government fell. Supporters of Park cheered."
    actors = [
        actor(text, "government", "The Kim government", kind="organisation"),
        actor(text, "Kim"),
        actor(text, "supporters", "Supporters of Park", kind="group"),
    ]
    index = MentionIndex(actors)
    named = {token.text: index.actor_at(token) for token in read(text).annotation.tokens}
    assert named["government"] == "government"
    assert named["Kim"] == "Kim"
    assert named["Supporters"] == "supporters"
    assert named["Park"] == named["cheered"] == ""


ACTIVE, PASSIVE, AGENTLESS = "active", "passive with agent", "agentless passive"


def told_by_verbs(text, *columns):
    events = agency(read(text)).table()
    own = events[events["voice"] != "nominalised action"]
    return list(own[list(columns)].itertuples(index=False, name=None))


@pytest.mark.cases
def test_agency(text, expected):
    assert told_by_verbs(text, "agent", "action", "patient", "voice") == expected


@pytest.mark.cases
def test_what_is_threatened_expected_wished_or_to_come_is_no_action(text):
    assert told_by_verbs(text, "text") == []


@pytest.mark.cases
def test_what_is_told_as_done(text, expected):
    assert [word for (word,) in told_by_verbs(text, "text")] == expected


@pytest.mark.xfail(strict=True, reason="the parse does not tell it from 'used bombs to attack'")
def test_what_was_done_as_a_habit():
    assert told_by_verbs("Rebels used to attack the town.", "text") == [("attack",)]


@pytest.mark.cases
def test_events_that_are_denied(text, expected):
    assert set(told_by_verbs(text, "negated")) == {(expected,)}


@pytest.mark.parametrize(
    ("headline", "agent", "patient"),
    [
        ("Army bombs bases near border used by rebels", "Army", "bases"),
        ("US strikes weapons depots in Yemen", "US", "weapons depots"),
        ("US strikes plan for Yemen", "", ""),
        ("Police officers union calls for more pay", "", ""),
    ],
)
def test_verb_of_a_headline(headline, agent, patient):
    rows = agency(analysed(headline)).table()
    found = [(r["agent"], r["patient"]) for r in rows.to_dict("records") if r["agent"]]
    assert found[:1] == ([(agent, patient)] if agent else [])


# ---------------------------------------------------------------------- actions by things and nouns


@pytest.mark.cases
def test_things_that_act_are_told_from_people(text, category):
    assert agency(analysed(text)).table()["category"].iloc[0] == category


@pytest.mark.cases
def test_actions_told_by_nouns(text, expected):
    events = agency(analysed(text)).table()
    found = events[events["voice"] == "nominalised action"]
    assert list(found[["text", "agent", "patient"]].itertuples(index=False, name=None)) == expected


# ------------------------------------------------------------------------------- names of acts


@pytest.mark.cases
def test_how_acts_are_named(text, expected):
    found = act_names(analysed(f"Shelling killed two men. {text}")).table()["category"].tolist()
    assert found == ["plain", "plain", *expected]


@pytest.mark.cases
def test_without_a_sure_name_of_force_no_other_counts(text):
    assert not act_names(analysed(text)).rows


def test_names_of_acts_know_who_did_it_where_the_words_say_so():
    text = "Danish forces bombed the port. The Swedish attack on Danish troops was an atrocity."
    hits = act_names(analysed(text)).table()
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


@pytest.mark.cases
def test_country_in_words(words, country):
    assert country_in_words(words) == country


def test_sides_come_from_the_words_and_say_how():
    text = "Danish officials met Kim Roe. A Sweden-backed militia fled. The White House waited."
    analysis = analysed(text)
    table = actor_sides(analysis, {"Kim Roe": "Norway"}).set_index("actor")
    assert table.loc["Kim Roe", ["side", "rule"]].tolist() == ["Norway", "set by the user"]
    assert table.loc["Sweden-backed militia", "rule"] == "said to be tied to it"
    assert table.loc["White House", "side"] == "United States"
    other = actor_sides(analysis).set_index("actor")
    assert other.loc["Kim Roe", "side"] == NO_SIDE


# -------------------------------------------------------------------------- who acts on whom


def met(text):
    analysis = analysed(text)
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
    text = (
        "Danish troops met a ruthless Sweden-backed militia. Danish officials waited. Kim Roe met "
        "allied groups in Denmark."
    )
    analysis = analysed(text)
    table = labels_by_side(labels(analysis).table(), analysis)
    counts = table.set_index(["side", "polarity"])["count"]
    assert counts["Denmark"].sum() == 0 and counts[NO_SIDE].sum() == 1
    assert counts["Sweden", "negative"] == 2  # ruthless, militia
    assert set(table["by_coder"]) == {0}


# -------------------------------------------------------------------------------- introductions


@pytest.mark.cases
def test_how_somebody_enters(text, actor, category):
    found = introductions(analysed(text)).table().set_index("actor")
    assert found.loc[actor, "category"] == category


def test_a_later_introduction_is_listed_and_not_coded():
    found = introductions(analysed("Roe spoke. Then Kim Roe, a farmer, left.")).table().iloc[0]
    assert (found["category"], found["later"]) == ("name alone", "farmer")


def test_groups_enter_without_a_name():
    found = introductions(analysed("Danish officials said it rained.")).table()
    assert found[["category", "speaks"]].values.tolist() == [["unnamed", True]]
