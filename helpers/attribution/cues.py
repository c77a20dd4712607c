"""Cues: which verbs, nouns and phrases report speech or belief, and in which construction.

The lexicons are tables in ``data/lexicons``. ``cue_verbs`` and ``cue_nouns`` say how often a
word stood in a construction in annotated news, and how often it reported there; the rate is
what a rule needs to know. ``verb_classes`` puts verbs into classes by their complement, and
``cue_classes`` gives the rate of a class for the verbs that were never seen in a construction;
``cue_additions`` adds verbs with particles ("lash out at") that were seen too seldom to count.
Rows can be edited or added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.lexicons import load_lexicon

MIN_RATE = 0.45  # a candidate right less often than this costs more precision than it finds
MIN_NOUN_RATE = 0.6  # the rates of nouns rest on few cases and promise more than they keep
ANY = "any"  # a construction in which every class of verbs may report


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: a word in a construction, how often it reports there, and whether it is speech."""

    lemma: str
    construction: str
    rate: float
    speech: bool


Table = dict[tuple[str, str], Cue]


class Cues:
    """The lexicons, ready for look-up."""

    def __init__(self, verbs: Table, nouns: Table):
        self._verbs = verbs
        self._nouns = nouns

    def verb(self, lemma: str, *constructions: str) -> Cue | None:
        """Return the most reliable entry of a verb in these constructions, if reliable enough.

        The entry ``*`` is that of every verb without one of its own.
        """
        return _best(self._verbs, lemma, constructions)

    def noun(self, lemma: str, *constructions: str) -> Cue | None:
        """Return the most reliable entry of a noun or adjective, if reliable enough."""
        return _best(self._nouns, lemma, constructions, MIN_NOUN_RATE)


def _best(
    table: Table, lemma: str, constructions: Iterable[str], least: float = MIN_RATE
) -> Cue | None:
    found = [cue for c in constructions if (cue := table.get((lemma, c))) is not None]
    best = max(found, key=lambda cue: cue.rate, default=None)
    return best if best is not None and best.rate >= least else None


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Return the cue lexicons; they are read once a process."""
    verbs = _measured("cue_additions")
    verbs.update(_of_classes())
    verbs.update(_measured("cue_verbs"))
    return Cues(verbs, _measured("cue_nouns"))


def _measured(name: str) -> Table:
    columns = ("lemma", "construction", "rate", "speech")
    table = {}
    for entry in load_lexicon(name, required=columns):
        key = (entry["lemma"], entry["construction"])
        table[key] = Cue(*key, float(entry["rate"]), entry["speech"] == "yes")
    return table


def _of_classes() -> Table:
    """What the classes say about each of their verbs."""
    classes: dict[str, list[Cue]] = {}
    for entry in load_lexicon("cue_classes", required=("class", "construction", "rate")):
        cue = Cue("", entry["construction"], float(entry["rate"]), True)
        classes.setdefault(entry["class"], []).append(cue)
    table: Table = {}
    for entry in load_lexicon("verb_classes", required=("lemma", "class", "speech")):
        for cue in [*classes.get(entry["class"], []), *classes.get(ANY, [])]:
            key = (entry["lemma"], cue.construction)
            table[key] = replace(cue, lemma=entry["lemma"], speech=entry["speech"] == "yes")
    return table
