"""Word categories: any measure that a list of words defines, a user's own included."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.lexicons import LexiconError, NumberedEntries, numbered_entries
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import Rows, counts_by_speaker, hit, hits_table
from helpers.measures.shared.matching import CONDITIONS, POS, find_matches
from helpers.statistics import wilson_interval
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("entry", "pos", "category", "source")
# An entry of this category keeps a phrase from counting by one of its words ("pay attention").
NO_CATEGORY = "none"


def word_categories(
    annotation: Annotation,
    segments: pd.DataFrame,
    entries: Sequence[Mapping[str, str]],
    measure: str,
) -> pd.DataFrame:
    """Return one row for each word or phrase of a lexicon that has categories.

    Columns:
        start, end, text: the words.
        speaker, unit: the voice they stand in.
        measure: as given; category: of the entry.
        entry: the entry that fired; item: its ``source``.
        negated: whether the words are denied ("no crisis").

    Args:
        annotation: of the article.
        segments: its voices (``helpers.voices.voice_segments``), in any order.
        entries: rows with the columns ``COLUMNS``, perhaps ``condition``
            (``helpers.measures.shared.matching``); at each place the longest entry counts, and one
            of
            the category "none" gives no row.
        measure: name of the measure.

    Counting the words of a dictionary by category is what the General Inquirer began: Stone,
    Dunphy, Smith & Ogilvie (1966), "The General Inquirer".

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> annotation = annotate(article_from_text("Floods hit the town.", any_language=True))
    >>> entries = [{"entry": "flood", "pos": "NOUN", "category": "water", "source": "ours"}]
    >>> hits = word_categories(annotation, voice_segments(annotation, []), entries, "weather")
    >>> hits[["text", "measure", "category"]].values.tolist()
    [['Floods', 'weather', 'water']]
    """
    rows = category_rows(annotation, VoiceIndex(segments), entries, measure)
    return hits_table(rows, ("item", "negated"))


def category_rows(
    annotation: Annotation,
    voices: VoiceIndex,
    entries: Sequence[Mapping[str, str]],
    measure: str,
) -> Rows:
    """Return the rows of :func:`word_categories`, in the order of the text."""
    rows = []
    for match in find_matches(annotation, entries, "entry"):
        found = hit(annotation, voices, match.tokens)
        if found is None or match.entry["category"] == NO_CATEGORY:
            continue
        rows.append(
            {
                **found,
                "measure": measure,
                "category": match.entry["category"],
                "entry": match.entry["entry"],
                "item": match.entry["source"],
                "negated": negated(match.head),
            }
        )
    return rows


def summarise_categories(
    hits: pd.DataFrame, segments: pd.DataFrame, categories: Sequence[str]
) -> pd.DataFrame:
    """Return how often each speaker gives evidence of each category, explicit zeros included.

    Columns:
        speaker: most words first; category: in the order given.
        count: hits; units: units (sentence of one voice) with a hit; n: units of the speaker.
        words: words of the speaker.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
        entries: what fired, with numbers.
    """
    import pandas as pd

    rows = []
    for who, category, found in counts_by_speaker(hits, segments, "category", categories):
        low, high = wilson_interval(found.units, who.n)
        sizes = found.hits, found.units, who.n, who.words, found.units / who.n
        rows.append((who.speaker, category, *sizes, low, high, found.entries))
    columns = ["speaker", "category", "count", "units", "n", "words", "share", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "entries"])


def category_entries(path: Path, categories: Collection[str]) -> tuple[dict[str, str], ...]:
    """Return the checked entries of a lexicon that has categories.

    Args:
        path: a lexicon with the columns ``COLUMNS``.
        categories: those that an entry may have, "none" apart.

    Raises:
        LexiconError: a line does not fit; the message names the file and the line.
    """
    try:
        status = path.stat()
    except OSError:
        return _checked_entries(path, tuple(categories))
    # read anew where the file was written: a user's edit shows at once
    return _entries_as_written(
        path, tuple(categories), (status.st_mtime_ns, status.st_ctime_ns, status.st_size)
    )


@lru_cache(maxsize=64)
def _entries_as_written(
    path: Path, categories: tuple[str, ...], written: tuple[int, ...]
) -> tuple[dict[str, str], ...]:
    return _checked_entries(path, categories)


def _checked_entries(path: Path, categories: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    rows = numbered_entries(path, COLUMNS)
    check_words(path.name, rows)
    for number, entry in rows:
        if entry["category"] not in (*categories, NO_CATEGORY):
            raise LexiconError(
                f"{path.name}, line {number}: the codebook has no category "
                f"{entry['category']!r}; it has {', '.join(categories)}."
            )
    return tuple(entry for _, entry in rows)


def check_words(name: str, rows: NumberedEntries) -> None:
    """Refuse a lexicon with a line that could not work.

    The first column holds the entry. Checked are, as far as the columns are there: ``pos`` (one
    of ``helpers.measures.shared.matching.POS``, PHRASE for several words only), ``condition``,
    ``source`` or ``reason`` (not empty), and that no entry stands twice.

    Args:
        name: the file's name, for the message.
        rows: what :func:`helpers.lexicons.numbered_entries` returned.

    Raises:
        LexiconError: a line does not fit; the message names the file and the line.

    >>> check_words("my.tsv", [(3, {"entry": "flood", "pos": "NOUN", "source": ""})])
    Traceback (most recent call last):
    ...
    helpers.lexicons.LexiconError: my.tsv, line 3: source is empty: say where ...
    """
    seen: dict[tuple[str, str], int] = {}
    for number, entry in rows:
        words, pos = next(iter(entry.values())).lower(), entry.get("pos", "ANY")
        for problem in (_of_pos(words, pos, "pos" in entry), _of_conditions(entry), _unsaid(entry)):
            if problem:
                raise LexiconError(f"{name}, line {number}: {problem}")
        first = seen.setdefault((words, pos), number)
        if first != number and "pos" in entry:
            raise LexiconError(
                f"{name}, line {number}: {words!r} ({pos}) stands already in line {first}: "
                f"remove one of the two."
            )


def _of_pos(words: str, pos: str, given: bool) -> str:
    if not given:
        return ""
    if pos not in POS:
        return f"pos is {pos!r}; use one of {', '.join(POS)}."
    if " " not in words and pos == "PHRASE":
        return f"{words!r} is a single word: its pos is NOUN, VERB, ADJ, ADV or ANY."
    return ""


def _of_conditions(entry: Mapping[str, str]) -> str:
    for condition in entry.get("condition", "-").split(", "):
        if condition not in CONDITIONS:
            return f"condition is {condition!r}; use one of {', '.join(CONDITIONS)}."
    return ""


def _unsaid(entry: Mapping[str, str]) -> str:
    columns = [column for column in ("source", "reason") if column in entry]
    if columns and not any(entry[column] for column in columns):
        return f"{columns[0]} is empty: say where the entry is from, or why it is there."
    return ""
