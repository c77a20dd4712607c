"""Roles: titles, offices and descriptions beside a name, as the article words them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.annotation import Annotation, Token
from helpers.lexicons.actor_words import vocabulary
from helpers.thresholds import MAX_APPOSITION_WORDS, MAX_ROLE_WORDS, MAX_WORDS_OF_A_BODY

COURTESY = frozenset(
    "mr mister mrs ms miss mx sir madam madame lord lady dr doctor prof professor".split()
)
_BEFORE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "POS", "HYPH", "VBN", "AFX"})
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "mate")
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom", "where", "when", "while", "as"})
_STOP = frozenset(",;:()[]—–\"“”''``!?")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role beside a name: ``text[start:end]``, its head noun and the gender of its bearer.

    ``words`` is "" for a courtesy title alone ("Mr."), which is no role. They keep a possessive
    ("its leader"), since whose leader it is decides whether the role is official. ``personal``
    says whether a lexicon lists the noun as one for people.
    """

    start: int
    end: int
    words: str
    head: str
    gender: str
    personal: bool


def role_before(annotation: Annotation, first: int) -> Role | None:
    """Return the title or role before a name ("State Department spokesman" X), or None.

    The word just before the name is a title or a noun for a person. The words that go with it to
    the left belong to the role; an article does not.
    """
    tokens = annotation.tokens
    last = first - 1
    if last > 0 and tokens[last].text == "." and _is_short_title(tokens[last - 1]):
        last -= 1  # "Sgt" "." as two tokens
    elif last < 0 or tokens[last].sentence != tokens[first].sentence:
        return None
    noun = _noun_before_of(tokens, last)
    entry = vocabulary().role(noun.text)
    personal = entry is not None
    opens = noun.i == 0 or tokens[noun.i - 1].sentence != noun.sentence  # "Epidemiologist X Y"
    word = noun.text.casefold() if opens else noun.text
    compound = noun.dep in ("compound", "nmod") and (noun.tag == "NN" or opens)
    plain = compound and means_a_person(word)
    if not (personal or plain) or noun.tag in _FINITE or not noun.text[0].isalpha():
        return None
    if noun.tag in ("NNS", "NNPS", "VB"):
        return None
    start = _left_edge(tokens, noun.i, annotation)
    title = noun.text.casefold().rstrip(".")
    words = " ".join(annotation.text[tokens[start].start : tokens[last].end].split())
    if title in COURTESY:
        words = "" if start == noun.i else words
    gender = entry[0] if entry else "any"
    return Role(tokens[start].start, tokens[last].end, words, title, gender, personal)


def _is_short_title(token: Token) -> bool:
    """Whether a word with a capital is a title that is written with a full stop."""
    word = token.text.casefold()
    return token.text[0].isupper() and len(word) < 6 and word in vocabulary().titles


def _noun_before_of(tokens: Sequence[Token], last: int) -> Token:
    """The noun of a title ("chief" in "mission chief" and in "chief of staff")."""
    nouns = ("NN", "NNP", "NNS", "NNPS")
    if tokens[last].tag in nouns and vocabulary().role(tokens[last].text) is None:
        for i in range(last - 1, max(last - MAX_WORDS_OF_A_BODY, 0), -1):
            if tokens[i].text == "of" and tokens[i].sentence == tokens[last].sentence:
                if vocabulary().role(tokens[i - 1].text) is not None:
                    return tokens[i - 1]
                break
            if tokens[i].tag not in (*nouns, "JJ") or tokens[i].entity == "PERSON":
                break
    return tokens[last]


def _left_edge(tokens: Sequence[Token], last: int, annotation: Annotation) -> int:
    """The first token of the role that ends at ``last``."""
    start = last
    while start > 0 and last - start < MAX_ROLE_WORDS:
        token, after = tokens[start - 1], tokens[start]
        if _ends_phrase(token, tokens[last]):
            break
        second = tokens[start - 2] if start > 1 else None
        if token.text in ("and", "&") and second and vocabulary().role(second.text):
            start -= 1
            continue
        if token.text == "of" and second:
            bank = second.entity == token.entity == "ORG"  # "Bank of Norway analyst"
            if bank or vocabulary().role(second.text):  # "chief of staff Gen."
                start -= 2
                continue
        number = token.text[0].isdigit()
        if (
            (token.tag not in _BEFORE_TAGS and not number)
            or (number and after.text[0] not in "-–")
            or (token.tag == "POS" and not second)
            # "the refugees President X": two phrases
            or (token.tag == "NNS" and token.text.islower() and after.text[0].isupper())
            # not where the parser made the role a part of the name
            or (token.entity == "PERSON" and after.tag != "POS" and tokens[last].entity != "PERSON")
            or (token.tag == "VBN" and after.tag not in ("NN", "NNP"))
        ):
            break
        start -= 1
    while start < last and tokens[start].tag in ("POS", "HYPH", "CC"):
        start += 1
    return start


def role_in_apposition(annotation: Annotation, stop: int) -> Role | None:
    """Return the role after a name and a comma ("X, a senior officer in the guard,"), or None.

    An age is passed over. The phrase ends at the next comma, relative pronoun or finite verb.
    """
    tokens = annotation.tokens
    if stop >= len(tokens) or tokens[stop].text not in (",", "—", "–", "("):
        return None
    start = stop + 1
    if start + 1 < len(tokens) and tokens[start].text.isdigit() and tokens[start + 1].text == ",":
        start += 2
    name, comma = tokens[stop - 1], tokens[stop]
    for i in range(start, min(start + MAX_APPOSITION_WORDS + 1, len(tokens))):
        token = tokens[i]
        if (
            token.sentence != comma.sentence
            or token.text in _STOP
            or token.text == "."
            or token.text.casefold() in _RELATIVE
            or token.tag in _FINITE
        ):
            return _apposition(annotation, tokens[start:i], name) if i > start else None
        if token.quotation != name.quotation:
            return None
    return None


def _ends_phrase(token: Token, within: Token) -> bool:
    """Whether a token is in another sentence or quotation, or is a mark that ends a phrase."""
    apart = token.sentence != within.sentence or token.quotation != within.quotation
    return apart or token.text in _STOP


def role_of_governor(annotation: Annotation, first: int, last: int) -> Role | None:
    """Return the role to which a name is in apposition ("her translator, X,"), or None.

    The possessive and both commas are enough, since the parser often takes these for a list.
    """
    tokens = annotation.tokens
    if first < 3 or last >= len(tokens) or tokens[first - 1].text != ",":
        return None
    noun = tokens[first - 2]
    apposed = any(t.dep == "appos" and t.head is noun for t in tokens[first:last])
    framed = tokens[first - 3].tag in ("PRP$", "POS") and tokens[last].text == ","
    entry = vocabulary().role(noun.text)
    if entry is None or noun.tag != "NN" or not (apposed or framed):
        return None
    start = _left_edge(tokens, noun.i, annotation)
    if start and tokens[start - 1].tag == "PRP$":
        start -= 1
    words = " ".join(annotation.text[tokens[start].start : noun.end].split())
    return Role(tokens[start].start, noun.end, words, noun.text.casefold(), entry[0], True)


def _apposition(annotation: Annotation, phrase: Sequence[Token], name: Token) -> Role | None:
    if phrase[0].tag == "CC" or phrase[-1].tag == "POS":
        return None
    noun = _head_noun(phrase)
    if noun is None or noun.tag in ("NNS", "NNPS"):
        return None
    entry = vocabulary().role(noun.text)
    attached = noun.dep == "appos" and noun.head.i <= name.i
    article = phrase[0].text.casefold() in ("a", "an", "the")
    if entry is None and not (attached and article and means_a_person(noun.text)):
        return None
    while len(phrase) > 1 and (phrase[0].tag in ("DT", "RB") or phrase[0].text == "and"):
        phrase = phrase[1:]
    words = " ".join(annotation.text[phrase[0].start : phrase[-1].end].split())
    gender = entry[0] if entry else "any"
    return Role(
        phrase[0].start, phrase[-1].end, words, noun.text.casefold(), gender, entry is not None
    )


def means_a_person(noun: str) -> bool:
    """Whether a common noun has an ending of nouns for people ("-er", "-ist")."""
    return noun.islower() and len(noun) > 4 and noun.endswith(_AGENT_ENDINGS)


def _head_noun(phrase: Sequence[Token]) -> Token | None:
    """The last noun before the first preposition, participle or conjunction of a phrase."""
    noun = None
    for token in phrase:
        if token.tag in ("IN", "TO", "VBG", "VBN", "VB", "CC", "RP") and noun is not None:
            break
        if token.tag == "POS":
            noun = None
            continue
        if token.tag in ("PRP", "VBG", "IN"):
            return None
        if token.tag in ("NN", "NNS", "NNP", "NNPS"):
            noun = token
    return noun
