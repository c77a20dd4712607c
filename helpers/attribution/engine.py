"""The engine: runs the rules in order, tidies the edges, and says what is nested in what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from helpers.annotation import Annotation
from helpers.attribution import labelled, objects, phrases, quoted, refusals, verbs
from helpers.attribution.choice import (
    DOUBT,
    LEAST,
    Candidate,
    features_of,
    load_weights,
    probability,
    united,
)
from helpers.attribution.cues import load_cues
from helpers.attribution.model import Attribution, Span
from helpers.attribution.reading import Draft, Reading
from helpers.attribution.sources import is_mute
from helpers.attribution.spans import (
    grow_to_quotations,
    kind_of,
    merge,
    overlap,
    subtract,
    trim_all,
)
from helpers.second_parse import second_annotation


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it does, why it holds in one line, and a sentence that it reads."""

    find: Callable[[Reading], Iterable[Draft]]
    reason: str
    example: str


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "apposed": Rule(
            verbs.apposed,
            "A name, then another with a verb of saying between commas: the second one speaks.",
            "Kim, a top aide said, “is very confident” about the vote.",
        ),
        "refusal": Rule(
            refusals.refusal,
            "To decline to speak about something is an answer about it.",
            "The minister declined to comment on the tax.",
        ),
        "clause": Rule(
            verbs.clause,
            "The object clause of a verb of saying is what is said.",
            "The minister said that taxes would rise.",
        ),
        "insertion": Rule(
            verbs.insertion,
            "A reporting clause between commas reports the sentence around it.",
            "Taxes, the minister said, would rise.",
        ),
        "set_off": Rule(
            verbs.set_off,
            "A subject and a verb of saying, set off by a comma, report the rest.",
            "Silva, a father of four, was, the newspaper Correio de Manha reports, an engineer.",
        ),
        "naming": Rule(
            objects.naming,
            "To call something by a name or a quality is to say so.",
            "The minister called the tax a mistake.",
        ),
        "infinitive": Rule(
            verbs.infinitive,
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
            "In a headline a name and a colon stand for a verb of saying.",
            "Kim Lee: No tax will rise\n\nThe minister Kim Lee met the press.",
        ),
        "according_to": Rule(
            phrases.according_to,
            "The phrase reports the clause that it stands in.",
            "Taxes will rise, according to the minister.",
        ),
        "noun": Rule(
            phrases.noun,
            "Nouns of saying take the same complements as their verbs.",
            "The claim that taxes rise is wrong.",
        ),
        "adjective": Rule(
            phrases.adjective,
            "Adjectives of holding an opinion take the same complements.",
            "The minister was critical of the banks.",
        ),
        "hearsay": Rule(
            phrases.hearsay,
            "The adverb marks its clause as said by others.",
            "The minister has reportedly resigned.",
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
            quoted.paragraph_of_quotation,
            "A paragraph of quotation is led to by a colon or goes on from one left open.",
            "The minister wrote:\n“Taxes will have to rise.”",
        ),
        "continuation": Rule(
            quoted.continuation,
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


def find_attributions(
    annotation: Annotation,
    *,
    rules: Collection[str] | None = None,
    choose: bool = True,
    least: float = LEAST,
) -> list[Attribution]:
    """Return the attributions of an article, in the order of the text.

    Paragraphs in which the rules' findings are in doubt are parsed a second time, and of both
    readings the likelier one is kept (``helpers.attribution.choice``).

    Args:
        annotation: the annotated article.
        rules: names of the rules to apply (see ``RULES``); None applies all.
        choose: False gives what the rules find in the first parse, without confidence.
        least: confidence below which a record is left out (0 keeps all).

    Raises:
        ValueError: a name is not a rule's.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> text = "The minister said that taxes would rise."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> [(text[slice(*a.source[0])], text[slice(*a.content[0])])
    ...  for a in find_attributions(annotation)]
    [('The minister', 'that taxes would rise')]

    The terms are those of Pareti (2012); the rules' order is their order of trust.
    """
    unknown = sorted(set(rules or ()) - set(RULES))
    if unknown:
        raise ValueError(f"There is no rule {', '.join(unknown)}: choose from {', '.join(RULES)}.")
    first = read(annotation, rules)
    if not choose:
        return [candidate.attribution for candidate in first]
    text, weights = annotation.text, load_weights()
    doubtful = {
        annotation.article.paragraph_at(start)
        for candidate in first
        if probability(features_of(text, candidate), weights) < DOUBT
        for start, _ in (*candidate.attribution.content, *candidate.attribution.cue)
    }
    second = read(second_annotation(annotation, doubtful), rules) if doubtful else first
    kept = []
    for group in united(first, second):
        likely, best = max(
            ((probability(features_of(text, c), weights), c.attribution) for c in group),
            key=lambda pair: pair[0],
        )
        if likely < least and best.kind == "direct":  # quoted it is, but who says it is in doubt
            best = replace(best, cue=(), source=(), rule="unattributed")
        if likely >= least or best.rule == "unattributed":
            kept.append(replace(best, confidence=likely))
    return nested(annotation, kept)


def read(annotation: Annotation, rules: Collection[str] | None = None) -> list[Candidate]:
    """Return what the rules find in one parse, as candidates in the order of the text."""
    reading = Reading(annotation, load_cues())
    for name, rule in RULES.items():
        if rules is not None and name not in rules:
            continue
        for draft in rule.find(reading):
            if draft.content:
                _grow(reading, draft)
                reading.add(draft)
    return _finished(reading)


def _grow(reading: Reading, draft: Draft) -> None:
    """Let content that ends inside a quotation reach its marks, the cue's own words apart."""
    near = [
        q
        for q in reading.quotations_near(draft.content[0][0], draft.content[-1][1])
        if not any(q.start <= s < q.end for s, _ in draft.cue)
    ]
    draft.content = grow_to_quotations(draft.content, near)


def _finished(reading: Reading) -> list[Candidate]:
    drafts = []
    for draft in reading.drafts:
        _grow(reading, draft)
        content = merge(trim_all(reading.text, subtract(merge(draft.content), draft.cue)))
        source = trim_all(reading.text, draft.source)
        if overlap(source, content):
            content = trim_all(reading.text, subtract(content, source))
        if content:
            draft.content, draft.source = content, merge(source)
            drafts.append(draft)
    drafts.sort(key=lambda d: (d.content[0], d.cue))
    found = [
        Attribution(
            content=tuple(d.content),
            cue=tuple(d.cue),
            source=tuple(d.source),
            kind=kind_of(
                reading.text,
                d.content,
                reading.quotations_near(d.content[0][0], d.content[-1][1]),
            ),
            rule=d.rule,
            speech=d.speech and not is_mute(reading, d.source),
        )
        for d in drafts
    ]
    return [
        Candidate(a, d.lemma, d.rate)
        for a, d in zip(nested(reading.annotation, found), drafts, strict=True)
    ]


def nested(annotation: Annotation, found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions in the order of the text, each with the one that holds it.

    That is the smallest larger one whose content holds its cue.
    """
    ordered = sorted(found, key=lambda a: (a.content[0], a.cue))
    sizes = [sum(end - start for start, end in a.content) for a in ordered]
    paragraph_at = annotation.article.paragraph_at
    in_paragraph: dict[int, list[tuple[Span, int]]] = {}
    for index, a in enumerate(ordered):
        for span in a.content:
            in_paragraph.setdefault(paragraph_at(span[0]), []).append((span, index))
    out = []
    for index, a in enumerate(ordered):
        position = a.cue[0][0] if a.cue else a.content[0][0]
        around = [
            (sizes[other], other)
            for (start, end), other in in_paragraph.get(paragraph_at(position), [])
            if start <= position < end and sizes[other] > sizes[index]
        ]
        out.append(replace(a, nested_in=min(around)[1] if around else None))
    return out
