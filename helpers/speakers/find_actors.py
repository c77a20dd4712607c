"""Actors: every person, body and group of an article once, and the speaker of every attribution."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from helpers.annotation import Annotation
from helpers.attribution.attribution import Attribution
from helpers.speakers.actor import NARRATOR, UNATTRIBUTED, Actor, Mention
from helpers.speakers.descriptions.descriptions import find_descriptions, source_head_tokens
from helpers.speakers.descriptions.transcript_speakers import spell_names
from helpers.speakers.names.candidates import Candidate, find_names
from helpers.speakers.names.clusters import Cluster, cluster_names
from helpers.speakers.names.entity_types import is_official
from helpers.speakers.names.namesakes import split_namesake_bodies
from helpers.speakers.names.role_matching import without_owner
from helpers.speakers.names.roles import role_in_apposition, role_of_governor
from helpers.speakers.pronouns import FIRST_PERSON, find_pronouns
from helpers.speakers.resolve import Joiner, name_reason

_WE = frozenset({"we", "us", "our", "ours", "ourselves"})


def find_actors(
    annotation: Annotation, attributions: Sequence[Attribution]
) -> tuple[list[Actor], list[Attribution]]:
    """Return the actors in order of first mention, and the attributions with their speakers.

    Every actor is there once, also those who never speak. Names of actors are unique. The
    ``speaker`` of an attribution is an ``Actor.name``, or ``UNATTRIBUTED`` where the source is
    empty or no rule says whom it means. Rules are surface and syntax rules in the tradition of
    Lappin & Leass (1994); no attribution is added or dropped.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> text = "Mary Berg, the mayor, spoke on Monday. Berg said: “It rains.”"
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> said = Attribution(((45, 60),), ((44, 48),), ((39, 43),), "direct", "example")
    >>> actors, attributed = find_actors(annotation, [said])
    >>> [(a.name, a.role, [text[m.start:m.end] for m in a.mentions]) for a in actors]
    [('Mary Berg', 'mayor', ['Mary Berg', 'Berg'])]
    >>> attributed[0].speaker
    'Mary Berg'
    """
    source_heads = source_head_tokens(annotation, attributions)
    names = find_names(annotation, _by_token(source_heads))
    for candidate in names:
        candidate.apposition = role_in_apposition(annotation, candidate.last) or role_of_governor(
            annotation, candidate.first, candidate.last
        )
    names = spell_names(annotation, names)
    _prefer_the_name(annotation, attributions, source_heads, names)
    by_token = _by_token(source_heads)
    for candidate in names:
        candidate.sources = [
            n for i in range(candidate.first, candidate.last) for n in by_token.get(i, ())
        ]
    quoted_by = _quoted_by(annotation, attributions)
    split_namesake_bodies(annotation, names)
    by_name = cluster_names(names, annotation.tokens)
    joiner = Joiner(
        annotation,
        by_name,
        source_heads,
        _content_tokens(annotation, attributions),
        quoted_by,
    )
    joiner.join_names(names)
    others = find_descriptions(annotation, names, by_token) + find_pronouns(annotation, by_token)
    candidates = sorted([*names, *others], key=lambda c: (c.head.i, c.first))
    for candidate in candidates:
        joiner.join(candidate)
    speakers = {n: joiner.cluster_at[i] for n, i in source_heads.items() if i in joiner.cluster_at}
    _first_person(annotation, quoted_by, source_heads, speakers)
    clusters = {id(c): c for c in [*joiner.named_clusters(), *joiner.unnamed.values()]}
    return _finish(annotation, list(clusters.values()), attributions, speakers)


def _by_token(source_heads: dict[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, token in source_heads.items():
        found.setdefault(token, []).append(number)
    return found


def _prefer_the_name(
    annotation: Annotation,
    attributions: Sequence[Attribution],
    source_heads: dict[int, int],
    names: Sequence[Candidate],
) -> None:
    """In a source such as "team member X" the name speaks, whatever the parser makes its head."""
    tokens = annotation.tokens
    inside = {i for name in names for i in range(name.first, name.last)}
    of_role: dict[int, int] = {}  # token of a role -> head of the name after it
    for name in names:
        i = name.first - 1
        while name.role is not None and i >= 0 and tokens[i].start >= name.role.start:
            of_role[i] = name.head.i
            i -= 1
    for number, token in source_heads.items():
        if token in inside:
            continue
        reflexive = tokens[token].text.casefold() in ("himself", "herself", "itself")
        if token in of_role:
            source_heads[number] = of_role[token]
        elif reflexive and token - 1 in inside:
            source_heads[number] = token - 1


def _first_person(
    annotation: Annotation,
    holder: dict[int, int],
    source_heads: dict[int, int],
    speakers: dict[int, Cluster],
) -> None:
    """I and we inside a quotation mean whoever is quoted; the innermost attribution decides."""
    tokens = annotation.tokens
    for number in sorted(source_heads, key=lambda n: tokens[source_heads[n]].start):
        token = tokens[source_heads[number]]
        if token.text.casefold() in FIRST_PERSON and number not in speakers:
            outer = holder.get(token.i)
            if outer is not None and outer != number and outer in speakers:
                speakers[number] = speakers[outer]
    for i, number in holder.items():
        token = tokens[i]
        if token.quotation < 0 or token.text.casefold() not in FIRST_PERSON:
            continue
        if token.tag in ("PRP", "PRP$") and number in speakers:
            candidate = Candidate(
                token.start, token.end, token, i, i + 1, "pronoun", "pronoun", token.text, ()
            )
            body = ", or a body that they speak for" if token.text.casefold() in _WE else ""
            speakers[number].add(candidate, f"{token.text}: whoever is quoted here{body}")


def _quoted_by(annotation: Annotation, attributions: Sequence[Attribution]) -> dict[int, int]:
    """Pronoun -> the attribution with the shortest content around it.

    What is reported inside a quotation without marks of its own is passed over: "I" in “He
    thinks I lied,” Kim Lee said is Lee.
    """
    text = annotation.text
    places = [t for t in annotation.tokens if t.tag in ("PRP", "PRP$")]
    starts = [token.start for token in places]
    found: dict[int, int] = {}
    by_length = sorted(
        range(len(attributions)), key=lambda n: -sum(e - s for s, e in attributions[n].content)
    )
    for number in by_length:
        a = attributions[number]
        marked = text[a.content[0][0]] in "'‘\"“"
        if a.nested_in is not None and not marked and a.rule != "transcript":
            continue
        for start, end in a.content:
            for token in places[bisect_left(starts, start) : bisect_left(starts, end)]:
                found[token.i] = number
    return found


def _content_tokens(
    annotation: Annotation, attributions: Sequence[Attribution]
) -> list[list[tuple[int, int]]]:
    """For each attribution, the stretches of tokens of its content."""
    starts = [token.start for token in annotation.tokens]
    return [
        [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in a.content]
        for a in attributions
    ]


def _finish(
    annotation: Annotation,
    clusters: list[Cluster],
    attributions: Sequence[Attribution],
    speakers: dict[int, Cluster],
) -> tuple[list[Actor], list[Attribution]]:
    taken: set[tuple[int, int]] = set()
    names: dict[int, str] = {}
    used = {UNATTRIBUTED, NARRATOR}
    actors = []
    for cluster in clusters:
        # "a report by X" where X is counted: one mention
        for span in _mentions_around_another(cluster):
            del cluster.mentions[span]
    for cluster in sorted((c for c in clusters if c.mentions), key=lambda c: (c.first, c.fullest)):
        name = _unique(cluster.fullest, cluster, used)
        used.add(name.casefold())
        names[id(cluster)] = name
        spans = [span for span in sorted(cluster.mentions) if span not in taken]
        taken.update(spans)
        mentions = tuple(
            Mention(
                *span,
                cluster.mentions[span][0].form,
                cluster.mentions[span][1] or name_reason(cluster.mentions[span][0], cluster),
            )
            for span in spans
        )
        actors.append(_actor(name, cluster, mentions))
    attributed = [
        replace(
            attribution,
            speaker=names[id(speakers[n])] if n in speakers else UNATTRIBUTED,
        )
        for n, attribution in enumerate(attributions)
    ]
    return actors, attributed


def _mentions_around_another(cluster: Cluster) -> list[tuple[int, int]]:
    """The mentions of an actor inside which it is mentioned again."""
    spans = sorted(cluster.mentions, key=lambda span: (span[0], -span[1]))
    open_spans: list[tuple[int, int]] = []
    holding: dict[tuple[int, int], None] = {}
    for start, end in spans:
        open_spans = [span for span in open_spans if span[1] > start]
        holding.update(dict.fromkeys(span for span in open_spans if span[1] >= end))
        open_spans.append((start, end))
    return list(holding)


def _actor(name: str, cluster: Cluster, mentions: tuple[Mention, ...]) -> Actor:
    aliases = [n for n, _ in cluster.names.most_common() if n.casefold() != name.casefold()]
    role = without_owner(cluster.roles[0]) if cluster.roles else ""
    names = [name, *aliases]
    return Actor(
        name,
        cluster.kind,
        role,
        is_official(cluster.kind, names, cluster.roles),
        tuple(dict.fromkeys(aliases)),
        mentions,
    )


def _unique(name: str, cluster: Cluster, used: set[str]) -> str:
    """The name, told apart by role or number where another actor bears it."""
    if name.casefold() not in used:
        return name
    options = [f"{name} ({without_owner(cluster.roles[0])})"] if cluster.roles else []
    options.append(f"{name} ({cluster.kind})")
    for option in options:
        if option.casefold() not in used:
            return option
    number = 2
    while f"{name} ({number})".casefold() in used:
        number += 1
    return f"{name} ({number})"
