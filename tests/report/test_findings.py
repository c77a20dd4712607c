import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.report.findings import framing as frame_findings
from helpers.report.findings import speakers as findings


def voices(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["speaker", "words", "share"])


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            voices(("narrator", 75, 0.75), ("unattributed", 15, 0.15), ("Kim", 10, 0.1)),
            "The author has 75 % of the words; the loudest source, with 10 %: Kim",
        ),
        (
            voices(("narrator", 9, 1.0)),
            "No source speaks; the author has 100 % of the words",
        ),
    ],
)
def test_who_is_loudest(table: pd.DataFrame, expected: str) -> None:
    assert findings.leading_source(table) == expected


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ([], "From the first word to the last the author alone speaks"),
        (["unattributed"], "Nobody who is quoted is named"),
        (["Kim", "Kim"], "One source is heard: Kim"),
        (["Kim", "Lee"], "Two sources: first Kim, last Lee"),
        (["Kim", "Lee", "Kim"], "Two sources: first Kim, last again Kim"),
    ],
)
def test_the_order_of_voices(speakers: list[str], expected: str) -> None:
    rows = [(name, i) for i, name in enumerate(speakers)] + [("narrator", -1)]
    table = pd.DataFrame(rows, columns=["speaker", "attribution"])
    assert findings.order_of_voices(table) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "Nobody is mentioned"),
        ([("Kim", 2, False)], "Everybody who is mentioned is heard"),
        (
            [("farmers", 3, True), ("Lee", 1, True)],
            "Two actors are spoken about and never heard, most often: farmers (three mentions)",
        ),
        (
            [("farmers", 1, True)],
            "One actor is spoken about and never heard: farmers (one mention)",
        ),
    ],
)
def test_who_is_never_heard(rows: list[tuple[str, int, bool]], expected: str) -> None:
    table = pd.DataFrame(rows, columns=["actor", "mentions", "never_quoted"])
    assert findings.never_quoted(table) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It rained.",
        '"It rained for days", Kim Roe said.',
        'It rained. "Nobody came to the fair that day."',
        "The minister said it rained. Officials said it would snow. Kim Roe denied that.",
    ],
)
def test_an_overview_is_made_of_whole_sentences(text: str) -> None:
    found = findings.overview(analyse(article_from_text(text, any_language=True)))
    assert len(found) >= 6
    for line in found:
        assert line[0].isupper() or line[0].isdigit()
        assert line.endswith(".")
        assert "nan" not in line


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], "No speech is attributed to anybody"),
        (["direct"], "One attribution of speech: 1 direct"),
        (
            ["mixed", "direct", "direct"],
            "Three attributions of speech: 2 direct and 1 mixed",
        ),
    ],
)
def test_how_much_speech_there_is(kinds: list[str], expected: str) -> None:
    assert findings.kinds_of_speech(pd.DataFrame({"kind": pd.Series(kinds, dtype=str)})) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "No sentence without a cue looks as if it went on with somebody's words"),
        (1, "One sentence may go on with somebody's words without saying so; it is counted as"),
        (2, "Two sentences may go on with somebody's words without saying so; they are counted"),
    ],
)
def test_what_may_go_on(number: int, expected: str) -> None:
    assert findings.possible_continuations(pd.DataFrame({"start": range(number)})).startswith(
        expected
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Roe said it rained.", "One source speaks in five words: Kim Roe."),
        ("Officials said it rained.", "One source speaks in four words, without a name: Officials"),
        (
            "Kim Roe said it rained. Lee Moss said it snowed.",
            "Two sources speak in ten words, none of them without a name: ",
        ),
        (
            "Officials said it rained. Two aides said it snowed.",
            "Two sources speak in nine words, two of them without a name: ",
        ),
    ],
)
def test_how_many_sources_have_no_name(text: str, expected: str) -> None:
    first = findings.overview(analyse(article_from_text(text, any_language=True)))[0]
    assert first.startswith(expected)


def test_how_far_to_trust_it_names_the_measured_rates() -> None:
    assert "n = " in findings.trust()


def test_a_side_is_not_said_to_bear_no_label_where_a_coder_saw_more() -> None:
    rows = [("A", "negative", 2), ("B", "negative", 0)]
    table = pd.DataFrame(rows, columns=["side", "polarity", "count"])
    plain = frame_findings.labels_of_sides(table)
    assert plain == "2 of 2 labels are negative; A (2) bears the most; B bears none"
    more = frame_findings.labels_of_sides(table, 3)
    assert "bears none" not in more
    assert more.endswith("; three more were added by a coder")
    assert frame_findings.labels_of_sides(table.iloc[:0]) == "Nobody bears a label"
    acts = pd.DataFrame({"count": [3], "hidden": [1]})
    assert frame_findings.actions(acts) == "1 of 3 actions names no agent"
