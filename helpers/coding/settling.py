"""Settling: codings that people made go before the machine's, and each row says whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from helpers.coding.reading import CodingError
from helpers.coding.sheet import SEPARATOR, joined
from helpers.measures.codebook import Measure
from helpers.measures.shared.word_categories import NO_CATEGORY
from helpers.statistics import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

PEOPLE = "coder"
TIE = "coders disagree, machine decides"
BY_MACHINE = "machine"
CODED_BY_PEOPLE = "(coded by hand)"  # the entry of evidence that no word of the lexicon gave
SAME_UNIT = 0.5  # of the characters of both: a unit that has shifted shares more than this

_KEY = ["start", "end", "measure"]
Span = tuple[int, int]


def place(codings: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return codings with the units that the article has now.

    A unit that the program cuts otherwise than when the coder's sheet was written is found again
    by its overlap: more than half of the characters of both. Of a coder's codings that find the
    same unit the one with most overlap stays. :func:`unplaced` tells which are left out.

    Columns: as ``helpers.coding.read_sheet``, and ``shifted`` (whether the offsets changed).

    Args:
        codings: of people.
        sheet: of the article as the program cuts it now (``helpers.coding.coding_sheet``).

    Raises:
        CodingError: the codings are of another text.
    """
    import pandas as pd

    others = set(codings["article"]) - set(sheet["article"])
    if others:
        raise CodingError(
            f"The codings are of another text (column article: {', '.join(sorted(others))}): use "
            f"a sheet that was written for this article."
        )
    units = sorted(set(zip(sheet["start"], sheet["end"], strict=True)))
    spans = set(zip(codings["start"], codings["end"], strict=True))
    nearest = {span: _nearest(span, units) for span in spans}
    best: dict[tuple[object, ...], tuple[float, dict[str, object]]] = {}
    for row in codings.to_dict("records"):
        overlap, unit = nearest[row["start"], row["end"]]
        key = row["coder"], row["measure"], unit
        if overlap > SAME_UNIT and overlap > best.get(key, (0.0, {}))[0]:
            start, end = unit
            named = {str(column): cell for column, cell in row.items()}
            best[key] = overlap, {**named, "start": start, "end": end, "shifted": overlap < 1}
    rows = [row for _, row in best.values()]
    return pd.DataFrame(rows, columns=[*codings.columns, "shifted"])


def unplaced(codings: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the codings for which the article has no unit now; columns as they came."""
    units = sorted(set(zip(sheet["start"], sheet["end"], strict=True)))
    spans = zip(codings["start"], codings["end"], strict=True)
    lost = [_nearest(span, units)[0] <= SAME_UNIT for span in spans]
    return codings[lost].reset_index(drop=True)


def settle(
    sheet: pd.DataFrame, codings: pd.DataFrame, codebook: Mapping[str, Measure]
) -> pd.DataFrame:
    """Return the sheet with the value that holds for each unit: people's before the machine's.

    A category holds where most coders of the unit gave it (on the scale "one" the value that most
    gave). Where they tie, the machine's coding breaks the tie.

    Columns: those of the sheet without its empty ones, and

        coders: how many people coded the unit; notes: theirs.
        value: what holds.
        decided_by: "coder", "coders disagree, machine decides" or "machine".

    Args:
        sheet: not blind.
        codings: of people; empty for none.
        codebook: that both follow.

    Raises:
        CodingError: the codings are of another text, or the sheet is blind.
    """
    if len(sheet) and not sheet["machine"].astype(bool).any():
        raise CodingError("A blind sheet holds no suggestions: make one that is not blind.")
    given: dict[tuple[object, ...], tuple[list[str], list[str]]] = {}
    for row in place(codings, sheet).to_dict("records"):
        values, notes = given.setdefault(tuple(row[name] for name in _KEY), ([], []))
        values.append(str(row["value"]))
        if row["note"]:
            notes.append(f"{row['coder']}: {row['note']}")
    coders, remarks, settled, deciders = [], [], [], []
    for row in sheet.to_dict("records"):
        values, notes = given.get(tuple(row[name] for name in _KEY), ([], []))
        value, decider = _decision(values, str(row["machine"]), codebook[str(row["measure"])])
        coders.append(len(values))
        remarks.append("; ".join(notes))
        settled.append(value)
        deciders.append(decider)
    kept = sheet.drop(columns=["coding", "note", "choices"])
    return kept.assign(coders=coders, notes=remarks, value=settled, decided_by=deciders)


def outrank(hits: pd.DataFrame, settled: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the evidence of a measure as people corrected it, with whose coding each row is.

    Evidence of a category that people did not give to its unit is dropped. A category that they
    gave and no word shows gets a row of its own, the whole unit, with the entry "(coded by
    hand)". So whatever is made of the evidence, a table or a picture, shows their coding.

    Args:
        hits: of the measure, with ``unit`` and ``category``
        (``helpers.measures.counting.measure_hits``).
        settled: what :func:`settle` returned.
        measure: of the codebook.

    Columns: those of ``hits`` and ``decided_by``.
    """
    import pandas as pd

    units = {
        row["unit"]: row for row in settled.to_dict("records") if row["measure"] == measure.name
    }
    rows: list[dict[Any, Any]] = []
    shown = set()
    for hit in hits.to_dict("records"):
        unit = units.get(hit["unit"])
        if unit is None or unit["decided_by"] == BY_MACHINE:
            rows.append({**hit, "decided_by": BY_MACHINE})
        elif hit["category"] in str(unit["value"]).split(SEPARATOR):
            shown.add((hit["unit"], hit["category"]))
            rows.append({**hit, "decided_by": unit["decided_by"]})
    for number, unit in units.items():
        for category in str(unit["value"]).split(SEPARATOR):
            by_people = unit["decided_by"] != BY_MACHINE and category != NO_CATEGORY
            if by_people and (number, category) not in shown:
                about = {name: unit[name] for name in ("start", "end", "text", "speaker", "unit")}
                about |= {"measure": measure.name, "category": category}
                about |= {"entry": CODED_BY_PEOPLE, "decided_by": unit["decided_by"]}
                rows.append(about)
    columns = [*hits.columns, "decided_by"]
    table = pd.DataFrame(rows, columns=columns)
    for name in hits.columns:  # what a unit coded without a word can't say
        column = table[name].astype(object)
        if hits[name].dtype == bool:
            table[name] = column.where(column.notna(), name != "negated").astype(bool)
        elif not pd.api.types.is_numeric_dtype(hits[name]):
            table[name] = column.where(column.notna(), "")
    return table.sort_values(["start", "end"], kind="stable", ignore_index=True)


def summarise_settled(settled: pd.DataFrame, codebook: Mapping[str, Measure]) -> pd.DataFrame:
    """Return how many units of each speaker have each category, and whose coding that rests on.

    Columns:
        measure; speaker: most units first; category.
        units: units with the category; machine_units: those that the machine alone would have.
        n: units of the speaker; by_people: those of them that people coded.
        share: ``units / n``; low, high: its 95 % Wilson interval, NaN below five units.
    """
    import pandas as pd

    rows = []
    for name, group in settled.groupby("measure", sort=False):
        sizes = Counter(group["speaker"])
        for speaker in sorted(sizes, key=lambda who: (-sizes[who], who)):
            own = group[group["speaker"] == speaker]
            n, by_people = len(own), int((own["decided_by"] != BY_MACHINE).sum())
            for category in codebook[str(name)].categories:
                units, machine = (
                    sum(category in str(value).split(SEPARATOR) for value in own[column])
                    for column in ("value", "machine")
                )
                low, high = wilson_interval(units, n)
                counts = units, machine, n, by_people
                rows.append((name, speaker, category, *counts, units / n, low, high))
    columns = ["measure", "speaker", "category", "units", "machine_units", "n", "by_people"]
    return pd.DataFrame(rows, columns=[*columns, "share", "low", "high"])


def disagreements(settled: pd.DataFrame) -> pd.DataFrame:
    """Return every unit that people coded otherwise than the machine, with the words of both.

    Columns: ``measure``, ``start``, ``end``, ``speaker``, ``text``, ``machine``, ``evidence``,
    ``value`` (people's), ``notes``.
    """
    coded = settled[settled["decided_by"] != BY_MACHINE]
    columns = [*("measure", "start", "end", "speaker", "text", "machine", "evidence", "value")]
    differ = coded[coded["value"] != coded["machine"]]
    return differ[[*columns, "notes"]].reset_index(drop=True)


def _nearest(span: Span, units: Sequence[Span]) -> tuple[float, Span]:
    """The unit that shares most characters with a span, and that share of both."""

    def overlap(unit: Span) -> float:
        shared = min(span[1], unit[1]) - max(span[0], unit[0])
        return max(shared, 0) / (max(span[1], unit[1]) - min(span[0], unit[0]))

    return max(((overlap(unit), unit) for unit in units), default=(0.0, span))


def _decision(values: Sequence[str], machine: str, measure: Measure) -> tuple[str, str]:
    """The value that holds, and who decided."""
    if not values:
        return machine, BY_MACHINE
    if measure.scale == "one":
        counts = Counter(values)
        top = [value for value in counts if counts[value] == max(counts.values())]
        if len(top) == 1:
            return top[0], PEOPLE
        return (machine if machine in top else measure.categories[-1]), TIE
    suggested = machine.split(SEPARATOR)
    sets = [value.split(SEPARATOR) for value in values]
    chosen, tied = set(), False
    for category in measure.categories:
        votes = 2 * sum(category in given for given in sets) - len(sets)
        tied = tied or votes == 0
        if votes > 0 or (votes == 0 and category in suggested):
            chosen.add(category)
    return joined(chosen, measure), TIE if tied else PEOPLE
