"""Rules for descriptions of bodies and places: what "the company" or "the country" means.

Each rule takes the context and a description and returns the actor and the reason, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context, Resolved, most_recent
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.kind_words import is_body_of_two_words, named_as_body
from helpers.speakers.names.names import NameKey, country_of, demonym_of, name_key
from helpers.thresholds import MAX_PARAGRAPHS_OF_BODY

GENERIC_BODIES = frozenset(
    "company group organisation organization agency firm party bank network newspaper paper "
    "campaign institute charity association foundation union university".split()
)
COUNTRIES = frozenset({"country", "nation", "kingdom", "republic"})
TOWNS = frozenset({"city", "town", "municipality", "village"})
# two words for the forces of a state
SAME_FORCE = {"army": ("military",), "military": ("army", "forces"), "force": ("police",)}
# what comes between a body's name and the noun that says what it is ("the Sana news agency")
_KINDS_OF_BODY = frozenset(
    "news press state television tv radio rights aid militant rebel armed opposition resistance "
    "monitoring advocacy relief wire media".split()
)
_ABOVE = frozenset({"UN", "EU", "US", "UK"})  # whose agency or bank a body may be
FAITHS = frozenset("shi'ite shiite sunni islamist muslim christian jewish hindu catholic".split())
_PROSECUTORS = {"prosecutor": "attorney", "prosecutors": "attorney"}  # as American news vary them
FIRMS = frozenset({"company", "firm"})
# firms and societies that a later sentence may call by what they are
_CALLED_BY_A_NOUN = GENERIC_BODIES | frozenset(
    "carmaker automaker drugmaker chipmaker planemaker airline manufacturer retailer lender "
    "operator startup start-up brewer refiner utility insurer maker giant conglomerate movement "
    "militia faction alliance bloc watchdog broadcaster channel station daily magazine "
    "website carrier regulator chain supplier developer studio label body".split()
)


def named_by_its_modifier(context: Context, candidate: Candidate) -> Resolved | None:
    """The body whose name comes before the noun ("the IRNA news agency")."""
    noun = candidate.noun
    before = [t.text for t in context.tokens[candidate.first : candidate.head.i]]
    name = [word for word in before if word.casefold() not in _KINDS_OF_BODY]
    if noun not in _CALLED_BY_A_NOUN or candidate.plural or set(map(str.casefold, name)) & FAITHS:
        return None
    if noun == "agency" and name == before:
        return None  # "the UN agency" is one of the UN's
    if any(map(demonym_of, name)):
        return None  # "the Belgian newspaper" is any of that country
    found = context.by_name.get(name_key(" ".join(name)), ())
    if len(found) == 1 and found[0].kind in ("organisation", "group"):
        return found[0], f"the {noun} is called so"
    return None


def body_with_another_description(context: Context, candidate: Candidate) -> Resolved | None:
    """The latest body that fits what it is called ("the Geneva-based agency", "the drugmaker").

    News call a body by what it is after they have named it. A name among the words ("the Berg
    group") would mean another body; a place says only where it is.
    """
    noun = candidate.noun
    if noun not in _CALLED_BY_A_NOUN or candidate.plural or noun == "campaign":
        return None
    definite = context.has_definite_article(candidate)
    if not candidate.sources or not definite or not candidate.ends_in_noun:
        return None
    for token in context.tokens[candidate.first + 1 : candidate.head.i]:
        where = (
            token.text.casefold() in FAITHS
            or token.text.replace(".", "") in _ABOVE
            or token.entity in ("GPE", "NORP", "LOC")
            or demonym_of(token.text)
        )
        if token.text[0].isupper() and not where:
            return None
    return _latest_that_fits(context, candidate)


def body_by_some_of_its_words(context: Context, candidate: Candidate) -> Resolved | None:
    """The one body whose name has all words of a description ("the sheriff's office").

    "The prosecutor's office" is that of an attorney.
    """
    words = _words_of_a_body(name_key(candidate.text))
    if candidate.plural or len(words) < 2 or not context.has_definite_article(candidate):
        return None
    found = {
        id(cluster): cluster
        for cluster in context.by_word.get(candidate.noun, ())
        if cluster.first < candidate.start
        and any(words <= _words_of_a_body(key) for key in cluster.keys)
    }
    if len(found) != 1:
        return None
    return next(iter(found.values())), f"the {candidate.noun} named before"


def _words_of_a_body(key: NameKey) -> frozenset[str]:
    return frozenset(_PROSECUTORS.get(w, w) for w in (re.sub("['’]s?$", "", w) for w in key))


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
        town = noun in TOWNS and any(k[0] in TOWNS and "of" in k[1:2] for k in cluster.keys if k)
        if town or (cluster.kind == "place" and country == (noun in COUNTRIES)):
            return cluster, f"the {noun} named before"
    return None


def body_named_before(context: Context, candidate: Candidate) -> Resolved | None:
    """The latest body with that noun in its name ("the ministry"); for "the company" any body."""
    noun = candidate.noun
    words = (noun, *SAME_FORCE.get(noun, ()))
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
    described = [
        c
        for word in words
        for c in context.by_noun.get(word, ())
        if (c.kind == "organisation" or word != noun) and c.first < candidate.start
    ]
    if described:
        return most_recent(described, candidate.start), f"the {noun} described before"
    if noun not in GENERIC_BODIES or noun == "campaign":  # whose campaign, its name would tell
        return None
    return _latest_that_fits(context, candidate)


def _latest_that_fits(context: Context, candidate: Candidate) -> Resolved | None:
    """The latest body that can be called by the noun; one that was introduced so comes first."""
    noun = candidate.noun
    latest: Cluster | None = None
    for cluster, mention in reversed(context.bodies):
        if candidate.head.paragraph - mention.head.paragraph > MAX_PARAGRAPHS_OF_BODY:
            break
        near = mention.head.sentence == candidate.head.sentence
        if cluster.kind == "organisation" and (near or mention.head.dep != "pobj"):
            places = [place for place, _ in cluster.mentions.values()]
            fits = can_be_called(noun, places, context.tokens)
            if fits == "surely":
                return cluster, f"the {noun} introduced as such"
            latest = latest or (cluster if fits else None)
    return None if latest is None else (latest, f"the {noun}: the latest body named before it")


def can_be_called(noun: str, places: Sequence[Candidate], tokens: Sequence[Token]) -> str:
    """Whether a body with these mentions can be "the company": "surely", "maybe" or "" for no.

    Surely where it was introduced with that noun or is named so ("Nordbank" is a bank). A bank is
    always introduced as one; an office of state is no firm or group, and a firm no agency.
    """
    introduced = {named_as_body(place, tokens) for place in places}
    if noun in introduced or (noun in FIRMS and introduced & FIRMS):
        return "surely"
    if any(len(word) > len(noun) and word.endswith(noun) for p in places for word in p.key):
        return "surely"
    last = {place.key[-1] for place in places if len(place.key) > 1}
    if noun == "agency":  # of the UN: "the World Health Organization"
        last -= {"organization", "organisation"}
    kinds = {kind for word in last for kind in vocabulary().name_words.get(word, ())}
    barred = {"company", "organisation"} if noun == "agency" else {"body"}
    return "" if noun == "bank" or kinds & barred else "maybe"
