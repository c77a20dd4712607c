"""Source choice: which mention is the source, where the parse leaves it open.

A rule takes the subject of the cue, or climbs to that of the clause above. Where the cue has no
subject of its own other mentions are possible ("Lee ran an ad *calling* the plan a mistake": the
ad, or Lee?). Each gets visible features (its place, its path to the cue in the tree, its kind of
word), and a conditional logit with the weights of ``data/lexicons/source_weights.tsv`` says how
likely each is. Choosing the source among mentions by a linear model: O'Keefe et al. (2012, "A
Sequence Labelling Approach to Quote Attribution", EMNLP).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.annotation import Token
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.fitted.confidence import Option
from helpers.attribution.parsed_article import ParsedArticle, head_of
from helpers.attribution.sources import is_aside, phrase_of
from helpers.attribution.spans import merge, subtract, trim_all
from helpers.lexicons import load_lexicon
from helpers.thresholds import MAX_TOKENS_AFTER_CUE, MAX_TOKENS_BEFORE_CUE

# Rules whose source does not come from the grammar around a cue.
_SETTLED = frozenset(
    "transcript headline unattributed named paragraph_of_quotation continuation hearsay".split()
)
_SUBJECTS = ("nsubj", "nsubjpass")
_FINITE = ("VBD", "VBZ", "VBP")
_CLIMB = 5  # steps up the tree that describe the path from a cue to a mention
# Texts by which somebody speaks: the source may be the text or its author.
_TEXTS = frozenset(
    "ad analysis article audit book brief document editorial email filing inquiry investigation "
    "lawsuit letter memo message note petition poll post record report research resolution review "
    "speech statement study survey tweet video".split()
)


def source_options(parsed: ParsedArticle, a: Attribution) -> list[Option]:
    """Return the mentions that may be the source of an attribution, and "nobody" as the last.

    Empty where there is nothing to choose: the rule found the subject of a finite cue verb, or
    took the source from elsewhere than the grammar.
    """
    cue = parsed.cue_head(a)
    if cue is None or a.rule in _SETTLED or _is_plain(parsed, a, cue) or is_aside(parsed, cue):
        return []
    around = _Around.of(parsed, a, cue)
    mentions = list(_mentions(parsed, a, around))
    options = []
    for mention in mentions:
        own = mention is around.own
        features = _features(parsed, a, around, mention, mentions)
        spans = a.source if own else _phrase(parsed, a, mention, cue)
        options.append(Option(spans, features, own))
    nobody = {
        "nobody": 1.0,
        f"nobody, rule={a.rule}": 1.0,
        f"nobody, cue={cue.tag} {cue.dep}": 1.0,
    }
    if not a.source:
        nobody["nobody by the rule"] = 1.0
    return [*options, Option((), nobody, not a.source)]


@dataclass(frozen=True, slots=True)
class _Around:
    """The numbers of the tokens of a record, and what governs its cue."""

    cue: Token
    chain: list[Token]  # the cue and what governs it
    content: frozenset[int]
    words: frozenset[int]  # of the cue itself
    source: frozenset[int]
    own: Token | None  # head of the rule's source

    @classmethod
    def of(cls, parsed: ParsedArticle, a: Attribution, cue: Token) -> _Around:
        content, words, source = (
            frozenset(t.i for start, end in spans for t in parsed.tokens_between(start, end))
            for spans in (a.content, a.cue, a.source)
        )
        return cls(cue, _chain(cue), content, words, source, head_of(parsed, a.source))


def _is_plain(parsed: ParsedArticle, a: Attribution, cue: Token) -> bool:
    """Whether the source is the subject of a finite cue verb: no other mention is likelier."""
    if len(a.source) != 1 or cue.tag not in _FINITE:
        return False
    head = head_of(parsed, a.source)
    return head is not None and head.head is cue and head.dep == "nsubj"


def _chain(token: Token) -> list[Token]:
    chain = [token]
    while len(chain) < _CLIMB and chain[-1].head is not chain[-1]:
        chain.append(chain[-1].head)
    return chain


def _mentions(parsed: ParsedArticle, a: Attribution, around: _Around) -> Iterator[Token]:
    """The heads of noun phrases near a cue, outside its content; the rule's own first."""
    if around.own is not None:
        yield around.own
    cue = around.cue
    paragraph = parsed.paragraph_at(cue.start)
    taken = around.content | around.words | around.source
    for token in parsed.tokens[
        max(0, cue.i - MAX_TOKENS_BEFORE_CUE) : cue.i + MAX_TOKENS_AFTER_CUE
    ]:
        before = token.sentence == cue.sentence - 1 and token.dep in _SUBJECTS
        if token.sentence != cue.sentence and not before:
            continue
        if token.i in taken or token.tag == "EX" or token.dep == "compound":
            continue
        if token.pos not in ("NOUN", "PROPN", "PRON") and token.dep not in _SUBJECTS:
            continue
        if token.quotation >= 0 and token.quotation != cue.quotation:
            continue
        if before and parsed.paragraph_at(token.start) != paragraph:
            continue
        yield token


def _features(
    parsed: ParsedArticle,
    a: Attribution,
    around: _Around,
    mention: Token,
    mentions: Sequence[Token],
) -> dict[str, float]:
    cue = around.cue
    link = _link(mention, around.chain) if mention.sentence == cue.sentence else "sentence before"
    first, last = sorted((mention.i, cue.i))
    between = parsed.tokens[first + 1 : last]
    nouns = [t for t in mentions if first < t.i < last]
    gap = sum(t.is_word and t.i not in around.content for t in between)
    side = "before" if mention.i < cue.i else "after"
    features = {
        "somebody": 1.0,
        f"link={link}": 1.0,
        f"link={link}, cue={cue.tag}": 1.0,
        f"{side} a {cue.tag}": 1.0,
        f"{side} as {mention.dep}": 1.0,
        f"{side}, words between (log)": math.log(1 + gap),
        f"{side}, nouns between": min(5.0, len(nouns)),
        f"{side}, subjects between": min(3.0, sum(t.dep in _SUBJECTS for t in nouns)),
        f"entity={mention.entity or 'none'}": 1.0,
        f"part of speech={mention.pos}": 1.0,
        "comma between": float(any(t.text == "," for t in between)),
    }
    if mention.pos in ("PRON", "DET"):
        features[f"word={mention.text.lower()}"] = 1.0
    elif mention.pos == "NOUN":
        features[f"noun={noun_class(mention)}"] = 1.0
    if mention is around.own:
        features |= {"the rule's": 1.0, f"the rule's={a.rule}": 1.0}
        features[f"the rule's, link={link}"] = 1.0
    return features


def _link(mention: Token, chain: Sequence[Token]) -> str:
    """The path from a mention to a cue: its own label, then the steps down to the cue."""
    for steps, governor in enumerate(chain):
        down = "/".join(t.dep for t in chain[:steps]) if steps < 3 else f"{steps} steps"
        if mention is governor:
            return f"governs {down}"
        if mention.head is governor:
            return f"{mention.dep} above {down}" if steps else mention.dep
    for steps, governor in enumerate(chain[:3]):
        if mention.head.head is governor:
            return f"{mention.dep} of {mention.head.dep}, {steps} steps"
    return "far"


@lru_cache(maxsize=1)
def _speakers() -> frozenset[str]:
    """Nouns for people and bodies."""
    lists = ("person_roles", "organisation_words", "collective_sources")
    return frozenset(
        row["entry"].lower() for name in lists for row in load_lexicon(name, ("entry",))
    )


def noun_class(noun: Token) -> str:
    """What a noun is as a source: a name, a text, a speaker, or something else."""
    if noun.pos == "PROPN":
        return "name"
    lemma = noun.lemma.lower()
    if lemma in _TEXTS:
        return "text"
    return "speaker" if lemma in _speakers() else "other"


def _phrase(parsed: ParsedArticle, a: Attribution, mention: Token, cue: Token) -> tuple[Span, ...]:
    """The noun phrase of a mention, without what is content or cue."""
    spans = merge(trim_all(parsed.text, phrase_of(parsed, mention, cue)))
    return tuple(trim_all(parsed.text, subtract(spans, [*a.content, *a.cue])))
