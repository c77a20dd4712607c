"""Refusals: to decline to speak about something is an answer about it."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.edges import phrase_content
from helpers.attribution.parsed_article import Draft, ParsedArticle, children, first_child
from helpers.attribution.rules.verbs import cue_spans, verb_draft
from helpers.attribution.spans import merge

_REFUSE = frozenset(["decline", "refuse"])
_SAY = frozenset(
    ["acknowledge", "answer", "comment", "confirm", "detail", "deny", "disclose", "discuss",
     "elaborate", "expand", "explain", "identify", "name", "respond", "reveal", "say", "speak",
     "specify", "speculate", "talk"]
)  # fmt: skip
_TOPIC = frozenset(["on", "about", "to"])


def refusal(parsed: ParsedArticle) -> Iterator[Draft]:
    """A refusal to say something: "The firm refused to say whether it would pay"."""
    for verb in parsed.verbs:
        if verb.lemma.lower() not in _REFUSE:
            continue
        cue = parsed.cues.verb(verb.lemma.lower(), "infinitive")
        said = next((c for c in children(verb, "xcomp") if c.lemma.lower() in _SAY), None)
        if cue is None or said is None or said.i < verb.i:
            continue
        draft = verb_draft(parsed, "refusal", verb, cue, [])
        draft.speech = True
        topic, prep = _topic(said)
        if topic is None:
            draft.content = phrase_content(parsed, [said], verb)
        else:
            more = [t for t in (prep, *children(said, "aux")) if t is not None]
            draft.content = phrase_content(parsed, [topic], verb)
            draft.cue = merge([*draft.cue, *cue_spans(said, *more)])
        yield draft


def _topic(said: Token) -> tuple[Token | None, Token | None]:
    """What is not spoken about, and the preposition before it."""
    for child in said.children:
        if child.i < said.i:
            continue
        if child.dep in ("ccomp", "dobj", "advcl") and child.tag != "VBG":
            return child, None
        if child.dep == "prep" and child.text.lower() in _TOPIC:
            inside = first_child(child, "pobj", "pcomp")
            if inside is not None and said.lemma != "speak":
                return inside, child
    return None, None
