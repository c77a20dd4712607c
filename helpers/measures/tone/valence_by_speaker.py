"""Sentiment: content valence, how each speaker's own words sound.

Not what a speaker says about somebody, nor how the author writes about the speaker: a speaker who
mourns sounds negative. Before the lexicons read a sentence, names are masked, since they take some
for praise or blame (the *United* of a country's name), and so are words that stand in another
sense than the one that was rated (*held responsible*); quotation marks are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from helpers.annotation import Annotation
from helpers.measures.tone.name_masking import MASKINGS, MaskedUnit, masked_units
from helpers.measures.tone.valence_lexicons import LEXICONS, sign, valence_of
from helpers.speakers import NARRATOR
from helpers.statistics import MIN_UNITS, NAN, cohens_kappa, difference_interval, mean_interval

if TYPE_CHECKING:
    import pandas as pd

ALL = tuple(LEXICONS)
_UNIT = ["unit", "speaker", "start", "end", "text"]


def unit_valence(
    annotation: Annotation,
    segments: pd.DataFrame,
    *,
    lexicons: Sequence[str] = ALL,
    masking: str = MASKINGS[-1],
) -> pd.DataFrame:
    """Return the valence of each unit (one voice in one sentence) by each lexicon.

    The narrator's units include bare reporting clauses (*she said*), mostly without hits, which
    draw the narrator's mean towards 0 and shorten its interval.

    Args:
        annotation: the article's; its entities say what is a name.
        segments: the stretches of one voice (``helpers.voices.voice_segments``), in any order.
        lexicons: names from ``helpers.measures.tone.valence_lexicons.LEXICONS``.
        masking: what is masked, one of ``helpers.measures.tone.name_masking.MASKINGS``.

    Columns:
        unit, speaker: as in ``segments``.
        start, end, text: from the first to the last word of the unit; another voice's words may
            stand between its pieces.
        scored: the text that the lexicons read, without that, masked.
        lexicon: name.
        valence: -1 to 1; 0 where no word fired.
        hits: number of words that fired.

    Lexicons and papers: ``helpers.measures.tone.valence_lexicons``.
    """
    import pandas as pd

    rows = []
    for unit in masked_units(annotation, segments, masking=masking):
        for lexicon in lexicons:
            valence = valence_of(unit.scored, lexicon)
            rows.append(
                {
                    "unit": unit.unit,
                    "speaker": unit.speaker,
                    "start": unit.start,
                    "end": unit.end,
                    "text": annotation.text[unit.start : unit.end],
                    "scored": unit.scored,
                    "lexicon": lexicon,
                    "valence": valence.value,
                    "hits": len(valence.hits),
                }
            )
    columns = [*_UNIT, "scored", "lexicon", "valence", "hits"]
    return pd.DataFrame(rows, columns=columns)


def lexicon_hits(
    annotation: Annotation, segments: pd.DataFrame, *, lexicons: Sequence[str] = ALL
) -> pd.DataFrame:
    """Return one row for each word that fired in a lexicon, in the order of the text.

    Args:
        annotation: the article's.
        segments: as for :func:`unit_valence`.
        lexicons: names from ``helpers.measures.tone.valence_lexicons.LEXICONS``.

    Columns:
        start, end, text: the word; ``article.text[start:end] == text``.
        speaker, unit: whose voice and which unit it stands in.
        measure: "content valence".
        category: "positive" or "negative", as it counted in its place.
        lexicon: name.
        score: the lexicon's own rating (VADER -4 to 4, AFINN -5 to 5, TextBlob -1 to 1).
        effective: what the lexicon made of it, after negation and boosters.
    """
    import pandas as pd

    units = masked_units(annotation, segments)
    rows = [row for unit in units for row in hit_rows(annotation, unit, lexicons)]
    columns = ["start", "end", "text", "speaker", "unit", "measure", "category", "lexicon"]
    frame = pd.DataFrame(rows, columns=[*columns, "score", "effective"])
    return frame.sort_values(["start", "end"], kind="stable", ignore_index=True)


def hit_rows(
    annotation: Annotation, unit: MaskedUnit, lexicons: Sequence[str] = ALL
) -> Iterator[dict[str, Any]]:
    """Yield the rows of :func:`lexicon_hits` for one unit, lexicon by lexicon."""
    for lexicon in lexicons:
        for hit in valence_of(unit.scored, lexicon).hits:
            start, end = unit.origin[hit.start], unit.origin[hit.end - 1] + 1
            yield {
                "start": start,
                "end": end,
                "text": annotation.text[start:end],
                "speaker": unit.speaker,
                "unit": unit.unit,
                "measure": "content valence",
                "category": "positive" if hit.effective > 0 else "negative",
                "lexicon": lexicon,
                "score": hit.score,
                "effective": hit.effective,
            }


def masking_effect(
    annotation: Annotation, segments: pd.DataFrame, *, lexicons: Sequence[str] = ALL
) -> pd.DataFrame:
    """Return the units whose valence a name or another sense would have changed, unmasked.

    Columns: ``unit``, ``speaker``, ``start``, ``end``, ``text``, ``lexicon``, ``words`` (all that
    was masked in the unit), ``unmasked`` and ``masked`` (valence), ``difference`` (masked less
    unmasked).
    """
    masked = unit_valence(annotation, segments, lexicons=lexicons)
    plain = unit_valence(annotation, segments, lexicons=lexicons, masking="none")
    words = {u.unit: ", ".join(u.masked) for u in masked_units(annotation, segments)}
    table = masked[[*_UNIT, "lexicon"]].assign(
        words=masked["unit"].map(words),
        unmasked=plain["valence"],
        masked=masked["valence"],
        difference=masked["valence"] - plain["valence"],
    )
    return table[table["difference"].abs() > 1e-9].reset_index(drop=True)


def valence_by_speaker(units: pd.DataFrame) -> pd.DataFrame:
    """Return the mean valence of each speaker's units by each lexicon, most units first.

    Args:
        units: what :func:`unit_valence` returns.

    Columns:
        speaker, lexicon: names; the narrator is a speaker too.
        n: number of units; hits: number of words that fired in them.
        mean: -1 to 1, over the units, those without hits counted as 0.
        low, high: 95 % interval (``helpers.statistics.mean_interval``); NaN below five units and
            where all units are equal.
    """
    import pandas as pd

    rows = []
    for (speaker, lexicon), group in units.groupby(["speaker", "lexicon"], sort=False):
        # sorted: the sum of the same numbers in another order differs in the last digit
        values = group["valence"].sort_values().to_numpy()
        low, high = mean_interval(values, bounds=(-1.0, 1.0))
        rows.append(
            {
                "speaker": speaker,
                "lexicon": lexicon,
                "n": len(group),
                "hits": int(group["hits"].sum()),
                "mean": float(values.mean()),
                "low": low,
                "high": high,
            }
        )
    frame = pd.DataFrame(rows, columns=["speaker", "lexicon", "n", "hits", "mean", "low", "high"])
    order = {lexicon: i for i, lexicon in enumerate(LEXICONS)}
    ranked = frame.assign(fewest=-frame["n"], order=frame["lexicon"].map(order))
    ranked = ranked.sort_values(["fewest", "speaker", "order"], ignore_index=True)
    return ranked.drop(columns=["fewest", "order"])


def valence_conclusions(tone: pd.DataFrame) -> pd.DataFrame:
    """Return what may be concluded about how each speaker's words sound.

    Args:
        tone: what :func:`valence_by_speaker` returns.

    Columns: ``speaker``, ``n``, ``conclusion`` and ``reason`` (for a reader). The conclusion is

    - "positive" or "negative" when the speaker has at least five units and the intervals of all
      lexicons lie on that side of 0;
    - "mixed" when the interval of one lexicon lies above 0 and that of another below: the answer
      depends on the lexicon;
    - "nothing can be concluded" otherwise.

    That all lexicons must agree is an intersection-union test (Berger 1982, Technometrics 24,
    295-300), so their number needs no correction; that of the speakers is not corrected for.
    """
    import pandas as pd

    rows = []
    for speaker, group in tone.groupby("speaker", sort=False):
        n = int(group["n"].iloc[0])
        above = list(group.loc[group["low"] > 0, "lexicon"])
        below = list(group.loc[group["high"] < 0, "lexicon"])
        conclusion = "nothing can be concluded"
        if n < MIN_UNITS:
            reason = f"{n} of the {MIN_UNITS} sentences that an interval needs"
        elif above and below:
            conclusion = "mixed"
            reason = f"above 0 by {_listed(above)}, below 0 by {_listed(below)}"
        elif len(group) in (len(above), len(below)):
            conclusion = "positive" if above else "negative"
            reason = f"all {len(group)} lexicons agree over {n} sentences"
        else:
            shown = above or below
            side = "above" if above else "below"
            reason = f"only {_listed(shown)} {side} 0" if shown else "no lexicon clear of 0"
        rows.append({"speaker": speaker, "n": n, "conclusion": conclusion, "reason": reason})
    return pd.DataFrame(rows, columns=["speaker", "n", "conclusion", "reason"])


def difference_from_narrator(units: pd.DataFrame, narrator: str = NARRATOR) -> pd.DataFrame:
    """Return how each speaker's words sound against the author's own.

    Args:
        units: what :func:`unit_valence` returns.
        narrator: the speaker to compare with.

    Columns: ``speaker``, ``lexicon``, ``n``, ``n_narrator``, ``difference`` (mean of the speaker
    less that of the narrator, -2 to 2), ``low``, ``high`` (Welch's 95 % interval), ``conclusion``:
    "more positive", "more negative", "no difference shown", or "cannot be compared" where either
    has fewer than five units or no spread; the difference is then NaN.
    """
    import pandas as pd

    rows = []
    base = units[units["speaker"] == narrator]
    others = units[units["speaker"] != narrator]
    for (speaker, lexicon), group in others.groupby(["speaker", "lexicon"], sort=False):
        own, theirs = group["valence"], base.loc[base["lexicon"] == lexicon, "valence"]
        low, high = difference_interval(own, theirs)
        difference, conclusion = NAN, "cannot be compared"
        if low == low:
            difference = float(own.mean() - theirs.mean())
            conclusion = "no difference shown"
            if low > 0 or high < 0:
                conclusion = "more positive" if low > 0 else "more negative"
        rows.append((speaker, lexicon, len(own), len(theirs), difference, low, high, conclusion))
    columns = ["speaker", "lexicon", "n", "n_narrator", "difference", "low", "high", "conclusion"]
    return pd.DataFrame(rows, columns=columns)


def lexicon_agreement(units: pd.DataFrame) -> pd.DataFrame:
    """Return how far each two lexicons agree on the sign of the units.

    Args:
        units: what :func:`unit_valence` returns.

    Columns: ``first``, ``second`` (lexicons), ``n`` (units), ``agree`` (units on whose sign,
    positive, neutral or negative, they agree), ``kappa`` (Cohen's, -1 to 1; NaN where chance
    agrees fully), ``low``, ``high`` (95 % interval, NaN below five units).
    """
    import pandas as pd

    signs = {
        str(lexicon): [sign(value, str(lexicon)) for value in group["valence"]]
        for lexicon, group in units.sort_values("unit").groupby("lexicon", sort=False)
    }
    rows = []
    for first, second in combinations([name for name in LEXICONS if name in signs], 2):
        pairs = list(zip(signs[first], signs[second], strict=True))
        kappa, low, high = cohens_kappa(signs[first], signs[second])
        agree = sum(one == other for one, other in pairs)
        rows.append((first, second, len(pairs), agree, kappa, low, high))
    return pd.DataFrame(rows, columns=["first", "second", "n", "agree", "kappa", "low", "high"])


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words)
