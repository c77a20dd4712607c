"""Tags: a cue verb and who speaks, read by the words just after a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.annotation import Token
from helpers.article.quotation_marks import Quotation
from helpers.attribution.attribution import Span
from helpers.attribution.parsed_article import Draft, ParsedArticle
from helpers.attribution.rules.quoted import is_own_sentence, open_quotations
from helpers.attribution.spans import trim_all
from helpers.thresholds import MAX_NAME_AFTER_QUOTATION, MAX_NAME_WITH_ROLE

_PAST_OR_PRESENT = frozenset(["VBD", "VBN", "VBZ", "VBP"])
_READS = frozenset(["read", "reads"])  # what a sign or an editorial does; tagged as a noun
_BEGINS = frozenset(["NNP", "NNPS", "PRP", "DT", "CD", "PRP$"])
_WITHIN = frozenset(["NN", "NNS", "JJ", "HYPH", "POS", "IN", "VBN"]) | _BEGINS
_OF = frozenset(["of", "for"])  # prepositions inside a name or a role: "the head of mission"
_ENDING = frozenset([",", ".", ";", "—", "–", "-", "--", ":"])


def reporting_tag(parsed: ParsedArticle) -> Iterator[Draft]:
    """A cue verb and who speaks, just after a quotation: "“No,” added Lee" or "“No,” Lee added"."""
    for index, quotation in open_quotations(parsed):
        inside = parsed.tokens_in(index)
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
            _cue_first(parsed, after)
            or _name_first(parsed, after)
            or _role_first(parsed, quotation, last)
        )
        if found is not None and parsed.may_tag(found[0], index):
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


Tag = tuple[Token, Sequence[Token]]


def _cue_first(parsed: ParsedArticle, after: Sequence[Token]) -> Tag | None:
    """The cue before the name: "added Palmer", "said the minister of finance"."""
    if len(after) < 2 or not _is_cue(parsed, after[0]):
        return None
    name = _phrase(after[1:])
    return (after[0], name) if name and name[0].tag in _BEGINS else None


def _name_first(parsed: ParsedArticle, after: Sequence[Token]) -> Tag | None:
    """The name before the cue: "Palmer added", "the editorial read"."""
    for number, token in enumerate(after[1:], start=1):
        if _is_cue(parsed, token):
            name = _phrase(after[:number])
            whole = len(name) == number and name[0].tag in _BEGINS
            following = after[number + 1 : number + 2]
            ends = not following or following[0].text in _ENDING or following[0].tag in ("IN", "TO")
            return (token, name) if whole and (ends or following[0].tag == "RB") else None
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


def _phrase(tokens: Sequence[Token]) -> list[Token]:
    """The words of a name or a role at the beginning of some tokens."""
    name: list[Token] = []
    for token in tokens:
        preposition = token.tag == "IN" and token.text.lower() not in _OF
        if token.tag not in _WITHIN or token.quotation >= 0 or preposition:
            break
        name.append(token)
    while name and name[-1].tag in ("IN", "DT", "POS", "HYPH"):
        name.pop()
    return name


def _is_cue(parsed: ParsedArticle, token: Token) -> bool:
    if token.quotation >= 0:
        return False
    if token.text.lower() in _READS:
        return True
    listed = parsed.cues.verb(token.lemma.lower(), "quote") is not None
    return token.tag in _PAST_OR_PRESENT and listed and not token.text[:1].isupper()
