"""Descriptions: sources and groups that the article words without a name.

"Officials", "a source close to the campaign", "US forces", "supporters of X" are actors of their
own, never the person or country named in them; "the defence secretary" or "the company" may mean
an actor named before, which ``description_rules`` decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from helpers.annotation import Annotation, Token
from helpers.attribution.attribution import Attribution
from helpers.lexicons import load_lexicon
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.name_spans import NAME_TAGS, phrase_head
from helpers.speakers.names.names import country_of, demonym_of
from helpers.thresholds import MAX_WORDS_AFTER, MAX_WORDS_BEFORE

DETERMINERS = frozenset(
    "the a an this that these those some both several many few all various of whose".split()
)
DEFINITE = frozenset("the this that these those".split())
PARTS = frozenset(
    "number majority minority proportion percentage section handful half part group pair".split()
)
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_FOCUS = frozenset({"only", "even", "just"})  # "only two states" are two states
_LEFT_DEPS = frozenset(
    "det predet amod compound nmod nummod quantmod poss case advmod npadvmod cc conj punct".split()
)
_MODIFIER_DEPS = ("compound", "amod", "nmod")
_CUT = frozenset(',;:()[]—–"“”.!?')
_CUT_TAGS = frozenset({"WP", "WDT", "WRB", "WP$", "VBD", "VBZ", "VBP", "MD"})
# nouns that tell nothing about who they are: actors only as a source
_VAGUE = frozenset(
    "people many some others individuals members leaders partners friends force".split()
)


@lru_cache(maxsize=1)
def mute_sources() -> frozenset[str]:
    """Return the nouns for events, deeds and things, which are no actors."""
    return frozenset(row["entry"] for row in load_lexicon("mute_sources", ("entry", "source")))


@lru_cache(maxsize=1)
def _other_words() -> dict[str, tuple[str, ...]]:
    rows = load_lexicon("also_called", ("entry", "before", "source"))
    return {row["entry"]: tuple(row["before"].split()) for row in rows}


def also_called(noun: str) -> tuple[str, ...]:
    """Return the nouns that news used before for whom they now call by this one."""
    return _other_words().get(noun, ())


def source_head_tokens(
    annotation: Annotation, attributions: Sequence[Attribution]
) -> dict[int, int]:
    """Return, for each attribution with a source, the token that heads the source.

    A relative pronoun ("officials, who said") leads to its noun. A source that is an event or a
    thing ("the attack demands ...") has no head, since it is no actor.
    """
    tokens = annotation.tokens
    starts = [token.start for token in tokens]
    found = {}
    for number, attribution in enumerate(attributions):
        inside: Sequence[Token] = ()
        for start, end in attribution.source[:1]:
            first = bisect_left(starts, start)
            while first > 0 and tokens[first - 1].end > start:
                first -= 1
            inside = tokens[first : bisect_left(starts, end)]
        if any(token.is_word for token in inside):
            head = noun_before_relative(phrase_head(inside))
            mute = head.lemma.casefold() in mute_sources() or is_sheer_force(head)
            if not (head.pos == "NOUN" and mute):
                found[number] = head.i
    return found


def is_sheer_force(noun: Token) -> bool:
    """Whether "force" is what is used and no body: "excessive force", but "the force"."""
    whose = any(child.dep in ("det", "poss", "compound", "nmod") for child in noun.children)
    return noun.text.casefold() == "force" and not whose


def noun_before_relative(token: Token) -> Token:
    """Return the noun of a relative pronoun; any other token is returned unchanged."""
    if token.text.casefold() in RELATIVES:
        for above in token.ancestors():
            if above.dep == "relcl":
                return above.head
    return token


def find_descriptions(
    annotation: Annotation, names: Sequence[Candidate], sources_at: dict[int, list[int]]
) -> list[Candidate]:
    """Return the noun phrases without a name that may mention an actor, in order."""
    tokens = annotation.tokens
    covered: set[int] = set()
    for name in names:  # the words of a role belong to the name after them
        covered.update(name.role_tokens(tokens), range(name.first, name.last))
    found = []
    for token in tokens:
        sources = sources_at.get(token.i, [])
        if token.i in covered or token.tag in ("PRP", "PRP$"):
            continue
        if sources:
            wanted = token.text[0].isalnum()
        else:
            role = _is_definite(token) and vocabulary().role(token.text) is not None
            wanted = role or is_collective(token) or _is_definite_body(token)
        if wanted:
            candidate = _candidate(annotation, token, sources)
            found.append(candidate)
            covered.update(range(candidate.first, candidate.last))
    return found


def is_collective(token: Token) -> bool:
    """Whether a noun means a group of people who act here or belong to a named body or country."""
    word = token.text.casefold()
    entry = vocabulary().collectives.get(word)
    if (
        entry is None
        or entry[0] == "body"
        or is_sheer_force(token)
        or token.tag not in ("NNS", "NN", "NNPS")
    ):
        return False
    if token.dep in _MODIFIER_DEPS or word in _VAGUE:
        return False
    named = any(
        child.i < token.i
        and child.dep in ("amod", "compound", "nmod", "poss")
        and (child.entity in ("NORP", "GPE", "ORG", "PERSON") or bool(demonym_of(child.text)))
        for child in token.children
    )
    return named or token.dep in ("nsubj", "nsubjpass") or token.head.text.casefold() == "by"


def _is_definite_body(token: Token) -> bool:
    """Whether a noun is a kind of body alone with its article ("the company", "the ministry")."""
    word = token.text.casefold()
    kinds = vocabulary().name_words.get(word, frozenset())
    body = vocabulary().collectives.get(word, ("", ""))[0] == "body"
    if not body and not kinds & {"body", "organisation", "company"}:
        return False
    alone = all(c.i > token.i or c.dep in ("det", "punct") for c in token.children)
    return alone and token.dep in ("nsubj", "nsubjpass") and _is_definite(token)


def _is_definite(token: Token) -> bool:
    noun = token.tag in ("NN", "NNP") and token.dep not in (*_MODIFIER_DEPS, "appos", "attr")
    return noun and any(c.i < token.i and c.text.casefold() in DEFINITE for c in token.children[:4])


def _candidate(annotation: Annotation, token: Token, sources: list[int]) -> Candidate:
    tokens = annotation.tokens
    first = _left_edge(tokens, token, bool(sources))
    last = _right_edge(tokens, token, bool(sources))
    while first < token.i and not tokens[first].text[0].isalnum():
        first += 1
    text = " ".join(annotation.text[tokens[first].start : tokens[last - 1].end].split())
    role = vocabulary().role(token.text) is not None
    return Candidate(
        tokens[first].start,
        tokens[last - 1].end,
        token,
        first,
        last,
        "role" if role and token.tag in ("NN", "NNP") else "description",
        text,
        description_key(text),
        plural=token.tag in ("NNS", "NNPS") or is_a_number_of(token),
        sources=list(sources),
    )


def is_a_number_of(token: Token) -> bool:
    """Whether a noun only says how many of some people ("a large proportion of the voters")."""
    return token.text.casefold() in PARTS and any(c.text == "of" for c in token.children)


def _left_edge(tokens: Sequence[Token], token: Token, is_source: bool) -> int:
    """The first token of the phrase that a noun heads."""
    first = token.i
    allowed = {token.i}
    stack = [c for c in token.children if c.i < token.i and c.dep in _LEFT_DEPS]
    while stack:
        child = stack.pop()
        allowed.add(child.i)
        stack.extend(c for c in child.children if c.i < token.i)
    while first - 1 in allowed and token.i - first < MAX_WORDS_BEFORE:
        mark = tokens[first - 1].text
        quoted = is_source and mark in '"“”'
        if mark in _CUT and not quoted:
            break
        first -= 1
    if tokens[first].text in ("and", "or", "but", "that", "while"):
        first += 1 if first < token.i else 0
    return first


def _right_edge(tokens: Sequence[Token], token: Token, is_source: bool) -> int:
    """The end of the phrase that a noun heads: a source has its complements, others "of ..."."""
    inside = {token.i}
    participle = -1
    for child in token.children:
        if child.i <= token.i or child.dep not in ("prep", "amod", "acomp", "acl"):
            continue
        if child.dep == "prep" and any(c.entity in ("DATE", "TIME") for c in child.children):
            continue
        preposition = child.dep == "prep" and (is_source or child.text == "of")
        # "people briefed on the talks" are other people than those briefed on something else
        informed = child.dep == "acl" and child.tag in ("VBN", "VBD") and child.i == token.i + 1
        informed = informed and token.text.casefold() in _VAGUE
        participle = child.i if informed else participle
        if preposition or (is_source and (informed or child.dep in ("amod", "acomp"))):
            inside.update(t.i for t in child.subtree())
    after = [c for c in token.children if is_source and c.i > token.i]
    if len(after) > 1 and after[0].text == "and" and after[1].dep == "conj":
        noun = after[1]  # two collectives speak as one: "residents and the army"
        if noun.text.casefold() in vocabulary().collectives and not noun.entity:
            inside.update(range(after[0].i, noun.i + 1))
    last = token.i + 1
    while last in inside and last - token.i <= MAX_WORDS_AFTER:
        word = tokens[last]
        cut = word.text in _CUT or (word.tag in _CUT_TAGS and last != participle)
        if cut:
            break
        last += 1
    while last in inside and tokens[last].tag in NAME_TAGS:  # never half a name
        last += 1
    while last - 1 > token.i and tokens[last - 1].tag in ("IN", "CC", "DT", "TO", "JJ", "HYPH"):
        last -= 1
    return last


def description_key(text: str) -> tuple[str, ...]:
    """Return the words of a description in small letters, without article and possessive marks."""
    plain = text.replace("’", "'").replace("'s ", " ").casefold().replace("united nations", "un")
    words = ["".join(c for c in word if c.isalnum() or c in "-'") for word in plain.split()]
    words = [word for word in words if word]
    if len(words) > 1:  # "the Norwegian ministry" is "Norway's ministry"
        words = [demonym_of(word).casefold() or word for word in words[:-1]] + words[-1:]
    while len(words) > 1 and words[0] in DETERMINERS:
        words.pop(0)
    return tuple(words)


def bare_name(text: str) -> str:
    """Return the words of a description without the article, or "only", before them."""
    words = text.split()
    if len(words) > 2 and words[0].casefold() in _FOCUS:
        words.pop(0)
    while len(words) > 1 and words[0].casefold() in DETERMINERS:
        if words[1] in ("in", "at", "from", "on", "with"):
            break  # "many in the party"
        words.pop(0)
    return " ".join(words)


def has_name_inside(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a description has a name, country or people in it ("supporters of X")."""
    for token in tokens[candidate.first : candidate.last]:
        country = country_of(token.text) or demonym_of(token.text)
        named = token.tag in NAME_TAGS or bool(country)
        if token.i == candidate.first and token.i < candidate.head.i and named:
            return True
        inside = token.i > candidate.first and token.i != candidate.head.i
        named = named or token.entity in ("PERSON", "ORG", "GPE", "NORP")
        if inside and named and token.text[0].isupper():
            return True
    return False


def of_document(token: Token) -> Iterator[Token]:
    """Yield whose a document is: X in "X's statement", "a letter from X", "reporter for X"."""
    more = {"reporter": "for", "correspondent": "for"}.get(token.text.casefold(), "in")
    for child in token.children:
        if child.dep == "poss":
            yield child
        elif child.dep in ("prep", "agent") and child.text.casefold() in ("by", "from", "of", more):
            yield from (c for c in child.children if c.dep == "pobj")
