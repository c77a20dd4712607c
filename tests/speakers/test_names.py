"""Names: when two written names mean one person, body or country."""

from __future__ import annotations

import pytest

from helpers.speakers.descriptions import bare_name
from helpers.speakers.names.names import (
    acronym_joins_name,
    country_of,
    full_names_agree,
    name_key,
    surname_joins_full_name,
)
from helpers.speakers.officials import office_of


@pytest.mark.cases
def test_surname_joins_full_name(short: str, full: str, expected: bool) -> None:
    assert surname_joins_full_name(name_key(short), name_key(full)) is expected


@pytest.mark.cases
def test_full_names(one: str, other: str, expected: bool) -> None:
    assert full_names_agree(name_key(one), name_key(other)) is expected


@pytest.mark.cases
def test_acronyms(acronym: str, name: str, expected: bool) -> None:
    assert acronym_joins_name(acronym, name) is expected


@pytest.mark.parametrize("name", ["US", "U.S.", "USA", "the United States", "America", "U.S.’s"])
def test_names_of_a_country(name: str) -> None:
    assert country_of(name) == "United States"


def test_the_pronoun_us_is_no_country() -> None:
    assert country_of("us") == ""


@pytest.mark.cases
def test_official_roles(role: str, expected: bool) -> None:
    assert bool(office_of("person", ["Mary Berg"], [role]).official) is expected


@pytest.mark.cases
def test_sources_without_a_name_belong_where_they_are_said_to(name: str, expected: bool) -> None:
    assert bool(office_of("unnamed", [name], [name]).official) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("in 10 in Alabama", False), ("of officials of Spain", True), ("of", False), ("to to", False)],
)
def test_a_name_may_begin_with_a_preposition(name: str, expected: bool) -> None:
    assert bool(office_of("unnamed", [name], [name]).official) is expected


@pytest.mark.cases
def test_official_bodies(kind: str, name: str, expected: bool) -> None:
    assert bool(office_of(kind, [name], []).official) is expected  # type: ignore[arg-type]


PRIVATE = (
    *("union secretary", "team captain", "film director", "company president", "club chairman"),
    *("general secretary of the Bakers' Union", "spokesman for the carmaker", "campaign adviser"),
)


@pytest.mark.cases
@pytest.mark.parametrize("before", ["", "acting ", "deputy ", "then-", "former ", "retired "])
def test_who_has_left_an_office_is_former_and_no_official(role: str, before: str) -> None:
    office = office_of("person", ["Mary Berg"], [before + role])
    past = before in ("then-", "former ", "retired ")
    assert (office.official, office.former) == (not past, past)
    assert bool(office.level) is not past


@pytest.mark.parametrize("role", PRIVATE)
@pytest.mark.parametrize("before", ["", "acting ", "Danish ", "former "])
def test_an_office_of_a_private_body_is_none_of_the_state(role: str, before: str) -> None:
    assert office_of("person", ["Mary Berg"], [before + role]) == (False, "", False)


@pytest.mark.parametrize("home", ["", "Denmark", "Norway"])
def test_an_office_is_foreign_by_the_country_named_with_it(home: str) -> None:
    level = office_of("person", ["Mary Berg"], ["Danish finance minister"], home).level
    assert level == ("national" if home == "Denmark" else "foreign")


def test_who_is_not_introduced_is_a_third_answer() -> None:
    assert office_of("person", ["Mary Berg"], []).official is None
    assert office_of("unnamed", ["sources"], []).official is None
    roles = ["aide to Mary Berg"]
    assert office_of("person", ["Jo Lee"], roles, "", frozenset({"berg"})).official is True
    assert office_of("person", ["Jo Lee"], roles).official is False


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Only two Danish states", "two Danish states"),
        ("even some ministers", "ministers"),
        ("Only child", "Only child"),
        ("Many in the party", "Many in the party"),
    ],
)
def test_the_bare_name_of_a_description(words: str, name: str) -> None:
    assert bare_name(words) == name
