"""Asked: participles that tell what a speaker was asked, whose subject is not who asks."""

from __future__ import annotations

from itertools import pairwise

from helpers.annotation import Token
from helpers.attribution.parsed_article import SUBJECTS, Reading, children, subject_of

_ABOUT = ("whether", "if", "about", "what", "why", "how")
_ASKED = {"ask": _ABOUT, "press": ("on", *_ABOUT), "question": ("on", *_ABOUT), "tell": ("that",)}


def is_asked(reading: Reading, verb: Token) -> bool:
    """Whether a participle is a passive without its auxiliary: "Asked whether ..., she said"."""
    if _is_asked_aside(reading, verb) or goes_on(reading, verb):
        return True
    if verb.tag not in ("VBN", "VBD") or verb.dep not in ("advcl", "acl", "dep", "relcl"):
        return False
    if any(True for _ in children(verb, *SUBJECTS, "aux")):
        return False
    before = reading.tokens[verb.i - 1].text.lower() if verb.i else "."
    return verb.lemma in ("ask", "press", "question", "quiz") and (
        verb.text[0].isupper() or before in ("when", "whenever", "if", "while", ",", ".", "once")
    )


def _is_asked_aside(reading: Reading, verb: Token) -> bool:
    """Whether a participle between commas says what somebody was asked: "Lee, asked if ..., left".

    The parser takes it for the main verb. With an apposition or a relative clause before it
    ("Lee, the mayor, asked if ...") it is one.
    """
    if verb.lemma not in _ASKED or verb.tag not in ("VBN", "VBD") or verb.i < 2:
        return False
    comma, noun = reading.tokens[verb.i - 1], reading.tokens[verb.i - 2]
    following = [t for t in reading.sentence(verb) if t.i > verb.i]
    subject = subject_of(verb)
    if comma.text != "," or subject is None or not following:
        return False
    asked = following[0].text.lower() in _ASKED[verb.lemma]
    closed = any(t.text == "," and following[-1].i > t.i + 1 for t in following)
    alone = subject.subtree()[-1].i == noun.i and all(t.is_word for t in subject.subtree())
    return asked and closed and alone


def goes_on(reading: Reading, verb: Token) -> bool:
    """Return whether what was asked is an aside: "Lee, asked why she left, blamed Roe".

    Whatever the parser makes of it, the verb after the second comma is that of whoever stands
    before the first.
    """
    if verb.lemma not in _ASKED or verb.tag not in ("VBN", "VBD") or verb.i < 2:
        return False
    comma, noun = reading.tokens[verb.i - 1], reading.tokens[verb.i - 2]
    following = [t for t in reading.sentence(verb) if t.i > verb.i]
    if comma.text != "," or noun.pos not in ("PROPN", "NOUN", "PRON") or len(following) < 3:
        return False
    if following[0].text.lower() not in _ASKED[verb.lemma]:
        return False
    return any(
        mark.text == "," and word.tag in ("VBD", "VBZ", "VBP", "MD")
        for mark, word in pairwise(following)
    )


def is_told_question(verb: Token) -> bool:
    """Whether a cue tells what somebody was asked, in the passive: "Lee was asked whether ..."."""
    passive = verb.tag == "VBN" and not any(True for _ in children(verb, "nsubj"))
    return verb.lemma in _ASKED and verb.lemma != "tell" and passive


def who_was_asked(verb: Token) -> Token | None:
    """The one who was asked: subject of the passive, or of the sentence ("Asked if ..., Lee")."""
    subject = subject_of(verb)
    if subject is not None:
        return subject
    return subject_of(verb.head) if verb.dep in ("advcl", "acl", "dep") else None
