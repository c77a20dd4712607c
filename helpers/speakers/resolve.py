"""Coreference resolution: every mention is given to its actor, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context
from helpers.speakers.described_actors import SERVANTS
from helpers.speakers.description_rules import resolve_description
from helpers.speakers.descriptions import bare_name
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.entity_types import acts_as_body
from helpers.speakers.names.kind_words import is_place
from helpers.speakers.names.names import is_junior, surname
from helpers.speakers.names.roles import COURTESY, core_words, role_words, spelling
from helpers.speakers.pronouns import GENDERS, resolve_pronoun
from helpers.thresholds import MAX_PARAGRAPHS_TO_NAME, PARAGRAPHS_OF_A_LEAD


def place_names(context: Context, names: Sequence[Candidate]) -> None:
    """Give each name of the article to its actor, before any description or pronoun is read.

    A description may mean somebody who is named further down, so names come first. Names of
    places are mentions only where the place acts, and names that modify a noun ("the X campaign")
    only where they are a source.
    """
    for candidate in names:
        found = context.by_name.get(candidate.key)
        if not found:
            continue
        cluster = found[0] if len(found) == 1 else _namesake_meant(context, candidate, found)
        if cluster.kind == "place" and not acts_as_body(candidate):
            continue
        if candidate.modifier and not candidate.sources:
            continue
        cluster.add(candidate, "")
        for i in range(candidate.first, candidate.last):
            context.cluster_at[i] = context.named_at[i] = cluster
        if len(candidate.key) > 1 and cluster.kind == "person":
            last_name = surname(candidate.key)
            context.first_of_surname.setdefault(last_name, cluster)
            context.last_full_name[last_name] = (cluster, candidate.head.paragraph)
    for cluster in context.named_clusters():
        for role in cluster.roles:
            for word in role_words(role):
                context.by_role.setdefault(word, []).append(cluster)
        if cluster.kind == "organisation":
            for word in {word for key in cluster.keys for word in key}:
                context.by_word.setdefault(word, []).append(cluster)


def _namesake_meant(context: Context, candidate: Candidate, found: list[Cluster]) -> Cluster:
    """The actor whom a surname of two people means: by "Jr.", office, gender, paragraph, order.

    Whoever the same paragraph named in full is meant, else whose name came first.
    """
    # of "Juan Berg Jr."
    father = next((c for c in found if not c.written and c.gender == "any"), None)
    if father is not None and not is_junior(candidate.text):
        return father
    after = context.tokens[candidate.last : candidate.last + 1]
    himself = next((GENDERS.get(token.text, "any") for token in after), "any")  # "Berg himself"
    gender = candidate.role.gender if candidate.role is not None else himself
    office = candidate.role.head if candidate.role is not None else ""
    if office and office not in COURTESY:
        holders = [c for c in found if any(spelling(office) in core_words(r) for r in c.roles)]
        if len(holders) == 1:  # "President Berg" is not the minister of that name
            return holders[0]
    sure = [c for c in found if gender != "any" and c.gender == gender]
    fitting = sure or found
    last, paragraph = context.last_full_name.get(surname(candidate.key), (None, -1))
    bare = len(candidate.key) == 1
    if bare and last in fitting and paragraph == candidate.head.paragraph:
        return last
    first = context.first_of_surname.get(surname(candidate.key))
    return first if first in fitting else fitting[0]


def resolve(context: Context, candidate: Candidate) -> None:
    """Give one mention to its actor, by what the article said before it."""
    if candidate.form in ("name", "acronym"):
        placed = context.cluster_at.get(candidate.first)
        if placed is not None:
            context.remember(placed, candidate)
        return
    rule = resolve_pronoun if candidate.form == "pronoun" else resolve_description
    resolved = rule(context, candidate)
    if resolved is None:
        return
    cluster, reason = resolved
    cluster.add(candidate, reason)
    context.cluster_at.setdefault(candidate.head.i, cluster)
    if candidate.form != "pronoun":  # "her deputy" may be a man
        context.named_at.setdefault(candidate.head.i, cluster)
    elif candidate.key[0] in GENDERS and cluster.gender in ("any", "either"):
        cluster.gender = GENDERS[candidate.key[0]]  # "a neighbour said ... he added"
    context.remember(cluster, candidate)


def name_reason(candidate: Candidate, cluster: Cluster) -> str:
    """Return in words why a written name means this actor."""
    full = cluster.fullest
    if candidate.text == full:
        return "the name itself"
    if candidate.form == "acronym":
        return f"initials of {full}"
    if cluster.kind == "place":
        capital = " ".join(candidate.key) in vocabulary().capitals
        return (
            f"the capital, for the government of {full}" if capital else f"another name of {full}"
        )
    if cluster.kind == "person" and len(candidate.key) == 1:
        is_surname = any(surname(key) == candidate.key[0] for key in cluster.keys)
        return f"surname of {full}" if is_surname else f"given name of {full}"
    return f"another form of {full}"


# "another official" is somebody else, and "one senator" need not be the one who is named
_SOMEBODY_ELSE = frozenset("another one other second third each any no every some".split())
# roles of which an article mostly has one, beside those of public office
_SINGLE = frozenset(
    "husband wife father mother son daughter brother sister partner widow lawyer spokesman "
    "spokeswoman executive head coach owner manager founder pastor coroner".split()
)


# of whom the lead of a report tells, before the name and the age
_LEAD = frozenset("man woman teenager boy girl".split())


def join_named_later(context: Context) -> None:
    """Join each role alone with the person who is named later with this role."""
    for key, unnamed in context.unnamed.items():
        if unnamed.kind != "unnamed" or unnamed.plural:
            continue
        first, _ = unnamed.mentions[min(unnamed.mentions)]
        found = _named_with_the_role(context, unnamed, first) or _named_below_the_lead(
            context, first
        )
        if found is not None:
            context.merge(key, found, f"a role of {found.fullest}, who is named later")


def _named_with_the_role(context: Context, unnamed: Cluster, first: Candidate) -> Cluster | None:
    """The only person of the article with a role, if it is named after the role alone."""
    entry = vocabulary().role(first.noun)
    opening = context.tokens[first.first].text.casefold()
    if first.form != "role" or entry is None or opening in _SOMEBODY_ELSE:
        return None
    noun = spelling(first.noun)
    if noun in _LEAD:
        return _named_with_an_age(context, first)
    if entry[1] == "no" and noun not in _SINGLE:
        return None
    if len(context.by_noun.get(first.noun, ())) > 1:
        return None  # two lawyers without a name
    people = {id(c): c for c in context.by_role.get(noun, ()) if c.kind == "person"}
    if len(people) != 1:
        return None
    (person,) = people.values()
    named = [m for m, _ in person.mentions.values() if m.form == "name"]
    name = min(named, key=lambda mention: mention.start)
    if name.start < first.end:
        return None
    before = [t.text.casefold() for t in context.tokens[max(0, name.first - 3) : name.first]]
    if before == ["the", first.noun, ","]:  # "the lawyer, Kim Lee,"
        return person
    if _SOMEBODY_ELSE & set(before):  # "another lawyer, Kim Lee,"
        return None
    near = name.head.paragraph - first.head.paragraph <= MAX_PARAGRAPHS_TO_NAME and person.spoke
    return person if _fits(first, person, near=near) else None


def _named_below_the_lead(context: Context, first: Candidate) -> Cluster | None:
    """Who is named without a role below a lead on an office ("the transport secretary has said").

    Broadcasters say the office in the lead and the name alone in the next paragraph.
    """
    mark = vocabulary().role(first.noun)
    official = mark is not None and mark[1] != "no"
    servant = spelling(first.noun) in SERVANTS - {"secretary"}
    if servant or not (official and first.sources) or first.head.paragraph > PARAGRAPHS_OF_A_LEAD:
        return None
    after = (c for c in context.named_clusters() if c.kind == "person" and c.first > first.end)
    person = min(after, key=lambda c: c.first, default=None)
    if person is None or person.roles:
        return None
    name, _ = person.mentions[min(person.mentions)]
    near = 0 < name.head.paragraph - first.head.paragraph <= 2
    if not (near and name.sources and name.is_subject):
        return None
    person.roles.append(bare_name(first.text))
    return person


def _named_with_an_age(context: Context, first: Candidate) -> Cluster | None:
    """Who is named with an age below a lead on "a man" ("Kim Lee, 54, was held")."""
    for person in context.named_clusters():
        for name, _ in person.mentions.values():
            gap = name.head.paragraph - first.head.paragraph
            after = context.tokens[name.last : name.last + 2]
            aged = len(after) == 2 and after[0].text == "," and after[1].text.isdigit()
            if aged and name.is_subject and 0 < gap <= MAX_PARAGRAPHS_TO_NAME:
                return person if person.kind == "person" else None
    return None


def _fits(first: Candidate, person: Cluster, *, near: bool) -> bool:
    """Whether the words beside a role fit the roles of a person.

    Words that the person's roles lack may tell a place, or vary what they are ("a transit chief"
    for the police chief of a transit system) in the paragraphs next to the name.
    """
    said = role_words(re.sub(r"^.*['’]s?\s", "", first.text)) - {spelling(first.noun)}
    known = {word for role in person.roles for word in role_words(role)}
    if ("former" in said) != ("former" in known) or "shadow" in known - said:
        return False
    lists = vocabulary()
    lacking = {word for word in said - known if not is_place(word)}
    offices = {w for w, (mark, at) in lists.offices.items() if mark == "strong" and at != "local"}
    bodies = offices | lists.name_words.keys() | lists.collectives.keys()
    return near and not lacking & bodies if lacking else near or bool(said)
