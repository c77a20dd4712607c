"""Whom somebody speaks for, and the gender that an article tells, in short invented passages."""

from __future__ import annotations

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.speakers import Actor, actors_table, find_actors


def actors_of(text: str) -> dict[str, Actor]:
    annotation = annotate(article_from_text(text, any_language=True))
    return {a.name: a for a in find_actors(annotation, find_attributions(annotation))[0]}


# text; speaker -> whom they speak for
SPEAKS_FOR = {
    "spokesman of a ministry": (
        "A spokesman for the Russian defence ministry said the base was safe. Kremlin spokesman "
        "Oleg Dorn said it was.",
        {
            "spokesman for the Russian defence ministry": "Russian defence ministry",
            "Oleg Dorn": "Kremlin",
        },
    ),
    "company": (
        "Nordbank Group plc lost money. Nordbank said costs rose. A spokesman for the bank said "
        "it was sorry. A company spokeswoman said jobs were safe. Its chief executive, Al Moe, "
        "said no more.",
        {
            "spokesman for the bank": "Nordbank Group plc",
            "company spokeswoman": "Nordbank Group plc",
            "Al Moe": "Nordbank Group plc",
        },
    ),
    "chief executive before a name": (
        "Acme CEO Rita Stone said sales fell.",
        {"Rita Stone": "Acme"},
    ),
    "lawyer of somebody": (
        "Jan Roth was held on Monday. His lawyer, Sam Toft, said he was innocent. Ann Pell, who "
        "represents the family, said they were sad.",
        {"Sam Toft": "Jan Roth", "Ann Pell": "family", "Jan Roth": ""},
    ),
    "ministers": (
        "Jordanian Foreign Minister Omar Safad warned of war. US Secretary of State Mike Pell "
        "said no. Norway's defence minister, Ida Berg, said yes. The trade minister, Lena Moss, "
        "said nothing was sure.",
        {
            "Omar Safad": "Jordan",
            "Mike Pell": "US",
            "Ida Berg": "Norway",
            "Lena Moss": "trade ministry",
        },
    ),
    "union": (
        "Jo Grant, general secretary of the University and College Union, said pay was low.",
        {"Jo Grant": "University and College Union"},
    ),
    "head of an office": (
        "James Kenny, the U.S. Attorney for the Western District of Ohio, said it was clear. The "
        "U.S. Attorney's Office for the Western District of Ohio said he faces ten years.",
        {"James Kenny": "U.S. Attorney's Office for the Western District of Ohio"},
    ),
    "a lawyer against that office": (
        "James Kenny, the U.S. Attorney for the Western District of Ohio, said it was clear. The "
        "U.S. Attorney's Office for the Western District of Ohio said Roth faces ten years. "
        "Roth's attorney, Ann Pell, said he was innocent.",
        {"Ann Pell": "Roth"},
    ),
    "who has left": (
        "Former DNC chairman Al Munro said no. Former Acme spokesman Lou Frey said yes.",
        {"Al Munro": "", "Lou Frey": ""},
    ),
    "where, and not whose": (
        "A California transit chief said no. Miami lawyer Sam Toft said yes. Tel Aviv's envoy to "
        "the UN, Gil Erdo, said it was wrong.",
        {"California transit chief": "", "Sam Toft": "", "Gil Erdo": "Tel Aviv"},
    ),
    "who works there but does not speak for it": (
        "Professor Ines Holm of Oslo University said the ice was thin. Analyst Lee Moss at Acme "
        "said shares would fall. Dana Weiss, an adviser to the president, said no.",
        {"Ines Holm": "", "Lee Moss": "", "Dana Weiss": ""},
    ),
}


@pytest.mark.parametrize("case", SPEAKS_FOR)
def test_whom_somebody_speaks_for(case: str) -> None:
    text, expected = SPEAKS_FOR[case]
    actors = actors_of(text)
    assert {name: actors[name].speaks_for for name in expected} == expected
    bound = [a for a in actors.values() if a.speaks_for]
    assert all(" ".join(a.speaks_for_words.split()) in " ".join(text.split()) for a in bound)


# text; actor -> gender
GENDER = {
    "forms of address": (
        "Mr Roth said it rained. Ms. Pell said it was dry. Sir Ian Wark said no. Alex Moe said "
        "nothing was sure.",
        {"Roth": "man", "Pell": "woman", "Ian Wark": "man", "Alex Moe": "not told"},
    ),
    "never the first name": (
        "Mary Berg said it rained. John Roth said it was dry.",
        {"Mary Berg": "not told", "John Roth": "not told"},
    ),
    "nouns": (
        "Kit Dahl, a spokeswoman for Acme, said it rained. Sam Toft, a father of two, said it was "
        "dry. Jan Roth came with his wife, Lea Dorn. A policewoman said the road was shut.",
        {"Kit Dahl": "woman", "Sam Toft": "man", "Lea Dorn": "woman", "policewoman": "woman"},
    ),
    "a pronoun that can mean nobody else": (
        "Kim Lund said it rained. She added that the road was shut.",
        {"Kim Lund": "woman"},
    ),
    "a pronoun that can mean two": (
        "Kim Lund met Sasha Moe on Monday. She was tired.",
        {"Kim Lund": "not told", "Sasha Moe": "not told"},
    ),
    "a pronoun in what somebody says": (
        "Berg's attorney, Kim Lund, said that he meant no harm.",
        {"Kim Lund": "not told"},
    ),
    "bodies and groups have none": (
        "Acme Inc. said it was sorry. Officials said no.",
        {"Acme Inc": "", "Officials": ""},
    ),
}


@pytest.mark.parametrize("case", GENDER)
def test_gender_is_what_the_article_tells(case: str) -> None:
    text, expected = GENDER[case]
    found = actors_table(list(actors_of(text).values()), []).set_index("actor")
    named = {name.rstrip("."): gender for name, gender in found["gender"].items()}
    assert {name: named[name] for name in expected} == expected
    told = found["gender"].isin(["woman", "man"])
    assert (found["gender_words"] != "").equals(told)
