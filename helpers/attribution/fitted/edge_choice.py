"""Edge choice: whether content ends elsewhere than the parse says; each record reranked.

What depends on a content clause in the tree is not always said: in "She said she would vote,
highlighting a rift" the last clause is the reporter's, and the parser attaches it to *vote*. The
content could end before each mark and each word that may open a clause or a phrase, and it could
go on to each mark after it. Each such option gets visible features (the mark, the next word, what
depends on what, how much is moved), and a conditional logit with the weights of
``data/lexicons/edge_weights.tsv`` says how likely it is; the rule's own edges are the option
without features.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Any

from helpers.annotation import Token
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.fitted.confidence import (
    Candidate,
    Option,
    Weights,
    load_weights,
    shares,
)
from helpers.attribution.fitted.source_choice import source_options
from helpers.attribution.parsed_article import SUBJECTS, ParsedArticle
from helpers.attribution.spans import kind_of, merge, subtract, trim_all
from helpers.thresholds import MAX_EARLIER_ENDS, MAX_LATER_ENDS, MAX_TOKENS_TO_END

_SETTLED = frozenset(["transcript", "unattributed"])
_MARKS = frozenset([",", ";", ":", "–", "—", "-", "--", "(", ")", "...", "…", "―"])
_FULL_STOPS = frozenset([".", "?", "!"])
_OPENING_TAGS = frozenset(["WDT", "WP", "WRB", "TO", "VBG"])
_OPENING = frozenset(["CCONJ", "SCONJ", "ADP"])
_COORDINATORS = frozenset(["and", "or", "but"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
# Words that are features by themselves; any other counts by its tag.
_FUNCTION_WORDS = frozenset(
    """and or but while as because when after before if since although though where who which that
    whose whom with for on in at by to of from about during despite including without until unless
    so than like whether even just not such rather adding saying calling according""".split()
)


def edge_options(parsed: ParsedArticle, a: Attribution) -> list[Option]:
    """Return the rule's own edges, then every other place where the content may end, if any."""
    words = [t for start, end in a.content for t in parsed.tokens_between(start, end)]
    if a.rule in _SETTLED or not words:
        return []
    cue = parsed.cue_head(a) if a.cue else None
    own = tuple(a.content)
    options = []
    for end, features in (*_cuts(parsed, a, words, cue), *_growths(parsed, a, words, cue)):
        changed: list[Span] = [*a.content[:-1], (a.content[-1][0], end)]
        spans = tuple(merge(trim_all(parsed.text, changed)))
        if spans and spans != own:
            options.append(Option(spans, features))
    return [Option(own, {}, True), *options] if options else []


Ends = Iterator[tuple[int, dict[str, float]]]  # where the content may end, and what speaks for it


def _cuts(parsed: ParsedArticle, a: Attribution, words: Sequence[Token], cue: Token | None) -> Ends:
    last = parsed.tokens_between(*a.content[-1])
    found = 0
    for before, token in pairwise(last):
        if token.quotation >= 0 and before.quotation == token.quotation:
            continue
        if before.text in _MARKS or not _may_open(token) or found == MAX_EARLIER_ENDS:
            continue
        kept = [t for t in words if t.i < token.i]
        moved = [t for t in last if t.i >= token.i]
        features = _features("cut", a, moved, kept, cue)
        if features is not None and any(t.is_word for t in kept):
            found += 1
            yield before.end, features


def _growths(
    parsed: ParsedArticle, a: Attribution, words: Sequence[Token], cue: Token | None
) -> Ends:
    last = words[-1]
    # the content can't grow into the cue or the source
    taken = {t.i for s, e in (*a.cue, *a.source) for t in parsed.tokens_between(s, e)}
    after = [
        t
        for t in parsed.tokens[last.i + 1 : last.i + MAX_TOKENS_TO_END]
        if t.sentence == last.sentence
    ]
    if [t.text for t in after[:1]] == [";"] or [t.text for t in after[:2]] == [":", "a"]:
        return  # another's view, or the reporter's gloss
    run: list[Token] = []
    found = 0
    for token, following in zip_longest(after, after[1:]):
        if token.i in taken or found == MAX_LATER_ENDS:
            return
        run.append(token)
        if following is None or following.text in _FULL_STOPS or following.i in taken:
            stops = True
        else:
            stops = following.text in _MARKS and token.text not in _MARKS
        features = _features("grow", a, run, words, cue) if stops else None
        if features is not None:
            found += 1
            yield token.end, features


def _features(
    change: str, a: Attribution, moved: Sequence[Token], kept: Sequence[Token], cue: Token | None
) -> dict[str, float] | None:
    """What speaks for a change that takes ``moved`` away from the content or adds it."""
    words = [t for t in moved if t.is_word]
    if not words:
        return None
    kept_words = sum(t.is_word for t in kept)
    mark = moved[0].text if moved[0].text in _MARKS else "no mark"
    first = words[0]
    within = {t.i for t in moved}
    finite = [t for t in moved if t.tag in _FINITE]
    clause = any(c.dep in SUBJECTS and c.i in within for verb in finite for c in verb.children)
    heads = [t for t in words if t.head is t or t.head.i not in within]
    named = {
        "at": mark,
        "first": _name(first),
        "at and first": f"{mark} {first.tag}",
        "rule": a.rule,
        "kept ends": kept[-1].tag,
    }
    if first.text.lower() in _COORDINATORS and len(words) > 1:
        named["joined"] = f"{first.text.lower()} {_name(words[1])}"
    if heads:
        place = _place(heads[0], cue, {t.i for t in kept})
        named |= {"label": heads[0].dep, "label and head": f"{heads[0].dep} {place}"}
    measured = {
        "kept share (log)": math.log((kept_words + 0.5) / (kept_words + len(words) + 0.5)),
        "words moved (log)": math.log(1 + len(words)),
        "words kept (log)": math.log(1 + kept_words),
        "finite verb moved": float(bool(finite)),
        "clause moved": float(clause),
        "quotation moved": float(any(t.quotation >= 0 for t in moved)),
        "quotation kept": float(any(t.quotation >= 0 for t in kept)),
        "heads moved": float(min(3, len(heads) - 1)),
    }
    return (
        {change: 1.0}
        | {f"{change}, {name}={value}": 1.0 for name, value in named.items()}
        | {f"{change}, {name}": value for name, value in measured.items() if value}
    )


def _place(head: Token, cue: Token | None, kept: set[int]) -> str:
    """What a moved stretch depends on."""
    if head.head is head:
        return "nothing"
    if head.head is cue:
        return "cue"
    return "kept" if head.head.i in kept else "other"


def _may_open(token: Token) -> bool:
    """Whether a word or mark may be the first that is no longer said."""
    return token.text in _MARKS or token.pos in _OPENING or token.tag in _OPENING_TAGS


def _name(token: Token) -> str:
    word = token.text.lower()
    return word if word in _FUNCTION_WORDS else token.tag


def rerank_candidates(
    parsed: ParsedArticle,
    candidates: Iterable[Candidate],
    sources: Weights | None = None,
    edges: Weights | None = None,
) -> list[Candidate]:
    """Return the candidates with their likeliest sources and edges, in the order of the text."""
    of_sources = load_weights("source_weights") if sources is None else sources
    of_edges = load_weights("edge_weights") if edges is None else edges
    chosen = (
        _with_edges(parsed, _with_source(parsed, candidate, of_sources), of_edges)
        for candidate in candidates
    )
    return sorted(chosen, key=lambda c: (c.attribution.content[0], c.attribution.cue))


def _with_source(parsed: ParsedArticle, candidate: Candidate, weights: Weights) -> Candidate:
    a = candidate.attribution
    options = source_options(parsed, a)
    if not options:
        return candidate
    likely = shares(options, weights)
    number, best = _best(options, likely)
    features = _sureness("source", likely[number]) | {"nobody": likely[-1]}
    if not best.of_the_rule and (best.spans or number == len(options) - 1):
        a = replace(a, source=best.spans, revised="source")
        features["source revised"] = 1.0
    return Candidate(a, {**candidate.features, **features})


def _with_edges(parsed: ParsedArticle, candidate: Candidate, weights: Weights) -> Candidate:
    a = candidate.attribution
    options = edge_options(parsed, a)
    if not options:
        return candidate
    likely = shares(options, weights)
    number, best = _best(options, likely)
    features = _sureness("edges", likely[number])
    content = tuple(trim_all(parsed.text, subtract(best.spans, [*a.cue, *a.source])))
    if not best.of_the_rule and content:
        quotations = parsed.quotations_near(content[0][0], content[-1][1])
        kind = kind_of(parsed.text, content, quotations)
        changes = " and ".join(filter(None, [a.revised, "edges"]))
        a = replace(a, content=content, kind=kind, revised=changes)
        features["edges revised"] = 1.0
    return Candidate(a, {**candidate.features, **features})


def _best(options: Sequence[Option], likely: Sequence[float]) -> tuple[int, Option]:
    number = max(range(len(options)), key=likely.__getitem__)
    return number, options[number]


def _sureness(what: str, share: float) -> dict[str, float]:
    return {f"{what} sure (log odds)": math.log(share / (1.001 - share)), f"{what} sure": share}


def without_second_reports(text: str, kept: list[Attribution]) -> list[Attribution]:
    """Attributions cut before what the same source asks or charges with a second verb.

    In "The MP said the letters were false and called on the firm to pay" the fitted edges may
    take the call for a part of what was said. Annotated news takes other second verbs so too.
    """
    asking: defaultdict[tuple[Any, int], list[int]] = defaultdict(list)  # by source and end
    for b in kept:
        asks = b.rule == "infinitive" or (b.cue and text.startswith("accus", b.cue[0][0]))
        if asks and b.cue and b.source and b.speech:
            asking[b.source, b.content[-1][1]].append(b.cue[0][0])
    return [_cut_before(asking, text, a) if a.speech and a.cue else a for a in kept]


def _cut_before(
    asking: Mapping[tuple[Any, int], Sequence[int]], text: str, a: Attribution
) -> Attribution:
    """An attribution without the second reports that begin at cues inside its last words."""
    start, end = a.content[-1]
    for cue in asking.get((a.source, end), ()):
        joint = re.search(r",? (?:and|but) $", text[start:cue]) if start < cue else None
        if joint and a.cue[0][0] < start:
            shorter = replace(a, content=(*a.content[:-1], (start, start + joint.start())))
            return _cut_before(asking, text, shorter)
    return a
