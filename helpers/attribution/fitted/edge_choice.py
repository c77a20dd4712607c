"""Edge choice: whether content ends, or begins, elsewhere than the parse says.

What hangs below a content clause in the tree is not always said: in "She said she would vote,
highlighting a rift" the last clause is the author's, and the parser hangs it on *vote*. At each
mark and each word that may open a clause or a phrase the content could end; at each mark after
it the content could go on. Each such option gets features that a reader can see (the mark, the
word that follows, what hangs where, how much is moved), and a conditional logit with the
weights of ``data/lexicons/edge_weights.tsv`` says how likely it is, the rule's own edges being
the option without features.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from helpers.annotation import Token
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.fitted.weights import Option
from helpers.attribution.parsed_article import SUBJECTS, ParsedArticle
from helpers.attribution.spans import merge, trim_all

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
_CUTS = 14  # of one content at its end, nearest the beginning first
_START_CUTS = 6
_GROWTHS = 5
_START_GROWTHS = 4
_REACH = 80  # tokens beyond an edge within which the sentence must end


def edge_options(parsed: ParsedArticle, a: Attribution) -> list[Option]:
    """Return the rule's own edges, then every other place where the content may end or begin.

    Empty where there is nothing to choose.
    """
    words = [t for start, end in a.content for t in parsed.tokens_between(start, end)]
    if a.rule in _SETTLED or not words:
        return []
    cue = parsed.cue_head(a) if a.cue else None
    own = tuple(a.content)
    options = [
        Option(spans, features)
        for spans, features in (
            *_cuts_at_end(parsed, a, words, cue),
            *_growths_at_end(parsed, a, words, cue),
            *_cuts_at_start(parsed, a, words, cue),
            *_growths_at_start(parsed, a, words, cue),
        )
        if spans and spans != own
    ]
    return [Option(own, {}, True), *options] if options else []


Edges = Iterator[tuple[tuple[Span, ...], dict[str, float]]]


def _cuts_at_end(
    parsed: ParsedArticle, a: Attribution, words: Sequence[Token], cue: Token | None
) -> Edges:
    start = a.content[-1][0]
    last = parsed.tokens_between(*a.content[-1])
    found = 0
    for before, token in pairwise(last):
        if token.quotation >= 0 and before.quotation == token.quotation:
            continue
        if before.text in _MARKS or not _may_open(token) or found == _CUTS:
            continue
        kept = [t for t in words if t.i < token.i]
        moved = [t for t in last if t.i >= token.i]
        features = _features("cut end", a, moved, kept, _mark(token), cue)
        if features is not None and any(t.is_word for t in kept):
            found += 1
            yield _spans(parsed, [*a.content[:-1], (start, before.end)]), features


def _growths_at_end(
    parsed: ParsedArticle, a: Attribution, words: Sequence[Token], cue: Token | None
) -> Edges:
    last = words[-1]
    taken = _taken(parsed, a)
    after = [t for t in parsed.tokens[last.i + 1 : last.i + _REACH] if t.sentence == last.sentence]
    run: list[Token] = []
    found = 0
    for token, following in zip_longest(after, after[1:]):
        if token.i in taken or found == _GROWTHS:
            return
        run.append(token)
        to_end = following is None or following.text in _FULL_STOPS
        stops = to_end or (
            following is not None
            and (following.i in taken or (following.text in _MARKS and token.text not in _MARKS))
        )
        features = _features("grow end", a, run, words, _mark(run[0]), cue) if stops else None
        if features is not None:
            found += 1
            features["grow end, to the end of the sentence"] = float(to_end)
            yield _spans(parsed, [*a.content[:-1], (a.content[-1][0], token.end)]), features


def _cuts_at_start(
    parsed: ParsedArticle, a: Attribution, words: Sequence[Token], cue: Token | None
) -> Edges:
    if cue is not None and cue.start <= a.content[0][0]:
        return
    first = parsed.tokens_between(*a.content[0])
    found = 0
    for number in range(len(first) - 1, 0, -1):
        mark, token = first[number - 1], first[number]
        if mark.text not in _MARKS or mark.quotation >= 0 or found == _START_CUTS:
            continue
        kept = [t for t in words if t.i >= token.i]
        features = _features("cut start", a, first[:number], kept, mark.text, cue)
        if features is not None and any(t.is_word for t in kept):
            found += 1
            features[f"cut start, kept begins={_name(kept[0])}"] = 1.0
            yield _spans(parsed, [(token.start, a.content[0][1]), *a.content[1:]]), features


def _growths_at_start(
    parsed: ParsedArticle, a: Attribution, words: Sequence[Token], cue: Token | None
) -> Edges:
    first = words[0]
    if cue is not None and cue.start <= a.content[0][0]:
        return
    taken = _taken(parsed, a)
    before = [
        t for t in parsed.tokens[max(0, first.i - _REACH) : first.i] if t.sentence == first.sentence
    ]
    run: list[Token] = []
    found = 0
    for number in range(len(before) - 1, -1, -1):
        token = before[number]
        if token.i in taken or found == _START_GROWTHS:
            return
        run.insert(0, token)
        previous = before[number - 1] if number else None
        stops = previous is None or previous.text in _MARKS or previous.i in taken
        if not stops or token.text in _MARKS:
            continue
        features = _features("grow start", a, run, words, _mark(run[-1]), cue)
        if features is not None:
            found += 1
            features["grow start, to the start of the sentence"] = float(previous is None)
            yield _spans(parsed, [(token.start, a.content[0][1]), *a.content[1:]]), features


def _features(
    change: str,
    a: Attribution,
    moved: Sequence[Token],
    kept: Sequence[Token],
    mark: str,
    cue: Token | None,
) -> dict[str, float] | None:
    """What speaks for a change that takes ``moved`` away from the content or adds it."""
    moved_words = [t for t in moved if t.is_word]
    if not moved_words:
        return None
    kept_words = sum(t.is_word for t in kept)
    first = moved_words[0]
    within = {t.i for t in moved}
    finite = [t for t in moved if t.tag in _FINITE]
    kept_finite = [t for t in kept if t.tag in _FINITE]
    named = {
        "at": mark,
        "first": _name(first),
        "at and first": f"{mark} {first.tag}",
        "rule": a.rule,
        "kind": a.kind,
        "kept ends": kept[-1].tag if change.endswith("end") else kept[0].tag,
    }
    if first.text.lower() in _COORDINATORS and len(moved_words) > 1:
        named["joined"] = f"{first.text.lower()} {_name(moved_words[1])}"
    heads = [t for t in moved_words if t.head is t or t.head.i not in within]
    clause = any(c.dep in SUBJECTS and c.i in within for verb in finite for c in verb.children)
    measured = {
        "kept share (log)": math.log((kept_words + 0.5) / (kept_words + len(moved_words) + 0.5)),
        "words moved (log)": math.log(1 + len(moved_words)),
        "words kept (log)": math.log(1 + kept_words),
        "few words kept": float(kept_words <= 3),
        "finite verb moved": float(bool(finite)),
        "clause moved": float(clause),
        "finite verb kept": float(bool(kept_finite)),
        "quotation moved": float(any(t.quotation >= 0 for t in moved)),
        "quotation kept": float(any(t.quotation >= 0 for t in kept)),
        "same tense": float(bool(finite and kept_finite) and finite[0].tag == kept_finite[0].tag),
        "heads moved": float(min(3, len(heads) - 1)),
    }
    if heads:
        head = heads[0]
        place = _place(head, cue, {t.i for t in kept})
        named |= {"hangs as": head.dep, "hangs on": place, "hangs": f"{head.dep} {place}"}
        if head.dep == "conj" and cue is not None:
            measured["conjunct like the cue"] = float(head.tag == cue.tag)
            measured["conjunct like its head"] = float(head.tag == head.head.tag)
    return (
        {change: 1.0}
        | {f"{change}, {name}={value}": 1.0 for name, value in named.items()}
        | {f"{change}, {name}": value for name, value in measured.items() if value}
    )


def _place(head: Token, cue: Token | None, kept: set[int]) -> str:
    """What a moved stretch hangs on."""
    if head.head is head:
        return "nothing"
    if head.head is cue:
        return "cue"
    return "kept" if head.head.i in kept else "other"


def _may_open(token: Token) -> bool:
    """Whether a word or mark may be the first that is not said any more."""
    return token.text in _MARKS or token.pos in _OPENING or token.tag in _OPENING_TAGS


def _mark(token: Token) -> str:
    return token.text if token.text in _MARKS else "no mark"


def _name(token: Token) -> str:
    word = token.text.lower()
    return word if word in _FUNCTION_WORDS else token.tag


def _taken(parsed: ParsedArticle, a: Attribution) -> set[int]:
    """Tokens into which content can't grow: the cue and the source."""
    spans = (*a.cue, *a.source)
    return {t.i for start, end in spans for t in parsed.tokens_between(start, end)}


def _spans(parsed: ParsedArticle, content: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(merge(trim_all(parsed.text, content)))
