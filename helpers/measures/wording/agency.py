"""Agency: who acts on whom, what leaves the agent out, and how acts of force are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.lexicons import LEXICONS, by_entry, load_stances
from helpers.measures.shared.grammar import (
    denied_above,
    is_doubtful_parse,
    is_verb_of_headline,
    negated,
    noun_phrase,
    told_as_fact,
)
from helpers.measures.shared.hits import Hits, MentionIndex, TokenIndex, by_coder, hit, listed
from helpers.measures.shared.matching import NAME_LABELS
from helpers.measures.shared.participants import (
    Participants,
    active_patient,
    is_action_noun,
    is_passive,
    is_verb,
    names_somebody,
    participants_of_noun,
    participants_of_verb,
)
from helpers.measures.shared.sides import (
    NO_SIDE,
    country_in_words,
    country_named,
    side_of_actor,
)
from helpers.measures.shared.word_categories import category_matches

ACTIVE = "active"
INANIMATE = "inanimate agent"
PASSIVE = "passive with agent"
AGENTLESS = "agentless passive"
NOMINALISED = "nominalised action"
NOBODY = "nobody named"
A_THING = "a thing or event"
OTHERS = "others"  # people and things with no side in the words
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
COLUMNS = ("voice", "action", "agent", "agent_actor", "patient", "patient_actor", "negated")
NAMINGS = ("plain", "abstract", "as an answer", "as defence", "condemning")
_FORCE = ("armed force", "killing", "movement of forces")
NOT_SAID = "not said"
ACT_NAMES = LEXICONS / "act_names.tsv"
ACT_COLUMNS = (
    *("kind", "named", "agent", "agent_actor", "agent_side", "patient", "patient_actor"),
    *("patient_side", "negated"),
)


def agency(analysis: Analysis) -> Hits:
    """Return one hit for each action, told by a verb or by a noun ("the killing of two men").

    Verbs of which it is unclear who acts are left out; nobody acts on himself, on a time or on a
    sum. Gerunds are taken for facts ("denied stealing"), and so is what one voice says that others
    did. A noun of action does not say whether the action happened.
    """
    mentions = MentionIndex(analysis.actors)
    rows = [*_told_by_verbs(analysis, mentions), *_told_by_nouns(analysis, mentions)]
    # of two hits with one start the noun is a verb that the tagger took for a noun
    first = {row["start"]: row for row in reversed(rows)}
    return Hits(list(first.values()), COLUMNS)


def _told_by_verbs(analysis: Analysis, mentions: MentionIndex) -> Iterator[dict[str, Any]]:
    never, sometimes = _verbs_left_out()
    told = (a for a in analysis.attributions if a.is_said)
    quoted = {start for a in told for start, _ in a.cue}  # "rued", of which no lexicon knows
    for token in analysis.annotation.tokens:
        if not is_verb(token):
            continue
        lemma = token.lemma.lower()
        particle = " ".join(c.text.lower() for c in token.children if c.dep == "prt")
        if {lemma, f"{lemma} {particle}"} & never or (
            lemma in sometimes and not _has_plain_object(token)
        ):
            continue
        found = hit(analysis, [token])
        if found is None or not told_as_fact(token):
            continue
        agent, patient = participants = participants_of_verb(token)
        passive = is_passive(token)
        if token.start in quoted or is_doubtful_parse(
            analysis.annotation, token, participants, passive=passive
        ):
            continue
        if not passive and patient is None and (agent is None or _leads_to_an_action(token)):
            continue
        if agent is not None and _is_doubtful(analysis, token, agent, mentions):
            continue
        voice = ACTIVE if not passive else PASSIVE if agent is not None else AGENTLESS
        who = any(child.lemma.lower() == "who" for child in token.children)
        by_thing = (
            agent is not None
            and not (patient is None or who)
            and not (mentions.actor_at(agent) or names_somebody(agent))
        )
        particle = " ".join(c.text.lower() for c in token.children if c.dep == "prt")
        yield {
            **found,
            **_named(analysis.annotation, mentions, participants),
            "category": INANIMATE if by_thing else voice,
            "voice": voice,
            "entry": lemma,
            "action": f"{lemma} {particle}".strip(),
            "negated": negated(token) or denied_above(token),
        }


def _told_by_nouns(analysis: Analysis, mentions: MentionIndex) -> Iterator[dict[str, Any]]:
    for token in analysis.annotation.tokens:
        if not is_action_noun(token) or token.dep == "compound" or token.entity in NAME_LABELS:
            continue
        found = hit(analysis, [token])
        if found is None:
            continue
        parts = [c.text.lower() for c in token.children if c.dep == "compound" and c.tag == "NN"]
        if {"press", "news"} & {*parts}:  # "a press release"
            continue
        yield {
            **found,
            **_named(analysis.annotation, mentions, participants_of_noun(token)),
            "category": NOMINALISED,
            "voice": NOMINALISED,
            "entry": token.lemma.lower(),
            "action": " ".join([*parts, token.lemma.lower()]),
            "negated": negated(token),
        }


def _named(
    annotation: Annotation, mentions: MentionIndex, participants: Participants
) -> dict[str, str]:
    """The words for agent and patient, and the actors whom they name."""
    agent, patient = participants
    return {
        "agent": noun_phrase(annotation, agent),
        "agent_actor": mentions.actor_at(agent),
        "patient": noun_phrase(annotation, patient),
        "patient_actor": mentions.actor_at(patient),
    }


def _verbs_left_out() -> tuple[set[str], set[str]]:
    """Verbs that never describe an action, and those that do so only with a plain object."""
    reporting = [row for row in load_stances() if row["pos"] != "NOUN"]
    states = set(by_entry("state_verbs", "source"))
    sometimes = {row["entry"] for row in reporting if row["other_use"] == "deed"}
    return states | {row["entry"] for row in reporting} - sometimes, sometimes


def _leads_to_an_action(verb: Token) -> bool:
    """Whether the action is another verb's: "tried to flee", "helped build"."""
    return any(child.dep in ("xcomp", "ccomp") for child in verb.children)


def _is_doubtful(analysis: Analysis, verb: Token, agent: Token, mentions: MentionIndex) -> bool:
    """Whether it is unclear who acts: "it" of nobody, charges ("Kim Lee: Dealing in heroin")."""
    between = analysis.annotation.text[agent.end : verb.start]
    unclear = agent.text.lower() in ("it", "which") or (agent.lemma == "that" and agent.tag != "DT")
    nobody = unclear and not mentions.actor_at(agent)
    return nobody or ": " in between


def _has_plain_object(verb: Token) -> bool:
    """Whether a verb has a noun and no clause: "found the door", not "found that it rained"."""
    if any(child.dep in ("ccomp", "xcomp", "oprd") for child in verb.children):
        return False
    return is_passive(verb) or active_patient(verb) is not None


def acts_on(
    events: pd.DataFrame, analysis: Analysis, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return which side acts on which, most actions first, pairs without any included.

    Left out are denied actions, active verbs without agent or patient, codings without a verb or
    noun, and sentences in which the parse found no finite verb: in a headline it may take the verb
    for a noun. ``sides`` are the user's own (``actor_sides``).
    """
    known = side_of_actor(analysis, sides)
    words = TokenIndex(analysis.annotation)
    told = events[~events["negated"].astype(bool) & (events["action"] != "")]
    rows = []
    for row in told.to_dict("records"):
        unclear = not (row["patient"] and row["agent"]) and row["voice"] == ACTIVE
        if unclear or not _has_a_clause(analysis.annotation, words, row["start"]):
            continue
        agent = _party(str(row["agent"]), str(row["agent_actor"]), known)
        if agent == NO_SIDE and row["category"] == INANIMATE:
            agent = A_THING
        acted_on = _party(str(row["patient"]), str(row["patient_actor"]), known)
        if acted_on == NO_SIDE and not row["patient_actor"]:
            acted_on = OTHERS
        rows.append((agent, acted_on, row["action"], row["speaker"], by_coder(row)))
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
    return any(token.tag in _FINITE or is_verb_of_headline(token) for token in sentence)


def act_names(analysis: Analysis) -> Hits:
    """Return one hit for each word that names an act of force or pressure."""
    annotation = analysis.annotation
    mentions = MentionIndex(analysis.actors)
    known = side_of_actor(analysis)
    people = {actor.name for actor in analysis.actors if actor.type == "person"}
    rows = []
    for match, found in category_matches(analysis, ACT_NAMES, NAMINGS):
        head = match.head
        verbal = head.pos == "VERB"
        named = found["text"] if verbal else noun_phrase(annotation, head)
        row = {**found, "kind": match.entry["kind"], "named": named, "negated": negated(head)}
        participants = participants_of_verb(head) if verbal else participants_of_noun(head)
        row |= _named(annotation, mentions, participants)
        for role, token in zip(("agent", "patient"), participants, strict=True):
            side = known.get(row[f"{role}_actor"], NO_SIDE)
            row[f"{role}_side"] = side if side != NO_SIDE else country_named(token) or NO_SIDE
        rows.append((row, match.entry["sure"] == "yes"))
    forceful = any(sure and row["kind"] in _FORCE for row, sure in rows)
    kept = [row for row, sure in rows if sure or (forceful and not _of_words(row, people))]
    return Hits(kept, ACT_COLUMNS)


def _of_words(row: Mapping[str, object], people: set[str]) -> bool:
    """Whether one named person attacks another, in words: "Roe's attacks on Moss"."""
    agent, patient = row["agent_actor"], row["patient_actor"]
    return (agent in people and (patient in people or not row["patient"])) or patient in people


def summarise_act_names(hits: pd.DataFrame) -> pd.DataFrame:
    """Return how the same kind of act is named by who did it and to whom, and by whom.

    "Side not named" comes last. The hits may have gone through ``helpers.coding.apply_codes``; a
    coding without a word of the lexicon has the kind "not said" and its whole unit.
    """
    keys = ["kind", "agent_side", "patient_side", "category"]
    hits = hits.assign(named=hits["named"].where(hits["named"] != "", hits["text"]))
    hits = hits.replace(
        {"kind": {"": NOT_SAID}, "agent_side": {"": NO_SIDE}, "patient_side": {"": NO_SIDE}}
    )
    rows: list[tuple] = [
        (*group, len(found), listed(found["named"]), listed(found["speaker"]))
        for group, found in hits.groupby(keys, sort=False)
    ]

    def place(row: Any) -> tuple:
        kind, by, to, naming = row[:4]
        return kind, by == NO_SIDE, by, to == NO_SIDE, to, NAMINGS.index(naming)

    columns = ["kind", "done_by", "done_to", "category", "count", "words", "said_by"]
    rows.sort(key=place)
    return pd.DataFrame(rows, columns=columns)
