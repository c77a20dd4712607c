"""The rules by name, in their order of trust: what each does, why it holds, a sentence it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.attribution.parsed_article import Draft, ParsedArticle
from helpers.attribution.rules import (
    continuations,
    displaced,
    labelled,
    objects,
    phrases,
    quoted,
    tags,
    verbs,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it does, why it holds in one line, and a sentence that it reads."""

    find: Callable[[ParsedArticle], Iterable[Draft]]
    reason: str
    example: str


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "refusal": Rule(
            verbs.refusal,
            "To decline to speak about something is an answer about it.",
            "The minister declined to comment on the tax.",
        ),
        "clause": Rule(
            verbs.clause,
            "The object clause of a verb of saying is what is said.",
            "The minister said that taxes would rise.",
        ),
        "displaced": Rule(
            displaced.displaced,
            "The place and time of a statement may come between its verb and its clause.",
            "Lee said on Friday during a news conference that he may wait until March.",
        ),
        "insertion": Rule(
            verbs.insertion,
            "A reporting clause between commas reports the sentence around it.",
            "Taxes, the minister said, would rise.",
        ),
        "set_off": Rule(
            tags.set_off,
            "A subject and a verb of saying, set off by a comma, report the rest.",
            "Silva, a father of four, was, the newspaper Correio de Manha reports, an engineer.",
        ),
        "naming": Rule(
            objects.naming,
            "To call something by a name or a quality is to say so.",
            "The minister called the tax a mistake.",
        ),
        "infinitive": Rule(
            objects.infinitive,
            "The infinitive of a promise, a request or a refusal is its content.",
            "The minister urged the banks to lend.",
        ),
        "passive": Rule(
            objects.passive,
            "The subject of such a verb in the passive is what is reported on.",
            "The bonuses were described as unfair by the minister.",
        ),
        "object": Rule(
            objects.object_,
            "The object of a verb of judging or mentioning is its topic.",
            "The minister criticised the banks for their bonuses.",
        ),
        "preposition": Rule(
            objects.preposition,
            "Some verbs name what is said with a preposition.",
            "The minister called for lower bonuses.",
        ),
        "transcript": Rule(
            labelled.transcript,
            "In an interview a name and a colon open each speaker's turn.",
            "LEE: We never agreed to that.\nKIM: You did.",
        ),
        "headline": Rule(
            labelled.headline,
            "In a headline a name and a colon replace a verb of saying.",
            "Kim Lee: No tax will rise\n\nThe minister Kim Lee met the press.",
        ),
        "according_to": Rule(
            phrases.according_to,
            "The phrase reports the clause around it.",
            "Taxes will rise, according to the minister.",
        ),
        "hearsay": Rule(
            phrases.hearsay,
            "What reportedly or allegedly happened, somebody said who is not named.",
            "The man allegedly stole a car.",
        ),
        "noun": Rule(
            phrases.noun,
            "Nouns of saying take the same complements as their verbs.",
            "The claim that taxes rise is wrong.",
        ),
        "reporting_tag": Rule(
            tags.reporting_tag,
            "A cue verb and a name just after a closing mark tell who spoke.",
            "“She should act like one,” the editorial read.",
        ),
        "governed_quotation": Rule(
            quoted.governed_quotation,
            "A quoted fragment below a verb of saying is part of what is said.",
            "The minister warned in a speech of “a lost decade” for farmers.",
        ),
        "nearest_verb": Rule(
            quoted.nearest_verb,
            "A quotation belongs to the verb of saying beside it.",
            "“Taxes will rise!” The minister at last shouted.",
        ),
        "named": Rule(
            labelled.named,
            "A name with a colon or a dash leads to what the person says, or signs it.",
            "Kim Lee: “Taxes will rise next year.”",
        ),
        "paragraph_of_quotation": Rule(
            continuations.paragraph_of_quotation,
            "A paragraph of quotation is led to by a colon or goes on from one left open.",
            "The minister wrote:\n“Taxes will have to rise.”",
        ),
        "continuation": Rule(
            continuations.continuation,
            "The speaker of a paragraph speaks on until another is named.",
            "“Taxes will rise,” he said. “Nobody likes it.”",
        ),
        "unattributed": Rule(
            quoted.unattributed,
            "Quoted speech that nobody is named for stays without a source.",
            "Banks closed. “Nobody knew what to do that day.”",
        ),
    }
)
