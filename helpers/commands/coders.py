"""Commands for coders: what they are given, what they give back, how far they agree.

``import`` takes back what was marked in another program; ``codesheet`` and ``count`` are of the
codebook; ``agree`` and ``settle`` compare two coders; ``sample`` says how much is wrong.
"""

from __future__ import annotations

import argparse
import errno
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.article.whole_files import write_csv

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis
    from helpers.measures.codebook import Measure

SEED = 0


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
    taken = commands.add_parser(
        "import", help="make corrections of what a coder marked in brat, INCEpTION or JSON Lines"
    )
    taken.add_argument("article", help="the article that was exported")
    taken.add_argument("file", type=Path, help="what the other program saved: .ann, .xmi, .jsonl")
    taken.add_argument("--coder", default="coder", metavar="NAME", help="who marked it")
    taken.add_argument(
        "--all-checked",
        action="store_true",
        help="the coder has looked at every statement: accept those left as they were",
    )
    taken.add_argument(
        "--out", type=Path, metavar="FILE", help="data/corrections/ARTICLE.NAME.csv if not"
    )
    taken.set_defaults(run=_import)
    sheet = commands.add_parser(
        "codesheet", help="write a sheet on which a coder codes an article by the codebook"
    )
    sheet.add_argument("article", help="a file or an address, as for analyse")
    sheet.add_argument("output", type=Path, help="the sheet to write (CSV)")
    sheet.add_argument("--blind", action="store_true", help="without the program's suggestions")
    sheet.add_argument("--coder", metavar="NAME", help="who is to fill it in")
    sheet.set_defaults(run=_codesheet)
    count = commands.add_parser(
        "count", help="count what the codebook's measures find, for each speaker of an article"
    )
    count.add_argument("article", help="a file or an address, as for analyse")
    count.add_argument("output", type=Path, help="the table to write (CSV)")
    count.set_defaults(run=_count)
    agree = commands.add_parser(
        "agree", help="compare coders, by sheets or corrections, with each other and the program"
    )
    agree.add_argument("article", help="the article that was coded")
    agree.add_argument("files", type=Path, nargs="+", help="filled sheets, or files of corrections")
    agree.add_argument("--csv", type=Path, help="write the table to this file as well")
    agree.add_argument("--differ", type=Path, metavar="FILE", help="write where corrections differ")
    agree.set_defaults(run=_agree)
    for command in (sheet, count, agree):
        command.add_argument("--codebook", type=Path, metavar="FOLDER", help="measures of your own")
        command.add_argument("--measures", metavar="A,B", help="those measures only")
    settled = commands.add_parser(
        "settle", help="make one file of the corrections of two coders or more"
    )
    settled.add_argument("files", type=Path, nargs="+", help="one for each coder")
    settled.add_argument("output", type=Path, help="the file to write")
    settled.add_argument("--differ", type=Path, metavar="FILE", help="from agree, filled in")
    settled.add_argument("--by", default="coder", metavar="NAME", help="who filled it in")
    settled.set_defaults(run=_settle)
    sample = commands.add_parser(
        "sample", help="draw statements to check, or say what a filled sheet says of all"
    )
    sample.add_argument("table", help="a corpus, a table attributions.csv, or a filled sheet")
    sample.add_argument("sheet", type=Path, nargs="?", help="to write; none: the table is filled")
    sample.add_argument("--number", type=int, help="of statements to draw")
    sample.add_argument("--within", type=float, default=0.05, help="... or the error wanted: 0.05")
    sample.add_argument("--by", default="kind", metavar="COLUMN", help="the strata: kind")
    sample.set_defaults(run=_sample)


def _import(options: argparse.Namespace) -> None:
    """Write what a coder marked in another program as corrections, and say what they do."""
    from helpers.analysis import analyse, correct
    from helpers.article import load_article
    from helpers.corrections import write_corrections
    from helpers.exchange import corrections_from, of_this_text, read_marked
    from helpers.prose import count
    from helpers.review.panel import review_file

    article = load_article(options.article, any_language=True)
    out = options.out or review_file(article, options.coder)
    _require_new(out)
    given = of_this_text(read_marked(options.file), article.text, options.file)
    found = analyse(article, corrected=False)
    lines = corrections_from(found, given, options.coder, whole=options.all_checked)
    write_corrections(out, lines)
    print(f"{out}: {count(len(lines), 'correction')}")
    corrected = correct(found, lines).corrected
    for told in corrected.summary() if corrected else ():
        print(told)


def _codesheet(options: argparse.Namespace) -> None:
    """Write a coding sheet of one article."""
    from helpers.analysis import analyse
    from helpers.article import load_article
    from helpers.coding.sheet import coding_sheet, write_sheet
    from helpers.measures.codebook import chosen_measures

    measures = chosen_measures(options.codebook, options.measures)
    analysis = analyse(load_article(options.article))
    sheet = coding_sheet(analysis, measures, blind=options.blind, coder=options.coder)
    write_sheet(sheet, options.output)
    units, names = sheet["unit"].nunique(), sheet["measure"].nunique()
    print(f"{options.output}: {len(sheet)} rows, {units} units by {names} measures")


def _count(options: argparse.Namespace) -> None:
    """Write how often each speaker gives evidence of each category."""
    from helpers.analysis import analyse
    from helpers.article import load_article
    from helpers.measures.codebook import chosen_measures
    from helpers.measures.counting import count_codebook

    measures = chosen_measures(options.codebook, options.measures)
    table = count_codebook(analyse(load_article(options.article)), measures)
    write_csv(table, options.output)
    print(f"{options.output}: {len(table)} rows, {table['measure'].nunique()} measures")


def _agree(options: argparse.Namespace) -> None:
    """Print the agreement of coders, and of the program with each of them."""
    import numpy as np
    import pandas as pd

    from helpers.analysis import analyse
    from helpers.article import load_article
    from helpers.coding.reliability import ALL_CATEGORIES, coder_agreement
    from helpers.measures.codebook import chosen_measures

    article = load_article(options.article)
    decided = [path for path in options.files if _has_corrections(path)]
    sheets = [path for path in options.files if path not in decided]
    tables: list[pd.DataFrame] = []
    measures = chosen_measures(options.codebook, options.measures)
    if sheets:
        tables.append(
            _of_sheets(sheets, analyse(article), measures, chosen_measures(options.codebook))
        )
    if decided:
        codings, of_statements = _of_corrections(
            decided, analyse(article, corrected=False), options.differ
        )
        tables.append(codings)
        measures |= of_statements
    rng = np.random.default_rng(SEED)
    table = coder_agreement(pd.concat(tables, ignore_index=True), measures, rng=rng).round(4)
    overall = table[table["category"] == ALL_CATEGORIES].drop(columns="category")
    print(overall.to_string(index=False, na_rep="-"))
    if options.csv:
        write_csv(table, options.csv)
    else:
        print("With --csv FILE the agreement on each category is written as well.")


def _has_corrections(path: Path) -> bool:
    with path.open("rb") as file:
        return b"action" in file.readline()


def _of_sheets(
    paths: list[Path], found: Analysis, measures: dict[str, Measure], every: dict[str, Measure]
) -> pd.DataFrame:
    """The codings of sheets, with those of the program."""
    import pandas as pd

    from helpers.coding.read_sheets import machine_codings, match_units, read_sheets
    from helpers.coding.sheet import coding_sheet

    read = read_sheets(paths, every)
    read = read[read["measure"].isin(measures)]
    sheet = coding_sheet(found, measures)
    coded = match_units(read, sheet)
    if len(coded) < len(read):
        print(f"{len(read) - len(coded)} codings are of units that the article has no more")
    machine = machine_codings(sheet[sheet["measure"].isin(coded["measure"])])
    return pd.concat([coded, machine], ignore_index=True)


def _of_corrections(
    paths: list[Path], found: Analysis, differ: Path | None
) -> tuple[pd.DataFrame, dict[str, Measure]]:
    """The codings that corrections are; print how far the statements of coders are the same."""
    from helpers.attribution.attribution import spans_of
    from helpers.coding.coders import codings_of, read_coders, side_by_side, statements_of
    from helpers.evaluation.attribution_scores import agreement_f1

    given = read_coders(paths)
    statements = statements_of(found, given)
    for one, other in combinations(given, 2):
        both = statements[one].keys() & statements[other].keys()
        records = [
            [spans_of(a) | {"source_entity": a.speaker} for p, a in own.items() if a and p in both]
            for own in (statements[one], statements[other])
        ]
        content, speaker = agreement_f1(found.text, *records)
        print(
            f"{one} and {other}: F1 of statements {content:.2f}, with their speakers {speaker:.2f}"
        )
    table = side_by_side(given)
    print(f"They differ on {len(table)} statements and speakers.")
    if differ:
        write_csv(table, differ)
    else:
        print(table.drop(columns="settled").to_string(index=False))
    return codings_of(statements)


def _settle(options: argparse.Namespace) -> None:
    """Write one file of corrections and say what is left open."""
    from helpers.coding.coders import read_coders, settle
    from helpers.corrections import write_corrections
    from helpers.prose import count

    _require_new(options.output)
    lines, still_open = settle(read_coders(options.files), options.differ, options.by)
    write_corrections(options.output, lines)
    print(f"{options.output}: {count(len(lines), 'correction')}")
    if still_open:
        print(f"{count(still_open, 'disagreement')} left open: fill in what agree --differ writes")


def _require_new(path: Path) -> None:
    if path.exists():
        raise FileExistsError(errno.EEXIST, "it is there already", str(path))


def _sample(options: argparse.Namespace) -> None:
    """Write a sheet of statements to check, or print what a filled one says."""
    import numpy as np

    from helpers.coding.sample import (
        corrected_shares,
        error_rates,
        needed,
        read_sample,
        sample_sheet,
    )
    from helpers.coding.sheet import write_sheet

    rng = np.random.default_rng(SEED)
    if options.sheet is None:
        checked = read_sample(Path(options.table))
        print(error_rates(checked).round(3).to_string(index=False, na_rep="-"))
        shares = corrected_shares(checked, rng)
        if len(shares):
            print(shares.round(3).to_string(index=False, na_rep="-"))
        return
    table = _statements(Path(options.table))
    number = options.number or needed(options.within, len(table))
    sheet = sample_sheet(table, number, options.by, rng)
    write_sheet(sheet, options.sheet)
    print(f"{options.sheet}: {len(sheet)} of {len(table)} statements; fill in right and truth")


def _statements(path: Path) -> pd.DataFrame:
    """The table of statements of a corpus, or of an export."""
    import pandas as pd

    from helpers.coding.read_sheets import CodingError
    from helpers.corpus import read_corpus
    from helpers.corrections.tables import table_rows

    if path.is_dir():
        return read_corpus(path).table("attributions")
    return pd.DataFrame(row for _, row in table_rows(path, ("start", "end"), CodingError))
