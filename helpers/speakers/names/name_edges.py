"""Name edges: the words that belong to a name where the parser saw only a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.name_spans import is_name_token
from helpers.speakers.names.names import PARTICLES
from helpers.thresholds import MAX_NAME_WORDS, MAX_SECOND_HALF

_HYPHENS = frozenset({"-", "–", "‑"})
_BEFORE_A_NOUN = frozenset({"NN", "NNS", "JJ", "HYPH", "VBG"})


def extended_name(
    tokens: Sequence[Token], first: int, stop: int, label: str, taken: set[int]
) -> tuple[int, int]:
    """A name with the words that the parser cut off ("Hamid" "Karzai", "Union" "for the Delta")."""
    first = opened_with_a_preposition(tokens, first, taken)
    if label == "ORG":
        return first, _extended_body(tokens, first, stop, taken)
    if label in ("PERSON", "GPE") and _surname_set_apart(tokens, first, stop):
        return first, stop + 1
    if label != "PERSON":
        return first, stop
    titles = vocabulary().titles
    stop = _second_half(tokens, _after_particles(tokens, stop))
    while (
        stop < len(tokens)
        and stop not in taken
        and is_name_token(tokens[stop])
        and not tokens[stop].entity
        and tokens[stop].sentence == tokens[first].sentence
        and stop - first < 4
        and tokens[stop - 1].head in (tokens[stop], tokens[stop].head)
        and tokens[stop - 1].end + 1 >= tokens[stop].start
    ):
        stop += 1
    stop = _second_half(tokens, _after_particles(tokens, stop))
    given = vocabulary().given_names
    while (
        first > 0
        and first - 1 not in taken
        and is_name_token(tokens[first - 1])
        and not tokens[first - 1].entity
        and tokens[first - 1].sentence == tokens[first].sentence
        and tokens[first - 1].text.casefold().rstrip(".") not in titles
        and tokens[first - 1].text.casefold() in given
    ):
        first -= 1
    return first, stop


def _surname_set_apart(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether the word after a given name is its surname, which the parser took for a place."""
    if stop - first != 1 or stop >= len(tokens):
        return False
    given, surname = tokens[first], tokens[stop]
    apart = given.head is surname and is_name_token(surname) and surname.entity != "DATE"
    return apart and given.text.casefold() in vocabulary().given_names


def _extended_body(tokens: Sequence[Token], first: int, stop: int, taken: set[int]) -> int:
    """The end of a body's name with "of X" or "for the X" after its kind ("Fund for the Delta")."""
    kinds = vocabulary().name_words.get(tokens[stop - 1].text.casefold(), frozenset())
    if not kinds & {"body", "organisation"} or stop + 1 >= len(tokens):
        return stop
    if tokens[stop].text not in ("of", "for") or tokens[stop].tag != "IN":
        return stop
    end = stop + 1
    if tokens[end].text == "the":
        end += 1
    begin, end = end, _end_of_run(tokens, first, end, taken)
    return end if end > begin else stop


def body_named_for_a_people(
    tokens: Sequence[Token], first: int, stop: int, label: str, taken: set[int]
) -> int | None:
    """The end of a body's name of which the parser saw the demonym only ("the Oslo Pact group")."""
    if label != "NORP" or not first or tokens[first - 1].text.casefold() != "the":
        return None
    end = _end_of_run(tokens, first, stop, taken, most=5, barred=None)
    role = any(vocabulary().role(token.text) is not None for token in tokens[stop:end])
    before_a_person = end < len(tokens) and tokens[end].entity == "PERSON"
    return None if end == stop or role or before_a_person else end


def _end_of_run(
    tokens: Sequence[Token],
    first: int,
    end: int,
    taken: set[int],
    *,
    most: int = MAX_NAME_WORDS,
    barred: AbstractSet[str] | None = frozenset({"PERSON", "DATE"}),
) -> int:
    """The end of the run of name words from ``end`` on, without barred entities (None: any)."""
    while (
        end < len(tokens)
        and end not in taken
        and end - first < most
        and is_name_token(tokens[end])
        and not (tokens[end].entity if barred is None else tokens[end].entity in barred)
        and tokens[end].sentence == tokens[first].sentence
    ):
        end += 1
    return end


def _after_particles(tokens: Sequence[Token], stop: int) -> int:
    """The end of a name with what follows a particle ("Ursula" "von der Leyen"), else the same."""
    end = stop
    sentence = tokens[stop - 1].sentence
    while end < len(tokens) and tokens[end].text.casefold() in PARTICLES:
        end += 1
    after_particle = end > stop or tokens[stop - 1].text.casefold() in PARTICLES
    if not after_particle or end >= len(tokens) or tokens[end].sentence != sentence:
        return stop
    return end + 1 if is_name_token(tokens[end]) and tokens[end].text[0].isupper() else stop


def _second_half(tokens: Sequence[Token], stop: int) -> int:
    """The end of a name with the small second half of a given name and the surname after it.

    "Moon Jae" "-in", "Hyun" "-woo Park"; in "Berg" "-era rules" a noun follows, so it is no name.
    """
    if stop + 1 >= len(tokens) or tokens[stop].text not in _HYPHENS:
        return stop
    half = tokens[stop + 1]
    glued = tokens[stop - 1].end == tokens[stop].start and tokens[stop].end == half.start
    if not glued or not half.text.isalpha() or len(half.text) > MAX_SECOND_HALF:
        return stop
    after = tokens[stop + 2] if stop + 2 < len(tokens) else None
    followed = after is not None and after.sentence == half.sentence
    if half.text.islower() and followed and after and after.tag in _BEFORE_A_NOUN:
        return stop
    return _end_of_run(tokens, stop, stop + 2, set(), most=4, barred={"DATE"})


def opened_with_a_preposition(tokens: Sequence[Token], first: int, taken: set[int]) -> int:
    """The first word of a name with a preposition in capitals ("Justice Without" "Delay")."""
    i = first
    if i > 2 and tokens[i - 1].text in ("'", "’") and tokens[i - 2].tag == "NNPS":
        i -= 2  # "Doctors' Union"
        while i and i - 1 not in taken and _opens_a_name(tokens[i - 1]):
            i -= 1
        return i
    while i > 1 and i - 1 not in taken and tokens[i - 1].sentence == tokens[first].sentence:
        before, second = tokens[i - 1], tokens[i - 2]
        capital = before.tag == "IN" and before.text.istitle() and second.text.istitle()
        if not capital or i - 2 in taken or not is_name_token(second):
            break
        i -= 2
    return i


def _opens_a_name(token: Token) -> bool:
    return is_name_token(token) or (token.entity == "NORP" and token.text[0].isupper())


def named_after_a_plural(
    tokens: Sequence[Token], first: int, stop: int, taken: set[int]
) -> int | None:
    """The end of a name that opens with a plural in capitals ("Brigades of the Dawn"), or None."""
    head = tokens[stop - 1]
    if stop - first > 2 or head.tag != "NNPS" or stop + 1 >= len(tokens):
        return None
    if tokens[stop].text != "of" or vocabulary().collectives.get(head.text.casefold()):
        return None
    end = stop + 2 if tokens[stop + 1].text == "the" else stop + 1
    begin = end
    end = _end_of_run(tokens, first, end, taken, barred={"GPE", "DATE", "PERSON"})
    return end if end > begin else None
