"""Sourcing on a short article made for the purpose, with attributions and actors made up."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import Analysis
from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import Attribution
from helpers.measures.sourcing import (
    directness,
    diversity,
    naming,
    official_share,
    share_by_gender,
    share_by_group,
    share_of_voice,
    voice_gap,
)
from helpers.speakers import UNATTRIBUTED, Actor, Mention

TEXT = (
    'Minister Ada Kim said the dam is safe. "We checked it", Kim said.\n\n'
    "Officials said that Park claimed the dam leaks. Villagers live below the dam. "
    'The villagers left. "Nobody asked us."'
)


def span(words, after=0):
    start = TEXT.index(words, after)
    return start, start + len(words)


def said(content, cue, source, kind="indirect", speaker="", after=0, **more):
    where = span(content, after)
    cue_at = (span(cue, after),) if cue else ()
    source_at = (span(source, after),) if source else ()
    return Attribution((where,), cue_at, source_at, kind, "made up", speaker=speaker, **more)


SECOND = TEXT.index('"We checked')
ATTRIBUTIONS = (
    said("the dam is safe", "said", "Minister Ada Kim", speaker="Ada Kim"),
    said('"We checked it"', "said", "Kim", "direct", "Ada Kim", SECOND),
    said("that Park claimed the dam leaks", "said", "Officials", "indirect", "officials", 60),
    said("the dam leaks", "claimed", "Park", "indirect", "Park", nested_in=2),
    said('"Nobody asked us."', "", "", "direct", UNATTRIBUTED),
    said("left", "", "The villagers", "indirect", "villagers", speech=False),
)


def actor(name, kind, official, *spans):
    mentions = tuple(Mention(start, end, "name", "made up") for start, end in spans)
    return Actor(name, kind, "minister" if official else "", official, (), mentions)


VILLAGERS = [span("Villagers"), span("The villagers")]
ACTORS = (
    actor("Ada Kim", "person", True, span("Ada Kim"), span("We", SECOND), span("Kim", SECOND)),
    actor("officials", "unnamed", True, span("Officials")),
    actor("Park", "person", False, span("Park")),
    actor("villagers", "unnamed", False, *VILLAGERS),
)


def read(text, attributions=(), actors=()):
    annotation = annotate(article_from_text(text, any_language=True))
    return Analysis(annotation, tuple(attributions), tuple(actors))


ANALYSIS = read(TEXT, ATTRIBUTIONS, ACTORS)
SEGMENTS = ANALYSIS.segments
VOICES = share_of_voice(ANALYSIS)


def changed(attributions=ATTRIBUTIONS, actors=ACTORS, segments=SEGMENTS):
    """The analysis with other attributions, actors or segments, all else the same."""
    analysis = Analysis(ANALYSIS.annotation, attributions, actors)
    analysis.__dict__["segments"] = segments
    return analysis


def test_share_of_voice():
    table = VOICES.set_index("speaker")
    # Park is only reported by the officials, whose voice it is
    assert list(table.index) == ["narrator", "Ada Kim", "officials", "unattributed"]
    assert table["words"].tolist() == [16, 7, 6, 3]
    assert table["attributions"].tolist() == [0, 2, 1, 1]
    assert table["words"].sum() == SEGMENTS["words"].sum() == 32
    assert table["share"].sum() == pytest.approx(1)
    assert table["share_of_speech"].sum() == pytest.approx(1)
    assert math.isnan(table.loc["narrator", "share_of_speech"])
    known = table.loc["Ada Kim", ["type", "role", "official"]]
    assert known.tolist() == ["person", "minister", True]
    assert table.loc["narrator", "type"] == "narrator"
    assert table.loc["unattributed", "type"] == "unattributed"


def test_article_without_speech():
    analysis = read("Grass is green.")
    voices = share_of_voice(analysis)
    assert voices[["speaker", "words", "share"]].values.tolist() == [["narrator", 3, 1.0]]
    assert voices["share_of_speech"].isna().all()
    assert directness(analysis)["n"].tolist() == [0, 0, 0]
    assert naming(voices)["share"].isna().all()
    assert official_share(voices)["share"].isna().all()
    assert diversity(voices)["n"].tolist() == [0, 0]
    assert voice_gap(analysis).empty


def test_directness():
    table = directness(ANALYSIS).set_index(["speaker", "kind"])
    assert len(table) == 4 * 3
    kim = table.loc["Ada Kim"]
    assert kim["attributions"].to_dict() == {"direct": 1, "indirect": 1, "mixed": 0}
    assert kim["words"].to_dict() == {"direct": 3, "indirect": 4, "mixed": 0}
    assert kim["quoted"].to_dict() == {"direct": 3, "indirect": 0, "mixed": 0}
    assert kim["low"].isna().all()
    everyone = table.loc["all speakers"]
    assert everyone["attributions"].to_dict() == {"direct": 2, "indirect": 2, "mixed": 0}
    assert everyone["n"].tolist() == [4, 4, 4]
    assert everyone["words"].to_dict() == {"direct": 6, "indirect": 10, "mixed": 0}
    assert everyone["low"].isna().all()
    twice = directness(changed(ATTRIBUTIONS * 2)).set_index(["speaker", "kind"])
    assert twice.loc["all speakers", "low"].notna().all()  # eight attributions


def test_naming():
    table = naming(VOICES).set_index("naming")
    assert list(table.index) == ["named", "anonymous", "unattributed"]
    assert table["attributions"].tolist() == [2, 1, 1]
    assert table["speakers"].tolist() == [1, 1, 1]
    assert table["words"].tolist() == [7, 6, 3]
    assert table["n"].tolist() == [4, 4, 4]
    assert table["low"].isna().all()
    twice = naming(VOICES.assign(attributions=2 * VOICES["attributions"])).set_index("naming")
    assert twice.loc["named", "low"] < 0.5 < twice.loc["named", "high"]


def test_official_share():
    table = official_share(VOICES).set_index("counted")
    assert table[["official", "n"]].to_dict("index") == {
        "speakers": {"official": 2, "n": 2},
        "attributions": {"official": 3, "n": 4},
        "words": {"official": 13, "n": 16},
    }
    assert table["low"].isna().all()  # two speakers and four attributions give no interval
    twice = official_share(VOICES.assign(attributions=2 * VOICES["attributions"]))
    row = twice.set_index("counted").loc["attributions"]
    assert row["low"] < 0.75 < row["high"]
    assert math.isnan(twice.set_index("counted").loc["words", "low"])


@pytest.mark.cases
def test_diversity_of_known_counts(counts, shannon, simpson, effective):
    table = diversity(pd.DataFrame({"type": "person", "attributions": counts})).set_index("index")
    assert table["value"].tolist() == pytest.approx([shannon, simpson], nan_ok=True)
    assert table.loc["Simpson", "effective"] == pytest.approx(effective, nan_ok=True)
    assert (
        table[["speakers", "n"]].values.tolist() == [[sum(c > 0 for c in counts), sum(counts)]] * 2
    )


def test_speech_without_a_speaker_is_left_out_of_diversity():
    assert diversity(VOICES)[["speakers", "n", "left_out"]].values.tolist() == [[2, 3, 1]] * 2


def test_voice_gap():
    table = voice_gap(ANALYSIS).set_index("actor")
    assert list(table.index) == ["villagers", "Park", "Ada Kim", "officials"]
    assert table["mentions"].tolist() == [2, 1, 0, 0]
    assert table["attributions"].tolist() == [0, 0, 2, 1]
    # An act that nobody uttered gives no voice; the officials say what Park claimed.
    assert table["never_quoted"].tolist() == [True, False, False, False]


def test_one_rule_says_which_attributions_count_in_every_table():
    nested = said("dam leaks", "claimed", "Park", "mixed", "Park", nested_in=2)
    more = (*ATTRIBUTIONS, nested, nested)
    for measure in (share_of_voice, directness, voice_gap):
        pd.testing.assert_frame_equal(measure(ANALYSIS), measure(changed(more)))
    outermost = [a for a in more if a.speech and a.nested_in is None]
    assert VOICES["attributions"].sum() == len(outermost) == 4
    everyone = directness(changed(more)).set_index("speaker").loc["all speakers"]
    assert everyone["attributions"].sum() == 4
    assert naming(VOICES)["attributions"].sum() == 4


def test_mentions_in_a_repeated_headline_are_not_counted():
    text = "Rebels met in the north\n\nRebels met in the north\n\nIt was a cold day for rebels."
    mentions = tuple(
        Mention(at, at + 6, "name", "made up")
        for at in range(len(text))
        if text[at:].lower().startswith("rebels")
    )
    assert len(mentions) == 3
    rebels = Actor("rebels", "group", "", False, (), mentions)
    assert voice_gap(read(text, actors=[rebels]))["mentions"].tolist() == [2]


@given(seed=st.integers(0, 1000))
@settings(max_examples=8)
def test_order_of_rows_and_actors_changes_nothing(seed):
    shuffled = SEGMENTS.sample(frac=1, random_state=seed)
    analysis = changed(actors=ACTORS[seed % 4 :] + ACTORS[: seed % 4], segments=shuffled)
    for measure in (share_of_voice, directness, voice_gap):
        pd.testing.assert_frame_equal(measure(analysis), measure(ANALYSIS))


PARTIES = (
    "Acme Inc. lost money. Acme spokeswoman Dana Weiss said it was sorry for all. Sen. Tom Pardo "
    "(R-Ohio) said jobs would go. The Democratic senator Ann Pell said no. Iran-backed rebels said "
    "they had won. Mr Roth said it rained. He said it was cold.\n\nThe town is small. "
    "Across the Capitol, senators are moving on their own. Lee left the Capitol at noon."
)


@pytest.fixture(scope="module")
def domestic():
    from helpers.analysis import analyse

    return analyse(article_from_text(PARTIES, any_language=True))


def test_a_body_is_heard_through_who_speaks_for_it(domestic):
    voices = share_of_voice(domestic)
    body = share_by_group(voices, "speaks_for").set_index("speaks_for")
    assert body.loc["Acme Inc.", "names"] == "Dana Weiss"
    assert body["words"].sum() == voices["words"].sum()
    assert body["share"].sum() == pytest.approx(1)
    assert math.isnan(body.loc["narrator", "share_of_speech"])
    gap = voice_gap(domestic).set_index("actor")
    assert not gap.loc["Acme Inc.", "never_quoted"] and "Capitol" not in gap.index
    assert gap.loc["Acme Inc.", "heard_through"] == "Dana Weiss"


def test_sides_are_what_the_words_give_or_the_user_sets(domestic):
    sides = share_of_voice(domestic).set_index("speaker")["side"]
    named = {"Tom Pardo": "Republican", "Ann Pell": "Democratic", "Dana Weiss": "Acme Inc."}
    assert {name: sides[name] for name in named} == named
    assert sides["Iran-backed rebels"] == "Iran"
    voices = share_of_voice(domestic, {"Roth": "the town", "Tom Pardo": "the town"})
    table = share_by_group(voices, "side").set_index("side")
    assert set(table.loc["the town", "names"].split("; ")) == {"Roth", "Tom Pardo"}
    assert table["attributions"].sum() == voices["attributions"].sum()


def test_shares_of_women_and_men_are_of_all_people_who_speak(domestic):
    table = share_by_gender(share_of_voice(domestic)).set_index(["counted", "gender"])
    assert table.loc["speakers", "count"].to_dict() == {"woman": 1, "man": 1, "not told": 2}
    assert math.isnan(table.loc[("speakers", "man"), "low"])  # below five
    assert table.loc[("attributions", "man"), "n"] == 5
    assert 0 < table.loc[("attributions", "man"), "low"] < 0.4
    assert table.loc["words", "low"].isna().all()
