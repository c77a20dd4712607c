"""Second reports: verbs inside content that report on their own, so that the content ends there."""

from __future__ import annotations

from helpers.annotation import Token
from helpers.attribution.parsed_article import Reading, children, subject_of


def is_second_report(reading: Reading, token: Token, verb: Token) -> bool:
    """Whether a verb inside content reports on its own: participle after a comma, or conjunct."""
    if token.dep == "advcl" and subject_of(token) is not None:
        return _in_contrast(reading, token)
    if not _reports(reading, token):
        return False
    before = reading.tokens[token.i - 1] if token.i else token
    if before.quotation >= 0 and before.i and not before.is_word:
        before = reading.tokens[before.i - 1]  # the comma inside the marks: “a lie,” adding
    if token.tag == "VBG" and token.dep == "advcl" and before.text in (",", "—", "–", "-", "--"):
        return True
    if token.dep != "conj":
        return False
    if subject_of(token) is not None:  # "said that ... and Lee argued that ..."
        says = reading.cues.verb(token.lemma.lower(), "that")
        reported = next(children(token, "ccomp"), None)
        own = says is not None and says.speech and reported is not None and reported.i > token.i
        return own and finite_tag(token) == finite_tag(verb) and not _that_before(token)
    # a conjunct in the tense of the cue, not of the content: "said it was late and added ..."
    if token.tag in ("VBD", "VBZ") and finite_tag(token.head) not in (token.tag, ""):
        return verb.tag in ("VBD", "VBZ", "VBP")
    return token.tag == verb.tag == "VBD" and token.head.tag != "VBD"


def _in_contrast(reading: Reading, token: Token) -> bool:
    """Whether a clause reports what others say: ", while Lee said that ..."."""
    first = token.subtree()[0]
    if reading.tokens[first.i - 1].text != "," or first.text.lower() != "while":
        return False
    if _reports(reading, token) and any(True for _ in children(token, "ccomp")):
        return True
    keys = ("object", *(f"object+{c.text.lower()}" for c in children(token, "prep")))
    accuses = reading.cues.verb(token.lemma.lower(), *keys)
    has_object = any(True for _ in children(token, "dobj"))
    return accuses is not None and accuses.speech and has_object


def _that_before(token: Token) -> bool:
    return token.subtree()[0].text.lower() == "that"


def is_other_conjunct(token: Token, verb: Token) -> bool:
    """Whether a conjunct in content is one of the cue: "denies that it rained and goes away".

    It has no subject, it is finite and in the present tense of the cue, and its head is in
    another. In the past tense nothing tells: "said he was late and missed it" is one content.
    """
    if token.dep != "conj" or token.tag != "VBZ" or subject_of(token) is not None:
        return False
    if any(True for _ in children(token, "aux", "auxpass")):
        return False
    return finite_tag(verb) == token.tag and finite_tag(token.head) not in (token.tag, "")


def finite_tag(verb: Token) -> str:
    """The tag of the finite part of a verb: of its first auxiliary, or its own."""
    auxiliaries = [c for c in children(verb, "aux", "auxpass") if c.i < verb.i]
    return auxiliaries[0].tag if auxiliaries else verb.tag


def _reports(reading: Reading, token: Token) -> bool:
    cue = reading.cues.verb(token.lemma.lower(), "clause", "that", "quote", "infinitive")
    return (
        cue is not None
        and cue.speech
        and any(True for _ in children(token, "ccomp", "xcomp", "dobj", "parataxis", "prep"))
    )
