"""Rules for descriptions: whom a phrase without a name means ("the spokesman", "officials").

Each rule takes the context and a description and returns the actor and the reason, or None. The
rules about people and about bodies are in ``people`` and ``bodies``.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import NOT_NAMED, Context, Resolved
from helpers.speakers.descriptions.bodies import (
    body_by_some_of_its_words,
    body_named_before,
    body_with_another_description,
    named_by_its_modifier,
    place_named_before,
)
from helpers.speakers.descriptions.descriptions import bare_name, is_collective, of_document
from helpers.speakers.descriptions.people import (
    another_description,
    introduces_a_name,
    person_by_age,
    role_of_a_person,
)
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.names import name_key
from helpers.thresholds import MAX_PARAGRAPHS_OF_DOCUMENT, MAX_TOKENS_BEFORE_CUE

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer analysis study report editorial article column "
    "essay blog op-ed survey poll review assessment audit website site newsletter podcast page "
    "account feed reporter correspondent".split()
)
# what speaks for whoever sends it
ISSUED = frozenset(
    "statement letter e-mail email memo message tweet post release filing complaint".split()
)
# what speaks for whoever makes it public; others may be the subject of "slammed a report"
PUBLISHED = frozenset("report study survey analysis poll review assessment audit".split())
_PUBLISHING = frozenset(
    "publish release issue produce write prepare unveil present file conduct compile".split()
)


PAPERS = frozenset("newspaper paper magazine website site publication editorial".split())
NUMBERS = frozenset("two three four five six seven eight nine ten".split())
# officials of whom an article mostly means one body, and the last words of the names of such bodies
INSTITUTIONS = frozenset("police prosecutors authorities firefighters".split())
_FORCES = frozenset("police department service force office constabulary".split())
_CALLED = {"feds": "federal", "cops": "police"}


def resolve_description(context: Context, candidate: Candidate) -> Resolved | None:
    """Return whom a description means, by the first rule that fits, and the reason.

    A source or group that no rule knows is an actor of its own; for anything else None.
    """
    for rule in DESCRIPTION_RULES:
        resolved = rule(context, candidate)
        if resolved is not None:
            return resolved
    if candidate.sources or is_collective(candidate.head):
        return context.new_unnamed(candidate), NOT_NAMED
    return None


def this_paper(context: Context, candidate: Candidate) -> Resolved | None:
    """The outlet of the article, where it speaks of itself ("this newspaper believes")."""
    this = context.tokens[candidate.first].text.casefold() == "this"
    if not (this and candidate.sources and candidate.noun in PAPERS and candidate.is_noun_alone):
        return None
    if candidate.head.quotation >= 0:
        return None
    if context.own_paper is None:
        named = context.by_name.get(name_key(context.outlet), ())
        context.own_paper = named[0] if named else context.new_unnamed(candidate)
        context.own_paper.kind = "organisation"
        if context.outlet:
            context.own_paper.names[context.outlet] += 1
    return context.own_paper, "the outlet speaks of itself"


def same_words(context: Context, candidate: Candidate) -> Resolved | None:
    """The unnamed actor that is called by the same words."""
    cluster = context.unnamed.get(candidate.key)
    return None if cluster is None else (cluster, "the same words")


def same_noun(context: Context, candidate: Candidate) -> Resolved | None:
    """The only unnamed actor with that noun ("the poster" after "one poster").

    A number tells nobody apart who was counted the same ("the two men" after "two armed men").
    """
    inside = context.tokens[candidate.first + 1 : candidate.head.i]
    counted = all(token.tag == "CD" for token in inside) and candidate.ends_in_noun
    if not counted or not context.has_definite_article(candidate):
        return None
    found = context.by_noun.get(candidate.noun, [])
    if len(found) != 1:
        return None
    numbers = {t.text.casefold() for t in inside}
    other = {w.casefold() for name in found[0].names for w in name.split()} & NUMBERS
    if numbers and other and numbers != other:
        return None
    return found[0], "the only one called so before"


def same_institution(context: Context, candidate: Candidate) -> Resolved | None:
    """The only police or prosecutors of an article ("police" for "Harwick police").

    News name the place once and leave it out before or after.
    """
    noun = candidate.noun
    if noun in _CALLED:
        word = _CALLED[noun]
        keys = [key for key in context.unnamed if word in key] if candidate.sources else []
        return (context.unnamed[keys[-1]], f"another word for {word}") if keys else None
    if noun not in INSTITUTIONS or not candidate.ends_in_noun:
        return None
    described = context.by_noun.get(noun, [])
    bodies = [
        cluster
        for cluster in context.by_word.get(noun, ())
        if any(key[-1] in _FORCES for key in cluster.keys)
    ]
    known = {id(cluster): cluster for cluster in (*described, *bodies)}
    if len(known) != 1:
        return None
    (cluster,) = known.values()
    alone = candidate.key == (noun,)
    if not alone:
        where = context.tokens[candidate.first : candidate.head.i]
        placed = all(t.tag in ("DT", "NNP") or t.entity == "GPE" for t in where)
        bare = all(name.casefold() == noun for name in cluster.names)
        named = set(candidate.key) - {noun} <= {word for key in cluster.keys for word in key}
        if not (placed and (bare if cluster in described else named)):
            return None
        cluster.names[bare_name(candidate.text)] += 1
    return cluster, f"the only {noun} of the article"


def label_of_a_turn(context: Context, candidate: Candidate) -> Resolved | None:
    """The speaker of a label of an interview that names nobody ("HOST", "Q").

    It is an actor of its own, and none of the people whom the article names, unless another label
    gives the name with the same role ("HOST KIM LEE:").
    """
    at = candidate.head.start
    turn = next((t for t in context.unnamed_turns if t.name[0] <= at < t.name[1]), None)
    if turn is None:
        return None
    for number, cluster in context.named_at.items():
        named = context.named_turns.get(turn.role)
        if named is not None and named[0] <= context.tokens[number].start < named[1]:
            return cluster, "another label gives the name"
    key = ("label", turn.role)
    if key not in context.unnamed:
        cluster = Cluster("unnamed", gender="either")
        cluster.names[turn.role] += 1
        cluster.roles.append(turn.role)
        context.unnamed[key] = cluster
    return context.unnamed[key], "the label of a turn, which names nobody"


def document_of_its_author(context: Context, candidate: Candidate) -> Resolved | None:
    """The author of a document that is the source ("X's statement", "a letter from X")."""
    if not candidate.sources or candidate.noun not in DOCUMENTS:
        return None
    for owner in of_document(candidate.head):
        cluster = context.cluster_at.get(owner.i)
        if cluster is not None:
            return cluster, "what the author wrote or said"
    publisher = _publisher_before(context, candidate.head)
    if publisher is not None:
        return publisher, "what the publisher wrote"
    if candidate.noun in ISSUED and not context.has_definite_article(candidate):
        for token in context.tokens[
            max(0, candidate.first - MAX_TOKENS_BEFORE_CUE) : candidate.first
        ]:
            speaks = token.dep == "nsubj" and token.head.lemma in vocabulary().reporting
            known = context.cluster_at.get(token.i)
            if speaks and known is not None and token.sentence == candidate.head.sentence:
                return known, f"a {candidate.noun} of their own words"  # "he said, according to"
    return None


def _publisher_before(context: Context, noun: Token) -> Cluster | None:
    """The body whose name is before a report ("an Oxfam report"), if it is named elsewhere too."""
    first = noun.i if noun.text.casefold() in PUBLISHED else 0
    while first and context.tokens[first - 1].tag in ("NNP", "NNPS"):
        first -= 1
    name = " ".join(token.text for token in context.tokens[first : noun.i])
    found = context.by_name.get(name_key(name), ()) if name else ()
    bodies = [c for c in found if c.kind == "organisation" and c.mentions]
    return bodies[0] if len(bodies) == len(found) == 1 else None


def document_issued_before(context: Context, candidate: Candidate) -> Resolved | None:
    """Whoever "said in a statement" or issued one before, for "the statement added"."""
    noun = candidate.noun
    alone = candidate.is_noun_alone and noun in ISSUED | PUBLISHED
    if not (candidate.sources and alone and context.is_definite(candidate)):
        return None
    for i in range(candidate.first - 1, -1, -1):
        token = context.tokens[i]
        if candidate.head.paragraph - token.paragraph > MAX_PARAGRAPHS_OF_DOCUMENT:
            return None
        if token.text.casefold() != noun:
            continue
        owners = [context.cluster_at.get(t.i) for t in (*of_document(token), *_issuer(token))]
        for cluster in (*owners, _publisher_before(context, token)):
            if cluster is not None:
                return cluster, f"the {noun} that they issued before"
    return None


def _issuer(noun: Token) -> Iterator[Token]:
    """The subject of the verb that a document is in ("said in a letter") or is the object of.

    Of a report only a verb of publishing tells it.
    """
    verb = noun.head
    if noun.dep == "pobj" and verb.text.casefold() in ("in", "through", "via"):
        verb = verb.head
    elif noun.dep not in ("dobj", "nsubjpass") or (
        noun.text.casefold() in PUBLISHED and verb.lemma.casefold() not in _PUBLISHING
    ):
        return
    elif noun.dep == "nsubjpass":
        yield from (o for c in verb.children if c.text == "by" for o in c.children)
        return
    yield from (c for c in verb.children if c.dep == "nsubj" and c.i < noun.i)
    if verb.dep == "conj":  # "X resigned and said in a letter"
        yield from (c for c in verb.head.children if c.dep == "nsubj" and c.i < noun.i)


# in the order in which they are tried
DESCRIPTION_RULES = (
    label_of_a_turn,
    introduces_a_name,
    document_of_its_author,
    document_issued_before,
    person_by_age,
    role_of_a_person,
    place_named_before,
    body_named_before,
    body_by_some_of_its_words,
    named_by_its_modifier,
    this_paper,
    same_words,
    same_noun,
    same_institution,
    body_with_another_description,
    another_description,
)
