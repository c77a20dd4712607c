"""Name spans: which words of an article are a name, whatever the parser labels.

The small parser runs titles and possessives into names, cuts names short and misses some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.names import NameKey, name_key
from helpers.thresholds import MAX_NAME_WORDS

NAME_TAGS = frozenset({"NNP", "NNPS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
TITLES_AS_NAMES = frozenset({"Dean", "Earl"})  # more often a given name than a title
_INSIDE_NAMES = frozenset({"of", "the", "and", "for", "on", "'s", "’s", "&", "-", "–", "de", "al"})


def phrase_head(tokens: Sequence[Token]) -> Token:
    """The first of the tokens that hangs on a token outside them (or on none)."""
    inside = {token.i for token in tokens}
    heads = [
        token
        for token in tokens
        if token.text[0].isalnum() and (token.head is token or token.head.i not in inside)
    ]
    # where the parser tears a phrase apart, the word that is subject or object heads it
    for token in heads[1:]:
        if token.dep in SUBJECTS and heads[0].dep not in SUBJECTS:
            return token
    if len(heads) > 1 and heads[0].dep in ("poss", "det"):
        return heads[1]
    return heads[0] if heads else tokens[0]


def is_name_token(token: Token) -> bool:
    """Whether a token can be part of a name: tagged as one, and with a capital or a digit."""
    return token.tag in NAME_TAGS and token.text[0].isalnum() and not token.text.islower()


def trimmed_name(tokens: Sequence[Token], first: int, stop: int) -> tuple[int, int] | None:
    """The part of an entity that is a name: no article, title, quotation mark or possessive."""
    while first < stop and not (
        is_name_token(tokens[first]) or _is_demonym(tokens[first]) or _opens_a_body(tokens[first])
    ):
        first += 1
    while stop > first and not _can_end_a_name(tokens, stop - 1):
        stop -= 1
    # a comma or a verb inside: two things that the parser ran together
    for i in range(first, stop):
        token = tokens[i]
        inside = is_name_token(token) or token.text.casefold() in _INSIDE_NAMES
        if not (inside or _follows_hyphen(tokens, i)) and (
            token.text in ',;:()[]—–"“”' or token.pos in ("VERB", "AUX")
        ):
            stop = i
            break
    while stop > first and not _can_end_a_name(tokens, stop - 1):
        stop -= 1
    # "Mary Berg of Acme" as one person: the name ends before the preposition
    if first < stop and tokens[first].text.casefold() in vocabulary().given_names:
        for i in range(first + 1, stop):
            if tokens[i].entity == "PERSON" and tokens[i].text in ("of", "and", "for", "the"):
                stop = i
                break
    # "The Gazette's Mary Berg" as one entity: the person is the name
    for i in range(first + 1, stop - 2):
        if tokens[i].tag == "POS" and tokens[i + 1].text.casefold() in vocabulary().given_names:
            first = i + 1
            break
    if first >= stop or stop - first > MAX_NAME_WORDS:
        return None
    titles = vocabulary().titles
    # "Sen. Ortega" as one entity: the title is no part of the name
    start = first
    while start < stop - 1 and (
        tokens[start].text.casefold().rstrip(".") in titles
        or f"{tokens[start].text} {tokens[start + 1].text}".casefold() in titles  # "Crown Prince"
        or _is_plural_role(tokens[start])
    ):
        if tokens[start + 1].tag == "POS":
            break
        if stop - start == 2 and tokens[start].text in TITLES_AS_NAMES:
            break
        start += 1
    if start > first and (tokens[first].entity == "PERSON" or stop - start >= 2 > start - first):
        is_body = any(
            "body" in vocabulary().name_words.get(t.text.casefold(), ()) for t in tokens[start:stop]
        )
        if not is_body and tokens[start].text not in _INSIDE_NAMES:
            return start, stop
    return first, stop


def _can_end_a_name(tokens: Sequence[Token], i: int) -> bool:
    return is_name_token(tokens[i]) or _is_demonym(tokens[i]) or _follows_hyphen(tokens, i)


def _follows_hyphen(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is the second half of a given name ("Ji-won"), written small in Korean."""
    if i < 2 or not tokens[i].text.isalpha() or tokens[i].entity != "PERSON":
        return False
    mark = tokens[i - 1]
    close = tokens[i - 2].end == mark.start and mark.end == tokens[i].start
    return close and mark.text in ("-", "–") and is_name_token(tokens[i - 2])


def _is_plural_role(token: Token) -> bool:
    """Whether a word says what several people are, before the first of them ("Brothers")."""
    word = token.text.casefold()
    return token.tag == "NNPS" and word.endswith("s") and vocabulary().role(word[:-1]) is not None


def is_role_alone(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether an entity is a capitalised role ("the Special Counsel") and no name."""
    before = tokens[first - 1].text.casefold() if first else ""
    last = tokens[stop - 1].text.casefold()
    return before in ("the", "'s", "’s") and last in vocabulary().roles and stop - first <= 3


def _opens_a_body(token: Token) -> bool:
    """Whether an adjective in capitals opens a body's name ("Sudanese Doctors' Union")."""
    return token.entity == "ORG" and token.tag == "JJ" and token.text[0].isupper()


def _is_demonym(token: Token) -> bool:
    return token.entity == "NORP" and token.text[0].isupper()


def names_seen(tokens: Sequence[Token], spans: list[tuple[int, int, str]]) -> set[NameKey]:
    """Names seen in full elsewhere, and the surnames of people: unlabelled ones are names too."""
    known: set[NameKey] = set()
    for first, stop, label in spans:
        key = name_key(" ".join(t.text for t in tokens[first:stop]))
        known.add(key)
        if label == "PERSON" and len(key) > 1:
            known.add(key[-1:])
    return known


def capitalised_runs(
    tokens: Sequence[Token], taken: set[int], known: set[NameKey]
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words; a known name is one whatever the parser takes it for."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        other = i not in taken and not is_name_token(token) and token.text[0].isupper()
        if other and len(token.text) > 3 and name_key(token.text) in known:
            yield i, i + 1
        if i in taken or not is_name_token(token):
            i += 1
            continue
        stop = i + 1
        while (
            stop < len(tokens)
            and stop not in taken
            and is_name_token(tokens[stop])
            and tokens[stop].sentence == tokens[i].sentence
            and stop - i < MAX_NAME_WORDS
        ):
            stop += 1
        yield i, stop
        i = stop


def name_in_run(
    tokens: Sequence[Token],
    first: int,
    stop: int,
    known: set[NameKey],
    sources_at: dict[int, list[int]],
    headlines: frozenset[int],
) -> tuple[int, int] | None:
    """The name in a run of capitalised words without label, where something shows it is one."""
    titles, roles = vocabulary().titles, vocabulary().roles
    start = first
    while start < stop and tokens[start].text.casefold().rstrip(".") in (titles | roles):
        start += 1
    last = tokens[stop - 1].text.casefold()
    if start == stop or is_role_alone(tokens, first, stop):
        return None  # a title alone: a role mention
    if (
        last in roles
        and stop - start > 1
        and tokens[start].text.casefold() not in (vocabulary().given_names)
    ):
        return None
    run = tokens[start:stop]
    head = phrase_head(run)
    subject = head.dep in SUBJECTS or head.dep == "poss"
    if tokens[start].paragraph in headlines and stop - start > 1:
        subject = False  # headlines capitalise every word
    is_source = any(i in sources_at for i in range(start, stop))
    titled = start > first and not any(
        "body" in vocabulary().name_words.get(t.text.casefold(), ()) for t in run
    )
    key = name_key(" ".join(t.text for t in run))
    # "one neighbour, X Y, said"
    role = head.head.tag == "NN" and vocabulary().role(head.head.text) is not None
    subject = subject or (head.dep == "appos" and role and 1 < stop - start < 4)
    # "according to the power company X"
    is_source = is_source or (
        head.dep == "appos" and head.head.i == start - 1 and head.head.i in sources_at
    )
    if is_source or subject or titled or key in known:
        return (start, stop) if start == first or titled else (first, stop)
    if key[-1:] in known and len(key) <= 3:
        return stop - 1, stop
    return None
