"""Actors: every person, body and group of an article once, and the speaker of every attribution."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from helpers.annotation import Annotation, Token
from helpers.attribution.attribution import Attribution
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import NARRATOR, UNATTRIBUTED, Actor, Mention
from helpers.speakers.context import Context
from helpers.speakers.descriptions import find_descriptions, source_head_tokens
from helpers.speakers.gender import Gender
from helpers.speakers.names.candidates import Candidate, find_names, spell_names
from helpers.speakers.names.cluster_names import (
    cluster_names,
    cut_short_titles,
    split_namesake_bodies,
)
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.entity_types import kind_of
from helpers.speakers.names.kind_words import home_country, is_place, words_of
from helpers.speakers.names.names import POSTNOMINALS, name_key, surname
from helpers.speakers.names.roles import without_owner
from helpers.speakers.officials import Office, office_of, role_mark
from helpers.speakers.pronouns import find_pronouns, resolve_first_person
from helpers.speakers.resolve import join_named_later, name_reason, place_names, resolve
from helpers.speakers.speaks_for import Bond, whom_they_speak_for

_SEATS = re.compile(r"^,? ?\(?(?:R|D|I|DFL)-[A-Z][A-Za-z.]+|^, (?:Republican|Democrat) of [A-Z]")
_CLAUSE = re.compile(
    r"^,? (?:who )?(is|was|has been|had been|served as|has served as) (?!not\b)(?:the |an? )?"
    r"([A-Za-z][^,.;:“\"]{2,70})"
)
_UNTIL = re.compile(r"\s(?:until|from|between|when|who|and|but|in (?:19|20)\d\d|during|before)\b.*")
_BODY_WORD = (
    r"(?:[A-Z][\w.&'’-]*|of|and|the|for|police|fire|state|county|department|patrol|office|council|"
    r"brigade|service)"
)
_BODY_AFTER = re.compile(rf"^ (?:of|with|from) ({_BODY_WORD}(?: {_BODY_WORD})*)")
_PAST_BEFORE = re.compile(r"(?:\bthen|\bex|\bformer)[- ]$", re.IGNORECASE)
_OWNER = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)?)['’]s? $")


def find_actors(
    annotation: Annotation, attributions: Sequence[Attribution]
) -> tuple[list[Actor], list[Attribution]]:
    """Return the actors in order of first mention, and the attributions with their speakers.

    Every actor is there once, also those who never speak. Names of actors are unique. The
    ``speaker`` of an attribution is an ``Actor.name``, or ``UNATTRIBUTED`` where the source is
    empty or no rule says whom it means. Rules are surface and syntax rules in the tradition of
    Lappin & Leass (1994); no attribution is added or dropped.
    """
    # 1. all names of the article, each with the evidence of its place
    source_heads = source_head_tokens(annotation, attributions)
    names = spell_names(annotation, find_names(annotation, _by_head(source_heads)))
    source_heads = _prefer_names(annotation.tokens, source_heads, names)
    sources = _by_head(source_heads)
    for name in names:
        name.sources = [n for i in range(name.first, name.last) for n in sources.get(i, ())]

    # 2. names of one actor in one cluster, over the whole article
    split_namesake_bodies(annotation.tokens, names)
    cut_short_titles(annotation.tokens, names)
    context = Context(
        annotation, attributions, source_heads, cluster_names(names, annotation.tokens)
    )
    place_names(context, names)

    # 3. descriptions and pronouns, in the order of the text
    described = find_descriptions(annotation, names, sources)
    mentions = [*names, *described, *find_pronouns(annotation, sources)]
    for mention in sorted(mentions, key=lambda m: (m.head.i, m.first)):
        resolve(context, mention)
    join_named_later(context)

    # 4. whom the sources mean
    cluster_at = context.cluster_at
    speakers = {n: cluster_at[i] for n, i in source_heads.items() if i in cluster_at}
    resolve_first_person(context, speakers)
    clusters = {id(c): c for c in [*context.named_clusters(), *context.unnamed.values()]}
    for cluster in clusters.values():
        _count_once(cluster)
    present = [cluster for cluster in clusters.values() if cluster.mentions]
    present.sort(key=lambda c: (c.first, c.fullest))
    actors = _actors(context, present, Gender(context, present, names))
    attributed = [
        replace(a, speaker=actors[id(speakers[n])].name if n in speakers else UNATTRIBUTED)
        for n, a in enumerate(attributions)
    ]
    return list(actors.values()), attributed


def _by_head(source_heads: dict[int, int]) -> dict[int, list[int]]:
    """Token that heads a source -> numbers of its attributions."""
    found: dict[int, list[int]] = {}
    for number, token in source_heads.items():
        found.setdefault(token, []).append(number)
    return found


def _prefer_names(
    tokens: Sequence[Token], source_heads: dict[int, int], names: Sequence[Candidate]
) -> dict[int, int]:
    """In a source such as "team member X" the name speaks, whatever the parser makes its head."""
    inside = {i for name in names for i in range(name.first, name.last)}
    in_front: set[int] = set()
    name_after: dict[int, int] = {}  # token of a role -> head of the name after it
    ending_at = {name.last: name for name in reversed(names)}
    for name in names:
        role = name.role_tokens(tokens)
        name_after.update(dict.fromkeys(role, name.head.i))
        if tokens[min(name.last, len(tokens) - 1)].text.casefold() in POSTNOMINALS:  # "Kim Lee KC"
            name_after.setdefault(name.last, name.head.i)
        if role:  # "says lead author X"
            before = role[0] - 1
            name_after.setdefault(before, name.head.i)
            if tokens[before].text == ")":  # "Water Corporation (WC) director X"
                body = ending_at.get(before - 2)
                in_front |= set(range(body.first, body.last)) if body else set()
                name_after.update(dict.fromkeys(in_front, name.head.i))
    preferred = dict(source_heads)
    for number, token in source_heads.items():
        if (token not in inside or token in in_front) and token in name_after:
            preferred[number] = name_after[token]
    return preferred


def _count_once(cluster: Cluster) -> None:
    """Drop mentions inside which the same actor is mentioned again ("a report by X": X alone)."""
    open_spans: list[tuple[int, int]] = []
    for start, end in sorted(cluster.mentions, key=lambda span: (span[0], -span[1])):
        open_spans = [span for span in open_spans if span[1] > start]
        for span in open_spans:
            if span[1] >= end:
                cluster.drop(span)
        open_spans.append((start, end))


def _actors(context: Context, clusters: Sequence[Cluster], gender: Gender) -> dict[int, Actor]:
    """Id of each cluster -> its actor, with a unique name; a span is one actor's mention only."""
    bonds = whom_they_speak_for(context, clusters)
    offices = _offices(clusters, context.text, bonds)
    used = {UNATTRIBUTED, NARRATOR}
    names: dict[int, str] = {}
    numbers: dict[str, Iterator[int]] = {}
    for cluster in clusters:
        names[id(cluster)] = _unique_name(cluster, used, numbers)
        used.add(names[id(cluster)].casefold())
    spelt = {name.casefold(): name for name in names.values()}
    taken: set[tuple[int, int]] = set()
    actors = {}
    for cluster in clusters:
        name = names[id(cluster)]
        spans = [span for span in sorted(cluster.mentions) if span not in taken]
        taken.update(spans)
        mentions = []
        for span in spans:
            candidate, reason = cluster.mentions[span]
            mentions.append(
                Mention(*span, candidate.form, reason or name_reason(candidate, cluster))
            )
        body, words = bonds.get(id(cluster), ("", ""))
        if isinstance(body, Cluster):
            body = names.get(id(body), body.fullest)
        kind, office, told = kind_of(cluster), offices[id(cluster)], gender.of(cluster)
        actors[id(cluster)] = Actor(
            name,
            kind.type,
            without_owner(cluster.roles[0]) if cluster.roles else "",
            office.official,
            tuple(n for n, _ in cluster.names.most_common() if n.casefold() != name.casefold()),
            tuple(mentions),
            gender=told[0],
            gender_words=told[1],
            speaks_for=spelt.get(body.casefold(), body),
            speaks_for_words=words,
            level=office.level,
            former=office.former,
            reason=kind.reason,
            confidence=kind.confidence,
        )
    return actors


def _offices(
    clusters: Sequence[Cluster], text: str, bonds: Mapping[int, Bond]
) -> dict[int, Office]:
    """Id of each cluster -> its office; aides of officials and heads of public bodies have one."""
    home = home_country(text)
    found: dict[int, Office] = {}
    roles: dict[int, list[str]] = {}
    small = text.casefold()
    boards = frozenset(  # of which an article speaks whose "board member" is of the state
        entry.split()[-1]
        for entry, (weight, _) in vocabulary().offices.items()
        if weight == "strong" and entry.endswith((" board", " district")) and entry in small
    )
    officials = boards
    for _ in range(2):
        for cluster in clusters:
            ends = [e for (_, e), (c, _) in cluster.mentions.items() if c.form == "name"]
            said = _roles_in_clauses(text, ends) if cluster.kind == "person" else []
            names = [cluster.fullest, *cluster.names, *_with_owners(cluster, text)]
            known = roles[id(cluster)] = [*(_whole_roles(cluster, text) or cluster.roles), *said]
            found[id(cluster)] = office_of(kind_of(cluster).type, names, known, home, officials)
        people = [c for c in clusters if c.kind == "person" and found[id(c)].official]
        officials = boards | {surname(name_key(c.fullest)) for c in people}
        officials |= {
            key[0]  # "MRA inspector", after "the Mines and Rail Authority (MRA)"
            for c in clusters
            if c.kind == "organisation" and found[id(c)].official
            for key in c.keys
            if len(key) == 1
        }
    for key, (body, _) in bonds.items():
        office = found.get(id(body), Office(None))
        by_body = [role for role in roles[key] if role_mark(role) == "with body"]
        named = set(words_of(body if isinstance(body, str) else " ".join(body.names)))
        if office.official and by_body and found[key] == Office(False):
            found[key] = Office(True, office.level)
        only = by_body == roles[key] and all(named & {*words_of(role)} for role in by_body)
        if office.official is False and found[key].official and only:
            found[key] = Office(False)  # "council chair", after "the Students' Council"
    return found


def _with_owners(cluster: Cluster, text: str) -> list[str]:
    """The names of a body with the country that owns it here ("Norway's Supreme Court")."""
    found = []
    for candidate, _ in cluster.mentions.values():
        owner = _OWNER.search(text[max(0, candidate.start - 24) : candidate.start])
        if owner and cluster.kind == "organisation" and is_place(owner[1].casefold()):
            found.append(f"{owner[1]}'s {candidate.text}")
    return found


def _whole_roles(cluster: Cluster, text: str) -> list[str]:
    """The roles beside the names of an actor, with what the text around adds ("then-Governor")."""
    found = []
    for candidate, _ in cluster.mentions.values():
        role, end = candidate.role, candidate.end
        if role is not None and role.words:
            past = _PAST_BEFORE.search(text[max(0, role.start - 8) : role.start])
            body = _BODY_AFTER.match(text[end : end + 60])
            after = f" of {body[1]}" if body and " of " not in role.words else ""
            found.append(f"{'former ' if past else ''}{role.words}{after}")
        if candidate.apposition is not None and candidate.apposition.words:
            found.append(candidate.apposition.words)
    return found


def _unique_name(cluster: Cluster, used: set[str], numbers: dict[str, Iterator[int]]) -> str:
    """The fullest name, with role, kind or number in brackets where another actor bears it."""
    name = cluster.fullest
    options = [name]
    if cluster.roles:
        options.append(f"{name} ({without_owner(cluster.roles[0])})")
    options.append(f"{name} ({cluster.kind})")
    counted = numbers.setdefault(name.casefold(), itertools.count(2))
    numbered = (f"{name} ({number})" for number in counted)
    return next(o for o in itertools.chain(options, numbered) if o.casefold() not in used)


def _roles_in_clauses(text: str, ends: Iterable[int]) -> list[str]:
    """Return what the words after a name say of its bearer ("(R-Texas)", "who was mayor until")."""
    found = []
    for end in ends:
        after = text[end : end + 110]
        if _SEATS.match(after):
            found.append("lawmaker")
        clause = _CLAUSE.match(after)
        noun = clause and _UNTIL.sub("", clause[2])
        if clause and noun and role_mark(noun):
            found.append(
                f"former {noun}" if clause[1] in ("was", "had been", "served as") else noun
            )
    return found
