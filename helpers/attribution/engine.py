"""The engine: runs the rules in order, tidies the edges, and says what is nested in what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from helpers.annotation import Annotation
from helpers.annotation.simplified_parse import second_annotation
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.cues import load_cues
from helpers.attribution.fitted.confidence import (
    DOUBT,
    LEAST,
    Candidate,
    features_of,
    probability,
    unanimous,
    united,
)
from helpers.attribution.fitted.rerank import revised
from helpers.attribution.fitted.source_choice import sort_of
from helpers.attribution.fitted.weights import Weights, load_weights
from helpers.attribution.parsed_article import Draft, Reading, head_of
from helpers.attribution.rules import quoted
from helpers.attribution.rules.catalogue import RULES
from helpers.attribution.spans import (
    grow_to_quotations,
    kind_of,
    merge,
    overlap,
    subtract,
    trim_all,
)

# The rules that are read inside quotations too: where the marks mislead no parse.
_INSIDE = ("clause", "displaced", "insertion", "infinitive")


def find_attributions(
    annotation: Annotation,
    *,
    rules: Collection[str] | None = None,
    choose: bool = True,
    least: float = LEAST,
) -> list[Attribution]:
    """Return the attributions of an article, in the order of the text.

    Paragraphs in which the rules' findings are in doubt are parsed a second time, and of both
    readings the likelier one is kept (``helpers.attribution.fitted.confidence``).

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
    if not choose:
        return [candidate.attribution for candidate in read(annotation, rules)[1]]
    weights = load_weights()
    first = likeliest(*read(annotation, rules))
    doubtful = {
        annotation.article.paragraph_at(start)
        for candidate in first
        if probability(unanimous(candidate), weights) < DOUBT
        for start, _ in (*candidate.attribution.content, *candidate.attribution.cue)
    }
    second = first
    if doubtful:
        second = likeliest(*read(second_annotation(annotation, doubtful), rules))
    kept: list[Attribution] = []
    for group in united(first, second):
        likely, best = max(
            ((probability(c.features, weights), c.attribution) for c in group),
            key=lambda pair: pair[0],
        )
        sure = likely >= least or best.rule == "transcript"  # a label on every turn is no chance
        if sure and best.rule != "unattributed":
            kept.append(replace(best, confidence=likely))
    if rules is None or "unattributed" in rules:
        kept += _orphans(annotation, kept)
    for candidate in read_quotations(annotation, rules):
        likely = probability(unanimous(candidate), weights)
        if likely >= least:
            kept.append(replace(candidate.attribution, confidence=likely))
    return nested(annotation, kept)


def read_quotations(
    annotation: Annotation, rules: Collection[str] | None = None
) -> list[Candidate]:
    """Return what is reported inside quotations: "“My doctor said it would help,” he told us".

    Quoted speech is full of things that *say* or *remind* in a figure of speech: only names,
    pronouns, people, bodies and texts count as its sources.
    """
    reading = Reading(annotation, load_cues(), inside=True)
    for name in _INSIDE:
        if rules is None or name in rules:
            for draft in RULES[name].find(reading):
                if _is_inside_one(annotation, draft) and _may_speak(reading, draft.source):
                    reading.add(draft)
    return _finished(reading, grow=False)


def _is_inside_one(annotation: Annotation, draft: Draft) -> bool:
    """Whether one quotation holds all of a draft."""
    quotation = draft.head.quotation if draft.head is not None else -1
    if quotation < 0 or not draft.content:
        return False
    start, end = annotation.quotations[quotation].inner
    return all(start <= s and e <= end for s, e in (*draft.content, *draft.cue, *draft.source))


def _may_speak(reading: Reading, source: Iterable[Span]) -> bool:
    head = head_of(reading, list(source))
    return head is None or head.pos != "NOUN" or sort_of(head) in ("text", "speaker")


def _orphans(annotation: Annotation, kept: Iterable[Attribution]) -> list[Attribution]:
    """The quoted sentences that no record holds: quoted they are, but who says them?"""
    reading = Reading(annotation, load_cues())
    for a in kept:
        reading.add(Draft(a.rule, list(a.content)))
    return [
        Attribution(tuple(draft.content), (), (), "direct", draft.rule)
        for draft in quoted.unattributed(reading)
    ]


def read(
    annotation: Annotation, rules: Collection[str] | None = None
) -> tuple[Reading, list[Candidate]]:
    """Return one parse as the rules read it, and what they find, in the order of the text."""
    reading = Reading(annotation, load_cues())
    for name, rule in RULES.items():
        if rules is not None and name not in rules:
            continue
        for draft in rule.find(reading):
            if draft.content:
                _grow(reading, draft)
                reading.add(draft)
    return reading, _finished(reading)


def likeliest(
    reading: Reading,
    candidates: Iterable[Candidate],
    sources: Weights | None = None,
    edges: Weights | None = None,
) -> list[Candidate]:
    """Return the candidates with their likeliest sources and edges, in the order of the text.

    The arguments are those of ``helpers.attribution.fitted.rerank.revised``.
    """
    new = sorted(
        revised(reading, candidates, sources, edges),
        key=lambda c: (c.attribution.content[0], c.attribution.cue),
    )
    places = nested(reading.annotation, [candidate.attribution for candidate in new])
    return [replace(c, attribution=a) for c, a in zip(new, places, strict=True)]


def _grow(reading: Reading, draft: Draft) -> None:
    """Let content that ends inside a quotation reach its marks, the cue's own words apart."""
    near = [
        q
        for q in reading.quotations_near(draft.content[0][0], draft.content[-1][1])
        if not any(q.start <= s < q.end for s, _ in draft.cue)
    ]
    draft.content = grow_to_quotations(draft.content, near)


def _finished(reading: Reading, *, grow: bool = True) -> list[Candidate]:
    drafts = []
    for draft in reading.drafts:
        if grow:
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
            speech=d.speech,
        )
        for d in drafts
    ]
    return [
        Candidate(a, features_of(reading, d, a))
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
