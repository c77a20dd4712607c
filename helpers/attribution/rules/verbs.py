"""Verb rules: a cue verb whose complement is the content.

Each construction of a verb has a key in the lexicon of cue verbs: ``that`` and ``clause``
(a clause with and without *that*), ``question`` (whether, what ...), ``quote`` (a quotation),
``insertion`` ("The plan, she said, fails"), ``infinitive`` and ``object+infinitive``.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.attribution.attribution import Span
from helpers.attribution.cues import Cue
from helpers.attribution.edges import SUMMING_UP, clause_content, phrase_content
from helpers.attribution.parsed_article import (
    Draft,
    ParsedArticle,
    children,
    first_child,
    has_child,
    subject_of,
)
from helpers.attribution.sources import TIMES, source_of
from helpers.attribution.spans import merge, token_spans

_QUESTION = frozenset("whether if what how why when where who whom which whose".split())
_ADVERBIAL = frozenset(["when", "if", "after", "before", "because", "while", "once", "as"])
_FINITE = ("VBD", "VBZ", "VBP")
_REFUSE = frozenset(["decline", "refuse"])
_SAY = frozenset(
    "acknowledge answer comment confirm detail deny disclose discuss elaborate expand explain "
    "identify name respond reveal say speak specify speculate talk".split()
)
_HEARING = frozenset("court inquest jury tribunal hearing inquiry trial juror".split())
_TOPIC = frozenset(["on", "about", "to"])
_CUE_PARTS = ("aux", "auxpass", "neg", "prt")


def cue_spans(verb: Token, *more: Token) -> list[Span]:
    """Return the cue: the verb with auxiliaries, negation, particle and adverbs among them."""
    own = (
        c
        for c in children(verb, *_CUE_PARTS)
        if c.quotation == verb.quotation
        if c.tag != "MD" or verb.tag in ("VB", "VBG")  # "Will wrote": a name
    )
    parts = [verb, *own, *more]
    first, last = min(t.i for t in parts), max(t.i for t in parts)
    adverbs = [c for c in children(verb, "advmod") if first < c.i < last]
    return token_spans([*parts, *adverbs])


def clause(parsed: ParsedArticle) -> Iterator[Draft]:
    """A verb with a content clause or quotation as its object: "She said (that) it rains"."""
    for verb in parsed.verbs:
        found = []
        for content in children(verb, "ccomp", "parataxis", "xcomp", "advcl"):
            if not _may_be_content(content, verb) or _has_own_object(parsed, verb, content):
                continue
            if content.quotation >= 0 and not parsed.may_tag(verb, content.quotation):
                continue
            leading = _leading(parsed, content, verb)
            if leading is not None:
                cue = parsed.cues.verb(leading.lemma.lower(), "quote")
                if cue is not None:
                    spans = clause_content(parsed, content, leading)
                    yield verb_draft(parsed, "clause", leading, cue, spans)
                    continue
            keys = clause_keys(content, verb)
            cue = cue_of(parsed, verb, *keys)
            if _is_heard(verb):
                cue = parsed.cues.verb("tell", *keys)
            if cue is None and keys == ("quote",) and subject_of(verb) is not None:
                cue = parsed.cues.verb("*", "quote")  # any verb may introduce a whole quotation
            if cue is not None:
                found.append((content, cue))
        if found:
            # clauses on both sides: what follows the verb is its object, what comes before it
            # is another sentence run on, unless a comma shows that the verb is set in between
            after = [(c, cue) for c, cue in found if c.i > verb.i]
            content, cue = after[0] if after else found[0]
            known = [c for c, _ in after]
            more = known[1:]
            if after:
                more += [c for c in children(verb, "ccomp") if c.i > content.i and c not in known]
            spans = clause_content(parsed, content, verb, more)
            draft = verb_draft(parsed, "clause", verb, cue, spans)
            if _is_heard(verb):
                draft.rule, draft.source = "hearsay", []
            yield draft


def _is_heard(verb: Token) -> bool:
    """Whether a court was told something, by whom is not said: "The inquest heard that ..."."""
    subject = subject_of(verb)
    return verb.lemma == "hear" and subject is not None and subject.lemma.lower() in _HEARING


def _leading(parsed: ParsedArticle, content: Token, verb: Token) -> Token | None:
    """The verb right before a quotation that the parser attached to another verb.

    "“No,” she told them, before adding: “Not yet.”"; "Asked why, Lee replied in a letter: “No.”"
    """
    if content.quotation < 0 or content.i < verb.i:
        return None
    first = parsed.tokens_in(content.quotation)[0].i
    between = [t for t in parsed.tokens[verb.i + 1 : first] if t.text not in (":", ",")]
    marked = parsed.tokens[first - 1].text in (":", ",")
    for leading in reversed(between):
        if leading.pos != "VERB" or leading.quotation >= 0:
            if leading is between[-1] and not marked:
                break
            continue
        if leading is between[-1]:
            return leading
        listed = parsed.cues.verb(leading.lemma.lower(), "quote") is not None
        own = leading.tag in _FINITE and subject_of(leading) is not None
        return leading if marked and listed and own and leading.dep != "relcl" else None
    return None


def _has_own_object(parsed: ParsedArticle, verb: Token, content: Token) -> bool:
    """Whether the clause before the verb is a run-on sentence: the verb has its own object.

    "Strike shuts ports, union vows to go on"; "He has accused Lee of fraud, a charge Lee denies".
    """
    if content.i > verb.i or content.quotation >= 0:
        return False
    answer = parsed.tokens[verb.i + 1 : verb.i + 3]
    if len(answer) == 2 and answer[0].text.lower() in ("yes", "no") and not answer[1].is_word:
        return True  # "Lee, asked whether it would rain, said no."
    if any(c.tag == "TO" for x in children(verb, "xcomp") if x.i > verb.i for c in x.children):
        return parsed.cues.verb(verb.lemma.lower(), "infinitive") is not None
    subject = subject_of(verb)
    obj = first_child(verb, "dobj")
    if obj is None or subject is None or not content.i < obj.i < subject.i:
        return False
    return obj.subtree()[0].text in ("a", "an") and obj.text in SUMMING_UP


def _may_be_content(content: Token, verb: Token) -> bool:
    if content.i < verb.i and content.quotation < 0 and has_child(verb, "neg"):
        return False  # "two were held; she did not say why": a sentence before, run on
    if content.dep == "ccomp":
        return not is_clause_of_agent(content, verb) and not _says_when(content, verb)
    if content.dep == "parataxis":
        return content.i < verb.i or content.quotation >= 0
    if content.dep == "xcomp":
        return content.tag == "VBG" and content.i == verb.i + 1
    mark = first_child(content, "mark")
    asks = verb.lemma in ("ask", "wonder", "inquire", "question")
    return asks and mark is not None and mark.text.lower() in ("if", "whether")


def _says_when(content: Token, verb: Token) -> bool:
    """Whether a clause gives the time, since *what* is the object: "What did he say when ...?"."""
    asked = any(c.text.lower() == "what" and c.i < verb.i for c in children(verb, "dobj"))
    return asked and content.subtree()[0].text.lower() in _ADVERBIAL


def is_clause_of_agent(content: Token, verb: Token) -> bool:
    """Whether "that" after an agent is a relative clause: "claimed by groups that few know"."""
    agent = first_child(verb, "agent")
    subject = subject_of(verb)
    if agent is None or subject is None or subject.text.lower() == "it":
        return False
    first = content.subtree()[0]
    return first.text.lower() == "that" and agent.subtree()[-1].i == first.i - 1


def clause_keys(content: Token, verb: Token) -> tuple[str, ...]:
    """The lexicon's keys for a content clause."""
    if content.quotation >= 0 and content.quotation != verb.quotation:
        return ("quote",)
    if any(c.tag == "TO" for c in children(content, "aux")):
        return ("object+infinitive" if subject_of(content) else "infinitive",)
    if content.tag == "VBG" or content.pos not in ("VERB", "AUX"):
        return ("gerund",)
    first = content.subtree()[0]
    if first.text.lower() in _QUESTION:
        return ("question",)
    if first.text.lower() == "that":
        return ("that",)
    if content.i < verb.i:
        return ("insertion",)
    return ("clause",)


def insertion(parsed: ParsedArticle) -> Iterator[Draft]:
    """A reporting clause set into what it reports: "The plan, she said, will fail"."""
    for verb in parsed.verbs:
        if verb.dep not in ("parataxis", "ccomp", "advcl", "dep", "conj", "relcl"):
            continue
        as_ = next((c for c in children(verb, "mark", "advmod") if c.text.lower() == "as"), None)
        if subject_of(verb) is None or has_child(verb, "ccomp"):
            continue
        if has_child(verb, "dobj") and lemma_of(verb) not in ("put it", "tell"):
            continue
        if as_ is None and has_child(verb, "mark"):
            continue
        below = verb.subtree()
        before = parsed.tokens[below[0].i - 1] if below[0].i else None
        opens = below[0].i == parsed.sentence(verb)[0].i and as_ is not None
        joined = as_ is not None and before is not None and before.tag == "CC"
        # "Instead, Lee told them, taxes would rise"
        opens = opens or (verb.dep == "parataxis" and verb.i < verb.head.i)
        set_off = below[0].text in _INSERTED or (before is not None and before.text in _INSERTED)
        if not opens and not set_off and not joined:
            continue
        content = verb.head
        if content.pos not in ("VERB", "AUX") or content.sentence != verb.sentence:
            continue
        said = first_child(verb, "xcomp") if verb.lemma == "use" else None  # "as she used to say"
        cue = cue_of(parsed, said or verb, "insertion" if as_ is None else "as")
        if cue is None:
            continue
        spans = clause_content(parsed, content, verb)
        more = (said, *children(said, "aux")) if said is not None else ()
        yield verb_draft(parsed, "insertion", verb, cue, spans, *more)


_INSERTED = frozenset([",", "—", "–", "-", "--"])


def verb_draft(
    parsed: ParsedArticle, rule: str, verb: Token, cue: Cue, content: list[Span], *more: Token
) -> Draft:
    """Return the draft of an attribution by a verb."""
    cue_words, source = cue_spans(verb, *more), source_of(parsed, verb)
    row = (cue.speech, cue.rate, cue.lemma, cue.construction)
    return Draft(rule, content, cue_words, source, verb, *row)


def lemma_of(verb: Token) -> str:
    """The lemma under which the lexicon knows a verb; "put it" is a verb of its own."""
    lemma = verb.lemma.lower()
    if lemma == "put" and any(c.text.lower() == "it" for c in children(verb, "dobj")):
        return "put it"
    return lemma


def cue_of(parsed: ParsedArticle, verb: Token, *keys: str) -> Cue | None:
    """Return the entry of a verb, first that with its particle, in one of these constructions."""
    for particle in children(verb, "prt"):
        cue = parsed.cues.verb(f"{verb.lemma} {particle.text}".lower(), *keys)
        if cue is not None:
            return cue
    return parsed.cues.verb(lemma_of(verb), *keys)


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
            timed = inside is not None and inside.entity in TIMES
            if inside is not None and said.lemma != "speak" and not timed:
                return inside, child
    return None, None
