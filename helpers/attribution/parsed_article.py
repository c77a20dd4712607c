"""Parsed article: an annotated article as the rules need it, and the drafts that they write."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from helpers.annotation import Annotation, Token
from helpers.article.quotation_marks import Quotation
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.cues import Cues

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_CUE_HEADS = ("VERB", "NOUN", "ADP", "ADJ")
# What may or ought to be said was not said: "a duty to remind them".
_DUE = frozenset("chance duty need obligation opportunity power responsibility right".split())
_HELPING = ("aux", "auxpass", "neg")
# Turns of phrase with a verb of saying that report nobody's words.
_IDIOMS = re.compile(
    r"\b(?:(?-i:That) (?:being )?said(?=,)|(?:and|but|all) that said(?=,)|having said that"
    r"|(?:that|this|which) is not to say"
    r"|not to mention|(?:needless|strange|sad|safe|fair|that is|suffice|suffice it) to say"
    r"|goes without saying|to say (?:the (?:very )?least|nothing of)|so to speak|as they say"
    r"|truth be told|to tell (?:you )?the truth|say (?:goodbye|farewell|hello)"
    r"|(?:who|hard|difficult) (?:is )?to say|easier said than done|all is said and done"
    r"|to name (?:but |just )?a few)\b",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Draft:
    """What a rule proposes: an attribution before its edges are tidied and overlaps settled.

    ``head`` is the head word of the cue, None without a cue; ``lemma``, ``construction`` and
    ``rate`` are those of its row in the lexicon.
    """

    rule: str
    content: list[Span]
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    head: Token | None = None
    speech: bool = True
    rate: float = 1.0
    lemma: str = ""
    construction: str = ""


class ParsedArticle:
    """One article in the form that rules need: verbs outside quotations, quotations, drafts."""

    def __init__(self, annotation: Annotation, cues: Cues, *, inside: bool = False):
        """Read the words outside quotations, or, with ``inside``, those of quotations alone."""
        self.annotation = annotation
        self.text = annotation.text
        self.tokens = annotation.tokens
        self.quotations = annotation.quotations
        self.cues = cues
        self.drafts: list[Draft] = []
        self._heads: dict[int, Draft] = {}
        self._in_paragraph: dict[int, list[Draft]] = {}
        self._tokens_in: list[list[Token]] = [[] for _ in self.quotations]
        for token in self.tokens:
            if token.quotation >= 0:
                self._tokens_in[token.quotation].append(token)
        self._token_starts = [t.start for t in self.tokens]
        self._quotation_starts = [q.start for q in self.quotations]
        self._quotation_ends = [q.end for q in self.quotations]
        self._sentence_starts = [s.start for s in annotation.sentences]
        self.idioms = [match.span() for match in _IDIOMS.finditer(self.text)]
        # "so-called", "self-described": a participle before a noun reports nothing by itself
        self.verbs = [
            t
            for t in self.tokens
            if t.pos == "VERB"
            and t.is_word  # "―" before who signs
            and (t.quotation >= 0) == inside
            and t.dep not in ("amod", "compound")
            and not self.in_idiom(t)
            and not (t.dep == "acl" and t.tag == "VB" and t.head.lemma.lower() in _DUE)
            and not is_told_to_readers(t)
        ]

    def in_idiom(self, token: Token) -> bool:
        """Whether a token is part of a turn of phrase, such as "needless to say"."""
        return any(start <= token.start < end for start, end in self.idioms)

    def may_tag(self, verb: Token, quotation: int) -> bool:
        """Whether a verb behind a quotation may tell who spoke.

        After a full stop a new sentence is narration ("“It is late.” The crowd roared.") unless
        its verb can take what is said as a clause ("“It is late.” Lee said.").
        """
        marks = self.quotations[quotation]
        stop = marks.closed and self.text[marks.inner[0] : marks.inner[1]].rstrip()[-1:] == "."
        new = self.text[marks.end : marks.end + 2].lstrip()[:1].isupper()
        if verb.start < marks.start or not (stop and new):
            return True
        return self.cues.verb(verb.lemma.lower(), "that") is not None

    def sentence(self, token: Token) -> tuple[Token, ...]:
        """The tokens of a token's sentence."""
        return self.annotation.tokens_of(self.annotation.sentences[token.sentence])

    def tokens_in(self, quotation: int) -> list[Token]:
        """The tokens of a quotation, its marks included."""
        return self._tokens_in[quotation]

    def add(self, draft: Draft) -> None:
        """Keep a draft, unless a rule before has used its cue."""
        if draft.head is not None and self._heads.setdefault(draft.head.i, draft) is not draft:
            return
        self.drafts.append(draft)
        self.place(draft)

    def tokens_between(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that begin in a stretch of text."""
        first = bisect_left(self._token_starts, start)
        return self.tokens[first : bisect_left(self._token_starts, end)]

    def cue_head(self, a: Attribution) -> Token | None:
        """The head word of a record's cue; without a cue the first word of its content."""
        words = [t for start, end in a.cue for t in self.tokens_between(start, end)]
        heads = (t for t in words if t.pos in _CUE_HEADS and t.dep not in _HELPING)
        if words:
            return next(heads, words[0])
        return next(iter(self.tokens_between(*a.content[0])), None)

    def place(self, draft: Draft) -> None:
        """Note in which paragraphs a draft is; to be called again when its content has grown."""
        for start, _ in [*draft.content, *draft.cue]:
            drafts = self._in_paragraph.setdefault(self.paragraph_at(start), [])
            if draft not in drafts:
                drafts.append(draft)

    def drafts_in(self, paragraph: int) -> list[Draft]:
        """The drafts with content or cue in a paragraph, in the order in which they were made."""
        return self._in_paragraph.get(paragraph, [])

    def paragraph_at(self, position: int) -> int:
        """The number of the paragraph of a character."""
        return self.annotation.article.paragraph_at(position)

    def quotations_near(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations that share a character with a stretch of text."""
        first = bisect_right(self._quotation_ends, start)
        last = bisect_left(self._quotation_starts, end)
        return self.quotations[first:last]

    def draft_of(self, head: Token) -> Draft | None:
        """The draft whose cue a token is the head of."""
        return self._heads.get(head.i)

    def sentence_at(self, position: int) -> int:
        """The number of the sentence of a character."""
        return bisect_right(self._sentence_starts, position) - 1

    def is_covered(self, quotation: Quotation) -> bool:
        """Whether most of a quotation is in the content of a draft."""
        start, end = quotation.inner
        return any(
            min(e, end) - max(s, start) > 0.5 * (end - start)
            for d in self.drafts_in(quotation.paragraph)
            for s, e in d.content
        )


def is_told_to_readers(verb: Token) -> bool:
    """Whether a sentence tells its readers to do something: "Ask Kim Lee about it"."""
    return verb.tag == "VB" and verb.head is verb and not has_child(verb, *SUBJECTS, "aux")


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The dependents of a token with one of these labels."""
    return (c for c in token.children if c.dep in deps)


def first_child(token: Token, *deps: str) -> Token | None:
    """The first dependent of a token with one of these labels."""
    return next(children(token, *deps), None)


def has_child(token: Token, *deps: str) -> bool:
    """Whether a token has a dependent with one of these labels."""
    return any(child.dep in deps for child in token.children)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; of several the first that is not in another quotation."""
    subjects = list(children(verb, *SUBJECTS))
    own = (subject for subject in subjects if subject.quotation in (-1, verb.quotation))
    return next(own, subjects[0] if subjects else None)


def finite_tag(verb: Token) -> str:
    """The tag of the finite part of a verb: of its first auxiliary, or its own."""
    auxiliaries = [c for c in children(verb, "aux", "auxpass") if c.i < verb.i]
    return auxiliaries[0].tag if auxiliaries else verb.tag


def head_of(parsed: ParsedArticle, spans: Sequence[Span]) -> Token | None:
    """The head word of a phrase; None where there is no word."""
    words = [t for start, end in spans[:1] for t in parsed.tokens_between(start, end)]
    inside = {t.i for t in words}
    heads = (t for t in words if t.is_word and (t.head is t or t.head.i not in inside))
    return next(heads, words[0] if words else None)
