"""Never quoted: who is mentioned in an article, and who of them is not quoted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from helpers.attribution.attribution import Span
from helpers.speakers import UNATTRIBUTED, Actor
from helpers.thresholds import CONFIDENCE_WITHOUT_WORDS
from helpers.voices import outermost_speech

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

_ANYBODY = frozenset(
    "those these all both several many most some other others everyone everybody us them one ones "
    "any anyone anybody someone somebody nobody none people each either who".split()
)


def voice_gap(analysis: Analysis) -> pd.DataFrame:
    """Return who is spoken about and who is quoted; the gap is ``never_quoted``.

    Whoever can't speak or act (a film, a report) is here only if quoted; "those" and "others",
    who are nobody in particular, too.

    Columns:
        actor, type: those who are mentioned or quoted, most mentions first.
        mentions: how often others speak about them: mentions as the source of speech and those
            in their own voice are left out. Who is named as the source of nested speech is spoken
            about. A mention in a repeated headline, which has no tokens, is not counted.
        attributions: acts of speech, nested ones left out; words: words in their voice.
        never_quoted: True where no act of speech is attributed to them, or only in what another
            speaker says, and nobody is quoted who speaks for them.
        heard_through: those who are quoted and speak for them, joined by "; ".
    """
    import pandas as pd

    analysed = {token.start for token in analysis.annotation.tokens}
    sizes = analysis.segments.groupby("speaker")["words"].sum()
    acts: Counter[str] = Counter()
    sources: defaultdict[str, list[Span]] = defaultdict(list)
    for attribution in outermost_speech(analysis.attributions).values():
        name = attribution.speaker or UNATTRIBUTED
        acts[name] += 1
        sources[name] += attribution.source
    through: defaultdict[str, list[str]] = defaultdict(list)
    for actor in analysis.actors:
        if actor.speaks_for and acts[actor.name]:
            through[actor.speaks_for].append(actor.name)
    rows = []
    for actor in analysis.actors:
        own = _Spans(sources[actor.name])
        about = sum(
            mention.start in analysed
            and not own.hold(mention.start, mention.end)
            and (analysis.voices.at(mention.start) or ("",))[0] != actor.name
            for mention in actor.mentions
        )
        spoken = acts[actor.name]
        if (about and actor.can_act and not _is_anybody(actor)) or spoken:
            words = int(sizes.get(actor.name, 0))
            voices = through[actor.name]
            never = not spoken and not voices
            shown = (about, spoken, words, never, "; ".join(voices))
            rows.append((actor.name, actor.type, *shown))
    columns = "actor type mentions attributions words never_quoted heard_through".split()
    table = pd.DataFrame(rows, columns=columns)
    order = ["mentions", "words", "actor"]
    return table.sort_values(
        order, ascending=[False, False, True], kind="stable", ignore_index=True
    )


def _is_anybody(actor: Actor) -> bool:
    """Whether an actor is nobody in particular ("some of them") or perhaps none ("its reality")."""
    first, *rest = actor.name.casefold().split()
    anybody = first in _ANYBODY and rest[:1] in ([], ["of"])
    return actor.type == "unnamed" and (anybody or actor.confidence <= CONFIDENCE_WITHOUT_WORDS)


class _Spans:
    """Tells whether one of some spans holds a stretch of the text, without trying each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Return whether ``text[start:end]`` lies in one of the spans."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end
