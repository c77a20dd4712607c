"""Constructions that the parser hides: displaced clauses, calls, odd marks, joined cues."""

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.article.quotation_marks import find_quotations
from helpers.attribution import find_attributions


def outer(text: str) -> list[tuple[str, str, str]]:
    annotation = annotate(article_from_text(text, any_language=True))
    found = find_attributions(annotation, choose=False)
    return [
        tuple(" / ".join(text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content))  # type: ignore[misc]
        for a in found
        if a.nested_in is None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lee said earlier on Friday during a news conference that he may wait until March.",
            ("Lee", "said", "that he may wait until March"),
        ),
        (
            "Roe, the writer, compared her to a heretic, telling her in a debate that she should "
            "leave the country.",
            ("Roe, the writer", "telling", "that she should leave the country"),
        ),
        (
            "Kim has hailed the vote, telling reporters during a visit to Rome on Friday that he "
            "thinks it is great.",
            ("Kim", "telling", "that he thinks it is great"),
        ),
        ("Lee called for the mayor to resign.", ("Lee", "called for", "the mayor to resign")),
        ("Half of the voters said yes.", ("Half of the voters", "said", "yes")),
        (
            "People can get in trouble, and as Lee noted, they could face sanctions.",
            ("Lee", "noted", "they could face sanctions"),
        ),
        (
            "Overall, she said, a number of groups have lost their faith in the party.",
            ("she", "said", "Overall / a number of groups have lost their faith in the party"),
        ),
        (
            "He came on Monday for a few minutes and said little, according to an aide.",
            ("an aide", "according to", "He came on Monday for a few minutes and said little"),
        ),
        (
            "Lee suggested that the bank can't lend, while Kim said that the state must pay.",
            ("Lee", "suggested", "that the bank can't lend"),
        ),
        (
            "Lee said she would visit the site, while Kim accused ministers of having lied.",
            ("Lee", "said", "she would visit the site"),
        ),
        (
            "“I was told to keep quiet,” one of the engineers was quoted as saying.",
            ("one of the engineers", "was quoted", "“I was told to keep quiet,”"),
        ),
        (
            "Senator Amy Roe (D-Ohio) said the vote was late.",
            ("Senator Amy Roe (D-Ohio)", "said", "the vote was late"),
        ),
        (
            "14:50 Roe says Lee is “playing to the cameras”.",
            ("Roe", "says", "Lee is “playing to the cameras”"),
        ),
        (
            "Roe said he could not vote for the plan but understood why people did.",
            ("Roe", "said", "he could not vote for the plan but understood why people did"),
        ),
        (
            "“Apparently not,“ he said. “A leopard doesn’t change its spots.”",
            ("he", "said", "“Apparently not,“ / “A leopard doesn’t change its spots.”"),
        ),
        (
            "''She'd look at me and say, 'What did he mean by that?''' Mr. Roe said.",
            ("Mr. Roe", "said", "''She'd look at me and say, 'What did he mean by that?'''"),
        ),
    ],
)
def test_constructions(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in outer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lee spoke in a debate that he had organised.",
        "She told a joke that he liked.",
        "He said a prayer in the church that they had built.",
    ],
)
def test_a_relative_clause_is_no_displaced_content(text: str) -> None:
    annotation = annotate(article_from_text(text, any_language=True))
    assert "displaced" not in {a.rule for a in find_attributions(annotation, choose=False)}


def test_quotations_of_three_paragraphs_are_one_record_in_order() -> None:
    text = (
        "“The club has done an awful job,” Roe said. “They chased money all year long.”\n\n"
        "“And it is sad that our club has sold its soul.”"
    )
    ((source, cue, content),) = outer(text)
    assert (source, cue) == ("Roe", "said")
    assert content.count("“") == 3


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“No,“ he said. “Not yet.”", ["“No,“", "“Not yet.”"]),
        ("“One sentence. “Another one.”", ["“One sentence.", "“Another one.”"]),
        ("''I am 'free''' is what he wrote.", ["''I am 'free'''"]),
        ("''' Tis so,'' he wrote.", ["''' Tis so,''"]),
    ],
)
def test_marks_of_the_wrong_direction(text: str, quoted: list[str]) -> None:
    found = find_quotations(text, [(0, len(text))])
    assert [text[q.start : q.end] for q in found] == quoted


def chosen(text: str) -> list[tuple[str, str, str | None]]:
    """Source, content and the source of what holds it, after the choice between two parses."""
    found = find_attributions(annotate(article_from_text(text, any_language=True)))
    words = [
        (" / ".join(text[s:e] for s, e in a.source), " / ".join(text[s:e] for s, e in a.content))
        for a in found
    ]
    return [
        (*pair, None if a.nested_in is None else words[a.nested_in][0])
        for pair, a in zip(words, found, strict=True)
    ]


def test_what_is_reported_inside_a_quotation_is_nested() -> None:
    text = "“My doctor said that I should rest, and I did,” Tom Roe told reporters."
    assert chosen(text) == [
        ("Tom Roe", "“My doctor said that I should rest, and I did,”", None),
        ("My doctor", "that I should rest", "Tom Roe"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee, asked whether she would run again, said no.", ("Lee", "no", None)),
        (
            "The firm declined to say whether it would pay.",
            ("The firm", "whether it would pay", None),
        ),
        ("“Not that again,” fumed Kim.", ("Kim", "“Not that again,”", None)),
    ],
)
def test_one_record_a_report(text: str, expected: tuple[str, str, str | None]) -> None:
    assert [found for found in chosen(text) if found[0]] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Strand, asked whether the firm would hire men from abroad, said it had no such plans.",
        "Haddad, asked why the ferry was late, blamed the storm.",
        "Haddad, the mayor, asked why the ferry was late, blamed the storm.",
        "Smith, asked whether the tax would rise, said no.",
    ],
)
def test_whoever_is_asked_between_commas_asks_nothing(text: str) -> None:
    found = find_attributions(annotate(article_from_text(text, any_language=True)))
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A report by the ministry found that half of the schools lack heating.",
            ("A report by the ministry", "that half of the schools lack heating", None),
        ),
        (
            "Taxes must rise: Lee\n\nThe finance minister, Ana Lee, met the press on Monday.",
            ("Lee", "Taxes must rise", None),
        ),
    ],
)
def test_other_forms(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in chosen(text)


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
