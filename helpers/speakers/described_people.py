"""Described people: whom a phrase without a name means, where it means a person.

Each rule takes what is known and a description and gives the actor and the reason, or None.
"""

from __future__ import annotations

import re

from helpers.speakers.beside import is_body_noun, is_role_noun
from helpers.speakers.candidates import Candidate
from helpers.speakers.chains import Chain
from helpers.speakers.descriptions import bare_name, compatible_roles
from helpers.speakers.known import MAX_PARAGRAPHS_OF_BODY, Known, is_definite, latest_of
from helpers.speakers.roles import role_words, spelling
from helpers.speakers.vocabulary import vocabulary

# people in the news whom a later sentence may call by a description that was not given before
PUBLIC_FIGURES = frozenset(
    "nominee candidate contender front-runner frontrunner senator congressman congresswoman "
    "governor mayor president politician lawmaker mogul tycoon billionaire businessman "
    "businesswoman star actor actress singer comedian author writer lawyer activist minister "
    "premier chancellor leader hopeful republican democrat conservative veteran pastor host "
    "economist historian chairman chairwoman ambassador executive professor neurosurgeon".split()
)
_AGE = re.compile(r"(?:the )?(?P<age>\d{1,3})-year-old$", re.IGNORECASE)


def introduces_a_name(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Apposition ("a spokesman for the group, X, said"): the name in apposition says who."""
    following = [c.i for c in candidate.head.children if c.dep == "appos"]
    if candidate.last + 1 < len(known.tokens) and known.tokens[candidate.last].text == ",":
        following.append(candidate.last + 1)
    elif is_body_noun(candidate.head.text):
        following.append(candidate.last)  # "the militia X"
    for i in following:
        chain = known.at_token.get(i)
        if chain is None or chain.kind == "group":
            continue
        if (chain.kind == "person") != is_role_noun(candidate.head):
            continue
        if candidate.plural:
            continue
        role = bare_name(candidate.text)
        if chain.kind == "person" and role not in chain.roles:
            chain.roles.append(role)
        return chain, "the name stands in apposition"
    return None


def person_by_age(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Age alone ("the 54-year-old"): whose age it is, else the latest person of no other."""
    said = _AGE.match(candidate.text)
    if said is None:
        return None
    latest: Chain | None = None
    for seen in reversed(known.discourse.recent):
        if seen.chain.kind != "person":
            continue
        ages = ages_of(known, seen.chain)
        if said["age"] in ages:
            return seen.chain, f"aged {said['age']}"
        gap = candidate.head.paragraph - seen.candidate.head.paragraph
        near = gap <= MAX_PARAGRAPHS_OF_BODY and not ages
        subject = seen.candidate.is_subject or seen.candidate.sources
        if latest is None and near and subject:
            latest = seen.chain
    return None if latest is None else (latest, "the latest person of whom no other age is told")


def ages_of(known: Known, chain: Chain) -> set[str]:
    """The ages that stand after the names of a person ("X, 54,")."""
    after = [known.tokens[c.last : c.last + 2] for c, _ in chain.mentions.values()]
    pairs = [two for two in after if len(two) == 2]
    return {two[1].text for two in pairs if two[0].text == "," and two[1].text.isdigit()}


def role_of_a_person(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Role alone ("the defence secretary"): whoever has it, the latest first."""
    if candidate.plural or not is_definite(candidate, known.tokens):
        return None
    noun = candidate.head.text.casefold()
    if vocabulary().role(noun) is None:
        return None
    words = candidate.text.split()
    fitting = [
        chain
        for chain in known.by_role.get(spelling(noun), ())
        if chain.kind == "person" and any(compatible_roles(words, r) for r in chain.roles)
    ]
    if not fitting:
        return None
    before = [c for c in fitting if c.first < candidate.start]
    chosen = latest_of(before, candidate.start) if before else fitting[0]
    role = next(r for r in chosen.roles if compatible_roles(words, r))
    return chosen, f"introduced as {role}"


def another_description(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Elegant variation ("the billionaire") for whoever spoke last.

    News avoid repeating a name; a definite description of a public figure that nobody was
    introduced with means the nearest person with that office, else the latest speaker.
    """
    noun = candidate.head.text.casefold()
    if candidate.plural or not candidate.sources or noun not in PUBLIC_FIGURES:
        return None
    if not is_definite(candidate, known.tokens):
        return None
    entry = vocabulary().role(noun)
    gender = entry[0] if entry is not None else "any"
    best: tuple[float, Chain] | None = None
    barred = known.named_in_content(candidate)
    for distance, seen in enumerate(reversed(known.discourse.recent)):
        chain = seen.chain
        gap = candidate.head.paragraph - seen.candidate.head.paragraph
        if gap > MAX_PARAGRAPHS_OF_BODY:
            break
        if chain.kind != "person" or id(chain) in barred:
            continue
        if gender != "any" and not chain.can_be(gender):
            continue
        said = role_words(noun)
        office = any(said <= role_words(role) for role in chain.roles)
        score = 3.0 * office + 1.5 * bool(seen.candidate.sources) - 0.5 * gap - 0.05 * distance
        score += 1.0 if seen.candidate.is_subject else 0.0
        if best is None or score > best[0]:
            best = (score, chain)
    if best is None:
        return None
    if not best[1].roles:
        best[1].roles.append(bare_name(candidate.text))
    return best[1], "another description of the latest person who fits"
