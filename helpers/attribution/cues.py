"""Cues: which verbs, nouns and phrases report speech or belief, and in which constructions.

The lexicon ``reporting_verbs`` has one row for each of them. It says how often the word occurred
in a construction in annotated news, and how often it reported there: that rate is what a rule
needs. ``reporting_verb_classes`` has the rates of the classes of verbs, for the constructions in
which a verb of the class was not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from helpers.lexicons import LexiconError, load_lexicon
from helpers.thresholds import MIN_CUE_RATE, MIN_NOUN_RATE, UNCOUNTED_RATE

ANY = "any"  # the class of every verb that has a class

# "that 18/20 0.90": the construction, its counts and its rate; "quote 3/3 0.76 speech"; "quote"
_CONSTRUCTION = re.compile(r"(\S+)(?: \d+/\d+ ([01]\.\d+))?( speech)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word in a construction, how often it reports there (0 to 1), and whether it is speech."""

    lemma: str
    construction: str
    rate: float
    speech: bool


Table = dict[tuple[str, str], Cue]


class Cues:
    """The reporting words, looked up by lemma and construction."""

    def __init__(self, verbs: Table, nouns: Table):
        self._verbs = verbs
        self._nouns = nouns

    def verb(self, lemma: str, *constructions: str) -> Cue | None:
        """Return the likeliest cue of these constructions, if any; ``*``: a verb without a row."""
        return _best(self._verbs, lemma, constructions, MIN_CUE_RATE)

    def noun(self, lemma: str, *constructions: str) -> Cue | None:
        """Return the same for a noun or adjective, whose rate must be higher."""
        return _best(self._nouns, lemma, constructions, MIN_NOUN_RATE)


def _best(table: Table, lemma: str, constructions: Iterable[str], min_rate: float) -> Cue | None:
    found = [cue for c in constructions if (cue := table.get((lemma, c))) is not None]
    best = max(found, key=lambda cue: cue.rate, default=None)
    return best if best is not None and best.rate >= min_rate else None


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Return the reporting words of the lexicon; it is read once a process.

    Raises:
        LexiconError: a row names a class that is not known or a construction that can't be read.
    """
    classes: dict[str, dict[str, float]] = {}
    for entry in load_lexicon("reporting_verb_classes", ("class", "construction", "rate")):
        classes.setdefault(entry["class"], {})[entry["construction"]] = float(entry["rate"])
    verbs: Table = {}
    nouns: Table = {}
    for row in load_lexicon("reporting_verbs", ("entry", "pos", "speech", "class")):
        table = nouns if row["pos"] == "NOUN" else verbs
        for cue in _cues_of(row, classes):
            table[cue.lemma, cue.construction] = cue
    return Cues(verbs, nouns)


def _cues_of(row: Mapping[str, str], classes: Mapping[str, Mapping[str, float]]) -> Iterator[Cue]:
    """Yield what the classes of a row say, then its own constructions, which go before them."""
    lemma, speech = row["entry"], row["speech"] == "yes"
    names = [] if row["class"] == "-" else [*row["class"].split(), ANY]
    for name in names:
        if name not in classes:
            raise LexiconError(f"reporting_verbs.tsv, {lemma}: there is no class {name}.")
        for construction, rate in classes[name].items():
            yield Cue(lemma, construction, rate, speech)
    for cell in row["constructions"].split(";"):
        if cell in ("", "-"):
            continue
        match = _CONSTRUCTION.fullmatch(cell.strip())
        if match is None:
            raise LexiconError(
                f'reporting_verbs.tsv, {lemma}: "{cell.strip()}" is not like "that 18/20 0.90".'
            )
        construction, own_rate, mark = match.groups()
        yield Cue(lemma, construction, float(own_rate or UNCOUNTED_RATE), speech or bool(mark))
