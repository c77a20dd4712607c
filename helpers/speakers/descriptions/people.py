"""Described people: whom a phrase without a name means, where it means a person.

Each rule takes what is context and a description and gives the actor and the reason, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import (
    INDEFINITE_PRONOUNS,
    Context,
    Resolved,
    is_definite,
    most_recent,
)
from helpers.speakers.descriptions.descriptions import bare_name
from helpers.speakers.names.appositions import is_body_noun, is_role_noun
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.names import country_of, demonym_of
from helpers.speakers.names.role_matching import (
    OFFICES,
    compatible_roles,
    core_words,
    role_words,
    spelling,
)
from helpers.thresholds import MAX_PARAGRAPHS_OF_BODY

# people in the news whom a later sentence may call by a description that was not given before
PUBLIC_FIGURES = frozenset(
    "nominee candidate contender front-runner frontrunner senator congressman congresswoman "
    "governor mayor president politician lawmaker mogul tycoon billionaire businessman "
    "businesswoman star actor actress singer comedian author writer lawyer activist minister "
    "premier chancellor leader hopeful republican democrat conservative veteran pastor host "
    "economist historian chairman chairwoman ambassador executive professor neurosurgeon "
    "nun priest bishop rabbi imam poet novelist playwright translator painter sculptor musician "
    "rapper filmmaker chef farmer biologist physicist surgeon scientist striker goalkeeper "
    "midfielder defender quarterback champion entrepreneur founder retiree pensioner laureate "
    "runner sprinter swimmer boxer cyclist golfer skier athlete goalscorer winger forward pitcher "
    "pontiff monarch cleric general commander envoy diplomat tycoon magnate strongman".split()
)
# people who speak or work for whoever has an office
SERVANTS = frozenset(
    "spokesman spokeswoman adviser aide secretary lawyer strategist manager reporter journalist "
    "director pollster professor analyst officer".split()
)
RUNNERS = frozenset({"candidate", "nominee", "contender", "hopeful", "frontrunner"})
# "the ferry's owner, Vega Lines": a person or a firm
PEOPLE_OR_FIRMS = frozenset(
    "owner operator organiser organizer manufacturer supplier publisher developer rival sponsor "
    "builder producer contractor landlord employer".split()
)
NAMING = frozenset({"give", "identify", "name"})
_AGED = re.compile(r"(\d{1,3}) - year - old(?: ,)?$")
_AGE = re.compile(r"(?:the )?(?P<age>\d{1,3})-year-old$", re.IGNORECASE)


def introduces_a_name(context: Context, candidate: Candidate) -> Resolved | None:
    """Apposition ("a spokesman for the group, X, said"): the name in apposition says who."""
    following = [c.i for c in candidate.head.children if c.dep == "appos"]
    if candidate.last + 1 < len(context.tokens) and context.tokens[candidate.last].text == ",":
        following.append(candidate.last + 1)
    elif is_body_noun(candidate.head.text):
        following.append(candidate.last)  # "the militia X"
    following += _calls_itself(candidate)
    for i in following:
        cluster = context.cluster_at.get(i)
        if cluster is None or cluster.kind == "group":
            continue
        role = is_role_noun(candidate.head)
        if cluster.kind != "person" and candidate.head.text.casefold() in PEOPLE_OR_FIRMS:
            role = False
        if not (role or says(candidate) if cluster.kind == "person" else not role):
            continue
        between = context.tokens[candidate.last : i]
        if candidate.plural or any(t.text.casefold() in ("including", "like") for t in between):
            continue
        words = bare_name(candidate.text)
        no_role = candidate.head.text.casefold() in INDEFINITE_PRONOUNS
        if cluster.kind == "person" and words not in cluster.roles and not no_role:
            cluster.roles.append(words)
            for word in role_words(words):
                context.by_role.setdefault(word, []).append(cluster)
        return cluster, "the name stands in apposition"
    return None


def _calls_itself(candidate: Candidate) -> list[int]:
    """Where the name stands that somebody bears ("who gave her name as X", "surnamed X")."""
    called = [
        token.i
        for clause in candidate.head.subtree()
        if clause.dep in ("relcl", "acl") and _gives_a_name(clause)
        for token in clause.subtree()
        if token.i > clause.i
    ]
    return called + [
        name.i
        for clause in candidate.head.subtree()
        if clause.dep in ("relcl", "acl", "xcomp") and clause.lemma in NAMING
        for link in clause.children
        if link.text == "as"
        for name in link.children
        if name.dep == "pobj"
    ]


def _gives_a_name(clause: Token) -> bool:
    """Whether a clause tells what somebody is called: "surnamed", "who calls himself"."""
    if clause.text.casefold() in ("surnamed", "named", "nicknamed"):
        return clause.tag != "VBG"
    inside = {token.text.casefold() for token in clause.subtree()}
    return clause.lemma == "call" and bool({"himself", "herself"} & inside)


def says(candidate: Candidate) -> bool:
    """Whether a noun that is no body's is the source of something: then it is a person's."""
    return bool(candidate.sources) and not is_body_noun(candidate.head.text)


def person_by_age(context: Context, candidate: Candidate) -> Resolved | None:
    """Age alone ("the 54-year-old"): whose age it is, else the latest person of no other."""
    said = _AGE.match(candidate.text)
    if said is None:
        return None
    latest: Cluster | None = None
    for seen in reversed(context.discourse.recent):
        if seen.cluster.kind != "person":
            continue
        ages = ages_of(context, seen.cluster)
        if said["age"] in ages:
            return seen.cluster, f"aged {said['age']}"
        gap = candidate.head.paragraph - seen.candidate.head.paragraph
        near = gap <= MAX_PARAGRAPHS_OF_BODY and not ages
        subject = seen.candidate.is_subject or seen.candidate.sources
        if latest is None and near and subject:
            latest = seen.cluster
    return None if latest is None else (latest, "the latest person of whom no other age is told")


def ages_of(context: Context, cluster: Cluster) -> set[str]:
    """The ages that stand beside the names of a person ("X, 54,", "the 54-year-old, X")."""
    places = [candidate for candidate, _ in cluster.mentions.values()]
    after = [context.tokens[c.last : c.last + 2] for c in places]
    before = [context.tokens[max(0, c.first - 6) : c.first] for c in places]
    aged = [_AGED.search(" ".join(t.text for t in words)) for words in before]
    pairs = [two for two in after if len(two) == 2]
    return {two[1].text for two in pairs if two[0].text == "," and two[1].text.isdigit()} | {
        found[1] for found in aged if found
    }


def role_of_a_person(context: Context, candidate: Candidate) -> Resolved | None:
    """Role alone ("the defence secretary"): whoever has it, the latest first."""
    if candidate.plural or not context.is_definite(candidate):
        return None
    noun = candidate.head.text.casefold()
    if vocabulary().role(noun) is None:
        return None
    words = candidate.text.split()
    people = [c for c in context.by_role.get(spelling(noun), ()) if c.kind == "person"]
    fitting = [c for c in people if any(compatible_roles(words, r) for r in c.roles)]
    if not fitting:
        return _only_one_in_office(words, people)
    before = [c for c in fitting if c.first < candidate.start]
    chosen = most_recent(before, candidate.start) if before else fitting[0]
    role = next(r for r in chosen.roles if compatible_roles(words, r))
    return chosen, f"introduced as {role}"


def _only_one_in_office(words: Sequence[str], people: list[Cluster]) -> Resolved | None:
    """Office with its place ("the Norwegian mayor") for the only one introduced as "Mayor"."""
    said = role_words(" ".join(words))
    fitting = {
        id(cluster): (cluster, role)
        for cluster in people
        for role in cluster.roles
        if role_words(role)
        and role_words(role) < said
        and all(_says_where(word) for word in said - role_words(role))
    }
    if len(fitting) != 1:
        return None
    cluster, role = next(iter(fitting.values()))
    return cluster, f"introduced as {role}, the only one"


def _says_where(word: str) -> bool:
    lists = vocabulary()
    return word in lists.regions or bool(demonym_of(word) or country_of(word.title()))


def _borne(context: Context, candidate: Candidate) -> bool:
    """Whether somebody was introduced with this noun for a person ("donor", "the mega donor")."""
    noun = candidate.head.text.casefold()
    ends = candidate.last == candidate.head.i + 1
    return ends and vocabulary().role(noun) is not None and spelling(noun) in context.by_role


def another_description(context: Context, candidate: Candidate) -> Resolved | None:
    """Elegant variation ("the billionaire") for whoever spoke last.

    News avoid repeating a name; a definite description of a public figure that nobody was
    introduced with means the nearest person with that office, else the latest speaker.
    """
    noun = candidate.head.text.casefold()
    if candidate.plural or not candidate.sources or not is_definite(candidate, context.tokens):
        return None
    inside = context.tokens[candidate.first : candidate.head.i]
    if any(token.entity in ("PERSON", "ORG") for token in inside):
        return None  # "the Berg actor": whose, or as whom
    if noun not in PUBLIC_FIGURES and not demonym_of(noun) and not _borne(context, candidate):
        return None
    entry = vocabulary().role(noun)
    gender = entry[0] if entry is not None else "any"
    best: tuple[float, Cluster] | None = None
    barred = context.named_in_content(candidate)
    for distance, seen in enumerate(reversed(context.discourse.recent)):
        cluster = seen.cluster
        gap = candidate.head.paragraph - seen.candidate.head.paragraph
        if gap > MAX_PARAGRAPHS_OF_BODY:
            break
        if cluster.kind != "person" or id(cluster) in barred:
            continue
        if gender != "any" and not cluster.can_be(gender):
            continue
        said = role_words(noun)
        if noun in OFFICES and any(set(core_words(role)) & SERVANTS for role in cluster.roles):
            continue  # "the president" is not his spokesman, though that one spoke last
        office = any(said <= role_words(role) for role in cluster.roles)
        score = 3.0 * office + 1.5 * bool(seen.candidate.sources) - 0.5 * gap - 0.05 * distance
        score += 1.0 if seen.candidate.is_subject else 0.0
        if noun in RUNNERS:  # who the article is about
            score += 0.3 * min(cluster.size, 12)
        if best is None or score > best[0]:
            best = (score, cluster)
    if best is None:
        return None
    if not best[1].roles:
        best[1].roles.append(bare_name(candidate.text))
    return best[1], "another description of the latest person who fits"
