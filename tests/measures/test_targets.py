"""Which actors each voice speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.annotation import annotate
from helpers.article import DATA, article_from_text, load_article
from helpers.attribution import Attribution
from helpers.measures.stance.targets import COLUMNS, STANCE, TONE_TOWARD, clause_head, targets
from helpers.speakers import Actor, Mention


def analysed(text: str) -> Analysis:
    return analyse(article_from_text(text, any_language=True))


CASES = [
    (
        "Jane Kim said that Lee is a liar. Lee arrived.",
        [
            ("narrator", "Jane Kim", "Jane Kim said", True),
            ("Jane Kim", "Lee", "that Lee is a liar", False),
            ("narrator", "Lee", "Lee arrived", False),
        ],
    ),
    (
        "US State Department spokesman Ned Price said the United States holds Iran responsible.",
        [
            ("narrator", "Ned Price", "US State Department spokesman Ned Price said", True),
            ("Ned Price", "United States", "the United States holds Iran responsible", False),
            ("Ned Price", "Iran", "the United States holds Iran responsible", False),
        ],
    ),
    (
        "Hamas attacked Israel, and Egypt closed the border.",
        [
            ("narrator", "Hamas", "Hamas attacked Israel", False),
            ("narrator", "Israel", "Hamas attacked Israel", False),
            ("narrator", "Egypt", "Egypt closed the border", False),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_targets_of_a_sentence(text, expected):
    found = targets(analysed(text))
    assert found[["speaker", "target", "text", "reporting"]].values.tolist() == [
        list(row) for row in expected
    ]


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
        assert text[row.start : row.end] == row.text
        assert text[row.mention_start : row.mention_end] == row.mention
        assert row.sentence_start <= row.start < row.end <= row.sentence_end
        assert row.unit_start <= row.start < row.end <= row.unit_end
        assert (row.measure == TONE_TOWARD) == (row.speaker == "narrator")
        assert row.measure in (STANCE, TONE_TOWARD)
        assert row.start <= row.mention_end and row.mention_start <= row.end
    assert not found.duplicated(["mention_start", "mention_end", "target"]).any()


def test_no_actor_no_row():
    found = targets(analysed("It rained."))
    assert found.empty and tuple(found.columns) == COLUMNS


def test_a_mention_inside_another_of_the_same_actor_is_one():
    text = "Kim, the mayor, left."
    annotation = annotate(article_from_text(text, any_language=True))
    mentions = (Mention(0, 14, "description", "by hand"), Mention(5, 14, "role", "by hand"))
    actor = Actor("Kim", "person", "", False, (), mentions)
    found = targets(Analysis(annotation, (), (actor,)))
    assert found["mention"].tolist() == ["Kim, the mayor"]


def test_clause_of_a_coordination():
    annotation = annotate(article_from_text("Kim sang and Lee left early.", any_language=True))
    heads = {token.text: clause_head(token).text for token in annotation.tokens if token.is_word}
    assert heads["Kim"] == "sang" and heads["Lee"] == "left" and heads["early"] == "left"


@given(st.permutations(range(4)))
def test_order_of_actors_changes_nothing(order):
    text = "Kim said that Lee met Park. Park thanked Choi."
    annotation = annotate(article_from_text(text, any_language=True))
    said = Attribution(((9, 26),), ((4, 8),), ((0, 3),), "indirect", "by hand", speaker="Kim")
    actors = [
        Actor(name, "person", "", False, (), (Mention(at, at + len(name), "name", "by hand"),))
        for name, at in [("Kim", 0), ("Lee", 14), ("Park", 28), ("Choi", 41)]
    ]
    expected = targets(Analysis(annotation, (said,), tuple(actors)))
    found = targets(Analysis(annotation, (said,), tuple(actors[i] for i in order)))
    assert found.equals(expected)
