"""Rules for descriptions of people: the person whom a phrase without a name means.

Each rule takes the context and a description and returns the person and the reason, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import (
    INDEFINITE_PRONOUNS,
    Context,
    Resolved,
    most_recent,
)
from helpers.speakers.descriptions.descriptions import bare_name
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.kind_words import is_body_noun, is_role_noun
from helpers.speakers.names.name_spans import NAME_TAGS
from helpers.speakers.names.names import demonym_of
from helpers.speakers.names.offices import (
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
    "boss skipper filmmaker winner backbencher "
    "footballer cricketer bowler batsman driver jockey frontman vocalist guitarist designer "
    "architect pontiff monarch cleric general commander envoy diplomat magnate strongman".split()
)
# people who speak or work for whoever has an office
SERVANTS = frozenset(
    "spokesman spokeswoman adviser aide secretary lawyer strategist manager reporter journalist "
    "director pollster professor analyst officer".split()
)
# of whom a person mostly has one, so that "his mother" is the mother introduced before
RELATIVES = frozenset(
    "mother father husband wife widow widower sister brother daughter son partner girlfriend "
    "boyfriend fiancée fiancé".split()
)
OF_A_PRIZE = frozenset({"winner", "nominee", "laureate", "champion"})  # "the Oscar winner"
# parties before a noun for one person ("the GOP nominee")
PARTIES = frozenset("gop republican democratic labour conservative tory liberal green".split())
RUNNERS = frozenset({"candidate", "nominee", "contender", "hopeful", "frontrunner"})
NO_RUNNERS = SERVANTS | {"judge", "prosecutor", "sheriff", "moderator"}
# "the ferry's owner, Vega Lines": a person or a firm
PEOPLE_OR_FIRMS = frozenset(
    "owner operator organiser organizer manufacturer supplier publisher developer rival sponsor "
    "builder producer contractor landlord employer".split()
)
_AGED = re.compile(r"(\d{1,3}) - year - old(?: ,)?$")
_AGE = re.compile(r"(?:the )?(?P<age>\d{1,3})-year-old$", re.IGNORECASE)


def introduces_a_name(context: Context, candidate: Candidate) -> Resolved | None:
    """The actor who is named in apposition ("a spokesman for the group, X, said")."""
    if candidate.plural:
        return None
    following = [c.i for c in candidate.head.children if c.dep == "appos"]
    if candidate.last + 1 < len(context.tokens) and context.tokens[candidate.last].text == ",":
        following.append(candidate.last + 1)
    elif is_body_noun(candidate.noun):
        following.append(candidate.last)  # "the militia X"
    is_role = is_role_noun(candidate.head)
    for i in following:
        cluster = context.cluster_at.get(i)
        if cluster is None or cluster.kind == "group":
            continue
        if cluster.kind == "person":  # what says something and is no body is a person
            fits = is_role or (bool(candidate.sources) and not is_body_noun(candidate.noun))
        else:
            fits = not is_role or candidate.noun in PEOPLE_OR_FIRMS
        between = {token.text.casefold() for token in context.tokens[candidate.last : i]}
        if not fits or between & {"including", "like"}:
            continue
        words = bare_name(candidate.text)
        no_role = candidate.noun in INDEFINITE_PRONOUNS
        if cluster.kind == "person" and words not in cluster.roles and not no_role:
            cluster.roles.append(words)
            for word in role_words(words):
                context.by_role.setdefault(word, []).append(cluster)
        return cluster, "the name stands in apposition"
    return None


def person_by_age(context: Context, candidate: Candidate) -> Resolved | None:
    """The person of that age ("the 54-year-old"), else the latest person of unknown age."""
    said = _AGE.match(candidate.text)
    if said is None:
        return None
    latest: Cluster | None = None
    for cluster, mention in reversed(context.recent):
        if cluster.kind != "person":
            continue
        ages = _ages(context, cluster)
        if said["age"] in ages:
            return cluster, f"aged {said['age']}"
        near = candidate.head.paragraph - mention.head.paragraph <= MAX_PARAGRAPHS_OF_BODY
        if latest is None and near and not ages and (mention.is_subject or mention.sources):
            latest = cluster
    return None if latest is None else (latest, "the latest person of whom no other age is told")


def _ages(context: Context, cluster: Cluster) -> set[str]:
    """The ages given beside the names of a person ("X, 54,", "the 54-year-old, X")."""
    ages = set()
    for mention, _ in cluster.mentions.values():
        after = context.tokens[mention.last : mention.last + 2]
        if len(after) == 2 and after[0].text == "," and after[1].text.isdigit():
            ages.add(after[1].text)
        before = context.tokens[max(0, mention.first - 6) : mention.first]
        aged = _AGED.search(" ".join(token.text for token in before))
        if aged:
            ages.add(aged[1])
    return ages


def role_of_a_person(context: Context, candidate: Candidate) -> Resolved | None:
    """The person introduced with that role ("the defence secretary"), the latest mentioned.

    A name beside the role may be new ("the White House press secretary") where only one person of
    the article has the role. Whoever was described with it since, without a name, is meant first.
    """
    noun = candidate.noun
    inside = context.tokens[candidate.first : candidate.last]
    hers = inside[0].tag == "PRP$" and noun in RELATIVES
    owned = any(token.tag == "POS" for token in inside)  # "Acme's boss"
    if candidate.plural or not (hers or owned or context.is_definite(candidate)):
        return None
    if vocabulary().role(noun) is None:
        return None
    people = [c for c in context.by_role.get(spelling(noun), ()) if c.kind == "person"]
    without_names = [t.text for t in inside if t.tag not in NAME_TAGS and not owned]
    for words in (candidate.text.split(), without_names):
        fitting = [c for c in people if any(compatible_roles(words[hers:], r) for r in c.roles)]
        if fitting:
            break
    if not fitting or (len({*map(id, people)}) > 1 and len(words) < len(inside)):
        return None
    before = [c for c in fitting if c.first < candidate.start]
    chosen = most_recent(before, candidate.start) if before else fitting[0]
    last = max((s for s, _ in chosen.mentions if s < candidate.start), default=-1)
    unnamed = [c for c in context.by_noun.get(noun, ()) if c.kind == "unnamed" and not c.plural]
    if any(last < s < candidate.start for c in unnamed for s, _ in c.mentions):
        return None
    role = next(r for r in chosen.roles if compatible_roles(words[hers:], r))
    return chosen, f"introduced as {role}"


def another_description(context: Context, candidate: Candidate) -> Resolved | None:
    """The person whom elegant variation means ("the billionaire").

    News avoid repeating a name. A definite description of a public figure that nobody was
    introduced with means the nearest person with that office, else the latest speaker.
    """
    noun = candidate.noun
    if candidate.plural or not candidate.sources or not context.has_definite_article(candidate):
        return None
    inside = context.tokens[candidate.first : candidate.head.i]
    names = {
        token.text.casefold()
        for token in inside
        if token.entity in ("PERSON", "ORG") and token.tag in NAME_TAGS and noun not in OF_A_PRIZE
    } - PARTIES
    role = vocabulary().role(noun)
    # "donor" after "mega donor"
    borne = role is not None and spelling(noun) in context.by_role and candidate.ends_in_noun
    former = role is not None and any(token.text.casefold() == "former" for token in inside)
    if noun not in PUBLIC_FIGURES and not (demonym_of(noun) or borne or former):
        return None
    gender = role[0] if role is not None else "any"
    scored = (
        (score, person)
        for score, person in _scored_people(context, candidate, gender)
        # "the Berg actor": whose, or as whom
        if names <= {word.casefold() for r in person.roles for word in r.split()}
    )
    _, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None:
        return None
    if not best.roles:
        best.roles.append(bare_name(candidate.text))
    return best, "another description of the latest person who fits"


def _scored_people(
    context: Context, candidate: Candidate, gender: str
) -> Iterator[tuple[float, Cluster]]:
    """Yield the people in view with a score: who has the office, spoke, is near, is the subject."""
    noun, said = candidate.noun, role_words(candidate.noun)
    barred = context.named_in_content(candidate)
    for distance, (cluster, mention) in enumerate(reversed(context.recent)):
        gap = candidate.head.paragraph - mention.head.paragraph
        if gap > MAX_PARAGRAPHS_OF_BODY:
            break
        if cluster.kind != "person" or id(cluster) in barred:
            continue
        if gender != "any" and not cluster.can_be(gender):
            continue
        cores = {word for role in cluster.roles for word in core_words(role)}
        if (noun in OFFICES and cores & SERVANTS) or (noun in RUNNERS and cores & NO_RUNNERS):
            continue  # "the president" is not his spokesman, though that one spoke last
        office = any(said <= role_words(role) for role in cluster.roles)
        score = 3.0 * office + 1.5 * bool(mention.sources) - 0.5 * gap - 0.05 * distance
        score += 1.0 if mention.is_subject else 0.0
        if noun in RUNNERS:  # who the article is about
            score += 0.3 * min(len(cluster.mentions), 12)
        yield score, cluster
