"""Edge choice: whether content ends elsewhere than the parse says.

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
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from helpers.annotation import Token
from helpers.attribution.attribution import Attribution, Span
from helpers.attribution.fitted.confidence import Option
from helpers.attribution.parsed_article import SUBJECTS, ParsedArticle
from helpers.attribution.spans import merge, trim_all
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
    """Return the rule's own edges, then every other place where the content may end.

    Empty where there is nothing to choose.
    """
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
