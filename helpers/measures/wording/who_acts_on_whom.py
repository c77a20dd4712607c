"""Who acts on whom: which side acts on which, and what each side is called."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from helpers.annotation import Annotation, Token
from helpers.measures.shared.hits import TokenIndex, listed
from helpers.measures.shared.sides import (
    NO_SIDE,
    actor_sides,
    country_in_words,
    country_named,
    side_of_actor,
)
from helpers.measures.wording.agency import ACTIVE, INANIMATE
from helpers.thresholds import MAX_CHARACTERS_TO_BEARER

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

NOBODY = "nobody named"
A_THING = "a thing or event"
OTHERS = "others"  # people and things with no side in the words
POLARITIES = ("negative", "neutral", "positive")
BY_PROGRAM = "machine"  # as in helpers.coding, which imports this package
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def acts_on(
    events: pd.DataFrame, analysis: Analysis, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return which side acts on which, most actions first, pairs without any included.

    Columns:
        agent: the side of whoever acts (:func:`helpers.measures.shared.sides.actor_sides`), "a
            thing or event" for agents such as missiles, "nobody named", or "side not named".
        acted_on: the side of whoever or whatever is acted on ("the Danish base": Denmark),
            "others" where no side is named with people or things, or "nobody named".
        count: actions; hidden: those of them told by a noun or by a passive without an agent.
        actions: the verbs and nouns, each with how often; voices: who uses them.
        by_coder: actions in units that somebody coded.

    Left out are denied actions, verbs that act on nothing ("they fled"), and sentences in which
    the parse found no finite verb: in a headline it may take the verb for a noun.

    Transitivity as who does what to whom: Fowler (1991), "Language in the News", chapter 5;
    van Leeuwen (1996), "The representation of social actors".

    Args:
        events: the table of :func:`helpers.measures.wording.agency`, perhaps after
            ``helpers.coding.apply_codes`` (codings without a verb or noun name no party and are
            left out).
        analysis: of the article.
        sides: the user's own, as for ``actor_sides``.
    """
    import pandas as pd

    known = side_of_actor(analysis, sides)
    words = TokenIndex(analysis.annotation)
    told = events[~events["negated"].astype(bool) & (events["action"] != "")]
    rows = []
    for row in told.to_dict("records"):
        intransitive = not row["patient"] and row["voice"] == ACTIVE
        if intransitive or not _has_a_clause(analysis.annotation, words, row["start"]):
            continue
        agent = _party(str(row["agent"]), str(row["agent_actor"]), known)
        if agent == NO_SIDE and row["category"] == INANIMATE:
            agent = A_THING
        acted_on = _party(str(row["patient"]), str(row["patient_actor"]), known)
        if acted_on == NO_SIDE and not row["patient_actor"]:
            acted_on = OTHERS
        rows.append((agent, acted_on, row["action"], row["speaker"], _by_coder(row)))
    table = pd.DataFrame(rows, columns=["agent", "acted_on", "action", "voice", "coded"])
    summed = {
        pair: (
            *(len(found), len(found) * (pair[0] == NOBODY)),
            *(listed(found["action"]), listed(found["voice"]), int(found["coded"].sum())),
        )
        for pair, found in table.groupby(["agent", "acted_on"], sort=True)
    }
    sides_met = (dict.fromkeys(table[column]) for column in ("agent", "acted_on"))
    pairs = dict.fromkeys([*summed, *product(*sides_met)])  # those that do not meet come last
    columns = ["agent", "acted_on", "count", "hidden", "actions", "voices", "by_coder"]
    result = pd.DataFrame(
        [(*pair, *summed.get(pair, (0, 0, "", "", 0))) for pair in pairs], columns=columns
    )
    return result.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def _by_coder(row: Mapping[Hashable, Any]) -> bool:
    return row.get("decided_by", BY_PROGRAM) != BY_PROGRAM


def _party(words: str, actor: str, known: Mapping[str, str]) -> str:
    if not words:
        return NOBODY
    side = known.get(actor, NO_SIDE)
    if side == NO_SIDE:  # "the X group" names X, though its head is no name
        inside = [name for name in known if name in words and known[name] != NO_SIDE]
        side = country_in_words(words) or (known[max(inside, key=len)] if inside else NO_SIDE)
    return side


def _has_a_clause(annotation: Annotation, words: TokenIndex, start: int) -> bool:
    """Whether the parse of a sentence found a finite verb; in some headlines it finds none."""
    first = words.between(start, start + 1)
    if not first:
        return False
    sentence = annotation.tokens_of(annotation.sentences[first[0].sentence])
    return any(token.tag in _FINITE for token in sentence)


def labels_by_side(
    hits: pd.DataFrame, analysis: Analysis, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return what each side is called, by polarity and by whose voice uses the label.

    Columns:
        side: of the bearer, as in :func:`helpers.measures.shared.sides.actor_sides`; for a
            nameless bearer the country that the words name, else "side not named".
        polarity: negative, neutral or positive towards the bearer (lexicon ``labels``). Each side
            has all three, and so has each country of an actor, labels or none.
        count: labels, 0 for none; bearers: the words that bear them; labels: the entries; each
            with how often.
        voices: who uses them; by_coder: labels in units that somebody coded.

    Quotation marks and codings without a word of the lexicon have no polarity and are left out.

    Args:
        hits: the table of :func:`helpers.measures.wording.labels`, perhaps after
            ``helpers.coding.apply_codes``.
        analysis: of the article.
        sides: the user's own, as for ``actor_sides``.
    """
    import pandas as pd

    placed = actor_sides(analysis, sides)
    known = dict(zip(placed["actor"], placed["side"], strict=True))
    countries = [side for side in placed[placed["rule"] != ""]["side"] if " and " not in side]
    tokens = TokenIndex(analysis.annotation)
    found: dict[tuple[str, str], list[Mapping[Hashable, Any]]] = {}
    for row in hits[hits["polarity"].isin(POLARITIES)].to_dict("records"):
        side = known.get(row["actor"], NO_SIDE)
        if side == NO_SIDE:
            side = country_named(_bearer(tokens, row)) or NO_SIDE
        found.setdefault((side, row["polarity"]), []).append(row)
    present = dict.fromkeys([*countries, *(side for side, _ in found)])
    rows = []
    for side in sorted(present, key=lambda side: side == NO_SIDE):  # "side not named" last
        for polarity in POLARITIES:
            own = found.get((side, polarity), [])
            words = (listed(row[name] for row in own) for name in ("target", "entry", "speaker"))
            rows.append((side, polarity, len(own), *words, sum(map(_by_coder, own))))
    columns = ["side", "polarity", "count", "bearers", "labels", "voices", "by_coder"]
    return pd.DataFrame(rows, columns=columns)


def _bearer(tokens: TokenIndex, row: Mapping[Hashable, Any]) -> Token | None:
    """The word that bears a label: of its name the nearest to the label."""
    start, end = int(row["start"]), int(row["end"])
    near = tokens.between(max(0, start - MAX_CHARACTERS_TO_BEARER), end + MAX_CHARACTERS_TO_BEARER)
    named = [token for token in near if token.text == row["target"]]
    return min(named, key=lambda token: abs(token.start - start), default=None)
