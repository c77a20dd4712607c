"""Tags: a cue verb and who speaks, read by the words just after a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.annotation import Token
from helpers.article.quotation_marks import Quotation
from helpers.attribution.attribution import Span
from helpers.attribution.fitted.source_choice import noun_class
from helpers.attribution.parsed_article import Draft, ParsedArticle, children
from helpers.attribution.rules.quoted import is_own_sentence, open_quotations
from helpers.attribution.rules.verbs import cue_of, verb_draft
from helpers.attribution.sources import TIMES
from helpers.attribution.spans import token_spans, trim_all
from helpers.thresholds import MAX_NAME_AFTER_QUOTATION, MAX_NAME_WITH_ROLE

_PAST_OR_PRESENT = frozenset(["VBD", "VBN", "VBZ", "VBP"])
_READS = frozenset(["read", "reads"])  # what a sign or an editorial does; tagged as a noun
_BEGINS = frozenset(["NNP", "NNPS", "PRP", "DT", "CD", "PRP$"])
_WITHIN = frozenset(["NN", "NNS", "JJ", "HYPH", "POS", "IN", "CC", "VBN"]) | _BEGINS
_GOES_ON = frozenset(["IN", "TO", "RB"])  # a cue may be followed by when and to whom
_INSERTED = frozenset([",", "—", "–", "-", "--"])
_OF = frozenset(["of", "for", "de"])  # prepositions inside a name or a role: "the head of mission"
_WHERE = _OF | {"from", "at", "in", "with"}  # "figures from the ministry show"
_ENDING = frozenset([",", ".", ";", "—", "–", "-", "--", ":"])


def reporting_tag(parsed: ParsedArticle) -> Iterator[Draft]:
    """A cue verb and who speaks, just after a quotation: "“No,” added Lee" or "“No,” Lee added"."""
    for quotation, inside in open_quotations(parsed):
        if not quotation.closed or not is_own_sentence(parsed, quotation, inside):
            continue
        last = inside[-1]
        after = [
            t
            for t in parsed.tokens[last.i + 1 : last.i + MAX_NAME_AFTER_QUOTATION + 4]
            if t.paragraph == last.paragraph
        ]
        while after and after[0].text == ",":
            after = after[1:]
        found = (
            _cue_first(parsed, after, marks=parsed.text[quotation.inner[1] - 1])
            or _name_first(parsed, after)
            or _role_first(parsed, quotation, last)
        )
        if found is not None and parsed.may_tag(found[0], inside[0].quotation):
            cue, name = found
            source: list[Span] = trim_all(parsed.text, [(name[0].start, name[-1].end)])
            yield Draft(
                "reporting_tag",
                [(quotation.start, quotation.end)],
                [(cue.start, cue.end)],
                source,
                cue,
                lemma=cue.lemma.lower(),
                construction="quote",
            )


def inserted(parsed: ParsedArticle) -> Iterator[Draft]:
    """A cue verb and who reports set between subject and verb: "The rules, said Lee, are bad"."""
    for sentence in parsed.annotation.sentences:
        tokens = parsed.annotation.tokens_of(sentence)
        for number, comma in enumerate(tokens[:-4]):
            after = tokens[number + 1 :] if _parts(comma) else ()
            tag = _cue_first(parsed, after, "insertion") or _name_first(parsed, after, "insertion")
            if tag is None:
                continue
            verb, name = tag
            inverted = verb.i < name[0].i
            # nobody says a person: "He came, told Lee, and left" is no report
            joined = inverted and verb.lemma == "say"
            rest = [t for t in tokens if t.i > max(verb.i, name[-1].i)]
            goes_on = [
                n
                for n, (token, word) in enumerate(pairwise(rest))
                if _parts(token) and (_is_finite(word) or (joined and n == 0 and word.tag == "CC"))
            ]
            if joined and tokens[0].tag in ("IN", "WRB"):  # "If it rains, said Lee, it will move"
                goes_on = goes_on or _clauses_after_commas(rest)
            cue = parsed.cues.verb(verb.lemma.lower(), "insertion")
            if cue is None or not goes_on or not _parts(rest[0]) or not _may_report(name):
                continue
            if any(_is_finite(t) for t in tokens[:number]) and not joined:
                continue
            content = [*token_spans(tokens[:number]), *token_spans(rest[goes_on[0] + 1 :])]
            draft = verb_draft(parsed, "insertion", verb, cue, trim_all(parsed.text, content))
            role = rest[: goes_on[0]] if inverted else []
            draft.source = trim_all(parsed.text, token_spans([*name, *role]))
            yield draft
            break


def _clauses_after_commas(rest: Sequence[Token]) -> list[int]:
    """The commas after which a main clause begins, before the next comma."""
    commas = [n for n, token in enumerate(rest) if _parts(token)]
    return [
        n
        for n, end in pairwise([*commas, len(rest)])
        if any(_is_finite(t) for t in rest[n + 1 : end]) and rest[n + 1].tag[0] != "W"
    ]


def _parts(token: Token) -> bool:
    """Whether a token of the narration sets a clause apart."""
    return token.text in _INSERTED and token.quotation < 0


def _may_report(name: Sequence[Token]) -> bool:
    """Whether a phrase is a name or pronoun, or has a noun for whoever speaks."""
    return name[0].tag == "PRP" or any(noun_class(t) in ("name", "speaker") for t in name)


def set_off(parsed: ParsedArticle) -> Iterator[Draft]:
    """Who reports and a cue verb between commas or at the end, whatever the parse makes of them.

    "The committee will meet at seven, the minister's office announces."
    """
    paragraphs = parsed.annotation.article.paragraphs
    for sentence in parsed.annotation.sentences:
        tokens = parsed.annotation.tokens_of(sentence)
        titled = paragraphs[tokens[0].paragraph].role == "title"  # "Fares to rise, minister says"
        for number, comma in enumerate(tokens[2:-1] if titled else tokens[2:-2], start=2):
            found = None
            if _parts(comma):
                found = _name_first(parsed, tokens[number + 1 :], "insertion")
            if found is None or parsed.draft_of(found[0]) is not None:
                continue
            verb, name = found
            cue = cue_of(parsed, verb, "insertion")
            when = [c for c in children(verb, "advmod", "npadvmod", "prep") if c.i > verb.i]
            last = max([verb.i, *(t.i for c in when for t in c.subtree())])
            left, right = tokens[:number], [t for t in tokens if t.i > last]
            inserted = right[:1] and right[0].text in _INSERTED
            if (
                cue is None
                or not _agrees(_phrase(name)[-1], verb)
                or not (inserted or all(not t.is_word for t in right))
            ):
                continue
            says = [t for t in (*left, *right) if _is_finite(t) or (t.tag == "TO" and titled)]
            if any(t.quotation >= 0 for t in right[:2]) or not says:
                continue
            spans = trim_all(parsed.text, [*token_spans(left), *token_spans(right)])
            draft = verb_draft(parsed, "set_off", verb, cue, spans)
            draft.source = trim_all(parsed.text, [(name[0].start, name[-1].end)])
            yield draft
            break


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether what the parser takes for two nouns may be subject and verb: "records show"."""
    if verb.tag == "NN":
        return noun.tag in ("NNS", "NNPS", "PRP")
    return verb.tag != "NNS" or noun.tag in ("NN", "NNP")


def _is_finite(token: Token) -> bool:
    return token.tag in ("VBD", "VBZ", "VBP", "MD")


Tag = tuple[Token, Sequence[Token]]


def _cue_first(
    parsed: ParsedArticle, after: Sequence[Token], construction: str = "quote", marks: str = ""
) -> Tag | None:
    """The cue before the name: "added Palmer", "said the minister of finance".

    After a comma in the marks any verb is one: "“It's a disgrace,” fumed one resident."
    """
    if len(after) < 2:
        return None
    any_verb = bool(marks) and marks in ",?!" and after[0].tag in ("VBD", "VBN")
    name = _phrase(after[2 if any_verb and after[1].tag == "RP" else 1 :])
    listed = _is_cue(parsed, after[0], construction)
    if not name or name[0].tag not in _BEGINS or not (listed or any_verb):
        return None
    ends = [t for t in after if t.i == name[-1].i + 1]
    if not listed and not (_may_report(name) and (not ends or ends[0].text in _ENDING)):
        return None
    return after[0], name


def _name_first(
    parsed: ParsedArticle, after: Sequence[Token], construction: str = "quote"
) -> Tag | None:
    """The name before the cue: "Palmer added", "the editorial read"."""
    for number, token in enumerate(after[1:], start=1):
        if _is_cue(parsed, token, construction):
            name = _phrase(after[:number], _OF if construction == "quote" else _WHERE)
            bare = construction == "insertion" and after[0].tag == "NNS"  # "police say"
            whole = len(name) == number and (bare or name[0].tag in _BEGINS)
            following = after[number + 1 : number + 2]
            ends = not following or following[0].text in _ENDING or following[0].entity in TIMES
            return (token, name) if whole and (ends or following[0].tag in _GOES_ON) else None
        if token.tag not in _WITHIN:
            return None
    return None


def _role_first(parsed: ParsedArticle, quotation: Quotation, last: Token) -> Tag | None:
    """The name, what it is, and the cue: "Palmer, head of the bank and of two firms, said"."""
    after = [
        t
        for t in parsed.tokens[last.i + 1 : last.i + MAX_NAME_WITH_ROLE]
        if t.paragraph == last.paragraph
    ]
    while after and after[0].text == ",":
        after = after[1:]
    name = _phrase(after)
    goes_on = parsed.text[slice(*quotation.inner)].rstrip()[-1:] in (",", "?", "!")
    if not goes_on or not name or name[0].tag not in _BEGINS:
        return None
    for number, token in enumerate(after[len(name) :], start=len(name)):
        if token.quotation >= 0 or token.text in (".", ";", ":") or after[len(name)].text != ",":
            return None
        if number > len(name) + 1 and after[number - 1].text == "," and _is_cue(parsed, token):
            return token, after[: number - 1]
    return None


def _phrase(tokens: Sequence[Token], inside: frozenset[str] = _OF) -> list[Token]:
    """The words of a name or a role at the beginning of some tokens."""
    name: list[Token] = []
    for token in tokens:
        preposition = token.tag == "IN" and token.text.lower() not in inside
        if token.tag not in _WITHIN or token.quotation >= 0 or preposition:
            break
        name.append(token)
    while name and name[-1].tag in ("IN", "DT", "POS", "HYPH", "CC"):
        name.pop()
    return name


def _is_cue(parsed: ParsedArticle, token: Token, construction: str = "quote") -> bool:
    if token.quotation >= 0:
        return False
    quotes = construction == "quote"
    if quotes and token.text.lower() in _READS:
        return True
    listed = parsed.cues.verb(token.lemma.lower(), construction) is not None
    tags = _PAST_OR_PRESENT if quotes else _PAST_OR_PRESENT | {"NN", "NNS"}
    return token.tag in tags and listed and not token.text[:1].isupper()
