"""Whom each voice speaks of, how the model labels it, and the words that moved the label."""

import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.analysis import Analysis, analyse
from helpers.annotation import annotate
from helpers.article import DATA, article_from_text, load_article
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import measure_hits
from helpers.measures.stance import (
    MODEL_MEASURES,
    is_installed,
    label_mentions,
    stance,
    surest_labels,
    targets,
    tone_model,
    tone_toward,
    with_moving_words,
)
from helpers.measures.stance.labelled_mentions import COLUMNS, STANCE, TONE_TOWARD
from helpers.measures.stance.tone_model import UNCLEAR, moving_words
from helpers.speakers import Actor, Mention

needs_model = pytest.mark.skipif(
    not is_installed(), reason="onnxruntime and tokenizers, which run the model, are not installed"
)

TEXT = (
    "Jane Kim called Lee Brandt a crook and a liar. Lee Brandt arrived in Rome on Monday. "
    '"We blame the shameless Ann Poe," Jane Kim said. The heroic Bo Roe saved the children.'
)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(article_from_text(TEXT, any_language=True))


@pytest.fixture(scope="module")
def labelled(analysis: Analysis) -> pd.DataFrame:
    return label_mentions(analysis)


@needs_model
@pytest.mark.cases
def test_the_word_that_moved_a_label_comes_first(text, word):
    at = text.index("Ruiz")
    found = moving_words(text, (at, at + 4))
    assert found[0][0] == word and found[0][1] > 0.3
    assert [fall for _, fall in found] == sorted((fall for _, fall in found), reverse=True)
    assert not {"Ruiz", "a", "to", "the", "on", "On"} & {name for name, _ in found}


@needs_model
def test_either_of_two_words_that_say_the_same_moves_little():
    found = dict(moving_words("Ruiz is a liar and a thief.", (0, 4)))
    assert abs(found["liar"]) < 0.2 and abs(found["thief"]) < 0.2


@needs_model
def test_no_name_of_the_target_is_left_out_or_moves_a_word():
    def found(name: str) -> list[tuple[str, float]]:
        text = f"{name} is a liar, and {name} knows it."
        second = text.index(name, 5)
        return moving_words(text, (0, len(name)), [(second, second + len(name))])

    assert found("Kim") == found("Wonderful Hope")
    assert "Kim" not in dict(found("Kim"))


@needs_model
def test_an_article_is_read_voice_by_voice(analysis, labelled):
    columns = list(targets(analysis).columns)
    pd.testing.assert_frame_equal(labelled[columns], targets(analysis))
    arrived = labelled[labelled["read"].str.contains("Rome")]
    assert list(arrived["label"]) == ["neutral"] and set(arrived["speaker"]) == {"narrator"}
    for row in labelled.itertuples():
        start, end = row.spans[0]
        assert row.read[start:end] == row.mention


@needs_model
def test_words_are_shown_where_a_voice_judges_somebody_else(labelled):
    words = with_moving_words(labelled).set_index(["speaker", "target"])["words"]
    assert words["Jane Kim", "Ann Poe"].startswith("blame (.")
    plain = with_moving_words(labelled)
    quiet = plain["reporting"] | plain["oneself"] | plain["label"].isin(["neutral", UNCLEAR])
    assert (plain.loc[quiet, "words"] == "").all()


@needs_model
def test_the_measures_are_the_labels_of_speakers_and_author(analysis, labelled):
    clear = surest_labels(labelled)
    clear = clear[clear["label"] != UNCLEAR]
    for measure, rows in (("stance", stance(analysis)), ("tone_toward", tone_toward(analysis))):
        own = clear[clear["measure"] == measure]
        table = measure_hits(analysis, load_codebook()[measure])
        assert len(rows.rows) == len(own) == len(table) > 0
        assert list(table["entry"]) == list(own["target"])
        assert all(row["text"] == TEXT[row["start"] : row["end"]] for row in rows.rows)
    assert ("Ann Poe", "against") in {(r["entry"], r["category"]) for r in stance(analysis).rows}
    assert ("Bo Roe", "for") in {(r["entry"], r["category"]) for r in tone_toward(analysis).rows}
    assert set(MODEL_MEASURES) <= set(load_codebook())


@needs_model
def test_a_command_without_the_model_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tone_model, "FOLDER", tmp_path)
    tone_model.load_model.cache_clear()
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert main(["count", str(article), str(tmp_path / "c.csv"), "--measures", "stance"]) == 2
    assert "model.onnx is not in data/models" in capsys.readouterr().err
    tone_model.load_model.cache_clear()


# --- whom each voice speaks of


def analysed(text: str) -> Analysis:
    return analyse(article_from_text(text, any_language=True))


@pytest.mark.cases
def test_targets_of_a_sentence(text, expected):
    found = targets(analysed(text))[["speaker", "target", "reporting"]]
    assert list(found.itertuples(index=False, name=None)) == expected


def test_a_speaker_of_himself_is_marked():
    found = targets(analysed('"We will respond," Jane Kim said.'))
    own = found[found["oneself"]]
    assert set(own["speaker"]) == set(own["target"]) == {"Jane Kim"}
    assert not own["reporting"].any()


def test_all_columns_point_into_the_article():
    analysis = analyse(load_article(DATA / "us-bombs-facilities-in-syria.txt"))
    found, text = targets(analysis), analysis.text
    assert tuple(found.columns) == COLUMNS
    for row in found.itertuples():
        assert text[row.mention_start : row.mention_end] == row.mention
        assert (row.measure == TONE_TOWARD) == (row.speaker == "narrator")
        assert row.measure in (STANCE, TONE_TOWARD)
    assert not found.duplicated(["mention_start", "mention_end", "target"]).any()


def test_a_mention_inside_another_of_the_same_actor_is_one():
    text = "Kim, the mayor, left."
    annotation = annotate(article_from_text(text, any_language=True))
    mentions = (Mention(0, 14, "description", "by hand"), Mention(5, 14, "role", "by hand"))
    actor = Actor("Kim", "person", "", False, (), mentions)
    found = targets(Analysis(annotation, (), (actor,)))
    assert found["mention"].tolist() == ["Kim, the mayor"]
