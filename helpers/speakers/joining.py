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
from helpers.speakers.roles import role_words, spelling
from helpers.speakers.pronouns import Discourse, resolve_pronoun
from helpers.speakers.vocabulary import vocabulary

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer analysis study report editorial article column "
    "essay blog op-ed".split()
)
OFFICES_OF_A_PRESIDENT = frozenset({"president", "president-elect", "candidate", "nominee"})
KIN = frozenset("wife husband son daughter brother sister mother father widow niece nephew".split())
# people in the news whom a later sentence may call by a description that was not given before
PUBLIC_FIGURES = frozenset(
    "nominee candidate contender front-runner frontrunner senator congressman congresswoman "
    "governor mayor president politician lawmaker mogul tycoon billionaire businessman "
    "businesswoman star actor actress singer comedian author writer lawyer activist minister "
    "premier chancellor leader hopeful republican democrat conservative veteran pastor host "
    "economist historian chairman chairwoman ambassador executive professor neurosurgeon".split()
)
GENERIC_BODIES = frozenset(
    "company group organisation organization agency firm party bank network newspaper paper "
    "campaign institute charity association foundation union university".split()
)
MAX_PARAGRAPHS_OF_BODY = 4


class Joiner:
    """Joins the mentions of one article; ``chains`` grows in the order of the text."""

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

    def join_names(self, names: Sequence[Candidate]) -> None:
        """Names first, over the whole article: what follows may lean on any of them."""
        for candidate in names:
            found = self.by_name.get(candidate.key)
            if not found:
                continue
            chain = found[0] if len(found) == 1 else self.one_of_two(candidate, found)
            if chain.kind == "person":
                chain = self.office_tells_apart(candidate, chain)
            if chain.kind == "place" and not acts_as_body(candidate):
                continue
            if candidate.modifier and not candidate.sources:
                continue
            chain.add(candidate, "")
            for i in range(candidate.first, candidate.last):
                self.at_token[i] = self.named_at[i] = chain
            if len(candidate.key) > 1 and chain.kind == "person":
                self.preferred.setdefault(surname(candidate.key), chain)
        for chain in self.chains_with_names():
            for role in chain.roles:
                for word in role_words(role):
                    self.by_role.setdefault(word, []).append(chain)
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

    def office_tells_apart(self, candidate: Candidate, chain: Chain) -> Chain:
        """ "First lady A. Berg" and "President Berg" are two, though one surname stands alone.

        A president named by surname is nobody whom the article introduces in another office or
        as someone's relative.
        """
        if len(candidate.key) > 1 or not chain.roles:
            return chain
        other = self.by_office.get(candidate.key)
        title = candidate.role.head if candidate.role is not None else ""
        if title != "president":
            bare = candidate.role is None and other is not None and not chain.can_be(other.gender)
            return other if bare and other is not None else chain
        known = frozenset().union(*(role_words(role) for role in chain.roles))
        if known & OFFICES_OF_A_PRESIDENT or not known & (KIN | {"secretary", "governor", "lady"}):
            return chain
        if other is None:
            other = self.by_office[candidate.key] = Chain("person", keys={candidate.key})
            self.by_name[candidate.key] = [*self.by_name[candidate.key], other]
        return other

    def join(self, candidate: Candidate) -> None:
        """Join one mention to what was read before it."""
        if candidate.form in ("name", "acronym"):
            chain = self.at_token.get(candidate.first)
            if chain is not None:
                self.discourse.add(chain, candidate)
            return
        if candidate.form == "pronoun":
            barred = self.named_in_content(candidate) | self.speakers_around(candidate)
            resolved = resolve_pronoun(candidate, self.discourse, barred)
        else:
            resolved = self.described(candidate)
        if resolved is None:
            return
        chain, reason = resolved
        chain.add(candidate, reason)
        self.at_token.setdefault(candidate.head.i, chain)
        if candidate.form != "pronoun":
            self.named_at.setdefault(candidate.head.i, chain)
        if candidate.form == "pronoun" and chain.kind == "person" and chain.gender == "any":
            chain.gender = _gender_of(candidate.key[0])
        self.discourse.add(chain, candidate)

    def speakers_around(self, candidate: Candidate) -> set[int]:
        """The speaker of the quotation around a pronoun, who would say "I"."""
        number = self.quoted_by.get(candidate.head.i)
        anchor = self.anchored.get(number) if number is not None else None
        chain = self.at_token.get(anchor) if anchor is not None else None
        return {id(chain)} if chain is not None and candidate.head.quotation >= 0 else set()

    def described(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """Whom a description means, by the first rule that fits."""
        for rule in (
            self.introduces_a_name,
            self.document_of_its_author,
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
        """ "A spokesman for the group, X, said": the name in apposition says who."""
        following = [c.i for c in candidate.head.children if c.dep == "appos"]
        if candidate.last + 1 < len(self.tokens) and self.tokens[candidate.last].text == ",":
            following.append(candidate.last + 1)
        for i in following:
            chain = self.at_token.get(i)
            if chain is None or chain.kind == "group":
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
        """ "X's statement", "a letter from X": a document speaks for its author."""
        if not candidate.sources or candidate.head.text.casefold() not in DOCUMENTS:
            return None
        for owner in of_document(candidate.head):
            chain = self.at_token.get(owner.i)
            if chain is not None:
                return chain, "what the author wrote or said"
        return None

    def role_of_a_person(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """ "The defence secretary": the person introduced with that role, the latest first."""
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
        """ "The ministry": the body with that word in its name; "the company": the latest body."""
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
        """ "The poster" after "one poster": the only source so far that is called so."""
        bare = candidate.head.i - candidate.first == 1 and candidate.last == candidate.head.i + 1
        if not bare or not _is_definite(candidate, self.tokens):
            return None
        found = self.by_head.get(candidate.head.text.casefold(), [])
        if len(found) == 1:
            return found[0], "the only one called so before"
        return None

    def another_description(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """ "The Texas governor", "the billionaire": elegant variation for whoever spoke last.

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
        if named and kind == "body" and not candidate.plural:
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
        which = (
            "surname" if any(surname(k) == candidate.key[0] for k in chain.keys) else "given name"
        )
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
