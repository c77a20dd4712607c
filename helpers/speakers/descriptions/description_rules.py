"""Rules for descriptions: whom a phrase without a name means ("the spokesman", "officials").

Each rule takes the context and a description and returns the actor and the reason, or None. The
rules about people and about bodies are in ``people`` and ``bodies``.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.speakers.context import Context, Resolved
from helpers.speakers.descriptions.bodies import (
    body_named_before,
    body_with_another_description,
    named_by_its_modifier,
    place_named_before,
)
from helpers.speakers.descriptions.descriptions import is_collective, of_document
from helpers.speakers.descriptions.people import (
    another_description,
    introduces_a_name,
    person_by_age,
    role_of_a_person,
)
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.thresholds import MAX_PARAGRAPHS_OF_DOCUMENT

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer analysis study report editorial article column "
    "essay blog op-ed".split()
)
# what only speaks for whoever sends it; a report, a study or a book is named as a source itself
ISSUED = frozenset(
    "statement letter e-mail email memo message tweet post release filing complaint".split()
)


def resolve_description(context: Context, candidate: Candidate) -> Resolved | None:
    """Return whom a description means, by the first rule that fits, and the reason.

    A source or group that no rule knows is an actor of its own; for anything else None.
    """
    for rule in DESCRIPTION_RULES:
        resolved = rule(context, candidate)
        if resolved is not None:
            return resolved
    if candidate.sources or is_collective(candidate.head):
        return context.new_unnamed(candidate), "described, not named"
    return None


def same_words(context: Context, candidate: Candidate) -> Resolved | None:
    """The unnamed actor that is called by the same words."""
    cluster = context.unnamed.get(candidate.key)
    return None if cluster is None else (cluster, "the same words")


def same_noun(context: Context, candidate: Candidate) -> Resolved | None:
    """The only unnamed actor with that noun ("the poster" after "one poster")."""
    bare = candidate.is_noun_alone
    if not bare or not context.has_definite_article(candidate):
        return None
    found = context.by_noun.get(candidate.noun, [])
    if len(found) == 1:
        return found[0], "the only one called so before"
    return None


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
    return None


def document_issued_before(context: Context, candidate: Candidate) -> Resolved | None:
    """Whoever "said in a statement" or issued one before, for "the statement added"."""
    noun = candidate.noun
    alone = candidate.is_noun_alone
    if not (candidate.sources and alone and noun in ISSUED and context.is_definite(candidate)):
        return None
    for i in range(candidate.first - 1, -1, -1):
        token = context.tokens[i]
        if candidate.head.paragraph - token.paragraph > MAX_PARAGRAPHS_OF_DOCUMENT:
            return None
        if token.text.casefold() != noun:
            continue
        for owner in (*of_document(token), *_issuer(token)):
            cluster = context.cluster_at.get(owner.i)
            if cluster is not None:
                return cluster, f"the {noun} that they issued before"
    return None


def _issuer(noun: Token) -> Iterator[Token]:
    """The subject of the verb that a document is in ("said in a letter") or is the object of."""
    verb = noun.head
    if noun.dep == "pobj" and verb.text.casefold() in ("in", "through", "via"):
        verb = verb.head
    elif noun.dep != "dobj":
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
    named_by_its_modifier,
    same_words,
    same_noun,
    body_with_another_description,
    another_description,
)
