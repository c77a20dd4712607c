"""Voice shares: whose voices an article carries, in whose wording, named or not.

One rule decides who has a voice, in words and in attributions alike: an attribution counts in which
somebody said something (``speech``) and which is not inside another (``nested_in`` is None). In
"officials said that the mayor claimed it rained" the officials speak and the mayor is spoken about:
the article passes on what officials say that he said. Shares of words have no intervals, since the
words of one attribution depend on each other; the others are Wilson's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.attribution import Kind
from helpers.measures.shared.sides import sides_of_speakers
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.speakers.gender import GENDERS_TOLD
from helpers.statistics import NAN, wilson_interval
from helpers.voices import outermost_speech

KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
NAMED = ("person", "organisation", "group", "state", "place", "work", "event", "document")
VOICE_COLUMNS = (
    "speaker type role official attributions words share share_of_speech gender speaks_for "
    "side".split()
)


def share_of_voice(analysis: Analysis, sides: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return how much each voice says, most words first; a user may set sides."""
    by_name = {actor.name: actor for actor in analysis.actors}
    sizes = analysis.segments.groupby("speaker")["words"].sum()
    words = {str(name): int(n) for name, n in sizes.items()}
    said = outermost_speech(analysis.attributions).values()
    spoken = Counter(attribution.speaker or UNATTRIBUTED for attribution in said)
    total = sum(words.values())
    attributed = total - words.get(NARRATOR, 0)
    side_of = sides_of_speakers(analysis, sides or {})
    rows = []
    for name in sorted({*words, *spoken}):
        actor, count = by_name.get(name), words.get(name, 0)
        kind = name if name in (NARRATOR, UNATTRIBUTED) else "unnamed"
        who: tuple = (kind, "", None) if actor is None else (actor.type, actor.role, actor.official)
        of_speech = NAN if name == NARRATOR or not attributed else count / attributed
        size = spoken[name], count, count / total if total else NAN, of_speech
        whose = (actor.gender, actor.speaks_for) if actor else ("", "")
        rows.append((name, *who, *size, *whose, side_of.get(name, "")))
    table = pd.DataFrame(rows, columns=VOICE_COLUMNS)
    order = ["words", "attributions"]
    return table.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def directness(analysis: Analysis) -> pd.DataFrame:
    """Return how each speaker is rendered: in own words or in the reporter's.

    Speakers are in the order of their words, "all speakers" last; each has a row for each kind.
    """
    everyone = "all speakers"
    acts: Counter[tuple[str, str]] = Counter()
    for attribution in outermost_speech(analysis.attributions).values():
        name = attribution.speaker or UNATTRIBUTED
        acts.update([(name, attribution.kind), (everyone, attribution.kind)])
    sizes: Counter[tuple[str, str]] = Counter()
    marked: Counter[tuple[str, str]] = Counter()
    voiced = analysis.segments[analysis.segments["attribution"] >= 0]
    columns_read = (voiced[column] for column in ("speaker", "kind", "quoted", "words"))
    for speaker, kind, quoted, words in zip(*columns_read, strict=True):
        for name in (speaker, everyone):
            sizes[name, kind] += int(words)
            marked[name, kind] += int(words) if quoted else 0
    speakers = sorted({name for name, _ in acts} - {everyone})
    speakers.sort(key=lambda name: -sum(sizes[name, kind] for kind in KINDS))
    rows = []
    for name in (*speakers, everyone):
        n = sum(acts[name, kind] for kind in KINDS)
        for kind in KINDS:
            count, size = acts[name, kind], (sizes[name, kind], marked[name, kind])
            low, high = wilson_interval(count, n)
            rows.append((name, kind, count, n, count / n if n else NAN, low, high, *size))
    columns = ["speaker", "kind", "attributions", "n", "share", "low", "high", "words", "quoted"]
    return pd.DataFrame(rows, columns=columns)


def naming(voices: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the speech has a named source, from :func:`share_of_voice`."""
    spoken = voices[voices["speaker"] != NARRATOR]
    groups = {"named": NAMED, "anonymous": ("unnamed",), "unattributed": (UNATTRIBUTED,)}
    n = int(spoken["attributions"].sum())
    rows = []
    for name, types in groups.items():
        part = spoken[spoken["type"].isin(types)]
        count = int(part["attributions"].sum())
        low, high = wilson_interval(count, n)
        share = count / n if n else NAN
        rows.append((name, len(part), count, n, share, low, high, int(part["words"].sum())))
    columns = ["naming", "speakers", "attributions", "n", "share", "low", "high", "words"]
    return pd.DataFrame(rows, columns=columns)


def official_share(voices: pd.DataFrame) -> pd.DataFrame:
    """Return the share of official sources in the speech, from :func:`share_of_voice`."""
    spoken = voices[voices["speaker"] != NARRATOR]
    official = spoken[spoken["official"].astype(bool)]
    known = spoken[spoken["type"] != UNATTRIBUTED]
    unknown = known[known["official"].isna()]
    counts = {
        "speakers": (len(official), len(known), len(unknown)),
        "attributions": tuple(int(t["attributions"].sum()) for t in (official, spoken, unknown)),
        "words": tuple(int(table["words"].sum()) for table in (official, spoken, unknown)),
    }
    rows = []
    for counted, (k, n, others) in counts.items():
        low, high = (NAN, NAN) if counted == "words" else wilson_interval(k, n)
        rows.append((counted, k, n, k / n if n else NAN, low, high, others))
    columns = ["counted", "official", "n", "share", "low", "high", "not_introduced"]
    return pd.DataFrame(rows, columns=columns)


def diversity(voices: pd.DataFrame) -> pd.DataFrame:
    """Return how evenly the acts of speech spread over the speakers of :func:`share_of_voice`."""
    known = voices[~voices["type"].isin((NARRATOR, UNATTRIBUTED))]
    left_out = int(voices.loc[voices["type"] == UNATTRIBUTED, "attributions"].sum())
    counts = known.loc[known["attributions"] > 0, "attributions"].to_numpy(dtype=float)
    n = counts.sum()
    shannon = simpson = (NAN, NAN)
    if n:
        shares = counts / n
        entropy = abs(float((shares * np.log(shares)).sum()))  # abs: no -0.0 for a single speaker
        shannon = entropy, np.exp(entropy)
    if n > 1:
        differ = float(1 - (counts * (counts - 1)).sum() / (n * (n - 1)))
        simpson = differ, 1 / (shares**2).sum()
    numbers = len(counts), int(n), left_out
    rows = [("Shannon", *shannon, *numbers), ("Simpson", *simpson, *numbers)]
    columns = ["index", "value", "effective", "speakers", "n", "left_out"]
    return pd.DataFrame(rows, columns=columns)


def share_by_group(voices: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return how much each side or body says, the latter by itself and through its speakers.

    ``name`` is the column of the voices, "side" or "speaks_for"; whoever has none is a row of
    their own, so all words are counted once.
    """
    named = voices[name] != ""
    table = voices.assign(**{name: voices[name].where(named, voices["speaker"])})
    found = table.groupby(name, sort=False).agg(
        speakers=("speaker", "size"),
        names=("speaker", "; ".join),
        attributions=("attributions", "sum"),
        words=("words", "sum"),
        share=("share", "sum"),
        share_of_speech=("share_of_speech", lambda part: part.sum(min_count=1)),
    )
    order = ["words", "attributions"]
    return found.sort_values(order, ascending=False, kind="stable").reset_index()


def share_by_gender(voices: pd.DataFrame) -> pd.DataFrame:
    """Return the share of women and men among the people who speak, as the article tells it."""
    people = voices[(voices["gender"] != "") & (voices["attributions"] > 0)]
    table = people.assign(speakers=1)
    rows = []
    for counted in ("speakers", "attributions", "words"):
        n = int(table[counted].sum())
        for gender in GENDERS_TOLD:
            count = int(table.loc[table["gender"] == gender, counted].sum())
            low, high = (NAN, NAN) if counted == "words" else wilson_interval(count, n)
            rows.append((counted, gender, count, n, count / n if n else NAN, low, high))
    columns = ["counted", "gender", "count", "n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
