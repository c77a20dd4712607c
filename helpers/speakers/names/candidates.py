"""Candidates: the names in an article that may be actors, before any are joined.

The small parser labels the same name differently from place to place, cuts titles into names
and misses names altogether. So every name is collected with the evidence of its own place, and
``entity_types`` weighs all the evidence of the article together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.annotation import Annotation, Token
from helpers.annotation.transcript_turns import find_turns, plain_labels, spelt_plainly
from helpers.attribution.parsed_article import is_told_to_readers
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import MentionForm
from helpers.speakers.names.name_edges import (
    bodies_of_their_holders,
    body_named_for_a_people,
    body_of_a_country,
    extended_name,
    named_after_a_plural,
    opening_words,
)
from helpers.speakers.names.name_spans import (
    SUBJECTS,
    capitalised_runs,
    is_role_alone,
    name_in_run,
    names_seen,
    phrase_head,
    trimmed_name,
)
from helpers.speakers.names.names import POSTNOMINALS, NameKey, name_key
from helpers.speakers.names.roles import (
    COURTESY,
    PORTFOLIOS,
    Role,
    role_before,
    role_in_apposition,
    role_of_governor,
)

ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
OTHER_LABELS = frozenset({"FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_SOUNDS = frozenset("laughter laughs applause cheering crosstalk inaudible soundbite".split())
MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod"})
# nouns that only say what the name before them is ("the X group")
_ALSO_PLURAL = ("ese", "sh", "ch", "ss")  # "the French said" are a people
KIND_NOUNS = frozenset(
    "group militia party movement network organisation organization company newspaper".split()
)


@dataclass(slots=True, eq=False)
class Candidate:
    """A stretch of text that may mention an actor.

    Attributes:
        start, end; first, last: its characters and its tokens, ends excluded.
        head: the token that heads it.
        form, text, key: kind of mention; its words; the words by which names are compared.
        label: the parser's label of a name ("" for none).
        role, apposition: the roles before and after a name.
        modifier: whether it only says which ("the Ortega campaign").
        sources: numbers of the attributions that it is the source of.
    """

    start: int
    end: int
    head: Token
    first: int
    last: int
    form: MentionForm
    text: str
    key: NameKey
    label: str = ""
    role: Role | None = None
    apposition: Role | None = None
    modifier: bool = False
    plural: bool = False
    sources: list[int] = field(default_factory=list)

    @property
    def noun(self) -> str:
        """The word that heads it, in small letters."""
        return self.head.text.casefold()

    @property
    def ends_in_noun(self) -> bool:
        """Whether nothing comes after its noun."""
        return self.last == self.head.i + 1

    @property
    def is_noun_alone(self) -> bool:
        """Whether it is a noun with one word before it ("the bank")."""
        return self.ends_in_noun and self.head.i == self.first + 1

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of its clause, or in apposition to it ("his mum Ada").

        Whom readers are told to ask or to meet is the topic as well: "Meet Kim Lee."
        """
        place = self.head.head if self.head.dep == "appos" else self.head
        met = place.dep == "dobj" and is_told_to_readers(place.head)
        return met or place.dep in SUBJECTS

    @property
    def reports(self) -> bool:
        """Whether it is a source, or the subject of a reporting verb."""
        verb = self.head.head.lemma.casefold()
        return bool(self.sources) or (self.is_subject and verb in vocabulary().reporting)

    def role_tokens(self, tokens: Sequence[Token]) -> range:
        """The tokens of the role before a name."""
        first = self.first
        while self.role is not None and first and tokens[first - 1].start >= self.role.start:
            first -= 1
        return range(first, self.first)


def find_names(annotation: Annotation, sources_at: dict[int, list[int]]) -> list[Candidate]:
    """Return the names of an article in order, each with the evidence of its place."""
    tokens = annotation.tokens
    spans = [(first, stop, "ORG") for first, stop in bodies_of_their_holders(tokens)]
    taken = {i for first, stop, _ in spans for i in range(first, stop)}
    opening = opening_words(tokens)
    for entity in annotation.entities:
        first, stop = entity.tokens
        is_source = any(i in sources_at for i in range(first, stop))
        wanted = entity.label in ACTOR_LABELS or (entity.label in OTHER_LABELS and is_source)
        trimmed = trimmed_name(tokens, first, stop) if wanted else None
        if trimmed is None or taken & set(range(*trimmed)) or is_role_alone(tokens, *trimmed):
            continue
        first, stop = extended_name(tokens, *trimmed, entity.label, taken, opening)
        end = body_named_for_a_people(tokens, first, stop, entity.label, taken)
        begin = body_of_a_country(tokens, first) if entity.label == "GPE" else first
        while spans and begin < spans[-1][1] <= first:
            spans.pop()  # "Amnesty International" before "UK"
        taken |= set(range(begin, end))
        spans.append((begin, end, "ORG" if end - begin > stop - first else entity.label))
    spans = [(_after_a_seat(tokens, *span[:2]), *span[1:]) for span in spans]
    known = names_seen(tokens, spans)
    paragraphs = annotation.article.paragraphs
    headlines = frozenset(n for n, p in enumerate(paragraphs) if p.role == "title")
    # "Ines Berg" without a label is a name too: so is "Berg" after it
    given = vocabulary().given_names
    for first, stop in capitalised_runs(tokens, taken, known):
        if stop - first == 2 and tokens[first].text.casefold() in given:
            known.add(name_key(tokens[stop - 1].text))
    for first, stop in capitalised_runs(tokens, taken, known):
        if first in taken:
            continue
        name = name_in_run(tokens, first, stop, known, sources_at, headlines)
        if name is not None:
            end = named_after_a_plural(tokens, first, stop, taken)
            taken |= set(range(name[0], end))
            spans.append((name[0], end, "ORG" if end > stop else ""))
    found = [_candidate(annotation, *span, sources_at) for span in sorted(spans)]
    turns = find_turns(annotation.article)
    labels = {i for turn in turns for i in range(*turn.name)}
    return [
        c
        for c in found
        if c.key
        and (c.start in labels or not _is_dateline(tokens, c))
        and not _is_member_of_a_people(tokens, c, known)
        and not _is_no_mention(tokens, c)
    ]


def _after_a_seat(tokens: Sequence[Token], first: int, stop: int) -> int:
    """The first word of a name after what its bearer is of: "Mayor of South Harland Dev Rana".

    The parser takes both for one name; "Mr Rana" elsewhere, a given name or a portfolio
    ("Minister for Health Dev Rana") tells where the second one begins.
    """
    seat = first > 1 and tokens[first - 1].text in ("of", "for")
    if not seat or stop - first < 3 or not tokens[first - 2].text.istitle():
        return first
    before = (tokens[t.i - 1].text for t in tokens if t.text == tokens[stop - 1].text)
    titled = any(word.casefold().rstrip(".") in COURTESY for word in before)
    given = tokens[stop - 2].text.casefold() in vocabulary().given_names
    return stop - 2 if titled or given or tokens[first].text.casefold() in PORTFOLIOS else first


def _is_dateline(tokens: Sequence[Token], name: Candidate) -> bool:
    """Whether a city in capitals opens the paragraph before a dash or bracket ("OSLO (AP) —")."""
    first = name.first
    while first and tokens[first - 1].text.isupper() and name.text.isupper():
        first -= 1
    starts = first == 0 or tokens[first - 1].paragraph != name.head.paragraph
    if not starts or name.last >= len(tokens):
        return False
    after = tokens[name.last].text
    capitals = name.text.isupper() and after in ("(", ",", ":")
    return after in ("—", "–", "--", "-", "―") or capitals


def _is_member_of_a_people(tokens: Sequence[Token], name: Candidate, known: set[NameKey]) -> bool:
    """Whether a name means one member ("a Republican"), which is no mention of the party.

    "The Republican said" is a description of someone named before; "the French" are a people.
    """
    if name.label != "NORP" or name.plural or len(name.key) != 1:
        return False
    before = tokens[name.first - 1].text.casefold() if name.first else ""
    if name.first > 1 and tokens[name.first - 1].entity == "GPE":  # "the Ohio Republican"
        before = tokens[name.first - 2].text.casefold()
    if before == "the" and name.sources and not name.key[0].endswith(_ALSO_PLURAL):
        return True
    return before in ("a", "an") or (name.key[0] + "s",) in known


def _is_no_mention(tokens: Sequence[Token], name: Candidate) -> bool:
    """Whether a name is no mention of an actor, though it looks like one.

    It is a party in the title of a court case ("X v. Y"), "State" cut from "Secretary of State", or
    a common noun that has its capital from the sentence alone ("Jurors said").
    """
    before = tokens[name.first - 1] if name.first else None
    around = tokens[max(0, name.first - 1) : name.last + 1]
    if any(token.text in ("v.", "vs.", "v", "vs") for token in around):
        return True
    if before is not None and before.text == "(" and name.key[0] in _SOUNDS:
        return True
    if len("".join(name.key)) == 1:  # the second half of "Charles I."
        return True
    if name.key in (("state",), ("parliament",)) and before is not None and before.text == "of":
        return True
    opens = before is None or before.sentence != name.head.sentence
    lists, word = vocabulary(), name.head.text.casefold()
    people = lists.collectives.get(word, ("", ""))[0] in ("people", "office", "force")
    people = people or (word.endswith("s") and word[:-1] in lists.roles)
    people = people or "document" in lists.kind_nouns.get(word, ())  # "Records show"
    return opens and name.last == name.first + 1 and people


def _candidate(
    annotation: Annotation, first: int, stop: int, label: str, sources_at: dict[int, list[int]]
) -> Candidate:
    tokens = annotation.tokens
    while stop - first > 2 and tokens[stop - 1].text.casefold() in POSTNOMINALS:
        stop -= 1  # "Kim Lee TD"
    start, end = tokens[first].start, tokens[stop - 1].end
    role = role_before(annotation, first)
    head = phrase_head(tokens[first:stop])
    text = " ".join(annotation.text[start:end].split())
    sources = [n for i in range(first, stop) for n in sources_at.get(i, ())]
    acronym = text.replace(".", "").isupper() and 2 <= len(text.replace(".", "")) <= 6
    return Candidate(
        start,
        end,
        head,
        first,
        stop,
        "acronym" if acronym else "name",
        text,
        name_key(text),
        label=label,
        role=role,
        apposition=role_in_apposition(annotation, stop)
        or role_of_governor(annotation, first - (role is not None and not role.words), stop),
        modifier=_is_modifier(tokens, head, first, stop, label) and not sources,
        plural=tokens[stop - 1].tag in ("NNPS", "NNS"),
        sources=sources,
    )


def _is_modifier(tokens: Sequence[Token], head: Token, first: int, stop: int, label: str) -> bool:
    """Whether the name only says which ("the Ortega campaign"): that mentions another actor."""
    after = tokens[stop] if stop < len(tokens) else head
    if (head.dep not in MODIFIERS and head.tag != "JJ") or after.tag == "POS":
        return False
    if after.text.casefold() in KIND_NOUNS and label not in ("PERSON", "GPE", "NORP"):
        return False
    return head.head.i >= stop or after.tag in ("NN", "NNS", "HYPH")


def spell_names(annotation: Annotation, names: Sequence[Candidate]) -> list[Candidate]:
    """Return the names as spelt outside the labels of an interview, without "HOST" and the like."""
    turns = find_turns(annotation.article)
    if not turns:
        return list(names)
    plain = plain_labels(annotation.article, turns)
    unnamed = {at for turn in turns if turn.role for at in range(*turn.name)}
    kept = [n for n in names if unnamed.isdisjoint(range(n.start, n.end))]
    for name in kept:
        text = " ".join(
            spelt_plainly(annotation.text[name.start : name.end], name.start, plain).split()
        )
        if text != name.text:
            name.text = text
            name.form = "name"
    return kept
