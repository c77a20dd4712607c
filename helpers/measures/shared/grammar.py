"""Grammar: negation, factuality, relative pronouns and noun phrases, as far as a parse shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from helpers.annotation import Annotation, Token
from helpers.lexicons import by_entry
from helpers.lexicons.actor_words import vocabulary

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_VERBS_OF_HEADLINES = frozenset("bomb strike raid attack shell target bombard".split())
_TIMES = frozenset({"quarter", "year", "month", "week", "day", "season"})
# participles that tell a state or a feeling
_STATES = frozenset(
    "appalled ashamed committed concerned dedicated delighted determined devastated devoted "
    "disappointed engaged gutted heartbroken horrified interested involved married opposed "
    "prepared related saddened saturated shocked supposed surprised thrilled worried".split()
)
_OF_CHOICE = frozenset("aim alternative answer choice goal idea job option plan problem".split())
_CONDITIONS = frozenset({"if", "unless", "lest", "whether"})


# What somebody moves or hurts of himself: no act upon anybody ("threw his weight behind her").
_PARTS_OF_ONESELF = frozenset(
    "ankle arm back breath brow elbow eye eyebrow face finger fist foot hand head heart hip jaw "
    "knee leg lip luck mind mouth neck nerve nose rib shoulder temper thumb toe tongue tooth voice "
    "weight wrist".split()
)
# Verbs whose bare object is one idea with them ("seek anonymity", "win recognition").
_LIGHT = frozenset(
    "break cast draw find form gain gather give have hold keep lose make pay play seek set take "
    "win".split()
)


def head_of(tokens: Sequence[Token]) -> Token | None:
    """Return the syntactic head of neighbouring tokens, None where there are none."""
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head is t or t.head.i not in inside), None)


def negated(token: Token) -> bool:
    """Return whether a token is denied, by "not", "never" or "no", as far as the parse shows it.

    A negation counts on the word itself ("no war"), before the word on the verb that it
    completes ("did not solve the dispute"), on the verb of a modal ("could not"), or
    where the verb's subject is negative ("nobody was hurt").
    """
    inside = token.dep in ("pobj", "pcomp")
    if _denied(token) or (inside and token.head.lemma.lower() == "without"):
        return True
    verb = token.head
    if token.pos == "VERB":
        apart = any(c.dep in ("aux", "auxpass", *_SUBJECTS) for c in token.children)
        joined = token.dep == "conj" and token.tag == verb.tag and not apart
        nothing = any(child.dep == "dobj" and _denied(child) for child in token.children)
        # "cast no vote", "never robbed or killed", "did not seize and burn"
        return (
            nothing or _negative_subject(token) or (joined and verb.pos == "VERB" and negated(verb))
        )
    if token.dep in ("aux", "auxpass"):
        return _denied(verb)
    if token.dep not in ("acomp", "attr", "dobj", "oprd", "advmod"):
        return False
    return _negative_subject(verb) or any(child.i < token.i for child in _negations(verb))


def _denied(token: Token) -> bool:
    return bool(_negations(token)) or any(
        child.dep in ("det", "preconj") and child.lemma.lower() in ("no", "neither")
        for child in token.children
    )


def _negations(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep == "neg" or c.lemma.lower() in ("never", "hardly")]


def _negative_subject(verb: Token) -> bool:
    return any(
        child.dep in ("nsubj", "nsubjpass")
        and (child.lemma.lower() in ("nobody", "none", "nothing") or _denied(child))
        for child in verb.children
    )


def antecedent(pronoun: Token) -> Token:
    """Return the antecedent of a relative pronoun ("rebels who fled"); other tokens unchanged."""
    if pronoun.lemma.lower() not in _RELATIVE:
        return pronoun
    clause = pronoun.head
    content = clause.dep == "ccomp" and pronoun.dep not in _SUBJECTS
    while clause.dep in ("conj", "ccomp") and clause.head is not clause:
        clause = clause.head
    if clause.dep == "relcl":  # "told Kim, which meant": not Kim
        word, noun = pronoun.lemma.lower(), clause.head
        about = noun.entity == "PERSON" and word == "which"
        several = noun.tag == "NNS" or noun.lemma == "people"
        single = any(t.tag == "VBZ" for t in (pronoun.head, *pronoun.head.children))
        body = noun.entity in ("ORG", "GPE", "FAC") or (several and single)
        if word == "who" and body and noun.dep == "pobj":
            noun = noun.head.head  # "an analyst at Acme, who ...", "an elder of the people who has"
        return pronoun if about else noun
    if content or pronoun.tag not in ("WDT", "WP", "IN"):
        return pronoun  # "told the paper that he fled"; "that" as a word of its own (DT)
    # where the parser hangs the clause elsewhere, the noun right before the pronoun
    top = next((a for a in reversed(list(pronoun.ancestors()))), pronoun)
    before = (t for t in top.subtree() if t.i == pronoun.i - 1 and t.pos in ("NOUN", "PROPN"))
    return next(before, pronoun)


def is_verb_of_headline(token: Token) -> bool:
    """Whether a noun is the verb of a headline: "US bombs bases used by rebels".

    A plural between two other nouns, of which the last is a plural too, is a verb if it names an
    act of force; in "US strikes plan" it is none.
    """
    plural = token.tag == token.head.tag == "NNS" and token.dep == "compound"
    return plural and bool(agent_in_headline(token)) and token.lemma.lower() in _VERBS_OF_HEADLINES


def agent_in_headline(verb: Token) -> Token | None:
    """Return the noun right before the verb of a headline, None where there is none."""
    return next((c for c in (*verb.head.children, *verb.children) if c.i == verb.i - 1), None)


def noun_phrase(annotation: Annotation, head: Token | None) -> str:
    """Return the words of a noun phrase without clauses and appositions, "" for no head."""
    if head is None:
        return ""
    left = head
    verb = next((c.i for c in head.children if is_verb_of_headline(c)), -1)
    for child in head.children:
        if child.i <= verb:
            continue
        inside = child.dep in ("det", "amod", "compound", "nummod", "poss", "quantmod", "nmod")
        if child.i < left.i and (inside or child.dep == "predet"):
            left = child.subtree()[0]
    right = head
    for child in head.children:
        of_phrase = child.dep == "prep" and child.lemma.lower() == "of"
        if of_phrase and child.children:
            noun = next((c for c in child.children if c.dep == "pobj"), None)
            right = noun or right
    end = right.end
    if left.quotation >= 0 or right.quotation >= 0:  # a mark that opens inside is closed
        among = annotation.quotations
        first, last = (bisect_left(among, at, key=attrgetter("start")) for at in (left.start, end))
        closing = [q.end for q in among[first:last]]
        end = max([end, *(stop for stop in closing if stop - end == 1)])
    return annotation.text[left.start : end]


def told_as_fact(verb: Token) -> bool:
    """Return whether a verb presents an event as having happened or happening.

    It does not below a modal verb ("could leave"), in a condition ("if they leave"), as an order
    ("leave the town") and as an infinitive ("threatened to leave", "a plan to leave"). An
    infinitive does so as a perfect ("is said to have left") and below the verbs of the lexicon
    ``implicative_verbs`` ("managed to leave", "began to leave"), where these are told as a fact
    themselves. A participle of result follows its verb ("could explode, killing people").

    Event factuality: Saurí & Pustejovsky (2009), "FactBank", Language Resources and Evaluation 43;
    which verbs entail their infinitive: Karttunen (1971), "Implicative verbs", Language 47(2).
    """
    deps = {(child.dep, child.lemma.lower()) for child in verb.children}
    helping = [child for child in verb.children if child.dep in ("aux", "auxpass")]
    if verb.dep in ("pcomp", "xcomp") and verb.head.lemma.lower() in ("from", "about", "avoid"):
        return False  # "stopped him from leaving", "talks about leaving"
    if verb.tag == "VBG" and verb.dep == "acl" and verb.head.head.lemma.lower() == "about":
        return False  # "talks about both sides leaving"
    subjunctive = any(child.tag == "VB" and child.lemma == "be" for child in helping)
    if subjunctive and not any(child.tag in ("TO", "MD") for child in helping):
        return False  # "recommended that grants be made"
    hoped = verb.dep == "ccomp" and verb.head.lemma.lower() in ("hope", "wish", "doubt")
    if hoped or any(word in ("almost", "nearly") for dep, word in deps if dep == "advmod"):
        return False
    if any(child.tag == "MD" for child in helping):
        return False
    if any(dep == "mark" and word in _CONDITIONS for dep, word in deps):
        return False
    infinitive = any(child.tag == "TO" for child in helping)
    if infinitive and any(child.lemma.lower() == "have" for child in helping):
        return True
    own_subject = any(dep in _SUBJECTS for dep, _ in deps)
    if verb.dep == "conj" and verb.head.pos in ("VERB", "AUX") and not (helping or own_subject):
        return told_as_fact(verb.head)  # "will seize and burn"
    bare = verb.tag == "VB" and not helping
    if infinitive or (bare and verb.dep in ("xcomp", "ccomp")):
        above, _ = _governor(verb)
        return above is not None and told_as_fact(above)
    if bare and verb.dep == "ROOT" and not own_subject:
        return False
    if verb.tag in ("VBG", "VBN") and verb.dep in ("xcomp", "advcl") and verb.i > verb.head.i:
        return own_subject or verb.head.pos not in ("VERB", "AUX") or told_as_fact(verb.head)
    return True


def denied_above(verb: Token) -> bool:
    """Return whether an event is denied by a negation of the verb that entails it.

    Who "did not manage to leave" or "did not begin to leave" did not leave; whom nobody forced
    to leave, or saw leave, may have left.
    """
    above, kind = _governor(verb)
    if above is None or kind not in ("implicative", "aspectual"):
        return False
    return negated(above) or denied_above(above)


def _governor(verb: Token) -> tuple[Token | None, str]:
    """The verb of the lexicon that a verb completes, and its kind: (None, "") for another."""
    while verb.dep == "conj":
        verb = verb.head
    kind = by_entry("implicative_verbs", "kind").get(verb.head.lemma.lower(), "")
    if verb.dep not in ("xcomp", "ccomp") or not kind:
        return None, ""
    return verb.head, kind


def is_doubtful_parse(
    annotation: Annotation,
    verb: Token,
    participants: tuple[Token | None, Token | None],
    *,
    passive: bool,
) -> bool:
    """Return whether the parse of a verb is of a sort that often goes wrong about who acts."""
    agent, patient = participants
    helped = next((c.text for c in verb.children if c.dep == "auxpass"), "")
    base = verb.tag in ("VB", "VBP") and not any(c.dep == "aux" for c in verb.children)
    after_report = verb.i > verb.head.i and verb.head.lemma.lower() in vocabulary().reporting
    doubts = (
        helped in ("'s", "’s") and agent is None,  # "it's invested" may be "has"
        verb.text.lower() == "born",
        passive and verb.text.lower() in _STATES,  # "is committed to peace"
        verb.text.lower() == "set" and passive and any(c.dep == "xcomp" for c in verb.children),
        # "as barmaid Kim Lee"
        verb.tag not in ("VBN", "VBG") and annotation.tokens[verb.i - 1].text.lower() == "as",
        agent is not None and _denied(agent),  # "have no business managing it"
        # "The alternative is closing the school"
        agent is not None and verb.tag == "VBG" and agent.lemma.lower() in _OF_CHOICE,
        verb.text.lower() == "left" and verb.tag == "VBN" and not helped,  # "with 11 seconds left"
        passive and patient is not None and patient.lemma.lower() in _TIMES,
        # "said taxes would rise, prompting protests": what prompts is not who said so
        verb.tag == "VBG" and verb.dep == "advcl" and after_report,
        agent is not None and agent.tag == "WP",  # "What took you", "who decided it"
        agent is not None and agent.pos == "VERB",  # "blocking it hurts memory"
        agent is not None and agent.subtree()[0].text.lower() in ("few", "fewer"),
        # "if you stop Lee you stop them"
        verb.tag in ("VBP", "VBZ") and _is_conditional(verb),
        patient is not None and _is_turn_of_phrase(verb, patient),
        # "that cornerback Lee made contact": a noun that the tagger takes for a verb
        agent is not None and agent.tag == "NN" and base and verb.dep == "ccomp",
        not helped and _is_stray_participle(annotation, verb, patient),
    )
    return any(doubts)


def _is_conditional(verb: Token) -> bool:
    clauses = (child for child in verb.children if child.dep == "advcl")
    return any(c.dep == "mark" and c.lemma == "if" for clause in clauses for c in clause.children)


def _is_turn_of_phrase(verb: Token, patient: Token) -> bool:
    """Whether an object is a part of its subject, or one idea with its verb: nobody is acted on."""
    lemma, own = patient.lemma.lower(), {child.tag for child in patient.children}
    if lemma in _PARTS_OF_ONESELF:  # "rolls her eyes", "broke an ankle"
        return "PRP$" in own or any(c.text in ("a", "an") for c in patient.children)
    light = verb.lemma.lower() in _LIGHT and patient.tag == "NN"
    return light and not patient.children  # "gave way", "broke ground"


def _is_stray_participle(annotation: Annotation, verb: Token, patient: Token | None) -> bool:
    """Whether a participle after a comma may belong to another noun than the parser says."""
    comma, before = annotation.tokens[verb.i - 1], annotation.tokens[max(0, verb.i - 2)]
    if comma.text != "," or verb.tag != "VBN":
        return False
    # "the letter to Berg, seen by us": what is right before the comma is the patient
    other = before is not verb.head and before.dep in ("appos", "nsubj")
    later = patient is not None and patient.i > verb.i and verb.head is patient
    return later or (verb.dep == "acl" and other)
