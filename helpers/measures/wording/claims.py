"""Claims: the stance of the verb that reports one, and the words that hedge or stress it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from helpers.analysis import Analysis
from helpers.annotation import Token
from helpers.lexicons import load_lexicon, load_stances
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import Hits, TokenIndex, hit
from helpers.measures.shared.matching import find_matches
from helpers.speakers import UNATTRIBUTED

SHIELD = "attribution shield"
CERTAINTY = ("hedge", "booster", SHIELD)
NEGATED_BOOSTER = "negated booster"


def reporting_verbs(analysis: Analysis) -> Hits:
    """Return one hit for the cue of each attribution: the word that decides its stance."""
    entries = load_stances()
    single = {(row["entry"], row["pos"]): row for row in entries if row["pos"] != "PHRASE"}
    phrases = [entry for entry in entries if entry["pos"] == "PHRASE"]
    words = TokenIndex(analysis.annotation)
    rows = []
    for index, attribution in enumerate(analysis.attributions):
        cue = _with_preposition(_tokens_in(words, attribution.cue))
        if not cue:
            continue
        tokens, stance, name = _stance(cue, single, phrases)
        found = hit(analysis, tokens)
        if found is None:
            continue
        source, speech = attribution.speaker or UNATTRIBUTED, attribution.speech
        own = {"category": stance, "entry": name, "source": source}
        rows.append({**found, **own, "attribution": index, "speech": speech})
    return Hits(rows, ("source", "attribution", "speech"))


def _tokens_in(words: TokenIndex, spans: Iterable[tuple[int, int]]) -> list[Token]:
    """The words of some spans, in the order of the text and each once, whole ones only."""
    inside = {
        token.i: token
        for start, end in spans
        for token in words.between(start, end)
        if token.is_word and token.end <= end
    }
    return [inside[number] for number in sorted(inside)]


def _with_preposition(cue: list[Token]) -> list[Token]:
    """A cue with the preposition that follows its verb: "claimed by" is not "claimed"."""
    if not cue or cue[-1].pos != "VERB":
        return cue
    following = (c for c in cue[-1].children if c.i == cue[-1].i + 1 and c.pos == "ADP")
    return [*cue, *following]


def _stance(
    cue: Sequence[Token],
    single: Mapping[tuple[str, str], Mapping[str, str]],
    phrases: Iterable[Mapping[str, str]],
) -> tuple[Sequence[Token], str, str]:
    """The deciding tokens of a cue, their stance and the entry of the lexicon."""
    for entry in phrases:
        parts = entry["entry"].split()
        for at in range(len(cue) - len(parts) + 1):
            stretch = cue[at : at + len(parts)]
            if all(
                part in (token.lemma.lower(), token.text.lower())
                for part, token in zip(parts, stretch, strict=True)
            ):
                return stretch, entry["stance"], entry["entry"]
    for pos in ("VERB", "NOUN"):
        for token in reversed(cue):
            # a participle may be tagged as an adjective, a noun of speech as a verb
            known = token.pos == pos or (pos == "VERB" and token.tag.startswith("VB"))
            known_entry = single.get((token.lemma.lower(), pos))
            if known and known_entry is not None:
                return [token], known_entry["stance"], known_entry["entry"]
    verbs = [token for token in cue if token.pos in ("VERB", "AUX")]
    chosen = verbs[-1] if verbs else cue[0]
    return [chosen], "unclassified", chosen.lemma.lower()


def hedges_and_boosters(analysis: Analysis) -> Hits:
    """Return one hit for each hedge, booster and shield; a booster that is denied is a hedge.

    What somebody else is said to think or know is reported, and neither hedged nor stressed.
    """
    reported = _reported_verbs(analysis)
    rows = []
    for match in find_matches(analysis.annotation, _hedges_and_boosters()):
        found = hit(analysis, match.tokens)
        entry = match.entry
        if found is None or (entry["kind"] == "lexical verb" and match.head.start in reported):
            continue
        category, kind, denied = entry["category"], entry["kind"], negated(match.head)
        # "no doubt" is a booster by its own negation; "never" can't be denied by itself
        if category == "booster" and denied and entry["pos"] != "PHRASE":
            category, kind = "hedge", NEGATED_BOOSTER
        if kind == SHIELD:
            category = SHIELD
        own = {"category": category, "kind": kind, "entry": entry["entry"], "negated": denied}
        rows.append({**found, **own})
    return Hits(rows, ("kind", "negated"))


def _reported_verbs(analysis: Analysis) -> set[int]:
    """Where verbs begin that report somebody other than whoever uses them."""
    able = {actor.name for actor in analysis.actors if actor.can_act}
    words = TokenIndex(analysis.annotation)
    return {
        token.start
        for a in analysis.attributions
        if a.speaker in able
        and a.source
        and analysis.text[slice(*a.source[0])].lower() not in ("i", "we")
        for start, end in a.cue
        for token in words.between(start, end)
    }


@cache
def _hedges_and_boosters() -> tuple[dict[str, str], ...]:
    """Hedges and boosters in one list, so that the longer of two at one place wins."""
    columns = ("entry", "pos", "kind", "condition", "source")
    hedges = ({**row, "category": "hedge"} for row in load_lexicon("hedges", columns))
    boosters = ({**row, "category": "booster"} for row in load_lexicon("boosters", columns))
    return (*hedges, *boosters)
