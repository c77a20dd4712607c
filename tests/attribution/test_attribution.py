"""Attribution: who says what, rule by rule and construction by construction."""

from __future__ import annotations

import pytest

from helpers.annotation import Annotation, annotate
from helpers.article import article_from_text
from helpers.attribution import RULES, find_attributions


def read(text: str) -> Annotation:
    return annotate(article_from_text(text, any_language=True))


# A sentence that each rule reads.
EXAMPLES = {
    "refusal": "The minister declined to comment on the tax.",
    "clause": "The minister said that taxes would rise.",
    "displaced": "Lee said on Friday during a news conference that he may wait until March.",
    "inserted": "The rules, said Lena Mauer, the minister, are a burden.",
    "insertion": "Taxes would rise, the minister said, in May.",
    "set_off": "Silva, a father of four, was, the newspaper Correio de Manha reports, an engineer.",
    "naming": "The minister called the tax a mistake.",
    "infinitive": "The minister urged the banks to lend.",
    "passive": "The bonuses were described as unfair by the minister.",
    "object": "The minister criticised the banks for their bonuses.",
    "preposition": "The minister called for lower bonuses.",
    "transcript": "LEE: We never agreed to that.\nKIM: You did.",
    "headline": "Kim Lee: No tax will rise\n\nThe minister Kim Lee met the press.",
    "according_to": "Taxes will rise, according to the minister.",
    "hearsay": "The man allegedly stole a car.",
    "noun": "The claim that taxes rise is wrong.",
    "reporting_tag": "“She should act like one,” the editorial read.",
    "governed_quotation": "The minister warned in a speech of “a lost decade” for farmers.",
    "nearest_verb": "“Taxes will rise!” The minister at last shouted.",
    "named": "Kim Lee: “Taxes will rise next year.”",
    "paragraph_of_quotation": "The minister wrote:\n“Taxes will have to rise.”",
    "continuation": "“Taxes will rise,” he said. “Nobody likes it.”",
    "unattributed": "Banks closed. “Nobody knew what to do that day.”",
}


@pytest.mark.parametrize("name", RULES)
def test_each_rule_changes_what_its_example_gives(name: str) -> None:
    annotation = read(EXAMPLES[name])
    others = [rule for rule in RULES if rule != name]
    found = [find_attributions(annotation, rules=r, choose=False) for r in (None, others)]
    assert found[0] != found[1]


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ValueError, match="no rule clauses: choose from refusal,"):
        find_attributions(read("It rained."), rules=["clauses"])


def test_no_rules_find_nothing() -> None:
    assert find_attributions(read("Kim said it rained."), rules=[]) == []


@pytest.mark.cases
def test_an_orphan_stays_without_a_source(text: str) -> None:
    annotation = read(text)
    orphan = find_attributions(annotation)[-1]
    assert (orphan.rule, orphan.source, orphan.cue) == ("unattributed", (), ())


@pytest.mark.cases
def test_kind_comes_from_the_marks(text: str, kind: str) -> None:
    (found,) = find_attributions(read(text))
    assert found.kind == kind


@pytest.mark.cases
def test_beliefs_and_wishes_are_no_speech(text: str, speech: bool) -> None:
    assert [a.speech for a in find_attributions(read(text))] == [speech]


def test_what_stands_in_another_content_is_nested() -> None:
    found = find_attributions(read("Kim said that Lee believes that it rained."))
    assert [a.nested_in for a in found] == [None, 0]


@pytest.mark.xfail(strict=True, reason="annotated news counts the topic of a refusal as speech")
@pytest.mark.parametrize(
    "text", ["The minister refuses to name a date.", "Kim declined to comment on the rift."]
)
def test_a_refusal_to_speak_about_something_is_no_speech(text: str) -> None:
    assert [a.speech for a in find_attributions(read(text))] == [False]


def test_an_interview_in_questions_and_answers() -> None:
    assert len(find_attributions(read("Q: Was it late?\nA: It was late.\nQ: Very?\nA: Very."))) == 4
