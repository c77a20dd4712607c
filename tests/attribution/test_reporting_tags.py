"""Reporting tags, what somebody is said to have reported, signatures, and turns in marks."""

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.attribution.attribution_tables import words_of


def found(text: str, *rules: str) -> list[tuple[str, str, str]]:
    annotation = annotate(article_from_text(text, any_language=True))
    return [
        (words_of(text, a.source), words_of(text, a.cue), words_of(text, a.content))
        for a in find_attributions(annotation, rules=rules or None, choose=False)
        if a.nested_in is None
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“We must thread the needle,” added Palmer, about the mix of news.", "Palmer", "added"),
        ("“It drives people to attack,” added Clarke, who wrote a paper.", "Clarke", "added"),
        ("“What if it had lessons?” the 43-year-old asked in a note.", "the 43-year-old", "asked"),
        ("“She should act like one,” the editorial read.", "the editorial", "read"),
        ("“It is over,” said the head of mission.", "the head of mission", "said"),
    ],
)
def test_a_tag_after_a_quotation_is_read_by_its_words(text: str, source: str, cue: str) -> None:
    ((who, how, what),) = found(text, "reporting_tag")
    assert (who, how, what[-1]) == (source, cue, "”")


@pytest.mark.parametrize(
    "text",
    [
        "“The day was long.” The mayor of the town left early.",
        "“The day was long.” Said to be ill, Kim left.",
        "They sang “Hey Jude” together on the bridge.",
        "“The day was long.” Lee met the press, and Kim said nothing.",
    ],
)
def test_what_follows_a_quotation_need_not_be_a_tag(text: str) -> None:
    assert found(text, "reporting_tag") == []


def test_a_name_after_a_colon_signs_a_quotation() -> None:
    assert found("“This was an act of terror”: President Lee", "named")[0][0] == "President Lee"


def test_turns_of_a_quoted_transcript_have_their_speakers() -> None:
    text = 'The talk:\n\n"LEE: Will you run?\n\n"KIM: I may.\n\n"LEE: When?'
    assert [who for who, _, _ in found(text, "transcript")] == ["LEE", "KIM", "LEE"]


def test_a_sentence_run_on_before_a_denial_to_speak_is_not_its_content() -> None:
    text = "The spokesman said nine were held; he did not say on what charges."
    assert ("The spokesman", "said", "nine were held") in found(text)
