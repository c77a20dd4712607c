"""Reporting verbs, hedges, boosters and generic frames on sentences made for the purpose."""

import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import Attribution
from helpers.lexicons import LEXICONS as LEXICON_FOLDER
from helpers.lexicons import load_lexicon, load_stances
from helpers.measures.framing import FRAMES, generic_frames, summarise_frames
from helpers.measures.shared.hits import HIT_COLUMNS
from helpers.measures.shared.matching import find_matches, holds
from helpers.measures.wording import (
    STANCES,
    agency,
    hedges_and_boosters,
    labels,
    reporting_verbs,
    summarise_certainty,
    summarise_reporting_verbs,
)
from helpers.measures.wording.certainty import SHIELD
from helpers.speakers import Actor
from helpers.voices import voice_segments


def annotated(text):
    return annotate(article_from_text(text, any_language=True))


def said(text, content, cue, source, speaker="", **more):
    """An attribution made by hand from the words themselves."""

    def span(words):
        start = text.index(words)
        return ((start, start + len(words)),)

    return Attribution(
        span(content),
        span(cue) if cue else (),
        span(source) if source else (),
        "indirect",
        "by hand",
        speaker=speaker,
        **more,
    )


# --------------------------------------------------------------------------- reporting verbs

STANCE_CASES = [
    ("Kim said it rained.", "it rained", "said", "say", "neutral"),
    ("Kim told us it rained.", "it rained", "told", "tell", "neutral"),
    ("According to Kim, it rained.", "it rained", "According to", "according to", "neutral"),
    ("Kim confirmed the fire.", "the fire", "confirmed", "confirm", "factive"),
    ("Kim pointed out that it rained.", "it rained", "pointed out", "point out", "factive"),
    ("Kim was quick to remind us it rained.", "it rained", "was quick to remind", "remind",
     "factive"),
    ("Kim insisted it rained.", "it rained", "insisted", "insist", "assertive"),
    ("Kim claimed it rained.", "it rained", "claimed", "claim", "distancing"),
    ("Kim's claim that it rained was odd.", "it rained", "claim", "claim", "distancing"),
    ("The fire was claimed by a group.", "The fire", "claimed", "claim by", "performative"),
    ("Kim vowed to return.", "to return", "vowed", "vow", "performative"),
    ("Kim had warned on Monday that it would rain.", "it would rain", "had warned on Monday",
     "warn", "performative"),
    ("Kim wanted to announce a deal.", "a deal", "wanted to announce", "announce", "assertive"),
    ("Kim called for a vote.", "a vote", "called for", "call for", "performative"),
    ("Kim called for a vote.", "a vote", "called", "call for", "performative"),
    ("Kim called the vote a farce.", "the vote a farce", "called", "call", "labelling"),
    ("Kim described it as a farce.", "it as a farce", "described", "describe", "labelling"),
    ("Kim joked that it rained.", "it rained", "joked", "joke", "manner"),
    ("Kim believes it rained.", "it rained", "believes", "believe", "mental"),
    ("Kim radioed that it rained.", "it rained", "radioed", "radio", "unclassified"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "cue", "entry", "stance"), STANCE_CASES)
def test_stance_of_a_cue(text, content, cue, entry, stance):
    annotation = annotated(text)
    attributions = [said(text, content, cue, "", "Kim")]
    hits = reporting_verbs(annotation, attributions, voice_segments(annotation, attributions))
    assert hits[["entry", "category", "source", "speaker"]].values.tolist() == [
        [entry, stance, "Kim", "narrator"]
    ]


def test_cue_inside_a_speech_stands_in_the_voice_of_the_outer_speaker():
    text = "Kim said that Lee claimed it rained."
    annotation = annotated(text)
    attributions = [
        said(text, "that Lee claimed it rained", "said", "Kim", "Kim"),
        said(text, "it rained", "claimed", "Lee", "Lee", nested_in=0),
    ]
    hits = reporting_verbs(annotation, attributions, voice_segments(annotation, attributions))
    assert hits[["text", "speaker", "source"]].values.tolist() == [
        ["said", "narrator", "Kim"],
        ["claimed", "Kim", "Lee"],
    ]


def test_quotation_without_a_cue_gives_no_row():
    text = '"It rained all day."'
    annotation = annotated(text)
    attributions = [said(text, text, "", "")]
    hits = reporting_verbs(annotation, attributions, voice_segments(annotation, attributions))
    assert hits.empty
    assert summarise_reporting_verbs(hits).empty


def test_summary_of_stances_has_zeros_and_no_interval_below_five():
    text = "\n\n".join(
        ["Kim said it rained.", "Lee claimed it snowed.", *["Lee said it froze."] * 5]
    )
    annotation = annotated(text)
    attributions = []
    for sentence in annotation.sentences:
        words = annotation.text[sentence.start : sentence.end].split()
        cue_start = sentence.start + len(words[0]) + 1
        content = (cue_start + len(words[1]) + 1, sentence.end - 1)
        attributions.append(
            Attribution(
                (content,),
                ((cue_start, cue_start + len(words[1])),),
                ((sentence.start, sentence.start + len(words[0])),),
                "indirect",
                "by hand",
                speaker=words[0],
            )
        )
    hits = reporting_verbs(annotation, attributions, voice_segments(annotation, attributions))
    table = summarise_reporting_verbs(hits).set_index(["source", "stance"])
    assert table["count"].to_dict() == {
        ("Kim", "neutral"): 1,
        ("Kim", "distancing"): 0,
        ("Lee", "neutral"): 5,
        ("Lee", "distancing"): 1,
    }
    assert table.loc[("Kim", "neutral"), ["low", "high"]].isna().all()
    assert table.loc[("Lee", "neutral"), "n"] == 6
    assert table.loc[("Lee", "neutral"), "cues"] == "say (5)"
    assert (
        0.4 < table.loc[("Lee", "neutral"), "low"] < 5 / 6 < table.loc[("Lee", "neutral"), "high"]
    )
    actors = [Actor("Lee", "person", "", False, (), ())]
    by_type = summarise_reporting_verbs(hits, actors, by="type").set_index(["type", "stance"])
    assert by_type.loc[("person", "neutral"), "n"] == 6
    assert by_type.loc[("unattributed", "neutral"), "n"] == 1
    with pytest.raises(ValueError, match="source"):
        summarise_reporting_verbs(hits, by="verb")


def test_beliefs_are_rows_but_not_in_the_summary():
    text = "Kim believes it rained."
    annotation = annotated(text)
    attributions = [said(text, "it rained", "believes", "Kim", "Kim", speech=False)]
    hits = reporting_verbs(annotation, attributions, voice_segments(annotation, attributions))
    assert len(hits) == 1
    assert summarise_reporting_verbs(hits).empty


# -------------------------------------------------------------------------- hedges and boosters

CERTAINTY_CASES = [
    ("In May the council may act.", [("may", "hedge", "modal")]),
    ("May came.", []),
    ("They could not find him.", []),  # inability, no doubt
    ("He could leave soon.", [("could", "hedge", "modal")]),
    ("She might not come.", [("might", "hedge", "modal")]),
    ("The bullet appeared to hit a bus.", [("appeared", "hedge", "lexical verb")]),
    ("She appeared on stage.", []),
    ("He tends the garden.", []),
    ("About 200 people came.", [("About", "hedge", "approximator")]),
    ("It was about money.", []),
    ("Some 40 houses burned.", [("Some", "hedge", "approximator")]),
    ("Some people left.", []),
    ("Up to three dozen died.", [("Up to", "hedge", "approximator")]),
    ("He spoke about May 5.", []),
    ("It is clear that he lied.", [("clear", "booster", "adjective")]),
    ("It is not clear who did it.", [("clear", "hedge", "negated booster")]),
    ("They met under a clear sky.", []),
    ("Certain groups met.", []),
    ("There is no doubt he knew.", [("There is no doubt", "booster", "phrase")]),
    ("He must have known.", [("must", "booster", "modal")]),
    ("He must leave.", []),
    ("We believe it will rain.", [("We believe", "hedge", "plausibility shield")]),
    ("He is believed to be abroad.", [("is believed to", SHIELD, SHIELD)]),
    ("It is said that he left.", [("It is said that", SHIELD, SHIELD)]),
    ("Kim said that he left.", []),
    ("He knows that it rains.", [("knows", "booster", "lexical verb")]),
    ("He knows Kim.", []),
    ("Should we believe her?", []),
    ("They think that it rained.", [("think", "hedge", "lexical verb")]),
    ("They got no sort of help.", []),
    ("She was sort of tired.", [("sort of", "hedge", "approximator")]),
    ("They are unlikely to win.", [("unlikely", "hedge", "adjective")]),
    ("It is not possible.", []),
    ("Reportedly, he left.", [("Reportedly", SHIELD, SHIELD)]),
    ("According to Kim, it rained.", [("According to", SHIELD, SHIELD)]),
    ("She certainly did not lie.", [("certainly", "booster", "adverb of certainty")]),
    ("He did not always win.", [("always", "hedge", "negated booster")]),
    ("He never lies.", [("never", "booster", "adverb of degree")]),
    ("An alleged thief fled.", [("alleged", "hedge", "adjective")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CERTAINTY_CASES)
def test_hedges_and_boosters(text, expected):
    annotation = annotated(text)
    hits = hedges_and_boosters(annotation, voice_segments(annotation, []))
    assert (
        list(hits[["text", "measure", "category"]].itertuples(index=False, name=None)) == expected
    )


def test_certainty_of_each_speaker():
    text = "It may rain. Kim said it might snow and it could hail."
    annotation = annotated(text)
    segments = voice_segments(
        annotation, [said(text, "it might snow and it could hail", "said", "Kim", "Kim")]
    )
    hits = hedges_and_boosters(annotation, segments)
    table = summarise_certainty(hits, segments).set_index(["speaker", "measure"])
    kim = table.loc[("Kim", "hedge")]
    assert (kim["count"], kim["units"], kim["n"], kim["words"]) == (2, 1, 1, 7)
    assert kim["per_100_words"] == pytest.approx(200 / 7)
    assert pd.isna(kim["low"])
    assert table.loc[("narrator", "hedge"), "entries"] == "may (1)"
    assert table.loc[("narrator", "booster"), "count"] == 0


# -------------------------------------------------------------------------------- generic frames

FRAME_CASES = [
    ("Both sides clashed over the price of oil.",
     [("clashed", "conflict", False), ("price", "economic consequences", False)]),
    ("The minister is responsible for the loss.",
     [("responsible", "responsibility", False), ("loss", "economic consequences", False)]),
    ("The family mourned its son.",
     [("family", "human interest", False), ("mourned", "human interest", False),
      ("son", "human interest", False)]),
    ("It is a moral duty to help.", [("moral duty", "morality", False)]),  # the longest entry only
    ("There was no war.", [("war", "conflict", True)]),
    ("They did not solve the dispute.",
     [("solve", "responsibility", True), ("dispute", "conflict", True)]),
    ("They will attack at dawn.", [("attack", "conflict", False)]),
    ("He had a heart attack.", []),
    ("He paid attention.", []),
    ("He paid the bill.", [("paid", "economic consequences", False)]),
    ("The Justice Department met.", []),  # a name
    ("God bless them.", [("God", "morality", False)]),
    ("He gave his word.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FRAME_CASES)
def test_generic_frames(text, expected):
    annotation = annotated(text)
    hits = generic_frames(annotation, voice_segments(annotation, []))
    found = hits[["text", "category", "negated"]].itertuples(index=False, name=None)
    assert list(found) == expected


def test_frames_of_each_speaker_with_zeros():
    text = "The war is a war. Kim said the war cost money."
    annotation = annotated(text)
    segments = voice_segments(annotation, [said(text, "the war cost money", "said", "Kim", "Kim")])
    table = summarise_frames(generic_frames(annotation, segments), segments)
    assert len(table) == 2 * len(FRAMES)
    table = table.set_index(["speaker", "frame"])
    narrator = table.loc[("narrator", "conflict"), ["count", "units", "n", "words"]]
    assert narrator.tolist() == [2, 1, 2, 7]
    assert table.loc[("Kim", "economic consequences"), "count"] == 1
    assert table.loc[("Kim", "morality"), ["count", "units", "n"]].tolist() == [0, 0, 1]


def test_words_outside_the_segments_give_no_hits():
    text = "The war goes on. The war is over."
    annotation = annotated(text)
    segments = voice_segments(annotation, [])
    assert len(generic_frames(annotation, segments)) == 2
    for kept, start in ((segments.iloc[:1], 4), (segments.iloc[1:], 21)):
        assert generic_frames(annotation, kept)["start"].tolist() == [start]


# ------------------------------------------------------------------------------------ invariants

NEWS = (
    "Rebels backed by a hostile state may have burned the village. Kim said the attack was clearly "
    "a crime and blamed the regime. Lee claimed that about 20 people were killed by soldiers."
)
SAID = (
    said(NEWS, "the attack was clearly a crime", "said", "Kim", "Kim"),
    said(NEWS, "that about 20 people were killed by soldiers", "claimed", "Lee", "Lee"),
)
NEUTRAL = ["The sun is yellow.", "Grass is green.", "Water is wet.", "It was a Tuesday."]


def all_hits(annotation, attributions, segments):
    return {
        "verbs": reporting_verbs(annotation, attributions, segments),
        "certainty": hedges_and_boosters(annotation, segments),
        "labels": labels(annotation, [], segments),
        "agency": agency(annotation, segments, []),
        "frames": generic_frames(annotation, segments),
    }


BASE = annotated(NEWS)
BASE_SEGMENTS = voice_segments(BASE, SAID)
BASE_HITS = all_hits(BASE, SAID, BASE_SEGMENTS)


def test_every_hit_gives_its_words_back_and_has_the_columns_of_a_hit():
    for name, hits in BASE_HITS.items():
        assert len(hits), name
        assert tuple(hits.columns[: len(HIT_COLUMNS)]) == HIT_COLUMNS
        assert all(NEWS[h.start : h.end] == h.text for h in hits.itertuples())
        assert set(hits["speaker"]) <= {"narrator", "Kim", "Lee"}


@given(seed=st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_order_of_segments_changes_nothing(seed):
    shuffled = BASE_SEGMENTS.sample(frac=1, random_state=seed)
    for name, hits in all_hits(BASE, SAID, shuffled).items():
        pd.testing.assert_frame_equal(hits, BASE_HITS[name])
    for summarise, key in ((summarise_frames, "frames"), (summarise_certainty, "certainty")):
        pd.testing.assert_frame_equal(
            summarise(BASE_HITS[key], shuffled), summarise(BASE_HITS[key], BASE_SEGMENTS)
        )


@given(st.lists(st.sampled_from(NEUTRAL), min_size=1, max_size=4))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_neutral_sentences_of_one_voice_change_no_count(sentences):
    annotation = annotated(f"{NEWS}\n\n{' '.join(sentences)}")
    segments = voice_segments(annotation, SAID)
    for name, hits in all_hits(annotation, SAID, segments).items():
        columns = ["start", "text", "speaker", "category"]
        pd.testing.assert_frame_equal(hits[columns], BASE_HITS[name][columns])
    before = summarise_frames(BASE_HITS["frames"], BASE_SEGMENTS).set_index(["speaker", "frame"])
    after = summarise_frames(generic_frames(annotation, segments), segments)
    after = after.set_index(["speaker", "frame"])
    others = [key for key in before.index if key[0] != "narrator"]
    pd.testing.assert_frame_equal(before.loc[others], after.loc[others])


# -------------------------------------------------------------------------------------- lexicons

LEXICONS = {
    "reporting_verbs": "entry",
    "hedges": "entry",
    "boosters": "entry",
    "labels": "label",
    "generic_frames": "entry",
    "state_verbs": "verb",
    "result_verbs": "verb",
    "implicative_verbs": "verb",
    "entman_functions": "entry",
    "war_peace": "entry",
    "blame_and_justification": "entry",
    "charge_nouns": "noun",
    "reply_nouns": "noun",
    "casualty_words": "entry",
    "victim_status": "noun",
    "act_names": "entry",
    "action_nouns": "noun",
    "support_verbs": "verb",
    "frame_items": "item",
}


@pytest.mark.parametrize(("name", "column"), LEXICONS.items())
def test_each_entry_of_a_lexicon_has_a_source_and_stands_once(name, column):
    entries = [{"pos": "NOUN", **entry} for entry in load_lexicon(name, (column, "source"))]
    keys = [(entry[column], entry["pos"]) for entry in entries]
    assert len(set(keys)) == len(keys)
    assert all(entry[column] == entry[column].lower() for entry in entries)
    known = {"NOUN", "VERB", "ADJ", "ADV", "MD", "ANY", "PHRASE"}
    assert {entry["pos"] for entry in entries} <= known
    assert all(" " in entry[column] for entry in entries if entry["pos"] == "PHRASE")


def test_readme_counts_the_entries_of_each_lexicon():
    readme = (LEXICON_FOLDER / "README.md").read_text(encoding="utf-8")
    counted = dict(re.findall(r"^\| `(\w+)\.tsv` \| (\d+)", readme, re.MULTILINE))
    assert set(LEXICONS) <= set(counted)
    assert counted == {name: str(len(load_lexicon(name))) for name in counted}


@pytest.mark.parametrize("name", ["hedges", "boosters", "labels", "entman_functions"])
def test_conditions_of_the_lexicons_are_known(name):
    match = next(find_matches(annotated("It may rain."), load_lexicon("hedges"), "entry"))
    for condition in {entry["condition"] for entry in load_lexicon(name)}:
        holds(condition, match)
    with pytest.raises(ValueError, match="not known"):
        holds("on Sundays", match)


def test_categories_of_the_lexicons_are_known():
    assert {row["stance"] for row in load_stances()} < set(STANCES)
    assert {e["frame"] for e in load_lexicon("generic_frames")} == {*FRAMES, "none"}
    counts = pd.Series([e["frame"] for e in load_lexicon("generic_frames")]).value_counts()
    assert counts[list(FRAMES)].min() >= 25
