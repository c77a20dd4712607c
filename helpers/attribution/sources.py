"""Sources: the noun phrase that names who speaks, found from the cue upwards in the tree."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.annotation import Token
from helpers.attribution.attribution import Span
from helpers.attribution.parsed_article import (
    SUBJECTS,
    ParsedArticle,
    children,
    finite_tag,
    first_child,
    has_child,
    subject_of,
)
from helpers.attribution.spans import trim_all
from helpers.thresholds import MAX_STEPS_UP

RELATIVE = frozenset({"who", "which", "that", "whom"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
# Verbs whose infinitive is done by their object: "asked them to explain".
OBJECT_CONTROL = frozenset(
    "advise allow ask authorize beg cause challenge command compel convince direct enable "
    "encourage expect force get help instruct invite lead let make order permit persuade press "
    "pressure prompt push remind request require tell tempt urge want warn".split()
)
_CLIMBED = frozenset("pcomp pobj prep xcomp advcl conj ccomp acomp dep parataxis attr oprd".split())
_NAMED = ("PROPN", "PRON", "NOUN", "NUM")  # "4 in 10 say"
# How somebody was reached: "said by phone" names no speaker.
_MEANS = frozenset(["phone", "telephone", "email", "e-mail", "mail", "fax", "radio", "text"])
_SPANS = frozenset(["moment", "minute", "hour", "day", "week", "month", "year"])
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
TIMES = frozenset(["DATE", "TIME"])
# What may follow a participle that says what somebody was asked ("Asked whether ...").
_ABOUT = ("whether", "if", "about", "what", "why", "how")
_ASKED = {"ask": _ABOUT, "press": ("on", *_ABOUT), "question": ("on", *_ABOUT), "tell": ("that",)}


def noun_phrase(parsed: ParsedArticle, head: Token, cue: Token | None = None) -> list[Span]:
    """Return the whole noun phrase of a head, without what holds the cue.

    "a spokesman for the party, who was present," is one phrase with its complements and its
    relative clause; where the cue itself is in that clause the phrase ends before it.
    """
    tokens, stack = [], [head]
    while stack:
        token = stack.pop()
        tokens.append(token)
        stack += [c for c in token.children if cue is None or not (c is cue or _holds(c, cue))]
    run = _run_around(tokens, head)
    while len(run) > 1 and run[-1].dep in ("cc", "punct") and run[-1].quotation < 0:
        if run[-1].text == ")" and any(t.text == "(" for t in run):
            break
        run.pop()
    dated = len(run) > 1 and run[0].entity == "DATE" and run[0].tag == run[1].tag == "NNP"
    if dated or (len(run) > 1 and _CLOCK.fullmatch(run[0].text)):
        run = run[1:]  # "In May Lee said"; "14:50 Lee said": a live blog gives the time
    spans = trim_all(parsed.text, [(run[0].start, run[-1].end)])
    return [_without_possessive(parsed.text, s) for s in spans]


def source_of(parsed: ParsedArticle, verb: Token) -> list[Span]:
    """Return the source of a cue verb: its subject, its agent, or those of what governs it."""
    if is_asked(parsed, verb):
        head = agent_of(verb)
    elif quotes_as_saying(verb):
        head = subject_of(verb)  # of the passive: "“No,” she was quoted as saying"
    else:
        head = speaker_token(verb) or _beside(parsed, verb)
        if head is None and verb.dep == "advcl" and verb.tag == "VBG":
            head = _beside(parsed, _reported_by(verb))  # "In May Lee fell, saying that"
    return [] if head is None else phrase_of(parsed, head, verb)


def phrase_of(parsed: ParsedArticle, head: Token, cue: Token | None) -> list[Span]:
    """Return the phrase of a source; for a relative pronoun that of its antecedent as well."""
    if head.text.lower() in RELATIVE and head.pos in ("PRON", "DET", "SCONJ"):
        clause = next((a for a in (head, *head.ancestors()) if a.dep == "relcl"), None)
        if clause is not None and clause.head is not clause:
            noun = clause.head
            while noun.dep == "appos" and noun.head is not noun:
                noun = noun.head  # "Kim Lee, a senator who": the whole phrase speaks
            phrase = noun_phrase(parsed, noun, head)
            return sorted({*phrase, (head.start, head.end)})
    return noun_phrase(parsed, head, cue)


def speaker_token(verb: Token) -> Token | None:
    """Return the head word of who speaks, or None where the sentence names nobody.

    A verb without a subject takes that of the verb that governs it: the controller of an
    infinitive, the first of two conjuncts, what a participle or a relative clause describes.
    """
    token = verb
    for _ in range(MAX_STEPS_UP):
        found = _own(token, verb)
        if found is not None:
            return found
        if token is verb and is_passive(token):
            return None  # "was asked": the subject is not who speaks
        if token.dep in ("relcl", "acl") and token.head.pos in NOMINAL:
            return None if token.dep == "acl" and token.tag == "VBN" else token.head
        if token.dep in ("xcomp", "ccomp") and token.head.lemma in OBJECT_CONTROL:
            controlled = first_child(token.head, "dobj", "dative")
            if controlled is not None and controlled.i < token.i:
                return controlled
        if token.dep == "pcomp" and token.head.text.lower() == "as":
            quoted = first_child(token.head.head, "dobj")
            if quoted is not None:
                return quoted  # "quoted a commander as saying"
        if token.head is token or token.dep not in _CLIMBED:
            return None
        if token.dep == "advcl":
            token = _reported_by(token)
        else:
            token = _first_conjunct(token) if token.dep == "conj" else token.head
        if token.pos in ("NOUN", "PROPN"):
            owner = first_child(token, "poss")
            if owner is not None:
                return owner
        governed = first_child(token, "nsubjpass")
        if governed is not None:
            return governed
    return None


def quotes_as_saying(verb: Token) -> bool:
    """Whether a verb hands on to a second one: "quoted a commander as saying that ..."."""
    return any(
        prep.text.lower() == "as" and any(c.tag == "VBG" for c in children(prep, "pcomp"))
        for prep in children(verb, "prep")
        if verb.lemma in ("quote", "cite")
    )


def _reported_by(token: Token) -> Token:
    """The head of a participle: after a comma the reporting clause, not what it reports."""
    head = token.head
    if token.tag != "VBG" or head.i > token.i:
        return head
    for _ in range(MAX_STEPS_UP):
        if head.dep not in ("ccomp", "acl", "relcl", "xcomp", "pcomp", "prep", "pobj", "dobj"):
            break
        if head.head.i > head.i:
            break
        head = head.head
    return head


def _first_conjunct(token: Token) -> Token:
    """The verb to which a second report is joined ("said he was ill and added"): the cue."""
    head = token.head
    if head.dep == "ccomp" and head.head.i < head.i and head.head.pos == "VERB":
        outer = head.head
        if finite_tag(outer) == finite_tag(token) and finite_tag(token) in ("VBD", "VBZ"):
            return outer
    return head


def _beside(parsed: ParsedArticle, verb: Token) -> Token | None:
    """The noun next to a cue verb that the parse gives no subject: "“...,” said Kim"."""
    after_quotation = verb.i > 0 and parsed.tokens[verb.i - 1].quotation >= 0
    finite = verb.tag in ("VBD", "VBZ", "VBP")
    asks = verb.lemma == "tell" or (verb.lemma == "ask" and not after_quotation)
    inverted = None
    if finite and not asks:
        inverted = next(
            (c for c in verb.children if c.dep in ("dobj", "attr", "npadvmod", "dep", "oprd")
             and c.i > verb.i and c.quotation < 0 and (_is_aged(c) or (
                 c.pos in ("PROPN", "PRON", "NOUN") and c.entity not in TIMES))),
            None,
        )  # fmt: skip
    if inverted is not None and (verb.i == 0 or not parsed.tokens[verb.i - 1].is_word):
        return inverted
    if not finite or verb.i == 0:
        return None
    before = parsed.tokens[verb.i - 1]
    if before.pos == "ADV" and before.i and before.text.islower():
        before = parsed.tokens[before.i - 1]
    if before.sentence != verb.sentence or before.quotation >= 0:
        return None
    if before.text == ",":
        return _main_noun(parsed, verb)
    named = before.pos in _NAMED or before.text[0].isupper() or _is_aged(before)
    return before if named and before.tag != "EX" else None  # "there" in "there were"


def _is_aged(token: Token) -> bool:
    """Whether a word ends an age that stands for whoever has it: "the 34-year-old said"."""
    return token.text == "old" and token.entity == "DATE"


def is_passive(verb: Token) -> bool:
    """Return whether a verb is in the passive."""
    return any(c.dep in ("nsubjpass", "auxpass", "agent") for c in verb.children)


def agent_of(verb: Token) -> Token | None:
    """Return the head word of a passive verb's agent ("by officials")."""
    for by in verb.children:
        if by.dep == "agent" or (by.dep == "prep" and by.text.lower() == "by"):
            found = first_child(by, "pobj")
            if found is not None and found.lemma.lower() not in _MEANS:
                return found
    return None


def _main_noun(parsed: ParsedArticle, verb: Token) -> Token | None:
    """The noun before an apposition: "Kim Lee, a spokesman in Rome, said".

    Where a relative pronoun opens the insertion it is the noun before that.
    """
    for token in parsed.sentence(verb):
        if token.i >= verb.i or token.tag not in ("WP", "WP$", "WDT") or token.quotation >= 0:
            continue
        before = parsed.tokens[token.i - 2] if token.i > 1 else token
        if parsed.tokens[token.i - 1].text == "," and before.pos in ("PROPN", "NOUN"):
            return before if before.sentence == verb.sentence else None
    for token in reversed(parsed.sentence(verb)):
        if token.i >= verb.i or token.quotation >= 0 or token.pos not in ("PROPN", "NOUN", "PRON"):
            continue
        if token.dep in ("nsubj", "nsubjpass", "ROOT", "dep", "npadvmod", "attr", "dobj", "conj"):
            return token
    return None


def _own(token: Token, verb: Token) -> Token | None:
    if is_passive(token) and token is verb:
        return agent_of(token)
    subject = subject_of(token)
    if subject is not None and not _is_aged(subject):
        late = subject.entity in TIMES and subject.i > token.i  # "said Monday"
        if late or subject.tag == "EX" or subject.lemma.lower() in _SPANS:
            subject = None  # "Minutes later, Lee said"
    if subject is None or (subject.quotation >= 0 and subject.quotation != verb.quotation):
        return None
    return subject if token is verb or not is_passive(token) else None


def _holds(child: Token, cue: Token) -> bool:
    return any(a is child for a in cue.ancestors())


def _run_around(tokens: list[Token], head: Token) -> list[Token]:
    """The unbroken run of tokens that holds the head."""
    by_number = {t.i: t for t in tokens}
    first = last = head.i
    while first - 1 in by_number:
        first -= 1
    while last + 1 in by_number:
        last += 1
    return [by_number[i] for i in range(first, last + 1)]


def _without_possessive(text: str, span: Span) -> Span:
    start, end = span
    for clitic in ("'s", "’s"):
        if text[start:end].endswith(clitic):
            return start, end - len(clitic)
    return span


def is_asked(parsed: ParsedArticle, verb: Token) -> bool:
    """Whether a participle is a passive without its auxiliary: "Asked whether ..., she said"."""
    if is_aside(parsed, verb):
        return True
    if verb.tag not in ("VBN", "VBD") or verb.dep not in ("advcl", "acl", "dep", "relcl"):
        return False
    if has_child(verb, *SUBJECTS, "aux"):
        return False
    before = parsed.tokens[verb.i - 1].text.lower() if verb.i else "."
    return verb.lemma in ("ask", "press", "question", "quiz") and (
        verb.text[0].isupper() or before in ("when", "whenever", "if", "while", ",", ".", "once")
    )


def is_aside(parsed: ParsedArticle, verb: Token) -> bool:
    """Return whether what was asked is an aside: "Lee, asked why she left, blamed Roe"."""
    if verb.lemma not in _ASKED or verb.tag not in ("VBN", "VBD") or verb.i < 2:
        return False
    comma, noun = parsed.tokens[verb.i - 1], parsed.tokens[verb.i - 2]
    following = [t for t in parsed.sentence(verb) if t.i > verb.i]
    if comma.text != "," or noun.pos not in ("PROPN", "NOUN", "PRON") or len(following) < 3:
        return False
    if following[0].text.lower() not in _ASKED[verb.lemma]:
        return False
    return any(
        mark.text == "," and word.tag in ("VBD", "VBZ", "VBP", "MD")
        for mark, word in pairwise(following)
    )
