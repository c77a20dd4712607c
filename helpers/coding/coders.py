"""Coders of statements: two or more files of corrections of one article, compared and settled.

What coders decided on a statement becomes codings like those of a sheet, so that their agreement is
measured in one way (``reliability``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers.analysis import Analysis, correct
from helpers.attribution import Attribution, Span
from helpers.coding.read_sheets import COLUMNS, MACHINE, CodingError
from helpers.corrections import Correction, read_corrections
from helpers.corrections.tables import table_rows
from helpers.measures.codebook import Measure

GONE = "no statement"
DECIDES = "settled"  # the column that names the coder whose decision holds
_WHAT = ("statement", "speaker", "kind")

Subject = tuple[object, ...]  # the statement or the speaker of which something is decided
Decisions = Mapping[str, Sequence[Correction]]  # a coder -> what that one decided


def read_coders(paths: Iterable[Path]) -> dict[str, list[Correction]]:
    """Return what each coder of some files decided; a coder without a name has the file's.

    Raises:
        CorrectionError: a file does not fit.
        CodingError: there are not two coders.
    """
    given: dict[str, list[Correction]] = defaultdict(list)
    for path in paths:
        for c in read_corrections(path):
            given[c.coder or path.stem].append(replace(c, coder=c.coder or path.stem))
    if len(given) < 2:
        raise CodingError(f"Only {' and '.join(given) or 'nobody'} decided something: give two.")
    return dict(given)


def statements_of(found: Analysis, given: Decisions) -> dict[str, dict[Span, Attribution | None]]:
    """Return what each coder, and the program, has at each place that it decided; None for none.

    A coder decided also the statements that another added: there is none for this one.

    Args:
        found: the analysis without corrections.
        given: the decisions of each coder.
    """
    of_all = {(a.content[0][0], a.content[-1][1]) for a in found.attributions}
    added = {(c.start, c.end) for lines in given.values() for c in lines if c.action == "add"}
    statements = {}
    for coder, lines in {**given, MACHINE: []}.items():
        analysis = correct(found, lines)
        places = analysis.corrected.places if analysis.corrected else ()
        said = dict(zip(places, analysis.attributions, strict=True))
        decided = {(c.start, c.end) for c in lines if c.start >= 0 and c.action != "split"}
        own = (of_all if coder == MACHINE else decided) | added
        statements[coder] = {place: said.get(place) for place in sorted(own)}
    return statements


def codings_of(
    statements: Mapping[str, Mapping[Span, Attribution | None]],
) -> tuple[pd.DataFrame, dict[str, Measure]]:
    """Return what each coder says of each statement as codings, and the measures that they are of.

    The measures are whether it is a statement, who speaks, and its kind. Columns: as
    :func:`helpers.coding.read_sheets.read_sheet`.
    """
    rows = []
    for coder, own in statements.items():
        for (start, end), a in own.items():
            values = ("yes", a.speaker, a.kind) if a else ("no", GONE, GONE)
            for name, value in zip(_WHAT, values, strict=True):
                rows.append((coder, "", start, end, "", name, value, ""))
    codings = pd.DataFrame(rows, columns=list(COLUMNS))
    measures = {}
    for name in _WHAT:
        values = tuple(sorted(set(codings.loc[codings["measure"] == name, "value"])))
        measures[name] = Measure(name, name, "one", values, None, (), "", {})
    return codings, measures


def side_by_side(given: Decisions) -> pd.DataFrame:
    """Return what coders decided differently, one row for each statement or speaker.

    Columns: ``start``, ``end``, ``words`` (of the statement), ``name`` (of the speaker), one for
    each coder, and ``settled``, empty: for the name of the coder whose decision holds.
    """
    rows = []
    for (name, start, end), lines in _by_subject(given).items():
        decided = {coder: " + ".join(sorted(map(_told, own))) for coder, own in lines.items()}
        if len(set(decided.values())) > 1:
            words = next(iter(lines.values()))[0].words
            shown = {coder: decided.get(coder, "") for coder in given}
            rows.append({"start": start, "end": end, "words": words, "name": name} | shown)
    columns = ["start", "end", "words", "name", *given]
    return pd.DataFrame(rows, columns=columns).assign(**{DECIDES: ""})


def _by_subject(given: Decisions) -> dict[Subject, dict[str, list[Correction]]]:
    subjects: dict[Subject, dict[str, list[Correction]]] = {}
    for coder, lines in given.items():
        for c in lines:
            subject = (c.name, c.start, c.end)
            subjects.setdefault(subject, {}).setdefault(coder, []).append(c)
    return dict(sorted(subjects.items(), key=str))


def _told(c: Correction) -> str:
    return " ".join(filter(None, (c.action, c.field, c.value)))


def settle(given: Decisions, settled: Path | None, by: str) -> tuple[list[Correction], int]:
    """Return the decisions that hold, and on how many statements and speakers none does.

    What coders decided alike holds, and what one alone decided. Of the rest the one holds that the
    column ``settled`` names in the table that :func:`side_by_side` made, with who settled it.

    Raises:
        CodingError: the table does not fit.
    """
    chosen = {}
    if settled is not None:
        for number, row in table_rows(settled, ("name", "start", "end", DECIDES), CodingError):
            if row[DECIDES] and row[DECIDES] not in given:
                raise CodingError(
                    f"{settled.name}, line {number}: {DECIDES} is {row[DECIDES]!r}; use one of "
                    f"{', '.join(given)}."
                )
            chosen[row["name"], row["start"], row["end"]] = row[DECIDES]
    kept: list[Correction] = []
    still_open = 0
    for (name, start, end), lines in _by_subject(given).items():
        coder = chosen.get((str(name), str(start), str(end)), "")
        if len({frozenset(map(_told, own)) for own in lines.values()}) == 1:
            kept += (replace(c, coder="; ".join(lines)) for c in next(iter(lines.values())))
        elif coder:
            reason = f"settled by {by}"
            for c in lines.get(coder, []):
                kept.append(replace(c, reason="; ".join(filter(None, (c.reason, reason)))))
        else:
            still_open += 1
    return kept, still_open
