"""Cues: which verbs, nouns and phrases report speech or belief, and in which construction.

The lexicons are ``data/lexicons/cue_verbs.tsv`` and ``cue_nouns.tsv``. Each row says how often
a word stood in a construction in annotated news, and how often it reported there; the rate is
what a rule needs to know. A row can be edited or added by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from helpers.lexicons import load_lexicon

MIN_RATE = 0.4  # a candidate right less often than this costs more precision than it finds


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: a word in a construction, how often it reports there, and whether it is speech."""

    lemma: str
    construction: str
    rate: float
    speech: bool


class Cues:
    """The lexicons, ready for look-up."""

    def __init__(self, verbs: dict[tuple[str, str], Cue], nouns: dict[tuple[str, str], Cue]):
        self.verbs = verbs
        self.nouns = nouns
        self.verb_lemmas = frozenset(lemma for lemma, _ in verbs)
        self.speech_lemmas = frozenset(k[0] for k, cue in verbs.items() if cue.speech)

    def verb(self, lemma: str, *constructions: str) -> Cue | None:
        """The most reliable entry of a verb in these constructions, if reliable enough."""
        return _best(self.verbs, lemma, constructions)

    def noun(self, lemma: str, *constructions: str) -> Cue | None:
        """The most reliable entry of a noun in these constructions, if reliable enough."""
        return _best(self.nouns, lemma, constructions)


def _best(
    table: dict[tuple[str, str], Cue], lemma: str, constructions: tuple[str, ...]
) -> Cue | None:
    found = [cue for c in constructions if (cue := table.get((lemma, c))) is not None]
    best = max(found, key=lambda cue: cue.rate, default=None)
    return best if best is not None and best.rate >= MIN_RATE else None


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Return the cue lexicons; they are read once a process."""
    return Cues(_read("cue_verbs"), _read("cue_nouns"))


def _read(name: str) -> dict[tuple[str, str], Cue]:
    columns = ("lemma", "construction", "rate", "speech")
    table = {}
    for entry in load_lexicon(name, required=columns):
        key = (entry["lemma"], entry["construction"])
        table[key] = Cue(*key, float(entry["rate"]), entry["speech"] == "yes")
    return table
