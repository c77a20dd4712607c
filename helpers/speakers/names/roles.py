"""Roles: titles, offices and descriptions beside a name, and when two wordings are one office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.annotation import Annotation, Token
from helpers.lexicons.actor_words import vocabulary
from helpers.thresholds import MAX_APPOSITION_WORDS, MAX_ROLE_WORDS, MAX_WORDS_OF_A_BODY

COURTESY = frozenset(
    "mr mister mrs ms miss mx sir madam madame lord lady dame dr doctor prof professor shri sri "
    "smt shrimati thiru".split()
)
# a secretary, commissioner or minister of one of these is of the government
PORTFOLIOS = frozenset(
    "state health home foreign finance defence defense education treasury justice transport "
    "transportation environment energy agriculture labor labour interior culture trade housing "
    "welfare pensions homeland immigration climate levelling scotland wales cabinet permanent "
    "parliamentary hhs hud northern police information elections insurance tax revenue buildings "
    "sanitation fisheries tourism sport planning crime".split()
)
_BEFORE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "POS", "HYPH", "VBN", "AFX"})
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "mate")
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom", "where", "when", "while", "as"})
_STOP = frozenset(",;:()[]—–\"“”''``!?")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NO_TITLE = _FINITE | {"NNS", "NNPS", "VB"}


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
    opens = noun.i == 0 or tokens[noun.i - 1].sentence != noun.sentence  # "Epidemiologist X Y"
    word = noun.text.casefold() if opens else noun.text
    compound = noun.dep in ("compound", "nmod") and (noun.tag == "NN" or opens)
    two = f"{tokens[noun.i - 1].text} {noun.text}".casefold()  # "Det Con", "District Collector"
    listed = two in vocabulary().titles or vocabulary().role(noun.text) is not None
    listed = listed or two in vocabulary().roles
    if noun.tag in _NO_TITLE or not (listed or (compound and means_a_person(word))):
        return None
    start = _left_edge(tokens, noun.i)
    role = _role(annotation, tokens[start : last + 1], noun)
    return replace(role, words="") if role.head in COURTESY and start == noun.i else role


def _role(annotation: Annotation, phrase: Sequence[Token], noun: Token) -> Role:
    """The role that a phrase with a noun words."""
    start, end = phrase[0].start, phrase[-1].end
    entry = vocabulary().role(noun.text)
    words = " ".join(annotation.text[start:end].split())
    head, gender = noun.text.casefold().rstrip("."), entry[0] if entry else "any"
    return Role(start, end, words, head, gender, entry is not None)


def _is_short_title(token: Token) -> bool:
    """Whether a word with a capital is a title that is written with a full stop."""
    word = token.text.casefold()
    return token.text[0].isupper() and len(word) < 6 and word in vocabulary().titles


def _noun_before_of(tokens: Sequence[Token], last: int) -> Token:
    """The noun of a title ("chief" in "mission chief" and in "chief of staff")."""
    nouns = ("NN", "NNP", "NNS", "NNPS")
    if tokens[last].tag in nouns and vocabulary().role(tokens[last].text) is None:
        for i in range(last - 1, max(last - MAX_WORDS_OF_A_BODY, 0), -1):
            charge = tokens[last].text == "charge" and tokens[i].text == "in"
            joins = tokens[i].text in ("of", "for") or charge  # "Minister for Housing Kim Lee"
            if joins and tokens[i].sentence == tokens[last].sentence:
                if vocabulary().role(tokens[i - 1].text) is not None:
                    return tokens[i - 1]
            elif tokens[i].tag not in (*nouns, "JJ") and tokens[i].text != "the":
                break
    return tokens[last]


def _left_edge(tokens: Sequence[Token], last: int) -> int:
    """The first token of the role that ends at ``last``."""
    start = last
    while start > 0 and last - start < MAX_ROLE_WORDS:
        token, after = tokens[start - 1], tokens[start]
        apart = token.sentence != after.sentence or token.quotation != tokens[last].quotation
        if apart or token.text in _STOP:
            break
        second = tokens[start - 2] if start > 1 else None
        if token.text in ("and", "&") and second and vocabulary().role(second.text):
            start -= 1
            continue
        leads = start > 2 and token.text == "the" and second and second.text == "of"
        if leads and tokens[start - 3].text.casefold() == "leader":  # "of the Opposition"
            start -= 3
            continue
        if token.text == "of" and second:
            bank = second.entity == token.entity == "ORG"  # "Bank of Norway analyst"
            if bank or vocabulary().role(second.text):  # "chief of staff Gen."
                start -= 2
                continue
        number = token.text[0].isdigit()
        if (
            (token.tag not in _BEFORE_TAGS and not number and token.text != "acting")
            or (number and after.text[0] not in "-–")
            # "the refugees President X": two phrases
            or (token.tag == "NNS" and token.text.islower() and after.text[0].isupper())
            # not where the parser made the role a part of the name
            or (token.entity == "PERSON" and after.tag != "POS" and tokens[last].text.islower())
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
            return _apposition(annotation, tokens[start:i]) if i > start else None
        if token.quotation != name.quotation:
            return None
    return None


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
    if vocabulary().role(noun.text) is None or noun.tag != "NN" or not (apposed or framed):
        return None
    start = _left_edge(tokens, noun.i)
    start -= tokens[start - 1].tag == "PRP$"
    return _role(annotation, tokens[start : noun.i + 1], noun)


def _apposition(annotation: Annotation, phrase: Sequence[Token]) -> Role | None:
    if phrase[0].tag == "CC" or phrase[-1].tag == "POS":
        return None
    noun = _head_noun(phrase)
    if noun is None or noun.tag in ("NNS", "NNPS"):
        return None
    attached = noun.dep == "appos" and phrase[0].text.casefold() in ("a", "an", "the")
    if vocabulary().role(noun.text) is None and not (attached and means_a_person(noun.text)):
        return None
    while len(phrase) > 1 and phrase[0].tag in ("DT", "RB"):
        phrase = phrase[1:]
    return _role(annotation, phrase, noun)


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


# abbreviations and spellings of one office
SPELLINGS = {
    "defense": "defence",
    "advisor": "adviser",
    "spokesperson": "spokesman",
    "frontrunner": "front-runner",
    "attorney": "lawyer",
    "ceo": "executive",
    "pontiff": "pope",
    "gov": "governor",
    "sen": "senator",
    "gen": "general",
    "justice": "judge",
    "skipper": "captain",
    **dict.fromkeys(("rep", "congressman", "congresswoman"), "representative"),
    **dict.fromkeys(("chief", "boss", "leader"), "head"),
}
# an office whose holder is never called without what makes it the lower one
OFFICES = frozenset("president minister secretary governor mayor chairman chancellor".split())
BELOW = frozenset({"vice", "deputy", "assistant", "shadow"})
_OWNERS = frozenset({"my", "your", "his", "her", "its", "our", "their"})


@lru_cache(maxsize=2**12)
def role_words(words: str) -> frozenset[str]:
    """Return the content words of a role, in one spelling, to compare two roles by."""
    small = {"the", "a", "an", "of", "for", "in", "at", "and", "to", "s", *_OWNERS}
    found = re.findall(r"[a-z]+(?:-[a-z]+)*", _as_one(words))
    return frozenset(spelling(word) for word in found if word not in small)


def _as_one(words: str) -> str:
    """Words in small letters; an attorney general is no attorney."""
    return words.casefold().replace(".", "").replace("attorney general", "attorney-general")


@lru_cache(maxsize=2**12)
def core_words(words: str) -> tuple[str, ...]:
    """Return the words of a role that say what its bearer is, without whose or of what."""
    core: list[str] = []
    for part in re.split(r",|\band\b|&", _as_one(words)):
        part = re.sub(r".*['’]s?\s", "", part)
        part = re.split(r"\b(?:of|for|to|in|at|with|on|from|under|by)\b", part)[0]
        found = re.findall(r"[a-z]+(?:-[a-z]+)*", part)
        core += [spelling(word) for word in found if word not in {"the", "a", "an", *_OWNERS}]
    return tuple(core)


def compatible_roles(mention: Sequence[str], role: str) -> bool:
    """Whether a role alone can mean someone introduced with this role.

    The role has every word of the mention, its noun among the words for what they are: the
    spokesman of a president is no president, nor is the vice president. "Former" on one side only
    makes two people.
    """
    said, known = role_words(" ".join(mention)), role_words(role)
    noun = core_words(" ".join(mention))[-1:]
    if not said or not said <= known or not set(noun) <= set(core_words(role)):
        return False
    if set(noun) & OFFICES and (known - said) & BELOW:
        return False
    return ("former" in known) <= (len(said) > 1 or "former" in said)


def without_owner(words: str) -> str:
    """Return a role without the possessive pronoun before it."""
    first, _, rest = words.partition(" ")
    return rest if rest and first.casefold() in _OWNERS else words


def spelling(word: str) -> str:
    """Return the one spelling of a word of an office: "governor" for "gov" too."""
    return SPELLINGS.get(word, word)
