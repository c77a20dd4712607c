"""Names of acts: the words for acts of force and pressure, who did them, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.lexicons import LEXICONS
from helpers.measures.shared.event_participants import (
    NamedParties,
    parties_of_noun,
    parties_of_verb,
)
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import MentionIndex, Rows, hit, hits_table, listed, rows_of
from helpers.measures.shared.matching import find_matches
from helpers.measures.shared.phrases import noun_phrase
from helpers.measures.shared.sides import NO_SIDE, country_named, side_of_actor
from helpers.measures.shared.word_categories import NO_CATEGORY, category_entries
from helpers.speakers import Actor
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

# How a word names the act -> what that means.
NAMINGS = {
    "plain": "says what was done (attack, bombing, arrest)",
    "abstract": "says only that something was done (action, operation, incident)",
    "as an answer": "tells it as the answer to another's act (response, retaliation)",
    "as defence": "names it by a good end that it serves (deterrent, liberation)",
    "condemning": "says by the name that it is wrong (aggression, massacre)",
}
_FORCE = ("armed force", "killing", "movement of forces")
NOT_SAID = "not said"
_SIDES = ("side", "against_side")
LEXICON = LEXICONS / "act_names.tsv"
COLUMNS = (
    *("kind", "named", "doer", "doer_actor", "side", "against", "against_actor"),
    *("against_side", "negated"),
)


def act_names(
    annotation: Annotation,
    segments: pd.DataFrame,
    actors: Iterable[Actor],
    sides: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return one row for each word that names an act of force or pressure.

    Columns:
        start, end, text: the word; speaker, unit: the voice that uses it.
        measure: "act name"; category: how it names the act, a key of ``NAMINGS``.
        entry: the entry of the lexicon ``act_names``; kind: of the act, as there.
        named: the words with what stands before them ("a proportionate military response").
        doer, against: the words for who did it and whom it was done to, "" for not named.
        doer_actor, against_actor: the actors whom those words name.
        side: of whoever did it (:func:`helpers.measures.shared.sides.actor_sides`), "side not
        named" else;
        against_side: of whom it was done to.
        negated: whether the act is denied.

    Words that are used of games, business and debates too ("attack", "operation", "response";
    ``sure`` is "no" in the lexicon) count only in an article with a sure name of force or killing
    ("airstrike", "killed"), and not where a named person attacks a named person with them.

    How alike acts are named on each side: Entman (1991), "Framing U.S. coverage of international
    news", Journal of Communication 41(4), 6-27; euphemism and justification by name: Bandura
    (1999), "Moral disengagement in the perpetration of inhumanities", Personality and Social
    Psychology Review 3(3), 193-209; answers and causes: Trew (1979).

    Args:
        annotation: of the article.
        segments: its voices.
        actors: of it.
        sides: the user's own, as for :func:`helpers.measures.shared.sides.actor_sides`.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "Danish forces bombed the port. It was the response to a massacre by rebels."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = act_names(annotation, voice_segments(annotation, []), [])
    >>> hits[["text", "category", "doer", "side"]].values.tolist()
    [['bombed', 'plain', 'Danish forces', 'Denmark'], ['response', 'as an answer', '',
     'side not named'], ['massacre', 'condemning', 'rebels', 'side not named']]
    """
    return hits_table(_evidence(annotation, VoiceIndex(segments), actors, sides), COLUMNS)


@rows_of(act_names)
def _evidence(
    annotation: Annotation,
    voices: VoiceIndex,
    actors: Iterable[Actor],
    sides: Mapping[str, str] | None = None,
) -> Rows:
    actors = list(actors)
    mentions = MentionIndex(actors)
    known = side_of_actor(annotation, actors, sides)
    people = {actor.name for actor in actors if actor.type == "person"}
    rows: list[tuple[dict[str, object], bool]] = []
    for match in find_matches(annotation, category_entries(LEXICON, NAMINGS), "entry"):
        found = hit(annotation, voices, match.tokens)
        if found is None or match.entry["category"] == NO_CATEGORY:
            continue
        head = match.head
        verbal = head.pos == "VERB"
        parties = parties_of_verb(head) if verbal else parties_of_noun(head)
        row = _parties(annotation, mentions, parties)
        doer_side, against_side = (
            _side(token, str(row[name]), known)
            for name, token in zip(("doer_actor", "against_actor"), parties, strict=True)
        )
        named: dict[str, object] = {
            **found,
            **row,
            "measure": "act name",
            "category": match.entry["category"],
            "entry": match.entry["entry"],
            "kind": match.entry["kind"],
            "named": str(found["text"]) if verbal else noun_phrase(annotation, head),
            "side": doer_side,
            "against_side": against_side,
            "negated": negated(head),
        }
        rows.append((named, match.entry["sure"] == "yes"))
    forceful = any(sure and row["kind"] in _FORCE for row, sure in rows)
    kept = [row for row, sure in rows if sure or (forceful and not _of_words(row, people))]
    return kept


def _parties(
    annotation: Annotation, mentions: MentionIndex, parties: NamedParties
) -> dict[str, object]:
    """The words for both sides of an act, and the actors whom they name."""
    row: dict[str, object] = {}
    for name, token in zip(("doer", "against"), parties, strict=True):
        row[name] = noun_phrase(annotation, token)
        row[f"{name}_actor"] = mentions.actor_at(token) if token is not None else ""
    return row


def _of_words(row: Mapping[str, object], people: set[str]) -> bool:
    """Whether one named person attacks another, in words: "Roe's attacks on Moss"."""
    doer, against = row["doer_actor"], row["against_actor"]
    return (doer in people and (against in people or not row["against"])) or against in people


def _side(token: Token | None, actor: str, known: Mapping[str, str]) -> str:
    side = known.get(actor, NO_SIDE)
    return country_named(token) or NO_SIDE if side == NO_SIDE else side


def summarise_act_names(hits: pd.DataFrame) -> pd.DataFrame:
    """Return how the same kind of act is named by who did it and to whom, and by whom.

    Columns:
        kind: of act, as in the lexicon.
        done_by, done_to: sides, "side not named" last.
        category: how the words name it, a key of ``NAMINGS``; count: hits.
        words: the names with what stands before them; said_by: the voices that use them; each
            with how often.

    Args:
        hits: what :func:`act_names` returned, or the same after ``helpers.coding.outrank``; a
            coding without a word of the lexicon has the kind "not said" and its whole unit.
    """
    import pandas as pd

    bare = hits["named"] == ""
    hits = hits.assign(named=hits["named"].where(~bare, hits["text"]))
    hits = hits.replace({"kind": {"": NOT_SAID}, **{name: {"": NO_SIDE} for name in _SIDES}})
    rows = []
    keys = ["kind", "side", "against_side", "category"]
    for group, found in hits.groupby(keys, sort=False):
        rows.append((*group, len(found), listed(found["named"]), listed(found["speaker"])))
    columns = ["kind", "done_by", "done_to", "category", "count", "words", "said_by"]
    namings = list(NAMINGS)
    rows.sort(
        key=lambda row: (
            row[0],
            row[1] == NO_SIDE,
            row[1],
            row[2] == NO_SIDE,
            row[2],
            namings.index(str(row[3])),
        )
    )
    return pd.DataFrame(rows, columns=columns)
