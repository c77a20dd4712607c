"""Blame and justification: who is blamed by whom, and how deeds are denied, excused, justified."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.lexicons import LEXICONS, load_lexicon
from helpers.measures.shared.grammar import antecedent, negated
from helpers.measures.shared.hits import MentionIndex, Rows, hit, hits_table, rows_of
from helpers.measures.shared.matching import Match, find_matches
from helpers.measures.shared.participants import (
    active_agent,
    active_patient,
    is_passive,
    passive_agent,
    passive_patient,
)
from helpers.measures.shared.phrases import noun_phrase
from helpers.measures.shared.word_categories import NO_CATEGORY, category_entries
from helpers.speakers import Actor
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

ACCOUNTS = ("blame", "denial", "excuse", "justification")
LEXICON = LEXICONS / "blame_and_justification.tsv"
COLUMNS = ("item", "negated", "by", "by_actor", "bearer", "bearer_actor")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def blame_and_justification(
    annotation: Annotation, segments: pd.DataFrame, actors: Iterable[Actor]
) -> pd.DataFrame:
    """Return one row for each word or phrase that blames somebody or accounts for a deed.

    Columns:
        start, end, text: the words; speaker, unit: the voice they stand in.
        measure: "blame and justification"; category: one of ``ACCOUNTS``. Blame that is denied
            ("is not responsible") is a denial; to deny somebody a thing is none.
        entry: the entry of the lexicon ``blame_and_justification``; item: its source.
        negated: whether the words are denied.
        by: the words for who blames or accounts, where the sentence names them beside the speaker
            ("Kim blamed the army": "Kim"), else "": then it is the speaker.
        bearer: the words for whom the blame or the account is about, "" where the words do not
            tell; by_actor, bearer_actor: the actors whom they name, "" for none.

    Blame: Malle, Guglielmo & Monroe (2014), "A theory of blame", Psychological Inquiry 25(2),
    147-186. Excuse and justification: Scott & Lyman (1968), "Accounts", American Sociological
    Review 33(1), 46-62. Denial: Benoit (1995), "Accounts, Excuses, and Apologies".

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "Kim blamed the army for the fire. The army said it acted in self-defence."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> hits = blame_and_justification(annotation, voice_segments(annotation, []), [])
    >>> hits[["text", "category", "by", "bearer"]].values.tolist()
    [['blamed', 'blame', 'Kim', 'the army'], ['in self-defence', 'justification', '', '']]
    """
    return hits_table(_evidence(annotation, VoiceIndex(segments), actors), COLUMNS)


@rows_of(blame_and_justification)
def _evidence(annotation: Annotation, voices: VoiceIndex, actors: Iterable[Actor]) -> Rows:
    mentions = MentionIndex(actors)
    rows = []
    for match in find_matches(annotation, category_entries(LEXICON, ACCOUNTS), "entry"):
        found = hit(annotation, voices, match.tokens)
        if found is None or match.entry["category"] == NO_CATEGORY:
            continue
        denied = negated(match.head)
        category = match.entry["category"]
        if _no_account(match, denied):
            continue
        by, bearer = _parties(match)
        rows.append(
            {
                **found,
                "measure": "blame and justification",
                "category": "denial" if denied and category == "blame" else category,
                "entry": match.entry["entry"],
                "item": match.entry["source"],
                "negated": denied,
                "by": noun_phrase(annotation, by),
                "by_actor": mentions.actor_at(by) if by is not None else "",
                "bearer": noun_phrase(annotation, bearer),
                "bearer_actor": mentions.actor_at(bearer) if bearer is not None else "",
            }
        )
    return rows


def _no_account(match: Match, denied: bool) -> bool:
    """Whether the words stand in another sense, or say that there is no blame or denial."""
    category, head = match.entry["category"], match.head
    if category == "denial":
        return denied or _withholds(head)
    if category == "blame":  # "did not blame the army"; "is not responsible" is a denial
        return denied and match.entry["bearer"] == "object"
    # "in response to a letter" is a reply
    objects = (child for child in match.tokens[-1].children if child.dep == "pobj")
    return any(child.lemma.lower() in _nouns("reply_nouns") for child in objects)


def _withholds(word: Token) -> bool:
    """Whether a verb of denial keeps something from somebody: "denied them visas"."""
    if word.pos != "VERB" or word.lemma.lower() == "have":
        return False
    if any(child.dep in ("ccomp", "xcomp") for child in word.children):
        return False
    charge = passive_patient(word) if is_passive(word) else active_patient(word)
    return charge is not None and charge.lemma.lower() not in _nouns("charge_nouns")


def _nouns(lexicon: str) -> set[str]:
    return {row["noun"] for row in load_lexicon(lexicon, ("noun", "source"))}


def _parties(match: Match) -> tuple[Token | None, Token | None]:
    """Who blames or accounts, and who bears it, as far as the sentence names them."""
    head, place = match.head, match.entry["bearer"]
    if place == "object":
        passive = is_passive(head)
        by = passive_agent(head) if passive else active_agent(head)
        return by, passive_patient(head) if passive else _object(head)
    if place == "possessor":
        owner = next((child for child in head.children if child.dep == "poss"), None)
        return None, owner
    if place != "subject":
        return None, None
    if head.pos == "VERB" and head.lemma.lower() != "be":
        account = passive_agent(head) if is_passive(head) else active_agent(head)
        return None, account
    return judged_parties(head)


def answerable(head: Token) -> Token | None:
    """Return who answers for something, by a word of the responsibility frame, None if not named.

    For "is responsible" and "caused the fire" the subject, for "blamed the army" the object, for
    "the army's fault" the owner.
    """
    if head.pos == "VERB" and head.lemma.lower() == "blame":
        return passive_patient(head) if is_passive(head) else _object(head)
    if head.pos == "VERB":
        return passive_agent(head) if is_passive(head) else active_agent(head)
    owner = next((child for child in head.children if child.dep == "poss"), None)
    return owner if head.pos == "NOUN" else judged_parties(head)[1]


def _object(verb: Token) -> Token | None:
    """Whom an active verb blames: "blamed the fire on the army" blames the army."""
    if verb.lemma.lower() == "blame":
        for child in verb.children:
            if child.dep == "prep" and child.lemma.lower() == "on":
                return next((c for c in child.children if c.dep == "pobj"), None)
    return active_patient(verb)


def judged_parties(word: Token) -> tuple[Token | None, Token | None]:
    """Return who judges and who is judged by a word such as "responsible", None for not named.

    For "is responsible" the subject is judged; "Kim holds the army responsible" names both.
    """
    clause = word
    while clause.dep == "conj" and clause.head.pos == word.pos:
        clause = clause.head
    own = _subject(clause)
    verb = clause.head
    if own is not None:  # a small clause: "hold [the army responsible]"
        small = clause.pos not in ("VERB", "AUX") and verb is not clause
        return (_subject(verb) if small else None), own
    named = next((c for c in verb.children if c.dep == "dobj" and c.i < word.i), None)
    if named is not None:
        return _subject(verb), antecedent(named)
    return None, _subject(verb)


def _subject(verb: Token) -> Token | None:
    found = next((child for child in verb.children if child.dep in _SUBJECTS), None)
    return None if found is None else antecedent(found)
