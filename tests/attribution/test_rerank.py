"""The choice of a source and of edges: the options, what speaks for them, what is made of them."""

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution.attribution import words_of
from helpers.attribution.engine import apply_rules, nested
from helpers.attribution.fitted.confidence import Option, shares
from helpers.attribution.fitted.edge_choice import edge_options, rerank_candidates
from helpers.attribution.fitted.source_choice import source_options
from helpers.attribution.spans import overlap
from helpers.training.choice_fit import fit_options

FARMER = "Lee met a tall farmer calling the plan a mistake."
CUT = "Kim said she would vote for the plan, highlighting a rift in the party."


def found(text: str):  # type: ignore[no-untyped-def]
    parsed, candidates = apply_rules(annotate(article_from_text(text, any_language=True)))
    places = nested(parsed.annotation, [c.attribution for c in candidates])
    return parsed, [c for c, a in zip(candidates, places, strict=True) if a.nested_in is None]


def test_the_options_of_a_source_are_the_mentions_around_the_cue() -> None:
    parsed, (only,) = found(FARMER)
    options = source_options(parsed, only.attribution)
    assert [words_of(FARMER, option.spans) for option in options] == ["a tall farmer", "Lee", ""]
    assert [option.of_the_rule for option in options] == [True, False, False]
    assert {"noun=speaker", "the rule's"} <= set(options[0].features)
    assert "nobody" in options[-1].features


def test_the_subject_of_a_finite_verb_is_no_question() -> None:
    parsed, (only,) = found("Lee told Kim that it rained.")
    assert source_options(parsed, only.attribution) == []


def test_the_options_of_edges_are_marks_and_openings() -> None:
    parsed, (only,) = found(CUT)
    options = edge_options(parsed, only.attribution)
    contents = [words_of(CUT, option.spans) for option in options]
    assert "she would vote for the plan" in contents
    assert options[0].of_the_rule and options[0].features == {}
    (cut,) = [o for o in options if words_of(CUT, o.spans) == "she would vote for the plan"]
    assert {"cut, at=,", "cut, first=VBG"} <= set(cut.features)


def test_weights_decide_and_the_record_says_what_was_changed() -> None:
    parsed, candidates = found(CUT)
    weights = {"cut, first=VBG": 9.0}
    (cut,) = rerank_candidates(parsed, candidates, {}, weights)
    assert words_of(CUT, cut.attribution.content) == "she would vote for the plan"
    assert cut.attribution.revised == "edges" and cut.features["edges revised"] == 1
    assert cut.features["edges sure"] > 0.99
    (kept,) = rerank_candidates(parsed, candidates, {}, {"cut": -9.0})
    assert kept.attribution == candidates[0].attribution


def test_a_source_may_be_chosen_or_nobody() -> None:
    parsed, candidates = found(FARMER)
    (lee,) = rerank_candidates(parsed, candidates, {"link=nsubj above acl/dobj": 9.0}, {})
    assert words_of(FARMER, lee.attribution.source) == "Lee" and lee.attribution.revised == "source"
    (nobody,) = rerank_candidates(parsed, candidates, {"nobody": 9.0}, {})
    assert nobody.attribution.source == () and nobody.features["nobody"] > 0.99


@pytest.mark.parametrize(
    "text", [FARMER, CUT, "“It fails,” she warned, and the plan, Kim said, won't."]
)
def test_no_option_overlaps_cue_or_source(text: str) -> None:
    parsed, candidates = found(text)
    for candidate in candidates:
        a = candidate.attribution
        for option in edge_options(parsed, a):
            assert option.of_the_rule or not overlap(option.spans, [*a.cue, *a.source])
        for option in source_options(parsed, a):
            assert not overlap(option.spans, [*a.content, *a.cue])


def test_the_fit_learns_which_option_is_right() -> None:
    groups = [[({"near": 1.0}, n % 10 > 0), ({"far": 1.0}, n % 10 == 0)] for n in range(100)]
    table = fit_options(groups, ridge=0.01).set_index("feature")
    assert (table["candidates"]["near"], table["right"]["near"]) == (100, 90)
    options = [Option((), features) for features, _ in groups[0]]
    assert shares(options, dict(table["weight"])) == pytest.approx([0.9, 0.1], abs=0.01)


def test_a_question_without_a_right_option_tells_nothing() -> None:
    groups = [[({"a": 1.0}, False), ({"b": 1.0}, False)]] * 50
    assert fit_options(groups, ridge=1).empty
