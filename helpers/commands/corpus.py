"""The command ``corpus``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

SHOWN_REASONS = 5


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
    corpus = commands.add_parser(
        "corpus",
        help="analyse any number of articles, on all cores or many machines, into Parquet tables",
    )
    corpus.add_argument(
        "input",
        help="a folder, a pattern in quotation marks ('news/*.html'), or a table (JSON Lines, "
        "CSV, Parquet) with a column text",
    )
    corpus.add_argument(
        "out", type=Path, help="folder of the tables; where a run was stopped, it goes on"
    )
    corpus.add_argument(
        "--share",
        type=_share,
        metavar="K/N",
        help="only every Nth batch, from the Kth on: for many machines that share INPUT and OUT; "
        "the same command without it ends the work",
    )
    corpus.add_argument(
        "--workers", type=_positive, metavar="N", help="processes on this machine (default: cores)"
    )
    corpus.add_argument(
        "--any-language", action="store_true", help="read articles even if not in English"
    )
    corpus.add_argument(
        "--corrections",
        type=Path,
        metavar="FOLDER",
        help="corrections of the articles, one file ID.csv for each that has any",
    )
    corpus.add_argument(
        "--who-is-who",
        type=Path,
        metavar="FILE",
        help="a CSV file of names, aliases, type, official, side and Wikidata id that outranks the "
        "joins across articles (helpers/corpus/who_is_who.py); it can be given to a finished run",
    )
    corpus.set_defaults(run=_corpus)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a number, 1 or more")
    return int(text)


def _share(text: str) -> tuple[int, int]:
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError("give two numbers, such as 2/100 for the second of 100")
    return int(part), int(parts)


def _corpus(options: argparse.Namespace) -> int:
    """Analyse a corpus and print the outcome; return 2 where no article could be read."""
    from helpers.corpus import analyse_corpus, read_corpus
    from helpers.prose import verb

    done = analyse_corpus(
        options.input,
        options.out,
        workers=options.workers,
        share=options.share,
        any_language=options.any_language,
        corrections=options.corrections,
        who_is_who=options.who_is_who,
        report=lambda line: print(line, flush=True),
    )
    read = done.articles - done.errors
    print(f"{read:,} {verb(read, 'article', 'articles')} in {done.out}", end="")
    if done.fresh:
        print(
            f"; {done.fresh:,} in {done.seconds:,.0f} s, {done.fresh / done.seconds:.1f} a second"
        )
    else:
        print("; nothing was left to do")
    if options.share:
        return 0
    corpus = read_corpus(done.out)
    if twice := int(corpus.table("articles", ["id"])["id"].duplicated().sum()):
        have = verb(twice, "article has", "articles have")
        print(f"{twice:,} {have} the id of an earlier one", file=sys.stderr)
    if done.errors:
        errors = corpus.table("errors")
        could = verb(done.errors, "article", "articles")
        print(f"{done.errors:,} {could} could not be read (table errors):", file=sys.stderr)
        reasons = Counter(errors["reason"])
        for reason, _ in reasons.most_common(SHOWN_REASONS):
            print(f"  {reason}", file=sys.stderr)
        if len(reasons) > SHOWN_REASONS:
            print(f"  ... and {len(reasons) - SHOWN_REASONS:,} more", file=sys.stderr)
    return 0 if read else 2
