"""Constructions: who says what in a sentence, row by row of ``constructions.tsv``, and in texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.article.quotation_marks import find_quotations
from helpers.attribution import Attribution, find_attributions
from helpers.attribution.attribution import words_of
from helpers.speakers import find_actors

CASES = Path(__file__).resolve().parents[3] / "shared/cases"
with Path(__file__).with_name("constructions.tsv").open(encoding="utf-8") as file:
    lines = [line for line in file if not line.startswith("#")]
ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def attributions(text: str, *rules: str, choose: bool = False) -> list[Attribution]:
    annotation = annotate(article_from_text(text, any_language=True))
    return find_attributions(annotation, rules=rules or None, choose=choose)


def outer(text: str, *rules: str, choose: bool = False) -> list[tuple[str, str, str]]:
    """Source, cue and content of the outermost records, by the rules alone if not told else."""
    return [
        (words_of(text, a.source), words_of(text, a.cue), words_of(text, a.content))
        for a in attributions(text, *rules, choose=choose)
        if a.nested_in is None
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_constructions(row: dict[str, str]) -> None:
    found = outer(row["text"].replace("\\n", "\n"), choose=row["read"] == "chosen")
    expected = row["source"], row["cue"], row["content"]
    if row["cue"] == "*":
        found = [(source, "*", content) for source, _, content in found]
    assert found == [] if row["only"] == "none" else expected in found
    assert row["only"] != "yes" or len(found) == 1


@pytest.mark.cases
def test_a_relative_clause_is_no_displaced_content(text: str) -> None:
    assert "displaced" not in {a.rule for a in attributions(text)}


def test_quotations_of_three_paragraphs_are_one_record_in_order() -> None:
    text = (
        "“The club has done an awful job,” Roe said. “They chased money all year long.”\n\n"
        "“And it is sad that our club has sold its soul.”"
    )
    ((source, cue, content),) = outer(text)
    assert (source, cue) == ("Roe", "said")
    assert content.count("“") == 3


@pytest.mark.cases
def test_marks_of_the_wrong_direction(text: str, quoted: list[str]) -> None:
    found = find_quotations(text, [(0, len(text))])
    assert [text[q.start : q.end] for q in found] == quoted


def chosen(text: str) -> list[tuple[str, str, str | None]]:
    """Source, content and the source of what holds it, after the choice between two parses."""
    found = attributions(text, choose=True)
    return [
        (
            words_of(text, a.source),
            words_of(text, a.content),
            None if a.nested_in is None else words_of(text, found[a.nested_in].source),
        )
        for a in found
    ]


def test_what_is_reported_inside_a_quotation_is_nested() -> None:
    text = "“My doctor said that I should rest, and I did,” Tom Roe told reporters."
    assert chosen(text) == [
        ("Tom Roe", "“My doctor said that I should rest, and I did,”", None),
        ("My doctor", "that I should rest", "Tom Roe"),
    ]


@pytest.mark.cases
def test_whoever_is_asked_between_commas_asks_nothing(text: str) -> None:
    found = attributions(text, choose=True)
    asked = [a for a in found if [text[s:e] for s, e in a.cue] == ["asked"]]
    assert [a.source for a in asked] == [()]


def test_whoever_asks_after_an_apposition_is_the_source() -> None:
    text = "Haddad, the mayor, asked whether it would rain, and left."
    assert chosen(text)[0][:2] == ("Haddad, the mayor", "whether it would rain")


def test_the_end_of_a_line_inside_a_paragraph_is_a_blank_to_the_parser() -> None:
    line = "Some 82 percent of the 3,100 members who voted turned down\n"
    text = (
        f"{line}the rise of 6 percent, the United Mine Workers of Kalgarra\nsaid in a statement "
        "on\nMonday.\n\nThe members of the union had been on strike since\nthe last days of May.\n"
    )
    ((source, content, _),) = chosen(text)
    assert source == "the United Mine Workers of Kalgarra"
    assert content.startswith("Some 82") and content.endswith("6 percent")


def test_questions_and_answers_of_an_interview() -> None:
    text = (
        "Interview with Ana Lee\n\nQ: Why did you close the plant?\n\nA: We had no choice.\n\n"
        "Q: And the workers?\n\nA: They will be paid until June."
    )
    assert chosen(text) == [
        ("Q", "Why did you close the plant?", None),
        ("Ana Lee", "We had no choice", None),
        ("Q", "And the workers?", None),
        ("Ana Lee", "They will be paid until June", None),
    ]


def test_a_quotation_left_open_belongs_to_the_cue_of_the_next_paragraph() -> None:
    text = "A boat is late.\n\n“We waited for six long hours.\n\n“It never came,” said Omar Tahal."
    ((source, content, _),) = chosen(text)
    assert source == "Omar Tahal"
    assert "We waited" in content
    assert "It never came" in content


def test_a_short_sentence_after_a_colon_is_speech() -> None:
    assert chosen("Ida Osei was blunt: “No way, never.”") == [
        ("Ida Osei", "“No way, never.”", None)
    ]


def test_labels_with_a_role() -> None:
    text = "The budget\n\nKORIN, FARM MINISTER: We pay in May.\n\nHOST: Why?\n\nKORIN: It is due."
    assert [source for source, _, _ in chosen(text)] == ["KORIN", "HOST", "KORIN"]


def test_turns_hold_what_is_reported_in_them() -> None:
    text = (
        "Ana Lee grows roses.\n\nTom Reed: Is it hard?\n\nAna Lee: I tell people that it is.\n\n"
        "Reed: Why?\n\nLee: Roses are thirsty."
    )
    assert chosen(text) == [
        ("Tom Reed", "Is it hard?", None),
        ("Ana Lee", "I tell people that it is", None),
        ("I", "that it is", "Ana Lee"),
        ("Reed", "Why?", None),
        ("Lee", "Roses are thirsty", None),
    ]


def test_who_is_asked_about_something_asks_nothing() -> None:
    found = outer("“Ask me on Friday,” said Lee, when asked about it.")
    assert [source for source, cue, _ in found if cue == "asked about"] in ([], [""])


def test_a_quotation_left_open_goes_on_however_short() -> None:
    text = (
        "“We have waited for ten years,” Lee said. “We will not wait any longer.\n\n"
        "“The road must be built now.\n\n“And it will be.”"
    )
    ((source, content, _),) = chosen(text)
    assert source == "Lee" and content.endswith("“And it will be.”")


@pytest.mark.cases
def test_a_tag_after_a_quotation_is_read_by_its_words(text: str, source: str, cue: str) -> None:
    ((who, how, what),) = outer(text, "reporting_tag")
    assert (who, how, what[-1]) == (source, cue, "”")


@pytest.mark.cases
def test_what_follows_a_quotation_need_not_be_a_tag(text: str) -> None:
    assert outer(text, "reporting_tag") == []


def test_a_name_after_a_colon_signs_a_quotation() -> None:
    assert outer("“This was an act of terror”: President Lee", "named")[0][0] == "President Lee"


def test_turns_of_a_quoted_transcript_have_their_speakers() -> None:
    text = 'The talk:\n\n"LEE: Will you run?\n\n"KIM: I may.\n\n"LEE: When?'
    assert [who for who, _, _ in outer(text, "transcript")] == ["LEE", "KIM", "LEE"]


def test_a_sentence_run_on_before_a_denial_to_speak_is_not_its_content() -> None:
    text = "The spokesman said nine were held; he did not say on what charges."
    assert ("The spokesman", "said", "nine were held") in outer(text)


HARBOUR = (
    ("We have waited", "The boats cannot"),
    ("My cellar", "Nobody has"),
    ("We will fish", "It is"),
)
# For each case: speakers and the beginnings of the stretches of what they say.
TOLD: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "narration-after-quotation": list(
        zip(("Bob Teller", "Ann Pell", "Omar Diaz"), HARBOUR, strict=True)
    ),
    "speaker-in-sentence-before": [
        ("unattributed", ("My cellar",)),
        ("unattributed", ("This is what",)),
    ],
    "straight-single-marks": [
        ("Alan Rudd", ("it was 'disappointed' by the claims",)),
        ("Alan Rudd", ("We do not comment on such matters",)),
        ("Bob Teller", ("the plan 'a gift' to the town",)),
        ("Bob Teller", ("We will not stop",)),
    ],
    "speech-in-single-marks": [
        ("Bob Teller", ("We will rebuild", "My council", "My officers", "The boats"))
    ],
    "signed-quotations": [
        ("Leon Abara", ("Marta is",)),
        ("Dana Weiss", ("The plan",)),
        ("Tom Pardo", ("The weight",)),
    ],
    "nickname-in-marks": [("", ("Two nights",)), ("", ("We sleep",))],
    "sayings-that-quote-nobody": [("Teller", ("the noise will trouble many people",))],
    "agreed-on-tuesday": [],
}


@pytest.mark.parametrize("name", TOLD)
def test_shared_cases(name: str) -> None:
    path = CASES / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the cases are not beside this repository (../shared/cases)")
    annotation = annotate(article_from_text(path.read_text("utf-8"), any_language=True))
    _, found = find_actors(annotation, find_attributions(annotation))
    found = [a for a in found if a.nested_in is None]
    for a, (speaker, beginnings) in zip(found, TOLD[name], strict=True):
        assert speaker in a.speaker
        stretches = [annotation.text[s:e].strip("“‘'") for s, e in a.content]
        for stretch, beginning in zip(stretches, beginnings, strict=True):
            assert stretch.startswith(beginning)
