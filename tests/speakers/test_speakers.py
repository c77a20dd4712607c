"""Speakers: every actor once, each mention with its reason, each attribution with its speaker."""

from __future__ import annotations

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import Attribution, find_attributions
from helpers.speakers import UNATTRIBUTED, Actor, actors_table, find_actors, mentions_table


def said(text: str, *sources: str) -> list[Attribution]:
    """One attribution for each source, in the order of the text; contents end their sentence."""
    found, position = [], 0
    for source in sources:
        start = text.index(source, position)
        position = start + len(source)
        stop = min((i for i in (text.find("\n", position),) if i > 0), default=len(text))
        found.append(Attribution(((position, stop),), (), ((start, position),), "indirect", "test"))
    return found


def resolve(text: str, *sources: str) -> tuple[list[Actor], list[str]]:
    annotation = annotate(article_from_text(text, any_language=True))
    actors, attributed = find_actors(annotation, said(text, *sources))
    return actors, [attribution.speaker for attribution in attributed]


@pytest.mark.cases
def test_speaker(text: str, speakers: dict[str, str]) -> None:
    """The cases: a text, and for each source who is meant."""
    assert resolve(text, *speakers)[1] == list(speakers.values())


def test_a_name_and_its_supporters_are_two_actors() -> None:
    actors, _ = resolve("Supporters of Tom Larsen spoke.\nLarsen said no.", "Supporters", "Larsen")
    types = {actor.name: actor.type for actor in actors}
    assert types == {"Supporters of Tom Larsen": "group", "Tom Larsen": "person"}


def test_apposition_gives_the_role_as_the_article_words_it() -> None:
    actors, _ = resolve("Tom Larsen, 42, a senior officer in the navy, left.")
    assert [(a.name, a.role, a.official) for a in actors] == [
        ("Tom Larsen", "senior officer in the navy", True)
    ]


@pytest.mark.cases
def test_what_is_and_is_no_role(text: str, role: str) -> None:
    actors, _ = resolve(text)
    assert [a.role for a in actors if a.name == "Tom Larsen"] == [role]


def test_first_person_in_a_quotation_means_the_speaker() -> None:
    text = "Mary Berg said: “I know my town.”"
    annotation = annotate(article_from_text(text, any_language=True))
    quoted = Attribution(((15, len(text)),), ((10, 14),), ((0, 9),), "direct", "test")
    actors, _ = find_actors(annotation, [quoted])
    words = mentions_table(annotation, actors)
    assert list(words[words["actor"] == "Mary Berg"]["text"]) == ["Mary Berg", "I", "my"]


def test_nobody_speaks_of_themselves_by_name() -> None:
    text = "Tom Larsen met Paul Kern.\n“Larsen lies,” he said."
    annotation = annotate(article_from_text(text, any_language=True))
    start = text.index("“")
    he = text.index("he said")
    quoted = Attribution(((start, he - 1),), (), ((he, he + 2),), "direct", "test")
    assert find_actors(annotation, [quoted])[1][0].speaker == "Paul Kern"


@pytest.mark.parametrize("source", [(), ((0, 0),), ((500, 510),)])
def test_no_source_is_unattributed(source: tuple[tuple[int, int], ...]) -> None:
    annotation = annotate(article_from_text("“It rains.”", any_language=True))
    orphan = Attribution(((0, 11),), (), source, "direct", "test")
    assert find_actors(annotation, [orphan])[1][0].speaker == UNATTRIBUTED


def test_a_publication_is_an_actor_only_where_it_is_the_source() -> None:
    assert resolve("Mary Berg read The Oslo Gazette.")[0][-1].name == "Mary Berg"
    assert resolve("The Oslo Gazette said no.", "The Oslo Gazette")[1] == ["Oslo Gazette"]


def test_a_place_is_an_actor_only_where_it_stands_for_its_government() -> None:
    assert [a.name for a in resolve("It rained in France.")[0]] == []
    assert [a.name for a in resolve("France voted against the plan.")[0]] == ["France"]


def test_tables_count_and_point_into_the_text() -> None:
    text = "Mary Berg, the mayor, left.\nBerg said no."
    annotation = annotate(article_from_text(text, any_language=True))
    actors, attributed = find_actors(annotation, said(text, "Mary Berg", "Berg said"[:4]))
    table = actors_table(actors, attributed)
    assert table.loc[0, ["actor", "role", "mentions", "attributions"]].tolist() == [
        "Mary Berg",
        "mayor",
        2,
        2,
    ]
    for row in mentions_table(annotation, actors).itertuples():
        assert text[row.start : row.end] == row.text


def test_tables_of_nothing_have_their_columns() -> None:
    annotation = annotate(article_from_text("it rained.", any_language=True))
    assert "actor" in actors_table([], []).columns
    assert "reason" in mentions_table(annotation, []).columns


@pytest.mark.cases
def test_the_role_of_a_speaker(text, sources, name, role, official):
    actor = next(a for a in resolve(text, *sources)[0] if a.name == name)
    assert (actor.role, actor.official) == (role, official)


@pytest.mark.cases
def test_services_of_the_state(source: str, kind: str, official: bool) -> None:
    (actor,) = resolve(f"{source} said it rained.", source)[0]
    assert (actor.type, actor.official) == (kind, official)


def test_a_service_named_before() -> None:
    text = "The National Weather Service said no.\nThe weather service said yes."
    sources = ["The National Weather Service", "The weather service"]
    assert resolve(text, *sources)[1] == ["National Weather Service"] * 2


def test_a_name_inside_a_mention_of_the_same_actor_counts_once() -> None:
    text = "A report by the World Bank said growth would slow."
    actors, speakers = resolve(text, "A report by the World Bank")
    mentions = [text[m.start : m.end] for a in actors for m in a.mentions]
    assert (mentions, speakers) == (["World Bank"], ["World Bank"])


def test_we_may_mean_a_body() -> None:
    annotation = annotate(
        article_from_text("“We tried and I failed,” Berg said.", any_language=True)
    )
    actors, _ = find_actors(annotation, find_attributions(annotation))
    reasons = [m.reason for m in actors[0].mentions if m.form == "pronoun"]
    assert reasons == [
        "We: whoever is quoted here, or a body that they speak for",
        "I: whoever is quoted here",
    ]


def test_a_misspelt_surname() -> None:
    text = "Mary Maurer arrived on Monday in the rain.\nMauer said it was cold."
    assert resolve(text, "Mauer")[1] == ["Mary Maurer"]


@pytest.mark.cases
def test_nouns_beside_a_name_tell_its_kind(text: str, name: str, kind: str) -> None:
    actors, _ = resolve(text)
    assert {actor.name: actor.type for actor in actors}[name] == kind


def test_an_event_is_no_actor() -> None:
    text = "The attack demands an answer. The report says that it rained."
    actors, speakers = resolve(text, "The attack", "The report")
    assert [actor.name for actor in actors] == ["report"]
    assert speakers == [UNATTRIBUTED, "report"]


def test_she_is_who_the_paragraph_is_about() -> None:
    text = (
        "A spokeswoman for the office, Mary Berg, said nine boats had left.\n\n"
        "Hartung, a former judge, refused to comment. Later, she said: “No.”"
    )
    assert resolve(text, "Mary Berg", "Hartung", "she")[1] == ["Mary Berg", "Hartung", "Hartung"]
