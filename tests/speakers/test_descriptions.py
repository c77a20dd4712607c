"""Described speakers: kin, offices, places, documents and short forms of names."""

from __future__ import annotations

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.speakers import find_actors

DESCRIBED = [
    # relatives of two people
    (
        "Mary Berg left. Her brother said it rained.\n"
        "Tom Larsen left. His brother said it was dry.",
        {"Her brother": "Her brother", "His brother": "His brother"},
    ),
    # a role before a comma and the name
    (
        "Mary Berg left.\nHer agent, Tom Larsen, said it rained.",
        {"Her agent, Tom Larsen": "Tom Larsen"},
    ),
    # in headlines the article before a role is left out
    (
        "Norwegian minister says it rains\n\nMary Berg, a Norwegian minister, spoke on Monday.",
        {"Norwegian minister": "Mary Berg"},
    ),
    # the spokesman of a president is no president
    (
        "Tom Larsen, a spokesman for the president, spoke.\nThe president said it rained.",
        {"The president": "president"},
    ),
    # a member of a party or people, described by it
    (
        "Sen. Mary Berg of Ohio arrived on Monday.\nThe Republican said it rained.",
        {"The Republican": "Mary Berg"},
    ),
    # the place alone
    ("France voted no.\nThe country said it was a bad plan.", {"The country": "France"}),
    # a document that was issued before
    (
        "Acme Robotics said in a statement that it rained.\nThe statement said it was cold.",
        {"The statement": "Acme Robotics"},
    ),
    # firms without what they are
    (
        "Halden Robotics Inc. will close a plant.\nHalden said it rained.",
        {"Halden": "Halden Robotics Inc."},
    ),
    # the noun before the name, far from any cue
    (
        "Carla Esposito met her translator, Helen Marsh, in May.\nThe translator said it rained.",
        {"The translator": "Helen Marsh"},
    ),
    # they who say something are people, and rather whoever spoke before
    (
        "The candidates spent millions on spots, according to sources.\nThey said it rained.",
        {"They": "sources"},
    ),
    # a title that is more often a given name
    ("Dean Larsen, an economist, spoke.\nLarsen said it rained.", {"Larsen": "Dean Larsen"}),
    # a part of the name that says whose a body is does not name it
    (
        "The Senate Farm Caucus met on Monday.\nThe Senate said it would vote.",
        {"The Senate": "Senate"},
    ),
    # one member of a body is not the body
    (
        "A coalition of groups, including the Oslo Fund, said it rained.",
        {"A coalition of groups, including the Oslo Fund": "coalition of groups"},
    ),
    # a father and a son of one name
    (
        "Juan Ortega Jr. met President Ortega on Monday.\nMr. Ortega said it rained.",
        {"Mr. Ortega": "Ortega"},
    ),
    # of two people with one surname, the one whom the paragraph named in full
    (
        "Mayor Dana Berg came.\n\nIts leader, Karl Berg, was not there. Berg said it rained.",
        {"Berg": "Karl Berg"},
    ),
    # a firm that the parser gives no label
    (
        "It will rain, according to the power company GridEast.",
        {"the power company GridEast": "GridEast"},
    ),
    # the subject of the sentence before, also where a name stands beside a role
    (
        "Tom Berg said it rained.\n\nMr. Berg's deputy, Chris Vane, was late. He said it was dry.",
        {"He": "Chris Vane"},
    ),
    # a text that was cited goes on
    (
        "Halden Motors said it rained.\n\nA study by the university found that it was cold. "
        "It said that snow would fall.",
        {"It": "study by the university"},
    ),
    # turns of an interview under the surname
    (
        "Ines Calder grows roses.\n\nTom Reed: Is it hard?\n\nInes Calder: It is.\n\nReed: Why?\n\n"
        "Calder: I think that roses are thirsty.",
        {"Tom Reed": "Tom Reed", "Reed": "Tom Reed", "Calder": "Ines Calder"},
    ),
    # a firm or society is called by what it is
    (
        "Norvax, a drugmaker, cut jobs. The drugmaker said it was sorry.",
        {"The drugmaker": "Norvax"},
    ),
    ("NATO sent ships. The alliance said it would stay.", {"The alliance": "NATO"}),
    # a bank that nobody introduced is not the latest body
    ("The FBI has opened an inquiry. The bank said it was solvent.", {"The bank": "bank"}),
    # whoever was asked answers
    (
        "Lise Berg was asked by reporters whether it rained. “I can't speculate on that, sorry.”",
        {"Lise Berg": "Lise Berg"},
    ),
    (
        "Asked if he regretted it, Carl Berg laughed. “Every single day of my whole life.”",
        {"Carl Berg": "Carl Berg"},
    ),
    # I is whoever is quoted, not whom the quoted one reports
    ("“The minister thinks I said it was safe,” Kim Lee told reporters.", {"I": "Kim Lee"}),
    # an unnamed man is no woman later on
    (
        "Mary Stone came.\n\nA neighbour said it rained. He added that it was cold.\n\n"
        "Mary Stone left. She said it was dry.",
        {"A neighbour": "neighbour", "He": "neighbour", "She": "Mary Stone"},
    ),
    # the relative who has just spoken keeps the word
    (
        "Mary Stone and her brother Daniel Stone own it. Daniel Stone said it rained. Stone said "
        "it was cold.",
        {"Stone": "Daniel Stone"},
    ),
    # a quotation left open goes on in the next paragraph
    (
        "“We waited for the boat for six hours.\n\n“It never came,” said Omar Tahal.",
        {"Omar Tahal": "Omar Tahal"},
    ),
]


@pytest.mark.parametrize(("text", "speakers"), DESCRIBED)
def test_whom_a_description_means(text: str, speakers: dict[str, str]) -> None:
    """The cases: a text, and for each source who is meant."""
    annotation = annotate(article_from_text(text, any_language=True))
    _, attributed = find_actors(annotation, find_attributions(annotation))
    found = {text[a.source[0][0] : a.source[0][1]]: a.speaker for a in attributed if a.source}
    assert {source: found.get(source, "") for source in speakers} == speakers
