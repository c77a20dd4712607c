"""Commands on articles: ``attribute``, ``export``, and ``analyse``, ``run``, ``notebooks``.

Also the JSON Lines that commands exchange: articles, and attributions in them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.article.address import PRIVATE
from helpers.article.whole_files import whole_file

if TYPE_CHECKING:
    from helpers.analysis import Analysis

CRATE = "ro-crate"
FORMATS = ("brat", "inception", "jsonl", "web-annotation", "tei", CRATE)  # helpers.exchange
FORMS = (
    "a file (plain text, Markdown, saved web page, PDF, .docx, or a table: JSON, CSV, Parquet; "
    "FILE#3 is its third row) or an http(s) address"
)


class InputError(ValueError):
    """An input file does not fit; the message says where, and what to do."""


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
    analyse.add_argument(
        "--with",
        dest="other",
        metavar="OTHER",
        help="an article on the same event: a page puts the two side by side",
    )
    run = commands.add_parser("run", help="the same into build/, as `make run` does")
    run.add_argument("article", nargs="?", help="as for analyse; the bundled article if none")
    run.set_defaults(run=_analyse, out=None, other=None)
    export = commands.add_parser(
        "export", help="write tables, figures and the annotated article, without the notebooks"
    )
    export.add_argument("article", help=FORMS)
    export.add_argument("folder", type=Path, help="where to write; made if it is not there")
    export.add_argument(
        "--as",
        nargs="+",
        metavar="FORMAT",
        dest="formats",
        help=f"for other programs instead: {', '.join(FORMATS)}",
    )
    export.set_defaults(run=_export)
    for command in (analyse, run, export):
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
    notebooks = commands.add_parser(
        "notebooks", help="run the notebooks in place and store their outputs"
    )
    notebooks.set_defaults(run=_refresh)
    licences = commands.add_parser("licences", help="list the licences of all installed packages")
    licences.set_defaults(run=_licences)


def _attribute(options: argparse.Namespace) -> None:
    """Read articles, write their attributions, print how fast that was."""
    from helpers.analysis import analyse_many
    from helpers.annotation import load_model
    from helpers.article import Article, ArticleError, article_from_text, language_of
    from helpers.attribution.attribution import interchange_record
    from helpers.prose import verb

    given = options.input
    if given.is_file() and not any(
        line.lstrip().startswith("{") for _, line in numbered_lines(given)
    ):
        raise InputError(
            f"{given.name} holds no article that can be read: give lines of JSON ("
            '{"id": "...", "text": "..."}); other files are for export, analyse or corpus.'
        )
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
    with whole_file(options.output) as unfinished, unfinished.open("w", encoding="utf-8") as lines:
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
    seconds = max(time.process_time() - began, 1e-9)
    print(
        f"{documents} {verb(documents, 'document', 'documents')}, {words} words, "
        f"{words / seconds:.0f} words per CPU-second" + (f"; {refused} left out" if refused else "")
    )


def _analyse(options: argparse.Namespace) -> int:
    """Run everything on one article; return 1 where a notebook stopped."""
    from helpers.commands.notebooks import BUILD, run

    _use_options(options)
    build = options.out or BUILD
    language = options.any_language
    complete = run(options.article, other=options.other, any_language=language, build=build)
    return 0 if complete else 1


def _refresh(options: argparse.Namespace) -> int:
    """Run the notebooks in place; return 1 where one stopped."""
    from helpers.commands.notebooks import refresh

    return 0 if refresh() else 1


def _export(options: argparse.Namespace) -> None:
    """Analyse one article and write its tables, figures and page."""
    from helpers.analysis import analyse
    from helpers.article import load_article
    from helpers.report.export import export

    _use_options(options)
    unknown = [name for name in options.formats or () if name not in FORMATS]
    if unknown:
        known = ", ".join(FORMATS)
        raise InputError(f"there is no format {unknown[0]}: give some of {known}.")
    article = load_article(options.article, any_language=options.any_language)
    for note in article.provenance.notes:
        print(f"note: {note}", file=sys.stderr)
    analysis = analyse(article)
    for told in analysis.corrected.summary() if analysis.corrected else ():
        print(told, file=sys.stderr)
    if not options.formats:
        export(analysis, options.folder)
        print(f"{options.folder}: tables/, figures/ and annotated-article.html")
    for name in options.formats or ():
        print(f"{options.folder}: {', '.join(_write_as(name, analysis, options.folder))}")


def _write_as(name: str, analysis: Analysis, folder: Path) -> list[str]:
    """Write an analysis in a format of other programs; return the names of the files."""
    from helpers import exchange
    from helpers.exchange.research_object import write_crate

    marked = exchange.marked_text(analysis)
    if name == CRATE:
        write_crate(analysis, folder / f"{marked.name}.crate.zip")
        return [f"{marked.name}.crate.zip"]
    files = dict(exchange.FORMATS[name].write(marked))
    for file, content in files.items():
        with whole_file(folder / file) as unfinished:
            unfinished.write_text(content, encoding="utf-8", newline="")
    return list(files)


def _use_options(options: argparse.Namespace) -> None:
    """Have this process and the notebooks that it starts keep to what the user says."""
    from helpers.corrections import VARIABLE, read_corrections

    if options.private_addresses:
        os.environ[PRIVATE] = "1"
    if options.corrections is not None:
        read_corrections(options.corrections)
        os.environ[VARIABLE] = str(options.corrections.resolve())


def _licences(options: argparse.Namespace) -> None:
    """Print each installed package with its version and the licence that it names."""
    from importlib.metadata import distributions

    for package in sorted(distributions(), key=lambda package: package.name.lower()):
        known = package.metadata
        kinds = [
            kind.rpartition(" :: ")[2]
            for kind in known.get_all("Classifier") or ()
            if kind.startswith("License ::")
        ]
        named = known.get_all("License-Expression") or kinds or known.get_all("License") or ["-"]
        print(f"{package.name} {package.version}\t{'; '.join(named).strip().splitlines()[0]}")


def read_annotated(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a file with their attributions; an InputError names a bad line."""
    return [
        read_record(line, f"{path.name}, line {n}", "attributions")
        for n, line in numbered_lines(path)
    ]


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a text file, without the empty ones.

    A byte that is not UTF-8 costs its own line only: :func:`read_record` refuses it.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        yield from ((n, line) for n, line in enumerate(lines, start=1) if line.strip())


def read_record(line: str, source: str, needed: str = "text") -> dict[str, Any]:
    """Return a line's record, which has an ``id``, a ``text`` and the ``needed`` key."""
    try:
        record = json.loads(line)
        if isinstance(record["id"], str) and isinstance(record["text"], str) and needed in record:
            (record["id"] + record["text"]).encode()  # halves of characters can't be written
            return dict(record)
    except UnicodeEncodeError:
        raise InputError(
            f"{source}, holds bytes that are not UTF-8 or half a character: mend or remove it."
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    form = '"id": "...", "text": "..."' + (', "attributions": [...]' * (needed != "text"))
    raise InputError(f"{source}, is not of the form {{{form}}}: mend or remove that line.")
