"""Comparisons: which speakers differ in tone, raw and shrunk means, and the words behind a tone."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from helpers.speakers import UNATTRIBUTED
from helpers.statistics import (
    ALPHA,
    MIN_UNITS,
    TESTED,
    PermutationTest,
    cliffs_delta,
    holm,
    permutation_test,
    pooled_means,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def compare_speakers(units: pd.DataFrame, *, alpha: float = ALPHA) -> pd.DataFrame:
    """Return a test of each two speakers by each lexicon: do their sentences differ in tone?

    Speech for which nobody is named is no speaker's and is left out.

    Args:
        units: what ``helpers.measures.tone.valence_by_speaker.unit_valence`` or
        ``helpers.measures.tone.valence_vote.with_votes``
            returns, in any order.
        alpha: the level that the corrected p is compared with.

    Columns:
        lexicon, first, second: names; those of most sentences first, the narrator among them.
        n_first, n_second: sentences.
        difference: mean of the first less that of the second, -2 to 2.
        delta, low, high: Cliff's delta, -1 to 1, and its 95 % interval; NaN interval where a
            speaker has fewer than five sentences.
        p: of the permutation test; smallest_p: the smallest it could have been; NaN p where the
            two cannot be tested.
        p_holm: p corrected for all pairs that were tested with the lexicon (Holm 1979).
        method: "exact", "Monte Carlo" or "none".
        result: "differ", "no difference shown", or "cannot be tested (smallest p .20)" with the
            reason.

    Methods and papers: ``helpers.statistics``.
    """
    import pandas as pd

    columns = [
        *("lexicon", "first", "second", "n_first", "n_second", "difference", "delta", "low"),
        *("high", "p", "smallest_p", "p_holm", "method", "result"),
    ]
    tables = []
    named = units[units["speaker"] != UNATTRIBUTED]
    for lexicon, group in named.groupby("lexicon", sort=False):
        values = {
            str(s): v["valence"].sort_values().to_numpy() for s, v in group.groupby("speaker")
        }
        rows, tests = [], []
        for first, second in combinations(sorted(values, key=lambda s: (-len(values[s]), s)), 2):
            test = permutation_test(values[first], values[second], alpha=alpha)
            tests.append(test)
            rows.append(
                {
                    **{"lexicon": lexicon, "first": first, "second": second},
                    **{"n_first": test.n_first, "n_second": test.n_second},
                    "difference": test.difference,
                    **dict(
                        zip(
                            ("delta", "low", "high"),
                            cliffs_delta(values[first], values[second]),
                            strict=True,
                        )
                    ),
                    **{"p": test.p, "smallest_p": test.smallest_p, "method": test.method},
                }
            )
        corrected = holm([test.p for test in tests])
        for row, test, p in zip(rows, tests, corrected, strict=True):
            row |= {"p_holm": float(p), "result": _result(test, float(p), alpha)}
        tables.append(pd.DataFrame(rows, columns=columns))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def comparison_matrix(
    compared: pd.DataFrame, lexicon: str, speakers: Sequence[str]
) -> pd.DataFrame:
    """Return what was found for each of some speakers against all others, as text for a reader.

    Args:
        compared: what :func:`compare_speakers` returns.
        lexicon: one of those in it.
        speakers: whose columns are wanted; all others are rows.

    Columns: ``speaker``, ``n``, then one for each of ``speakers``: the result, with the corrected p
    where there is one; "" where a speaker would meet itself.
    """
    import pandas as pd

    rows = compared[compared["lexicon"] == lexicon]
    cells: dict[tuple[str, str], str] = {}
    sizes: dict[str, int] = {}
    columns = ["first", "second", "n_first", "n_second", "p_holm", "result"]
    for first, second, n_first, n_second, p, result in rows[columns].to_numpy():
        text = result if p != p else f"{result} (p {_plain(p)}, corrected)"
        cells[first, second] = cells[second, first] = text
        sizes |= {first: n_first, second: n_second}
    names = sorted(sizes, key=lambda s: (-sizes[s], s))
    table = [
        {"speaker": s, "n": sizes[s], **{other: cells.get((s, other), "") for other in speakers}}
        for s in names
    ]
    return pd.DataFrame(table, columns=["speaker", "n", *speakers])


def pooled_tone(units: pd.DataFrame) -> pd.DataFrame:
    """Return the mean tone of each speaker by each lexicon, raw and drawn toward the common mean.

    Args:
        units: as for :func:`compare_speakers`.

    Columns: ``speaker``, ``lexicon``, ``n`` (sentences), ``hits`` (words that fired), then as
    ``helpers.statistics.pooled_means``: ``raw``, ``raw_low``, ``raw_high``, ``shrunk``, ``low``,
    ``high``, ``kept``, ``common``. Most sentences first.
    """
    import pandas as pd

    tables = []
    for lexicon, group in units.groupby("lexicon", sort=False):
        samples: dict[Hashable, NDArray] = {
            str(name): rows["valence"].to_numpy()
            for name, rows in sorted(group.groupby("speaker"), key=lambda p: (-len(p[1]), p[0]))
        }
        table = pooled_means(samples, bounds=(-1.0, 1.0)).rename(columns={"group": "speaker"})
        table.insert(1, "lexicon", lexicon)
        table.insert(3, "hits", table["speaker"].map(group.groupby("speaker")["hits"].sum()))
        tables.append(table)
    columns = [
        *("speaker", "lexicon", "n", "hits", "raw", "raw_low", "raw_high", "shrunk", "low"),
        *("high", "kept", "common"),
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def hit_words(hits: pd.DataFrame) -> pd.DataFrame:
    """Return the words that fired for each speaker, most frequent first.

    Args:
        hits: what ``helpers.measures.tone.valence_by_speaker.lexicon_hits`` returns.

    Columns: ``speaker``, ``text`` (lower case), ``category`` (positive or negative, as it counted
    in its place), ``times`` (places), ``lexicons`` (names, separated by commas).
    """
    shown = hits.assign(text=hits["text"].str.lower())
    table = shown.groupby(["speaker", "text", "category"], as_index=False).agg(
        times=("start", "nunique"),
        lexicons=("lexicon", lambda names: ", ".join(sorted(set(names)))),
    )
    ranked = table.assign(fewest=-table["times"])
    ranked = ranked.sort_values(["speaker", "fewest", "text", "category"], ignore_index=True)
    return ranked.drop(columns="fewest")


def pairs_tested(compared: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs of speakers could be tested by any lexicon, and how many there are."""
    pairs = compared.groupby(["first", "second"])["p"].count()
    return int((pairs > 0).sum()), len(pairs)


def _result(test: PermutationTest, p: float, alpha: float) -> str:
    if test.state == TESTED:
        return "differ" if p <= alpha else "no difference shown"
    few = f"fewer than {MIN_UNITS} sentences; " * (min(test.n_first, test.n_second) < MIN_UNITS)
    return f"{test.state} ({few}smallest p {_plain(test.smallest_p)})"


def _plain(p: float) -> str:
    """A p as papers print it: .20, .004.

    >>> _plain(0.2), _plain(0.0042), _plain(1.0), _plain(0.00001)
    ('.20', '.004', '1.00', 'under .001')
    """
    if p < 0.001:
        return "under .001"
    text = f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
    return text.removeprefix("0")
