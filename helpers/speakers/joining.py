"""Joining: every mention to its actor, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.annotation import Annotation, Token
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
from helpers.speakers.kinds import acts_as_body
from helpers.speakers.names import NameKey, surname
from helpers.speakers.pronouns import Discourse, resolve_pronoun
from helpers.speakers.vocabulary import vocabulary

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer".split()
)
GENERIC_BODIES = frozenset(
    "company group organisation organization agency firm party bank network newspaper paper "
    "campaign institute charity association foundation union university".split()
)
MAX_PARAGRAPHS_OF_BODY = 4


class Joiner:
    """Joins the mentions of one article; ``chains`` grows in the order of the text."""

    def __init__(self, annotation: Annotation, by_name: dict[NameKey, list[Chain]]) -> None:
        self.tokens = annotation.tokens
        self.by_name = by_name
        self.discourse = Discourse()
        self.at_token: dict[int, Chain] = {}
        self.unnamed: dict[NameKey, Chain] = {}
        self.by_head: dict[str, list[Chain]] = {}
        self.by_role: dict[str, list[Chain]] = {}
        self.by_word: dict[str, list[Chain]] = {}
        self.preferred: dict[str, Chain] = {}

    def join_names(self, names: Sequence[Candidate]) -> None:
        """Names first, over the whole article: what follows may lean on any of them."""
        for candidate in names:
            found = self.by_name.get(candidate.key)
            if not found:
                continue
            chain = found[0] if len(found) == 1 else self.one_of_two(candidate, found)
            if chain.kind == "place" and not acts_as_body(candidate):
                continue
            if candidate.modifier and not candidate.sources:
                continue
            chain.add(candidate, name_reason(candidate, chain))
            for i in range(candidate.first, candidate.last):
                self.at_token[i] = chain
            if len(candidate.key) > 1 and chain.kind == "person":
                self.preferred.setdefault(surname(candidate.key), chain)
        for chain in self.chains_with_names():
            for role in chain.roles:
                for word in role.casefold().split():
                    self.by_role.setdefault(word.rstrip(","), []).append(chain)
            if chain.kind == "organisation":
                for word in {word for key in chain.keys for word in key}:
                    self.by_word.setdefault(word, []).append(chain)

    def chains_with_names(self) -> list[Chain]:
        """The chains of names that have a mention, by first mention."""
        found = {id(c): c for chains in self.by_name.values() for c in chains if c.mentions}
        return sorted(found.values(), key=lambda chain: chain.first)

    def one_of_two(self, candidate: Candidate, found: list[Chain]) -> Chain:
        """A surname that two people share: a title's gender decides, then who came first.

        News call the relative of the main person by the full name, so the bare surname is that
        of whoever was introduced first.
        """
        gender = candidate.role.gender if candidate.role is not None else "any"
        fitting = [c for c in found if gender == "any" or c.gender in (gender, "any")] or found
        first = self.preferred.get(surname(candidate.key))
        return first if first in fitting else fitting[0]

    def join(self, candidate: Candidate) -> None:
        """Join one mention to what was read before it."""
        if candidate.form in ("name", "acronym"):
            chain = self.at_token.get(candidate.first)
            if chain is not None:
                self.discourse.add(chain, candidate)
            return
        if candidate.form == "pronoun":
            resolved = resolve_pronoun(candidate, self.discourse)
        else:
            resolved = self.described(candidate)
        if resolved is None:
            return
        chain, reason = resolved
        chain.add(candidate, reason)
        self.at_token.setdefault(candidate.head.i, chain)
        if candidate.form == "pronoun" and chain.kind == "person" and chain.gender == "any":
            chain.gender = _gender_of(candidate.key[0])
        self.discourse.add(chain, candidate)

    def described(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Whom a description means, by the first rule that fits."""
        for rule in (
            self.introduces_a_name,
            self.document_of_its_author,
            self.role_of_a_person,
            self.body_named_before,
            self.same_words,
            self.same_noun,
        ):
            resolved = rule(candidate)
            if resolved is not None:
                return resolved
        if candidate.sources or is_collective(candidate.head):
            return self.new_unnamed(candidate), "described, not named"
        return None

    def introduces_a_name(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """"A spokesman for the group, X, said": the name in apposition says who."""
        for child in candidate.head.children:
            chain = self.at_token.get(child.i)
            if child.dep != "appos" or chain is None or chain.kind == "group":
                continue
            if (chain.kind == "person") != (vocabulary().role(candidate.head.text) is not None):
                continue
            if candidate.plural:
                continue
            role = bare_name(candidate.text)
            if chain.kind == "person" and role not in chain.roles:
                chain.roles.append(role)
            return chain, "the name stands in apposition"
        return None

    def document_of_its_author(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """"X's statement", "a letter from X": a document speaks for its author."""
        if not candidate.sources or candidate.head.text.casefold() not in DOCUMENTS:
            return None
        for owner in of_document(candidate.head):
            chain = self.at_token.get(owner.i)
            if chain is not None:
                return chain, "what the author wrote or said"
        return None

    def role_of_a_person(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """"The defence secretary": the person introduced with that role, the latest first."""
        if candidate.plural or not _is_definite(candidate, self.tokens):
            return None
        noun = candidate.head.text.casefold()
        if vocabulary().role(noun) is None:
            return None
        words = candidate.text.split()
        fitting = [
            chain
            for chain in self.by_role.get(noun, ())
            if chain.kind == "person" and any(compatible_roles(words, r) for r in chain.roles)
        ]
        if not fitting:
            return None
        before = [c for c in fitting if c.first < candidate.start]
        chosen = _latest(before, candidate.start) if before else fitting[0]
        return chosen, f"introduced as {chosen.roles[0]}"

    def body_named_before(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """"The ministry": the body with that word in its name; "the company": the latest body."""
        noun = candidate.head.text.casefold()
        modifiers = candidate.head.i - candidate.first
        if candidate.plural or modifiers > 1 or not _is_definite(candidate, self.tokens):
            return None
        named = [c for c in self.by_word.get(noun, ()) if c.first < candidate.start]
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
        for seen in reversed(self.discourse.bodies):
            gap = candidate.head.paragraph - seen.candidate.head.paragraph
            if gap > MAX_PARAGRAPHS_OF_BODY:
                break
            if seen.chain.kind == "organisation" and seen.candidate.head.dep != "pobj":
                return seen.chain, f"the {noun}: the latest body named before it"
        return None

    def same_words(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Collective and unnamed sources are one only where the words are the same."""
        chain = self.unnamed.get(candidate.key)
        return None if chain is None else (chain, "the same words")

    def same_noun(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """"The poster" after "one poster": the only source so far that is called so."""
        bare = candidate.head.i - candidate.first == 1 and candidate.last == candidate.head.i + 1
        if not bare or not _is_definite(candidate, self.tokens):
            return None
        found = self.by_head.get(candidate.head.text.casefold(), [])
        if len(found) == 1:
            return found[0], "the only one called so before"
        return None

    def new_unnamed(self, candidate: Candidate) -> Chain:
        """An actor without a name of its own: its words are its name."""
        noun = candidate.head.text.casefold()
        named = has_name_inside(candidate, self.tokens)
        entry = vocabulary().collectives.get(noun)
        chain = Chain("unnamed", plural=candidate.plural)
        role = vocabulary().role(noun)
        if entry is not None and entry[0] == "body" and named and not candidate.plural:
            chain.kind = "organisation"
        elif named and candidate.plural and (entry is None or entry[1] != "yes" or entry[0] != "people"):
            chain.kind = "group"
        elif named and noun in ("forces", "troops", "police", "military", "army", "militia"):
            chain.kind = "group"
        if role is not None and not candidate.plural:
            chain.gender = "either" if role[0] == "any" else role[0]
        chain.names[bare_name(candidate.text)] += 1
        self.unnamed[candidate.key] = chain
        self.by_head.setdefault(noun, []).append(chain)
        return chain


def name_reason(candidate: Candidate, chain: Chain) -> str:
    """Why a written name means this actor, in words."""
    full = chain.fullest
    if candidate.text == full or len(chain.names) == 1:
        return "the name itself"
    if candidate.form == "acronym" and chain.kind == "organisation":
        return f"initials of {full}"
    if chain.kind == "place":
        return f"another name of {full}"
    if chain.kind == "person" and len(candidate.key) == 1:
        which = "surname" if any(surname(k) == candidate.key[0] for k in chain.keys) else "given name"
        return f"{which} of {full}"
    return f"another form of {full}"


def _gender_of(pronoun: str) -> str:
    from helpers.speakers.pronouns import GENDERS

    return GENDERS.get(pronoun, "any")


def _is_definite(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    return tokens[candidate.first].text.casefold() in DEFINITE


def _latest(chains: Sequence[Chain], before: int) -> Chain:
    """The chain whose latest mention before an offset is nearest to it."""
    return max(chains, key=lambda c: max((s for s, _ in c.mentions if s < before), default=-1))
