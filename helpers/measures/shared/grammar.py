"""Grammar: negation and relative pronouns, as far as a parse shows them."""

from __future__ import annotations

from helpers.annotation import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})


def negated(token: Token) -> bool:
    """Return whether a token is denied, by "not", "never" or "no", as far as the parse shows it.

    A negation counts where it stands on the word itself ("no war"), before the word on the verb
    that it completes ("did not solve the dispute"), on the verb of a modal ("could not"), or
    where the verb's subject is negative ("nobody was hurt").
    """
    if _denied(token) or (token.dep == "pobj" and token.head.lemma.lower() == "without"):
        return True
    if token.pos == "VERB":
        return _negative_subject(token)
    verb = token.head
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
    """Return the noun that a relative pronoun stands for; any other token is returned itself.

    In "rebels who fled" and in "rebels that officials say fled" it is the rebels.
    """
    if pronoun.lemma.lower() not in _RELATIVE:
        return pronoun
    clause = pronoun.head
    while clause.dep in ("conj", "ccomp") and clause.head is not clause:
        clause = clause.head
    if clause.dep == "relcl":
        return clause.head
    if pronoun.tag not in ("WDT", "WP", "IN"):
        return pronoun  # "that" as a word of its own (DT)
    # where the parser hangs the clause elsewhere, the noun right before the pronoun
    top = next((a for a in reversed(list(pronoun.ancestors()))), pronoun)
    before = (t for t in top.subtree() if t.i == pronoun.i - 1 and t.pos in ("NOUN", "PROPN"))
    return next(before, pronoun)
