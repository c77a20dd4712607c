"""Genders: what the pronouns right after a name tell of whom it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Chain
from helpers.speakers.names.names import NameKey
from helpers.speakers.pronouns import GENDERS


def take_up(tokens: Sequence[Token], names: Sequence[Candidate]) -> None:
    """Note at each name the pronoun that takes it up: "Vega said ... It added" is a body.

    The name is the only one of its sentence that is a source or subject, and the next sentence
    of the paragraph opens with the pronoun as the subject; "it" that does not report may mean
    anything.
    """
    told: dict[int, list[Candidate]] = {}
    for name in names:
        if name.sources or name.is_subject:
            told.setdefault(name.head.sentence, []).append(name)
    for token in _subjects(tokens):
        before = told.get(token.sentence - 1, [])
        before = [name for name in before if name.sources] or before
        opens = token.i > 0 and tokens[token.i - 1].sentence != token.sentence
        if len(before) == 1 and opens and before[0].head.paragraph == token.paragraph:
            before[0].taken_up = GENDERS.get(token.text.casefold(), "it")


def _subjects(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        word = token.text.casefold()
        if token.dep != "nsubj" or token.quotation >= 0:
            continue
        reports = token.head.lemma.casefold() in vocabulary().reporting
        if word in GENDERS or (word == "it" and reports):
            yield token


def learn_genders(
    tokens: Sequence[Token], names: Sequence[Candidate], by_name: Mapping[NameKey, list[Chain]]
) -> None:
    """Set the gender of people after whom he or she follows with nobody else between.

    "Nasreen Berg said ... She added": the name is the only one of a person in the sentence
    before and the subject there. What all such places agree on is taken.
    """
    people: dict[int, list[tuple[Candidate, Chain | None]]] = {}
    for name in names:
        found = by_name.get(name.key, ())
        if any(chain.kind == "person" for chain in found):
            sure = found[0] if len(found) == 1 else None
            people.setdefault(name.head.sentence, []).append((name, sure))
    votes: dict[int, Counter[str]] = {}
    chains: dict[int, Chain] = {}
    for token in tokens:
        gender = GENDERS.get(token.text.casefold())
        if gender is None or token.dep != "nsubj" or token.quotation >= 0:
            continue
        here = [pair for pair in people.get(token.sentence, ()) if pair[0].start < token.start]
        if here:
            continue
        before = people.get(token.sentence - 1, [])
        if not before or before[0][0].head.paragraph != token.paragraph:
            continue
        named = {id(chain) for _, chain in before}
        name, chain = before[0]
        if len(named) != 1 or chain is None or not (name.is_subject or name.sources):
            continue
        votes.setdefault(id(chain), Counter())[gender] += 1
        chains[id(chain)] = chain
    for number, counted in votes.items():
        if len(counted) == 1 and chains[number].gender == "any":
            chains[number].gender = next(iter(counted))
