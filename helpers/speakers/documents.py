"""Documents: who speaks in "her letter", "a statement from X" or "the report"."""

from __future__ import annotations

from helpers.speakers.candidates import Candidate
from helpers.speakers.chains import Chain
from helpers.speakers.descriptions import of_document
from helpers.speakers.known import Known

# what a person or body writes or says: its owner is the source
DOCUMENTS = frozenset(
    "statement statements letter letters tweet tweets email emails e-mail post posts comment "
    "comments remark remarks speech speeches book memo release interview message testimony "
    "words argument account response answer analysis study report editorial article column "
    "essay blog op-ed".split()
)


def document_of_its_author(known: Known, candidate: Candidate) -> tuple[Chain, str] | None:
    """Writing ("X's statement", "a letter from X"): a document speaks for its author."""
    if not candidate.sources or candidate.head.text.casefold() not in DOCUMENTS:
        return None
    for owner in of_document(candidate.head):
        chain = known.at_token.get(owner.i)
        if chain is not None:
            return chain, "what the author wrote or said"
    return None
