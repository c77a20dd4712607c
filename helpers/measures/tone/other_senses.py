"""Other senses: words that a lexicon of sentiment rates, where they stand in another sense.

*Like* compares, *a fine* is a penalty, and whoever is held *responsible* is not praised. The list
is ``data/lexicons/other_senses.tsv``; where its entries occur, one word each is masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from helpers.annotation import Annotation
from helpers.lexicons import LEXICONS, LexiconError, numbered_entries
from helpers.measures.shared.matching import find_matches
from helpers.measures.shared.word_categories import check_words

PATH = LEXICONS / "other_senses.tsv"
COLUMNS = ("entry", "pos", "word", "condition", "source")


def other_senses(annotation: Annotation) -> list[tuple[int, int]]:
    """Return where words stand in a sense that their rating does not mean, in the text's order.

    Pairs ``(start, end)`` into the article's text, one word each, none inside a name.

    Raises:
        LexiconError: the list has a bad row; the message names file and line.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> text = "Who is responsible for the flood paid a fine."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> [text[start:end] for start, end in other_senses(annotation)]
    ['responsible', 'fine']
    """
    found = []
    for match in find_matches(annotation, _entries(), "entry"):
        word = match.entry["word"].lower()
        token = next(t for t in match.tokens if word in (t.lemma.lower(), t.text.lower()))
        found.append((token.start, token.end))
    return found


@cache
def _entries() -> tuple[Mapping[str, str], ...]:
    entries = numbered_entries(PATH, COLUMNS)
    check_words(PATH.name, entries)
    for number, entry in entries:
        if entry["word"].lower() not in entry["entry"].lower().replace("-", " ").split():
            raise LexiconError(
                f"{PATH.name}, line {number}: the word {entry['word']!r} is none of the entry "
                f"{entry['entry']!r}; write there the word that is to be masked."
            )
    return tuple(entry for _, entry in entries)
