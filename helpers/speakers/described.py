"""Described: whom a phrase without a name means ("the spokesman", "the company", "officials").

Each rule takes a description and gives the actor and the reason, or None; they are tried in
the order in which ``Described.described`` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.annotation import Annotation, Token
from helpers.speakers.beside import GENERIC_BODIES, can_be_called, is_body_noun, is_role_noun
from helpers.speakers.candidates import Candidate
from helpers.speakers.chains import Chain
from helpers.speakers.descriptions import (
    DEFINITE,
    bare_name,
    compatible_roles,
    has_name_inside,
    is_collective,
    of_document,
)
from helpers.speakers.kinds import is_body_of_two_words
from helpers.speakers.names import NameKey
from helpers.speakers.pronouns import Discourse
from helpers.speakers.roles import role_words, spelling
from helpers.speakers.vocabulary import vocabulary

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer analysis study report editorial article column "
    "essay blog op-ed".split()
)
# people in the news whom a later sentence may call by a description that was not given before
PUBLIC_FIGURES = frozenset(
    "nominee candidate contender front-runner frontrunner senator congressman congresswoman "
    "governor mayor president politician lawmaker mogul tycoon billionaire businessman "
    "businesswoman star actor actress singer comedian author writer lawyer activist minister "
    "premier chancellor leader hopeful republican democrat conservative veteran pastor host "
    "economist historian chairman chairwoman ambassador executive professor neurosurgeon".split()
)
MAX_PARAGRAPHS_OF_BODY = 4
_AGE = re.compile(r"(?:the )?(?P<age>\d{1,3})-year-old$", re.IGNORECASE)


class Described:
    """What is known of the article so far, and the rules for descriptions."""

    def __init__(
        self,
        annotation: Annotation,
        by_name: dict[NameKey, list[Chain]],
        anchored: dict[int, int],
        contents: list[list[tuple[int, int]]],
        quoted_by: dict[int, int],
    ) -> None:
        self.tokens = annotation.tokens
        self.anchored = anchored  # attribution -> token that heads its source
        self.contents = contents  # attribution -> (first token, one past the last) of content
        self.quoted_by = quoted_by  # pronoun -> the innermost attribution around it
        self.by_name = by_name
        self.discourse = Discourse()
        self.at_token: dict[int, Chain] = {}
        self.named_at: dict[int, Chain] = {}  # without pronouns
        self.unnamed: dict[NameKey, Chain] = {}
        self.by_head: dict[str, list[Chain]] = {}
        self.by_role: dict[str, list[Chain]] = {}
        self.by_word: dict[str, list[Chain]] = {}
        self.preferred: dict[str, Chain] = {}
        self.by_office: dict[NameKey, Chain] = {}

    def described(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Whom a description means, by the first rule that fits."""
        for rule in (
            self.introduces_a_name,
            self.document_of_its_author,
            self.person_by_age,
            self.role_of_a_person,
            self.body_named_before,
            self.same_words,
            self.same_noun,
            self.another_description,
        ):
            resolved = rule(candidate)
            if resolved is not None:
                return resolved
        if candidate.sources or is_collective(candidate.head):
            return self.new_unnamed(candidate), "described, not named"
        return None

    def introduces_a_name(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Apposition ("a spokesman for the group, X, said"): the name in apposition says who."""
        following = [c.i for c in candidate.head.children if c.dep == "appos"]
        if candidate.last + 1 < len(self.tokens) and self.tokens[candidate.last].text == ",":
            following.append(candidate.last + 1)
        elif is_body_noun(candidate.head.text):
            following.append(candidate.last)  # "the militia X"
        for i in following:
            chain = self.at_token.get(i)
            if chain is None or chain.kind == "group":
                continue
            if (chain.kind == "person") != is_role_noun(candidate.head):
                continue
            if candidate.plural:
                continue
            role = bare_name(candidate.text)
            if chain.kind == "person" and role not in chain.roles:
                chain.roles.append(role)
            return chain, "the name stands in apposition"
        return None

    def document_of_its_author(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Writing ("X's statement", "a letter from X"): a document speaks for its author."""
        if not candidate.sources or candidate.head.text.casefold() not in DOCUMENTS:
            return None
        for owner in of_document(candidate.head):
            chain = self.at_token.get(owner.i)
            if chain is not None:
                return chain, "what the author wrote or said"
        return None

    def person_by_age(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Age alone ("the 54-year-old"): whose age it is, else the latest person of no other."""
        said = _AGE.match(candidate.text)
        if said is None:
            return None
        latest: Chain | None = None
        for seen in reversed(self.discourse.recent):
            if seen.chain.kind != "person":
                continue
            ages = self.ages_of(seen.chain)
            if said["age"] in ages:
                return seen.chain, f"aged {said['age']}"
            gap = candidate.head.paragraph - seen.candidate.head.paragraph
            near = gap <= MAX_PARAGRAPHS_OF_BODY and not ages
            subject = seen.candidate.is_subject or seen.candidate.sources
            if latest is None and near and subject:
                latest = seen.chain
        return (
            None if latest is None else (latest, "the latest person of whom no other age is told")
        )

    def ages_of(self, chain: Chain) -> set[str]:
        """The ages that stand after the names of a person ("X, 54,")."""
        after = [self.tokens[c.last : c.last + 2] for c, _ in chain.mentions.values()]
        pairs = [two for two in after if len(two) == 2]
        return {two[1].text for two in pairs if two[0].text == "," and two[1].text.isdigit()}

    def role_of_a_person(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Role alone ("the defence secretary"): whoever has it, the latest first."""
        if candidate.plural or not _is_definite(candidate, self.tokens):
            return None
        noun = candidate.head.text.casefold()
        if vocabulary().role(noun) is None:
            return None
        words = candidate.text.split()
        fitting = [
            chain
            for chain in self.by_role.get(spelling(noun), ())
            if chain.kind == "person" and any(compatible_roles(words, r) for r in chain.roles)
        ]
        if not fitting:
            return None
        before = [c for c in fitting if c.first < candidate.start]
        chosen = _latest(before, candidate.start) if before else fitting[0]
        role = next(r for r in chosen.roles if compatible_roles(words, r))
        return chosen, f"introduced as {role}"

    def body_named_before(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Body alone: the one with that word in its name; for "the company" the latest body."""
        noun = candidate.head.text.casefold()
        modifiers = candidate.head.i - candidate.first
        two_words = is_body_of_two_words(candidate.key)  # "the weather service"
        if candidate.plural or not _is_definite(candidate, self.tokens):
            return None
        if modifiers > 1 and not two_words:
            return None
        named = [c for c in self.by_word.get(noun, ()) if c.first < candidate.start]
        if two_words:
            named = [c for c in named if any(set(candidate.key) <= set(k) for k in c.keys)]
        if named:
            chain = _latest(named, candidate.start)
            return chain, f"the {noun} named before"
        described = [
            c
            for c in self.by_head.get(noun, ())
            if c.kind == "organisation" and c.first < candidate.start
        ]
        if described:
            return _latest(described, candidate.start), f"the {noun} described before"
        if noun not in GENERIC_BODIES:
            return None
        latest: Chain | None = None
        for seen in reversed(self.discourse.bodies):
            gap = candidate.head.paragraph - seen.candidate.head.paragraph
            if gap > MAX_PARAGRAPHS_OF_BODY:
                break
            if seen.chain.kind == "organisation" and seen.candidate.head.dep != "pobj":
                places = [c for c, _ in seen.chain.mentions.values()]
                fits = can_be_called(noun, places, self.tokens)
                if fits == "surely":
                    return seen.chain, f"the {noun} introduced as such"
                latest = latest or (seen.chain if fits else None)
        return None if latest is None else (latest, f"the {noun}: the latest body named before it")

    def same_words(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Collective and unnamed sources are one only where the words are the same."""
        chain = self.unnamed.get(candidate.key)
        return None if chain is None else (chain, "the same words")

    def same_noun(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Noun alone ("the poster" after "one poster"): the only one called so."""
        bare = candidate.head.i - candidate.first == 1 and candidate.last == candidate.head.i + 1
        if not bare or not _is_definite(candidate, self.tokens):
            return None
        found = self.by_head.get(candidate.head.text.casefold(), [])
        if len(found) == 1:
            return found[0], "the only one called so before"
        return None

    def another_description(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Elegant variation ("the billionaire") for whoever spoke last.

        News avoid repeating a name; a definite description of a public figure that nobody was
        introduced with means the nearest person with that office, else the latest speaker.
        """
        noun = candidate.head.text.casefold()
        if candidate.plural or not candidate.sources or noun not in PUBLIC_FIGURES:
            return None
        if not _is_definite(candidate, self.tokens):
            return None
        entry = vocabulary().role(noun)
        gender = entry[0] if entry is not None else "any"
        best: tuple[float, Chain] | None = None
        barred = self.named_in_content(candidate)
        for distance, seen in enumerate(reversed(self.discourse.recent)):
            chain = seen.chain
            gap = candidate.head.paragraph - seen.candidate.head.paragraph
            if gap > MAX_PARAGRAPHS_OF_BODY:
                break
            if chain.kind != "person" or id(chain) in barred:
                continue
            if gender != "any" and not chain.can_be(gender):
                continue
            said = role_words(noun)
            office = any(said <= role_words(role) for role in chain.roles)
            score = 3.0 * office + 1.5 * bool(seen.candidate.sources) - 0.5 * gap - 0.05 * distance
            score += 1.0 if seen.candidate.is_subject else 0.0
            if best is None or score > best[0]:
                best = (score, chain)
        if best is None:
            return None
        if not best[1].roles:
            best[1].roles.append(bare_name(candidate.text))
        return best[1], "another description of the latest person who fits"

    def named_in_content(self, candidate: Candidate) -> set[int]:
        """Chains named in what the candidate says: nobody speaks of themselves by name."""
        return {
            id(self.named_at[i])
            for number in candidate.sources
            for first, stop in self.contents[number]
            for i in range(first, stop)
            if i in self.named_at
        }

    def new_unnamed(self, candidate: Candidate) -> Chain:
        """An actor without a name of its own: its words are its name."""
        noun = candidate.head.text.casefold()
        named = has_name_inside(candidate, self.tokens)
        entry = vocabulary().collectives.get(noun)
        chain = Chain("unnamed", plural=candidate.plural)
        role = vocabulary().role(noun)
        kind = entry[0] if entry is not None else ""
        body = named and kind == "body" and not candidate.plural
        if body or is_body_of_two_words(candidate.key):
            chain.kind = "organisation"
        elif named and (
            kind in ("force", "people", "named") or (candidate.plural and kind != "office")
        ):
            chain.kind = "group"
        if role is not None and not candidate.plural:
            chain.gender = "either" if role[0] == "any" else role[0]
        chain.names[bare_name(candidate.text)] += 1
        self.unnamed[candidate.key] = chain
        self.by_head.setdefault(noun, []).append(chain)
        return chain


def _is_definite(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    return tokens[candidate.first].text.casefold() in DEFINITE


def _latest(chains: Sequence[Chain], before: int) -> Chain:
    """The chain whose latest mention before an offset is nearest to it."""
    return max(chains, key=lambda c: max((s for s, _ in c.mentions if s < before), default=-1))
