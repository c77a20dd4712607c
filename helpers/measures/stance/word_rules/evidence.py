"""Evidence: a word that judges somebody, whom it judges, and by which rule it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.annotation import Token
from helpers.measures.shared.grammar import negated, told_as_fact

# Verbs that take back what stands below them: "denied that Kim lied", "rejected claims that ..."
_TAKE_BACK = frozenset({"deny", "refute", "rebut", "dispute", "reject", "dismiss", "debunk"})
_DEPENDENTS = frozenset(
    {"ccomp", "xcomp", "dobj", "pcomp", "acl", "pobj", "prep", "amod", "acomp", "attr", "conj"}
)
_NOT_ONLY = frozenset({"only", "just", "merely", "simply", "enough"})
_LESS = frozenset({"less", "least", "hardly", "barely"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One word or phrase that judges somebody.

    Attributes:
        tokens: the words that carry the judgement.
        bearer: the word for whom it judges.
        polarity: -1, 0 or 1 after negation; 0 for harm that somebody suffers and for blame denied.
        rule: why the words judge the bearer.
        entry: the entry of the lexicon.
        negated: whether the words are denied: praise denied counts as blame, blame denied as
            neither.
        hedged: whether they are said as possible, wished or conditional.
        holder: the word for whose judgement it is, where the clause names one ("Kim accused").
    """

    tokens: tuple[Token, ...]
    bearer: Token
    polarity: int
    rule: str
    entry: str
    negated: bool
    hedged: bool
    holder: Token | None = None


def judged(
    tokens: tuple[Token, ...],
    bearer: Token | None,
    polarity: int,
    rule: str,
    entry: str,
    holder: Token | None = None,
    *,
    turned: bool = False,
) -> Iterator[Evidence]:
    """Yield the evidence for a bearer and for those whom the sentence joins to it by "and".

    Args:
        tokens: the words that judge, their head first.
        bearer: whom they judge; None yields nothing.
        polarity: what they say as they stand.
        rule: why they judge him.
        entry: of the lexicon.
        holder: whose judgement it is, where the clause says so.
        turned: whether the surroundings turn the polarity round ("lacks courage").
    """
    if bearer is None:
        return
    head = tokens[0]
    denied = is_denied(head)
    said = -polarity if turned else polarity
    # who is said not to be good is judged; who is said to be no liar is not praised for it
    said = min(0, -said) if denied else said
    for noun in (bearer, *_joined(bearer)):
        yield Evidence(tokens, noun, said, rule, entry, denied, is_hedged(head), holder)


def is_denied(token: Token) -> bool:
    """Return whether a word is negated, or stands below a verb that takes it back.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> text = "Lee denied that Kim lied."
    >>> is_denied(annotate(article_from_text(text, any_language=True)).tokens[4])
    True
    """
    told = token.head if token.dep == "amod" and token.head.dep in ("attr", "oprd") else token
    denied = (negated(token) or negated(told)) and not _only(told)
    less = any(child.lemma.lower() in _LESS for child in token.children)
    denied = denied != less
    step = token
    for above in token.ancestors():
        if step.dep not in _DEPENDENTS:
            break
        if above.pos == "VERB" and above.lemma.lower() in _TAKE_BACK and not negated(above):
            return not denied
        step = above
    return denied


def is_hedged(token: Token) -> bool:
    """Return whether a word is said as possible, wished, asked or conditional."""
    verb = token
    while verb.pos not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    return verb.pos in ("VERB", "AUX") and not told_as_fact(verb)


def _only(token: Token) -> bool:
    """Whether a negation leaves the word standing: "is not only corrupt", "can't thank enough"."""
    near = (*token.children, *token.head.children)
    return any(child.lemma.lower() in _NOT_ONLY for child in near)


def _joined(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep == "conj" and child.pos in ("NOUN", "PROPN", "PRON"):
            yield child
            yield from _joined(child)
