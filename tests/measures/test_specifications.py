"""The tone of a speaker under every specification, and what must never change it."""

import math
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.annotation import Annotation
from helpers.article import article_from_text
from helpers.measures.tone import (
    CHOICES,
    specifications,
    summarise_specifications,
    unit_valence,
)
from helpers.measures.tone.scored_units import MASKINGS
from helpers.measures.tone.specifications import THRESHOLDS, UNITS
from helpers.measures.tone.valence_lexicons import LEXICONS, sign
from helpers.statistics import MIN_UNITS

SENTENCES = ["It was a terrible war.", "We love peace.", "It is not good.", "They met.", "No!"]
SPOKEN = st.lists(
    st.tuples(st.sampled_from(["narrator", "Kim", "Lee"]), st.sampled_from(SENTENCES)),
    min_size=1,
    max_size=12,
)


def spoken(sentences: list[tuple[str, str]]) -> tuple[Annotation, pd.DataFrame]:
    """An article of (speaker, sentence), each a unit, an attribution and a paragraph."""
    text, rows = "", []
    for number, (speaker, sentence) in enumerate(sentences):
        start = len(text)
        text += sentence + " "
        said = number if speaker != "narrator" else -1
        rows.append((number, speaker, start, start + len(sentence), said, number))
    columns = ["unit", "speaker", "start", "end", "attribution", "paragraph"]
    annotation = Annotation(article_from_text(text, any_language=True), (), (), (), ())
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
    assert not table.duplicated(["speaker", *CHOICES]).any()
    number = len(UNITS) * len(MASKINGS) * (len(LEXICONS) * len(THRESHOLDS) + len(THRESHOLDS) - 1)
    assert (table.groupby("speaker").size() == number).all() and number == 135
    assert set(table["speaker"]) == set(article().segments["speaker"])
    for kind, names in CHOICES.items():
        assert set(table[kind]) == set(names)


def test_units_are_sentences_attributions_and_speakers() -> None:
    table = specifications(article().annotation, article().segments)
    n = table.drop_duplicates(["speaker", "unit"]).set_index(["speaker", "unit"])["n"]
    assert n["Kim Roe"].to_dict() == {"sentence": 3, "attribution": 2, "whole speaker": 1}
    # title, the cues of the first paragraph, the second paragraph
    assert n["narrator"].to_dict()["attribution"] == 3
    assert n["narrator"].to_dict()["whole speaker"] == 1


def test_an_estimate_is_the_mean_of_the_texts_or_of_their_signs() -> None:
    annotation, segments = article().annotation, article().segments
    table = specifications(annotation, segments).set_index(["speaker", *CHOICES])
    units = unit_valence(annotation, segments)
    kim = units[units["speaker"] == "Kim Roe"]
    for lexicon, group in kim.groupby("lexicon"):
        key = ("Kim Roe", lexicon, "sentence", "names and senses")
        assert table.loc[(*key, "none"), "estimate"] == pytest.approx(group["valence"].mean())
        signs = [sign(v, lexicon, 0.2) for v in group["valence"]]
        net = (signs.count("positive") - signs.count("negative")) / len(signs)
        assert table.loc[(*key, "0.2"), "estimate"] == pytest.approx(net)
        assert table.loc[(*key, "own"), "hits"] == group["hits"].sum()


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
    assert (summary["n"], summary["clear"]) == (1, 0)


@given(SPOKEN, st.randoms())
@settings(max_examples=8)
def test_estimates_keep_their_bounds_and_the_order_of_segments_changes_nothing(sentences, rng):
    annotation, segments = spoken(sentences)
    table = specifications(annotation, segments)
    order = list(range(len(segments)))
    rng.shuffle(order)
    pd.testing.assert_frame_equal(specifications(annotation, segments.iloc[order]), table)
    summary = summarise_specifications(table)
    assert (table["estimate"].abs() <= 1).all()
    known = table[table["low"].notna()]
    assert (known["n"] >= MIN_UNITS).all()
    assert known["estimate"].between(known["low"], known["high"]).all()
    total = summary["positive"] + summary["negative"] + summary["zero"]
    assert (total == summary["specifications"]).all()
    assert (summary["clear"] <= summary[["positive", "negative"]].max(axis=1)).all()


@pytest.mark.parametrize(
    ("signs", "clear"), [("++++", 4), ("++-0", 2), ("----", 0), ("+-", 0), ("000", 0)]
)
def test_a_summary_counts_the_clear_estimates_of_the_commoner_sign(signs: str, clear: int) -> None:
    names = {"+": "positive", "-": "negative", "0": "zero"}
    ends = {"+": (0.05, 0.2), "-": (-0.2, 0.05), "0": (math.nan, math.nan)}
    rows = [("Kim", "sentence", 9, names[s], *ends[s]) for s in signs]
    table = pd.DataFrame(rows, columns=["speaker", "unit", "n", "sign", "low", "high"])
    row = summarise_specifications(table).iloc[0]
    assert row[["positive", "negative", "zero"]].tolist() == [signs.count(s) for s in "+-0"]
    assert (row["n"], row["specifications"], row["clear"]) == (9, len(signs), clear)


def test_an_article_without_segments_has_no_specifications() -> None:
    annotation, segments = spoken([("Kim", "They met.")])
    table = specifications(annotation, segments.iloc[:0])
    assert table.empty and len(table.columns) == 11
    assert summarise_specifications(table).empty
