"""Quotation rules: for quotations that no clause has claimed, in the order of trust."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.article.quotation_marks import Quotation, looks_like_title
from helpers.attribution.attribution import Span
from helpers.attribution.cues import Cue
from helpers.attribution.edges import complement_content
from helpers.attribution.parsed_article import Draft, ParsedArticle, subject_of
from helpers.attribution.rules.verbs import lemma_of, verb_draft
from helpers.attribution.spans import contains, is_double
from helpers.thresholds import MAX_TOKENS_TO_QUOTATION, MIN_QUOTED_WORDS

# What announces a name in marks.
_NAMING = frozenset(["name", "nickname", "nicknamed", "alias", "moniker", "dubbed", "pseudonym"])
# What they have as an object is the title of a work more often than words.
_TITLING = frozenset(["title", "entitle", "name", "publish", "direct", "produce", "star"])
_WORKS = frozenset(["write", "read", "sing", "release", "host", "play", "watch", "compose"])


def governed_quotation(parsed: ParsedArticle) -> Iterator[Draft]:
    """A quoted fragment below a cue verb: "spoke of a “national emergency”"."""
    for quotation, inside in open_quotations(parsed):
        ids = {id(t) for t in inside}
        root = next((t for t in inside if id(t.head) not in ids), None)
        if root is None or is_own_sentence(parsed, quotation, inside):
            continue
        for token in root.ancestors():
            held = parsed.draft_of(token)
            if held is not None and not _in_source(held, quotation):
                extend(parsed, held, quotation)
                break
            if token.text == "with" and parsed.tokens[token.i - 1].text == ",":
                break  # what others say: ", with Lee warning of “chaos”"
            if token.pos != "VERB" or token.quotation >= 0 or token.dep == "amod":
                continue
            if token.lemma in _WORKS and looks_like_title(parsed.text[slice(*quotation.inner)]):
                break
            cue = parsed.cues.verb(token.lemma.lower(), "fragment")
            if cue is not None and held is None:
                content = complement_content(parsed, token, inside)
                yield quoted_draft(parsed, "governed_quotation", token, content, cue.speech)
                break


def nearest_verb(parsed: ParsedArticle) -> Iterator[Draft]:
    """A quotation beside a cue verb of its sentence, whatever the parse makes of it."""
    for quotation, inside in open_quotations(parsed):
        near = _nearest(parsed, inside)
        if near is None:
            continue
        held = parsed.draft_of(near)
        if held is not None:
            if near.i > inside[-1].i and _is_addressee(parsed, held):
                held.content = []
            if not _in_source(held, quotation):
                extend(parsed, held, quotation)
            continue
        content = [(quotation.start, quotation.end)]
        if not is_own_sentence(parsed, quotation, inside):
            content = complement_content(parsed, near, inside) or content
        yield quoted_draft(parsed, "nearest_verb", near, content, True)


def unattributed(parsed: ParsedArticle) -> Iterator[Draft]:
    """A quotation of five words or more that nobody is named for.

    A fragment inside a sentence, a headline and single marks are left out: they more often hold
    a term, a title or an ironic word than speech.
    """
    for quotation, inside in open_quotations(parsed):
        if quotation.words < MIN_QUOTED_WORDS or not is_double(parsed.text, quotation):
            continue
        if is_own_sentence(parsed, quotation, inside):
            yield Draft("unattributed", [(quotation.start, quotation.end)])


def open_quotations(parsed: ParsedArticle) -> Iterator[tuple[Quotation, list[Token]]]:
    """Quotations that no draft holds and that are no name ("goes by “Al”"), and their tokens."""
    for index, quotation in enumerate(parsed.quotations):
        inside = parsed.tokens_in(index)
        if inside and not parsed.is_covered(quotation) and not _is_name(parsed, inside):
            yield quotation, inside


def _is_name(parsed: ParsedArticle, inside: list[Token]) -> bool:
    """Whether what is between marks is the name that the words before it announce."""
    before = parsed.tokens[max(0, inside[0].i - 3) : inside[0].i]
    announced = bool(before) and before[-1].text.lower() in _NAMING
    as_ = [t.lemma for t in before[-2:]] in (["know", "as"], ["go", "by"])
    words = [t for t in inside if t.is_word]
    return (announced or as_) and all(t.text[:1].isupper() for t in words)


def extend(parsed: ParsedArticle, draft: Draft, quotation: Quotation) -> None:
    """Add a quotation to a draft; words between the two belong to it unless a cue is there."""
    span = (quotation.start, quotation.end)
    before = [s for s in draft.content if s[1] <= span[0]]
    if before and parsed.sentence_at(before[-1][0]) == parsed.sentence_at(span[0]):
        gap = (before[-1][1], span[0])
        taken = [*draft.cue, *draft.source]
        if not any(s < gap[1] and gap[0] < e for s, e in taken) and gap[1] - gap[0] < 80:
            span = (before[-1][0], span[1])
    draft.content = sorted([*draft.content, span])
    parsed.place(draft)


def is_own_sentence(parsed: ParsedArticle, quotation: Quotation, inside: list[Token]) -> bool:
    """Whether a quotation is a whole sentence: a capital first, and a mark of the end last."""
    words = parsed.text[slice(*quotation.inner)].strip(" …'‘“[(")
    if looks_like_title(words):
        return False
    after = parsed.text[quotation.end : quotation.end + 2].lstrip()[:1]
    before = parsed.text[max(0, quotation.start - 3) : quotation.start].rstrip()[-1:]
    opens = before in (".", "!", "?", "") or inside[0].i == parsed.sentence(inside[0])[0].i
    # a full stop is outside the marks in British papers
    ends = words[-1:] in ".,?!…—-" or after == "," or (opens and after in (".", "!", "?", ""))
    return words[:1].isupper() and (ends or not quotation.closed) and len(inside) > 2


def _in_source(draft: Draft, quotation: Quotation) -> bool:
    return contains(draft.source, quotation.inner[0])


def quoted_draft(
    parsed: ParsedArticle, rule: str, verb: Token, content: list[Span], speech: bool
) -> Draft:
    """Return the draft of a quotation that a verb introduces or follows."""
    cue = Cue(verb.lemma.lower(), "quote", rate=1.0, speech=speech)
    return verb_draft(parsed, rule, verb, cue, content)


def _nearest(parsed: ParsedArticle, inside: list[Token]) -> Token | None:
    """The cue verb next to a quotation, in its sentence or, without a clause, the next one."""
    first, last = inside[0], inside[-1]
    left = parsed.sentence(first)[0].i
    right = max(parsed.sentence(last)[-1].i, last.i)
    if right == last.i and right + 1 < len(parsed.tokens):
        following = parsed.tokens[right + 1]
        if following.paragraph == last.paragraph and following.quotation < 0:
            right = parsed.sentence(following)[-1].i
    quotation = parsed.quotations[first.quotation]
    own = is_own_sentence(parsed, quotation, inside)
    title = looks_like_title(parsed.text[slice(*quotation.inner)])
    best: tuple[int, Token] | None = None
    for token in parsed.tokens[max(left, first.i - MAX_TOKENS_TO_QUOTATION) : right + 1]:
        if token.i > last.i + MAX_TOKENS_TO_QUOTATION:
            break
        if token.quotation >= 0 or token.pos != "VERB" or parsed.in_idiom(token):
            continue
        if not parsed.may_tag(token, first.quotation):
            continue
        if token.lemma in _TITLING or token.dep == "amod" or (token.lemma in _WORKS and title):
            continue
        listed = parsed.cues.verb(lemma_of(token), "quote") is not None
        at_once = _follows_at_once(token, last) or _leads_at_once(parsed, token, first)
        if not listed and not (own and at_once):
            continue
        if not own and not _is_beside(parsed, token, inside):
            continue
        if token.sentence > last.sentence and not _closes(parsed, token):
            continue
        distance = first.i - token.i if token.i < first.i else token.i - last.i
        if best is None or distance < best[0]:
            best = (distance, token)
    return best[1] if best else None


def _is_addressee(parsed: ParsedArticle, draft: Draft) -> bool:
    """Whether what a rule takes for content is whom the words were said to: "he urged them"."""
    words = parsed.tokens_between(draft.content[0][0], draft.content[-1][1])
    return len(words) == 1 and words[0].tag == "PRP"


def _leads_at_once(parsed: ParsedArticle, verb: Token, first: Token) -> bool:
    """Whether only a comma or colon is between a verb and a quotation: "Lee sings, “No more.”"."""
    mark = parsed.tokens[first.i - 1].text in (",", ":")
    return mark and verb.i == first.i - 2 and subject_of(verb) is not None


def _follows_at_once(verb: Token, last: Token) -> bool:
    """Whether a verb and its subject are the first words after a quotation: "“No,” he fumed"."""
    if verb.i <= last.i or verb.tag not in ("VBD", "VBZ", "VBP"):
        return False
    after = [
        c
        for c in verb.children
        if c.dep in ("dobj", "ccomp") and c.i > verb.i and c.tag != "PRP"  # "he urged them"
    ]
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i:  # “No,” fumed Kim: the parser may see an object
        named = [c for c in (*after, *verb.children) if c.pos in ("PROPN", "PRON") and c.i > verb.i]
        return verb.i <= last.i + 2 and bool(named)
    return not after and subject.subtree()[0].i <= last.i + 2


def _is_beside(parsed: ParsedArticle, verb: Token, inside: list[Token]) -> bool:
    """Whether a verb is just before a quoted fragment, with no other verb between."""
    between = parsed.tokens[verb.i + 1 : inside[0].i]
    return verb.i < inside[0].i and len(between) <= 6 and all(t.pos != "VERB" for t in between)


def _closes(parsed: ParsedArticle, verb: Token) -> bool:
    """Whether the sentence is only a reporting clause for the quotation before it."""
    held = parsed.draft_of(verb)
    subject = subject_of(verb)
    return (
        (held is None or held.content[0][0] < verb.start or _is_addressee(parsed, held))
        and verb.head is verb
        and subject is not None
        and not any(c.dep in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)
    )
