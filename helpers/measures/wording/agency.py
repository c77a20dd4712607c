"""Agency: who acts on whom, and which passives leave the agent out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.lexicons import load_lexicon, load_stances
from helpers.measures.shared.event_participants import names_somebody
from helpers.measures.shared.factuality import denied_above, told_as_fact
from helpers.measures.shared.grammar import negated
from helpers.measures.shared.hits import MentionIndex, Rows, hit, hits_table, listed, rows_of
from helpers.measures.shared.participants import (
    active_agent,
    active_patient,
    is_passive,
    is_verb,
    passive_agent,
    passive_patient,
)
from helpers.measures.shared.phrases import noun_phrase
from helpers.speakers import Actor
from helpers.statistics import wilson_interval
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

ACTIVE = "active"
INANIMATE = "inanimate agent"
PASSIVE = "passive with agent"
AGENTLESS = "agentless passive"
ALL_VOICES = "all voices"

COLUMNS = (
    "voice",
    "action",
    "agent",
    "agent_actor",
    "patient",
    "patient_actor",
    "negated",
)


def agency(annotation: Annotation, segments: pd.DataFrame, actors: Iterable[Actor]) -> pd.DataFrame:
    """Return one row for each event told by a verb of doing, with its agent and its patient.

    Left out: copulas, auxiliaries, verbs of having and thinking (lexicon ``state_verbs``) and
    reporting verbs (lexicon ``reporting_verbs``). Deeds told by a noun ("the attack on the
    town") are those of :func:`helpers.measures.wording.nominalised_actions`.

    An event is a row where it is told as having happened or happening, denied ones included: not
    what somebody threatens, wants, promises, tries or plans to do, what is expected, ordered or
    refused, what will or may be, and what a condition names. Which infinitives count stands in
    :func:`helpers.measures.shared.factuality.told_as_fact`. Gerunds are taken for facts ("denied
    stealing"), and so is what one voice says that others did.

    Columns:
        start, end, text: the verb.
        speaker, unit: the voice that tells of the event.
        measure: "agency".
        voice: "active", "passive with agent" or "agentless passive" (participles such as "houses
            burned by soldiers" included).
        category: the same, but "inanimate agent" where a thing or an event is told as acting on
            somebody or something ("missiles struck the town", "hit by missiles").
        entry: the verb's lemma; action: the lemma with its particle ("carry out").
        agent, patient: the words of the noun phrase that acts or is acted on, "" for none.
        agent_actor, patient_actor: the actor whom those words name, "" for none.
        negated: whether the event is denied ("did not leave", "did not manage to leave").

    The table follows transitivity analysis: Fowler (1991), "Language in the News"; Trew (1979)
    on the passives that leave out who killed.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> text = "Soldiers burned the village. Ten people were killed."
    >>> annotation = annotate(article_from_text(text, any_language=True))
    >>> events = agency(annotation, voice_segments(annotation, []), [])
    >>> events[["agent", "action", "patient", "category"]].values.tolist()
    [['Soldiers', 'burn', 'the village', 'active'],
     ['', 'kill', 'Ten people', 'agentless passive']]
    """
    return hits_table(agency_rows(annotation, VoiceIndex(segments), actors), COLUMNS)


@rows_of(agency)
def agency_rows(annotation: Annotation, voices: VoiceIndex, actors: Iterable[Actor]) -> Rows:
    """Return the rows of :func:`agency`, in the order of the text."""
    mentions = MentionIndex(actors)
    no_deeds, sometimes_deeds = _verbs_left_out()
    rows = []
    for token in annotation.tokens:
        if not is_verb(token):
            continue
        lemma = token.lemma.lower()
        particle = " ".join(c.text.lower() for c in token.children if c.dep == "prt")
        if lemma in no_deeds or (lemma in sometimes_deeds and not _has_plain_object(token)):
            continue
        found = hit(annotation, voices, [token])
        if found is None or not told_as_fact(token):
            continue
        passive = is_passive(token)
        agent = passive_agent(token) if passive else active_agent(token)
        patient = passive_patient(token) if passive else active_patient(token)
        if not passive and patient is None and (agent is None or _leads_to_a_deed(token)):
            continue
        voice = ACTIVE if not passive else PASSIVE if agent is not None else AGENTLESS
        who = any(child.lemma.lower() == "who" for child in token.children)
        acting = agent is not None and patient is not None and not who
        by_thing = acting and agent is not None and _is_a_thing(agent, mentions)
        rows.append(
            {
                **found,
                "measure": "agency",
                "category": INANIMATE if by_thing else voice,
                "voice": voice,
                "entry": lemma,
                "action": f"{lemma} {particle}".strip(),
                "agent": noun_phrase(annotation, agent),
                "agent_actor": mentions.actor_at(agent) if agent is not None else "",
                "patient": noun_phrase(annotation, patient),
                "patient_actor": mentions.actor_at(patient) if patient is not None else "",
                "negated": negated(token) or denied_above(token),
            }
        )
    return rows


def _verbs_left_out() -> tuple[set[str], set[str]]:
    """Verbs that never tell of a deed, and those that do so only with a plain object."""
    reporting = [row for row in load_stances() if row["pos"] == "VERB"]
    states = {entry["verb"] for entry in load_lexicon("state_verbs", ("verb", "source"))}
    sometimes = {row["entry"] for row in reporting if row["other_use"] == "deed"}
    return states | {row["entry"] for row in reporting} - sometimes, sometimes


def _leads_to_a_deed(verb: Token) -> bool:
    """Whether the deed is another verb's: "tried to flee", "helped build", "so he did"."""
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
        as_agent, as_patient: events as the one who acts, as the one acted on.
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
        deeds = listed(does[name]), listed(suffers[name])
        rows.append((name, agent, patient, n, share, low, high, *deeds))
    columns = ["actor", "as_agent", "as_patient", "n", "agent_share", "low", "high"]
    table = pd.DataFrame(rows, columns=[*columns, "does", "suffers"])
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def agentless_passives(events: pd.DataFrame) -> pd.DataFrame:
    """Return the share of passives that leave the agent out: by speaker, and over all voices.

    Passives of deeds told as fact; what is denied ("nobody was hurt") hides no doer.

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
