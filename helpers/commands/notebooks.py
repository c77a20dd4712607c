"""Run all notebooks, on the bundled article or another one.

``python -m helpers.commands.notebooks run [--article ARTICLE]`` runs them into build/ and makes
the site; ``python -m helpers.commands.notebooks refresh`` runs them in place and stores their
outputs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.commands.one_notebook import Outcome, execute_notebook, one_line

if TYPE_CHECKING:
    from helpers.article import Article

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
# Numbers of the notebooks that are about other articles and about the program.
OF_THE_PROGRAM = ("09", "10")
AT_A_TIME = 2  # kernels
STORED = "article.json"  # the article as a run has read it
# What a run writes into its folder.
PARTS = (STORED, "notebooks", "tables", "figures", "annotated-article.html", "site")
UNFINISHED = ".unfinished-"  # begins the name of the folder that a run works in
_print = partial(print, flush=True)


class FolderError(ValueError):
    """The folder can't be written to; the message says why and what to do."""


def execute_all(
    sources: Iterable[Path],
    out: Path,
    *,
    article: str | None = None,
    keep_failed: bool = True,
    report: Callable[[str], object] = print,
) -> list[Outcome]:
    """Run notebooks, two at a time, and report each as it ends; none stops the others.

    Args:
        sources: the notebooks; each runs alone, in any order.
        out: the folder that the executed ones go to.
        article: as in :func:`execute_notebook`.
        keep_failed: as in :func:`execute_notebook`.
        report: called with a line of text for each notebook.

    Returns:
        One outcome for each notebook, in the order of their names.
    """
    # Two kernels that start at once must not both build Matplotlib's list of fonts.
    import matplotlib.font_manager  # noqa: F401

    from helpers.article.article import VARIABLE

    # Each kernel computes in one thread: more would only slow down the other.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    os.environ[VARIABLE] = "0"  # not the article that a reader of the notebooks has chosen
    run = partial(execute_notebook, article=article, keep_failed=keep_failed)
    outcomes = []
    with ProcessPoolExecutor(max_workers=AT_A_TIME) as pool:
        waiting = [pool.submit(run, source, out / source.name) for source in sources]
        for done in as_completed(waiting):
            outcome = done.result()
            outcomes.append(outcome)
            stopped = f"   stopped with {outcome.error}" if outcome.error else ""
            report(f"  {outcome.name:<28}{outcome.seconds:6.1f} s{stopped}")
    return sorted(outcomes, key=lambda outcome: outcome.name)


def collect_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder, in the order of their numbers."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def run(
    article: str | None,
    *,
    any_language: bool = False,
    notebooks: Path = NOTEBOOKS,
    build: Path = BUILD,
) -> bool:
    """Run the notebooks into a folder, with tables, figures and the site, and say where they are.

    The article is read once and stored as ``article.json``, from which every notebook reads. What
    an earlier run left is replaced at the very end, so that a run that is stopped costs nothing.

    Args:
        article: path of a file or an address, as for ``load_article``; ``None`` reads the bundled
            article.
        any_language: read an article that is not in English, with a note.
        notebooks: the folder of the notebooks; they stay as they are.
        build: gets what ``PARTS`` lists.

    Returns:
        Whether every notebook ran to its end; the site shows those that did in any case.

    Raises:
        ArticleError: the article cannot be read.
        FolderError: the folder holds something of these names that no run has written.
        SiteError: the site could not be built.
    """
    from helpers.article import BUNDLED_ARTICLE, count_words, load_article
    from helpers.report.site.build import SiteError, build_site

    started = time.monotonic()
    build = build.resolve()  # the kernels run in another folder
    loaded = load_article(article or BUNDLED_ARTICLE, any_language=any_language)
    _require_own(build)
    build.mkdir(parents=True, exist_ok=True)
    for leftover in build.glob(f"{UNFINISHED}*"):  # of a run that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    print(f"Reading “{loaded.title}” ({count_words(loaded.text):,} words).")
    for note in loaded.provenance.notes:
        print(f"  Note: {note}")
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=build) as folder:
        part = Path(folder)
        outcomes = _execute_and_export(notebooks, loaded, part, bundled=article is None)
        print("Building the site ...", flush=True)
        try:
            build_site(
                part / "notebooks",
                part / "site",
                annotated=part / "annotated-article.html",
                tables=part / "tables",
                article=loaded,
            )
        except SiteError:
            _publish(part, build)
            raise
        _publish(part, build)
    seconds = time.monotonic() - started
    print(f"In {build}: {', '.join(PARTS)}.")
    print(f"Done in {seconds:.0f} s. Open in a browser: {build / 'site' / 'index.html'}")
    return not any(outcome.error for outcome in outcomes)


def _execute_and_export(
    notebooks: Path, article: Article, part: Path, *, bundled: bool
) -> list[Outcome]:
    """Store the article in a folder, run the notebooks into it, and write tables and figures."""
    from helpers.article import store_article

    sources = collect_notebooks(notebooks)
    if not bundled:
        sources = [source for source in sources if source.name[:2] not in OF_THE_PROGRAM]
    stored = store_article(article, part / STORED)
    print(f"Running {len(sources)} notebooks, two at a time ...", flush=True)
    path = None if bundled else str(stored)
    outcomes = execute_all(sources, part / "notebooks", article=path, report=_print)
    print("Writing tables, figures and the annotated article ...", flush=True)
    outcomes.append(_export(article, part))
    _report_errors(outcomes)
    return outcomes


def _require_own(build: Path) -> None:
    """Refuse a folder in which a run would replace something that no run wrote."""
    from helpers.article import was_stored

    if build == BUILD or was_stored(build / STORED):
        return
    taken = [name for name in PARTS if (build / name).exists()]
    if taken:
        raise FolderError(
            f"{build} holds {taken[0]}, which no run of this program wrote: give another folder."
        )


def _publish(part: Path, build: Path) -> None:
    """Replace what an earlier run left by what this one has written."""
    for name in PARTS:
        old = build / name
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        if (part / name).exists():
            (part / name).rename(old)


def _export(article: Article, build: Path) -> Outcome:
    """Write tables, figures and annotated article; an error is returned, not raised."""
    from helpers.analysis import analyse
    from helpers.report.export import export

    started = time.monotonic()
    error = ""
    try:
        export(analyse(article), build)
    except Exception as problem:  # whatever an odd article brings up
        error = one_line(type(problem).__name__, str(problem))
    return Outcome("The writing of tables", time.monotonic() - started, error)


def refresh(notebooks: Path = NOTEBOOKS) -> bool:
    """Run the notebooks in place and store their outputs; one that stops stays as it was.

    Args:
        notebooks: the folder of the notebooks; the first picture of the first one is written to
            ``pictures/voices.png`` in it, for the README.

    Returns:
        Whether every notebook ran to its end.
    """
    os.environ["NEWS_VOICES_CACHE"] = "0"  # what is stored is what a fresh run gives
    sources = collect_notebooks(notebooks)
    print(f"Running {len(sources)} notebooks in place, two at a time ...", flush=True)
    outcomes = execute_all(sources, notebooks, keep_failed=False, report=_print)
    _report_errors(outcomes)
    if sources:
        _store_picture(sources[0], notebooks / "pictures" / "voices.png")
    return not any(outcome.error for outcome in outcomes)


def _store_picture(notebook: Path, target: Path) -> None:
    """Write the first picture of a notebook to a file, which the README shows."""
    from helpers.report.site.pages import read_chapter

    picture = read_chapter(notebook).picture
    if picture:
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture.png)


def _report_errors(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error:
            print(f"{outcome.name} stopped with an error: {outcome.error}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 1 where something stopped, 2 where the input is bad."""
    from helpers.article import ArticleError
    from helpers.report.site.build import SiteError

    parser = argparse.ArgumentParser(
        prog="python -m helpers.commands.notebooks", description=__doc__
    )
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="run the notebooks into build/ and make the site")
    running.add_argument(
        "--article", metavar="ARTICLE", help="a file or an address (default: the bundled article)"
    )
    running.add_argument(
        "--any-language", action="store_true", help="read it even if it is not in English"
    )
    commands.add_parser("refresh", help="run the notebooks in place and store their outputs")
    options = parser.parse_args(arguments)
    try:
        if options.command == "refresh":
            complete = refresh()
        else:
            complete = run(options.article, any_language=options.any_language)
    except (ArticleError, FolderError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except SiteError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
