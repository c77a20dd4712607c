"""Labels and agency on sentences made for the purpose."""

import pytest

from helpers.analysis import Analysis
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import Attribution
from helpers.measures.shared.grammar import antecedent
from helpers.measures.shared.hits import MentionIndex
from helpers.measures.wording import agency, labels
from helpers.speakers import Actor, Mention


def read(text, actors=(), attributions=()):
    annotation = annotate(article_from_text(text, any_language=True))
    return Analysis(annotation, tuple(attributions), tuple(actors))


def actor(text, name, *mentions, kind="person"):
    found = []
    for words in mentions or (name,):
        at = text.index(words)
        found.append(Mention(at, at + len(words), "name", "made up"))
    return Actor(name, kind, "", False, (), tuple(found))


LABEL_CASES = [
    ("The notorious warlord fled.",
     [("notorious", "delegitimising", "warlord"), ("warlord", "armed group", "warlord")]),
    ("They took a notorious road.", []),
    ("The regime's forces were brutal.",
     [("regime", "delegitimising", "regime"), ("brutal", "demonising", "forces")]),
    ("Kim, a ruthless dictator, fled.",
     [("ruthless", "demonising", "dictator"), ("dictator", "demonising", "Kim")]),
    ("Kim is a terrorist.", [("terrorist", "security label", "Kim")]),
    ("They called Kim a puppet.", [("puppet", "dependency label", "Kim")]),
    ("Lee described Kim as a warlord.", [("warlord", "armed group", "Kim")]),
    ("Kim was described as a hero.", [("hero", "legitimising", "Kim")]),
    ("Iran-backed rebels met.",
     [("backed", "dependency label", "rebels"), ("rebels", "armed group", "rebels")]),
    ("The project was backed by Kim.", []),
    ("Hard-line factions and so-called reformers met.",
     [("Hard-line", "political label", "factions"), ("factions", "armed group", "factions"),
      ("so-called", "distanced name", "reformers")]),
    ("A hostile crowd gathered on hostile terrain.", [("hostile", "enemy label", "crowd")]),
    ("Brutal and corrupt leaders fell.",
     [("Brutal", "demonising", "leaders"), ("corrupt", "delegitimising", "leaders")]),
    ("Rebel Wilson sang.", []),
    ("A refugee crisis began.", [("refugee", "victimising", "refugee")]),
    ("A rebel leader fled.", [("rebel", "armed group", "leader")]),
    ("The sanctions regime ended.", []),
    ("The Democratic candidate met a democratic leader.",
     [("democratic", "legitimising", "leader")]),
    ("The illegal deal was controversial.", []),
    ('He called it a "war" on farmers.', [('"war"', "scare quotes", "it")]),
    ("He called it a “war” on farmers.", [("“war”", "scare quotes", "it")]),
    ('The group that they call "brave" met.', [('"brave"', "scare quotes", "group"),
                                              ("brave", "legitimising", "group")]),
    ('Homes were taken by poor groups that both Greek and UK officials say are "fronts" for firms.',
     [('"fronts"', "scare quotes", "groups")]),
    ('"No," Kim said.', []),
    ('They read "Great Expectations" aloud.', []),
    ('It was "a very bad day for all of us" here.', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LABEL_CASES)
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


RELATIVES = [
    ("The men who live in tents fled.", "who", "men"),
    ("Soldiers of the army, who fled, were caught.", "who", "Soldiers"),
    ("The rebels, who fled, were caught.", "who", "rebels"),
    ("The raid was run by men who she thinks are spies.", "who", "men"),
    ("The raids are usually claimed by secret groups that both Greek and British officials say are "
     "tools for foreign powers.", "that", "groups"),
    ("It was that which she took.", "that", "that"),
    ("They saw that.", "that", "that"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pronoun", "expected"), RELATIVES)
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
AGENCY_CASES = [
    ("Soldiers burned the village.", [("Soldiers", "burn", "the village", ACTIVE)]),
    ("The village was burned by soldiers.", [("soldiers", "burn", "The village", PASSIVE)]),
    ("The village was burned.", [("", "burn", "The village", AGENTLESS)]),
    ("He was shot by Monday.", [("", "shoot", "He", AGENTLESS)]),
    ("The bridge was rebuilt by 1950.", [("", "rebuild", "The bridge", AGENTLESS)]),
    ("Houses burned by soldiers stood empty.", [("soldiers", "burn", "Houses", PASSIVE)]),
    ("The house, built in 1900, collapsed.",
     [("", "build", "The house", AGENTLESS), ("The house", "collapse", "", ACTIVE)]),
    ("The rebels got killed.", [("", "kill", "The rebels", AGENTLESS)]),
    ("Rebels who fled were caught.",
     [("Rebels", "flee", "", ACTIVE), ("", "catch", "Rebels", AGENTLESS)]),
    ("The town they burned was small.", [("they", "burn", "The town", ACTIVE)]),
    ("They managed to destroy the bridge.", [("They", "destroy", "the bridge", ACTIVE)]),
    ("They forced him to leave.",
     [("They", "force", "him", ACTIVE), ("him", "leave", "", ACTIVE)]),
    ("Troops fighting the rebels fled.",
     [("Troops", "fight", "the rebels", ACTIVE), ("Troops", "flee", "", ACTIVE)]),
    ("A bomb exploded, killing two people.",
     [("A bomb", "explode", "", ACTIVE), ("A bomb", "kill", "two people", ACTIVE)]),
    ("A bomb hit a bus killing two people.",
     [("A bomb", "hit", "a bus", ACTIVE), ("A bomb", "kill", "two people", ACTIVE)]),
    ("The bridge was seized and burned by rebels.",
     [("rebels", "seize", "The bridge", PASSIVE), ("rebels", "burn", "The bridge", PASSIVE)]),
    ("Kim has seized and burned the books.",
     [("Kim", "seize", "the books", ACTIVE), ("Kim", "burn", "the books", ACTIVE)]),
    ("The others did not.", []),
    ("With the village burned, they left.",
     [("", "burn", "the village", AGENTLESS), ("they", "leave", "", ACTIVE)]),
    ("He felt cheated by the bank.", [("the bank", "cheat", "He", PASSIVE)]),
    ("They carried out the attack.", [("They", "carry out", "the attack", ACTIVE)]),
    ("They left without paying the bill.",
     [("They", "leave", "", ACTIVE), ("They", "pay", "the bill", ACTIVE)]),
    ("Kim described the flood as destroying homes.",
     [("the flood", "destroy", "homes", ACTIVE)]),
    ("The plan to attack the town failed.",
     [("The plan", "fail", "", ACTIVE)]),
    ("The police released the hostages.", [("The police", "release", "the hostages", ACTIVE)]),
    ("The police found that it rained.", []),
    ("Kim said it rained.", []),
    ("Kim was accused of lying.", []),
    ("He is tall and has a dog.", []),
    ("The children of the town ran.", [("The children of the town", "run", "", ACTIVE)]),
]  # fmt: skip


def told_by_verbs(text, *columns):
    events = agency(read(text)).table()
    own = events[events["voice"] != "nominalised action"]
    return list(own[list(columns)].itertuples(index=False, name=None))


@pytest.mark.parametrize(("text", "expected"), AGENCY_CASES)
def test_agency(text, expected):
    assert told_by_verbs(text, "agent", "action", "patient", "voice") == expected


NOT_TOLD_AS_DONE = [
    "Kim had threatened to resign.",
    "Kim is expected to present the budget.",
    "Kim promised to reopen the bridge.",
    "Kim plans to sell the farm.",
    "Kim refused to sign the treaty.",
    "They wanted to destroy the bridge.",
    "They tried to leave.",
    "They threatened to be killed.",
    "They wanted to begin to shell the town.",
    "They planned to seize and burn the books.",
    "They planned to seize and to burn the books.",
    "The troops were ordered to attack the town.",
    "He has yet to sign the bill.",
    "He is going to sign the bill.",
    "The army will attack the town.",
    "The army would seize and burn the town.",
    "The town could be attacked by rebels.",
    "A bomb could explode, killing people.",
    "Leave the town!",
    "Kim hoped that Lee would leave.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_TOLD_AS_DONE)
def test_what_is_threatened_expected_wished_or_to_come_is_no_action(text):
    assert told_by_verbs(text, "text") == []


TOLD_AS_DONE = [
    ("Kim managed to leave.", ["leave"]),
    ("They began to shell the town and to kill people.", ["shell", "kill"]),
    ("They were forced to leave.", ["forced", "leave"]),
    ("The army helped build the road.", ["build"]),
    ("They made him leave.", ["leave"]),
    ("They saw soldiers burn the village.", ["burn"]),
    ("Kim is said to have killed a guard.", ["killed"]),
    ("The army kept attacking the town.", ["attacking"]),
    ("Did they attack the town?", ["attack"]),
    ("If they attack the town, we left it.", ["left"]),
    ("Troops crossed the border to attack the town.", ["crossed"]),
    ("The army has attacked the town and will burn it.", ["attacked"]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_AS_DONE)
def test_what_is_told_as_done(text, expected):
    assert [word for (word,) in told_by_verbs(text, "text")] == expected


@pytest.mark.xfail(strict=True, reason="the parse does not tell it from 'used bombs to attack'")
def test_what_was_done_as_a_habit():
    assert told_by_verbs("Rebels used to attack the town.", "text") == [("attack",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army did not attack the town.", True),
        ("They did not manage to attack the town.", True),
        ("They managed to attack the town.", False),
        ("No one was hurt.", True),
        ("The army attacked the town.", False),
    ],
)
def test_events_that_are_denied(text, expected):
    assert told_by_verbs(text, "negated") == [(expected,)]


@pytest.mark.xfail(strict=True, reason="in a headline the parser takes the verb for a noun")
def test_verb_of_a_headline():
    assert ("bomb",) in told_by_verbs("Army bombs bases near border used by rebels", "action")
