"""Name edges: where a name begins and ends of which the parser saw only a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.name_spans import end_of_run, is_name_token
from helpers.speakers.names.names import PARTICLES, country_of, demonym_of
from helpers.thresholds import MAX_SECOND_HALF

_HYPHENS = frozenset({"-", "–", "‑"})
_PANELS = frozenset({"committee", "subcommittee", "commission"})  # "Committee on Ways"
_BEFORE_A_NOUN = frozenset({"NN", "NNS", "JJ", "HYPH", "VBG"})


def extended_name(
    tokens: Sequence[Token],
    first: int,
    stop: int,
    label: str,
    taken: set[int],
    opening: Mapping[str, int],
) -> tuple[int, int]:
    """Return a name with the words that the parser cut off ("Hamid" "Karzai").

    ``opening`` says how often each word opens a person's name (``opening_words``).
    """
    first = _opened_with_a_preposition(tokens, first, taken)
    if label == "ORG":
        while first and first - 1 not in taken and _is_cut_off(tokens[first - 1], tokens[first]):
            first -= 1  # "Emergency" "Medical Services"
        kinds = vocabulary().name_words.get(tokens[stop - 1].text.casefold(), frozenset())
        if kinds & {"body", "organisation"}:
            panel = tokens[stop - 1].text.casefold() in _PANELS
            marks = ("of", "for", "on") if panel else ("of", "for")
            stop = _with_complement(tokens, first, stop, taken, marks, {"PERSON", "DATE"})
        return first, stop
    if label in ("PERSON", "GPE") and _surname_set_apart(tokens, first, stop):
        return first, stop + 1
    if label != "PERSON":
        return first, stop
    stop = _second_half(tokens, _after_particles(tokens, stop))
    while (
        stop < len(tokens)
        and stop not in taken
        and is_name_token(tokens[stop])
        and not tokens[stop].entity
        and tokens[stop - 1].head in (tokens[stop], tokens[stop].head)
    ):
        stop += 1
    stop = _second_half(tokens, stop)
    while first > 0 and first - 1 not in taken and _is_given_name(tokens[first - 1]):
        first -= 1
    alone = stop - first == 1 and first > 0 and first - 1 not in taken
    # whether the word before opens another person's name, or this person's with another surname
    before = first > 0 and first - 1 not in taken
    opens = before and opening[tokens[first - 1].text] > _opens(tokens, first - 1)
    if (alone or opens) and _is_cut_off(tokens[first - 1], tokens[first]):  # "Raj" "Patel"
        first -= 1
    return first, stop


def opening_words(tokens: Sequence[Token]) -> Counter[str]:
    """Return how often each word opens a person's name of several words."""
    return Counter(token.text for token in tokens if _opens(tokens, token.i))


def _opens(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].entity == tokens[at + 1].entity == "PERSON"


def _surname_set_apart(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether the word after a given name is its surname, which the parser took for a place."""
    if stop - first != 1 or stop >= len(tokens):
        return False
    given, surname = tokens[first], tokens[stop]
    apart = given.head is surname and is_name_token(surname)
    return apart and given.text.casefold() in vocabulary().given_names


def _is_cut_off(token: Token, name: Token) -> bool:
    """Whether a word before a body's name is part of it, though the parser left it out."""
    apart = token.entity or token.sentence != name.sentence or token.dep != "compound"
    lists, word = vocabulary(), token.text.casefold()
    described = word in lists.kind_nouns or lists.role(word) is not None  # "Drugmaker Acme said"
    described = described or word in lists.collectives or bool(demonym_of(word))  # "Labour's"
    return is_name_token(token) and not apart and not described


def _is_given_name(token: Token) -> bool:
    """Whether a word that the parser left out of a name is a given name and no title."""
    word, lists = token.text.casefold().rstrip("."), vocabulary()
    listed = word in lists.given_names and word not in lists.titles
    return listed and is_name_token(token) and not token.entity


def _with_complement(
    tokens: Sequence[Token],
    first: int,
    stop: int,
    taken: set[int],
    marks: Sequence[str],
    barred: AbstractSet[str],
) -> int:
    """The end of a name with "of X" or "for the X" after it ("Fund for the Delta"), else stop."""
    if stop + 1 >= len(tokens) or tokens[stop].text not in marks:
        return stop
    begin = stop + 2 if tokens[stop + 1].text == "the" else stop + 1
    end = end_of_run(tokens, first, begin, taken, barred=barred)
    return end if end > begin else stop


def body_named_for_a_people(
    tokens: Sequence[Token], first: int, stop: int, label: str, taken: set[int]
) -> int:
    """Return the end of a body's name of which the parser saw a demonym ("the Oslo Pact group")."""
    if label != "NORP" or not first or tokens[first - 1].text.casefold() != "the":
        return stop
    return end_of_run(tokens, first, stop, taken, max_words=5, barred=None)


def body_of_a_country(tokens: Sequence[Token], first: int) -> int:
    """Return the first word of a body's name that ends in its country ("Cancer Research UK")."""
    begin = first
    while begin and country_of(tokens[first].text) and tokens[begin - 1].dep == "compound":
        before = tokens[begin - 1]
        barred = before.entity not in ("", "ORG") or demonym_of(before.text)
        if barred or not is_name_token(before) or before.head is not tokens[first]:
            break
        begin -= 1
    role = vocabulary().role(tokens[begin].text) is not None
    return first if role else begin


def bodies_of_their_holders(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the names of bodies that are called by who heads or forms them.

    "The U.S. Attorney's Office for the District of Ohio", "Workers' Party": the parser cuts these
    at the possessive. A capital and a noun for a person or for people before it tell them from
    "Berg's Office Supplies".
    """
    lists, found = vocabulary(), []
    for i in range(2, len(tokens)):
        noun, mark, holder = tokens[i], tokens[i - 1], tokens[i - 2]
        kinds = lists.name_words.get(noun.text.casefold(), frozenset())
        if mark.tag != "POS" or not (kinds & {"body", "organisation"} and is_name_token(noun)):
            continue
        word = holder.text.casefold()
        people = word in lists.collectives or lists.role(word.removesuffix("s")) is not None
        if not (holder.text[0].isupper() and people):
            continue
        first = i - 2
        while first and (is_name_token(tokens[first - 1]) or demonym_of(tokens[first - 1].text)):
            first -= 1
        if lists.given_names.get(tokens[first].text.casefold()):
            continue  # "Mary Berg, President's Office": two phrases
        stop = _with_complement(tokens, first, i + 1, set(), ("for", "of"), {"DATE"})
        found.append((first, _with_complement(tokens, first, stop, set(), ("of",), {"DATE"})))
    return found


def named_after_a_plural(tokens: Sequence[Token], first: int, stop: int, taken: set[int]) -> int:
    """Return the end of a name that opens with a plural in capitals ("Brigades of the Dawn")."""
    head = tokens[stop - 1]
    plural = stop - first <= 2 and head.tag == "NNPS"
    if not plural or vocabulary().collectives.get(head.text.casefold()):
        return stop
    return _with_complement(tokens, first, stop, taken, ("of",), {"GPE", "DATE", "PERSON"})


def _after_particles(tokens: Sequence[Token], stop: int) -> int:
    """The end of a name with what follows a particle ("Ursula" "von der Leyen"), else stop."""
    end = stop
    while end + 1 < len(tokens) and tokens[end].text.casefold() in PARTICLES:
        end += 1
    return end + 1 if end > stop and is_name_token(tokens[end]) else stop


def _second_half(tokens: Sequence[Token], stop: int) -> int:
    """The end of a name with the small second half of a given name and the surname after it.

    "Moon Jae" "-in", "Hyun" "-woo Park"; in "Berg" "-era rules" a noun follows, so it is no name.
    """
    if stop + 1 >= len(tokens) or tokens[stop].text not in _HYPHENS:
        return stop
    half, after = tokens[stop + 1], tokens[min(stop + 2, len(tokens) - 1)]
    glued = tokens[stop - 1].end == tokens[stop].start and tokens[stop].end == half.start
    if not glued or not half.text.isalpha() or len(half.text) > MAX_SECOND_HALF:
        return stop
    if half.text.islower() and after.tag in _BEFORE_A_NOUN:
        return stop
    return end_of_run(tokens, stop, stop + 2, frozenset(), max_words=4, barred={"DATE"})


def _opened_with_a_preposition(tokens: Sequence[Token], first: int, taken: set[int]) -> int:
    """The first word of a name with a preposition in capitals ("Justice Without" "Delay")."""
    i = first
    while i > 1 and i - 1 not in taken and tokens[i - 1].sentence == tokens[first].sentence:
        before, second = tokens[i - 1], tokens[i - 2]
        capital = before.tag == "IN" and before.text.istitle() and second.text.istitle()
        if not capital or i - 2 in taken or not is_name_token(second):
            break
        i -= 2
    return i
