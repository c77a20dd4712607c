"""Summary: who speaks about whom, in how many clauses, and how."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from helpers.measures.shared.hits import listed
from helpers.measures.stance.targets import STANCE, TONE_TOWARD
from helpers.measures.stance.word_rules.polarity import (
    MIXED,
    NEGATIVE,
    NEITHER,
    NO_EVIDENCE,
    POSITIVE,
    reading,
)
from helpers.speakers import NARRATOR
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

CLAUSE_COLUMNS = (
    "measure",
    "speaker",
    "target",
    "start",
    "end",
    "text",
    "reading",
    "polarity",
    "words",
    "rules",
    "holder",
    "negated",
    "hedged",
    "reporting",
    "mentions",
    "sentence",
    "paragraph",
    "role",
)
SUMMARY_COLUMNS = (
    "measure",
    "speaker",
    "target",
    "mentions",
    "n",
    "negative",
    "positive",
    "mixed",
    "neither",
    "no_evidence",
    "share_negative",
    "low_negative",
    "high_negative",
    "share_positive",
    "low_positive",
    "high_positive",
    "words_against",
    "words_for",
)


def clause_stances(targets: pd.DataFrame, toward: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each speaker, target and clause, in the order of the text.

    Left out is what a speaker says of himself.

    Args:
        targets: who is spoken of (``helpers.measures.stance.targets.targets``).
        toward: the words that judge them (``helpers.measures.stance.word_rules.toward``).

    Columns:
        measure, speaker, target: "stance" of a speaker or "tone_toward" of the narrator.
        start, end, text: the clause, as in ``targets``.
        reading: negative, positive, mixed, neither (only harm suffered or blame denied) or no
            evidence. No evidence is no neutral tone: the lists may lack the words.
        polarity: -1, 0 or 1: the sign of the sum over the words.
        words: the words that carry it, each with its sign ("liar (-)"); rules: their rules.
        holder: whose judgement the clause reports, "" for the speaker's own.
        negated, hedged: whether any of the words is denied or hedged.
        reporting: whether the mention only names who speaks.
        mentions: how often the clause names the target.
        sentence, paragraph, role: of the article.
    """
    import pandas as pd

    clauses: dict[tuple[str, str, int, int], list[Any]] = defaultdict(list)
    of_mention: dict[tuple[int, int, str], Any] = {}
    row: Any
    for row in targets.itertuples(index=False):
        of_mention[row.mention_start, row.mention_end, row.target] = row
        clauses[row.speaker, row.target, row.start, row.end].append(row)
    evidence: dict[tuple[str, str, int, int], list[Any]] = defaultdict(list)
    hit: Any
    for hit in toward.itertuples(index=False):
        row = of_mention[hit.mention_start, hit.mention_end, hit.target]
        key = (hit.speaker, hit.target, row.start, row.end)
        evidence[key].append(hit)
        if key not in clauses:  # a speaker's words judge somebody whom the narration names
            clauses[key].append(row)
    rows = []
    for key, mentions in clauses.items():
        speaker, target, start, end = key
        if speaker == target:
            continue
        hits, first = evidence[key], mentions[0]
        signs = [int(hit.polarity) for hit in hits]
        rows.append(
            {
                "measure": TONE_TOWARD if speaker == NARRATOR else STANCE,
                "speaker": speaker,
                "target": target,
                "start": start,
                "end": end,
                "text": first.text,
                "reading": reading(signs),
                "polarity": (sum(signs) > 0) - (sum(signs) < 0),
                "words": ", ".join(f"{hit.text} ({_SIGNS[int(hit.polarity)]})" for hit in hits),
                "rules": ", ".join(dict.fromkeys(hit.category for hit in hits)),
                "holder": ", ".join(dict.fromkeys(hit.holder for hit in hits if hit.holder)),
                "negated": any(hit.negated for hit in hits),
                "hedged": any(hit.hedged for hit in hits),
                "reporting": all(row.reporting for row in mentions),
                "mentions": len(mentions),
                "sentence": first.sentence,
                "paragraph": first.paragraph,
                "role": first.role,
            }
        )
    table = pd.DataFrame(rows, columns=list(CLAUSE_COLUMNS))
    order = ["start", "end", "target", "speaker"]
    return table.sort_values(order, kind="stable", ignore_index=True)


_SIGNS = {-1: "-", 0: "0", 1: "+"}


def summarise_toward(clauses: pd.DataFrame) -> pd.DataFrame:
    """Return who speaks about whom and how, the narrator first, then speakers by name.

    A clause that does no more than name who speaks counts as a mention and not as a clause in
    which the author judges, unless its words do judge ("the liar Kim said").

    Args:
        clauses: what :func:`clause_stances` returned.

    Columns:
        measure, speaker, target: as there.
        mentions: how often the speaker names the target.
        n: clauses in which he does; negative, positive, mixed, neither, no_evidence: how many of
            them read so (they add up to n).
        share_negative, share_positive: of the n clauses, NaN without any; low_*, high_*: their
            95 % Wilson intervals, NaN below five clauses.
        words_against, words_for: the words, with their numbers.
    """
    import pandas as pd

    rows = []
    for (measure, speaker, target), group in clauses.groupby(
        ["measure", "speaker", "target"], sort=True
    ):
        judging = group[~group["reporting"].astype(bool) | (group["reading"] != NO_EVIDENCE)]
        count = {kind: int((judging["reading"] == kind).sum()) for kind in _COUNTED}
        n = len(judging)
        against, favour = count[NEGATIVE], count[POSITIVE]
        nothing = float("nan")
        rows.append(
            (
                measure,
                speaker,
                target,
                int(group["mentions"].sum()),
                n,
                *(count[kind] for kind in _COUNTED),
                against / n if n else nothing,
                *wilson_interval(against, n),
                favour / n if n else nothing,
                *wilson_interval(favour, n),
                _words(judging, "(-)"),
                _words(judging, "(+)"),
            )
        )
    table = pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))
    narrated = (table["speaker"] != NARRATOR).rename("not_narrated")
    order = table.assign(order=narrated).sort_values(
        ["order", "speaker", "n", "target"], ascending=[True, True, False, True], kind="stable"
    )
    return order.drop(columns="order").reset_index(drop=True)


def foremost(summary: pd.DataFrame, *, speakers: int = 6, targets: int = 14) -> pd.DataFrame:
    """Return the rows of a summary for those who speak and are spoken of most, for a picture.

    The narrator comes first, then the speakers who name others in most clauses; targets with
    most words for or against them come first, then those named in most clauses.

    Args:
        summary: what :func:`summarise_toward` returned.
        speakers: how many at most, the narrator included.
        targets: how many at most.
    """
    named = summary[summary["n"] > 0]
    if named.empty:
        return named
    spoken = named.groupby("speaker")["n"].sum().sort_values(ascending=False, kind="stable")
    first = [name for name in (NARRATOR, *spoken.drop(NARRATOR, errors="ignore").index)]
    shown = [name for name in first if name in spoken.index][:speakers]
    kept = named[named["speaker"].isin(shown)]
    judged = kept["negative"] + kept["positive"] + kept["mixed"]
    weight = kept.assign(judged=judged).groupby("target")[["judged", "n"]].sum()
    order = weight.sort_values(["judged", "n"], ascending=False, kind="stable").index[:targets]
    rows = {name: number for number, name in enumerate(order)}
    columns = {name: number for number, name in enumerate(shown)}
    kept = kept[kept["target"].isin(rows)]
    keys = kept.assign(row=kept["target"].map(rows), column=kept["speaker"].map(columns))
    ordered = keys.sort_values(["row", "column"], kind="stable")
    return ordered.drop(columns=["row", "column"]).reset_index(drop=True)


_COUNTED = (NEGATIVE, POSITIVE, MIXED, NEITHER, NO_EVIDENCE)


def _words(clauses: pd.DataFrame, sign: str) -> str:
    found = [word for words in clauses["words"] for word in words.split(", ") if word]
    return listed(word[: -len(sign)].strip() for word in found if word.endswith(sign))
