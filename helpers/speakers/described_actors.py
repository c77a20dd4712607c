"""Described actors: which person, body or place a phrase without a name means, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import INDEFINITE_PRONOUNS, Context, Resolved, most_recent
from helpers.speakers.descriptions import also_called, bare_name
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.kind_words import (
    is_body_noun,
    is_body_of_two_words,
    is_role_noun,
)
from helpers.speakers.names.name_spans import NAME_TAGS
from helpers.speakers.names.names import NameKey, country_of, demonym_of, name_key
from helpers.speakers.names.roles import (
    OFFICES,
    compatible_roles,
    core_words,
    role_words,
    spelling,
)
from helpers.thresholds import MAX_PARAGRAPHS_OF_BODY

SERVANTS = frozenset({"spokesman", "spokeswoman", "adviser", "aide", "secretary", "lawyer"})
# of whom a person mostly has one, so that "his mother" is the mother introduced before
RELATIVES = frozenset(
    "mother father husband wife widow widower sister brother daughter son partner girlfriend "
    "boyfriend fiancée fiancé".split()
)
OF_A_PRIZE = frozenset({"winner", "nominee", "laureate", "champion"})  # "the Oscar winner"
# parties before a noun for one person ("the GOP nominee")
PARTIES = frozenset("gop republican democratic labour conservative tory liberal green".split())
# "the ferry's owner, Vega Lines": a person or a firm
PEOPLE_OR_FIRMS = frozenset("owner operator developer supplier publisher sponsor landlord".split())
GENERIC_BODIES = frozenset(
    "company group organisation organization agency firm party bank network newspaper paper "
    "campaign institute charity association foundation union university".split()
)
# firms and societies that a later sentence may call by what they are
CALLED_BY_WHAT_THEY_ARE = GENERIC_BODIES | frozenset(
    "carmaker automaker drugmaker chipmaker planemaker airline manufacturer retailer lender "
    "startup brewer refiner utility insurer conglomerate movement militia faction alliance bloc "
    "watchdog broadcaster regulator developer maker".split()
)
COUNTRIES = frozenset({"country", "nation", "kingdom", "republic"})
TOWNS = frozenset({"city", "town", "municipality", "village"})
# as news vary them
_SAME_BODY = {"prosecutor": "attorney", "prosecutors": "attorney", "force": "police"}
FIRMS = frozenset({"company", "firm"})
# officials of whom an article mostly means one body
INSTITUTIONS = frozenset("police prosecutors authorities firefighters".split())


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
        return cluster, "named in apposition"
    return None


def role_of_a_person(context: Context, candidate: Candidate) -> Resolved | None:
    """The person introduced with that role ("the defence secretary"), the latest mentioned.

    A name beside the role may be new ("the White House press secretary") where only one person of
    the article has the role.
    """
    noun = candidate.noun
    inside = context.tokens[candidate.first : candidate.last]
    hers = inside[0].tag == "PRP$" and noun in RELATIVES
    owned = any(token.tag == "POS" for token in inside)  # "Acme's boss"
    if candidate.plural or not (hers or owned or context.is_definite(candidate)):
        return None
    if vocabulary().role(noun) is None:
        return None
    holders = dict.fromkeys(context.by_role.get(spelling(noun), ()))
    people = [c for c in holders if c.kind == "person"]
    without_names = [t.text for t in inside if t.tag not in NAME_TAGS and not owned]
    for words in (candidate.text.split(), without_names):
        fitting = [c for c in people if any(compatible_roles(words[hers:], r) for r in c.roles)]
        if fitting:
            break
    if not fitting or (len(people) > 1 and len(words) < len(inside)):
        return None
    before = [c for c in fitting if c.first < candidate.start]
    chosen = most_recent(before, candidate.start) if before else fitting[0]
    unnamed = [c for c in context.by_noun.get(noun, ()) if c.kind == "unnamed" and not c.plural]
    if unnamed and not before:
        return None  # "a witness said ... The witness ... Another witness, Kim Lee"
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
    borne = role is not None and spelling(noun) in context.by_role
    former = role is not None and any(token.text.casefold() == "former" for token in inside)
    figure = "figure" in vocabulary().kind_nouns.get(noun, ())
    # a noun with "the" that is new means somebody known: "Dr Lee said ... The consultant said"
    alone = candidate.head.i == candidate.first + 1  # not "the club doctor"
    new = alone and role is not None and context.first_at[candidate.head.text] == candidate.head.i
    if not (figure or demonym_of(noun) or borne or former or new):
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
    said = role_words(candidate.noun)
    barred = context.named_in_content(candidate)
    for distance, (cluster, mention) in enumerate(reversed(context.recent)):
        gap = candidate.head.paragraph - mention.head.paragraph
        if gap > MAX_PARAGRAPHS_OF_BODY:
            break
        if cluster.kind != "person" or id(cluster) in barred:
            continue
        if gender != "any" and not cluster.can_be(gender):
            continue
        servant = any(SERVANTS & {*core_words(role)} for role in cluster.roles)
        if candidate.noun in OFFICES and servant:
            continue  # "the president" is not his spokesman, though that one spoke last
        office = any(said <= role_words(role) for role in cluster.roles)
        score = 3.0 * office + 1.5 * bool(mention.sources) - 0.5 * gap - 0.05 * distance
        score += 1.0 if mention.is_subject else 0.0
        score -= 2.5 if mention.head.quotation >= 0 else 0.0
        yield score, cluster


def body_by_some_of_its_words(context: Context, candidate: Candidate) -> Resolved | None:
    """The one body whose name has all words of a description ("the sheriff's office").

    "The prosecutor's office" is that of an attorney; "Oslo police" need no article.
    """
    words = _words_of_a_body(name_key(candidate.text))
    definite = context.has_definite_article(candidate) and not candidate.plural
    if len(words) < 2 or not (definite or candidate.noun in (*INSTITUTIONS, "force")):
        return None
    found = {
        id(cluster): cluster
        for cluster in context.by_word.get(_SAME_BODY.get(candidate.noun, candidate.noun), ())
        if cluster.first < candidate.start
        and any(words <= _words_of_a_body(key) for key in cluster.keys)
    }
    if len(found) != 1:
        return None
    return next(iter(found.values())), f"the {candidate.noun} named before"


def _words_of_a_body(key: NameKey) -> frozenset[str]:
    return frozenset(_SAME_BODY.get(w, w) for w in (re.sub("['’]s?$", "", w) for w in key))


def place_named_before(context: Context, candidate: Candidate) -> Resolved | None:
    """The latest country or town that acts as a body, for "the country" or "the city".

    "Oslo" is a city by itself, and so is what is called "City of ..." or "Municipality of ...".
    """
    noun = candidate.noun
    alone = candidate.is_noun_alone
    if not alone or noun not in COUNTRIES | TOWNS or not context.is_definite(candidate):
        return None
    for cluster, mention in reversed(context.bodies):
        if candidate.head.paragraph - mention.head.paragraph > MAX_PARAGRAPHS_OF_BODY:
            return None
        country = any(country_of(name) for name in cluster.names)
        town = any(k[0] in TOWNS and noun in TOWNS for k in cluster.keys if k)
        if town or (cluster.kind == "place" and country == (noun in COUNTRIES)):
            return cluster, f"the {noun} named before"
    return None


def body_named_before(context: Context, candidate: Candidate) -> Resolved | None:
    """The latest body with that noun in its name ("the ministry"); for "the company" any body."""
    noun = candidate.noun
    words = (noun, *also_called(noun))
    two_words = is_body_of_two_words(candidate.key)  # "the weather service"
    if candidate.plural or not context.has_definite_article(candidate):
        return None
    if candidate.head.i - candidate.first > 1 and not two_words:
        return None
    named = [c for w in words for c in context.by_word.get(w, ()) if c.first < candidate.start]
    if two_words:
        named = [c for c in named if any(set(candidate.key) <= set(k) for k in c.keys)]
    if named:
        return most_recent(named, candidate.start), f"the {noun} named before"
    known = (c for word in words for c in context.by_noun.get(word, ()))
    described = [c for c in known if c.kind == "organisation"]
    if described:
        return most_recent(described, candidate.start), f"the {noun} described before"
    # whose campaign it is, its name would tell
    if noun not in CALLED_BY_WHAT_THEY_ARE or noun == "campaign":
        return None
    fitting = bodies_that_fit(context, candidate)
    for cluster, fits in fitting:
        if fits == "surely":
            return cluster, f"the {noun} introduced as such"
    latest = next(iter(fitting), None)
    return None if latest is None else (latest[0], f"the {noun}: the latest body named before it")


def bodies_that_fit(context: Context, candidate: Candidate) -> list[tuple[Cluster, str]]:
    """Return the bodies in view that can be called by the noun, latest first, and how surely."""
    found: dict[int, tuple[Cluster, str]] = {}
    for cluster, mention in reversed(context.bodies):
        if candidate.head.paragraph - mention.head.paragraph > MAX_PARAGRAPHS_OF_BODY:
            break
        near = mention.head.sentence == candidate.head.sentence
        if cluster.kind == "organisation" and (near or mention.head.dep != "pobj"):
            fits = can_be_called(candidate.noun, cluster, context.tokens)
            if fits:
                found.setdefault(id(cluster), (cluster, fits))
    return list(found.values())


def can_be_called(noun: str, body: Cluster, tokens: Sequence[Token]) -> str:
    """Whether a body can be "the company": "surely", "maybe" or "" for no.

    Surely where it was introduced with that noun or is named so ("Nordbank" is a bank). A bank is
    always introduced as one; an office of state is no firm or group, and a firm no agency.
    """
    introduced = body.introduced_as(tokens)
    if noun in introduced or (noun in FIRMS and introduced & FIRMS):
        return "surely"
    if any(len(word) > len(noun) and word.endswith(noun) for key in body.calls for word in key):
        return "surely"
    last = {key[-1] for key in body.calls if len(key) > 1}
    public = any("body" in vocabulary().name_words.get(word, ()) for word in last)
    return "" if noun == "bank" or public != (noun == "agency") else "maybe"
