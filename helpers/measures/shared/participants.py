"""Participants: who acts and who is acted on, as the parse of a verb or a noun of action shows."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from helpers.annotation import Token
from helpers.lexicons import by_entry, load_lexicon
from helpers.lexicons.actor_words import country_key, vocabulary
from helpers.measures.shared.grammar import agent_in_headline, antecedent, is_verb_of_headline
from helpers.speakers.descriptions import is_sheer_force
from helpers.speakers.names.roles import means_a_person

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_SAME_SUBJECT = ("conj", "xcomp", "advcl", "acomp")
# "by" before one of these tells when or how much, not who
_NO_AGENTS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})
_NO_NAMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})  # "took two days" acts on nobody
_OF_THE_OBJECT = frozenset({"as", "of", "for", "with", "into"})
_AGAINST = frozenset({"of", "on", "against", "at", "upon"})


class Participants(NamedTuple):
    """The head words for who acts and for whom or what is acted on; None where not named."""

    agent: Token | None
    patient: Token | None


def participants_of_verb(verb: Token) -> Participants:
    """Return who does what a verb tells, and to whom, in the active or the passive."""
    if is_verb_of_headline(verb):
        return Participants(agent_in_headline(verb), verb.head)
    if is_passive(verb):
        return Participants(passive_agent(verb), passive_patient(verb))
    return Participants(active_agent(verb), active_patient(verb))


def is_verb(token: Token) -> bool:
    """Return whether a token is a verb, or a "noun" with a subject: "tools that workers use"."""
    word = token.text.replace("-", "").isalpha()  # no "@name"
    if is_verb_of_headline(token):
        return True
    if token.dep in ("aux", "auxpass", "amod", "compound", "prep") or not word:
        return False
    clause = token.dep == "relcl" and token.pos == "NOUN"
    return token.pos == "VERB" or (clause and any(c.dep in _SUBJECTS for c in token.children))


def is_passive(verb: Token) -> bool:
    """Return whether a verb is in the passive; reduced clauses ("houses burned") included."""
    if any(child.dep in ("auxpass", *_PASSIVE_SUBJECTS) for child in verb.children):
        return True
    marked = any(c.dep == "mark" and c.lemma.lower() == "with" for c in verb.children)
    absolute = marked or (verb.dep == "pcomp" and verb.head.lemma.lower() == "with")
    if absolute and verb.tag in ("VBN", "VBD"):
        return True  # "with the village burned"
    if verb.tag != "VBN":
        return False
    if any(child.dep in ("aux", *_SUBJECTS) for child in verb.children):
        return False  # "has burned"
    if verb.dep == "conj":  # "was seized and burned", but "has seized and burned"
        return verb.head.pos == "VERB" and is_passive(verb.head)
    return verb.dep in ("acl", "relcl", "advcl", "oprd") or _agent_phrase(verb) is not None


def _agent_phrase(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep == "agent":
            return next((c for c in child.children if c.dep == "pobj"), None)
    return None


def passive_agent(verb: Token) -> Token | None:
    """Return who acts in a passive: the noun after "by", also where only a later verb has it."""
    agent = _agent_phrase(verb)
    if agent is None:  # "was seized and burned by soldiers"
        later = [c for c in verb.children if c.dep == "conj" and c.tag == "VBN"]
        agent = next((a for a in map(_agent_phrase, later) if a is not None), None)
    bare = agent is not None and agent.tag == "NN" and not agent.children  # "by telephone"
    if agent is None or (bare and not names_somebody(agent)):
        return None
    parts = any(child.text == "of" for child in agent.children)  # "by 212 of his classmates"
    return None if agent.entity in _NO_AGENTS and not parts else agent


def passive_patient(verb: Token) -> Token | None:
    """Return who is acted on in a passive."""
    for child in verb.children:
        if child.dep in (*_PASSIVE_SUBJECTS, *_SUBJECTS):
            return child if antecedent(child) is child else _sent_to(antecedent(child))
    if verb.dep == "acl":
        return _sent_to(verb.head)
    if verb.dep == "conj" and verb.head.pos == "VERB":
        return passive_patient(verb.head) if is_passive(verb.head) else None
    return active_agent(verb) if verb.dep in ("advcl", "oprd", "acomp") else None


def _sent_to(noun: Token) -> Token:
    """The letter in "a letter to Lee obtained by the paper", which the parser gives to Lee."""
    above = noun.head.head if noun.dep == "pobj" and noun.head.lemma in ("to", "from") else noun
    return above if "document" in vocabulary().kind_nouns.get(above.text.lower(), ()) else noun


def active_agent(verb: Token) -> Token | None:
    """Return who acts in the active: the verb's own subject, or that of the verb it depends on."""
    seen = 0
    while seen < 20:
        for child in verb.children:
            if child.dep in (*_SUBJECTS, *_PASSIVE_SUBJECTS):
                return antecedent(child)
        if verb.dep == "acl":
            if verb.tag != "VBG":
                return None  # "a plan to fight" is about no troops
            clause = _clause_around(verb)
            if clause is None:
                return verb.head  # "troops fighting ..."
            verb = clause
            continue
        if verb.dep == "xcomp":  # "they forced him to leave": he leaves
            controller = next((c for c in verb.head.children if c.dep == "dobj"), None)
            if controller is not None:
                return controller
        if verb.quotation >= 0 and verb.head.quotation != verb.quotation:
            return None  # "says it is “illegal and kills hope”": who kills is in the marks
        participle = verb.dep == "pcomp" and verb.head.dep == "prep"
        if participle and verb.head.lemma.lower() in _OF_THE_OBJECT:  # "accused him of lying"
            described = active_patient(verb.head.head) or passive_patient(verb.head.head)
            if described is not None:
                return described
        if participle and is_passive(verb.head.head):
            return None  # "was averted by leaving"
        if participle and verb.head.head.pos in ("VERB", "AUX"):  # "left without paying"
            verb = verb.head.head
        elif verb.dep in _SAME_SUBJECT and verb.head.pos in ("VERB", "AUX"):
            verb = verb.head
        else:
            return None
        seen += 1
    return None


def _clause_around(participle: Token) -> Token | None:
    """The verb that a participle of result belongs to: "a bomb hit a bus killing two"."""
    results = by_entry("result_verbs", "source")
    first = participle
    while first.dep == "conj":
        first = first.head
    if first.lemma.lower() not in results or first.head.dep not in ("dobj", "pobj", "nsubjpass"):
        return None
    return next((a for a in first.ancestors() if a.pos == "VERB" and a.dep != "acl"), None)


def active_patient(verb: Token) -> Token | None:
    """Return who or what is acted on in the active; nobody acts on themselves."""
    colon = next((c.i for c in verb.children if c.text == ":" and c.i > verb.i), verb.i)
    nouns = [
        c
        for c in verb.children
        if c.pos in ("NOUN", "PROPN", "PRON", "NUM")
        and not c.text.lower().endswith(("self", "selves"))
        and not verb.i < colon < c.i
        and c.entity not in _MEASURES
        and c.text not in ("m", "bn")  # "€75m"
        and (c.tag not in ("WDT", "WP") or antecedent(c) is not c)
    ]
    for dep in ("dobj", "dative"):
        found = next((child for child in nouns if child.dep == dep), None)
        if found is not None:
            return antecedent(found)
    # "seized and burned the books": what is burned is seized as well
    later = next((c for c in verb.children if c.dep == "conj" and c.i == verb.i + 2), None)
    if later is not None and not any(c.dep in _SUBJECTS for c in later.children):
        found = active_patient(later)
        return found if found is not None and found.quotation == verb.quotation else None
    if verb.dep != "relcl" or verb.head.pos not in ("NOUN", "PROPN"):
        return None
    # "the town they burned": the noun is the object of a clause that has a subject, no relative
    # pronoun and no other place for it ("the day they fought", "the town they lived in")
    deps = {child.dep for child in verb.children}
    stranded = any(c.dep == "prep" and not c.children for c in verb.children)
    when = verb.head.entity in ("DATE", "TIME") or verb.head.lemma in ("day", "time", "year", "way")
    subjects = [c for c in verb.children if c.dep in _SUBJECTS and antecedent(c) is c]
    own_subject = any("whose" not in {w.text.lower() for w in c.children} for c in subjects)
    if own_subject and not (stranded or when or deps & {"ccomp", "xcomp", "advmod", "dobj"}):
        return verb.head
    return None


def participants_of_noun(noun: Token) -> Participants:
    """Return who does what a noun of action tells ("attack"), and to whom.

    The agent is named after "by", as the owner ("the army's attack"), as the country or the people
    before the noun ("Danish attack", "rebel attack") or as the subject of a verb that lends it
    ("rebels launched attacks", "attacks were carried out by rebels"). Who is acted on is named
    after "of", "on" or "against", or as the owner ("the man's arrest", lexicon ``action_nouns``).
    """
    agent = patient = None
    suffers = by_entry("action_nouns", "owner").get(noun.lemma.lower()) == "sufferer"
    for child in noun.children:
        word = child.lemma.lower()
        object_ = next((c for c in child.children if c.dep == "pobj"), None)
        if object_ is not None and word == "by":
            agent = agent or object_
        elif object_ is not None and word in _AGAINST and object_.lemma.lower() != "all":
            patient = patient or object_
        elif (child.dep == "poss" and child.tag != "PRP$") or _before(child):
            agent, patient = (agent, patient or child) if suffers else (agent or child, patient)
    return Participants(agent or _lent(noun), patient)


def _before(child: Token) -> bool:
    """Whether a word before a noun of action says who acts; a town says where."""
    if child.dep not in ("compound", "amod", "nmod") or not names_somebody(child):
        return False
    known, key = vocabulary(), country_key(child.text)
    if key in known.countries or key in known.demonyms:
        return True
    town = key in known.capitals or key in known.regions
    return not town and not (child.entity in ("GPE", "LOC", "FAC") and child.pos == "PROPN")


def _lent(noun: Token) -> Token | None:
    """The agent that a support verb lends to a noun: "rebels launched an attack"."""
    verb = noun.head
    particle = " ".join(child.text.lower() for child in verb.children if child.dep == "prt")
    if f"{verb.lemma.lower()} {particle}".strip() not in by_entry("support_verbs", "source"):
        return None
    if noun.dep == "dobj" and not is_passive(verb):
        return active_agent(verb)
    return passive_agent(verb) if noun.dep == "nsubjpass" else None


def names_somebody(token: Token) -> bool:
    """Return whether a word names people, a body, a group or a country rather than a thing.

    Pronouns of persons do, and nouns that a lexicon of people and bodies holds or that end like
    nouns for people ("climber", but "helicopter" too); other common nouns are taken for things.
    An adjective does where it is a country's ("Danish").
    """
    if token.entity in ("PERSON", "ORG", "GPE", "NORP") and token.pos in ("PROPN", "ADJ"):
        return True
    if token.text == "old" and any(child.lemma == "year" for child in token.children):
        return True
    if token.entity in _NO_NAMES or token.text.lower() in ("this", "that"):
        return False
    if is_sheer_force(token):
        return False
    # a plural with a capital may only begin the sentence: "Missiles struck"
    if token.pos == "PRON" or token.tag in ("PRP", "WP", "WDT", "DT", "CD", "NNP"):
        return True
    word, lemma = token.text.casefold(), token.lemma.casefold()
    known = vocabulary()
    noun = token.pos in ("NOUN", "PROPN")
    pair = {f"{child.text.casefold()} {word}" for child in token.children}  # "law enforcement"
    if noun and ({word, lemma, *pair} & _people() or known.role(word) or known.role(lemma)):
        return True
    if noun and (means_a_person(word.removesuffix("s")) or _ends_in_a_role(lemma)):
        return True
    key = country_key(token.text)
    return key in known.countries or key in known.demonyms or token.text in known.demonyms


def _ends_in_a_role(lemma: str) -> bool:
    """Whether a noun is a role with something before it in one word: "superdelegate"."""
    roles = vocabulary().roles
    return any(lemma[at:] in roles for at in range(2, len(lemma) - 5))


@cache
def _people() -> frozenset[str]:
    """Nouns for people and bodies, of all lexicons that hold such."""
    known = vocabulary()
    groups = {
        row["entry"] for row in load_lexicon("labels", ("entry", "pos")) if row["pos"] == "NOUN"
    }
    victims = by_entry("victim_status", "status")
    bodies = {
        word
        for words in (known.name_words, known.kind_nouns)
        for word, kinds in words.items()
        if kinds & {"body", "organisation"}
    }
    return frozenset({*groups, *victims, *bodies, *known.collectives})


def is_action_noun(token: Token) -> bool:
    """Return whether a token is a noun of the lexicon ``action_nouns``, which names an action."""
    known = by_entry("action_nouns", "owner")
    return token.tag in ("NN", "NNS") and token.lemma.lower() in known
