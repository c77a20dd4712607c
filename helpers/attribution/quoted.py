"""Quotation rules: for quotations that no clause has claimed, in the order of trust."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.reading import Draft, Reading
from helpers.attribution.sources import source_of
from helpers.attribution.verbs import cue_spans
from helpers.quotations import Quotation

MIN_WORDS = 5  # a shorter quotation that nobody is said to utter is a title or a scare quote
_MAX_DISTANCE = 12  # tokens between a quotation and the verb that it may belong to


def governed_quotation(reading: Reading) -> Iterator[Draft]:
    """A quoted fragment below a cue verb: "spoke of a “national emergency”"."""
    for index, quotation in _open(reading):
        inside = reading.tokens_in(index)
        if not inside:
            continue
        ids = {id(t) for t in inside}
        root = next((t for t in inside if id(t.head) not in ids or t.head is t), inside[0])
        token = root
        for _ in range(6):
            if token.head is token:
                break
            token = token.head
            if token.pos == "VERB" and token.quotation < 0:
                break
        cue = reading.cues.verb(token.lemma.lower(), "quote")
        if token.pos != "VERB" or token.quotation >= 0 or cue is None:
            continue
        held = next((d for d in reading.drafts if d.head is token), None)
        if held is not None:
            held.content = sorted([*held.content, (quotation.start, quotation.end)])
            continue
        yield _quote_draft(reading, "governed_quotation", token, quotation, cue.speech)


def nearest_verb(reading: Reading) -> Iterator[Draft]:
    """A quotation beside a cue verb of its sentence, whatever the parse makes of it."""
    for index, quotation in _open(reading):
        inside = reading.tokens_in(index)
        if not inside:
            continue
        near = _nearest(reading, inside)
        if near is None:
            continue
        held = next((d for d in reading.drafts if d.head is near), None)
        if held is not None:
            held.content = sorted([*held.content, (quotation.start, quotation.end)])
            continue
        yield _quote_draft(reading, "nearest_verb", near, quotation, True)


def continuation(reading: Reading) -> Iterator[Draft]:
    """A later quotation of the paragraph without a cue goes on: "A," he said. "B."."""
    for index, quotation in _open(reading):
        inside = reading.tokens_in(index)
        if not inside:
            continue
        previous = _speech_before(reading, quotation)
        if previous is not None and _is_free(reading, quotation, inside):
            previous.content = sorted([*previous.content, (quotation.start, quotation.end)])
    yield from ()


def paragraph_of_quotation(reading: Reading) -> Iterator[Draft]:
    """A paragraph that is one quotation: what led to it stands in the paragraph before."""
    paragraphs = reading.annotation.article.paragraphs
    for index, quotation in _open(reading):
        paragraph = paragraphs[quotation.paragraph]
        start = reading.text[paragraph.start : quotation.start].strip()
        if start or quotation.words < MIN_WORDS or not quotation.paragraph:
            continue
        inside = reading.tokens_in(index)
        if not inside or inside[0].i == 0:
            continue
        last = reading.tokens[inside[0].i - 1]
        if last.paragraph != quotation.paragraph - 1:
            continue
        before = reading.text[: last.end].rstrip()
        if before.endswith(":"):
            verb = _last_verb(reading, last)
            if verb is not None:
                held = next((d for d in reading.drafts if d.head is verb), None)
                if held is not None and held.content and held.content[0][0] < verb.start:
                    held.content = sorted([*held.content, (quotation.start, quotation.end)])
                elif held is not None:
                    held.content = [(quotation.start, quotation.end)]
                else:
                    yield _quote_draft(reading, "paragraph_of_quotation", verb, quotation, True)
                continue
        open_before = [
            q for q in reading.quotations if q.paragraph == quotation.paragraph - 1 and not q.closed
        ]
        if open_before:
            draft = reading.holder(open_before[-1].inner[0])
            if draft is not None:
                draft.content = sorted([*draft.content, (quotation.start, quotation.end)])


def unattributed(reading: Reading) -> Iterator[Draft]:
    """A quotation of five words or more that nobody is named for."""
    for _, quotation in _open(reading):
        if quotation.words >= MIN_WORDS:
            yield Draft("unattributed", [(quotation.start, quotation.end)])


def _open(reading: Reading) -> Iterator[tuple[int, Quotation]]:
    for index, quotation in enumerate(reading.quotations):
        if not reading.is_covered(quotation):
            yield index, quotation


def _quote_draft(
    reading: Reading, rule: str, verb: Token, quotation: Quotation, speech: bool
) -> Draft:
    return Draft(
        rule,
        [(quotation.start, quotation.end)],
        cue_spans(reading, verb),
        source_of(reading, verb),
        verb,
        speech,
        lemma=verb.lemma.lower(),
        construction="quote",
    )


def _nearest(reading: Reading, inside: list[Token]) -> Token | None:
    """The cue verb next to a quotation, in its sentence and outside quotations."""
    first, last = inside[0], inside[-1]
    sentence = reading.sentence(first)
    left, right = sentence[0].i, max(reading.sentence(last)[-1].i, last.i)
    best: tuple[int, Token] | None = None
    for token in reading.tokens[left : right + 1]:
        if token.quotation >= 0 or token.pos != "VERB":
            continue
        if reading.cues.verb(token.lemma.lower(), "quote") is None:
            continue
        distance = first.i - token.i if token.i < first.i else token.i - last.i
        if distance <= _MAX_DISTANCE and (best is None or distance < best[0]):
            best = (distance, token)
    return best[1] if best else None


def _speech_before(reading: Reading, quotation: Quotation) -> Draft | None:
    """The last draft of the paragraph before a quotation that holds quoted speech."""
    best: Draft | None = None
    for draft in reading.drafts:
        if not draft.content or draft.content[0][0] >= quotation.start:
            continue
        paragraph = reading.annotation.article.paragraphs[quotation.paragraph]
        if draft.content[-1][0] < paragraph.start:
            continue
        if best is None or draft.content[-1] > best.content[-1]:
            best = draft
    return best


def _is_free(reading: Reading, quotation: Quotation, inside: list[Token]) -> bool:
    """Whether a quotation is a sentence of its own after a full stop."""
    first = inside[0]
    if first.i == 0:
        return False
    before = reading.tokens[first.i - 1]
    return (before.paragraph == first.paragraph and before.text[-1] in ".!?”\"'’") or (
        quotation.words >= MIN_WORDS
    )


def _last_verb(reading: Reading, last: Token) -> Token | None:
    """The verb that leads to the colon at the end of a sentence."""
    sentence = reading.sentence(last)
    verbs = [t for t in sentence if t.pos == "VERB" and t.quotation < 0]
    listed = [v for v in verbs if reading.cues.verb(v.lemma.lower(), "quote") is not None]
    return listed[-1] if listed else (verbs[-1] if verbs else None)
