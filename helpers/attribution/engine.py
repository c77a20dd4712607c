"""The engine: finds the attributions of an article in six steps.

1. The rules read the parsed article in their order of trust and propose drafts.
2. Where grammar leaves a doubt, the likeliest source and edges of each draft are chosen.
3. Paragraphs with a doubtful record are parsed again in simpler wording; steps 1 and 2 follow.
4. Of the records that both parses give for one attribution, the likeliest is kept.
5. Quoted sentences that no record covers are added without a source.
6. What is reported inside quotations is added.

Each attribution is then told which other one holds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from helpers.annotation import Annotation
from helpers.annotation.simplified_parse import simplified_annotation
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.cues import load_cues
from helpers.attribution.fitted.confidence import (
    Candidate,
    Weights,
    as_if_agreed,
    features_of,
    load_weights,
    merge_readings,
    probability,
)
from helpers.attribution.fitted.edge_choice import rerank_candidates, without_second_reports
from helpers.attribution.fitted.source_choice import noun_class
from helpers.attribution.parsed_article import Draft, ParsedArticle, head_of
from helpers.attribution.rules import quoted
from helpers.attribution.rules.catalogue import RULES
from helpers.attribution.spans import (
    grow_to_quotations,
    kind_of,
    merge,
    overlap,
    subtract,
    trim_all,
    without_titles,
)
from helpers.thresholds import MAX_WORDS_OF_A_TOPIC, MIN_CONFIDENCE, PARSED_AGAIN_BELOW

# The rules that are applied inside quotations too, where the marks mislead no parse.
_OF_TOPICS = frozenset(["object", "passive", "preposition", "noun"])
_FINDINGS = frozenset(["that", "clause", "insertion", "as"])  # constructions in which a text speaks
_ANSWERS = frozenset(["yes", "no", "nothing"])
_INSIDE = ("clause", "displaced", "insertion", "infinitive")


def find_attributions(
    annotation: Annotation,
    *,
    rules: Collection[str] | None = None,
    choose: bool = True,
    min_confidence: float = MIN_CONFIDENCE,
) -> list[Attribution]:
    """Return the attributions of an article, in the order of the text.

    Args:
        annotation: the annotated article.
        rules: names of the rules to apply (see ``RULES``); None applies all.
        choose: False gives what the rules find in the first parse, without confidence.
        min_confidence: records less likely right than this are left out (0 keeps all).

    Raises:
        ValueError: a name is not a rule's.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> text = "The minister said that taxes would rise."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> [(text[slice(*a.source[0])], text[slice(*a.content[0])])
    ...  for a in find_attributions(annotation)]
    [('The minister', 'that taxes would rise')]

    The terms are those of Pareti (2012).
    """
    unknown = sorted(set(rules or ()) - set(RULES))
    if unknown:
        raise ValueError(f"There is no rule {', '.join(unknown)}: choose from {', '.join(RULES)}.")
    parsed, candidates = apply_rules(annotation, rules)
    if not choose:
        return nested(annotation, [candidate.attribution for candidate in candidates])
    weights = load_weights()
    first = second = rerank_candidates(parsed, candidates)
    doubtful = _doubtful_paragraphs(annotation, first, weights)
    if doubtful:
        del parsed, candidates  # of a long article both readings take much memory
        again = apply_rules(simplified_annotation(annotation, doubtful), rules)
        second = rerank_candidates(*again)
        del again
    kept = _likeliest(first, second, weights, min_confidence)
    if rules is None or "unattributed" in rules:
        kept += _unattributed(annotation, kept)
    kept += _inside_quotations(annotation, rules, weights, min_confidence)
    return nested(annotation, without_second_reports(annotation.text, kept))


def apply_rules(
    annotation: Annotation, rules: Collection[str] | None = None
) -> tuple[ParsedArticle, list[Candidate]]:
    """Return one parse as the rules see it, and what they find, in the order of the text."""
    parsed = ParsedArticle(annotation, load_cues())
    for name, rule in RULES.items():
        if rules is not None and name not in rules:
            continue
        for draft in rule(parsed):
            if draft.content:
                _grow(parsed, draft)
                parsed.add(draft)
    for draft in parsed.drafts:
        _grow(parsed, draft)  # a later rule may have added to it
    return parsed, _candidates(parsed)


def _grow(parsed: ParsedArticle, draft: Draft) -> None:
    """Let content that ends inside a quotation reach its marks, the cue's own words apart."""
    near = [
        q
        for q in parsed.quotations_near(draft.content[0][0], draft.content[-1][1])
        if not any(q.start <= s < q.end for s, _ in draft.cue)
    ]
    draft.content = grow_to_quotations(draft.content, near)


def _candidates(parsed: ParsedArticle) -> list[Candidate]:
    """The drafts as attributions with tidy edges, in the order of the text."""
    drafts = []
    for draft in parsed.drafts:
        content = merge(trim_all(parsed.text, subtract(merge(draft.content), draft.cue)))
        content = without_titles(parsed.text, content, parsed.annotation.quotations)
        marked = [_with_mark(parsed, span) for span in trim_all(parsed.text, draft.source)]
        source = trim_all(parsed.text, marked)
        if overlap(source, content):
            content = trim_all(parsed.text, subtract(content, source))
        relative = [parsed.text[s:e].lower() for s, e in content] in (["that"], ["which"])
        relative = relative and draft.head is not None and draft.head.dep == "relcl"
        if content and not relative:  # "the rise that Lee predicted"
            draft.content, draft.source = content, merge(source)
            drafts.append(draft)
    drafts.sort(key=lambda d: (d.content[0], d.cue))
    found = []
    for d in drafts:
        quotations = parsed.quotations_near(d.content[0][0], d.content[-1][1])
        a = Attribution(
            content=tuple(d.content),
            cue=tuple(d.cue),
            source=tuple(d.source),
            kind=kind_of(parsed.text, d.content, quotations),
            rule=d.rule,
            speech=d.speech or _is_finding(parsed, d),
        )
        if a.kind == "indirect" and d.rule in _OF_TOPICS:
            words = [w for s, e in a.content for w in parsed.text[s:e].lower().split()]
            topic = len(words) <= MAX_WORDS_OF_A_TOPIC and not _ANSWERS.intersection(words)
            a = replace(a, topic=topic)
        found.append(Candidate(a, features_of(parsed, d, a)))
    return found


def _is_finding(parsed: ParsedArticle, draft: Draft) -> bool:
    """Whether a text says what it found: "A poll showed that voters agree"."""
    head = head_of(parsed, draft.source) if draft.construction in _FINDINGS else None
    return head is not None and (noun_class(head) == "text" or head.lemma.lower() == "paper")


def _with_mark(parsed: ParsedArticle, span: Span) -> Span:
    """A source with the mark that closes a name in it, and without that of what was said before.

    "A man who goes by “Shorty”"; "“It rains,” Oslo police chief Ann Lee".
    """
    start, end = span
    for q in parsed.quotations_near(start, end):
        if q.closed and start < q.start and q.inner[1] - 1 <= end <= q.end:
            end = q.end
        elif q.closed and q.start < start < q.end < end:
            start = q.end
    return start, end


def _doubtful_paragraphs(
    annotation: Annotation, candidates: Iterable[Candidate], weights: Weights
) -> set[int]:
    """The paragraphs with a record that would be doubtful even if both parses agreed on it."""
    return {
        annotation.article.paragraph_at(start)
        for candidate in candidates
        if probability(as_if_agreed(candidate), weights) < PARSED_AGAIN_BELOW
        for start, _ in (*candidate.attribution.content, *candidate.attribution.cue)
    }


def _likeliest(
    first: Iterable[Candidate], second: Iterable[Candidate], weights: Weights, least: float
) -> list[Attribution]:
    """Of the records of both parses for one attribution, the likeliest, if likely enough."""
    kept = []
    for group in merge_readings(first, second):
        likely, best = max(
            ((probability(c.features, weights), c.attribution) for c in group),
            key=lambda pair: pair[0],
        )
        sure = likely >= least or best.rule == "transcript"  # a label on every turn is no chance
        if sure and best.rule != "unattributed":
            kept.append(replace(best, confidence=likely))
    return kept


def _unattributed(annotation: Annotation, kept: Iterable[Attribution]) -> list[Attribution]:
    """Quoted sentences that no attribution covers, returned without a source."""
    parsed = ParsedArticle(annotation, load_cues())
    for a in kept:
        parsed.add(Draft(a.rule, list(a.content)))
    return [
        Attribution(tuple(draft.content), (), (), "direct", draft.rule)
        for draft in quoted.unattributed(parsed)
    ]


def _inside_quotations(
    annotation: Annotation, rules: Collection[str] | None, weights: Weights, least: float
) -> list[Attribution]:
    """What is reported inside quotations: "“My doctor said it would help,” he told us".

    Quoted speech is full of things that *say* or *remind* in a figure of speech: only names,
    pronouns, people, bodies and texts count as its sources.
    """
    parsed = ParsedArticle(annotation, load_cues(), inside=True)
    for name in _INSIDE:
        if rules is None or name in rules:
            for draft in RULES[name](parsed):
                if _is_inside_one(annotation, draft) and _may_speak(parsed, draft.source):
                    parsed.add(draft)
    found = []
    for candidate in _candidates(parsed):
        likely = probability(as_if_agreed(candidate), weights)
        if likely >= least:
            found.append(replace(candidate.attribution, confidence=likely))
    return found


def _is_inside_one(annotation: Annotation, draft: Draft) -> bool:
    """Whether one quotation holds all of a draft."""
    quotation = draft.head.quotation if draft.head is not None else -1
    if quotation < 0 or not draft.content:
        return False
    start, end = annotation.quotations[quotation].inner
    return all(start <= s and e <= end for s, e in (*draft.content, *draft.cue, *draft.source))


def _may_speak(parsed: ParsedArticle, source: Iterable[Span]) -> bool:
    head = head_of(parsed, list(source))
    return head is None or head.pos != "NOUN" or noun_class(head) in ("text", "speaker")


def nested(annotation: Annotation, found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions in order, each with the smallest one whose content holds its cue."""
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
