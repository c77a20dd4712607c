"""What the words of each voice say for or against each target."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.article import DATA, article_from_text, load_article
from helpers.lexicons import LEXICONS, LexiconError, load_lexicon
from helpers.measures.stance.word_rules import (
    READINGS,
    clause_stances,
    frames,
    lists,
    summarise_toward,
    words,
)
from helpers.measures.stance.word_rules.lists import load_signed
from helpers.measures.stance.word_rules.words import listed_polarity


def analysed(text: str) -> Analysis:
    return analyse(article_from_text(text, any_language=True))


def judgements(text: str) -> set[tuple[str, str, int]]:
    found = analysed(text).toward
    return set(zip(found["speaker"], found["target"], found["polarity"], strict=True))


CASES = [
    # roles: who does a deed, who undergoes it
    ("Hamas attacked Israel.", {("narrator", "Hamas", -1), ("narrator", "Israel", 0)}),
    ("Israel was attacked by Hamas.", {("narrator", "Hamas", -1), ("narrator", "Israel", 0)}),
    ("Jane Kim rescued Bob Lee.", {("narrator", "Jane Kim", 1)}),
    ("Bob Lee was arrested.", {("narrator", "Bob Lee", -1)}),
    ("Bob Lee lied.", {("narrator", "Bob Lee", -1)}),
    # praise and blame
    ("Jane Kim praised Bob Lee.", {("Jane Kim", "Bob Lee", 1)}),
    ("Bob Lee was condemned by Jane Kim.", {("Jane Kim", "Bob Lee", -1)}),
    ("Jane Kim thanked Bob Lee for helping the poor.", {("Jane Kim", "Bob Lee", 1)}),
    ("Jane Kim is proud of Bob Lee.", {("narrator", "Bob Lee", 1)}),
    ("Jane Kim voted against Bob Lee.", {("narrator", "Bob Lee", -1)}),
    ("Jane Kim laid the blame on Bob Lee.", {("narrator", "Bob Lee", -1)}),
    ("Criticism of Bob Lee grew.", {("narrator", "Bob Lee", -1)}),
    ("Jane Kim condemned Hamas and Iran.",
     {("Jane Kim", "Hamas", -1), ("Jane Kim", "Iran", -1)}),
    ("Hamas attacked Israel and praised Iran.",
     {("narrator", "Hamas", -1), ("narrator", "Israel", 0), ("Hamas", "Iran", 1)}),
    # what somebody is called, has and does
    ("Bob Lee, a notorious liar, left.", {("narrator", "Bob Lee", -1)}),
    ("Bob Lee is a great leader.", {("narrator", "Bob Lee", 1)}),
    ("Jane Kim called Bob Lee a hero.", {("Jane Kim", "Bob Lee", 1)}),
    ("Bob Lee's remarks were offensive.", {("narrator", "Bob Lee", -1)}),
    ("Bob Lee faces criticism.", {("narrator", "Bob Lee", -1)}),
    ("Bob Lee showed courage.", {("narrator", "Bob Lee", 1)}),
    ("Bob Lee fought corruption.", {("narrator", "Bob Lee", 1)}),
    ("Bob Lee lacks courage.", {("narrator", "Bob Lee", -1)}),
    ("Bob Lee falsely said that it rained.", {("narrator", "Bob Lee", -1)}),
    # negation and denial
    ("Bob Lee is not a liar.", {("narrator", "Bob Lee", 0)}),
    ("Bob Lee is not honest.", {("narrator", "Bob Lee", -1)}),
    ("Bob Lee is not only corrupt.", {("narrator", "Bob Lee", -1)}),
    ("Jane Kim denied that Bob Lee is corrupt.", {("Jane Kim", "Bob Lee", 0)}),
    ("Jane Kim did not praise Bob Lee.", {("Jane Kim", "Bob Lee", -1)}),
    # no evidence
    ("Bob Lee arrived. The weather was awful.", set()),
    ("Bob Lee said that no one was hurt.", set()),
    ("Bob Lee's lawyer is corrupt.", set()),
    ("Jane Kim met Bob Lee at a terrible time.", set()),
    # in whose voice
    ("Jane Kim said that Bob Lee is a liar.", {("Jane Kim", "Bob Lee", -1)}),
    ('"Bob Lee is a coward," Jane Kim said.', {("Jane Kim", "Bob Lee", -1)}),
    ("Jane Kim accused Bob Lee of lying.", {("Jane Kim", "Bob Lee", -1)}),
    ("US State Department spokesman Ned Poole said that the United States holds Iran "
     "responsible for the strikes.", {("Ned Poole", "Iran", -1)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_is_judged_in_whose_voice(text, expected):
    assert judgements(text) == expected


def test_the_holder_of_a_reported_judgement_is_named():
    found = analysed("Ned Poole said that the United States holds Iran responsible.").toward
    assert found[["speaker", "holder"]].values.tolist() == [["Ned Poole", "United States"]]


def test_words_point_into_the_article():
    analysis = analyse(load_article(DATA / "us-bombs-facilities-in-syria.txt"))
    found, text = analysis.toward, analysis.text
    assert len(found)
    for row in found.itertuples():
        assert text[row.start : row.end] == row.text
        assert text[row.mention_start : row.mention_end] == row.mention
        assert row.polarity in (-1, 0, 1)
        assert (row.measure == "tone_toward") == (row.speaker == "narrator")


def test_clauses_without_evidence_are_no_neutral_tone():
    analysis = analysed("Jane Kim met Bob Lee. Hamas killed two soldiers.")
    clauses = clause_stances(analysis.targets, analysis.toward)
    readings = dict(zip(clauses["target"], clauses["reading"], strict=True))
    assert readings == {"Jane Kim": "no evidence", "Bob Lee": "no evidence", "Hamas": "negative"}
    assert set(clauses["reading"]) <= set(READINGS)


def test_no_interval_below_five_clauses():
    analysis = analysed("Ned Poole said that the United States holds Iran responsible.")
    summary = summarise_toward(clause_stances(analysis.targets, analysis.toward))
    assert summary.loc[summary["speaker"] == "Ned Poole", "n"].tolist() == [1, 1]
    assert summary[["low_negative", "high_negative", "low_positive"]].isna().all(axis=None)
    five = analysed(" ".join(["Hamas killed a soldier."] * 5))
    summary = summarise_toward(clause_stances(five.targets, five.toward))
    row = summary.iloc[0]
    assert (row["n"], row["negative"], row["words_against"]) == (5, 5, "killed (5)")
    assert row["low_negative"] == pytest.approx(0.5655, abs=1e-4)


def test_who_speaks_never_judges_himself_by_speaking():
    analysis = analysed("Jane Kim said it rained. The liar Bob Lee said it snowed.")
    clauses = clause_stances(analysis.targets, analysis.toward)
    assert not (clauses["speaker"] == clauses["target"]).any()
    summary = summarise_toward(clauses).set_index("target")
    assert summary.loc["Jane Kim", "n"] == 0 and summary.loc["Jane Kim", "mentions"] == 1


def test_counts_of_a_summary_add_up():
    analysis = analyse(load_article(DATA / "us-bombs-facilities-in-syria.txt"))
    summary = summarise_toward(clause_stances(analysis.targets, analysis.toward))
    parts = summary[["negative", "positive", "mixed", "neither", "no_evidence"]].sum(axis=1)
    assert (parts == summary["n"]).all() and len(summary)


def test_an_article_without_targets():
    analysis = analysed("It rained.")
    clauses = clause_stances(analysis.targets, analysis.toward)
    assert clauses.empty and summarise_toward(clauses).empty


def test_words_on_which_lexicons_disagree_judge_nobody():
    assert listed_polarity("serious") == 0
    assert listed_polarity("disappointing") == -1


@pytest.mark.parametrize(
    ("lexicon", "columns", "key"),
    [
        ("connotation_frames", ("subject", "object"), ("verb",)),
        ("connotation_complements", ("object",), ("word", "preposition")),
        ("evaluative_words", ("polarity",), ("entry", "pos")),
    ],
)
def test_lexicons_hold_signs_and_no_entry_twice(lexicon, columns, key):
    entries = load_lexicon(lexicon)
    assert all(entry[column] in ("-1", "0", "1") for entry in entries for column in columns)
    assert all(entry["source"] for entry in entries)
    keys = [tuple(entry[column] for column in key) for entry in entries]
    assert len(keys) == len(set(keys))


SENTENCES = [
    "Jane Kim said that Bob Lee is a liar.",
    "Ned Poole praised Tom Park.",
    "Tom Park accused Bob Lee of fraud.",
    '"Hamas betrayed us," Bob Lee said.',
]
NEUTRAL = ["The meeting began at noon.", "It was a Tuesday.", "Rain fell in the north."]


def counts(text: str) -> dict[tuple[str, str], tuple[int, ...]]:
    analysis = analysed(text)
    summary = summarise_toward(clause_stances(analysis.targets, analysis.toward))
    columns = ["negative", "positive", "mixed", "neither", "no_evidence"]
    return {
        (row["speaker"], row["target"]): tuple(int(row[column]) for column in columns)
        for _, row in summary.iterrows()
    }


@given(st.sampled_from(NEUTRAL), st.integers(0, len(SENTENCES)))
def test_a_neutral_sentence_changes_no_counts(sentence, place):
    added = [*SENTENCES[:place], sentence, *SENTENCES[place:]]
    assert counts("\n\n".join(added)) == counts("\n\n".join(SENTENCES))


@given(st.permutations(SENTENCES))
def test_the_order_of_speakers_changes_no_counts(order):
    assert counts("\n\n".join(order)) == counts("\n\n".join(SENTENCES))


@given(st.sampled_from(["Mark Young", "Ahmed Hassan", "Joy Love", "Ivan Petrov", "Rosa Cruz"]))
def test_another_name_changes_no_counts(name):
    text = "\n\n".join(SENTENCES)
    renamed = counts(text.replace("Bob Lee", name))
    expected = {
        tuple(name if actor == "Bob Lee" else actor for actor in pair): found
        for pair, found in counts(text).items()
    }
    assert renamed == expected


def test_words_come_back_from_the_table_of_clauses():
    analysis = analysed("Jane Kim said that Bob Lee is a corrupt liar.")
    clauses = clause_stances(analysis.targets, analysis.toward)
    stance = clauses[clauses["speaker"] == "Jane Kim"]
    assert stance["words"].tolist() == ["corrupt (-), liar (-)"]
    assert isinstance(clauses, pd.DataFrame)


def test_a_sign_that_is_none_is_refused_with_its_line(tmp_path):
    lines = ["# mine", "entry\tpolarity\tsource", "vile\t-1\tmine", "kind\tgood\tmine"]
    (tmp_path / "mine.tsv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        LexiconError, match=r"^mine\.tsv, line 4: polarity is 'good'; use -1, 0 or 1\.$"
    ):
        load_signed("mine", ("entry", "polarity", "source"), ("polarity",), tmp_path)


def test_an_entry_of_a_user_counts_without_code(tmp_path, monkeypatch):
    for name in ("connotation_frames", "connotation_complements", "evaluative_words"):
        lines = (LEXICONS / f"{name}.tsv").read_text(encoding="utf-8")
        mine = "zap\tVERB\tblame\t0\t-1\tmy reading\n" if name == "connotation_frames" else ""
        (tmp_path / f"{name}.tsv").write_text(lines + mine, encoding="utf-8")
    caches = (lists.load_signed, frames._verbs, frames._nouns, words._entries)
    monkeypatch.setattr(lists, "LEXICONS", tmp_path)
    for cache in caches:
        cache.cache_clear()
    try:
        assert judgements("Jane Kim zapped Bob Lee.") == {("narrator", "Bob Lee", -1)}
    finally:
        for cache in caches:
            cache.cache_clear()
