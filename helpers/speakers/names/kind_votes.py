"""Votes: what the words of a name and each of its places say that it is."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.actor import ActorType
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.kind_words import (
    NOT_ACTORS,
    is_role_noun,
    kind_of_noun,
    name_kinds,
    nouns_beside,
)
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.speakers.names.names import NameKey, country_of, demonym_of

TYPE_OF_LABEL: dict[str, ActorType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "NORP": "group",
}
# what a thing that does not act is called where it is a source all the same
_AS_A_SOURCE: dict[str, ActorType] = {"law": "document", "document": "document", "event": "event"}
_POSTS = frozenset(
    "boss coach defender goalkeeper keeper midfielder quarterback skipper striker winger".split()
)
_SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_HE_OR_SHE = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
# reasons too weak to make a body of a name that never speaks
_LABEL, _ARTICLE = "the parser takes it for one", "“the” before it"
LOCATIVE = frozenset(
    "in at near inside outside into across from around through throughout along off toward "
    "neighbouring neighboring".split()
)
FIGHTERS = frozenset("fighters militants rebels gunmen insurgents militiamen jihadists".split())


@dataclass(slots=True)
class Verdict:
    """The type of a name from all its places: the votes for each type, and the reasons."""

    votes: defaultdict[ActorType, float] = field(default_factory=lambda: defaultdict(float))
    reasons: dict[ActorType, tuple[float, str]] = field(default_factory=dict)
    support: float = 0.0  # for a body, without the parser's label and an article
    armed: bool = False

    def add(self, kind: ActorType, weight: float, reason: str = "") -> None:
        """Add a vote for a type; the heaviest vote gives its reason."""
        self.votes[kind] += weight
        if kind == "organisation" and reason not in (_LABEL, _ARTICLE):
            self.support += weight
        if reason and weight > self.reasons.get(kind, (0.0, ""))[0]:
            self.reasons[kind] = (weight, reason)

    @property
    def best(self) -> ActorType | None:
        """The type with the most votes, None where nothing speaks for any."""
        kind = max(self.votes, key=lambda kind: self.votes[kind], default=None)
        return kind if kind is not None and self.votes[kind] > 0 else None

    def reason(self, kind: ActorType) -> str:
        """The heaviest reason for a type, in words."""
        return self.reasons.get(kind, (0.0, ""))[1]

    def confidence(self, kind: ActorType) -> float:
        """How far a type is ahead of the next: 0.5 where they are equal, near 1 where it is far."""
        other = max((votes for k, votes in self.votes.items() if k != kind), default=0.0)
        return 1 / (1 + math.exp(max(other, 0.0) - self.votes[kind]))


def verdict_on(candidates: Sequence[Candidate], tokens: Sequence[Token]) -> Verdict:
    """Return the votes on the type of a name from all its places in the article.

    The words of the name and each of its places vote. A title, a role in apposition or a given
    name speaks for a person; words for bodies, a bare article or initials for a body; the list of
    countries, the parser's label and prepositions of place for a place; the noun beside it ("the
    film X", "X, a village") for what it says.
    """
    key, text = candidates[0].key, candidates[0].text
    kinds = name_kinds(key)
    acronym = text.replace(".", "").isupper() and 2 <= len(text.replace(".", "")) <= 5
    verdict = Verdict()
    _vote_by_words(verdict, key, text, kinds, acronym)
    for candidate in candidates:
        share = 2 / (1 + len(candidates))
        _vote_by_label(verdict, candidate, tokens, share)
        _vote_by_neighbours(verdict, candidate, tokens, share, acronym)
    name, lists = " ".join(key), vocabulary()
    listed = country_of(text) or name in lists.capitals or name in lists.regions
    before = {tokens[c.first - 1].text.casefold() for c in candidates if c.first}
    if not listed and not kinds & {"place", "location"} and not before & (LOCATIVE | {"of", "to"}):
        verdict.votes["place"] *= 0.4
    return verdict


def _vote_by_words(
    verdict: Verdict, key: NameKey, text: str, kinds: frozenset[str], acronym: bool
) -> None:
    """Add what the words of a name say about its type, wherever it is."""
    lists, name = vocabulary(), " ".join(key)
    country = bool(country_of(text))
    if country or name in lists.capitals:
        verdict.add("place", 6, "listed as a country or capital")
    elif name in lists.regions:
        verdict.add("place", 3, "listed as a region or large city")
    if demonym_of(text):
        verdict.add("group", 5, "listed as the people of a country")
    if lists.collectives.get(name, ("", ""))[0] == "named":
        verdict.add("group", 6, "listed as a party, people or faith")
    given = key[0] in lists.given_names or key[0] in lists.nicknames
    in_name = f"“{text.split()[-1] if len(key) > 1 else text}” in the name"
    if "armed" in kinds:
        verdict.armed = True
        verdict.add("organisation", 7, "a word for armed groups in the name")
    elif kinds & {"body", "company", "organisation", "publication", "platform"}:
        what = "firms" if kinds <= {"company"} else "bodies"
        verdict.add("organisation", 4, f"a word for {what}: {in_name}")
    elif kinds:
        what = next(iter(sorted(kinds)))
        other: ActorType = "place" if what in ("place", "location") else "work"
        # "Lane" and "Close" are surnames too
        weight = 3 if "place" in kinds and len(key) > 1 else 6 if what == "law" else 4
        verdict.add(
            _AS_A_SOURCE.get(what, other), weight, f"a word for what does not act: {in_name}"
        )
    if given and len(key) == 1 and not kinds:
        verdict.add("person", 1.5, f"given name {text}")
    # "Michael Bloomberg"
    if given and 1 < len(key) < 5 and not kinds - NOT_ACTORS - {"armed", "publication"}:
        verdict.add("person", 3.5, f"given name {text.split()[0]}")
    if len(key) > 1 and lists.collectives.get(key[0], ("", ""))[0] == "people":
        verdict.add("organisation", 3, f"“{text.split()[0]}” in the name")  # "Citizens Advice"
    if acronym and len(key) == 1:
        verdict.add("organisation", 1.5, "initials")
    if _is_brand(text):
        verdict.add("organisation", 3, "a capital inside the word, as in names of firms")


def _is_brand(text: str) -> bool:
    """Whether there is a capital inside a word ("AstraZeneca"), as in names of firms."""
    if not text.isalpha() or text.isupper():
        return False
    inner = [i for i, c in enumerate(text) if i and c.isupper()]
    return bool(inner) and inner[0] > 3


def _vote_by_label(
    verdict: Verdict, candidate: Candidate, tokens: Sequence[Token], share: float
) -> None:
    """Add what the parser, titles and the nouns beside a name say about its type here."""
    if candidate.label in TYPE_OF_LABEL:
        weight = share * (1.5 if len(candidate.key) == 1 else 2.5)
        verdict.add(TYPE_OF_LABEL[candidate.label], weight, _LABEL)
    if candidate.role is not None:
        weight = 3 if candidate.role.personal else share
        verdict.add("person", weight, f"“{candidate.role.words or candidate.role.head}” before it")
    if candidate.apposition is not None and candidate.apposition.personal:
        verdict.add("person", 2, f"“{candidate.apposition.words}” beside it")
    above = candidate.head.head.head if candidate.head.dep == "pobj" else candidate.head.head
    if above.text.casefold() in FIGHTERS and candidate.label not in ("GPE", "NORP"):
        verdict.armed = True
        verdict.add("organisation", 3, f"it has {above.text.casefold()}")
    for noun in nouns_beside(candidate, tokens):
        kind = kind_of_noun(noun)
        reason = f"the article calls it a {noun.text}"
        if kind in ("armed", "organisation"):
            verdict.armed |= kind == "armed"
            owner = noun.i < candidate.first and candidate.key[0] in vocabulary().given_names
            verdict.add("organisation", 2 if owner else 5, reason)  # "manufacturer Ron Berg"
            verdict.add("person", 0 if owner else -3)
        elif kind in ("place", "work", "event", "document", "thing"):
            other: ActorType = "place" if kind == "place" else "work"
            verdict.add(_AS_A_SOURCE.get(kind, other), 5, reason)


def _vote_by_neighbours(
    verdict: Verdict, candidate: Candidate, tokens: Sequence[Token], share: float, acronym: bool
) -> None:
    """Add what the words around a name say about its type; ``share`` is the weight of a place."""
    single = len(candidate.key) == 1
    before = tokens[candidate.first - 1] if candidate.first else None
    word = before.text.casefold() if before is not None else ""
    if before is not None and before.sentence == candidate.head.sentence:
        if word == "the":
            weight = 1.6 if candidate.plural else 2  # "the Wolves", rarely "the Obamas"
            verdict.add("organisation", weight * share, _ARTICLE)
            verdict.add("person", -3)
        if word in LOCATIVE and single:
            verdict.add("place", 2 * share, f"“{word}” before it")
        second = tokens[candidate.first - 2].text.casefold()
        if word == "of" and second in (",", "mayor", "governor"):
            verdict.add("place", 4, "where somebody is from")
        if word in ("neighbouring", "neighboring"):
            verdict.add("place", 4, "a neighbouring place")
    after = tokens[candidate.last : candidate.last + 2]
    if len(after) == 2 and after[0].text == "," and after[1].head.dep == "relcl":
        verdict.add("person", 1.5 * (after[1].text == "who"), "“who” after it")
        verdict.add("organisation", 3 * (after[1].text == "which"), "“which” after it")
    if len(after) == 2 and after[0].text == "," and after[1].text.isdigit():
        verdict.add("person", 4 * (len(after[1].text) < 3), "an age after it")
    of = len(after) == 2 and after[0].text == "of" and word not in ("a", "an", "the")
    if of and not single and candidate.sources:
        verdict.add("person", 3 * after[1].text[0].isupper(), "“of” and a name after it")
    if _is_team(candidate, tokens):
        verdict.add("organisation", 4, "a score or a post of a team beside it")
    if single and after and after[0].text in _SPOKESPEOPLE:
        verdict.add("organisation", 3, f"“{after[0].text}” after it")
    if _is_listed_at_the_exchange(candidate, tokens):
        verdict.add("organisation", 4, "the letters of its share after it")
    if len(after) == 2 and after[0].tag == "POS" and after[1].tag in ("VBD", "VBZ", "MD"):
        verdict.add("organisation", 5, "a possessive as its own name")  # "Lowe's said"
        verdict.add("person", -3)
    if candidate.head.dep == "appos" and is_role_noun(candidate.head.head):
        verdict.add("person", 3, f"“{candidate.head.head.text}” beside it")
    street = "place" in name_kinds(candidate.key)  # "Joe Berg Road and Harp Close"
    if candidate.head.dep == "conj" and candidate.head.head.entity == "PERSON" and not street:
        verdict.add("person", share, "in a list with a person")
    if candidate.plural and not acronym:
        verdict.add("group", 1.5 * share, "a plural")
    _vote_by_clause(verdict, candidate, share, single, acronym, word)


def _is_team(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a score or a post of a team is beside a name: "Oslo 1-2 Holm", "Holm's keeper"."""
    before = tokens[max(0, candidate.first - 3) : candidate.first]
    after = tokens[candidate.last : candidate.last + 3]
    sets = "".join(token.text for token in tokens[candidate.last + 3 : candidate.last + 6])
    if re.match(r"\(|\d[-–]\d", sets):  # "beat Kim Lee 6-3 7-6(4)"
        return False
    scores = ("".join(token.text for token in around) for around in (before, after))
    post = next((t.text for t in after if t.tag not in ("POS", "JJ")), "")
    return any(_SCORE.fullmatch(score) for score in scores) or post in _POSTS


def _is_listed_at_the_exchange(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether the letters of a share come after a name: "Halden (HLDN)", "Lowe's (LOW)"."""
    at = candidate.last
    at += at < len(tokens) and tokens[at].tag == "POS"
    after = [token.text for token in tokens[at : at + 3]]
    letters = after[1] if len(after) == 3 and (after[0], after[2]) == ("(", ")") else ""
    agency = "publication" in vocabulary().name_words.get(letters.casefold(), ())
    return 3 <= len(letters) <= 5 and letters.isupper() and not agency


def _vote_by_clause(
    verdict: Verdict, candidate: Candidate, share: float, single: bool, acronym: bool, word: str
) -> None:
    """Add what the verb of a name and the pronouns of its clause say about its type."""
    verb = candidate.head.head
    if candidate.head.dep not in SUBJECTS:
        return
    after = [t for t in verb.subtree() if t.i > candidate.head.i][:24]
    pronouns = [t.text.casefold() for t in after if t.quotation < 0 and t.tag in ("PRP", "PRP$")]
    early = {t.text.casefold() for t in after[:12]}
    pronoun = next((word for word in pronouns[:1] if word in early), "")
    later = pronoun == "it" and "its" in pronouns and _HE_OR_SHE.isdisjoint(pronouns)
    if (pronoun in ("its", "itself") or later) and candidate.reports:
        verdict.add("organisation", (3 if later else 5) * share, "“its” in its clause")
    plural_verb = verb.tag == "VBP" or any(c.dep == "aux" and c.tag == "VBP" for c in verb.children)
    if (plural_verb or pronoun in ("their", "they", "themselves")) and not candidate.plural:
        alone = not any(c.dep == "conj" for c in candidate.head.children)
        verdict.add("organisation", 3.0 * share * alone, "spoken of in the plural")
    if pronoun in _HE_OR_SHE:
        verdict.add("person", 1.5 * share, f"“{pronoun}” in its clause")
    if candidate.reports and single and not acronym:
        # a bare capitalised word that says something is a surname far more often than a city
        kind: ActorType = "organisation" if word == "the" else "person"
        verdict.add(kind, 2.5 * share, "one word that reports")
