"""The commands ``attribute``, ``analyse`` and ``export``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.article.address import PRIVATE
from helpers.commands.interchange import InputError, numbered_lines, read_record

FORMS = (
    "a file (plain text, Markdown, saved web page, PDF, .docx, or a table: JSON, CSV, Parquet; "
    "FILE#3 is its third row) or an http(s) address"
)


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of the command line (argparse's subparsers)."""
    attribute = commands.add_parser(
        "attribute", help="find who says what in every article of a JSON Lines file"
    )
    attribute.add_argument("input", type=Path, help='lines of {"id": ..., "text": ...}')
    attribute.add_argument("output", type=Path, help="attributions, one article a line")
    attribute.set_defaults(run=_attribute)
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
        command.add_argument(
            "--private-addresses",
            action="store_true",
            help="read an address of this machine or of a private network as well",
        )
        command.add_argument(
            "--corrections",
            type=Path,
            metavar="FILE",
            help="decisions of coders (a table; see notebook 11) that come before the program's",
        )


def _attribute(options: argparse.Namespace) -> None:
    """Read articles, write their attributions, print how fast that was."""
    from helpers.analysis import analyse_many
    from helpers.annotation import load_model
    from helpers.article import Article, ArticleError, article_from_text, language_of
    from helpers.attribution.attribution_tables import interchange_record
    from helpers.prose import verb

    load_model()
    documents = words = refused = 0
    identifiers: list[str] = []
    began = time.process_time()

    def articles() -> Iterator[Article]:
        nonlocal refused
        for number, line in numbered_lines(options.input):
            source = f"{options.input.name}, line {number}"
            try:
                record = read_record(line, source)
                article = article_from_text(
                    record["text"], source=source, any_language=True, normalise_newlines=False
                )
            except (ArticleError, InputError) as error:
                print(f"left out: {error}", file=sys.stderr)
                refused += 1
                continue
            language = language_of(article.text)
            if language != "en":
                print(f"note: {source} looks like another language ({language})", file=sys.stderr)
            identifiers.append(record["id"])
            yield article

    if not options.output.parent.is_dir():
        raise InputError(f"there is no folder {options.output.parent}: make it first.")
    partial = options.output.with_name(options.output.name + ".part")
    try:
        with partial.open("w", encoding="utf-8") as lines:
            for analysis in analyse_many(articles()):
                record = interchange_record(
                    identifiers[documents], analysis.text, analysis.attributions
                )
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
                documents += 1
                words += len(analysis.text.split())
                if documents % 50 == 0:
                    print(f"{documents} documents", file=sys.stderr)
        if not documents:
            raise InputError(f"{options.input.name} holds no article that can be read.")
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(options.output)
    seconds = max(time.process_time() - began, 1e-9)
    print(
        f"{documents} {verb(documents, 'document', 'documents')}, {words} words, "
        f"{words / seconds:.0f} words per CPU-second" + (f"; {refused} left out" if refused else "")
    )


def _analyse(options: argparse.Namespace) -> int:
    """Run everything on one article; return 1 where a notebook stopped."""
    _allow_private(options)
    from helpers.commands.notebooks import run

    _use_corrections(options.corrections)
    complete = run(options.article, any_language=options.any_language, build=options.out)
    return 0 if complete else 1


def _use_corrections(path: Path | None) -> None:
    """Have this process and the notebooks that it starts use a file of corrections.

    Raises:
        CorrectionError: it can't be used.
    """
    from helpers.corrections import VARIABLE, read_corrections

    if path is not None:
        read_corrections(path)
        os.environ[VARIABLE] = str(path.resolve())


def _export(options: argparse.Namespace) -> None:
    """Analyse one article and write its tables, figures and page."""
    from helpers.analysis import analyse
    from helpers.article import load_article
    from helpers.report.export import export

    _allow_private(options)
    _use_corrections(options.corrections)
    article = load_article(options.article, any_language=options.any_language)
    for note in article.provenance.notes:
        print(f"note: {note}", file=sys.stderr)
    analysis = analyse(article)
    for told in analysis.corrected.summary() if analysis.corrected else ():
        print(told, file=sys.stderr)
    export(analysis, options.folder)
    print(f"{options.folder}: tables/, figures/ and annotated-article.html")


def _allow_private(options: argparse.Namespace) -> None:
    """Let addresses that are not public be read, where the user says so."""
    if options.private_addresses:
        os.environ[PRIVATE] = "1"
