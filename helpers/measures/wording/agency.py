"""Agency: who acts on whom, and which passives and nouns leave the agent out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from helpers.annotation import Annotation, Token
from helpers.lexicons import load_lexicon, load_stances
from helpers.measures.shared.grammar import denied_above, negated, noun_phrase, told_as_fact
from helpers.measures.shared.hits import Hits, MentionIndex, hit, listed
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
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

ACTIVE = "active"
INANIMATE = "inanimate agent"
PASSIVE = "passive with agent"
AGENTLESS = "agentless passive"
NOMINALISED = "nominalised action"
ALL_VOICES = "all voices"
COLUMNS = ("voice", "action", "agent", "agent_actor", "patient", "patient_actor", "negated")


def agency(analysis: Analysis) -> Hits:
    """Return one hit for each action, told by a verb or by a noun ("the killing of two men").

    Columns: those of every hit (``helpers.measures.shared.hits.Hits``), and
        voice: "active", "passive with agent", "agentless passive" (participles such as "houses
            burned by soldiers" included) or "nominalised action".
        category: the same, but "inanimate agent" where a thing or an event acts on somebody or
            something ("missiles struck the town", "hit by missiles").
        entry: the lemma; action: the lemma with its particle ("carry out"), a noun with its
            compounds ("rocket attack").
        agent, patient: the words of the noun phrase that acts or is acted on, "" for none.
        agent_actor, patient_actor: the actor whom those words name, "" for none.
        negated: whether the action is denied ("did not leave", "did not manage to leave").

    Of verbs are left out copulas, auxiliaries, verbs of having and thinking (lexicon
    ``state_verbs``) and reporting verbs. A verb counts where it presents something as having
    happened or happening (:func:`helpers.measures.shared.grammar.told_as_fact`), also where that
    is denied: not what somebody threatens, wants, promises, tries or plans to do, what is
    expected, ordered or refused, what will or may be, and what a condition names. Gerunds are
    taken for facts ("denied stealing"), and so is what one voice says that others did.

    Nouns of the lexicon ``action_nouns`` count, but not as the first part of another noun
    ("attack helicopter") nor in a name. A noun does not say whether the action happened: it may
    be feared or denied, and ``negated`` knows only what its own clause denies.

    Transitivity and nominalisation: Fowler (1991), "Language in the News", chapter 5; passives
    that leave out who killed: Trew (1979).

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "Soldiers burned the village. Ten people were killed. An attack by rebels followed."
    >>> events = agency(analyse(article_from_text(text, any_language=True))).table()
    >>> events[["agent", "action", "patient", "category"]].values.tolist()
    [['Soldiers', 'burn', 'the village', 'active'], ['', 'kill', 'Ten people', 'agentless passive'],
     ['rebels', 'attack', '', 'nominalised action']]
    """
    mentions = MentionIndex(analysis.actors)
    rows = [*_told_by_verbs(analysis, mentions), *_told_by_nouns(analysis, mentions)]
    # of two hits with one start the noun is a verb that the tagger took for a noun
    first = {row["start"]: row for row in reversed(rows)}
    return Hits(list(first.values()), COLUMNS)


def _told_by_verbs(analysis: Analysis, mentions: MentionIndex) -> Iterator[dict[str, Any]]:
    never, sometimes = _verbs_left_out()
    for token in analysis.annotation.tokens:
        if not is_verb(token):
            continue
        lemma = token.lemma.lower()
        if lemma in never or (lemma in sometimes and not _has_plain_object(token)):
            continue
        found = hit(analysis, [token])
        if found is None or not told_as_fact(token):
            continue
        agent, patient = participants = participants_of_verb(token)
        passive = is_passive(token)
        if not passive and patient is None and (agent is None or _leads_to_an_action(token)):
            continue
        voice = ACTIVE if not passive else PASSIVE if agent is not None else AGENTLESS
        who = any(child.lemma.lower() == "who" for child in token.children)
        acting = agent is not None and patient is not None and not who
        by_thing = acting and agent is not None and _is_a_thing(agent, mentions)
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
    reporting = [row for row in load_stances() if row["pos"] == "VERB"]
    states = {row["entry"] for row in load_lexicon("state_verbs", ("entry", "source"))}
    sometimes = {row["entry"] for row in reporting if row["other_use"] == "deed"}
    return states | {row["entry"] for row in reporting} - sometimes, sometimes


def _leads_to_an_action(verb: Token) -> bool:
    """Whether the action is another verb's: "tried to flee", "helped build", "so he did"."""
    clause = any(child.dep in ("xcomp", "ccomp") for child in verb.children)
    return clause or verb.lemma.lower() == "do"


def _has_plain_object(verb: Token) -> bool:
    """Whether a verb has a noun and no clause: "found the door", not "found that it rained"."""
    if any(child.dep in ("ccomp", "xcomp", "oprd") for child in verb.children):
        return False
    return is_passive(verb) or active_patient(verb) is not None


def _is_a_thing(agent: Token, mentions: MentionIndex) -> bool:
    return not (mentions.actor_at(agent) or names_somebody(agent))


def summarise_agency(events: pd.DataFrame) -> pd.DataFrame:
    """Return how often each actor acts and is acted on, most events first; no denied events.

    Columns:
        actor: name; events in which the actor takes no part are left out.
        as_agent, as_patient: events in which the actor acts, in which it is acted on.
        n: events in which the actor takes part on either side.
        agent_share: ``as_agent / (as_agent + as_patient)``; low, high: its 95 % Wilson interval,
            NaN below five.
        does, suffers: the actions, with their numbers.
    """
    import pandas as pd

    events = events[~events["negated"].astype(bool)]
    does: defaultdict[str, list[str]] = defaultdict(list)
    suffers: defaultdict[str, list[str]] = defaultdict(list)
    takes_part: Counter[str] = Counter()
    sides = (events[column] for column in ("agent_actor", "patient_actor", "action"))
    for acting, suffering, action in zip(*sides, strict=True):
        does[acting].append(action)
        suffers[suffering].append(action)
        takes_part.update({acting, suffering})
    rows = []
    for name in sorted(set(takes_part) - {""}):
        agent, patient = len(does[name]), len(suffers[name])
        low, high = wilson_interval(agent, agent + patient)
        share, n = agent / (agent + patient), takes_part[name]
        actions = listed(does[name]), listed(suffers[name])
        rows.append((name, agent, patient, n, share, low, high, *actions))
    columns = ["actor", "as_agent", "as_patient", "n", "agent_share", "low", "high"]
    table = pd.DataFrame(rows, columns=[*columns, "does", "suffers"])
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def agentless_passives(events: pd.DataFrame) -> pd.DataFrame:
    """Return the share of passives that leave the agent out: by speaker, and over all voices.

    Passives that are told as fact count; one that is denied ("nobody was hurt") hides no agent.

    Columns: ``speaker`` ("all voices" first), ``agentless``, ``n`` (passives), ``events``,
    ``share`` (``agentless / n``, NaN without passives), ``low``, ``high`` (95 % Wilson interval,
    NaN below five passives).
    """
    import pandas as pd

    events = events[~events["negated"].astype(bool)]
    told = Counter(zip(events["speaker"], events["voice"], strict=True))
    told.update((ALL_VOICES, voice) for voice in events["voice"])
    rows = []
    for speaker in (ALL_VOICES, *sorted(set(events["speaker"]))):
        agentless = told[speaker, AGENTLESS]
        n = agentless + told[speaker, PASSIVE]
        low, high = wilson_interval(agentless, n)
        share = agentless / n if n else float("nan")
        rows.append((speaker, agentless, n, n + told[speaker, ACTIVE], share, low, high))
    columns = ["speaker", "agentless", "n", "events", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
