"""Described bodies: whom "the company", "the ministry" or "the group" means."""

from __future__ import annotations

from helpers.speakers.context import Context, Resolved, is_definite, most_recent
from helpers.speakers.names.appositions import FIRMS, GENERIC_BODIES, can_be_called
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.entity_types import is_body_of_two_words
from helpers.speakers.names.names import country_of, demonym_of, name_key
from helpers.thresholds import MAX_PARAGRAPHS_OF_BODY

COUNTRIES = frozenset({"country", "nation", "kingdom", "republic"})
TOWNS = frozenset({"city", "town", "municipality", "village"})
# two words for the forces of a state
SAME_FORCE = {"army": ("military",), "military": ("army", "forces")}
# what comes between a body's name and the noun that says what it is ("the Sana news agency")
_KINDS_OF_BODY = frozenset(
    "news press state television tv radio rights aid militant rebel armed opposition resistance "
    "monitoring advocacy relief wire media".split()
)
_ABOVE = frozenset({"UN", "EU", "US", "UK"})  # whose agency or bank a body may be
FAITHS = frozenset("shi'ite shiite sunni islamist muslim christian jewish hindu catholic".split())
_SOCIETIES = frozenset(
    "movement militia faction alliance bloc watchdog broadcaster channel station daily magazine "
    "website".split()
)
_NAMED_BY_A_NOUN = GENERIC_BODIES | FIRMS | _SOCIETIES


def named_by_its_modifier(context: Context, candidate: Candidate) -> Resolved | None:
    """Name before the noun ("the IRNA news agency"): the body so named."""
    noun = candidate.head.text.casefold()
    before = [t.text for t in context.tokens[candidate.first : candidate.head.i]]
    name = [word for word in before if word.casefold() not in _KINDS_OF_BODY]
    if noun not in _NAMED_BY_A_NOUN or candidate.plural or set(map(str.casefold, name)) & FAITHS:
        return None
    if noun == "agency" and name == before:
        return None  # "the UN agency" is one of the UN's
    found = context.by_name.get(name_key(" ".join(name)), ())
    if len(found) == 1 and found[0].kind in ("organisation", "group"):
        return found[0], f"the {noun} is called so"
    return None


def body_with_another_description(context: Context, candidate: Candidate) -> Resolved | None:
    """Kind with what it is like ("the Geneva-based agency", "the drugmaker"): the latest that fits.

    News call a body by what it is when they have named it; a name among the words ("the Berg
    group") would tell of another body, a place only where it is.
    """
    noun = candidate.head.text.casefold()
    if noun not in _NAMED_BY_A_NOUN or candidate.plural or noun == "campaign":
        return None
    if not candidate.sources or not is_definite(candidate, context.tokens):
        return None
    if candidate.last != candidate.head.i + 1:
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


def place_named_before(context: Context, candidate: Candidate) -> Resolved | None:
    """Place alone ("the country", "the city"): the latest of that kind that acts as a body.

    "Oslo" is a city by itself, and so is what is called "City of ..." or "Municipality of ...".
    """
    noun = candidate.head.text.casefold()
    alone = candidate.head.i - candidate.first == 1 and candidate.last == candidate.head.i + 1
    if not alone or noun not in COUNTRIES | TOWNS or not context.is_definite(candidate):
        return None
    for seen in reversed(context.discourse.bodies):
        if candidate.head.paragraph - seen.candidate.head.paragraph > MAX_PARAGRAPHS_OF_BODY:
            return None
        names = list(seen.cluster.names)
        country = any(country_of(name) for name in names)
        if seen.cluster.kind == "place" and country == (noun in COUNTRIES):
            return seen.cluster, f"the {noun} named before"
        called = any(set(key[:1]) & TOWNS and "of" in key[1:2] for key in seen.cluster.keys)
        if noun in TOWNS and called:
            return seen.cluster, f"the {noun} named before"
    return None


def body_named_before(context: Context, candidate: Candidate) -> Resolved | None:
    """Body alone: the one with that word in its name; for "the company" the latest body."""
    noun = candidate.head.text.casefold()
    modifiers = candidate.head.i - candidate.first
    two_words = is_body_of_two_words(candidate.key)  # "the weather service"
    if candidate.plural or not is_definite(candidate, context.tokens):
        return None
    if modifiers > 1 and not two_words:
        return None
    named = [
        c
        for word in (noun, *SAME_FORCE.get(noun, ()))
        for c in context.by_word.get(word, ())
        if c.first < candidate.start
    ]
    if two_words:
        named = [c for c in named if any(set(candidate.key) <= set(k) for k in c.keys)]
    if named:
        cluster = most_recent(named, candidate.start)
        return cluster, f"the {noun} named before"
    described = [
        c
        for word in (noun, *SAME_FORCE.get(noun, ()))
        for c in context.by_noun.get(word, ())
        if (c.kind == "organisation" or word != noun) and c.first < candidate.start
    ]
    if described:
        return most_recent(described, candidate.start), f"the {noun} described before"
    if noun not in GENERIC_BODIES or noun == "campaign":  # whose campaign, its name would tell
        return None
    return _latest_that_fits(context, candidate)


def _latest_that_fits(context: Context, candidate: Candidate) -> Resolved | None:
    """The latest body that can be called by the noun, before all one that was introduced so."""
    noun = candidate.head.text.casefold()
    latest: Cluster | None = None
    for seen in reversed(context.discourse.bodies):
        gap = candidate.head.paragraph - seen.candidate.head.paragraph
        if gap > MAX_PARAGRAPHS_OF_BODY:
            break
        near = seen.candidate.head.sentence == candidate.head.sentence
        if seen.cluster.kind == "organisation" and (near or seen.candidate.head.dep != "pobj"):
            places = [c for c, _ in seen.cluster.mentions.values()]
            fits = can_be_called(noun, places, context.tokens)
            if fits == "surely":
                return seen.cluster, f"the {noun} introduced as such"
            latest = latest or (seen.cluster if fits else None)
    return None if latest is None else (latest, f"the {noun}: the latest body named before it")
