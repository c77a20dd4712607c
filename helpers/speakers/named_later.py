"""Named later: who is first called by a role alone ("a fire chief says") and named further down.

Agencies open an item with what somebody is and give the name in the next paragraph. So a role
alone means the person whom the article names later with this role, where it names only one and
nothing speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.names import country_of, demonym_of
from helpers.speakers.names.offices import core_words, role_words, spelling
from helpers.thresholds import MAX_PARAGRAPHS_TO_NAME

# "another official" is somebody else, and "one senator" need not be the one who is named
_SOMEBODY_ELSE = frozenset("another one other second third each any no every some".split())
# roles of which an article mostly has one, beside those of public office
_SINGLE = frozenset(
    "husband wife father mother son daughter brother sister partner widow lawyer spokesman "
    "spokeswoman executive head coach owner manager founder pastor coroner".split()
)


def join_named_later(context: Context) -> None:
    """Join each role alone with the person who is named later with this role."""
    for unnamed in dict.fromkeys(context.unnamed.values()):
        if unnamed.kind != "unnamed" or unnamed.plural or not unnamed.mentions:
            continue
        first, _ = unnamed.mentions[min(unnamed.mentions)]
        found = _named_with_the_role(context, unnamed, first)
        if found is not None:
            context.merge(unnamed, found, f"a role of {found.fullest}, who is named later")


def _named_with_the_role(context: Context, unnamed: Cluster, first: Candidate) -> Cluster | None:
    """The only person of the article with a role, if it is named after the role alone."""
    entry = vocabulary().role(first.noun)
    opening = context.tokens[first.first].text.casefold()
    if first.form != "role" or entry is None or opening in _SOMEBODY_ELSE:
        return None
    noun = spelling(first.noun)
    if entry[1] == "no" and noun not in _SINGLE:
        return None
    if len(context.by_noun.get(first.noun, ())) > 1:
        return None  # two lawyers without a name
    people = {
        id(c): c
        for c in context.by_role.get(noun, ())
        if c.kind == "person" and any(noun in core_words(role)[-1:] for role in c.roles)
    }
    if len(people) != 1:
        return None
    (person,) = people.values()
    named = [m for m, _ in person.mentions.values() if m.form == "name"]
    name = min(named, key=lambda mention: mention.start)
    genders = {entry[0], person.gender} - {"any", "either"}
    same_sentence = name.head.sentence == first.head.sentence
    if name.start < first.end or same_sentence or len(genders) > 1:
        return None
    before = [t.text.casefold() for t in context.tokens[max(0, name.first - 3) : name.first]]
    if before == ["the", first.noun, ","]:  # "the lawyer, Kim Lee,"
        return person
    if _SOMEBODY_ELSE & set(before):  # "another lawyer, Kim Lee,"
        return None
    gap = name.head.paragraph - first.head.paragraph
    near = 0 <= gap <= MAX_PARAGRAPHS_TO_NAME and person.spoke
    return person if _fits(first, person, near=near) else None


def _fits(first: Candidate, person: Cluster, *, near: bool) -> bool:
    """Whether the words beside a role fit the roles of a person.

    Words that the person's roles lack may tell a place, or vary what they are ("a transit chief"
    for the police chief of a transit system) in the paragraphs next to the name.
    """
    said = role_words(first.text) - {spelling(first.noun)}
    known = {word for role in person.roles for word in role_words(role)}
    if ("former" in said) != ("former" in known):
        return False
    lists = vocabulary()
    lacking = [word for word in _without_owner(first.text) if spelling(word) not in known]
    lacking = [w for w in lacking if not (country_of(w) or demonym_of(w) or w in lists.regions)]
    if not lacking:
        return near or len(said) > 0
    offices = {w for w, (mark, at) in lists.offices.items() if mark == "strong" and at != "local"}
    bodies = offices | lists.name_words.keys() | lists.collectives.keys()
    return near and not any(word in bodies for word in lacking)


def _without_owner(words: str) -> Iterator[str]:
    """The content words of a role but for its noun and whose it is."""
    rest = re.sub(r"^.*['’]s?\s", "", words)
    small = {"a", "an", "the", "of", "for", "in", "at", "and", "to"}
    found = [word.casefold() for word in re.findall(r"[\w-]+", rest)]
    noun = core_words(rest)[-1:]
    yield from (word for word in found if word not in small and [spelling(word)] != noun)
