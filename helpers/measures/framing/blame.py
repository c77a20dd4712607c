"""Blame and justification: who is blamed by whom, and how acts are denied, excused, justified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.annotation import Token
from helpers.lexicons import LEXICONS, load_lexicon
from helpers.measures.shared.grammar import antecedent, negated, noun_phrase
from helpers.measures.shared.hits import Hits, MentionIndex
from helpers.measures.shared.matching import Match
from helpers.measures.shared.participants import (
    active_patient,
    is_passive,
    participants_of_verb,
)
from helpers.measures.shared.word_categories import category_matches

if TYPE_CHECKING:
    from helpers.analysis import Analysis

ACCOUNTS = ("blame", "denial", "excuse", "justification")
LEXICON = LEXICONS / "blame_and_justification.tsv"
COLUMNS = ("item", "negated", "by", "by_actor", "bearer", "bearer_actor")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def blame_and_justification(analysis: Analysis) -> Hits:
    """Return one hit for each word or phrase that blames somebody or accounts for an act.

    Columns: those of every hit (``helpers.measures.shared.hits.Hits``), and
        category: one of ``ACCOUNTS``. Blame that is denied ("is not responsible") is a denial; to
            deny somebody a thing is none.
        item: the source of the entry of the lexicon ``blame_and_justification``.
        negated: whether the words are denied.
        by: the words for who blames or accounts, where the sentence names them beside the speaker
            ("Kim blamed the army": "Kim"), else "": then it is the speaker.
        bearer: the words for whom the blame or the account is about, "" where the words do not
            tell; by_actor, bearer_actor: the actors whom they name, "" for none.

    Blame: Malle, Guglielmo & Monroe (2014), "A theory of blame", Psychological Inquiry 25(2),
    147-186. Excuse and justification: Scott & Lyman (1968), "Accounts", American Sociological
    Review 33(1), 46-62. Denial: Benoit (1995), "Accounts, Excuses, and Apologies".

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "Kim blamed the army for the fire. The army said it acted in self-defence."
    >>> analysis = analyse(article_from_text(text, any_language=True))
    >>> hits = blame_and_justification(analysis).table()
    >>> hits[["text", "category", "by", "bearer"]].values.tolist()
    [['blamed', 'blame', 'Kim', 'the army'], ['in self-defence', 'justification', '', '']]
    """
    annotation, mentions = analysis.annotation, MentionIndex(analysis.actors)
    rows = []
    for match, found in category_matches(analysis, LEXICON, ACCOUNTS):
        denied = negated(match.head)
        if _no_account(match, denied):
            continue
        if denied and found["category"] == "blame":
            found["category"] = "denial"
        row = {**found, "item": match.entry["source"], "negated": denied}
        for role, token in zip(("by", "bearer"), _parties(match), strict=True):
            row[role] = noun_phrase(annotation, token)
            row[f"{role}_actor"] = mentions.actor_at(token)
        rows.append(row)
    return Hits(rows, COLUMNS)


def _no_account(match: Match, denied: bool) -> bool:
    """Whether the words have another sense, or say that there is no blame or denial."""
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
    charge = participants_of_verb(word).patient
    return charge is not None and charge.lemma.lower() not in _nouns("charge_nouns")


def _nouns(lexicon: str) -> set[str]:
    return {row["entry"] for row in load_lexicon(lexicon, ("entry", "source"))}


def _parties(match: Match) -> tuple[Token | None, Token | None]:
    """Who blames or accounts, and who bears it, as far as the sentence names them."""
    head, place = match.head, match.entry["bearer"]
    if place == "object":
        by, patient = participants_of_verb(head)
        return by, patient if is_passive(head) else _blamed(head)
    if place == "possessor":
        owner = next((child for child in head.children if child.dep == "poss"), None)
        return None, owner
    if place != "subject":
        return None, None
    if head.pos == "VERB" and head.lemma.lower() != "be":
        return None, participants_of_verb(head).agent
    return _judged_parties(head)


def _blamed(verb: Token) -> Token | None:
    """Whom an active verb blames: "blamed the fire on the army" blames the army."""
    if verb.lemma.lower() == "blame":
        for child in verb.children:
            if child.dep == "prep" and child.lemma.lower() == "on":
                return next((c for c in child.children if c.dep == "pobj"), None)
    return active_patient(verb)


def _judged_parties(word: Token) -> tuple[Token | None, Token | None]:
    """Who judges and who is judged by a word such as "responsible", None for not named.

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
