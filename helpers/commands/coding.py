"""Commands of the codebook: ``codesheet``, ``count`` and ``agree``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from helpers.article.whole_files import write_csv


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
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
        "agree", help="compare the filled sheets of coders with each other and with the program"
    )
    agree.add_argument("article", help="the article that was coded")
    agree.add_argument("sheets", type=Path, nargs="+", help="filled sheets, one a coder")
    agree.add_argument("--csv", type=Path, help="write the table to this file as well")
    agree.set_defaults(run=_agree)
    for command in (sheet, count, agree):
        command.add_argument("--codebook", type=Path, metavar="FOLDER", help="measures of your own")
        command.add_argument("--measures", metavar="A,B", help="those measures only")


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
    from helpers.coding import (
        coder_agreement,
        coding_sheet,
        machine_codings,
        match_units,
        read_sheets,
    )
    from helpers.measures.codebook import chosen_measures

    measures = chosen_measures(options.codebook, options.measures)
    read = read_sheets(options.sheets, chosen_measures(options.codebook))
    read = read[read["measure"].isin(measures)]
    sheet = coding_sheet(analyse(load_article(options.article)), measures)
    coded = match_units(read, sheet)
    machine = machine_codings(sheet[sheet["measure"].isin(coded["measure"])])
    codings = pd.concat([coded, machine], ignore_index=True)
    table = coder_agreement(codings, measures, rng=np.random.default_rng(0)).round(4)
    print(table.to_string(index=False, na_rep="-"))
    if len(coded) < len(read):
        print(f"{len(read) - len(coded)} codings are of units that the article has no more")
    if options.csv:
        write_csv(table, options.csv)
