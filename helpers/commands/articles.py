"""Commands on one article: ``analyse`` and ``export`` of the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

FORMS = (
    "a file (plain text, Markdown, saved web page, PDF, .docx, or a table: JSON, CSV, Parquet; "
    "FILE#3 is its third row) or an http(s) address"
)


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
    analyse = commands.add_parser(
        "analyse",
        help="run all notebooks on one article: pages, tables, figures, the annotated article",
    )
    analyse.add_argument("article", help=FORMS)
    analyse.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where to write; made if needed"
    )
    analyse.set_defaults(run=_analyse)
    export = commands.add_parser(
        "export", help="write tables, figures and the annotated article, without the notebooks"
    )
    export.add_argument("article", help=FORMS)
    export.add_argument("folder", type=Path, help="where to write; made if it is not there")
    export.set_defaults(run=_export)
    for command in (analyse, export):
        command.add_argument(
            "--any-language", action="store_true", help="read it even if it is not in English"
        )


def _analyse(options: argparse.Namespace) -> int:
    """Run everything on one article; 1 where a notebook stopped."""
    from helpers.commands.notebooks import run

    complete = run(options.article, any_language=options.any_language, build=options.out)
    return 0 if complete else 1


def _export(options: argparse.Namespace) -> None:
    """Analyse one article and write its tables, figures and page."""
    from helpers.analysis import analyse
    from helpers.article import load_article
    from helpers.report.export import export

    article = load_article(options.article, any_language=options.any_language)
    for note in article.provenance.notes:
        print(f"note: {note}", file=sys.stderr)
    export(analyse(article), options.folder)
    print(f"{options.folder}: tables/, figures/ and annotated-article.html")
