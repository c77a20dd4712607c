"""The command line: ``python -m helpers COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import signal

if __name__ == "__main__":  # while modules load there is nothing to tidy, and no traceback to read
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import sys
from collections.abc import Sequence

from helpers.article import ArticleError
from helpers.article.whole_files import FolderError
from helpers.commands import articles, coders, corpus, evaluation
from helpers.commands.articles import InputError
from helpers.commands.stopping import stopped_at_once
from helpers.corpus import CorpusError
from helpers.lexicons import LexiconError
from helpers.measures import ToneModelMissingError

# Errors whose message is a sentence for whoever gave the command.
_USER_ERRORS = (
    *(ArticleError, CorpusError, FolderError, InputError, LexiconError, ToneModelMissingError),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 for a broken result, 2 after one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (articles, coders, corpus, evaluation):
        module.add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        with stopped_at_once():
            return int(options.run(options) or 0)
    except (*_USER_ERRORS, OSError) as error:
        print(f"{parser.prog} {options.command}: {_sentence(error)}", file=sys.stderr)
        return 2


def _sentence(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder: give the path of a file."
    if isinstance(error, FileExistsError):
        return f"{error.filename} is there already: give another name, or remove it yourself."
    if isinstance(error, FileNotFoundError):
        return f"there is no file or folder {error.filename}: check the name and the folder."
    if isinstance(error, OSError) and error.filename is None:  # such as a full disk
        return f"a file could not be written to its end ({error.strerror}): it is left out."
    if isinstance(error, OSError):
        return f"{error.filename} can't be used ({error.strerror})."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
