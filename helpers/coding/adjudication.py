"""Adjudication: the hits of an article with the coders' values before the program's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.article import DATA
from helpers.coding.read_sheets import (
    COLUMNS,
    MACHINE,
    machine_codings,
    match_units,
    read_sheets,
)
from helpers.coding.reliability import RESAMPLES, coder_agreement
from helpers.coding.sheet import SEPARATOR, as_cell, coding_sheet
from helpers.measures.codebook import Measure
from helpers.measures.counting import measure_hits
from helpers.measures.shared.word_categories import NO_CATEGORY
from helpers.prose import count, listing, verb

GOLD = DATA / "gold"
PATTERN = "*.codings.csv"
BY_CODER = "coder"
TIE = "coders disagree, machine decides"
CODED = "(coded)"  # the entry of a hit that no word of the lexicon gave
_KEY = ["start", "end", "measure"]


def code_article(
    analysis: Analysis, codebook: Mapping[str, Measure], folder: Path = GOLD
) -> CodedArticle:
    """Return the article with the codings of exactly this text, if there are any.

    The files ``*.codings.csv`` of the folder are read: filled sheets with the column ``coder``. A
    file is of this text where its column ``article`` begins the text's SHA-256.

    Raises:
        CodingError: a file of this text or a line in it does not fit.
    """
    own = analysis.article.provenance.sha256[:12]
    paths = [path for path in sorted(folder.glob(PATTERN)) if own in path.read_text("utf-8-sig")]
    codings = read_sheets(paths, codebook) if paths else pd.DataFrame(columns=list(COLUMNS))
    codings = codings[codings["article"] == own].reset_index(drop=True)
    return CodedArticle(analysis, codebook, codings)


@dataclass(frozen=True)
class CodedArticle:
    """An article with the codings that were made of it, perhaps none (columns: ``read_sheet``)."""

    analysis: Analysis
    codebook: Mapping[str, Measure]
    codings: pd.DataFrame

    def hits(self, name: str) -> pd.DataFrame:
        """Return the hits of a measure with the coders' values before the program's.

        Columns: those of ``helpers.measures.counting.measure_hits`` and ``decided_by``.
        """
        found = measure_hits(self.analysis, self.codebook[name])
        if not (self.codings["measure"] == name).any():
            return found.assign(decided_by=MACHINE)
        return apply_codes(found, self._decided(name), self.codebook[name])

    def _decided(self, name: str) -> pd.DataFrame:
        measure = {name: self.codebook[name]}
        own = self.codings[self.codings["measure"] == name]
        return adjudicate(coding_sheet(self.analysis, measure), own, measure)

    def marked(self, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Return a table of speakers with ``by_coder``: their coded units of a measure."""
        if not (self.codings["measure"] == name).any():
            return table.assign(by_coder=0)
        decided = self._decided(name)
        coded = decided.loc[decided["decided_by"] != MACHINE, "speaker"].value_counts()
        return table.assign(by_coder=table["speaker"].map(coded).fillna(0).astype(int))

    def compared(
        self, *, rng: np.random.Generator, resamples: int = RESAMPLES
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return how far the program agrees with the coders, and where it does not.

        Two tables: the agreement of each pair by measure and category (``coder_agreement``) with a
        column ``percent`` (``agree / n``), and every unit that they coded differently from the
        program, with the words of both. Both are without rows where nobody has coded the article,
        and without the measures that only a coder answers.
        """
        measures = {name: self.codebook[name] for name in dict.fromkeys(self.codings["measure"])}
        sheet = coding_sheet(self.analysis, measures)
        codings = match_units(self.codings, sheet)
        if len(codings):
            codings = pd.concat([codings, machine_codings(sheet)], ignore_index=True)
        table = coder_agreement(codings, measures, rng=rng, resamples=resamples)
        place = list(table.columns).index("alpha")
        table.insert(place, "percent", table["agree"] / table["n"])
        return table, disagreements(adjudicate(sheet, self.codings, measures))

    def whose(self) -> str:
        """Return a sentence that says whose codings are shown; "" where all are the program's."""
        if self.codings.empty:
            return ""
        coders = list(dict.fromkeys(self.codings["coder"]))
        whose = listing(coders)
        if all("language model" in coder for coder in coders):
            whose = "a language model" if len(coders) == 1 else f"{len(coders)} language models"
        measures = sum(self.codebook[name].answered for name in set(self.codings["measure"]))
        return (
            f"For this article {count(measures, 'measure')} of framing and wording "
            f"{verb(measures, 'comes', 'come')} from the coding of {whose}, which replaces the "
            'program\'s (column "decided_by" of the tables, and a dot (•) in the figures)'
        )


def adjudicate(
    sheet: pd.DataFrame, codings: pd.DataFrame, codebook: Mapping[str, Measure]
) -> pd.DataFrame:
    """Return the sheet with the decided value of each unit: the coders' before the program's.

    A category is decided that most coders of the unit gave (on the scale "one" the value that most
    gave). Where they tie, the program's suggestion breaks the tie.

    Columns: those of the sheet without its empty ones, and ``coders`` (how many coded the unit),
    ``notes`` (theirs), ``value`` (what is decided), ``decided_by`` ("coder", "coders disagree,
    machine decides" or "machine").

    Raises:
        CodingError: the codings are of another text.
    """
    given: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for row in match_units(codings, sheet).to_dict("records"):
        note = f"{row['coder']}: {row['note']}" if row["note"] else ""
        given.setdefault(tuple(row[name] for name in _KEY), []).append((str(row["value"]), note))
    coders, remarks, decided, deciders = [], [], [], []
    for row in sheet.to_dict("records"):
        own = given.get(tuple(row[name] for name in _KEY), [])
        values = [value for value, _ in own]
        value, decider = _decision(values, str(row["machine"]), codebook[str(row["measure"])])
        coders.append(len(own))
        remarks.append("; ".join(note for _, note in own if note))
        decided.append(value)
        deciders.append(decider)
    kept = sheet.drop(columns=["coding", "note", "choices"])
    return kept.assign(coders=coders, notes=remarks, value=decided, decided_by=deciders)


def apply_codes(hits: pd.DataFrame, decided: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the hits of a measure as the coders corrected them, with ``decided_by``.

    A hit of a category that the coders did not give to its unit is dropped. A category that they
    gave and no word shows gets a row of its own, the whole unit, with the entry "(coded)". So
    every table and picture that is made of the hits shows their coding. ``decided`` is what
    :func:`adjudicate` returned.
    """
    units = {
        row["unit"]: row for row in decided.to_dict("records") if row["measure"] == measure.name
    }
    rows: list[dict[Any, Any]] = []
    shown = set()
    for hit in hits.to_dict("records"):
        unit = units.get(hit["unit"])
        if unit is None or unit["decided_by"] == MACHINE:
            rows.append({**hit, "decided_by": MACHINE})
        elif hit["category"] in str(unit["value"]).split(SEPARATOR):
            shown.add((hit["unit"], hit["category"]))
            rows.append({**hit, "decided_by": unit["decided_by"]})
    for number, unit in units.items():
        for category in str(unit["value"]).split(SEPARATOR):
            by_coder = unit["decided_by"] != MACHINE and category != NO_CATEGORY
            if by_coder and (number, category) not in shown:
                about = {name: unit[name] for name in ("start", "end", "text", "speaker", "unit")}
                about |= {"measure": measure.name, "category": category}
                rows.append({**about, "entry": CODED, "decided_by": unit["decided_by"]})
    table = pd.DataFrame(rows, columns=[*hits.columns, "decided_by"])
    for name in hits.columns:  # what a unit coded without a word can't say
        column = table[name].astype(object)
        if hits[name].dtype == bool:
            table[name] = column.where(column.notna(), name != "negated").astype(bool)
        elif not pd.api.types.is_numeric_dtype(hits[name]):
            table[name] = column.where(column.notna(), "")
    return table.sort_values(["start", "end"], kind="stable", ignore_index=True)


def disagreements(decided: pd.DataFrame) -> pd.DataFrame:
    """Return every unit that coders coded differently from the program, with the words of both."""
    differ = decided[
        (decided["decided_by"] != MACHINE)
        & (decided["machine"] != "")  # only a coder answers the measure
        & (decided["value"] != decided["machine"])
    ]
    columns = [*("measure", "start", "end", "speaker", "text", "machine", "evidence", "value")]
    return differ[[*columns, "notes"]].reset_index(drop=True)


def _decision(values: Sequence[str], machine: str, measure: Measure) -> tuple[str, str]:
    """The decided value, and who decided."""
    if not values:
        return machine, MACHINE
    if measure.scale == "one":
        counts = Counter(values)
        top = [value for value in counts if counts[value] == max(counts.values())]
        if len(top) == 1:
            return top[0], BY_CODER
        return (machine if machine in top else measure.categories[-1]), TIE
    suggested = machine.split(SEPARATOR)
    sets = [value.split(SEPARATOR) for value in values]
    chosen, tied = set(), False
    for category in measure.categories:
        votes = 2 * sum(category in given for given in sets) - len(sets)
        tied = tied or votes == 0
        if votes > 0 or (votes == 0 and category in suggested):
            chosen.add(category)
    return as_cell(chosen, measure), TIE if tied else BY_CODER
