"""The tone of a speaker under every specification, and what must never change it."""

import math
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.annotation import Annotation, Entity, annotate
from helpers.article import article_from_text
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import measure_hits
from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.specifications import (
    CHOICES,
    THRESHOLDS,
    UNITS,
    specifications,
    summarise_specifications,
)
from helpers.measures.tone.valence_by_speaker import lexicon_hits, unit_valence
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, vote
from helpers.measures.tone.valence_vote import VOTE, unit_votes, with_votes
from helpers.statistics import MIN_UNITS
from helpers.voices import voice_segments

SENTENCES = ["It was a terrible war.", "We love peace.", "It is not good.", "They met.", "No!"]
SPOKEN = st.lists(
    st.tuples(st.sampled_from(["narrator", "Kim", "Lee"]), st.sampled_from(SENTENCES)),
    min_size=1,
    max_size=12,
)


def spoken(sentences: list[tuple[str, str]], names: str = "") -> tuple[Annotation, pd.DataFrame]:
    """An article of (speaker, sentence) by hand, each a unit, an attribution and a paragraph."""
    text, rows, places = "", [], []
    for number, (speaker, sentence) in enumerate(sentences):
        start = len(text)
        text += sentence + " "
        said = number if speaker != "narrator" else -1
        rows.append((number, speaker, start, start + len(sentence), said, number))
        at = sentence.find(names) if names else -1
        if at >= 0:
            places.append(Entity(start + at, start + at + len(names), "PERSON", (0, 0)))
    columns = ["unit", "speaker", "start", "end", "attribution", "paragraph"]
    annotation = Annotation(article_from_text(text, any_language=True), (), (), tuple(places), ())
    return annotation, pd.DataFrame(rows, columns=columns)


TEXT = (
    'Talks failed\n\n"It was a terrible, awful day. We lost a good friend", Kim Roe said. '
    '"Nobody wins", she added. Lee Moss said that it was a great victory.\n\n'
    "The town is old. It rained. The fair was a success. A bad storm came. They met."
)


@cache
def article() -> Analysis:
    return analyse(article_from_text(TEXT, any_language=True))


def test_every_combination_is_made_once_for_each_speaker() -> None:
    table = specifications(article().annotation, article().segments)
    kinds = ["speaker", "against", *CHOICES]
    assert not table.duplicated(kinds).any()
    number = len(UNITS) * len(MASKINGS) * (len(LEXICONS) * len(THRESHOLDS) + len(THRESHOLDS) - 1)
    assert (table.groupby(["speaker", "against"]).size() == number).all() and number == 135
    assert set(table.loc[table["speaker"] == "narrator", "against"]) == {"zero"}
    assert set(table["speaker"]) == set(article().segments["speaker"])
    for kind, names in CHOICES.items():
        assert set(table[kind]) == set(names)


def test_units_are_sentences_attributions_and_speakers() -> None:
    table = specifications(article().annotation, article().segments)
    zero = table[table["against"] == "zero"].drop_duplicates(["speaker", "unit"])
    n = zero.set_index(["speaker", "unit"])["n"]
    assert n["Kim Roe"].to_dict() == {"sentence": 3, "attribution": 2, "whole speaker": 1}
    # title, the cues of the first paragraph, the second paragraph
    assert n["narrator"].to_dict()["attribution"] == 3
    assert n["narrator"].to_dict()["whole speaker"] == 1


def test_an_estimate_is_the_mean_of_the_texts_or_of_their_signs() -> None:
    annotation, segments = article().annotation, article().segments
    table = specifications(annotation, segments).set_index(["speaker", "against", *CHOICES])
    units = unit_valence(annotation, segments)
    kim = units[units["speaker"] == "Kim Roe"]
    for lexicon, group in kim.groupby("lexicon"):
        key = ("Kim Roe", "zero", lexicon, "sentence", "names and senses")
        assert table.loc[(*key, "none"), "estimate"] == pytest.approx(group["valence"].mean())
        signs = [sign(v, lexicon, 0.2) for v in group["valence"]]
        net = (signs.count("positive") - signs.count("negative")) / len(signs)
        assert table.loc[(*key, "0.2"), "estimate"] == pytest.approx(net)
        assert table.loc[(*key, "own"), "hits"] == group["hits"].sum()
    key = ("sentence", "names and senses", "own")
    against = table.loc[("Kim Roe", "narrator", "VADER", *key), "estimate"]
    own, base = (table.loc[(s, "zero", "VADER", *key), "estimate"] for s in ("Kim Roe", "narrator"))
    assert against == pytest.approx(own - base)


def test_a_speaker_with_one_sentence_gets_no_interval() -> None:
    table = specifications(article().annotation, article().segments)
    few = table[table["n"] < MIN_UNITS]
    assert set(few["speaker"]) == {"Kim Roe", "Lee Moss", "narrator"}
    assert few[["low", "high"]].isna().all(axis=None)
    assert table[["low", "high"]].notna().any(axis=None)  # the narrator's sentences
    one, segments = spoken([("Kim", "It was a terrible war.")])
    alone = specifications(one, segments)
    assert alone[["low", "high"]].isna().all(axis=None)
    summary = summarise_specifications(alone).iloc[0]
    assert (summary["n"], summary["clear"], summary["reading"]) == (1, 0, "fewer than 5 sentences")


@given(SPOKEN, st.randoms())
@settings(deadline=None, max_examples=12)
def test_the_order_of_segments_changes_nothing(sentences: list[tuple[str, str]], rng) -> None:
    annotation, segments = spoken(sentences)
    order = list(range(len(segments)))
    rng.shuffle(order)
    pd.testing.assert_frame_equal(
        specifications(annotation, segments.iloc[order]), specifications(annotation, segments)
    )


@given(SPOKEN)
@settings(deadline=None, max_examples=12)
def test_a_neutral_sentence_changes_nobody_elses_tone(sentences: list[tuple[str, str]]) -> None:
    before = specifications(*spoken(sentences))
    after = specifications(*spoken([*sentences, ("Kim", "The table stands in the room.")]))
    old, new = (
        t[(t["speaker"] != "Kim") & (t["against"] == "zero")]
        .drop(columns="n_narrator")
        .reset_index(drop=True)
        for t in (before, after)
    )
    pd.testing.assert_frame_equal(new, old)


@given(st.sampled_from(["Free Love", "War", "Kim", "United Hope", "Not Bad"]))
@settings(deadline=None, max_examples=5)
def test_renaming_changes_no_masked_score(name: str) -> None:
    def masked(called: str) -> pd.DataFrame:
        sentences = [("Kim", f"It is bad news for {called} today."), ("narrator", f"{called} won.")]
        table = specifications(*spoken(sentences, names=called))
        return table[table["masking"] != "none"].reset_index(drop=True)

    pd.testing.assert_frame_equal(masked(name), masked("Oslo"))


@given(SPOKEN)
@settings(deadline=None, max_examples=12)
def test_estimates_and_shares_keep_their_bounds(sentences: list[tuple[str, str]]) -> None:
    table = specifications(*spoken(sentences))
    summary = summarise_specifications(table)
    for against, most in (("zero", 1), ("narrator", 2)):
        rows = table[table["against"] == against]
        assert (rows["estimate"].abs() <= most).all()
        known = rows[rows["low"].notna()]
        assert (known["n"] >= MIN_UNITS).all()
        assert (known["low"] <= known["estimate"]).all() and (
            known["estimate"] <= known["high"]
        ).all()
    total = summary["positive"] + summary["negative"] + summary["zero"]
    assert (total == summary["specifications"]).all()
    assert summary["agree"].between(0, 1).all()
    assert (summary["clear"] <= summary[["positive", "negative"]].max(axis=1)).all()


def specified(signs: str, n: int = 9) -> pd.DataFrame:
    names = {"+": ("positive", 0.1), "-": ("negative", -0.1), "0": ("zero", 0.0)}
    rows = [
        ("Kim", "zero", "sentence", n, *names[s], 0.05 if s == "+" else math.nan, math.nan)
        for s in signs
    ]
    columns = ["speaker", "against", "unit", "n", "sign", "estimate", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(
    ("signs", "n", "side", "agree", "reading"),
    [
        ("++++", 9, "positive", 1.0, "every specification agrees"),
        ("++-0", 9, "positive", 0.5, "the sign depends on the choices"),
        ("----", 4, "negative", 1.0, "fewer than 5 sentences"),
        ("+-", 9, "none", 0.5, "the sign depends on the choices"),
        ("000", 9, "none", 0.0, "no word fired"),
    ],
)
def test_a_summary_says_how_far_they_agree(
    signs: str, n: int, side: str, agree: float, reading: str
) -> None:
    row = summarise_specifications(specified(signs, n)).iloc[0]
    assert (row["sign"], row["agree"], row["reading"]) == (side, agree, reading)
    assert row["clear"] == (signs.count("+") if side == "positive" else 0)


def test_an_article_without_segments_has_no_specifications() -> None:
    annotation, segments = spoken([("Kim", "They met.")])
    table = specifications(annotation, segments.iloc[:0])
    assert table.empty and len(table.columns) == 13
    assert summarise_specifications(table).empty


# --- the vote


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The United States holds Iran responsible for the strikes.", "negative"),
        ("No one was hurt.", "neutral"),
        ("Nobody was hurt.", "neutral"),
        ("They were not hurt.", "neutral"),
        ("It was a terrible, awful day.", "negative"),
        ("A splendid success.", "positive"),
    ],
)
def test_the_vote_of_masked_sentences(text: str, wanted: str) -> None:
    annotation = annotate(article_from_text(text, any_language=True))
    votes = unit_votes(unit_valence(annotation, voice_segments(annotation, []))).iloc[0]
    assert votes["vote"] == wanted
    assert votes["vote"] == vote(votes[name] for name in LEXICONS)


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        (["positive", "positive", "negative"], "positive"),
        (["positive", "neutral", "negative"], "neutral"),
        (["positive", "positive", "negative", "negative"], "neutral"),
        ([], "neutral"),
    ],
)
def test_a_vote_needs_more_than_half(signs: list[str], wanted: str) -> None:
    assert vote(signs) == wanted
    assert vote(reversed(signs)) == wanted


def test_votes_join_the_lexicons_as_one_more() -> None:
    units = unit_valence(article().annotation, article().segments)
    joined = with_votes(units)
    assert len(joined) == len(units) * (len(LEXICONS) + 1) // len(LEXICONS)
    votes = joined[joined["lexicon"] == VOTE]
    assert set(votes["valence"]) <= {-1.0, 0.0, 1.0}
    assert votes["hits"].sum() == units["hits"].sum()
    shuffled = with_votes(units.sample(frac=1, random_state=1)).query("lexicon == @VOTE")
    pd.testing.assert_series_equal(
        shuffled.set_index("unit")["valence"].sort_index(),
        votes.set_index("unit")["valence"].sort_index(),
    )
    hits = measure_hits(article(), load_codebook()["content_valence"])
    assert len(hits) and len(hits) < len(lexicon_hits(article().annotation, article().segments))
    by_unit = unit_votes(units).set_index("unit")["vote"]
    assert (hits["category"] == hits["unit"].map(by_unit)).all()
    assert np.isfinite(votes["valence"]).all()
