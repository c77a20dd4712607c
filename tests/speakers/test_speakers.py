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


SPEAKERS = [
    # surname, title and full name
    ("Mary Berg arrived on Monday.\nBerg said it rained.", {"Berg": "Mary Berg"}),
    ("Ms. Berg said it rained.\nShe said it was cold.", {"Ms. Berg": "Berg", "She": "Berg"}),
    ("Austen said it rained.", {"Austen": "Austen"}),
    ("Jos\u00e9 Ortega arrived.\nMr. Ortega said no.", {"Mr. Ortega": "Jos\u00e9 Ortega"}),
    # a title stands before the name and is no part of it
    ("President Mary Berg said it rained.", {"President Mary Berg": "Mary Berg"}),
    (
        "State Department spokesman Tom Larsen said it rained.",
        {"State Department spokesman Tom Larsen": "Tom Larsen"},
    ),
    # the role alone means the person introduced with it
    (
        "Mary Berg, the defense secretary, arrived on Monday.\n"
        "The defence secretary said it rained.",
        {"The defence secretary": "Mary Berg"},
    ),
    (
        "Gov. Tom Larsen of Ohio met Mary Berg on Monday.\nThe governor said it rained.",
        {"The governor": "Tom Larsen"},
    ),
    # he and she by gender
    (
        "Tom Larsen met Mary Berg in Oslo.\nShe said it rained.\nHe said it was dry.",
        {"She": "Mary Berg", "He": "Tom Larsen"},
    ),
    # it: a body reports, an attack can't
    (
        "The Interior Ministry confirmed the attack.\nThe attack followed a storm.\n"
        "It called the attack a crime.",
        {"It": "Interior Ministry"},
    ),
    # names of one country
    ("The U.S. said no. The United States said yes.", {"The U.S.": "United States"}),
    # never merged with people around a name
    ("Tom Larsen lost.\nThe Larsen campaign said no.", {"The Larsen campaign": "Larsen campaign"}),
    (
        "France voted on Monday.\nFrench officials said no.",
        {"French officials": "French officials"},
    ),
    # unnamed sources keep their words, without article
    (
        "A source close to the minister said no.",
        {"A source close to the minister": "source close to the minister"},
    ),
    (
        "The officials said no.\nOfficials said yes.",
        {"The officials": "officials", "Officials": "officials"},
    ),
    (
        "It rained all day, residents and the army said.\nThe army said no.",
        {"residents and the army": "residents and the army", "The army": "army"},
    ),
    # a name after a role is a person's, whatever the parser calls it
    (
        "A spokeswoman for the Pacific Fisheries Observatory (PFO), Adaeze Obi, said no.",
        {"A spokeswoman for the Pacific Fisheries Observatory (PFO), Adaeze Obi": "Adaeze Obi"},
    ),
    (
        "Larsen's predecessor, Marco Berg, said no.",
        {"Larsen's predecessor, Marco Berg": "Marco Berg"},
    ),
    # an age means whose age it is, else the latest person
    (
        "Tom Larsen, 54, met Adam Berg, 31, on Monday.\nThe 54-year-old said no.",
        {"The 54-year-old": "Tom Larsen"},
    ),
    ("Tom Larsen lost on Monday.\nThe 19-year-old said no.", {"The 19-year-old": "Tom Larsen"}),
    # the firm is what was introduced as one, not the latest office of state
    (
        "Trundle, the company that runs the robots, said yes.\n"
        "The Transport Safety Office said no.\nThe firm said maybe.",
        {
            "Trundle, the company that runs the robots": "Trundle",
            "The Transport Safety Office": "Transport Safety Office",
            "The firm": "Trundle",
        },
    ),
    # a document speaks for its author
    ("Mary Berg lost.\nBerg's statement said no.", {"Berg's statement": "Mary Berg"}),
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
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


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tom Larsen, an unusual pattern in the vote, left on Monday.", ""),
        ("Chess grandmaster Tom Larsen left.", "Chess grandmaster"),
        ("Mr. Tom Larsen left on Monday.", ""),
    ],
)
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


@pytest.mark.parametrize(
    ("text", "sources", "name", "role", "official"),
    [
        # a description joined to a name tells the role
        ("Anna Lopez spoke.\nThe mayor said no.", ["The mayor"], "Anna Lopez", "mayor", True),
        # the possessive is no part of a role, but whose leader decides whether it is an office
        (
            "The party lost. Its leader, Karim Haddad, said no.",
            ["Its leader, Karim Haddad"],
            "Karim Haddad",
            "leader",
            False,
        ),
        (
            "Anna Berg left. Karim Haddad, her deputy, said no.",
            ["Karim Haddad, her deputy"],
            "Karim Haddad",
            "deputy",
            False,
        ),
        (
            "Its minister, Karim Haddad, said no.",
            ["Its minister"],
            "Karim Haddad",
            "minister",
            True,
        ),
    ],
)
def test_the_role_of_a_speaker(
    text: str, sources: list[str], name: str, role: str, official: bool
) -> None:
    actor = next(a for a in resolve(text, *sources)[0] if a.name == name)
    assert (actor.role, actor.official) == (role, official)


@pytest.mark.parametrize(
    ("source", "kind", "official"),
    [
        ("The national weather service", "organisation", True),
        ("The National Weather Service", "organisation", True),
        ("Emergency services", "organisation", True),
        ("The health service of Norway", "organisation", True),
        ("The streaming service", "unnamed", False),
    ],
)
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


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # what the nouns beside a name say outweighs the parser's label
        ("Police blamed the group Ansar Khalid.", "Ansar Khalid", "group"),
        ("The armed group Saraya Omar said it did.", "Saraya Omar", "group"),
        ("The militia Harakat al-Nur left the town.", "Harakat al-Nur", "group"),
        ("Kata'ib Salam, a militia in the south, denied it.", "Kata'ib Salam", "group"),
        ("They left the company Mary Berg founded.", "Mary Berg", "person"),
        ("Mary Berg, a company director, left.", "Mary Berg", "person"),
    ],
)
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
