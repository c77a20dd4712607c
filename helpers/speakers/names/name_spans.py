"""Name spans: which words of an article are a name, whatever label the parser gives them.

The small parser runs titles and possessives into names, cuts names short and misses some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.names import NameKey, name_key
from helpers.speakers.names.roles import COURTESY
from helpers.thresholds import MAX_NAME_WORDS

NAME_TAGS = frozenset({"NNP", "NNPS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_INSIDE_NAMES = frozenset({"of", "the", "and", "for", "on", "'s", "’s", "&", "-", "–", "de", "al"})


def phrase_head(tokens: Sequence[Token]) -> Token:
    """Return the head of a phrase: its first token that depends on none inside it."""
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
    """Whether a token can be part of a name: tagged as one, with a capital or a digit, or "plc"."""
    capital = not token.text.islower() or token.text == "plc"
    return token.tag in NAME_TAGS and token.text[0].isalnum() and capital


def end_of_run(
    tokens: Sequence[Token],
    first: int,
    end: int,
    taken: AbstractSet[int],
    *,
    max_words: int = MAX_NAME_WORDS,
    barred: AbstractSet[str] | None = frozenset(),
) -> int:
    """Return the end of a name that begins at ``first``, with all name words from ``end`` on.

    Words of another sentence, words in ``taken`` and entities with a label in ``barred`` (None:
    any label) are no part of it.
    """
    while (
        end < len(tokens)
        and end not in taken
        and end - first < max_words
        and is_name_token(tokens[end])
        and not (tokens[end].entity if barred is None else tokens[end].entity in barred)
        and tokens[end].sentence == tokens[first].sentence
    ):
        end += 1
    return end


def trimmed_name(tokens: Sequence[Token], first: int, stop: int) -> tuple[int, int] | None:
    """Return the part of an entity that is a name, without article, title and marks, or None."""
    while first < stop and not (
        is_name_token(tokens[first])
        or is_demonym(tokens[first])
        or (
            tokens[first].entity == "ORG"
            and tokens[first].tag == "JJ"
            and tokens[first].text.istitle()
        )
    ):
        first += 1
    # a comma or a verb inside: two things that the parser ran together
    for i in range(first, stop):
        token = tokens[i]
        inside = is_name_token(token) or token.text.casefold() in _INSIDE_NAMES
        score = token.tag == "CD" and tokens[min(stop, len(tokens) - 1)].tag == "CD"
        if score and i > first:  # "Oslo Rovers 2 Holm Athletic 1"
            stop = i
            break
        if not inside and (token.text in ',;:()[]—–"“”' or token.pos in ("VERB", "AUX")):
            stop = i
            break
    while stop > first and not (is_name_token(tokens[stop - 1]) or is_demonym(tokens[stop - 1])):
        stop -= 1
    if first >= stop:
        return None
    given = vocabulary().given_names
    opens = first == 0 or tokens[first - 1].sentence != tokens[first].sentence
    gerund = tokens[first].entity == "PERSON" and tokens[first].text.endswith("ing")
    if opens and gerund and tokens[first].text.casefold() not in given:  # "Hosting Mary Berg"
        first += 1
    # "The Gazette's Mary Berg" as one entity: the person is the name
    for i in range(first + 1, stop - 2):
        if tokens[i].tag == "POS" and tokens[i + 1].text.casefold() in given:
            first = i + 1
            break
    return (_after_titles(tokens, first, stop), stop) if first < stop else None


def _after_titles(tokens: Sequence[Token], first: int, stop: int) -> int:
    """The first word of a name after titles that are in one entity with it ("Sen. Ortega")."""
    lists, start = vocabulary(), first
    opens = first == 0 or tokens[first - 1].sentence != tokens[first].sentence  # "Neighbour X Y"
    while start < stop - 1:
        word, after = (token.text.casefold() for token in tokens[start : start + 2])
        titled = word.rstrip(".") in lists.titles or f"{word} {after}" in lists.titles
        role = word in lists.roles and stop - start > 2
        kin = word.removesuffix("s") in lists.roles or word in lists.demonyms
        kin = kin and after in lists.given_names  # "Brothers Jan Berg", "Britons Jan Berg"
        given = word in lists.given_names and stop - start == 2  # "Dean Larsen"
        owned = tokens[start + 1].tag == "POS"
        if given or owned or not (titled or (opens and (role or kin))):
            break
        start += 1
    office = _after_office(tokens, start, stop - 1)
    if office > start:
        return office
    titled = tokens[first].entity == "PERSON" or stop - start >= 2 > start - first
    titled = titled or tokens[first].text.casefold().rstrip(".") in COURTESY
    is_name = not _has_body_word(tokens[start:stop]) and tokens[start].text not in _INSIDE_NAMES
    return start if titled and is_name else first


def _after_office(tokens: Sequence[Token], start: int, last: int) -> int:
    """The word after an office that a name has before it ("Fed Chair X Y"), else ``start``.

    Not before one word that may be the whole name's last ("Post Office Director").
    """
    lists = vocabulary()
    for i in range(last - 1, start, -1):
        rest = {t.text.casefold() for t in tokens[i + 1 : last + 1]}
        other = rest & (lists.name_words.keys() | lists.titles.keys() | {"and", "for"})
        other = other or {t.text for t in tokens[start:i]} & {"of", "for"}
        if tokens[i].text.casefold() in lists.titles and not other:
            return i + 1
    return start


def _has_body_word(tokens: Sequence[Token]) -> bool:
    words = vocabulary().name_words
    return any("body" in words.get(token.text.casefold(), ()) for token in tokens)


def is_role_alone(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether an entity is a capitalised role ("the Special Counsel") and no name."""
    while first > 1 and tokens[first - 1].tag in ("JJ", "NNP"):  # "the Parliamentary" "Ombudsman"
        first -= 1
    before = tokens[first - 1].text.casefold() if first else ""
    last = tokens[stop - 1].text.casefold()
    return before in ("the", "'s", "’s") and last in vocabulary().roles and stop - first <= 3


def is_demonym(token: Token) -> bool:
    """Whether the parser takes a word in capitals for a people or its adjective."""
    return token.entity == "NORP" and token.text[0].isupper()


def names_seen(tokens: Sequence[Token], spans: list[tuple[int, int, str]]) -> set[NameKey]:
    """Return the names of the article, and the surnames of people: they need no label elsewhere."""
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
    """Yield runs of capitalised words that are no name yet; known names need no name tag."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        other = i not in taken and not is_name_token(token) and token.text[0].isupper()
        if other and len(token.text) > 3 and name_key(token.text) in known:
            yield i, i + 1
        if i in taken or not is_name_token(token) or token.entity == "DATE":  # "In May Lee left"
            i += 1
            continue
        stop = end_of_run(tokens, i, i + 1, taken)
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
    """Return the name in a run of capitalised words without label, None where nothing shows one.

    A subject, a source, a name with a title or in apposition, and a known name are names.
    """
    lists = vocabulary()
    start = first
    while start < stop and (
        tokens[start].text.casefold().rstrip(".") in lists.titles
        or tokens[start].text.casefold().rstrip(".") in lists.roles
    ):
        start += 1
    if start == stop or is_role_alone(tokens, first, stop):
        return None  # a title alone: a role mention
    start = _after_office(tokens, start, stop - 1)
    ends_in_role = tokens[stop - 1].text.casefold() in lists.roles and stop - start > 1
    if ends_in_role and tokens[start].text.casefold() not in lists.given_names:
        return None
    run = tokens[start:stop]
    head = phrase_head(run)
    in_headline = tokens[start].paragraph in headlines and stop - start > 1  # all in capitals
    shown = head.dep in (*SUBJECTS, "poss") and not in_headline
    if head.dep == "appos":
        # "one neighbour, X Y, said"
        role = head.head.tag == "NN" and lists.role(head.head.text) is not None
        shown = role and 1 < stop - start < 4
        # "according to the power company X"
        shown = shown or (head.head.i == start - 1 and head.head.i in sources_at)
    shown = shown or any(i in sources_at for i in range(start, stop))
    titled = start > first and not _has_body_word(run)
    key = name_key(" ".join(t.text for t in run))
    if shown or titled or key in known:
        return (start if titled else first), stop
    if key[-1:] in known and len(key) <= 3:
        full = tokens[start].text.casefold() in lists.given_names
        return (start if full else stop - 1), stop
    return None
