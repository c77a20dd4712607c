"""Who is the same across articles: joined where news readers would, kept apart where in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.joined_speakers import Joined, NameIndex, Speaker


def speaker(
    article: int, name: str, role: str = "", kind: str = "person", aliases: str = ""
) -> Speaker:
    return Speaker(article, name, kind, role, False, aliases, 1, 1, 5)


def groups(*speakers: Speaker) -> list[list[int]]:
    """Which speakers are joined, by their places in the list."""
    known = NameIndex(speakers)
    keys = [known.find(one)[0] for one in speakers]
    return sorted([i for i, key in enumerate(keys) if key == found] for found in set(keys))


@pytest.mark.cases
def test_people(case: str, people: list[tuple[str, str]], expected: list[tuple[int, ...]]) -> None:
    found = groups(*(speaker(n, name, role) for n, (name, role) in enumerate(people)))
    assert [tuple(group) for group in found] == expected


def test_bodies_by_name_and_by_initials_that_an_article_explains() -> None:
    full = speaker(0, "National Trade Board", kind="organisation", aliases="NTB; the board")
    short, other = (speaker(n, "NTB", kind="organisation") for n in (1, 2))
    assert groups(full, short, other) == [[0, 1, 2]]
    assert groups(short, other) == [[0, 1]]
    second = speaker(3, "New Town Bank", kind="organisation", aliases="NTB")
    assert groups(full, short, second) == [[0], [1], [2]]


def test_a_country_counts_once_whether_it_acts_as_place_or_body() -> None:
    assert groups(
        speaker(0, "Norway", kind="place"), speaker(1, "Norway", kind="organisation")
    ) == [[0, 1]]


def test_a_name_taken_for_a_person_here_and_a_body_there_counts_once() -> None:
    body = [speaker(n, "Al Zaria", kind="organisation") for n in range(2)]
    person = speaker(2, "Al Zaria")
    assert groups(*body, person) == [[0, 1, 2]]
    assert groups(person, body[0]) == [[0, 1]]


def test_sources_without_a_name_are_put_together_by_their_words_and_marked() -> None:
    first, second = (
        speaker(n, name, kind="unnamed") for n, name in enumerate(("Officials", "officials"))
    )
    assert groups(first, second) == [[0, 1]]
    joined = Joined(0, first.key)
    joined.add(first)
    assert joined.row()["same_person"] is False


@pytest.mark.cases
def test_every_join_names_its_rule_and_evidence(name: str, role: str, kind: str, rule: str) -> None:
    one = speaker(9, name, role, kind=kind)
    known = NameIndex(
        [
            speaker(0, "Ann Berg", "mayor"),
            speaker(1, "National Trade Board", kind="organisation", aliases="NTB"),
        ]
    )
    found = known.find(one)
    assert found[1] == rule
    assert found[2]


def test_the_name_shown_is_the_commonest_full_one() -> None:
    people = [speaker(n, name, "mayor") for n, name in enumerate(["Berg"] * 3 + ["Ann Berg"])]
    known = NameIndex(people)
    joined = Joined(0, known.find(people[0])[0])
    for one in people:
        joined.add(one)
    assert joined.row()["name"] == "Ann Berg"


NAMES = st.sampled_from(["Ann Berg", "Ann B. Berg", "Ann C. Berg", "Berg", "Tom Lund", "Lund"])
ROLES = st.sampled_from(["", "mayor", "coach", "Mayor of Oslo"])


@given(st.lists(st.tuples(NAMES, ROLES), min_size=1, max_size=12), st.randoms())
def test_the_order_of_articles_is_of_no_account(people, chance) -> None:  # type: ignore[no-untyped-def]
    found = [speaker(n, *person) for n, person in enumerate(people)]
    shuffled = list(found)
    chance.shuffle(shuffled)
    first, second = NameIndex(found), NameIndex(shuffled)
    assert [first.find(one)[:2] for one in found] == [second.find(one)[:2] for one in found]
