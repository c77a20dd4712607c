"""Frames: whom a verb or a noun judges by its connotation, from the roles of its clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from helpers.annotation import Annotation, Token
from helpers.measures.shared.grammar import antecedent
from helpers.measures.shared.participants import (
    active_agent,
    active_patient,
    is_passive,
    is_verb,
    passive_agent,
    passive_patient,
)
from helpers.measures.stance.word_rules.evidence import Evidence, judged
from helpers.measures.stance.word_rules.lists import load_signed
from helpers.measures.stance.word_rules.words import COMPLEMENT_COLUMNS, possessed_words

VERB_COLUMNS = ("verb", "pos", "kind", "subject", "object", "source")

DOER = "does it"  # the agent of a deed that speaks for or against whoever does it
JUDGED = "is judged"  # the object of praise, blame, support, punishment
HARMED = "is harmed"  # the patient of harm, who is not judged
HAS = "has or does it"  # "faces charges", "showed courage"
TOWARD_NOUN = "noun toward"  # "criticism of", "support for"

# Verbs that leave their subject without what the object names, or fight it.
_WITHOUT = frozenset(
    "lack lose fight combat battle prevent stop end reduce deplore counter tackle overcome expose "
    "uncover forfeit damage destroy".split()
)
# What one does to such a thing without having it: "deny charges", "discuss the scandal".
_NOT_OWN = frozenset(
    "deny avoid escape dodge discuss mention cite see hear know call cause bring make report cover "
    "describe compare question consider review study raise drop survive find give want seek".split()
)


def verb_evidence(annotation: Annotation) -> Iterator[Evidence]:
    """Yield whom each verb of the lexicon ``connotation_frames`` judges.

    The idea is that of connotation frames: Rashkin, Singh & Choi (2016), "Connotation frames: a
    data-driven investigation", ACL 2016, 311-321.
    """
    for verb in annotation.tokens:
        if not is_verb(verb):
            continue
        passive = is_passive(verb)
        agent = passive_agent(verb) if passive else _agent(verb)
        entry, words, noun = _frame(verb)
        if entry is not None:
            patient = noun or (passive_patient(verb) if passive else active_patient(verb))
            name, subject, target = entry["verb"], int(entry["subject"]), int(entry["object"])
            helped_do = entry["kind"] == "help" and any(c.dep == "xcomp" for c in verb.children)
            if subject and not helped_do:  # "helped ruin the town"
                yield from judged(words, agent, subject, DOER, name)
            if target:
                yield from judged(words, patient, target, JUDGED, name, agent)
            elif entry["kind"] == "harm" and patient is not agent:
                yield from judged(words, patient, 0, HARMED, name, agent)
        if not passive:
            yield from _deed_with_object(verb, agent)


def _agent(verb: Token) -> Token | None:
    """Who acts: in "accused Kim of lying" and "praised Kim for helping" it is Kim."""
    first = verb
    while first.dep == "conj":
        first = first.head
    above = first.head.head
    if (
        first.dep == "pcomp"
        and first.head.lemma.lower() in ("of", "for", "with")
        and is_verb(above)
    ):
        entry = _verbs().get(above.lemma.lower())
        if entry is not None and entry["object"] != "0":
            return passive_patient(above) if is_passive(above) else active_patient(above)
    return active_agent(verb)


def _deed_with_object(verb: Token, agent: Token | None) -> Iterator[Evidence]:
    """What somebody has or does by the name of the verb's object: "faces charges"."""
    for child in verb.children:
        entry = possessed_words().get(child.lemma.lower()) if child.dep == "dobj" else None
        lemma = verb.lemma.lower()
        if entry is None or child.pos != "NOUN" or lemma in _NOT_OWN or _others(child):
            continue
        frame = _verbs().get(lemma)
        against = frame is not None and frame["object"] == "-1"
        turned = against or lemma in _WITHOUT
        if turned and entry["kind"] == "situation":
            continue  # "dismissed the criticism" is no praise
        yield from judged(
            (verb, child), agent, int(entry["polarity"]), HAS, entry["entry"], turned=turned
        )


def _others(noun: Token) -> bool:
    """Whether what a noun names is another's, or goes out to another: "laid the blame on Kim"."""
    toward = (_nouns().get((noun.lemma.lower(), p.lemma.lower())) for p in _prepositions(noun))
    return any(child.dep == "poss" for child in noun.children) or any(toward)


def complement_evidence(annotation: Annotation) -> Iterator[Evidence]:
    """Yield whom the words of ``connotation_complements`` judge, and whose a deed or trait is."""
    for noun in annotation.tokens:
        if noun.pos not in ("NOUN", "ADJ", "VERB"):
            continue
        lemma = noun.lemma.lower()
        owner = next((c for c in noun.children if c.dep == "poss"), None)
        holder = owner if noun.pos == "NOUN" else _subject(noun)
        for preposition in _prepositions(noun):
            entry = _nouns().get((lemma, preposition.lemma.lower()))
            target = next((c for c in preposition.children if c.dep == "pobj"), None)
            if entry is not None:
                words = (noun, preposition)
                yield from judged(words, target, int(entry["object"]), TOWARD_NOUN, lemma, holder)
        own = possessed_words().get(lemma)
        if own is not None and owner is not None and noun.pos == "NOUN":
            yield from judged((noun,), owner, int(own["polarity"]), HAS, lemma)


def _subject(adjective: Token) -> Token | None:
    """Who is "proud of Kim": the subject of the copula, or of the participle itself."""
    near = (*adjective.children, *adjective.head.children)
    return next((c for c in near if c.dep in ("nsubj", "nsubjpass")), None)


def _prepositions(noun: Token) -> list[Token]:
    """The prepositions of a noun, also where they hang on its verb: "laid the blame on Kim"."""
    above = noun.head.children if noun.dep in ("dobj", "nsubjpass") else []
    below = [c for child in noun.children if child.dep == "acl" for c in child.children]
    found = [*noun.children, *above, *below]
    return [c for c in found if c.dep in ("prep", "agent") and c.i > noun.i]


def _frame(verb: Token) -> tuple[Mapping[str, str] | None, tuple[Token, ...], Token | None]:
    """The entry for a verb with what follows it, the words, and the noun after a preposition."""
    lemma = verb.lemma.lower()
    particles = [c for c in verb.children if c.dep in ("prt", "advmod") and c.i == verb.i + 1]
    for particle in (*particles, None):
        start = lemma if particle is None else f"{lemma} {particle.text.lower()}"
        before = (verb,) if particle is None else (verb, particle)
        for preposition in (c for c in verb.children if c.dep == "prep" and c.i > verb.i):
            entry = _verbs().get(f"{start} {preposition.text.lower()}")
            noun = next((c for c in preposition.children if c.dep == "pobj"), None)
            if entry is not None and noun is not None:
                return entry, (*before, preposition), antecedent(noun)
    return _verbs().get(lemma), (verb,), None


@cache
def _verbs() -> dict[str, Mapping[str, str]]:
    return {
        entry["verb"]: entry
        for entry in load_signed("connotation_frames", VERB_COLUMNS, ("subject", "object"))
    }


@cache
def _nouns() -> dict[tuple[str, str], Mapping[str, str]]:
    entries = load_signed("connotation_complements", COMPLEMENT_COLUMNS, ("object",))
    return {(entry["word"], entry["preposition"]): entry for entry in entries}
