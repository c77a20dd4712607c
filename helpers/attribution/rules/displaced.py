"""Speech apart from its cue: clauses far from their verb, quotations that go on with others."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.article.quotation_marks import Quotation
from helpers.attribution.edges import clause_content
from helpers.attribution.parsed_article import Draft, ParsedArticle, has_child, subject_of
from helpers.attribution.rules.quoted import extend, is_own_sentence, open_quotations, quoted_draft
from helpers.attribution.rules.verbs import verb_draft
from helpers.attribution.sources import phrase_of
from helpers.attribution.spans import contains, token_spans, trim_all
from helpers.thresholds import MAX_TOKENS_TO_CLAUSE, MIN_QUOTED_WORDS

_MARKS = {"that": "that", "whether": "question", "if": "question"}
_RELATIVE = frozenset(["that", "which", "who"])
_FINITE = ("VBD", "VBZ", "VBP", "MD")
# What is told, not who is told.
_STORIES = frozenset("anecdote fact joke lie news secret something story tale thing truth".split())
_TELLING = frozenset(["assure", "inform", "notify", "remind", "tell", "warn"])


def displaced(parsed: ParsedArticle) -> Iterator[Draft]:
    """A clause with *that* behind where and when it was said: "said in a debate that it rains".

    The parser takes it for a relative clause of the last noun, though *that* has no part in it: it
    has a subject of its own.
    """
    yield from _embedded(parsed)
    for verb in parsed.verbs:
        if parsed.draft_of(verb) is not None or has_child(verb, "ccomp"):
            continue
        misread = _misread_clause(parsed, verb)
        clause = _clause_after(parsed, verb) or misread
        if clause is None:
            continue
        mark, head = clause
        cue = parsed.cues.verb(verb.lemma.lower(), _MARKS[mark.text.lower()])
        if cue is None or not (cue.speech or misread):
            continue
        spans = clause_content(parsed, head, verb)
        begin = mark.start
        spans = [(max(start, begin), end) for start, end in spans if end > begin]
        spans[:1] = [(begin, spans[0][1])] if spans else []
        yield verb_draft(parsed, "displaced", verb, cue, spans)


def _embedded(parsed: ParsedArticle) -> Iterator[Draft]:
    """A report inside a relative clause: "a law that critics say harms trade"."""
    for verb in parsed.verbs:
        subject = subject_of(verb)
        following = parsed.tokens[verb.i + 1 : verb.i + 2]
        if subject is None or subject.i > verb.i or verb.tag not in _FINITE or not following:
            continue
        first = subject.subtree()[0].i
        pronoun, after = parsed.tokens[first - 1], following[0]
        if pronoun.text.lower() not in _RELATIVE or not first or pronoun.sentence != verb.sentence:
            continue
        cue = parsed.cues.verb(verb.lemma.lower(), "that")
        noun = parsed.tokens[first - 2] if first > 1 else pronoun
        if cue is None or not cue.speech or noun.pos not in ("NOUN", "PROPN", "PUNCT"):
            continue
        if after.tag not in _FINITE and not after.text.endswith("ed"):
            continue
        top = after
        while top.head.i > verb.i and top.head is not top and top.head.sentence == verb.sentence:
            top = top.head
        rest = [t for t in top.subtree() if t.i > verb.i]
        spans = trim_all(parsed.text, token_spans([pronoun, *rest]))
        yield verb_draft(parsed, "displaced", verb, cue, spans)


def _clause_after(parsed: ParsedArticle, verb: Token) -> tuple[Token, Token] | None:
    """The mark and the head of a clause below a phrase of place or time of the verb."""
    sentence = parsed.sentence(verb)
    for token in sentence[verb.i - sentence[0].i + 1 :][:MAX_TOKENS_TO_CLAUSE]:
        if token.quotation >= 0 or token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if token.text.lower() not in _MARKS or not (
            token.dep == "mark" or _is_told(verb, token.head)
        ):
            continue
        head = token.head
        below = verb in head.ancestors() and head.head is not verb
        if below and head.dep in ("relcl", "acl") and subject_of(head) not in (None, token):
            return token, head
        return None
    return None


def _misread_clause(parsed: ParsedArticle, verb: Token) -> tuple[Token, Token] | None:
    """A clause right behind its verb whose own verb the parser takes for a noun.

    "found that half of the schools lack heating": *that* then depends on a noun.
    """
    mark = parsed.tokens[verb.i + 1] if verb.i + 1 < len(parsed.tokens) else verb
    if mark.text.lower() != "that" or mark.tag != "IN" or mark.head is verb:
        return None
    head = mark.head
    while head.head is not verb and head.head is not head:
        head = head.head
    return (mark, head) if head.head is verb and head.i > mark.i else None


def _is_told(verb: Token, clause: Token) -> bool:
    """Whether a clause tells what somebody was told: "told the paper that he fled"."""
    told = clause.head
    if verb.lemma not in _TELLING or told.head is not verb or told.dep != "dobj":
        return False
    return told.lemma.lower() not in _STORIES


def continuation(parsed: ParsedArticle) -> Iterator[Draft]:
    """A later quotation of the paragraph without a cue goes on: "A," he said. "B."."""
    for quotation, inside in open_quotations(parsed):
        if inside[0].i == 0:
            continue
        before = parsed.tokens[inside[0].i - 1]
        own = before.paragraph == inside[0].paragraph and before.text[-1] in ".!?”\"'’)…"
        if not own and quotation.words < MIN_QUOTED_WORDS:
            continue
        previous = _speech_before(parsed, quotation)
        announcing = _announcing(parsed, before) if own and previous is None else None
        if announcing is not None and is_own_sentence(parsed, quotation, inside):
            content = [(quotation.start, quotation.end)]
            yield quoted_draft(parsed, "continuation", announcing, content, True)
        if previous is None or not _is_near(parsed, previous, quotation):
            continue
        if previous.head is not None and _is_told_question(previous.head):
            answering = _who_was_asked(previous.head)
            if answering is not None:
                content = [(quotation.start, quotation.end)]
                yield Draft("continuation", content, [], phrase_of(parsed, answering, None))
            continue
        extend(parsed, previous, quotation)


def _announcing(parsed: ParsedArticle, last: Token) -> Token | None:
    """The verb of a sentence that says only that somebody spoke: "Lee said in a letter. “...”"."""
    root = next((t for t in parsed.sentence(last) if t.head is t), last)
    if root.pos != "VERB" or root.quotation >= 0 or parsed.draft_of(root) is not None:
        return None
    cue = parsed.cues.verb(root.lemma.lower(), "quote")
    return root if cue is not None and cue.speech and subject_of(root) is not None else None


def _is_told_question(verb: Token) -> bool:
    """Whether a passive cue says what somebody was asked: "Lee was asked whether ..."."""
    passive = verb.tag == "VBN" and not has_child(verb, "nsubj")
    return verb.lemma in ("ask", "press", "question") and passive


def _who_was_asked(verb: Token) -> Token | None:
    """Whoever was asked: the subject of the passive, or of the sentence ("Asked if ..., Lee")."""
    subject = subject_of(verb)
    if subject is not None:
        return subject
    return subject_of(verb.head) if verb.dep in ("advcl", "acl", "dep") else None


def paragraph_of_quotation(parsed: ParsedArticle) -> Iterator[Draft]:
    """A paragraph that is one quotation: the paragraph before leads to it."""
    for quotation, inside in open_quotations(parsed):
        if inside[0].i == 0:
            continue
        last = parsed.tokens[inside[0].i - 1]
        left_open = last.quotation >= 0 and not parsed.quotations[last.quotation].closed
        if quotation.words < MIN_QUOTED_WORDS and not left_open:
            continue
        paragraph = parsed.annotation.article.paragraphs[quotation.paragraph]
        if last.paragraph == quotation.paragraph or quotation.start > paragraph.start + 2:
            continue
        earlier = parsed.annotation.article.paragraphs[last.paragraph]
        if parsed.text[: earlier.end].endswith(":"):
            verb = _leading_verb(parsed, last)
            held = parsed.draft_of(verb) if verb is not None else None
            if held is not None and held.content[0][0] > held.cue[0][0]:
                held.content = [(quotation.start, quotation.end)]
                parsed.place(held)
            elif held is not None:
                extend(parsed, held, quotation)
            elif verb is not None:
                content = [(quotation.start, quotation.end)]
                yield quoted_draft(parsed, "paragraph_of_quotation", verb, content, True)
            continue
        previous = _speech_at_end(parsed, last)
        if previous is None and _has_no_tag(parsed, quotation, inside):
            previous = _report_at_end(parsed, last)
        if previous is not None:
            extend(parsed, previous, quotation)
        elif (
            not quotation.closed and (held := _goes_on_in(parsed, inside[0].quotation)) is not None
        ):
            extend(parsed, held, quotation)


def _goes_on_in(parsed: ParsedArticle, index: int) -> Draft | None:
    """The record of the next paragraph, where a quotation without a closing mark goes on."""
    following = parsed.quotations[index + 1 : index + 2]
    if not following or following[0].paragraph != parsed.quotations[index].paragraph + 1:
        return None
    start = following[0].start
    drafts = parsed.drafts_in(following[0].paragraph)
    return next((d for d in drafts if d.cue and contains(d.content, start + 1)), None)


def _speech_before(parsed: ParsedArticle, quotation: Quotation) -> Draft | None:
    """The main draft of the last sentence that reports, in a paragraph before a quotation.

    "“It works,” he said when asked about it. “We like it.”" goes on with what he said, not
    with what he was asked: quoted speech first, then the cue highest in the tree.
    """
    paragraph = parsed.annotation.article.paragraphs[quotation.paragraph]
    found = [
        d
        for d in parsed.drafts_in(quotation.paragraph)
        if d.speech and any(paragraph.start <= s < quotation.start for s, _ in d.content)
    ]
    if not found:
        return None
    last = max(parsed.sentence_at(_place(d)) for d in found)
    near = [d for d in found if parsed.sentence_at(_place(d)) == last]

    def weight(draft: Draft) -> tuple[bool, int, int]:
        quoted = any(parsed.quotations_near(s, s + 1) for s, _ in draft.content)
        depth = sum(1 for _ in draft.head.ancestors()) if draft.head is not None else 0
        return quoted, -depth, draft.content[-1][0]

    return max(near, key=weight)


def _is_near(parsed: ParsedArticle, draft: Draft, quotation: Quotation) -> bool:
    """Whether no sentence of the reporter's own is between a draft and a quotation."""
    place = max(draft.content[-1][1] - 1, _place(draft))
    return parsed.sentence_at(quotation.start) - parsed.sentence_at(place) <= 1


def _place(draft: Draft) -> int:
    return draft.cue[0][0] if draft.cue else draft.content[-1][0]


def _speech_at_end(parsed: ParsedArticle, last: Token) -> Draft | None:
    """The draft of quoted speech with which a paragraph ends."""
    sentence = parsed.sentence(last)
    if last.quotation >= 0 and not parsed.is_covered(parsed.quotations[last.quotation]):
        return _speech_before(parsed, parsed.quotations[last.quotation])
    for draft in reversed(parsed.drafts_in(last.paragraph)):
        spans = [*draft.content, *draft.cue]
        if not draft.speech or draft.rule == "unattributed":
            continue
        if not any(s <= last.start and e > sentence[0].start for s, e in spans):
            continue
        if any(parsed.quotations_near(s, s + 1) for s, _ in draft.content):
            return draft
    return None


def _has_no_tag(parsed: ParsedArticle, quotation: Quotation, inside: list[Token]) -> bool:
    """Whether a quotation is a sentence of its own, with nothing or a new sentence behind it."""
    paragraph = parsed.annotation.article.paragraphs[quotation.paragraph]
    after = parsed.text[quotation.end : paragraph.end].strip()
    ends = parsed.text[slice(*quotation.inner)].rstrip()[-1:] in (".", "!", "?", "…")
    return ends and is_own_sentence(parsed, quotation, inside) and not after[:1].islower()


def _report_at_end(parsed: ParsedArticle, last: Token) -> Draft | None:
    """The draft that the last sentence of a paragraph reports: "Lee said that it may rain"."""
    for token in parsed.sentence(last):
        held = parsed.draft_of(token)
        if held is None or token.head is not token or _is_told_question(token):
            continue
        return held if held.speech and held.source and held.rule != "refusal" else None
    return None


def _leading_verb(parsed: ParsedArticle, last: Token) -> Token | None:
    """The verb that leads to the colon at the end of a sentence."""
    verbs = [t for t in parsed.sentence(last) if t.pos == "VERB" and t.quotation < 0]
    listed = [v for v in verbs if parsed.cues.verb(v.lemma.lower(), "quote") is not None]
    return listed[-1] if listed else next(iter(reversed(verbs)), None)
