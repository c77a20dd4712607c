"""The command line: ``python -m helpers COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.article import Article, ArticleError, article_from_text, language_of
from helpers.commands import (
    articles as article_commands,
)
from helpers.commands import (
    coding as coding_commands,
)
from helpers.commands import (
    corpus as corpus_commands,
)
from helpers.commands import (
    evaluation as evaluation_commands,
)
from helpers.commands import (
    training as training_commands,
)
from helpers.commands.interchange import InputError, numbered_lines, read_record
from helpers.commands.notebooks import FolderError
from helpers.corpus import CorpusError
from helpers.lexicons import LexiconError
from helpers.prose import verb
from helpers.report.site import SiteError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 2 after one sentence on standard error, 1 for a broken result."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    attribute = commands.add_parser(
        "attribute", help="find who says what in every article of a JSON Lines file"
    )
    attribute.add_argument("input", type=Path, help='lines of {"id": ..., "text": ...}')
    attribute.add_argument("output", type=Path, help="attributions, one article a line")
    attribute.set_defaults(run=_attribute)
    article_commands.add_commands(commands)
    corpus_commands.add_commands(commands)
    coding_commands.add_commands(commands)
    evaluation_commands.add_commands(commands)
    training_commands.add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except (ArticleError, CorpusError, FolderError, InputError, LexiconError, OSError) as error:
        print(f"{parser.prog} {options.command}: {_sentence(error)}", file=sys.stderr)
        return 2
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1


def _attribute(options: argparse.Namespace) -> None:
    """Read articles, write their attributions, print how fast that went."""
    from helpers.analysis import analyse_many
    from helpers.annotation import load_model
    from helpers.attribution.attribution_tables import interchange_record

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

    _require_folder(options.output)
    partial = options.output.with_name(options.output.name + ".part")
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
        partial.unlink()
        raise InputError(f"{options.input.name} holds no article that can be read.")
    partial.replace(options.output)
    seconds = max(time.process_time() - began, 1e-9)
    print(
        f"{documents} {verb(documents, 'document', 'documents')}, {words} words, "
        f"{words / seconds:.0f} words per CPU-second" + (f"; {refused} left out" if refused else "")
    )


def _require_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}: make it first.")


def _sentence(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder: give the path of a file."
    if isinstance(error, FileExistsError):
        return f"{error.filename} is there already: give another name, or remove it yourself."
    if isinstance(error, FileNotFoundError):
        return f"there is no file or folder {error.filename}: check the name and the folder."
    if isinstance(error, OSError):
        return f"{error.filename} can't be used ({error.strerror})."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
