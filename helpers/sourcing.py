"""Sourcing: whose voices an article carries, and who is spoken about but never heard.

Attributions are counted where somebody said something (``speech``); those nested in another's
speech count as attributions of their own, while their words are the outer speaker's. Words are
shown without intervals: the words of one attribution are not drawn apart from each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.annotation import Annotation
from helpers.attribution import Attribution, Kind
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor, Mention
from helpers.statistics import shannon_diversity, simpson_diversity, wilson_interval

if TYPE_CHECKING:
    import pandas as pd

KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
NAMED = ("person", "organisation", "group", "place")
NAN = float("nan")


def share_of_voice(
    segments: pd.DataFrame, actors: Sequence[Actor], attributions: Sequence[Attribution]
) -> pd.DataFrame:
    """Return how much each voice says, most words first.

    Columns:
        speaker: name of the actor, "narrator" or "unattributed".
        type: the actor's type; "narrator" and "unattributed" for those two.
        role, official: as the actor has them.
        attributions: acts of speech attributed to the speaker, nested ones included.
        words: words in the speaker's voice (0 for one who is only reported by another speaker).
        share: of all words analysed, the narrator's included (0 to 1).
        share_of_speech: of all attributed words (0 to 1), NaN for the narrator.

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> from helpers.voices import voice_segments
    >>> annotation = annotate(article_from_text("Kim said it rained.", any_language=True))
    >>> said = [Attribution(((9, 18),), ((4, 8),), ((0, 3),), "indirect", "by hand", speaker="Kim")]
    >>> shares = share_of_voice(voice_segments(annotation, said), [], said)
    >>> shares[["speaker", "words", "share"]].values.tolist()
    [['Kim', 2, 0.5], ['narrator', 2, 0.5]]
    """
    import pandas as pd

    by_name = {actor.name: actor for actor in actors}
    words = {str(k): int(v) for k, v in segments.groupby("speaker")["words"].sum().items()}
    spoken = [_name(attribution) for attribution in attributions if attribution.speech]
    total = sum(words.values())
    attributed = total - words.get(NARRATOR, 0)
    rows = []
    for name in sorted({*words, *spoken}):
        actor, count = by_name.get(name), words.get(name, 0)
        no_actor = name if name in (NARRATOR, UNATTRIBUTED) else "unnamed"
        of_speech = NAN if name == NARRATOR or not attributed else count / attributed
        rows.append(
            (
                name,
                actor.type if actor else no_actor,
                actor.role if actor else "",
                bool(actor and actor.official),
                spoken.count(name),
                count,
                count / total if total else NAN,
                of_speech,
            )
        )
    columns = ["speaker", "type", "role", "official", "attributions", "words", "share"]
    table = pd.DataFrame(rows, columns=[*columns, "share_of_speech"])
    order = ["words", "attributions"]
    return table.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def directness(segments: pd.DataFrame, attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return how each speaker is rendered: in own words or in the reporter's.

    Columns:
        speaker: in the order of the words attributed to them, "all speakers" last.
        kind: direct, indirect or mixed; each kind for each speaker, zeros included.
        attributions: acts of speech of this kind; n: all of the speaker.
        share: ``attributions / n``; low, high: its 95 % Wilson interval, NaN below five.
        words: words attributed in this kind; quoted: those of them inside quotation marks.
    """
    import pandas as pd

    spoken = [(_name(a), a.kind) for a in attributions if a.speech]
    voiced = segments[segments["attribution"] >= 0]
    sizes = {str(name): int(w) for name, w in voiced.groupby("speaker")["words"].sum().items()}
    names = sorted({name for name, _ in spoken}, key=lambda name: (-sizes.get(name, 0), name))
    everyone = "all speakers"
    rows = []
    for name in (*names, everyone):
        own = [kind for speaker, kind in spoken if name in (speaker, everyone)]
        mine = voiced if name == everyone else voiced[voiced["speaker"] == name]
        for kind in KINDS:
            count, n = own.count(kind), len(own)
            low, high = wilson_interval(count, n)
            part = mine[mine["kind"] == kind]
            quoted = int(part.loc[part["quoted"].astype(bool), "words"].sum())
            words = int(part["words"].sum())
            rows.append((name, kind, count, n, count / n if n else NAN, low, high, words, quoted))
    columns = ["speaker", "kind", "attributions", "n", "share", "low", "high", "words", "quoted"]
    return pd.DataFrame(rows, columns=columns)


def naming(voices: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the speech has a name to it.

    Args:
        voices: what :func:`share_of_voice` returned.

    Columns:
        naming: named (a person, body, country or named group), anonymous ("officials", "a source
            close to ...") or unattributed (quoted speech without a source).
        speakers: distinct speakers; attributions: acts of speech; n: of all speakers.
        share: ``attributions / n``; low, high: its 95 % Wilson interval, NaN below five.
        words: words attributed.
    """
    import pandas as pd

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
    """Return the part that official sources have in the speech of an article.

    Officials are those of government, parliament, military, police, courts and diplomacy.
    Speech that nobody is named for counts in ``n`` of attributions and words (it is not known to
    be official), but is no speaker.

    Args:
        voices: what :func:`share_of_voice` returned.

    Columns: ``counted`` (speakers, attributions or words), ``official``, ``n``, ``share``
    (0 to 1), ``low``, ``high`` (95 % Wilson interval; NaN below five, and for words).

    Bennett (1990), "Toward a theory of press-state relations in the United States", Journal of
    Communication 40(2): news indexes its voices to the range of official debate.
    """
    import pandas as pd

    spoken = voices[voices["speaker"] != NARRATOR]
    official = spoken[spoken["official"].astype(bool)]
    known = spoken[spoken["type"] != UNATTRIBUTED]
    counts = {
        "speakers": (len(official), len(known)),
        "attributions": (int(official["attributions"].sum()), int(spoken["attributions"].sum())),
        "words": (int(official["words"].sum()), int(spoken["words"].sum())),
    }
    rows = []
    for counted, (k, n) in counts.items():
        low, high = (NAN, NAN) if counted == "words" else wilson_interval(k, n)
        rows.append((counted, k, n, k / n if n else NAN, low, high))
    return pd.DataFrame(rows, columns=["counted", "official", "n", "share", "low", "high"])


def diversity(voices: pd.DataFrame) -> pd.DataFrame:
    """Return how evenly the acts of speech spread over the speakers.

    Speech that nobody is named for is left out: how many people stand behind it is unknown.

    Args:
        voices: what :func:`share_of_voice` returned.

    Columns: ``index`` (Shannon, in nats; Simpson, the chance that two acts of speech are of
    different speakers), ``value``, ``low``, ``high`` (95 % interval, see ``helpers.statistics``),
    ``effective`` (number of equally frequent speakers with the same index, Hill 1973),
    ``speakers``, ``n`` (attributions counted), ``left_out`` (unattributed ones).
    """
    import pandas as pd

    known = voices[~voices["type"].isin((NARRATOR, UNATTRIBUTED))]
    left_out = int(voices.loc[voices["type"] == UNATTRIBUTED, "attributions"].sum())
    counts = known["attributions"].to_numpy(dtype=int)
    rows = []
    for index, measure in (("Shannon", shannon_diversity), ("Simpson", simpson_diversity)):
        d = measure(counts)
        rows.append((index, d.value, d.low, d.high, d.effective, d.categories, d.n, left_out))
    columns = ["index", "value", "low", "high", "effective", "speakers", "n", "left_out"]
    return pd.DataFrame(rows, columns=columns)


def voice_gap(
    annotation: Annotation,
    actors: Sequence[Actor],
    attributions: Sequence[Attribution],
    segments: pd.DataFrame,
    *,
    min_mentions: int = 1,
) -> pd.DataFrame:
    """Return who is spoken about and who is heard; the voice gap is the rows with ``silent``.

    Args:
        annotation: of the article; a mention in a repeated headline, which has no tokens, is not
            counted.
        actors: all actors, those who never speak included.
        attributions: with their speakers.
        segments: the voices (``helpers.voices.voice_segments``).
        min_mentions: actors who never speak are listed from this number of mentions on.

    Columns:
        actor, type: those mentioned or heard, most mentions first.
        mentions: how often others speak about them: mentions as the source of speech and those
            in their own voice are left out.
        attributions: acts of speech; words: words in their voice.
        silent: True where no act of speech is attributed to them.

    Raises:
        ValueError: ``min_mentions`` is below 1.
    """
    import pandas as pd

    if min_mentions < 1:
        raise ValueError("An actor is listed from one mention on: min_mentions must be 1 or more.")
    analysed = {token.start for token in annotation.tokens}
    rows = []
    for actor in actors:
        own = segments[segments["speaker"] == actor.name]
        voice = list(zip(own["start"], own["end"], strict=True))
        about = [
            mention
            for mention in actor.mentions
            if mention.start in analysed
            and not _is_source(mention, actor, attributions)
            and not any(start <= mention.start < end for start, end in voice)
        ]
        spoken = sum(a.speech and _name(a) == actor.name for a in attributions)
        if len(about) >= min_mentions or spoken:
            words = int(own["words"].sum())
            rows.append((actor.name, actor.type, len(about), spoken, words, spoken == 0))
    columns = ["actor", "type", "mentions", "attributions", "words", "silent"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["mentions", "words", "actor"],
        ascending=[False, False, True],
        kind="stable",
        ignore_index=True,
    )


def _is_source(mention: Mention, actor: Actor, attributions: Sequence[Attribution]) -> bool:
    """Whether a mention names its actor as the source of speech."""
    return any(
        start <= mention.start and mention.end <= end
        for attribution in attributions
        if attribution.speech and _name(attribution) == actor.name
        for start, end in attribution.source
    )


def _name(attribution: Attribution) -> str:
    return attribution.speaker or UNATTRIBUTED
