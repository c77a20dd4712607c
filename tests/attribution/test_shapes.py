"""Shapes of text that were once misread: tags, marks, signatures, idioms; and the shared cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.attribution.attribution_tables import words_of
from helpers.speakers import find_actors

CASES = Path(__file__).resolve().parents[3] / "shared/cases"

Record = tuple[str, str]  # the source and the content


def outermost(text: str) -> list[Record]:
    """Source and content of the outermost records, "" for nobody."""
    found = find_attributions(annotate(article_from_text(text, any_language=True)))
    return [
        (words_of(text, a.source), words_of(text, a.content)) for a in found if a.nested_in is None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind a full stop a new sentence is narration
        (
            "“The road is closed to us all,” Ida Osei said. “We walk.” The audience applauded.",
            [("Ida Osei", "“The road is closed to us all,” … “We walk.”")],
        ),
        ("Osei met Lee. “The road is closed to all of us.” Lee shrugged.",
         [("", "“The road is closed to all of us.”")]),
        ("“The road is closed to all of us.” Osei said.",
         [("Osei", "“The road is closed to all of us.”")]),
        # single marks pair within a phrase
        (
            "The firm said it was 'puzzled' by the report. 'We have paid every bill,' it added.",
            [("The firm", "it was 'puzzled' by the report"), ("it", "'We have paid every bill,'")],
        ),
        # a quotation in single marks over several paragraphs
        (
            "The bishop wrote to the parish:\n\n‘We will mend the roof.\n\n‘My neighbours’ bells "
            "will ring. They will be heard.\n\n‘And we will sing.’\n\nThe choir left.",
            [
                (
                    "The bishop",
                    "‘We will mend the roof … ‘My neighbours’ bells will ring. They will be heard "
                    "… ‘And we will sing.’",
                )
            ],
        ),
        # signatures and leads without a verb
        ("“The new line will serve the whole valley.” -Director Ida Osei",
         [("Director Ida Osei", "“The new line will serve the whole valley.”")]),
        ("“The new line will serve the whole valley.” (Ida Osei, director)",
         [("Ida Osei, director", "“The new line will serve the whole valley.”")]),
        (
            "From the desk of Ida Osei, director.\n\n“The line will serve the whole valley.”",
            [("Ida Osei, director", "“The line will serve the whole valley.”")],
        ),
        # a name in marks is a name
        (
            "“I saw it all from the bridge,” said a sailor who goes by the name “Dutch.”",
            [("a sailor who goes by the name “Dutch.”", "“I saw it all from the bridge,”")],
        ),
        # idioms report nobody
        ("The road is bad. That said, the bus runs.", []),
        ("This is not to say that the bus is late.", []),
        ("The bus is slow, not to mention the tram.", []),
        ("The fare is high, to say the least.", []),
        ("It goes without saying that the road needs work.", []),
        # a day is no content, and a name for something is no speech
        ("The drivers agreed on Monday.", []),
        ("The valley was known for its quiet roads.", []),
    ],
)  # fmt: skip
def test_shapes(text: str, expected: Sequence[Record]) -> None:
    assert outermost(text) == list(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a quotation in the next paragraph goes on with the report before it
        (
            "Osei said that the road was open.\n\n“We have waited for this day for years.”",
            ("Osei", "that the road was open … “We have waited for this day for years.”"),
        ),
        # what others say, or what is meant, is no part of the content
        (
            "The union criticised the plan, with harbour chief Ida Osei warning of “chaos”.",
            ("The union", "the plan"),
        ),
        (
            "The union attacked the plan, with the harbour chief Ida Osei warning of “chaos”.",
            ("the harbour chief Ida Osei", "“chaos”"),
        ),
        (
            "She said it “should be over by May,” referring to the strike.",
            ("She", "it “should be over by May,”"),
        ),
        # a reason behind an inserted report
        (
            "The bridge is safe, Osei said, because it was tested.",
            ("Osei", "The bridge is safe … because it was tested"),
        ),
        (
            "Osei said that the plan failed for one reason: The money was gone.",
            ("Osei", "that the plan failed for one reason: The money was gone"),
        ),
        (
            "The union calls on the owners to raise pay.",
            ("The union", "the owners to raise pay"),
        ),
        (
            "“We love this town,” Osei told the crowd, according to a statement.",
            ("Osei", "“We love this town,”"),
        ),
        (
            "Osei said she would leave the board if the vote was lost, according to two papers.",
            ("two papers", "Osei said she would leave the board if the vote was lost"),
        ),
        (
            "Clerk Ida Osei tells the paper that she fought with the man.",
            ("Clerk Ida Osei", "that she fought with the man"),
        ),
        (
            "Lee finished second, in a finish that she said defied expectations.",
            ("she", "that … defied expectations"),
        ),
        (
            "The mayor Ida Osei said in a statement. “There is no money for a new bridge.”",
            ("The mayor Ida Osei", "“There is no money for a new bridge.”"),
        ),
        (
            "“Just one minute, one second, all right?” he urged them, as he left.",
            ("he", "“Just one minute, one second, all right?”"),
        ),
    ],
)
def test_edges_and_sources(text: str, expected: Record) -> None:
    assert expected in outermost(text)


@pytest.mark.parametrize(
    "text",
    [
        "The man was pronounced dead by doctors.",
        "The city will dismiss any complaint.",
        "Leaders have a duty to remind the firm that it is late.",
        "Held in jail:\n\nIda A. Lee: Two warrants, theft.\n\nTom P. Lee: Theft, held on bond.",
        "Delegates so far:\n\nLEE: 547\n\nOSEI: 46",
    ],
)
def test_deeds_and_lists_are_no_reports(text: str) -> None:
    assert outermost(text) == []


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
