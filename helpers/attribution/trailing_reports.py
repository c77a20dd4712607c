"""Trailing reports: what comes behind content and is no part of it, though the parser says so."""

from __future__ import annotations

from helpers.annotation import Token
from helpers.attribution.parsed_article import (
    SUBJECTS,
    ParsedArticle,
    children,
    finite_tag,
    first_child,
    has_child,
    subject_of,
)

# Nouns that take up the clause before them: "..., a charge that he denies".
SUMMING_UP = frozenset(
    ["accusation", "account", "allegation", "argument", "assertion", "assessment", "charge",
     "claim", "conclusion", "demand", "development", "figure", "idea", "notion", "number",
     "opinion", "position", "possibility", "proposal", "prospect", "report", "rumor", "rumour",
     "statement", "stance", "suggestion", "theory", "verdict", "version", "view"]
)  # fmt: skip


def without_trailing_report(
    parsed: ParsedArticle, tokens: list[Token], head: Token, verb: Token
) -> list[Token]:
    """Return tokens of content without a report behind it: ", adding ...", "and said ..."."""
    for token in tokens:
        if token.i <= head.i or token.quotation >= 0 or token is verb:
            continue
        after_comma = parsed.tokens[token.i - 1].text == ","
        if after_comma and (token.text == "according" or _others_report(parsed, token)):
            return [t for t in tokens if t.i < token.i - 1]
        if token.pos not in ("VERB", "AUX"):
            continue
        if _is_second_report(parsed, token, verb) or _is_other_conjunct(token, verb):
            start = min(t.i for t in token.subtree() if t.i > head.i)
            while start - 1 > head.i and parsed.tokens[start - 1].dep in ("punct", "cc"):
                start -= 1
            return [t for t in tokens if t.i < start]
    return _without_aside(parsed, tokens)


def _without_aside(parsed: ParsedArticle, tokens: list[Token]) -> list[Token]:
    """Cut a last relative clause or apposition ("a reference to ...") after a comma.

    In annotated news it is the reporter's aside more often than it is part of what was said.
    """
    if not tokens:
        return tokens
    for token in tokens:
        summing = token.text.lower() in SUMMING_UP and token.dep not in SUBJECTS
        if summing and token.quotation < 0 and token.i - tokens[0].i > 4:
            before = [parsed.tokens[i] for i in range(token.i - 3, token.i)]
            article = next((t for t in before if t.text.lower() in ("a", "an")), None)
            mark = parsed.tokens[article.i - 1].text if article is not None else ""
            if article is not None and mark in (",", "–", "—", "-", "--"):
                return [t for t in tokens if t.i < article.i - 1]
        if (
            token.dep == "appos"
            and token.quotation < 0
            and token.subtree()[0].text.lower() in ("a", "an")
            and token.subtree()[-1].i >= tokens[-1].i - 1
        ):
            start = token.subtree()[0].i - 1
            if start - 1 > tokens[0].i and parsed.tokens[start].text == ",":
                return [t for t in tokens if t.i < start]
        if (
            token.text.lower() in ("which", "who")
            and token.quotation < 0
            and token.i - 2 > tokens[0].i
            and parsed.tokens[token.i - 1].text == ","
        ):
            clause = next((a for a in (token, *token.ancestors()) if a.dep == "relcl"), None)
            if clause is not None and clause.subtree()[-1].i >= tokens[-1].i - 1:
                return [t for t in tokens if t.i < token.i - 1]
    return tokens


def _is_second_report(parsed: ParsedArticle, token: Token, verb: Token) -> bool:
    """Whether a verb inside content reports on its own: participle after a comma, or conjunct."""
    if token.dep == "advcl" and subject_of(token) is not None:
        return _in_contrast(parsed, token)
    # "said that ..., referring to the vote"
    refers = token.lemma in ("refer", "allude") and token.i > verb.i
    if not refers and not _reports(parsed, token):
        return False
    before = parsed.tokens[token.i - 1] if token.i else token
    if before.quotation >= 0 and before.i and not before.is_word:
        before = parsed.tokens[before.i - 1]  # the comma inside the marks: “a lie,” adding
    if token.tag == "VBG" and token.dep == "advcl" and before.text in (",", "—", "–", "-", "--"):
        return True
    if token.dep != "conj":
        return False
    if subject_of(token) is not None:  # "said that ... and Lee argued that ..."
        says = parsed.cues.verb(token.lemma.lower(), "that")
        reported = first_child(token, "ccomp")
        own = says is not None and says.speech and reported is not None and reported.i > token.i
        return own and finite_tag(token) == finite_tag(verb) and not _that_before(token)
    # a conjunct in the tense of the cue, not of the content: "said it was late and added ..."
    if token.tag in ("VBD", "VBZ") and finite_tag(token.head) not in (token.tag, ""):
        return verb.tag in ("VBD", "VBZ", "VBP") or finite_tag(verb) in ("VBZ", "VBP", "VBD")
    if token.tag != verb.tag or token.tag != "VBD":
        return False
    # "said it was late but added: “We will come.”"
    quotes = any(t.quotation >= 0 for t in parsed.tokens[token.i + 1 : token.i + 3])
    return token.head.tag != "VBD" or (quotes and verb.i < token.i)


def _others_report(parsed: ParsedArticle, with_: Token) -> bool:
    """Whether *with* after a comma leads to what others say: ", with Lee saying that ..."."""
    if with_.text != "with":
        return False
    after = parsed.tokens[with_.i + 1 : with_.i + 12]
    said = next((t for t in after if t.text.endswith("ing") and t.tag in ("VBG", "NN")), None)
    cue = parsed.cues.verb(said.lemma.lower().removesuffix("ing"), "that") if said else None
    return cue is not None and cue.speech


def _in_contrast(parsed: ParsedArticle, token: Token) -> bool:
    """Whether a clause reports what others say: ", while Lee said that ..."."""
    first = token.subtree()[0]
    if parsed.tokens[first.i - 1].text != "," or first.text.lower() != "while":
        return False
    if _reports(parsed, token) and has_child(token, "ccomp"):
        return True
    keys = ("object", *(f"object+{c.text.lower()}" for c in children(token, "prep")))
    accuses = parsed.cues.verb(token.lemma.lower(), *keys)
    has_object = has_child(token, "dobj")
    return accuses is not None and accuses.speech and has_object


def _that_before(token: Token) -> bool:
    return token.subtree()[0].text.lower() == "that"


def _is_other_conjunct(token: Token, verb: Token) -> bool:
    """Whether a conjunct in content is one of the cue: "denies that it rained and goes away".

    It has no subject, it is finite and in the present tense of the cue, and its head is in
    another tense. In the past the tense decides nothing: "said he was late and missed it" is one
    content.
    """
    if token.dep != "conj" or token.tag != "VBZ" or subject_of(token) is not None:
        return False
    if has_child(token, "aux", "auxpass"):
        return False
    return finite_tag(verb) == token.tag and finite_tag(token.head) not in (token.tag, "")


def _reports(parsed: ParsedArticle, token: Token) -> bool:
    cue = parsed.cues.verb(token.lemma.lower(), "clause", "that", "quote", "infinitive")
    return (
        cue is not None
        and cue.speech
        and has_child(token, "ccomp", "xcomp", "dobj", "parataxis", "prep")
    )
