"""Casualties: people who, an article tells, were killed, wounded, missing, displaced or held."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from helpers.annotation import Annotation, Token
from helpers.lexicons import LEXICONS, load_lexicon
from helpers.measures.shared.grammar import antecedent, negated, noun_phrase, told_as_fact
from helpers.measures.shared.hits import Hits, MentionIndex, listed
from helpers.measures.shared.matching import Match
from helpers.measures.shared.participants import (
    active_agent,
    active_patient,
    is_passive,
    participants_of_verb,
)
from helpers.measures.shared.sides import NO_SIDE, country_named
from helpers.measures.shared.word_categories import category_matches
from helpers.speakers import NARRATOR

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

FATES = ("killed", "wounded", "missing", "displaced", "held", "victims")
STATUSES = ("civilian", "combatant", "police", "unspecified")
LEXICON = LEXICONS / "casualty_words.tsv"
COLUMNS = ("item", "negated", "factual", "victims", "number", "status", "victim_actor", "side")
_NAMES = frozenset({"PERSON", "NORP"})
_PEOPLE_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "you", "who", "somebody", "someone"})
_PEOPLE_PRONOUNS |= {"nobody", "no-one", "noone", "anyone", "anybody", "none", "everyone", "one"}
_COUNTED = frozenset("dozen score hundred thousand million number group crowd couple one".split())


class _Victims(NamedTuple):
    head: Token | None  # the noun, pronoun or number that names them
    status: str


def casualties(analysis: Analysis) -> Hits:
    """Return one hit for each mention of people who came to harm.

    A verb counts where its victims are people ("killed ten villagers", not "killed the bill"),
    or where none are named in a passive.

    Columns: those of every hit (``helpers.measures.shared.hits.Hits``), and
        category: one of ``FATES`` ("victims": without a word on their fate).
        item: the source of the entry of the lexicon ``casualty_words``.
        negated: whether the harm is denied ("no one was hurt").
        factual: False where a verb presents harm as feared, planned or possible
            (:func:`helpers.measures.shared.grammar.told_as_fact`).
        victims: the words for them, "" where the sentence names none.
        number: the words that say how many, "" for none. Numbers are not added up: reports tell
            of the same dead more than once.
        status: how the words present them (lexicon ``victim_status``): civilian, combatant,
            police or unspecified.
        victim_actor: the actor whom the words name, "" for none.
        side: the country that the words name ("Danish soldiers": Denmark), else the actor, else
            "side not named".

    Whose dead are counted, named and mourned: Herman & Chomsky (1988), "Manufacturing Consent",
    chapter 2, on worthy and unworthy victims; people as victims in war journalism: Lee & Maslog
    (2005), Journal of Communication 55(2).

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "Ten Danish soldiers were killed. No one else was hurt."
    >>> hits = casualties(analyse(article_from_text(text, any_language=True))).table()
    >>> hits[["category", "number", "status", "side", "negated"]].values.tolist()
    [['killed', 'Ten', 'combatant', 'Denmark', False],
     ['wounded', '', 'unspecified', 'side not named', True]]
    """
    annotation, mentions = analysis.annotation, MentionIndex(analysis.actors)
    rows = []
    for match, found in category_matches(analysis, LEXICON, FATES):
        victims = _victims(match)
        if victims is None:
            continue
        head, actor = victims.head, mentions.actor_at(victims.head)
        rows.append(
            {
                **found,
                "item": match.entry["source"],
                "negated": negated(match.head) or (head is not None and _none_of(head)),
                "factual": match.head.pos != "VERB" or told_as_fact(match.head),
                "victims": noun_phrase(annotation, head),
                "number": _number(annotation, head, match),
                "status": victims.status,
                "victim_actor": actor,
                "side": country_named(head) or actor or NO_SIDE,
            }
        )
    return Hits(rows, COLUMNS)


def summarise_casualties(hits: pd.DataFrame) -> pd.DataFrame:
    """Return which victims are mentioned on each side, most mentions first.

    Harm that is denied, feared, planned or only possible is left out.

    Columns:
        side: country, actor or "side not named"; category: one of ``FATES`` that occurs.
        mentions: how often; by_narrator: those of them in the author's words.
        civilian, combatant, police, unspecified: mentions by status.
        numbers: the numbers given, each with how often; never added up.
        speakers: who mentions them, with numbers.
    """
    import pandas as pd

    told = hits[~hits["negated"].astype(bool) & hits["factual"].astype(bool)]
    told = told.replace({"side": {"": NO_SIDE}})  # added by a coder, and no word says whose
    rows = []
    for (side, fate), found in told.groupby(["side", "category"], sort=True):
        statuses = [int((found["status"] == status).sum()) for status in STATUSES]
        narrated = int((found["speaker"] == NARRATOR).sum())
        numbers = listed(number for number in found["number"].str.lower() if number)
        told_by = listed(found["speaker"])
        rows.append((side, fate, len(found), narrated, *statuses, numbers, told_by))
    columns = ["side", "category", "mentions", "by_narrator", *STATUSES, "numbers", "speakers"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def _victims(match: Match) -> _Victims | None:
    """The people whose harm a match reports, or None where it reports no harm to people."""
    head, place = match.head, match.entry["victim"]
    if place == "self":
        if head.dep == "compound":  # "refugee status"
            return None
        if head.dep == "amod":  # "the dead sailors"
            return _of_people(head.head)
        return _Victims(head, _status(head) or "unspecified")
    if place == "of":
        owner = _owner(head)
        if owner is None:  # "sentenced to death" names no dead, "deaths rose" does
            several = head.tag == "NNS" or len(match.tokens) > 1
            return _Victims(head, "unspecified") if several else None
        return _of_people(owner)
    if any(child.dep == "dobj" for child in head.children) and place == "subject":
        return None  # "missing the bus"
    victim = _suffering(head, place)
    if victim is None:
        passive = place == "object" and is_passive(head)
        return _Victims(None, "unspecified") if passive else None
    return _of_people(victim)


def _of_people(named: Token) -> _Victims | None:
    return _Victims(named, _status(named) or "unspecified") if _is_people(named) else None


def _suffering(head: Token, place: str) -> Token | None:
    if head.pos in ("VERB", "AUX") and head.lemma.lower() != "be":
        if place == "object":
            cut_short = head.tag == "VBN" and head.dep == "conj" and is_passive(head.head)
            if cut_short and active_patient(head) is None:  # "ten were killed and 30 wounded"
                return active_agent(head)
            return participants_of_verb(head).patient
        return active_agent(head)
    # "ten were left dead", "the storm left ten dead", "two children are missing"
    own = next((c for c in head.children if c.dep in ("nsubj", "nsubjpass")), None)
    if own is not None:
        return antecedent(own)
    verb = head.head
    if head.dep in ("amod", "acl"):
        return verb
    objects = [c for c in verb.children if c.dep == "dobj" and c.i < head.i]
    subjects = [c for c in verb.children if c.dep in ("nsubj", "nsubjpass")]
    return next((antecedent(c) for c in [*objects, *subjects]), None)


def _owner(noun: Token) -> Token | None:
    """Whose death it is: "the death of two nurses", "her death", "civilian casualties"."""
    for child in noun.children:
        if child.dep == "poss":
            return child
    for child in noun.children:
        if child.dep == "prep" and child.lemma.lower() in ("of", "among", "to"):
            return next((c for c in child.children if c.dep == "pobj"), None)
    return next((c for c in noun.children if c.dep in ("compound", "amod") and _status(c)), None)


def _is_people(token: Token) -> bool:
    if token.tag == "CD" or _status(token) or token.entity in _NAMES:
        return True
    if token.tag == "NNPS" and country_named(token):  # "Danes"
        return True
    if token.tag in ("PRP", "PRP$", "WP") or token.lemma.lower() in _PEOPLE_PRONOUNS:
        return token.lemma.lower() not in ("it", "its", "what")
    return token.lemma.lower() in _COUNTED


def _none_of(head: Token) -> bool:
    return head.lemma.lower() in ("nobody", "none", "no-one") or any(
        child.lemma.lower() == "no" for child in head.children
    )


def _status(token: Token) -> str:
    """How the words present somebody; for "dozens of villagers" as the villagers."""
    own = _statuses().get(token.lemma.lower()) or _statuses().get(token.text.lower(), "")
    for child in token.children:
        if child.dep in ("compound", "amod") and _statuses().get(child.lemma.lower()) == "civilian":
            return "civilian"  # "civilian casualties"
        counted = token.tag == "CD" or token.lemma.lower() in _COUNTED or own == "unspecified"
        if child.dep == "prep" and child.lemma.lower() == "of" and counted:
            inside = next((c for c in child.children if c.dep == "pobj"), None)
            own = (_status(inside) if inside is not None else "") or own
    return own


@cache
def _statuses() -> dict[str, str]:
    """Status by noun; nouns for people of other lists are "unspecified"."""
    people = {row["entry"]: "unspecified" for row in load_lexicon("person_roles", ("entry",))}
    own = load_lexicon("victim_status", ("entry", "status", "source"))
    return people | {row["entry"]: row["status"] for row in own}


def _number(annotation: Annotation, head: Token | None, match: Match) -> str:
    """The words that say how many: "at least ten", "dozens", "no"."""
    for token in (head, match.head):
        if token is None or token.lemma.lower() == "one":
            continue
        if token.tag == "CD" or token.lemma.lower() in _COUNTED:
            return _stretch(annotation, token)
        for child in token.children:
            if child.dep == "nummod" or child.lemma.lower() in ("no", "several", "many", "few"):
                return _stretch(annotation, child)
    return ""


def _stretch(annotation: Annotation, number: Token) -> str:
    inside = [
        token
        for token in number.subtree()
        if token is number or (token.i < number.i and token.dep != "det")
    ]
    return annotation.text[inside[0].start : inside[-1].end]
