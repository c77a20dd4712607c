"""Genders: what the pronouns right after a name tell of people whose given name tells nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from helpers.annotation import Token
from helpers.speakers.candidates import Candidate
from helpers.speakers.chains import Chain
from helpers.speakers.names import NameKey
from helpers.speakers.pronouns import GENDERS


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
