"""Documents: who speaks in "her letter", "a statement from X" or "the report"."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.annotation import Token
from helpers.speakers.context import Context, Resolved
from helpers.speakers.descriptions.descriptions import of_document
from helpers.speakers.names.candidates import Candidate
from helpers.thresholds import MAX_PARAGRAPHS_OF_DOCUMENT

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer analysis study report editorial article column "
    "essay blog op-ed".split()
)

# what only speaks for whoever sends it; a report, a study or a book is named as a source itself
ISSUED = frozenset(
    "statement letter e-mail email memo message tweet post release filing complaint".split()
)


def document_of_its_author(context: Context, candidate: Candidate) -> Resolved | None:
    """Writing ("X's statement", "a letter from X"): a document speaks for its author."""
    if not candidate.sources or candidate.head.text.casefold() not in DOCUMENTS:
        return None
    for owner in of_document(candidate.head):
        cluster = context.cluster_at.get(owner.i)
        if cluster is not None:
            return cluster, "what the author wrote or said"
    return None


def document_issued_before(context: Context, candidate: Candidate) -> Resolved | None:
    """Writing alone ("the statement added"): whoever "said in a statement" or issued it before."""
    noun = candidate.head.text.casefold()
    alone = candidate.last == candidate.head.i + 1 and candidate.head.i - candidate.first == 1
    if not (candidate.sources and alone and noun in ISSUED and context.is_definite(candidate)):
        return None
    for i in range(candidate.first - 1, -1, -1):
        token = context.tokens[i]
        if candidate.head.paragraph - token.paragraph > MAX_PARAGRAPHS_OF_DOCUMENT:
            return None
        if token.text.casefold() != noun:
            continue
        for owner in (*of_document(token), *_issuer(token)):
            cluster = context.cluster_at.get(owner.i)
            if cluster is not None:
                return cluster, f"the {noun} that they issued before"
    return None


def _issuer(noun: Token) -> Iterator[Token]:
    """The subject of the verb that a document is in ("said in a letter") or is the object of."""
    verb = noun.head
    if noun.dep == "pobj" and verb.text.casefold() in ("in", "through", "via"):
        verb = verb.head
    elif noun.dep != "dobj":
        return
    yield from (c for c in verb.children if c.dep == "nsubj" and c.i < noun.i)
    if verb.dep == "conj":  # "X resigned and said in a letter"
        yield from (c for c in verb.head.children if c.dep == "nsubj" and c.i < noun.i)
