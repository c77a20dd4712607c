"""Lexicons: the word lists in ``data/lexicons``, readable and editable as tab-separated tables."""

from helpers.lexicons.tables import (
    LEXICONS,
    LexiconError,
    NumberedEntries,
    by_entry,
    load_lexicon,
    load_stances,
    numbered_entries,
)
