"""Candidates: the names in an article that may be actors, before any are joined.

The small parser labels the same name differently from place to place, cuts titles into names
and misses names altogether. So every name is collected with the evidence that its own
place gives, and ``kinds`` weighs all the evidence of the article together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from helpers.annotation import Annotation, Token
from helpers.speakers.model import MentionForm
from helpers.speakers.names import NameKey, name_key
from helpers.speakers.roles import Role, role_before
from helpers.speakers.vocabulary import vocabulary

ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
OTHER_LABELS = frozenset({"FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
MAX_NAME_WORDS = 12
# nouns that only say what the name before them is ("the X group")
KIND_NOUNS = frozenset(
    "group militia party movement network organisation organization company newspaper".split()
)
_INSIDE_NAMES = frozenset({"of", "the", "and", "for", "on", "'s", "’s", "&", "-", "–", "de", "al"})


@dataclass(slots=True, eq=False)
class Candidate:
    """A stretch of text that may mention an actor.

    ``head`` is the token by which it hangs in the sentence; ``label`` the parser's label of a
    name ("" for none); ``sources`` the numbers of the attributions that it is the source of.
    """

    start: int
    end: int
    head: Token
    first: int
    last: int
    form: MentionForm
    reason: str
    text: str
    key: NameKey
    label: str = ""
    role: Role | None = None
    apposition: Role | None = None
    modifier: bool = False
    plural: bool = False
    sources: list[int] = field(default_factory=list)

    @property
    def is_subject(self) -> bool:
        return self.head.dep in SUBJECTS

    @property
    def reports(self) -> bool:
        """Whether it is a source, or the subject of a reporting verb."""
        verb = self.head.head.lemma.casefold()
        return bool(self.sources) or (self.is_subject and verb in vocabulary().reporting)


def head_of(tokens: Sequence[Token]) -> Token:
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
    if len(heads) > 1 and heads[0].dep == "poss":
        return heads[1]
    return heads[0] if heads else tokens[0]


def is_name_token(token: Token) -> bool:
    """Whether a token can be part of a name: tagged as one, and with a capital or a digit."""
    return token.tag in NAME_TAGS and token.text[0].isalnum() and not token.text.islower()


def find_names(annotation: Annotation, source_heads: dict[int, list[int]]) -> list[Candidate]:
    """Return the names of an article in order, each with the evidence of its place.

    Args:
        annotation: the annotated article.
        source_heads: token that heads a source -> numbers of its attributions.
    """
    tokens = annotation.tokens
    taken: set[int] = set()
    spans: list[tuple[int, int, str]] = []
    for entity in annotation.entities:
        first, stop = entity.tokens
        is_source = any(i in source_heads for i in range(first, stop))
        wanted = entity.label in ACTOR_LABELS or (
            entity.label in OTHER_LABELS and (is_source or _is_known_body(tokens[first:stop]))
        )
        trimmed = trimmed_name(tokens, first, stop) if wanted else None
        if trimmed is None or taken & set(range(*trimmed)) or _is_role_alone(tokens, *trimmed):
            continue
        first, stop = extended_name(tokens, *trimmed, entity.label, taken)
        longer = body_named_for_a_people(tokens, first, stop, entity.label, taken)
        taken |= set(range(first, longer or stop))
        spans.append((first, longer or stop, "ORG" if longer else entity.label))
    known = _known_words(tokens, spans)
    for first, stop in _unlabelled_runs(tokens, taken, known):
        kept = _kept_run(tokens, first, stop, known, source_heads)
        if kept is not None:
            spans.append((*kept, ""))
    found = [_candidate(annotation, *span, source_heads) for span in sorted(spans)]
    return [
        c
        for c in found
        if c.key
        and not is_dateline(tokens, c)
        and not is_one_of_a_people(tokens, c, known)
        and not is_law_case(tokens, c)
    ]


def is_dateline(tokens: Sequence[Token], name: Candidate) -> bool:
    """Whether a city in capitals opens the paragraph before a dash or bracket ("OSLO (AP) —")."""
    starts = name.first == 0 or tokens[name.first - 1].paragraph != name.head.paragraph
    if not starts or name.last >= len(tokens):
        return False
    after = tokens[name.last].text
    return after in ("—", "–", "--", "-", "―") or (name.text.isupper() and after in ("(", ","))


def is_one_of_a_people(tokens: Sequence[Token], name: Candidate, known: set[NameKey]) -> bool:
    """Whether a name means one member ("a Republican"), which is no mention of the party."""
    if name.label != "NORP" or name.plural or len(name.key) != 1:
        return False
    before = tokens[name.first - 1].text.casefold() if name.first else ""
    return before in ("a", "an") or (name.key[0] + "s",) in known


def is_law_case(tokens: Sequence[Token], name: Candidate) -> bool:
    """Whether the name is a party in the title of a court case ("X v. Y")."""
    marks = ("v.", "vs.", "v", "vs")
    after = tokens[name.last].text if name.last < len(tokens) else ""
    before = tokens[name.first - 1].text if name.first else ""
    inside = any(tokens[i].text in marks for i in range(name.first, name.last))
    return after in marks or before in marks or inside


def trimmed_name(tokens: Sequence[Token], first: int, stop: int) -> tuple[int, int] | None:
    """The part of an entity that is a name: no article, title, quotation mark or possessive."""
    while first < stop and not (is_name_token(tokens[first]) or _is_demonym(tokens[first])):
        first += 1
    while stop > first and not (is_name_token(tokens[stop - 1]) or _is_demonym(tokens[stop - 1])):
        stop -= 1
    # a comma or a verb inside: two things that the parser ran together
    for i in range(first, stop):
        token = tokens[i]
        inside = is_name_token(token) or token.text.casefold() in _INSIDE_NAMES
        if not inside and (token.text in ',;:()[]—–"“”' or token.pos in ("VERB", "AUX")):
            stop = i
            break
    while stop > first and not (is_name_token(tokens[stop - 1]) or _is_demonym(tokens[stop - 1])):
        stop -= 1
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
    while start < stop - 1 and tokens[start].text.casefold().rstrip(".") in titles:
        start += 1
    if start > first and (tokens[first].entity == "PERSON" or stop - start >= 2 > start - first):
        is_body = any(
            "body" in vocabulary().name_words.get(t.text.casefold(), ()) for t in tokens[start:stop]
        )
        if not is_body and tokens[start].text not in _INSIDE_NAMES:
            return start, stop
    return first, stop


def extended_name(
    tokens: Sequence[Token], first: int, stop: int, label: str, taken: set[int]
) -> tuple[int, int]:
    """A person's name with the words that the parser cut off ("Hamid" "Karzai")."""
    if label != "PERSON":
        return first, stop
    titles = vocabulary().titles
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


def body_named_for_a_people(
    tokens: Sequence[Token], first: int, stop: int, label: str, taken: set[int]
) -> int | None:
    """The end of a body's name of which the parser saw the demonym only ("the Oslo Pact group")."""
    if label != "NORP" or not first or tokens[first - 1].text.casefold() != "the":
        return None
    end = stop
    while (
        end < len(tokens)
        and end not in taken
        and end - first < 5
        and is_name_token(tokens[end])
        and not tokens[end].entity
        and tokens[end].sentence == tokens[first].sentence
    ):
        if vocabulary().role(tokens[end].text) is not None:
            return None
        end += 1
    if end == stop or (end < len(tokens) and tokens[end].entity == "PERSON"):
        return None
    return end


def _is_role_alone(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether an entity is a capitalised role ("the Special Counsel") and no name."""
    before = tokens[first - 1].text.casefold() if first else ""
    last = tokens[stop - 1].text.casefold()
    return before in ("the", "'s", "’s") and last in vocabulary().roles and stop - first <= 3


def _is_demonym(token: Token) -> bool:
    return token.entity == "NORP" and token.text[0].isupper()


def _is_known_body(tokens: Sequence[Token]) -> bool:
    """Headquarters that stand for a government, whatever the parser calls them."""
    words = " ".join(t.text for t in tokens).casefold().removeprefix("the ")
    return "body" in vocabulary().name_words.get(words, ())


def _known_words(tokens: Sequence[Token], spans: list[tuple[int, int, str]]) -> set[NameKey]:
    """Names seen in full elsewhere, and the surnames of people: unlabelled ones are names too."""
    known: set[NameKey] = set()
    for first, stop, label in spans:
        key = name_key(" ".join(t.text for t in tokens[first:stop]))
        known.add(key)
        if label == "PERSON" and len(key) > 1:
            known.add(key[-1:])
    return known


def _unlabelled_runs(
    tokens: Sequence[Token], taken: set[int], known: set[NameKey]
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words; a known name is one whatever the parser takes it for."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i not in taken and not is_name_token(token) and token.text[0].isupper():
            if len(token.text) > 3 and name_key(token.text) in known:
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


def _kept_run(
    tokens: Sequence[Token],
    first: int,
    stop: int,
    known: set[NameKey],
    source_heads: dict[int, list[int]],
) -> tuple[int, int] | None:
    """The name in a run of capitalised words without label, where something shows it is one."""
    titles, roles = vocabulary().titles, vocabulary().roles
    start = first
    while start < stop and tokens[start].text.casefold().rstrip(".") in (titles | roles):
        start += 1
    last = tokens[stop - 1].text.casefold()
    if start == stop or _is_role_alone(tokens, first, stop):
        return None  # a title alone: a role mention
    if (
        last in roles
        and stop - start > 1
        and tokens[start].text.casefold() not in (vocabulary().given_names)
    ):
        return None
    run = tokens[start:stop]
    head = head_of(run)
    subject = head.dep in SUBJECTS or head.dep == "poss"
    if tokens[start].paragraph == 0 and stop - start > 1:
        subject = False  # headlines capitalise every word
    is_source = any(i in source_heads for i in range(start, stop))
    titled = start > first and not any(
        "body" in vocabulary().name_words.get(t.text.casefold(), ()) for t in run
    )
    key = name_key(" ".join(t.text for t in run))
    if is_source or subject or titled or key in known:
        return (start, stop) if start == first or titled else (first, stop)
    if key[-1:] in known and len(key) <= 3:
        return stop - 1, stop
    return None


def _candidate(
    annotation: Annotation, first: int, stop: int, label: str, source_heads: dict[int, list[int]]
) -> Candidate:
    tokens = annotation.tokens
    start, end = tokens[first].start, tokens[stop - 1].end
    head = head_of(tokens[first:stop])
    text = " ".join(annotation.text[start:end].split())
    sources = [n for i in range(first, stop) for n in source_heads.get(i, ())]
    acronym = text.replace(".", "").isupper() and 2 <= len(text.replace(".", "")) <= 6
    return Candidate(
        start,
        end,
        head,
        first,
        stop,
        "acronym" if acronym else "name",
        "named in full" if " " in text else "named",
        text,
        name_key(text),
        label=label,
        role=role_before(annotation, first),
        modifier=_is_modifier(tokens, head, first, stop, label) and not sources,
        plural=tokens[stop - 1].tag in ("NNPS", "NNS"),
        sources=sources,
    )


def _is_modifier(tokens: Sequence[Token], head: Token, first: int, stop: int, label: str) -> bool:
    """Whether the name only says which ("the Ortega campaign"): that mentions another actor."""
    if head.dep not in MODIFIERS and not (head.tag == "JJ" or head.pos == "ADJ"):
        return False
    after = tokens[stop] if stop < len(tokens) else None
    if after is None or after.sentence != head.sentence:
        return False
    if after.text in ("'s", "’s", "'", "’"):
        return False
    if after.text.casefold() in KIND_NOUNS and label not in ("PERSON", "GPE", "NORP"):
        return False
    return head.head.i >= stop or after.tag in ("NN", "NNS", "HYPH")
