"""Reporting verbs: the stance that the choice of verb takes towards what somebody says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from helpers.annotation import Token
from helpers.lexicons import load_stances
from helpers.measures.shared.hits import Hits, TokenIndex, hit, listed
from helpers.speakers import UNATTRIBUTED, Actor
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

# Class -> what a verb of the class does. The papers are named with each verb in the lexicon.
STANCES = {
    "neutral": "names the act of speaking and no attitude (say, tell, according to)",
    "factive": "takes what is said as true (confirm, reveal, acknowledge)",
    "assertive": "names an act of assertion and leaves the truth open (insist, argue, announce)",
    "distancing": "withholds the reporter's belief (claim, allege)",
    "performative": "names what is done by speaking: promise, order, reproach, denial (vow, warn)",
    "labelling": "gives its object a name or description (call, describe as)",
    "manner": "tells how the voice sounded (shout, joke)",
    "mental": "reports a thought, wish or feeling (believe, fear)",
    "unclassified": "a cue that is not in the lexicon",
}


def reporting_verbs(analysis: Analysis) -> Hits:
    """Return one hit for the cue of each attribution that has one, with its stance.

    Columns: those of every hit (``helpers.measures.shared.hits.Hits``), and
        start, end, text: the word of the cue that decides its stance.
        speaker: the voice that chose the word, mostly the narrator.
        category: the stance, a key of ``STANCES``.
        entry: the entry of the lexicon ``reporting_verbs``, or the lemma of an
            unclassified cue.
        source: name of the speaker whom the cue reports ("unattributed" without a name).
        attribution: index into the attributions of the article.
        speech: False where the cue reports a belief or an act that nobody uttered.

    Where a cue has several words of the lexicon ("was quick to remind") its last verb decides.
    The classes follow Caldas-Coulthard (1994), Hyland (1999), Karttunen (1971), Searle (1976)
    and Levin (1993); the lexicon has the full references.

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> analysis = analyse(article_from_text("Kim Roe claimed it rained.", any_language=True))
    >>> reporting_verbs(analysis).table()[["text", "category", "entry"]].values.tolist()
    [['claimed', 'distancing', 'claim']]
    """
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
        rows.append(
            {
                **found,
                "category": stance,
                "entry": name,
                "source": attribution.speaker or UNATTRIBUTED,
                "attribution": index,
                "speech": attribution.speech,
            }
        )
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


def summarise_reporting_verbs(
    hits: pd.DataFrame, actors: Iterable[Actor] = (), *, by: str = "source"
) -> pd.DataFrame:
    """Return how often each stance reports each speaker, or each type of speaker.

    Args:
        hits: the table of :func:`reporting_verbs`; beliefs (``speech`` False) are left out.
        actors: of the article; needed for ``by="type"``.
        by: "source" (one group for each speaker reported) or "type" (person, organisation ...).

    Columns:
        source or type: the group.
        stance: every stance that occurs in the article, for each group.
        count: cues of this stance; n: all cues of the group.
        share: ``count / n``; low, high: its 95 % Wilson interval, NaN below five cues.
        cues: the matched entries, with their numbers.

    Raises:
        ValueError: ``by`` is neither "source" nor "type".
    """
    import pandas as pd

    if by not in ("source", "type"):
        raise ValueError(f'Cues are summed up by "source" or "type", not by {by!r}.')
    types = {actor.name: actor.type for actor in actors}
    spoken = hits[hits["speech"].astype(bool)].replace({"source": {"": UNATTRIBUTED}})
    names = spoken["source"].map(lambda name: types.get(name, UNATTRIBUTED))
    groups = spoken.assign(type=names)
    present = [stance for stance in STANCES if stance in set(groups["category"])]
    rows = []
    for group, cues in groups.groupby(by, sort=True):
        for stance in present:
            entries = cues.loc[cues["category"] == stance, "entry"]
            count, n = len(entries), len(cues)
            low, high = wilson_interval(count, n)
            rows.append((group, stance, count, n, count / n, low, high, listed(entries)))
    columns = [by, "stance", "count", "n", "share", "low", "high", "cues"]
    return pd.DataFrame(rows, columns=columns)
