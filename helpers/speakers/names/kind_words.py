"""Kind words: what the words of a name, and the noun beside it, say that its bearer is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.speakers.names.names import NameKey, before_mark
from helpers.speakers.names.roles import means_a_person
from helpers.thresholds import MAX_APPOSED

# things that do not act; where one is a source all the same, it is a work, an event or a document
NOT_ACTORS = frozenset({"law", "location", "place", "event", "work", "thing", "belief", "document"})
_ORGANISED = frozenset({"militia", "militias", "insurgency", "gang", "cartel", "sect"})
_BEFORE_NOUN = frozenset("NN NNS NNP NNPS JJ JJS CD HYPH POS VBN VBG RB AFX".split())


@lru_cache(maxsize=4096)
def name_kinds(key: NameKey) -> frozenset[str]:
    """Return what the words of a name say it is (body, company, publication, law, location ...).

    The name as a whole decides where it is listed, then the word before "of" or "for" ("Bank of
    ..."), then the last word ("the Justice Department"), then a first word that opens the names
    of armed groups ("Ansar ...").
    """
    lists = vocabulary()
    if not key:
        return frozenset()
    whole = " ".join(key)
    for words in (lists.kind_words, lists.name_words):
        if whole in words:
            return words[whole]
    if _armed(key):
        return frozenset({"armed"})
    if is_body_of_two_words(key):
        return frozenset({"body"})
    for mark in ("of", "for", "on"):
        noun = before_mark(key, (mark,))[-1]
        if mark in key[1:] and noun in lists.name_words:
            return lists.name_words[noun]
    if len(key) < 2:
        return frozenset()
    news = frozenset({"publication"} if "news" in key[:-1] else ())  # "Oslo News Digital"
    return lists.name_words.get(key[-1]) or lists.kind_words.get(key[-1], news)


def _armed(key: NameKey) -> bool:
    """Whether the words of a name are those of an armed group: "Liwa X", "X Liberation Front"."""
    if len(key) < 2:
        return False
    words, name = vocabulary().kind_words, before_mark(key, ("of",))
    pair = "armed" in words.get(" ".join(key[-2:]), ()) and not key[0].startswith("people")
    rebels = key[0] == "free" and key[-1] == "army"
    opens = "armed" in words.get(key[0], ()) or " ".join(key[:2]) in ("al qaeda", "islamic state")
    last = "armed" in words.get(name[-1], ()) and not is_body_of_two_words(key)
    return pair or rebels or opens or last


def is_body_of_two_words(key: NameKey) -> bool:
    """Whether a name or description ends, before "of" or "for", in a listed body of two words."""
    last = before_mark(key, ("of", "for"))[-2:]
    return len(last) > 1 and "body" in vocabulary().name_words.get(" ".join(last), ())


def is_body_noun(word: str) -> bool:
    """Whether a common noun is a kind of body ("company", "militia")."""
    word = word.casefold()
    collective = vocabulary().collectives.get(word, ("", ""))[0] == "body"
    return collective or word in _ORGANISED


def is_role_noun(token: Token) -> bool:
    """Whether a token is a noun for one person ("spokeswoman")."""
    if token.tag != "NN" or is_body_noun(token.text):
        return False
    return vocabulary().role(token.text) is not None or means_a_person(token.text)


def named_as_body(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """Return the noun before or after a name that makes it a body's, "" where there is none."""
    for noun in nouns_beside(candidate, tokens):
        if noun.tag == "NN" and is_body_noun(noun.text):
            return noun.text.casefold()
    return ""


def kind_of_noun(noun: Token) -> str:
    """Return the kind of thing that a common noun means, "" where no lexicon tells it.

    The noun with the word before it is looked up first ("rebel group").
    """
    nouns, word = vocabulary().kind_nouns, noun.text.casefold()
    before = next((c.text.casefold() for c in reversed(noun.children) if c.i == noun.i - 1), "")
    kinds = nouns.get(f"{before} {word}") or nouns.get(word) or frozenset()
    if "armed" in kinds:
        return "armed"
    if is_body_noun(word) and not (kinds and word in ("city", "state", "country", "nation")):
        return "organisation"
    if is_role_noun(noun) and "organisation" not in kinds:
        return "person"
    return min(kinds, default="")


def nouns_beside(candidate: Candidate, tokens: Sequence[Token]) -> list[Token]:
    """Return the common nouns that say what a name is, nearest first.

    "The militia X", "X, a militia backed by ...", "X is a militia".
    """
    found = (
        _noun_before(candidate, tokens),
        _noun_after(candidate, tokens),
    )
    return [noun for noun in found if noun is not None]


def _noun_before(candidate: Candidate, tokens: Sequence[Token]) -> Token | None:
    """The noun in "the militia X"; in "the company X founded" a clause begins."""
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is not None and before.text in "\"“'‘" and candidate.first > 1:
        before = tokens[candidate.first - 2]  # the film "X"
    if before is not None and before.text == "of" and candidate.first > 1:
        town = tokens[candidate.first - 2]  # "the village of X"
        return town if kind_of_noun(town) == "place" else None
    if (
        before is None
        or before.sentence != candidate.head.sentence
        or before.tag not in ("NN", "NNP")
    ):
        return None
    founded = candidate.head.dep in SUBJECTS and candidate.head.head.head is before
    written = before.text.islower() or kind_of_noun(before) == "event"  # "Storm X"
    return before if written and not founded else None


def _noun_after(candidate: Candidate, tokens: Sequence[Token]) -> Token | None:
    """The noun in "X, a militia backed by ...": the last before a preposition."""
    after = tokens[candidate.last : candidate.last + MAX_APPOSED + 2]
    if len(after) < 3 or after[0].text != "," or after[1].text.casefold() not in ("a", "an", "the"):
        return None
    noun = after[1]
    for token in after[2:]:
        if token.sentence != candidate.head.sentence or token.tag not in _BEFORE_NOUN:
            break
        noun = token if token.tag in ("NN", "NNS") else noun
    return noun if noun.tag == "NN" else None
