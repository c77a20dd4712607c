"""Rules for descriptions: whom a phrase without a name means ("the spokesman"), and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import NOT_NAMED, Context, Resolved
from helpers.speakers.described_actors import (
    CALLED_BY_WHAT_THEY_ARE,
    INSTITUTIONS,
    another_description,
    bodies_that_fit,
    body_by_some_of_its_words,
    body_named_before,
    introduces_a_name,
    place_named_before,
    role_of_a_person,
)
from helpers.speakers.descriptions import also_called, is_collective, of_document
from helpers.speakers.names.candidates import KIND_NOUNS, Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.name_spans import NAME_TAGS
from helpers.speakers.names.names import demonym_of
from helpers.thresholds import (
    MAX_PARAGRAPHS_OF_BODY,
    MAX_PARAGRAPHS_OF_DOCUMENT,
    MAX_TOKENS_BEFORE_CUE,
)

# what else a person or body writes or says, beside the documents of the lexicon
_WORDS_OF = frozenset(
    "comment comments remark remarks speech speeches interview testimony words argument account "
    "response answer column essay blog op-ed assessment site newsletter podcast page feed reporter "
    "correspondent".split()
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


# the last words of the names of police and other forces
_FORCES = frozenset("police department service force office constabulary".split())
_AGED = re.compile(r"(?:the )?(\d{1,3})-year-old(?: from .+)?$", re.IGNORECASE)
_CALLED = {"feds": "federal", "cops": "police"}


def resolve_description(context: Context, candidate: Candidate) -> Resolved | None:
    """Return whom a description means; a source or group that no rule knows is a new actor."""
    for rule in DESCRIPTION_RULES:
        resolved = rule(context, candidate)
        if resolved is not None:
            return resolved
    if candidate.sources or is_collective(candidate.head):
        return context.new_unnamed(candidate), NOT_NAMED
    return None


def person_by_age(context: Context, candidate: Candidate) -> Resolved | None:
    """Whose age was told, else the latest who is a subject or speaks, for "the 54-year-old"."""
    age = _AGED.match(candidate.text)
    latest = None
    for cluster, mention in reversed(context.recent) if age else ():
        after = context.tokens[mention.last : mention.last + 2]
        if age and [t.text for t in after] in ([",", age[1]], ["(", age[1]]):
            return cluster, "the person of that age"
        near = candidate.head.paragraph - mention.head.paragraph <= MAX_PARAGRAPHS_OF_BODY
        told = near and mention.head.quotation < 0 and (mention.is_subject or mention.sources)
        if told and latest is None and not cluster.plural:
            latest = cluster, "the latest person, whose age it gives"
    return latest


def same_words(context: Context, candidate: Candidate) -> Resolved | None:
    """The unnamed actor that is called by the same words; "two men" are two others each time."""
    cluster = context.unnamed.get(candidate.key)
    counted = context.tokens[candidate.first].tag == "CD" and not candidate.sources
    return None if cluster is None or counted else (cluster, "the same words")


def same_noun(context: Context, candidate: Candidate) -> Resolved | None:
    """The only unnamed actor with that noun ("the poster" after "one poster").

    A number tells nobody apart who was counted the same ("the two men" after "two armed men").
    """
    inside = context.tokens[candidate.first + 1 : candidate.head.i]
    counted = all(token.tag == "CD" for token in inside) and candidate.ends_in_noun
    if not counted or not context.has_definite_article(candidate):
        return None
    nouns = (candidate.noun, *also_called(candidate.noun))
    found = {id(c): c for noun in nouns for c in context.by_noun.get(noun, ())}
    if len(found) != 1:
        return None
    return next(iter(found.values())), "the only ones called so before"


def named_before_its_noun(context: Context, candidate: Candidate) -> Resolved | None:
    """The body whose name is before the noun for it ("Xinhua news agency", "the Hamas group")."""
    words, noun = candidate.key[:-1], candidate.noun
    if words[-1:] == ("news",) and noun == "agency":
        words = words[:-1]
    elif noun not in KIND_NOUNS:
        return None
    for n in range(len(words)):
        for cluster in context.by_name.get(words[n:], ()):
            if cluster.kind in ("organisation", "group"):
                return cluster, "its name and what it is"
    return None


def another_description_of_a_body(context: Context, candidate: Candidate) -> Resolved | None:
    """The only body in view that can be called so ("the London-based rights group").

    No name may be inside, but a people ("the German carmaker") and where it sits.
    """
    inside = list(context.tokens[candidate.first : candidate.head.i])
    where = next((n + 1 for n, token in enumerate(inside) if token.text == "based"), 0)
    named = any(t.tag in NAME_TAGS and not demonym_of(t.text) for t in inside[where:])
    definite = context.has_definite_article(candidate) and not candidate.plural
    speaks = bool(candidate.sources) and candidate.noun in CALLED_BY_WHAT_THEY_ARE
    if named or not (definite and speaks and candidate.ends_in_noun):
        return None
    fitting = bodies_that_fit(context, candidate)
    return (fitting[0][0], "the only body that can be called so") if len(fitting) == 1 else None


def same_institution(context: Context, candidate: Candidate) -> Resolved | None:
    """The only police or prosecutors of an article, for "police" or "the feds" alone."""
    noun = candidate.noun
    if noun in _CALLED:
        word = _CALLED[noun]
        key = next((key for key in reversed(context.unnamed) if word in key), None)
        return None if key is None else (context.unnamed[key], f"another word for {word}")
    if noun not in INSTITUTIONS or candidate.key != (noun,):
        return None
    forces = (key for key in context.names_with.get(noun, ()) if key[-1] in _FORCES)
    bodies = [cluster for key in forces for cluster in context.by_name[key]]
    known = {id(cluster): cluster for cluster in (*context.by_noun.get(noun, ()), *bodies)}
    if len(known) != 1:
        return None
    return next(iter(known.values())), f"the only {noun} of the article"


def label_of_a_turn(context: Context, candidate: Candidate) -> Resolved | None:
    """The speaker of a label of an interview that names nobody ("HOST", "Q").

    It is an actor of its own, and none of the people whom the article names, unless another label
    gives the name with the same role ("HOST KIM LEE:").
    """
    turn = context.unnamed_turns.get(candidate.head.start)
    if turn is None:
        return None
    start, end = context.named_turns.get(turn.role, (0, 0))
    first, stop = (bisect_left(context.tokens, at, key=lambda t: t.start) for at in (start, end))
    for number in range(first, stop):
        if number in context.named_at:
            return context.named_at[number], "another label gives the name"
    key = ("label", turn.role)
    if key not in context.unnamed:
        cluster = Cluster("unnamed", gender="either")
        cluster.names[turn.role] += 1
        cluster.roles.append(turn.role)
        context.unnamed[key] = cluster
    return context.unnamed[key], "the label of a turn, which names nobody"


def document_of_its_author(context: Context, candidate: Candidate) -> Resolved | None:
    """The author of a document that is the source ("X's statement", "a letter from X")."""
    document = "document" in vocabulary().kind_nouns.get(candidate.noun, ())
    if not candidate.sources or not (document or candidate.noun in _WORDS_OF):
        return None
    for owner in of_document(candidate.head):
        cluster = context.cluster_at.get(owner.i)
        if cluster is not None:
            return cluster, "what the author wrote or said"
    if candidate.noun in ISSUED and not context.has_definite_article(candidate):
        for token in context.tokens[
            max(0, candidate.first - MAX_TOKENS_BEFORE_CUE) : candidate.first
        ]:
            speaks = token.dep == "nsubj" and token.head.lemma in vocabulary().reporting
            known = context.cluster_at.get(token.i)
            if speaks and known is not None and token.sentence == candidate.head.sentence:
                return known, f"a {candidate.noun} of their own words"  # "he said, according to"
    return None


def document_issued_before(context: Context, candidate: Candidate) -> Resolved | None:
    """Whoever "said in a statement" or issued one before, for "the statement added"."""
    noun = candidate.noun
    alone = candidate.is_noun_alone and noun in ISSUED | PUBLISHED
    if not (candidate.sources and alone):
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
    verb = noun.head.head if noun.dep == "pobj" else noun.head
    issued = noun.text.casefold() in ISSUED or verb.lemma.casefold() in _PUBLISHING
    if noun.dep == "pobj" or (noun.dep == "dobj" and issued):
        yield from (c for c in verb.children if c.dep == "nsubj" and c.i < noun.i)


# in the order in which they are tried
DESCRIPTION_RULES = (
    label_of_a_turn,
    introduces_a_name,
    document_of_its_author,
    document_issued_before,
    named_before_its_noun,
    person_by_age,
    role_of_a_person,
    place_named_before,
    body_named_before,
    body_by_some_of_its_words,
    same_words,
    same_noun,
    same_institution,
    another_description_of_a_body,
    another_description,
)
